"""The table of next steps: states by one key, dates that move with a reason, filters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual import events

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage
from trajectory.domain.plan import Header, Plan
from trajectory.storage import codec
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.screens.entry import EntryScreen
from trajectory.tui.screens.steps import StepsScreen

FEBRUARY = dt.datetime(2018, 2, 20, 15, 0, tzinfo=dt.UTC)
S1, S2 = "S1-t5vn", "S2-z4gm"
ORDER = ["S1", "S3", "S4", "S2", "S5"]


@pytest.fixture
def app(make_app: MakeApp) -> TrajectoryApp:
    """Give the app on the eve of a monthly call: one step is late by then."""
    return make_app(now=lambda: FEBRUARY)


def labels(stage: Stage[StepsScreen]) -> list[str]:
    table = stage.screen.table
    return [str(table.get_row_at(place)[0]) for place in range(table.row_count)]


def last_log(stage: Stage[StepsScreen]) -> tuple[str, str | None, str | None, str | None]:
    line = list(stage.plan.log.values())[-1]
    return line.field, line.was, line.now, line.why


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_steps_stand_in_order_with_their_states(
    app: TrajectoryApp, size: tuple[int, int]
) -> None:
    async with on_stage(app, StepsScreen, size) as stage:
        assert labels(stage) == ORDER
        assert "! late" in stage.seen()
        assert ("cuts B1, for G1" in stage.seen()) == (size == LARGE)
        assert ("Done when: Live in the record" in stage.words()) == (size != TINY)


@pytest.mark.slow
async def test_on_a_wide_screen_who_and_when_stand_beside_what(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, LARGE) as stage:
        rows = [str(stage.screen.table.get_row_at(place)[1]) for place in range(len(ORDER))]
        line = next(line for line in stage.seen().splitlines() if "By when" in line)
        assert line.index("Who") - line.index("What") <= max(map(len, rows)) + 2
        for words in rows:
            assert words in stage.seen(), "nothing is cut where there is room"


@pytest.mark.slow
async def test_the_keys_that_matter_are_hinted_at_in_a_small_window(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        hints = " ".join(stage.seen().splitlines()[-2:])
        for hint in ("o who", "w when", "p begun", "D done", "b blocked", "n not started",
                     "x drop", "Esc back", "F1 help"):  # fmt: skip
            assert hint in hints


async def test_one_key_says_how_it_stands_and_the_log_keeps_it(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("p")
        assert stage.plan.step[S1].status == "in_progress"
        assert "! late, begun" in stage.seen()
        assert last_log(stage) == ("status", "not_started", "in_progress", None)
        await stage.press("D")
        assert (stage.plan.step[S1].status, stage.plan.step[S1].done_on) == (
            "done",
            FEBRUARY.date(),
        )
        assert "S1 is done. ctrl+z takes it back." in stage.seen()
        await stage.press("n")
        assert stage.plan.step[S1].done_on is None
        await stage.press("x")
        assert stage.plan.step[S1].status == "dropped"
        assert "× dropped" in stage.seen()
        assert labels(stage) == ORDER, "no key moves a row away from under the cursor"
        assert stage.on_disk() == stage.plan


async def test_a_stray_small_d_does_nothing(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        before = stage.plan
        await stage.press("d")
        assert stage.plan is before


async def test_acts_are_taken_back_and_made_again(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        before = stage.plan
        await stage.press("D", "ctrl+z")
        assert stage.plan.step[S1].status == before.step[S1].status
        assert stage.plan.log == before.log
        assert "Taken back: S1 is done." in stage.seen()
        await stage.press("ctrl+y")
        assert stage.plan.step[S1].status == "done"
        await stage.press("ctrl+z", "ctrl+z")
        assert "There is nothing to take back." in stage.seen()


async def test_a_date_moves_with_a_reason(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("w", "ctrl+u")
        await stage.type("fri")
        assert "Fri 23 Feb 2018" in stage.seen()
        await stage.press("enter")
        assert stage.plan.step[S1].due == dt.date(2018, 2, 9), "the reason comes first"
        await stage.type("Forms group met late", "enter")
        assert stage.plan.step[S1].due == dt.date(2018, 2, 23)
        assert last_log(stage) == ("due", "2018-02-09", "2018-02-23", "Forms group met late")
        assert "moved 2 times" in stage.words()
        await stage.press("ctrl+z")
        assert stage.plan.step[S1].due == dt.date(2018, 2, 9), "one act"


@pytest.mark.slow
async def test_esc_at_the_reason_keeps_the_date_that_was_typed(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("w", "ctrl+u")
        await stage.type("23 feb", "enter", "escape")
        assert stage.plan.step[S1].due == dt.date(2018, 2, 23)
        assert last_log(stage) == ("due", "2018-02-09", "2018-02-23", None)


async def test_an_ambiguous_date_is_refused_and_stays_in_the_line(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        before = stage.plan
        await stage.press("w", "ctrl+u")
        await stage.type("12/5", "enter")
        assert "could be 12 May or 5 December: type the month's name" in stage.words()
        assert "› 12/5" in stage.words()
        await stage.press("escape")
        assert "Left as it was." in stage.seen()
        assert stage.plan is before
        assert stage.is_on_top()


@pytest.mark.slow
async def test_a_first_date_asks_no_reason(app: TrajectoryApp, plans: Path) -> None:
    loaded = codec.parse((plans / NETWORKS).read_bytes())[0]
    step = loaded.step[S1].replace(due=None)
    undated = loaded.replace(step={**loaded.step, S1: step}, log=None)
    (plans / NETWORKS).write_bytes(codec.encode(undated))
    async with on_stage(app, StepsScreen, SMALL) as stage:
        assert labels(stage)[-1] == "S1"
        await stage.press("5", "w")
        await stage.type("2 mar", "enter")
        assert stage.plan.step[S1].due == dt.date(2018, 3, 2)
        assert stage.plan.log == {}
        assert labels(stage) == []
        assert "Every open step has a date." in stage.seen()


async def test_what_blocks_a_step_is_asked(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("down", "b")
        await stage.type("No paper", "enter")
        step = stage.plan.step["S3-j8fx"]
        assert (step.status, step.blocked_by, step.blocked_since) == (
            "blocked",
            "No paper",
            FEBRUARY.date(),
        )
        assert last_log(stage) == ("status", "not_started", "blocked", "No paper")
        assert "Blocked since Tue 20 Feb 2018: No paper." in stage.words()
        await stage.press("p")
        assert stage.plan.step["S3-j8fx"].blocked_by is None


async def test_keys_of_one_burst_go_where_they_are_meant(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        burst = [*"bdone by IT", "enter", "down", "p"]
        for key in burst:
            stage.screen.table.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in burst:  # the line hands the last ones back to the table
            await stage.pilot.pause()
        step = stage.plan.step[S1]
        assert (step.status, step.blocked_by) == ("blocked", "done by IT")
        assert stage.plan.step["S3-j8fx"].status == "in_progress"


@pytest.mark.slow
async def test_esc_leaves_a_step_unblocked(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        before = stage.plan
        await stage.press("b", "escape")
        assert stage.plan is before
        await stage.press("b", "enter")
        assert stage.plan.step[S1].status == "blocked", "a reason can wait"


async def test_an_owner_is_given_with_completion(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("o", "ctrl+u")
        await stage.type("rev", "right", "enter")
        assert stage.plan.step[S1].owner == "Reviewing officer"
        await stage.press("o", "ctrl+u", "enter")
        assert stage.plan.step[S1].owner is None
        await stage.press("4")
        assert labels(stage) == ["S1"]


async def test_filters(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("2")
        assert labels(stage) == ["S1"]
        await stage.press("3")
        await stage.type("pract", "enter")
        assert labels(stage) == ["S3", "S2"], "as owner and as helper"
        assert "▸3 Practice lead 2" in stage.seen()
        await stage.press("5")
        assert "Every open step has a date. Press 1 for all of them." in stage.seen()
        await stage.press("tab")
        assert labels(stage) == ORDER
        await stage.press("shift+tab", "shift+tab", "shift+tab")
        assert labels(stage) == ["S3", "S2"]
        await stage.press("3", "ctrl+u")
        await stage.type("Nobody here", "enter")
        assert "No step belongs to Nobody here." in stage.words()
        await stage.press("1")
        assert labels(stage) == ORDER


@pytest.mark.slow
async def test_a_step_that_no_longer_fits_leaves_the_table_but_can_be_taken_back(
    app: TrajectoryApp,
) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("2", "D")
        assert labels(stage) == []
        assert "No step is late." in stage.seen()
        await stage.press("D", "o", "w", "b", "enter")
        assert "There is no step here." in stage.seen()
        await stage.press("ctrl+z")
        assert labels(stage) == ["S1"]


async def test_enter_opens_the_step_and_shows_what_was_changed_there(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("down", "enter")
        assert isinstance(stage.top(), EntryScreen)
        await stage.press("tab", "ctrl+u")
        await stage.type("Nurse", "ctrl+s")
        assert stage.is_on_top()
        assert stage.plan.step["S3-j8fx"].owner == "Nurse"
        assert "Nurse" in stage.seen()
        row = stage.screen.table.current
        assert row is not None
        assert row.label == "S3"


@pytest.mark.slow
async def test_leaving_the_app_points_at_a_half_typed_answer_once(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("b")
        await stage.type("No pap", "ctrl+q")
        assert app.is_running
        assert "Enter keeps what is typed here. ctrl+q again leaves" in stage.words()
        await stage.press("ctrl+q")
    assert app.return_code == 0


@pytest.mark.slow
async def test_the_same_by_mouse(app: TrajectoryApp) -> None:
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.pilot.click("#filters", offset=(12, 0))
        assert labels(stage) == ["S1"]
        await stage.pilot.click("#hints", offset=(2, 0))
        assert isinstance(stage.top(), EntryScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_an_empty_plan_is_told_how_a_step_is_made(
    app: TrajectoryApp, plans: Path, size: tuple[int, int]
) -> None:
    (plans / NETWORKS).write_bytes(codec.encode(Plan(plan=Header(title="New"))))
    async with on_stage(app, StepsScreen, size) as stage:
        assert "No next steps yet." in stage.words()
        await stage.press("enter", "D", "w", "tab", "3", "escape")
        assert stage.is_on_top()
        await stage.press("escape")
        assert not stage.is_on_top()


@pytest.mark.slow
async def test_states_are_read_without_colour_and_in_every_theme(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(make_app(now=lambda: FEBRUARY), StepsScreen, SMALL) as stage:
        for theme in ("room-light", "high-contrast", "room-dark"):
            stage.app.theme = theme
            await stage.pilot.pause()
            assert "! late" in stage.seen()
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(make_app(now=lambda: FEBRUARY), StepsScreen, SMALL) as stage:
        assert stage.app.theme.startswith("ansi")
        assert "! late" in stage.seen()
        assert "► due soon" in stage.seen()
