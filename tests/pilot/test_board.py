"""The board: all boxes at once, folded where there is no room, and what can be done on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Static

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Header, Plan
from trajectory.storage import codec
from trajectory.tui.screens.board import BoardScreen
from trajectory.tui.screens.entry import EntryScreen
from trajectory.tui.widgets.board_box import BoardBox

MEDIUM = (120, 40)
HEADINGS = ("Current position 7 · 3.5 → 6", "Goals 2", "Enablers 3", "Barriers 4", "Next steps 5")


def box(stage: Stage[BoardScreen], section: Section) -> BoardBox:
    return stage.screen.query_one(f"#board-{section.value}", BoardBox)


def unfolded(stage: Stage[BoardScreen]) -> list[Section]:
    return [box.section for box in stage.screen.query(BoardBox) if box.region.height > 1]


def headings(stage: Stage[BoardScreen]) -> list[str]:
    return [str(shown.content)[2:] for shown in stage.screen.query(".heading").results(Static)]


def current(stage: Stage[BoardScreen]) -> list[Section]:
    return [box.section for box in stage.screen.query(BoardBox) if box.has_class("-current")]


@pytest.mark.parametrize("size", [*SIZES, MEDIUM, TINY])
async def test_all_boxes_are_there_with_their_counts(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), BoardScreen, size) as stage:
        assert headings(stage) == [*HEADINGS, "Parking lot 3"]
        assert "Enablers 3" in stage.words() or size == TINY
        wide = size in {LARGE, MEDIUM}
        assert unfolded(stage) == (list(Section) if wide else [Section.POSITION])


@pytest.mark.slow
async def test_side_by_side_where_there_is_room(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, LARGE) as stage:
        regions = [box.region for box in stage.screen.query(BoardBox)]
        assert len({region.y for region in regions}) == 1
        assert [region.x for region in regions] == sorted(region.x for region in regions)
        await stage.pilot.resize_terminal(*MEDIUM)
        await stage.pilot.pause()
        regions = [box.region for box in stage.screen.query(BoardBox)]
        assert len({region.y for region in regions}) == 2, "three above, the rest below"
        await stage.pilot.resize_terminal(*SMALL)
        await stage.pilot.pause()
        assert unfolded(stage) == [Section.POSITION]


@pytest.mark.slow
async def test_keys_go_from_box_to_box_and_round(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        for section in (Section.GOAL, Section.ENABLER, Section.BARRIER):
            await stage.press("tab")
            assert unfolded(stage) == [section]
        await stage.press("left")
        assert current(stage) == [Section.ENABLER]
        await stage.press("right", "right", "right", "right")
        assert current(stage) == [Section.POSITION]
        await stage.press("shift+tab")
        assert current(stage) == [Section.PARKING]


async def test_it_opens_at_the_box_that_is_asked_for(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: BoardScreen(s, Section.BARRIER), SMALL) as stage:
        assert unfolded(stage) == [Section.BARRIER]
        assert stage.app.focused is box(stage, Section.BARRIER).entries


async def test_an_empty_parking_lot_is_no_place_to_open_at(make_app: MakeApp, plans: Path) -> None:
    (plans / NETWORKS).write_bytes(codec.encode(Plan(plan=Header(title="New"))))
    async with on_stage(make_app(), lambda s: BoardScreen(s, Section.PARKING), SMALL) as stage:
        assert current(stage) == [Section.POSITION]


async def test_a_burst_of_keys_is_about_the_boxes_it_comes_to(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        starred = {key: entry.starred for key, entry in stage.plan.enabler.items()}
        burst = ("tab", "tab", "t")
        for key in burst:
            event = events.Key(key, key if len(key) == 1 else None)
            event.set_sender(stage.app)
            stage.app.post_message(event)
        for _ in burst:  # each of them moves on to what has the focus by then
            await stage.pilot.pause()
        assert stage.app.focused is box(stage, Section.ENABLER).entries
        first = next(iter(starred))
        assert bool(stage.plan.enabler[first].starred) != bool(starred[first])


async def test_a_click_on_a_heading_unfolds_its_box(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        await stage.pilot.click("#board-barrier .heading", offset=(4, 0))
        assert unfolded(stage) == [Section.BARRIER]
        assert box(stage, Section.BARRIER).entries.has_focus


async def test_enter_opens_an_entry_and_comes_back_to_it(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        await stage.press("tab", "down", "enter")
        assert isinstance(stage.top(), EntryScreen)
        assert stage.seen().startswith(" G2")
        await stage.press("escape")
        assert stage.is_on_top()
        assert stage.screen.current_entry() == "G2-w5ne"


async def test_entries_are_starred_weighed_sorted_and_deleted(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        await stage.press("tab", "tab", "tab", "down", "t", "2", "i")
        barrier = stage.plan.barrier["B2-n6ua"]
        assert (barrier.starred, barrier.strength, barrier.influence) == (True, 2, 3)
        await stage.press("shift+up")
        assert next(iter(stage.plan.barrier)) == "B2-n6ua"
        await stage.press("d")
        assert "B2-n6ua" not in stage.plan.barrier
        assert "Barriers 3" in stage.words()
        assert "B2 is deleted. ctrl+z brings it back." in stage.words()
        await stage.press("ctrl+z")
        assert stage.plan.barrier["B2-n6ua"].starred
        await stage.press("ctrl+y")
        assert "B2-n6ua" not in stage.plan.barrier
        assert stage.on_disk() == stage.plan


@pytest.mark.slow
async def test_an_entry_moves_to_another_box(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        text = stage.plan.enabler["E1-x2kd"].text
        await stage.press("tab", "tab", "m")
        await stage.type("-")
        assert stage.is_on_top()
        assert list(stage.plan.barrier.values())[-1].text == text
        assert "E1 is now B6 in Barriers." in stage.words()
        await stage.press("ctrl+z")
        assert "E1-x2kd" in stage.plan.enabler


async def test_the_parking_lot_comes_and_goes_with_what_is_in_it(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        await stage.press("shift+tab", "d", "d", "d")
        assert not stage.plan.parking
        assert "Parking lot" not in stage.words()
        assert current(stage) == [Section.STEP]
        await stage.press("ctrl+z")
        assert "Parking lot 1" in stage.words()


async def test_text_is_sent_back_to_the_walk(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        before = stage.plan
        await stage.type("zz")
        assert "New entries are typed on the walk: Esc goes back there." in stage.words()
        assert stage.plan is before
        await stage.press("escape")
        assert not stage.is_on_top()


async def test_goal_first_begins_with_the_goal(make_app: MakeApp, plans: Path) -> None:
    plan = codec.parse((plans / NETWORKS).read_bytes())[0]
    turned = plan.replace(plan=plan.plan.replace(order="goal-first"))
    (plans / NETWORKS).write_bytes(codec.encode(turned))
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        assert unfolded(stage) == [Section.GOAL]
        assert stage.words().index("Goals 2") < stage.words().index("Current position 7")


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_an_empty_plan_is_told_what_goes_where(
    make_app: MakeApp, plans: Path, size: tuple[int, int]
) -> None:
    empty = Plan(plan=Header(title="New", deliverable="safety-networks"))
    (plans / NETWORKS).write_bytes(codec.encode(empty))
    async with on_stage(make_app(), BoardScreen, size) as stage:
        assert headings(stage)[0] == "Current position 0 · no score yet"
        assert "Begin with a network" in stage.words()
        await stage.press("tab", "enter", "t", "m", "d", "1")
        assert "There is no entry here yet." in stage.words()
        assert stage.is_on_top()


async def test_the_current_box_is_told_without_colour(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        assert "▾ Current position" in stage.words()
        assert "▸ Goals" in stage.words()
