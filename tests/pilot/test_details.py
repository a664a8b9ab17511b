"""What a plan is about can be changed at any time, in one plan or in all of a table's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.pilot.conftest import EXAMPLE, SIZES, SMALL, MakeApp
from tests.pilot.hostile import hostile_plan
from tests.pilot.stage import TINY, unseen
from tests.pilot.visit import Visit, visiting
from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError
from trajectory.storage import atomic, codec
from trajectory.tui.screens.details import DetailsScreen
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.tui.widgets.field_row import FieldRow

GROUP = Path("harrowmere-table-3")
NETWORKS = GROUP / "safety-networks.toml"
QA = GROUP / "quality-assurance.toml"


def plan(path: Path) -> Plan:
    return codec.parse(path.read_bytes())[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.toml")}


def names(folder: Path) -> list[str]:
    return sorted(f"{path.parent.name}/{path.stem}" for path in folder.glob("*/*.toml"))


async def answer(visit: Visit, name: str, text: str) -> None:
    rows = visit.on(DetailsScreen).query(FieldRow)
    next(row for row in rows if row.asked.name == name).answer.focus()
    await visit.settle()
    await visit.answer(text)


async def choose(visit: Visit, name: str, *keys: str) -> None:
    rows = visit.on(DetailsScreen).query(FieldRow)
    next(row for row in rows if row.asked.name == name).answer.focus()
    await visit.settle()
    await visit.press(*keys)


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_everything_is_shown_and_left_as_it_was(
    make_app: MakeApp, plans: Path, size: tuple[int, int]
) -> None:
    before = contents(plans / GROUP)
    async with visiting(make_app(), size) as visit:
        await visit.press("down", "i")
        for _ in visit.on(DetailsScreen).query(FieldRow):
            await visit.press("tab")
        await visit.press("escape")
        visit.on(HomeScreen)
        assert visit.message.startswith("3 plans")
    assert contents(plans / GROUP) == before


@pytest.mark.slow
async def test_what_is_on_record_can_be_read(make_app: MakeApp) -> None:
    async with visiting(make_app(), (200, 60)) as visit:
        await visit.press("down", "i")
        seen = visit.seen()
        for words in (
            "Networks around every child from first contact",
            "● agreed",
            "Tue 16 Jan 2018",
            "Fri 14 Dec 2018",
            "Team manager, Practice lead, Reviewing officer, Data analyst",
            "Assistant Director; Principal Social Worker; Service Manager, Assessment",
            "Implementation plan, section 2",
            "We mention family networks in training",
            "Fri 28 Sep 2018",
        ):
            assert words in seen


@pytest.mark.slow
async def test_every_field_can_be_changed(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "title", "People round every child")
        await answer(visit, "date", "17 jan")
        await answer(visit, "horizon", "30 nov")
        await answer(visit, "participants", "Team manager, Family worker")
        await answer(visit, "leadership_group", "Director; Service Manager, Assessment")
        await answer(visit, "parent_plan", "Section 3")
        await answer(visit, "next_call", "in 2 weeks")
        await answer(visit, "question", "How far?")
        await answer(visit, "anchor_0", "Lists")
        await answer(visit, "anchor_10", "People")
        await answer(visit, "plus_one", "One more asks")
        await answer(visit, "target", "6.5")
        await answer(visit, "target_by", "end of october")
        await choose(visit, "status", "right")
        await visit.press("escape")
        changed = plan(plans / NETWORKS)
        header, position = changed.plan, changed.position
        assert (header.title, header.parent_plan) == ("People round every child", "Section 3")
        assert (header.date, header.horizon) == (dt.date(2018, 1, 17), dt.date(2018, 11, 30))
        assert header.participants == ("Team manager", "Family worker")
        assert header.leadership_group == ("Director", "Service Manager, Assessment")
        assert (header.next_call, header.status) == (dt.date(2018, 1, 30), "active")
        assert (position.question, position.anchor_0, position.anchor_10) == (
            "How far?",
            "Lists",
            "People",
        )
        assert (position.plus_one, position.target) == ("One more asks", 6.5)
        assert position.target_by == dt.date(2018, 10, 31)
        assert plan(plans / QA).plan.parent_plan != "Section 3"
        assert changed.barrier == plan(EXAMPLE / NETWORKS).barrier


@pytest.mark.slow
async def test_an_answer_can_be_taken_out(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "participants", "")
        await answer(visit, "target", "")
        await choose(visit, "status", "backspace")
        await visit.press("ctrl+s")
        changed = plan(plans / NETWORKS)
        assert changed.plan.participants is None
        assert changed.plan.status is None
        assert changed.position.target is None


async def test_what_a_table_shares_is_changed_in_all_three_when_asked(
    make_app: MakeApp, plans: Path
) -> None:
    before = contents(plans / GROUP)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "participants", "Team manager, Family worker")
        await answer(visit, "title", "People")
        await choose(visit, "everywhere", "y")
        await visit.press("ctrl+s")
        found = [plan(plans / GROUP / name).plan for name in before]
        assert {header.participants for header in found} == {("Team manager", "Family worker")}
        assert [header.title == "People" for header in found].count(True) == 1
        await visit.press("ctrl+z")
        visit.on(HomeScreen)
    for name, data in before.items():
        assert codec.parse(data)[0] == plan(plans / GROUP / name)


@pytest.mark.slow
async def test_another_table_moves_the_folder_and_back(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "table", "Table 4")
        await choose(visit, "everywhere", "y")
        await visit.press("ctrl+s")
        moved = "harrowmere-example-table-4"
        assert {name.partition("/")[0] for name in names(plans)} == {moved}
        assert "Harrowmere (example), Table 4" in visit.seen()
        assert visit.marked.startswith("Networks")
        await visit.press("ctrl+z")
        assert {name.partition("/")[0] for name in names(plans)} == {"harrowmere-table-3"}


@pytest.mark.slow
async def test_a_taken_place_is_said_and_what_was_typed_stays(
    make_app: MakeApp, plans: Path
) -> None:
    taken = plans / "harrowmere-example-table-4" / NETWORKS.name
    taken.parent.mkdir()
    taken.write_text("[plan]\ntitle = 'Theirs'\n", encoding="utf-8")
    before = contents(plans / GROUP)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "table", "Table 4")
        await visit.press("ctrl+s")
        visit.on(DetailsScreen)
        assert "is there already" in visit.notice
        assert "Nothing was changed" in visit.notice
        await answer(visit, "table", "Table 3")
        await visit.press("ctrl+s")
        visit.on(HomeScreen)
    assert contents(plans / GROUP) == before


async def test_from_the_walk_the_change_is_an_act_that_undo_takes_back(
    make_app: MakeApp, plans: Path
) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("enter")
        walk = visit.on(WalkScreen)
        await visit.press("ctrl+o")
        await answer(visit, "table", "Table 4")
        await answer(visit, "anchor_0", "Lists")
        await choose(visit, "everywhere", "y")
        await visit.press("escape")
        assert visit.on(WalkScreen) is walk
        assert "Table 4" in visit.seen()
        assert names(plans)[0] == "harrowmere-table-3/case-management", "nothing moves meanwhile"
        assert plan(plans / QA).plan.table == "Table 4"
        assert walk.session.plan.position.anchor_0 == "Lists"
        assert (
            "Also changed in 2 other plans; ctrl+z here takes back this plan only." in visit.seen()
        )
        assert not visit.app._notifications, "a toast would cover the line"
        await visit.press("ctrl+z")
        assert walk.session.plan.plan.table == "Table 3"
        assert walk.session.plan.position.anchor_0 != "Lists"


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, typed, words",
    [
        ("date", "12/5", "could be 12 May or 5 December"),
        ("target", "11", "from 0 to 10, in half points"),
        ("target", "3.7", "in half points"),
        ("title", "", "A plan needs a title."),
    ],
)
async def test_what_is_not_understood_is_said_before_it_is_left_out(
    make_app: MakeApp, plans: Path, name: str, typed: str, words: str
) -> None:
    before = plan(plans / NETWORKS)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "parent_plan", "Section 3")
        await answer(visit, name, typed)
        await visit.press("ctrl+s")
        visit.on(DetailsScreen)
        assert words in visit.notice
        await visit.press("escape", "escape")
        visit.on(HomeScreen)
        after = plan(plans / NETWORKS)
        assert after.plan == before.plan.replace(parent_plan="Section 3")
        assert after.position == before.position


@pytest.mark.slow
async def test_a_horizon_before_the_workshop_is_refused(make_app: MakeApp, plans: Path) -> None:
    before = contents(plans / GROUP)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "horizon", "1 jan 2018")
        await visit.press("ctrl+s")
        assert "before the workshop" in visit.notice
    assert contents(plans / GROUP) == before


@pytest.mark.slow
async def test_ctrl_z_puts_one_answer_back(make_app: MakeApp, plans: Path) -> None:
    before = contents(plans / GROUP)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "title", "")
        await visit.press("ctrl+z")
        assert visit.line().text.startswith("Networks around every child")
        await visit.press("escape")
    assert contents(plans / GROUP) == before


@pytest.mark.slow
async def test_a_failure_is_said_and_can_be_tried_again(
    make_app: MakeApp, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise NotSavedError("The disk is full. Make some room and try again.")

    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "title", "People")
        with monkeypatch.context() as patch:
            patch.setattr(atomic, "replace", full)
            await visit.press("ctrl+s")
        assert "The disk is full" in visit.notice
        visit.on(DetailsScreen)
        await visit.press("ctrl+s")
        visit.on(HomeScreen)
        assert plan(plans / NETWORKS).plan.title == "People"


async def test_leaving_the_app_keeps_what_was_changed(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        await answer(visit, "title", "People")
        assert await visit.leave_by("ctrl+q") == 0
    assert plan(plans / NETWORKS).plan.title == "People"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_shown_and_left_as_it_is(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make_app(tmp_path / "hostile")
    store = app.sitting.context.store
    made = store.create(store.path_for("h", "qa"), hostile_plan())
    async with visiting(app, size) as visit:
        await visit.press("down", "i")
        for _ in visit.on(DetailsScreen).query(FieldRow):
            await visit.press("tab")
            assert not unseen(visit.seen())
        await visit.press("escape")
        assert not unseen(visit.seen())
    assert store.load(made.path).plan == made.plan


async def test_what_the_last_answer_is_understood_as_is_in_sight(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i", "shift+tab")
        await visit.answer("eom")
        assert "Wed 31 Jan 2018" in visit.seen()
