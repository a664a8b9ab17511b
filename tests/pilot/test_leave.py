"""Leaving while something is not saved: the words stay until somebody decides, asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pilot.conftest import SIZES, SMALL, MakeApp
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage
from tests.pilot.visit import visiting
from trajectory.domain import editing
from trajectory.errors import NotSavedError
from trajectory.storage import codec
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.tui.screens.leave import LeaveScreen
from trajectory.tui.screens.steps import StepsScreen
from trajectory.tui.widgets.field_line import FieldLine

S1 = "S1-t5vn"
FULL = "the disk is full. Make some room and try again"


class Disk:
    """A disk that takes nothing until it is mended."""

    def __init__(self) -> None:
        self.full = True


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Make every save of a plan fail, until the test says otherwise."""
    disk = Disk()
    save = PlanStore.save

    def refuse(store: PlanStore, loaded: LoadedPlan, plan: object) -> LoadedPlan:
        if disk.full:
            raise NotSavedError(f"{loaded.path} could not be saved: {FULL}")
        return save(store, loaded, plan)  # type: ignore[arg-type]

    monkeypatch.setattr(PlanStore, "save", refuse)
    yield disk
    disk.full = False


async def change_and_leave(stage: Stage[StepsScreen]) -> None:
    plan = stage.session.plan
    now = stage.app.sitting.context.now()
    stage.session.do(editing.edit(plan, S1, now, cue="On Tuesday [/nope]"), "changed S1")
    await stage.press("ctrl+q")
    await until(stage, LeaveScreen)


async def until(stage: Stage[StepsScreen], screen: type) -> None:
    for _ in range(200):
        if isinstance(stage.top(), screen):
            return
        await stage.pilot.pause(0.05)
    pytest.fail(f"{screen} did not come up")


async def until_said(stage: Stage[StepsScreen], words: str) -> None:
    for _ in range(200):
        if words in stage.words():
            return
        await stage.pilot.pause(0.05)
    pytest.fail(f"{words!r} was not said: {stage.words()}")


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_it_says_what_is_not_saved_and_why(
    make_app: MakeApp, disk: Disk, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), StepsScreen, size) as stage:
        await change_and_leave(stage)
        assert "Try again." in stage.words()
        if size != TINY:
            assert "Not everything is saved" in stage.words()
            assert "Networks around every child" in stage.words()
            assert FULL in stage.words()
            assert "Your words are safe: they are kept on this laptop" in stage.words()
        await stage.press("escape")
        assert stage.is_on_top()
        assert stage.plan.step[S1].cue == "On Tuesday [/nope]"


async def test_all_saved_leaves_at_once(make_app: MakeApp) -> None:
    app = make_app()
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await stage.press("D", "ctrl+q")
    assert app.return_code == 0


async def test_another_try_leaves_once_it_works(make_app: MakeApp, disk: Disk) -> None:
    app = make_app()
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await change_and_leave(stage)
        await stage.press("t")
        await until_said(stage, "It did not work this time either. Nothing is lost.")
        disk.full = False
        await stage.press("t")
        for _ in range(200):
            if not app.is_running or app._exit:
                break
            await stage.pilot.pause(0.05)
        path = stage.session.path
    assert app.return_code == 0
    assert codec.parse(path.read_bytes())[0].step[S1].cue == "On Tuesday [/nope]"


@pytest.mark.slow
async def test_copies_are_kept_elsewhere_and_then_leaving_is_free(
    make_app: MakeApp, disk: Disk, tmp_path: Path
) -> None:
    app = make_app()
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await change_and_leave(stage)
        await stage.press("c")
        line = stage.top().query_one(FieldLine)
        assert line.text.endswith("Trajectory copies 2018-01-16")
        line.put(str(tmp_path / "stick"))
        await stage.press("enter")
        await until_said(stage, "You can leave now.")
        await stage.press("l")
    assert app.return_code == NotSavedError.exit_code
    kept = tmp_path / "stick/harrowmere-table-3/safety-networks.toml"
    assert codec.parse(kept.read_bytes())[0].step[S1].cue == "On Tuesday [/nope]"


@pytest.mark.slow
async def test_a_folder_that_takes_nothing_either_is_said(
    make_app: MakeApp, disk: Disk, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        await change_and_leave(stage)
        await stage.press("c")
        line = stage.top().query_one(FieldLine)
        line.put(str(tmp_path / "file"))
        await stage.press("enter")
        await until_said(stage, "a file stands where its folder should be")
        line.put(" ")
        await stage.press("enter")
        assert "Type the name of a folder" in stage.words()
        await stage.press("escape", "escape")
        assert stage.is_on_top()


async def test_leaving_with_a_journal_is_safe_and_not_asked_twice(
    make_app: MakeApp, disk: Disk
) -> None:
    app = make_app()
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await change_and_leave(stage)
        assert "Leave. Your words wait on this laptop" in stage.words()
        await stage.press("l")
    assert app.return_code == NotSavedError.exit_code
    app.sitting.close(10)
    disk.full = False
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        assert stage.plan.step[S1].cue == "On Tuesday [/nope]"
        assert stage.on_disk().step[S1].cue == "On Tuesday [/nope]"


@pytest.mark.slow
async def test_leaving_without_saving_is_asked_once_more(make_app: MakeApp, disk: Disk) -> None:
    app = make_app()
    app.sitting.context.journals.root.write_text("no journal either", encoding="utf-8")
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await change_and_leave(stage)
        await stage.press("l")
        assert "Words in 1 plan would be lost for good." in stage.words()
        await stage.press("enter")
        assert stage.is_on_top(), "the safe answer comes first"
        await stage.press("ctrl+q")
        await until(stage, LeaveScreen)
        await stage.press("l", "down", "enter")
    assert app.return_code == NotSavedError.exit_code


@pytest.mark.slow
async def test_a_save_that_works_by_itself_is_told(make_app: MakeApp, disk: Disk) -> None:
    app = make_app()
    async with on_stage(app, StepsScreen, SMALL) as stage:
        await change_and_leave(stage)
        disk.full = False
        assert stage.app.sitting.flush(10)
        await until_said(stage, "Everything is saved now")
        await stage.press("enter")
        for _ in range(200):
            if app._exit:
                break
            await stage.pilot.pause(0.05)
    assert app.return_code == 0


async def test_the_choices_take_clicks(make_app: MakeApp, disk: Disk) -> None:
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        await change_and_leave(stage)
        await stage.pilot.click("#choices", offset=(3, 2))
        assert stage.is_on_top(), "the third choice is to stay"


@pytest.mark.parametrize("open_it", [["ctrl+p"], ["down", "d"], ["down", "end", "enter"]])
async def test_ctrl_q_leaves_from_what_lies_on_top_too(
    make_app: MakeApp, plans: Path, open_it: list[str]
) -> None:
    (plans / NETWORKS.parent / "broken.toml").write_text("[plan", encoding="utf-8")
    app = make_app()
    async with visiting(app, SMALL) as visit:
        below = visit.screen
        await visit.press(*open_it)
        assert visit.screen is not below
        await visit.press("ctrl+q")
    assert app.return_code == 0
