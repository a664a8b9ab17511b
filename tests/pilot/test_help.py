"""The help: the keys of the screen below, tasks that are found and done, what can be typed."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import Input, OptionList

from tests.pilot.conftest import SIZES, SMALL, MakeApp
from tests.pilot.stage import TINY, Stage, on_stage
from tests.pilot.visit import visiting
from trajectory.tui.commands.command import EVERYWHERE
from trajectory.tui.commands.screens import STEPS
from trajectory.tui.screens.board import BoardScreen
from trajectory.tui.screens.help import HelpScreen
from trajectory.tui.screens.new_plan import NewPlanScreen
from trajectory.tui.screens.steps import StepsScreen
from trajectory.tui.screens.walk import WalkScreen


async def ask(stage: Stage[StepsScreen], *keys: str) -> None:
    await stage.press("f1", *keys)
    assert isinstance(stage.top(), HelpScreen)


def tasks(stage: Stage[StepsScreen]) -> list[str]:
    found = stage.top().query_one("#tasks", OptionList)
    return [str(option.prompt).split("\n")[0] for option in found.options]


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_the_keys_of_the_screen_below_are_all_there(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), StepsScreen, size) as stage:
        await ask(stage)
        seen = stage.words()
        for _ in range(4 if size != TINY else 0):
            await stage.press("pagedown")
            seen += stage.words()
        for command in (*STEPS, *EVERYWHERE) if size != TINY else STEPS[:3]:
            assert command.title in seen
        await stage.press("escape")
        assert stage.is_on_top()


@pytest.mark.slow
async def test_parts_are_reached_by_tab_and_by_click(make_app: MakeApp) -> None:
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        await ask(stage, "tab")
        assert "Put down what somebody says" in stage.words()
        await stage.press("tab")
        assert "- words a barrier: what is in the way" in stage.words()
        await stage.press("tab")
        assert "The method on one page" in stage.words()
        await stage.press("down", "pagedown")
        assert "The method on one page" not in stage.words(), "it scrolls"
        await stage.press("tab")
        assert "▸Keys here" in stage.words()
        await stage.press("shift+tab")
        assert "▸The method" in stage.words()
        await stage.pilot.click("#parts", offset=(4, 0))
        assert "▸Keys here" in stage.words()


async def test_tasks_are_found_as_somebody_types(make_app: MakeApp) -> None:
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        await ask(stage, "tab")
        assert len(tasks(stage)) >= 25
        await stage.type("late")
        assert "See only my steps, or only the late ones" in tasks(stage)
        assert len(tasks(stage)) < 10
        await stage.type(" [/nope]")
        assert tasks(stage) == []
        assert "Nothing about “late [/nope]”. Try another word, or fewer." in stage.words()


@pytest.mark.slow
async def test_enter_does_the_task_on_the_screen_below(make_app: MakeApp) -> None:
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        await ask(stage, "tab")
        await stage.type("another owner", "enter")
        assert stage.is_on_top()
        assert "S1 · By when?" in stage.words(), "the first thing that the task names"


@pytest.mark.slow
async def test_a_task_of_another_screen_says_where_it_is_done(make_app: MakeApp) -> None:
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        await ask(stage, "tab")
        await stage.type("countdown", "enter")
        assert isinstance(stage.top(), HelpScreen)
        assert "This is done while a plan is open" in stage.words()
        stage.top().query_one(Input).value = "literal"
        await stage.press("enter")
        assert "This is done by typing, as it says." in stage.words()


@pytest.mark.slow
async def test_the_list_is_walked_with_the_arrows_while_typing(make_app: MakeApp) -> None:
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        await ask(stage, "tab", "down", "down", "up", "pagedown")
        found = stage.top().query_one("#tasks", OptionList)
        assert found.highlighted == 11
        assert stage.top().query_one(Input).has_focus
        await stage.press("pageup", "up")
        assert found.highlighted == 0


@pytest.mark.slow
async def test_help_over_help_is_one_help(make_app: MakeApp) -> None:
    async with on_stage(make_app(), StepsScreen, SMALL) as stage:
        await ask(stage, "f1")
        await stage.press("escape")
        assert stage.is_on_top()


@pytest.mark.slow
async def test_the_walk_s_own_commands_run_from_its_help(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: WalkScreen(s.path), SMALL) as stage:
        await stage.press("f1", "tab")
        await stage.type("overview", "enter")
        assert isinstance(stage.top(), BoardScreen)
        await stage.press("escape", "f1", "tab")
        await stage.type("backcasting", "enter")
        assert stage.plan.plan.order == "goal-first"


@pytest.mark.slow
async def test_a_click_on_a_task_does_it(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: WalkScreen(s.path), SMALL) as stage:
        await stage.press("f1", "tab")
        await stage.type("overview")
        await stage.pilot.click("#tasks", offset=(3, 0))
        assert isinstance(stage.top(), BoardScreen)


@pytest.mark.slow
async def test_the_palette_is_in_our_words_and_one_cell_wide(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+p")
        assert "Type what you want to do" in visit.seen()
        assert "›" in visit.seen()
        assert all(cell_len(character) == 1 for character in visit.seen() if character != "\n")
        await visit.press("ctrl+p", *"new plan", "enter")
        visit.on(NewPlanScreen)
