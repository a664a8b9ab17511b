"""Who carries how much is seen from home; a role's steps lead into their plans and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.hostile import hostile_plan
from tests.pilot.stage import TINY, unseen
from tests.pilot.visit import Visit, visiting
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.owner_steps import OwnerStepsScreen
from trajectory.tui.screens.owners import OwnersScreen
from trajectory.tui.screens.walk import WalkScreen

NETWORKS = Path("harrowmere-table-3/safety-networks.toml")


async def to_owners(visit: Visit) -> None:
    await visit.press("down", "o")
    visit.on(OwnersScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_role_is_found_and_its_steps_lead_into_their_plans(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with visiting(make_app(), size) as visit:
        await to_owners(visit)
        assert " ".join(visit.marked.split()) == "Practice lead 3 open in 3 plans"
        await visit.type("social work")
        assert visit.marked.startswith("Principal Social Worker")
        await visit.press("enter")
        visit.on(OwnerStepsScreen)
        assert visit.message == "1 open step."
        assert "Networks around every child" in visit.seen()
        await visit.press("enter")
        walk = visit.on(WalkScreen)
        assert walk.session.path.stem == "safety-networks"
        assert walk.current_entry() == "S2-z4gm"
        await visit.press("escape", "escape")
        visit.on(OwnerStepsScreen)
        await visit.press("escape", "escape")
        visit.on(HomeScreen)


@pytest.mark.slow
async def test_what_is_changed_in_a_plan_is_counted_anew(make_app: MakeApp, plans: Path) -> None:
    with (plans / NETWORKS).open("a", encoding="utf-8") as file:
        file.write('\n[step.S8-aaaa]\ntext = "Nobody\'s"\ndue = 2018-01-02\n')
        file.write('\n[step.S9-aaaa]\ntext = "Help"\nowner = "QA"\nwith = ["team MANAGER"]\n')
    (plans / "westbrook").mkdir()
    (plans / "westbrook" / "qa.toml").write_text("[plan", encoding="utf-8")
    async with visiting(make_app(), LARGE) as visit:
        await to_owners(visit)
        assert "Could not be read, so not counted: westbrook/qa." in visit.message
        await visit.type("nobody")
        assert " ".join(visit.marked.split()) == "Nobody yet 1 open 1 late in 1 plan"
        await visit.press("enter")
        assert visit.message.startswith("1 open step, 1 late.")
        await visit.press("x")
        assert "so there is no page" in visit.message
        await visit.press("enter")
        walk = visit.on(WalkScreen)
        assert walk.current_entry() == "S8-aaaa"
        await visit.press("d", "escape", "escape")
        visit.on(OwnerStepsScreen)
        assert visit.message.startswith("No open steps.")
        await visit.press("escape")
        assert visit.message.startswith("No role has these words.")
        await visit.answer("team manager")
        await visit.press("enter")
        assert "helps: Help (QA)" in visit.seen()
        assert "Helps with" in visit.message


async def test_the_page_of_a_role_is_one_key(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await to_owners(visit)
        await visit.press("enter", "x")
        page = plans / "practice-lead.md"
        assert visit.message == f"Exported to {page}"
        assert page.read_text(encoding="utf-8").startswith("# Practice lead\n")
        page.unlink()
        page.mkdir()
        await visit.press("x")
        assert visit.message != f"Exported to {page}"
        visit.on(OwnerStepsScreen)


@pytest.mark.slow
async def test_a_folder_without_owners_says_what_to_do(make_app: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    (folder / "group").mkdir(parents=True)
    (folder / "group" / "qa.toml").write_text("[plan]\n", encoding="utf-8")
    async with visiting(make_app(folder), SMALL) as visit:
        await to_owners(visit)
        assert visit.message.startswith("No open step has an owner yet.")
        await visit.press("enter", "down", "pageup")
        visit.on(OwnersScreen)


@pytest.mark.slow
async def test_a_plan_that_is_gone_by_now_is_said(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await to_owners(visit)
        await visit.type("principal")
        await visit.press("enter")
        (plans / NETWORKS).unlink()
        await visit.press("enter")
        visit.on(OwnerStepsScreen)
        assert "There is no plan" in visit.message


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALL, LARGE, TINY])
async def test_hostile_text_is_shown_and_not_obeyed(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make_app(tmp_path / "hostile")
    store = app.sitting.context.store
    store.create(store.path_for("h", "qa"), hostile_plan())
    async with visiting(app, size) as visit:
        await to_owners(visit)
        assert not unseen(visit.seen())
        for _ in range(12):
            await visit.press("enter")
            assert not unseen(visit.seen())
            await visit.press("pagedown")
            assert not unseen(visit.seen())
            await visit.press("escape", "down")
        visit.on(OwnersScreen)
