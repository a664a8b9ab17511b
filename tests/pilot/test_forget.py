"""Removing for good: what is offered, one question, and nothing left on any screen or on disk."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.widgets import OptionList, Static

from tests.pilot.conftest import SIZES, SMALL, MakeApp
from tests.pilot.hostile import TEXTS, hostile_plan
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage, unseen
from tests.pilot.visit import Visit, visiting
from tests.pilot.waiting import at_rest
from trajectory.errors import NotSavedError
from trajectory.storage import codec
from trajectory.tui.screens import forget
from trajectory.tui.screens.board import BoardScreen
from trajectory.tui.screens.forget import NOTHING_FOUND, ForgetScreen
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.pick import PickScreen
from trajectory.tui.screens.plan_actions import Act
from trajectory.tui.screens.walk import WalkScreen
from trajectory.tui.widgets.capture_line import CaptureLine
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.row_list import RowList
from trajectory.usecases import managing
from trajectory.usecases.forgetting import forget_words
from trajectory.usecases.forgetting_values import Forgotten
from trajectory.usecases.session import PlanSession

BORN = "14/03/2009"
WAIT = 30.0
"""Seconds that are waited at most for what must happen."""
LINE = f"His sister, born {BORN}, lives at LS1 1AA"


@pytest.fixture
def plan_file(plans: Path) -> Path:
    return plans / NETWORKS


@pytest.fixture
def with_case_data(plan_file: Path) -> None:
    """Put case data into a barrier's text, its first wording, and a comment."""
    text = plan_file.read_text(encoding="utf-8")
    old = 'text = "Network is not in the strategy discussion or conference workflow"'
    assert old in text
    plan_file.write_text(text.replace(old, f'text = "{LINE}" # {BORN}'), encoding="utf-8")


def make(words: str = "", entry: str | None = None) -> Callable[[PlanSession], ForgetScreen]:
    return lambda session: ForgetScreen(session, words, entry)


def rows(stage: Stage[ForgetScreen]) -> list[str]:
    shown = stage.seen().splitlines()
    return [row[2:].rstrip() for row in shown if row[2:3] in {"○", "●"}]


def held(path: Path) -> bytes:
    """What a file holds."""
    return path.read_bytes()


def add(path: Path, text: str) -> None:
    """Write a text into a file, behind what is there."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def said(stage: Stage[ForgetScreen]) -> str:
    return str(stage.screen.query_one("#said", Static).content)


def places(stage: Stage[ForgetScreen]) -> str:
    return str(stage.screen.query_one("#places", Static).content)


async def settle(stage: Stage[ForgetScreen]) -> None:
    await at_rest(stage.pilot, rounds=2)


# -- what is offered -------------------------------------------------------------------------


@pytest.mark.parametrize("size", [*SIZES, (60, 20)])
@pytest.mark.usefixtures("with_case_data")
async def test_what_looks_like_case_data_is_offered_in_its_sentence(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), make(), size) as stage:
        assert rows(stage) == [f"○ {BORN}  a date of birth  B1", "○ LS1 1AA  a postcode  B1"]
        assert places(stage) == f"B1, the text: {LINE}"
        assert "cannot be undone" in stage.words()
        await stage.press("down")
        shown = stage.screen.query_one("#places", Static).content
        assert isinstance(shown, Content)
        marked = [str(shown)[s.start : s.end] for s in shown.spans if "underline" in str(s.style)]
        assert marked == ["LS1 1AA"]
        assert "ctrl+r remove for good" in stage.words()


async def test_a_plan_without_case_data_says_so(make_app: MakeApp) -> None:
    async with on_stage(make_app(), make(), SMALL) as stage:
        assert rows(stage) == []
        assert places(stage) == NOTHING_FOUND
        assert isinstance(stage.app.focused, FieldLine)


@pytest.mark.usefixtures("with_case_data")
async def test_a_row_is_ticked_and_not_ticked(make_app: MakeApp) -> None:
    async with on_stage(make_app(), make(), SMALL) as stage:
        await stage.press("space")
        assert rows(stage)[0].startswith("●")
        await stage.press("down", "enter")
        assert rows(stage)[1].startswith("●")
        await stage.press("up", "space")
        assert [row[0] for row in rows(stage)] == ["○", "●"]


@pytest.mark.slow
async def test_other_words_are_typed_and_found_in_the_plan(make_app: MakeApp) -> None:
    async with on_stage(make_app(), make(), SMALL) as stage:
        await stage.type("friday  Afternoon", "enter")
        assert rows(stage) == ["● friday Afternoon  as you typed it  B1"]
        assert "the first wording" in places(stage)
        assert "Friday afternoon" in places(stage)
        await stage.type("x", "enter")
        assert said(stage).startswith("Type two characters")
        await stage.type("avier", "enter")
        assert rows(stage)[1].startswith("● xavier  as you typed it")
        assert places(stage).startswith("The plan does not have it.")


async def test_the_same_words_are_on_the_list_once(make_app: MakeApp) -> None:
    async with on_stage(make_app(), make("Friday"), SMALL) as stage:
        assert rows(stage) == ["● Friday  as you typed it  B1"]
        await stage.press("tab")
        await stage.type("Friday", "enter")
        assert len(rows(stage)) == 1


# -- asking, and doing -----------------------------------------------------------------------


@pytest.mark.usefixtures("with_case_data")
async def test_it_asks_first_and_the_answer_that_is_marked_is_no(
    make_app: MakeApp, plan_file: Path
) -> None:
    before = held(plan_file)
    async with on_stage(make_app(), make(), SMALL) as stage:
        await stage.press("ctrl+r")
        assert stage.is_on_top()
        assert said(stage).startswith("Nothing is ticked")
        await stage.press("space", "ctrl+r")
        assert isinstance(stage.top(), PickScreen)
        assert "It cannot be undone." in stage.words()
        asked = " ".join(stage.seen().replace("│", " ").split())
        assert f"“{BORN}” in 1 place" in asked
        assert stage.top().query_one(OptionList).highlighted == 0
        await stage.press("enter")
        assert said(stage) == "Nothing was removed."
        await stage.press("ctrl+r", "escape")
        assert said(stage) == "Nothing was removed."
    assert held(plan_file) == before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.usefixtures("with_case_data")
async def test_what_was_removed_where_is_said_and_it_is_gone(
    make_app: MakeApp, plan_file: Path, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), make(), size) as stage:
        await stage.press("space", "ctrl+r", "y")
        await settle(stage)
        assert said(stage) == "Done."
        assert "in the plan 1" in places(stage)
        assert "in comments of the plan file 1" in places(stage)
        assert "other people's laptops" in places(stage)
        assert "Removed for good:" in stage.words()
        assert stage.plan.barrier["B1-h9wc"].text == LINE.replace(BORN, "[removed]")
        assert not stage.session.can_undo
        await stage.press("space", "ctrl+r", "tab")
        assert stage.is_on_top()
        await stage.press("escape")
        assert not stage.is_on_top()
    assert BORN.encode() not in held(plan_file)


@pytest.mark.usefixtures("with_case_data")
async def test_a_failure_is_said_and_can_be_tried_again(
    make_app: MakeApp, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSavedError("The disk is full.")

    async with on_stage(make_app(), make(BORN), SMALL) as stage:
        monkeypatch.setattr(forget, "forget_words", refuse)
        await stage.press("ctrl+r", "y")
        await settle(stage)
        assert said(stage) == "The disk is full."
        monkeypatch.undo()
        await stage.press("ctrl+r", "y")
        await settle(stage)
        assert said(stage) == "Done."
    assert BORN.encode() not in held(plan_file)


@pytest.mark.usefixtures("with_case_data")
async def test_what_is_left_is_said_as_such(make_app: MakeApp, plan_file: Path) -> None:
    document = plan_file.with_suffix(".md")
    document.write_text(BORN, encoding="utf-8")
    plan_file.with_name("history").mkdir(exist_ok=True)
    damaged = plan_file.parent / "history" / "safety-networks-20180101-100000.toml"
    damaged.write_text(f"[plan # {BORN}", encoding="utf-8")
    async with on_stage(make_app(), make(BORN), SMALL) as stage:
        await stage.press("ctrl+r", "y")
        await settle(stage)
        assert said(stage).startswith("Not all of it")
        assert f"STILL THERE: {damaged}" in places(stage)
        assert f"Not changed: {document}" in places(stage)


@pytest.mark.slow
@pytest.mark.usefixtures("with_case_data")
async def test_what_is_in_the_line_counts_as_typed(make_app: MakeApp, plan_file: Path) -> None:
    async with on_stage(make_app(), make(), SMALL) as stage:
        await stage.press("tab")
        await stage.type("LS1 1AA", "ctrl+r", "y")
        await settle(stage)
        assert said(stage) == "Done."
    assert b"LS1 1AA" not in held(plan_file)
    assert BORN.encode() in held(plan_file)


@pytest.mark.usefixtures("with_case_data")
async def test_a_whole_entry_can_go(make_app: MakeApp) -> None:
    async with on_stage(make_app(), make(entry="B1-h9wc"), SMALL) as stage:
        assert rows(stage)[0].startswith("○ all of B1, with its log  His sister")
        await stage.press("space", "ctrl+r", "y")
        await settle(stage)
        assert "B1-h9wc" not in stage.plan.barrier
        assert "B1-h9wc" in stage.on_disk().removed
        assert "whole entries 1" in places(stage)


@pytest.mark.slow
@pytest.mark.usefixtures("with_case_data")
async def test_a_window_of_a_few_rows_has_room_for_it(make_app: MakeApp) -> None:
    async with on_stage(make_app(), make(), TINY) as stage:
        assert len(rows(stage)) >= 1
        await stage.press("space", "ctrl+r", "y")
        await settle(stage)
        assert "Removed for good" in stage.words()


@pytest.mark.slow
@pytest.mark.usefixtures("with_case_data")
async def test_what_a_colleague_brings_meanwhile_is_offered(
    make_app: MakeApp, plan_file: Path
) -> None:
    async with on_stage(make_app(), make(), SMALL) as stage:
        await stage.press("space")
        add(plan_file, '\n[parking.P9-aaaa]\ntext = "case 7654321"\n')
        stage.app.sitting.look()
        assert stage.app.sitting.flush(10)
        await settle(stage)
        assert [row[:9] for row in rows(stage)] == ["● 14/03/2", "○ LS1 1AA", "○ 7654321"]


# -- from the walk and the board -------------------------------------------------------------


def on_walk(visit: Visit) -> WalkScreen:
    return visit.on(WalkScreen)


@pytest.mark.slow
@pytest.mark.usefixtures("with_case_data")
async def test_slash_forget_with_words_has_them_ticked(make_app: MakeApp, plan_file: Path) -> None:
    async with visiting(make_app(plan_path=plan_file), SMALL) as visit:
        await visit.type(f"/forget {BORN}", "enter")
        screen = visit.on(ForgetScreen)
        assert f"● {BORN}" in visit.seen()
        await visit.press("ctrl+r", "y")
        assert "Removed for good" in visit.seen()
        await visit.press("escape")
        assert not screen.is_attached
        on_walk(visit)
        assert BORN not in visit.seen()
    assert BORN.encode() not in held(plan_file)


@pytest.mark.slow
@pytest.mark.usefixtures("with_case_data")
async def test_slash_forget_alone_shows_what_there_is(make_app: MakeApp, plan_file: Path) -> None:
    async with visiting(make_app(plan_path=plan_file), SMALL) as visit:
        await visit.type("/forget", "enter")
        visit.on(ForgetScreen)
        assert f"○ {BORN}" in visit.seen()
        await visit.press("escape")
        on_walk(visit)


@pytest.mark.slow
@pytest.mark.usefixtures("with_case_data")
async def test_from_a_list_the_entry_comes_first(make_app: MakeApp, plan_file: Path) -> None:
    async with visiting(make_app(plan_path=plan_file), SMALL) as visit:
        await visit.press("tab", "tab", "tab", "up", "home", "f")
        visit.on(ForgetScreen)
        assert "○ all of B1, with its log  His sister" in visit.seen()
        assert "B1, the text" in visit.seen()


@pytest.mark.slow
@pytest.mark.usefixtures("with_case_data")
async def test_from_the_board_as_well(make_app: MakeApp) -> None:
    async with on_stage(make_app(), BoardScreen, SMALL) as stage:
        await stage.press("f")
        assert isinstance(stage.top(), ForgetScreen)
        await stage.press("escape")
        assert stage.is_on_top()


@pytest.mark.usefixtures("with_case_data")
async def test_half_typed_words_go_from_the_line_and_from_what_is_kept(
    make_app: MakeApp, plan_file: Path, tmp_path: Path
) -> None:
    async with visiting(make_app(plan_path=plan_file), SMALL) as visit:
        await visit.type(f"She was born {BORN} and")
        screen = on_walk(visit)
        screen.open_forgetting(BORN)
        await visit.settle()
        await visit.press("ctrl+r", "y", "escape")
        line = on_walk(visit).query_one(CaptureLine)
        assert line.text == "She was born [removed] and"
        assert screen.session.draft is not None
        assert screen.session.draft.text == line.text
        assert visit.app.sitting.flush(10)
    kept = [path for path in (tmp_path / "journals").rglob("*") if path.is_file()]
    assert kept
    assert all(BORN.encode() not in path.read_bytes() for path in kept)


async def test_what_the_first_screen_can_take_back_brings_nothing_back(
    make_app: MakeApp, plan_file: Path
) -> None:
    async with visiting(make_app(), SMALL) as visit:
        sitting = visit.app.sitting
        for title in (f"About {BORN}", "Safety networks"):
            managing.rename(sitting, plan_file, title)
        home = visit.on(HomeScreen)
        home.done(
            "Renamed.", Act("Back.", lambda: managing.rename(sitting, plan_file, f"About {BORN}"))
        )
        await home.app.push_screen(ForgetScreen(sitting.open(plan_file), BORN))
        await visit.settle()
        await visit.press("ctrl+r", "y", "escape", "ctrl+z")
        visit.on(HomeScreen)
        assert sitting.flush(10)
    assert BORN.encode() not in held(plan_file)


@pytest.mark.usefixtures("with_case_data")
async def test_nobody_leaves_while_it_is_being_removed(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, go_on = threading.Event(), threading.Event()

    def slowly(*given: Any) -> Forgotten:
        going.set()
        assert go_on.wait(WAIT)
        return forget_words(*given)

    monkeypatch.setattr(forget, "forget_words", slowly)
    async with on_stage(make_app(), make(BORN), SMALL) as stage:
        await stage.pilot.press("ctrl+r", "y")
        assert await asyncio.to_thread(going.wait, WAIT)
        await stage.pilot.press("ctrl+q", "escape", "space", "ctrl+r")
        await stage.pilot.pause()
        assert stage.is_on_top()
        assert said(stage).startswith("It is still being removed")
        go_on.set()
        await settle(stage)
        assert said(stage) == "Done."


# -- hostile text ----------------------------------------------------------------------------


@pytest.fixture
def hostile(plan_file: Path) -> None:
    """Put a plan in its place that was written to do harm."""
    plan_file.write_bytes(codec.encode(hostile_plan()))


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, TINY])
@pytest.mark.usefixtures("hostile")
async def test_hostile_words_are_shown_and_not_obeyed(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), make(TEXTS[0], next(iter(hostile_plan().step))), size) as stage:
        for text in TEXTS:
            stage.screen.query_one(FieldLine).put(text)
            await stage.press("enter")
            assert not unseen(stage.seen())
        for _ in range(len(TEXTS)):
            await stage.press("down")
            assert not unseen(stage.seen())
        await stage.press("ctrl+r")
        assert not unseen(stage.seen())
        await stage.press("y")
        await settle(stage)
        assert not unseen(stage.seen())
        assert stage.app.is_running
        assert stage.screen.query_one(RowList).option_count == 0 or said(stage)
