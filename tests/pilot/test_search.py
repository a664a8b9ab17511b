"""Words are found while they are typed, in one plan or in all, and Enter goes there."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.pilot.conftest import SIZES, SMALL, MakeApp
from tests.pilot.hostile import hostile_plan
from tests.pilot.stage import TINY, unseen
from tests.pilot.visit import Visit, visiting
from trajectory.domain.kinds import Section
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.search import SearchScreen
from trajectory.tui.screens.walk import WalkScreen

GROUP = Path("harrowmere-table-3")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def bold_words(visit: Visit) -> list[str]:
    """What is underlined in the list, run by run."""
    found: list[str] = []
    for strip in visit.screen._compositor.render_strips()[3:-3]:
        runs = itertools.groupby(strip, key=lambda s: bool(s.style and s.style.underline))
        found += ["".join(segment.text for segment in run) for lined, run in runs if lined]
    return found


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_words_are_found_in_all_plans_as_they_are_typed(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with visiting(make_app(), size) as visit:
        await visit.press("ctrl+f")
        visit.on(SearchScreen)
        assert "Type a word or two" in visit.message
        await visit.press(*"manager")
        assert "entries have these words." in visit.message
        await visit.press("space", *"flow", "space", *"chart")
        assert visit.message == "1 entry has these words."
        assert visit.marked.startswith("B1")
        bold = {word.rstrip("…") for word in bold_words(visit)}
        assert bold
        assert all(any(w.startswith(b) for w in ("manager", "flow", "chart")) for b in bold)
        assert "Networks around every child" in visit.seen()


async def test_enter_goes_to_the_entry(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+f")
        await visit.type("flow chart", "enter")
        walk = visit.on(WalkScreen)
        assert walk.session.path.stem == "safety-networks"
        assert walk.section is Section.BARRIER
        assert walk.current_entry() == "B1-h9wc"
        await visit.press("escape", "escape")
        visit.on(SearchScreen)
        assert visit.marked.startswith("B1"), "back among what was found"
        await visit.press("escape")
        visit.on(HomeScreen)
        assert visit.marked.startswith("Networks around")


@pytest.mark.slow
async def test_enter_in_the_same_burst_goes_there_too(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+f")
        await visit.pilot.press(*"flow", "space", *"chart", "enter")
        await visit.settle()
        assert visit.on(WalkScreen).current_entry() == "B1-h9wc"


@pytest.mark.slow
async def test_a_plan_is_searched_from_its_walk_and_then_all(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("enter")
        walk = visit.on(WalkScreen)
        await visit.type("Said just now: purple", "enter")
        await visit.type("half typed")
        await visit.press("ctrl+f")
        await visit.type("purple")
        assert visit.message == "1 entry has these words."
        await visit.answer("fewer forms")
        assert "Tab searches all plans" in visit.message
        await visit.answer("retire form")
        assert visit.message.startswith("No entry of this plan")
        await visit.press("tab")
        assert "Search in all plans" in visit.seen()
        assert visit.marked.startswith("B2")
        await visit.press("enter")
        assert visit.on(WalkScreen) is walk
        assert walk.session.path.stem == "case-management"
        assert len(visit.app.screen_stack) == 3
        await visit.press("escape", "escape")
        await visit.press("down", "up", "enter")
        again = visit.on(WalkScreen)
        assert again.session.path.stem == "safety-networks"
        assert again.line.text == "half typed"


@pytest.mark.slow
async def test_words_can_come_along(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("enter")
        await visit.type("/find flow chart", "enter")
        visit.on(SearchScreen)
        assert visit.line().text == "flow chart"
        assert visit.marked.startswith("B1")
        await visit.press("escape")
        visit.on(WalkScreen)


@pytest.mark.slow
async def test_the_marked_row_moves_over_headings(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+f")
        await visit.type("family")
        seen = [visit.marked]
        for _ in range(30):
            await visit.press("down")
            seen.append(visit.marked)
        assert len(set(seen)) > 10
        assert seen[-1] == seen[-2], "the last row is the end"
        for _ in range(4):
            await visit.press("pageup")
        assert visit.marked == seen[0]
        await visit.press("up")
        assert visit.marked == seen[0]


async def test_what_is_not_there_is_said_with_what_to_try(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+f")
        await visit.type("xylophone")
        assert visit.message.startswith("No plan has all of these words")
        await visit.press("enter")
        visit.on(SearchScreen)
        await visit.press("escape")
        visit.on(HomeScreen)


async def test_a_plan_that_cannot_be_read_is_reported(make_app: MakeApp, plans: Path) -> None:
    write(plans / "westbrook" / "qa.toml", "[plan")
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+f")
        await visit.type("flow")
        assert visit.message == (
            "1 entry has these words. Could not be read, so not searched: westbrook/qa."
        )


async def test_a_plan_that_is_gone_by_now_is_said(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+f")
        await visit.type("flow chart")
        (plans / GROUP / "safety-networks.toml").unlink()
        await visit.press("enter")
        visit.on(SearchScreen)
        assert "There is no plan" in visit.message


@pytest.mark.slow
async def test_very_many_hits_are_cut_and_said(make_app: MakeApp, plans: Path) -> None:
    notes = "".join(f"[note.N{n}]\ntext = 'the same again {n}'\n" for n in range(300))
    write(plans / "many" / "qa.toml", f"[plan]\ntitle = 'Many'\n{notes}")
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+f")
        await visit.type("the same again")
        assert visit.message.startswith("More than 200 entries")
        await visit.type(" 299")
        assert visit.message == "1 entry has these words."


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_click_goes_there(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with visiting(make_app(), size) as visit:
        await visit.press("ctrl+f")
        await visit.type("flow")
        await visit.click("B1")
        assert visit.on(WalkScreen).current_entry() == "B1-h9wc"


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_hostile_text_is_shown_and_not_obeyed(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make_app(tmp_path / "hostile")
    store = app.sitting.context.store
    store.create(store.path_for("h", "qa"), hostile_plan())
    async with visiting(app, size) as visit:
        await visit.press("ctrl+f")
        for words in ("[", "nope", "red", "word", "a", "line"):
            await visit.answer(words)
            assert not unseen(visit.seen())
            await visit.press("pagedown", "pagedown")
            assert not unseen(visit.seen())
        await visit.press("enter")
        visit.on(WalkScreen)
        assert not unseen(visit.seen())
