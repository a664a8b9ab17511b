"""A plan's history: its versions, what changed between them, and putting the plan back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.pilot.conftest import SIZES, SMALL, MakeApp
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage, unseen
from tests.pilot.visit import visiting
from tests.pilot.waiting import at_rest
from trajectory.domain import editing
from trajectory.domain.amending import amend
from trajectory.domain.plan import Barrier, Review
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.screens.changes import ChangesScreen
from trajectory.tui.screens.history import HistoryScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.usecases import checkpoints
from trajectory.usecases.session import PlanSession

FEBRUARY = dt.datetime(2018, 2, 20, 15, 0, tzinfo=dt.UTC)
S1 = "S1-t5vn"


@pytest.fixture
def app(make_app: MakeApp) -> TrajectoryApp:
    """Give the app on the day of a monthly call."""
    return make_app(now=lambda: FEBRUARY)


def walk(session: PlanSession) -> WalkScreen:
    return WalkScreen(session.path)


async def settle(stage: Stage[HistoryScreen]) -> None:
    await at_rest(stage.pilot)


async def until(stage: Stage[WalkScreen], words: str) -> None:
    """Wait until this is said: what is kept is written on a thread of its own."""
    for _ in range(400):
        if words in stage.words():
            return
        await stage.pilot.pause(0.02)
    pytest.fail(f"it never came: {stage.words()}")


def a_call(stage: Stage[HistoryScreen]) -> None:
    """A call with one more barrier, finished, and a step done after it."""
    session, context = stage.session, stage.app.sitting.context
    plan = editing.add(session.plan, "B6-aaaa", Barrier(text="Nobody has time"))
    plan = editing.add(plan, "V2-aaaa", Review(date=FEBRUARY.date(), forum="monthly-call"))
    session.do(plan, "a call")
    checkpoints.finish(context, session, "V2-aaaa")
    session.do(amend(session.plan, S1, {"status": "done"}, context.stamp()), "S1 is done")
    stage.screen.plan_changed()


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_versions_are_listed_with_how_much_changed(
    app: TrajectoryApp, size: tuple[int, int]
) -> None:
    async with on_stage(app, HistoryScreen, size) as stage:
        await settle(stage)
        a_call(stage)
        await settle(stage)
        rows = stage.seen().splitlines()[1:4]
        assert [row[2:25].strip() for row in rows] == [
            "The plan as it is now",
            "Monthly call, 20 Feb 20",
            "Workshop, 16 Jan 2018",
        ]
        if size != TINY:
            assert "15:00 · 1 entry changed" in rows[1]
            assert "15:32 · 2 entries came, 1 changed" in rows[2]
            assert "Enter says what is different now." in stage.words()


async def test_enter_says_what_is_different_now(app: TrajectoryApp) -> None:
    async with on_stage(app, HistoryScreen, SMALL) as stage:
        await settle(stage)
        await stage.press("enter")
        assert "This is the plan as it is." in stage.words()
        await stage.press("down", "enter")
        assert isinstance(stage.top(), ChangesScreen)
        assert "From Workshop, 16 Jan 2018 to now" in stage.seen()
        assert "by when: 2 Feb → 9 Feb 2018, a week later" in stage.words()
        await stage.press("escape", "escape")
        assert not stage.is_on_top()


@pytest.mark.slow
async def test_any_two_are_compared_the_earlier_one_first(app: TrajectoryApp) -> None:
    async with on_stage(app, HistoryScreen, SMALL) as stage:
        await settle(stage)
        a_call(stage)
        await settle(stage)
        await stage.press("down", "c")
        assert "Compare Monthly call, 20 Feb 2018 with which one?" in stage.words()
        await stage.press("escape")
        assert "Left as it was." in stage.words()
        await stage.press("c", "down", "c")
        assert "From Workshop, 16 Jan 2018 to Monthly call, 20 Feb 2018" in stage.seen()
        assert "+ B6 Nobody has time" in stage.seen()
        assert "done on" not in stage.seen(), "that came later"


async def test_putting_back_asks_and_is_taken_back_by_undo(app: TrajectoryApp) -> None:
    async with on_stage(app, HistoryScreen, SMALL) as stage:
        await settle(stage)
        before = stage.plan
        await stage.press("r")
        assert "Mark an earlier version" in stage.words()
        await stage.press("down", "r")
        assert "Put the plan back as it stood: Workshop, 16 Jan 2018?" in stage.words()
        assert "Enter puts it back. Esc leaves it as it is." in stage.seen()
        await stage.press("escape")
        assert "Left as it was." in stage.words()
        await stage.press("r", "up", "down", "enter")
        assert isinstance(stage.top(), ChangesScreen), "a question is not answered by moving on"
        await stage.press("escape")
        assert stage.plan is before
        await stage.press("r", "enter")
        await settle(stage)
        assert stage.plan.step[S1].due == dt.date(2018, 2, 2)
        assert "The plan is back as it stood: Workshop, 16 Jan 2018." in stage.words()
        assert "15:32 · nothing changed" in stage.seen()
        await stage.press("r", "enter")
        assert "Nothing to put back" in stage.words()
        await stage.press("ctrl+z")
        await settle(stage)
        assert stage.plan.step[S1].due == before.step[S1].due
        assert stage.plan.log == before.log
        assert "Taken back: put the plan back as it stood" in stage.words()
        assert stage.on_disk() == stage.plan


@pytest.mark.slow
async def test_a_plan_without_history_says_how_it_gets_one(app: TrajectoryApp) -> None:
    cases = Path("harrowmere-table-3/case-management.toml")
    async with on_stage(app, HistoryScreen, SMALL, cases) as stage:
        await settle(stage)
        assert "Nothing is kept of this plan yet." in stage.seen()
        assert "type /finish in the walk" in stage.words()
        await stage.press("enter", "c", "r")
        assert "Mark an earlier version" in stage.words()


@pytest.mark.slow
async def test_what_cannot_be_read_is_a_row_with_its_reason(
    app: TrajectoryApp, plans: Path
) -> None:
    history = (plans / NETWORKS).parent / "history"
    (history / "safety-networks-20180301-090000.toml").write_text(
        "due = '\x1b]52;c;[/nope]", encoding="utf-8"
    )
    async with on_stage(app, HistoryScreen, (160, 24)) as stage:
        await settle(stage)
        assert "! safety-networks-20180301-090000.toml" in stage.seen()
        assert "cannot be read: line 1" in stage.words()
        assert not unseen(stage.seen())
        await stage.press("down", "enter")
        assert "This file cannot be read" in stage.words()
        await stage.press("r")
        assert "Mark an earlier version that can be read" in stage.words()


@pytest.mark.slow
async def test_the_list_of_plans_leads_there(app: TrajectoryApp) -> None:
    async with visiting(app, SMALL) as visit:
        await visit.press("down", "d", "h")
        visit.on(HistoryScreen)
        assert "Workshop, 16 Jan 2018" in visit.seen()


# -- finishing a workshop --------------------------------------------------------------------------


async def test_finish_keeps_the_plan_and_says_what_is_next(app: TrajectoryApp, plans: Path) -> None:
    async with on_stage(app, walk, SMALL) as stage:
        await stage.type("/finish Well", "enter")
        await until(stage, "Kept: Workshop, 20 Feb 2018.")
        assert "ctrl+e exports the plan, /history shows what was kept" in stage.words()
        review = list(stage.plan.review.values())[-1]
        assert (review.forum, review.summary) == ("table", "Well")
        assert review.attended == stage.plan.plan.participants
        assert review.finished == FEBRUARY
        kept = (plans / NETWORKS).parent / "history" / "safety-networks-20180220-150000.toml"
        assert kept.exists()
        await stage.type("/finish", "enter")
        await until(stage, "Nothing has changed since it was kept: Workshop, 20 Feb 2018.")
        await stage.type("/history", "enter")
        assert isinstance(stage.top(), HistoryScreen)


@pytest.mark.slow
async def test_finish_ends_the_review_that_is_under_way(app: TrajectoryApp) -> None:
    async with on_stage(app, walk, SMALL) as stage:
        call = Review(date=FEBRUARY.date(), forum="monthly-call")
        stage.session.do(editing.add(stage.plan, "V2-aaaa", call), "began the review")
        await stage.type("/finish", "enter")
        await until(stage, "Kept: Monthly call, 20 Feb 2018.")
        assert stage.plan.review["V2-aaaa"].finished == FEBRUARY


@pytest.mark.slow
async def test_what_cannot_be_kept_is_said_and_is_not_finished(
    make_app: MakeApp, plans: Path
) -> None:
    cases = Path("harrowmere-table-3/case-management.toml")
    (plans / cases).parent.joinpath("history").rename(plans / "aside")
    (plans / cases).parent.joinpath("history").write_text("a file", encoding="utf-8")
    async with on_stage(make_app(), walk, SMALL, cases) as stage:
        await stage.type("/finish", "enter")
        await until(stage, "Not finished yet, and nothing is lost")
        (review,) = stage.plan.review.values()
        assert review.finished is None
