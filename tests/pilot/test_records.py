"""The lists of decisions and of parked remarks: one key per state, a question at the foot."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage
from trajectory.domain.plan import Header, Plan
from trajectory.storage import codec
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.screens.decisions import DecisionsScreen
from trajectory.tui.screens.entry import EntryScreen
from trajectory.tui.screens.parking import ParkingScreen
from trajectory.tui.screens.records import RecordsScreen
from trajectory.tui.widgets.ask_line import AskLine

FEBRUARY = dt.datetime(2018, 2, 20, 15, 0, tzinfo=dt.UTC)
P1, P2 = "P1-c8ye", "P2-a5tp"


@pytest.fixture
def app(make_app: MakeApp) -> TrajectoryApp:
    """Give the app on the day of a monthly call."""
    return make_app(now=lambda: FEBRUARY)


def labels(screen: RecordsScreen) -> list[str]:
    table = screen.table
    return [str(table.get_row_at(place)[0]) for place in range(table.row_count)]


async def answer(stage: Stage[DecisionsScreen], text: str, *then: str) -> None:
    """Type over what the question begins with."""
    line = stage.screen.query_one(AskLine).line
    line.put("")
    line.paste_in(text)
    await stage.press(*then, "enter")


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_what_is_parked_stands_with_its_place_and_state(
    app: TrajectoryApp, size: tuple[int, int]
) -> None:
    async with on_stage(app, ParkingScreen, size) as stage:
        assert labels(stage.screen) == ["P1", "P2", "P3"]
        assert "○ waits" in stage.seen()
        assert ("Can partners share contact details for wider family?" in stage.words()) == (
            size != TINY
        )
        assert ("Data analyst" in stage.seen()) == (size == LARGE)


async def test_one_key_per_state_of_what_is_parked(app: TrajectoryApp) -> None:
    async with on_stage(app, ParkingScreen, SMALL) as stage:
        await stage.press("r")
        assert stage.plan.parking[P1].status == "raised"
        assert "P1 is raised. ctrl+z takes it back." in stage.seen()
        await stage.press("D", "down", "x")
        assert stage.plan.parking[P1].status == "resolved"
        assert stage.plan.parking[P2].status == "dropped"
        assert [line.now for line in stage.plan.log.values()][-3:] == [
            "raised", "resolved", "dropped",
        ]  # fmt: skip
        assert labels(stage.screen) == ["P1", "P2", "P3"], "no row leaves from under the cursor"
        await stage.press("tab")
        assert labels(stage.screen) == ["P3"]
        await stage.press("D", "ctrl+z", "tab", "ctrl+z", "k")
        assert labels(stage.screen) == ["P1", "P2", "P3"]
        assert stage.plan.parking[P2].status in {None, "parked"}
        assert stage.on_disk() == stage.plan


@pytest.mark.slow
async def test_where_it_will_be_raised_is_one_key_away(app: TrajectoryApp) -> None:
    async with on_stage(app, ParkingScreen, SMALL) as stage:
        places = []
        for _ in range(4):
            await stage.press("f")
            places.append(stage.plan.parking[P1].for_)
        assert places == ["workshop", "other", "call", "consultation"]
        await stage.press("enter")
        assert isinstance(stage.top(), EntryScreen)


async def test_a_decision_is_put_on_record_and_completed_by_keys(app: TrajectoryApp) -> None:
    async with on_stage(app, DecisionsScreen, SMALL) as stage:
        assert "No decisions on record yet." in stage.words()
        await stage.press("enter", "o", "d", "a")
        await answer(stage, "Start in March @prin", "right")
        (decision,) = stage.plan.decision.values()
        assert (decision.text, decision.decided_by) == (
            "Start in March",
            "Principal Social Worker",
        )
        assert (decision.date, decision.forum) == (FEBRUARY.date(), None)
        await stage.press("o")
        await answer(stage, "Assis", "right")
        await stage.press("w")
        await answer(stage, "6 feb 2018")
        await stage.press("f")
        await answer(stage, "Leaders' meeting")
        (decision,) = stage.plan.decision.values()
        assert (decision.decided_by, decision.date, decision.forum) == (
            "Assistant Director",
            dt.date(2018, 2, 6),
            "Leaders' meeting",
        )
        await stage.press("enter")
        assert isinstance(stage.top(), EntryScreen)
        await stage.press("escape", "d")
        assert stage.plan.decision == {}
        await stage.press("ctrl+z")
        assert labels(stage.screen) == ["D1"]


@pytest.mark.slow
async def test_a_question_is_left_and_half_an_answer_is_pointed_at(app: TrajectoryApp) -> None:
    async with on_stage(app, DecisionsScreen, SMALL) as stage:
        before = stage.plan
        await stage.press("a", "enter", "a", "escape")
        assert "Left as it was." in stage.seen()
        await stage.press("a")
        await stage.type("half", "ctrl+q")
        assert app.is_running
        assert "Enter keeps what is typed here." in stage.words()
        await stage.press("escape", "escape")
        assert not stage.is_on_top()
        assert stage.plan is before


@pytest.mark.slow
@pytest.mark.parametrize("screen", [ParkingScreen, DecisionsScreen])
async def test_an_empty_list_says_how_the_first_one_comes(
    app: TrajectoryApp, plans: Path, screen: type[RecordsScreen]
) -> None:
    (plans / NETWORKS).write_bytes(codec.encode(Plan(plan=Header(title="New"))))
    async with on_stage(app, screen, SMALL) as stage:
        assert stage.screen.NONE_YET.split("\n")[0].split(".")[0] in stage.words()
        await stage.press("enter", "r", "D", "f", "tab", "escape")
        assert stage.top() is stage.screen or not stage.is_on_top()
