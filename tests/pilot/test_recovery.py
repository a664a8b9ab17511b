"""What an ended sitting left, and what somebody else wrote, as the table sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.pilot.conftest import SIZES, SMALL, MakeApp
from tests.pilot.stage import NETWORKS, Stage, on_stage
from tests.pilot.visit import visiting
from trajectory.domain.capture import verbatim
from trajectory.domain.kinds import Section
from trajectory.errors import NotSavedError
from trajectory.storage.plan_store import PlanStore
from trajectory.tui import app as tui_app
from trajectory.tui.screens.board import BoardScreen
from trajectory.tui.screens.problems import ProblemsScreen
from trajectory.tui.screens.steps import StepsScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.tui.widgets.capture_line import CaptureLine
from trajectory.tui.widgets.save_status import alarm_words
from trajectory.usecases.leftovers import Draft
from trajectory.usecases.session import PlanSession, SaveState, SaveStatus


def walk(session: PlanSession) -> WalkScreen:
    return WalkScreen(session.path)


async def until(stage: Stage[WalkScreen], true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        await stage.pilot.pause(0.02)
    pytest.fail(f"it never came: {stage.words()}")


def leave_words_behind(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sitting that ends with a line, and half a line, that are in the journal only."""

    def full(*_: object) -> None:
        raise NotSavedError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(PlanStore, "save", full)
        sitting = make_app().sitting
        session = sitting.open(sitting.context.store.root / NETWORKS)
        session.capture([verbatim("No room in Q1", Section.BARRIER)], "added a barrier")
        session.half_typed(Draft(Section.BARRIER, "Nobody has [/nope] time"))
        sitting.close(10)


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_recovered_is_said_and_shown(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    leave_words_behind(make_app, monkeypatch)
    async with on_stage(make_app(), walk, size) as stage:
        assert "Recovered 1 line of 16 Jan" in stage.words()
        assert "half typed when you left" in stage.words()
        line = stage.screen.query_one(CaptureLine)
        assert line.text == "Nobody has [/nope] time"
        assert stage.screen.section is Section.BARRIER
        await stage.press("enter")
        assert stage.on_disk().barrier.keys() == stage.plan.barrier.keys()
        texts = [barrier.text for barrier in stage.plan.barrier.values()]
        assert texts[-2:] == ["No room in Q1", "Nobody has [/nope] time"]
        line.put("/recovered")
        await stage.press("enter")
        assert "Recovered when this plan was opened" in stage.words()
        assert "+ B6 No room in Q1" in stage.words()
        await stage.press("escape")
        assert stage.is_on_top()


async def test_words_that_are_on_record_are_no_half_typed_line(make_app: MakeApp) -> None:
    async with on_stage(make_app(), walk, SMALL) as stage:
        await stage.press("up", "enter")
        assert stage.screen.query_one(CaptureLine).text
        assert stage.session.draft is None
        await stage.press("x")
        assert stage.session.draft is not None


async def test_nothing_recovered_is_said(make_app: MakeApp) -> None:
    async with on_stage(make_app(), walk, SMALL) as stage:
        stage.screen.query_one(CaptureLine).put("/recovered")
        await stage.press("enter")
        assert "Nothing had to be recovered" in stage.words()


@pytest.mark.parametrize("size", SIZES)
async def test_what_somebody_else_writes_comes_in_and_is_said(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), walk, size) as stage:
        await stage.press("tab")
        path = stage.session.path
        text = path.read_text(encoding="utf-8").replace("agree and sign", "SIGN, and agree to,")
        path.write_text(text, encoding="utf-8")
        stage.app.sitting.look()
        await until(stage, lambda: "SIGN, and agree to," in stage.words())
        assert "Somebody else wrote this plan too: 1 entry changed." in stage.words()
        await stage.press("x", "enter")
        assert "Somebody else" not in stage.words(), "said until the table goes on"


async def test_the_app_looks_by_itself(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tui_app, "LOOK_SECONDS", 0.05)
    async with on_stage(make_app(), walk, SMALL) as stage:
        await stage.press("tab")
        path = stage.session.path
        text = path.read_text(encoding="utf-8").replace("agree and sign", "SIGN, and agree to,")
        path.write_text(text, encoding="utf-8")
        await until(stage, lambda: "SIGN, and agree to," in stage.words())


@pytest.mark.parametrize("make", [BoardScreen, StepsScreen])
async def test_every_screen_of_the_plan_shows_it(
    make_app: MakeApp, make: Callable[[PlanSession], WalkScreen]
) -> None:
    async with on_stage(make_app(), make, (200, 60)) as stage:
        path = stage.session.path
        text = path.read_text(encoding="utf-8").replace("Run the unlocking", "Try the unlocking")
        path.write_text(text, encoding="utf-8")
        stage.app.sitting.look()
        await until(stage, lambda: "Try the" in stage.words())


async def test_a_file_that_somebody_broke_is_said_and_everything_goes_on(
    make_app: MakeApp,
) -> None:
    async with on_stage(make_app(), walk, SMALL) as stage:
        path = stage.session.path
        whole = path.read_bytes()
        path.write_bytes(whole + b"[barrier.half\n")
        await stage.press("x", "enter")
        await until(stage, lambda: "NOT SAVED" in stage.words())
        assert "Your words are kept on this laptop" in stage.words()
        path.write_bytes(whole)
        assert stage.app.sitting.flush(10)
        await until(stage, lambda: "NOT SAVED" not in stage.words())


async def test_a_fault_in_the_app_loses_nothing(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()

    def breaks(screen: WalkScreen) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(WalkScreen, "action_board", breaks)

    async def until_it_breaks() -> None:
        async with on_stage(app, walk, SMALL) as stage:
            await stage.press("o", "n", "e", "enter")
            stage.screen.query_one(CaptureLine).put("half typed")
            await stage.press("f4")

    with pytest.raises(ZeroDivisionError):
        await until_it_breaks()
    app.sitting.close(10)
    assert isinstance(app.fault, ZeroDivisionError)
    assert not app._exit_renderables, "nothing that was said is printed"
    async with on_stage(make_app(), walk, SMALL) as stage:
        assert [note.text for note in stage.plan.note.values()][-1] == "one"
        assert stage.screen.query_one(CaptureLine).text == "half typed"


def test_the_alarm_says_where_the_words_are() -> None:
    journal = Path("journals/x.jsonl")
    failed = SaveStatus(SaveState.FAILED, problem="the disk is full.", unsaved=True)
    kept = SaveStatus(SaveState.FAILED, problem="the disk is full", unsaved=True, kept_in=journal)
    assert "NOT SAVED: the disk is full. " in alarm_words(failed)
    assert "only in this window" in alarm_words(failed)
    assert str(journal) in alarm_words(kept)
    broken = SaveStatus(SaveState.SAVED, problem="the file cannot be read")
    assert "All that you wrote is safe" in alarm_words(broken)
    alone = SaveStatus(SaveState.SAVED, journal_problem="The journal could not be kept")
    assert "goes straight into the plan file" in alarm_words(alone)
    assert alarm_words(SaveStatus(SaveState.SAVED)) == ""


async def test_the_mark_says_kept_before_it_says_saved(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    write = PlanSession.write

    def after_the_journal(session: PlanSession) -> bool:
        session.keep()
        seen.append(session.status.state.value)
        return write(session)

    monkeypatch.setattr(PlanSession, "write", after_the_journal)
    async with on_stage(make_app(), walk, SMALL) as stage:
        await stage.press("x", "enter")
        assert stage.app.sitting.flush(10)
        await until(stage, lambda: "Saved 15:00" in stage.words())
        assert isinstance(stage.screen.query_one("#plan-bar-title"), Static)
    assert "kept" in seen


async def test_the_first_screen_says_what_waits_on_this_laptop(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_words_behind(make_app, monkeypatch)
    async with visiting(make_app(), SMALL) as visit:
        words = " ".join(visit.seen().split())
        assert "kept on this laptop: harrowmere-table-3/safety-networks." in words


@pytest.mark.parametrize("size", SIZES)
async def test_the_last_copy_of_a_damaged_file_comes_back(
    make_app: MakeApp, plans: Path, size: tuple[int, int]
) -> None:
    path = plans / NETWORKS
    async with on_stage(make_app(), walk, SMALL) as stage:
        await stage.press("x", "enter")
        assert stage.app.sitting.flush(10)
        stage.app.sitting.close(10)
    whole = path.read_bytes()
    path.write_bytes(b"")
    async with visiting(make_app(), size) as visit:
        await visit.press("down", "end", "enter")
        visit.on(ProblemsScreen)
        assert "this laptop has the plan as it was on" in " ".join(visit.seen().split())
        await visit.press("r")
        assert "The plan is back" in " ".join(visit.seen().split())
        assert path.read_bytes() == whole
        await visit.press("r")
        await visit.press("escape")
        assert "Networks around every child" in visit.seen()
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == b""
