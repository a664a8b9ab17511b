"""Starting a table's plans: two answers are enough, and nothing is made by mistake."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Button

from tests.pilot.conftest import SIZES, SMALL, MakeApp
from tests.pilot.stage import TINY, unseen
from tests.pilot.visit import Visit, visiting
from trajectory.domain.plan import Plan
from trajectory.storage import codec
from trajectory.storage.disk import Disk
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.new_plan import NewPlanScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.tui.widgets.choice_line import ChoiceLine
from trajectory.tui.widgets.field_row import FieldRow

GROUP = "westbrook-table-2"
KEYS = ("safety-networks", "case-management", "quality-assurance")


def names(folder: Path) -> list[str]:
    return sorted(f"{path.parent.name}/{path.stem}" for path in folder.glob("*/*.toml"))


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.glob("*/*.toml")}


def plan(folder: Path, name: str) -> Plan:
    return codec.parse((folder / f"{name}.toml").read_bytes())[0]


async def go_to(visit: Visit, name: str) -> None:
    rows = visit.on(NewPlanScreen).query(FieldRow)
    next(row for row in rows if row.asked.name == name).answer.focus()
    await visit.settle()


def focused(visit: Visit) -> str:
    rows = visit.on(NewPlanScreen).query(FieldRow)
    return next((row.asked.name for row in rows if row.has_focus_within), "")


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_a_name_and_two_keys_start_three_plans(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), size) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter", "ctrl+s")
        assert names(folder) == sorted(f"{GROUP}/{key}" for key in KEYS)
        walk = visit.on(WalkScreen)
        assert walk.session.path.stem == "safety-networks"
        header = plan(folder, f"{GROUP}/safety-networks").plan
        assert (header.authority, header.table, header.date, header.status) == (
            "Westbrook",
            "Table 2",
            dt.date(2018, 1, 16),
            "draft",
        )
        await visit.press("escape")
        visit.on(HomeScreen)
        assert visit.marked.startswith("Safety planning")


@pytest.mark.slow
async def test_enter_alone_walks_through_and_starts(make_app: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.press("ctrl+n")
        assert focused(visit) == "authority"
        await visit.type("Westbrook", "enter")
        await visit.type("Table 2", "enter")
        await visit.type("9 feb", "enter")
        assert "Fri 9 Feb 2018" in visit.seen()
        await visit.type("14 dec", "enter")
        await visit.type("Team manager, Practice lead", "enter")
        assert "2 roles: Team manager · Practice lead" in visit.seen()
        await visit.type("Assistant Director; Service Manager, Assessment", "enter")
        await visit.press(*["enter"] * 4)
        assert visit.screen.focused is visit.screen.query_one("#start")
        await visit.press("enter")
        visit.on(WalkScreen)
        for key in KEYS:
            header = plan(folder, f"{GROUP}/{key}").plan
            assert header.date == dt.date(2018, 2, 9)
            assert header.horizon == dt.date(2018, 12, 14)
            assert header.participants == ("Team manager", "Practice lead")
            assert header.leadership_group == ("Assistant Director", "Service Manager, Assessment")


async def test_answers_in_one_burst_land_in_their_lines(make_app: MakeApp, tmp_path: Path) -> None:
    async with visiting(make_app(tmp_path / "mine"), SMALL) as visit:
        await visit.press("ctrl+n")
        await visit.pilot.press(*"West", "enter", *"Two", "enter", *"9 feb", "enter")
        await visit.settle()
        answers = [row.typed for row in visit.on(NewPlanScreen).query(FieldRow)]
        assert answers[:3] == ["West", "Two", "9 feb"]


async def test_choices_in_one_burst_are_each_about_their_own_question(
    make_app: MakeApp, tmp_path: Path
) -> None:
    async with visiting(make_app(tmp_path / "mine"), SMALL) as visit:
        await visit.press("ctrl+n")
        choices = list(visit.on(NewPlanScreen).query(ChoiceLine))
        choices[0].focus()
        await visit.pilot.pause()
        burst = ["n", "tab", "right", "tab", "n", "tab", *"Own"]
        for key in burst:
            choices[0].post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in burst:
            await visit.pilot.pause()
        assert [choice.value for choice in choices] == [False, False, False]
        assert [row.typed for row in visit.on(NewPlanScreen).query(FieldRow)][-1] == "Own"


@pytest.mark.slow
async def test_words_typed_while_the_plans_are_made_are_not_lost(
    make_app: MakeApp, tmp_path: Path
) -> None:
    async with visiting(make_app(tmp_path / "mine"), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        line = visit.line()
        for key in ("enter", "ctrl+s", *"First", "enter", *"Sec"):
            line.post_message(events.Key(key, key if len(key) == 1 else None))
        await visit.settle()
        walk = visit.on(WalkScreen)
        assert [note.text for note in walk.session.plan.note.values()] == ["First"]
        assert walk.line.text == "Sec"


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed, missing, words",
    [
        ("", "authority", "Whose plan is it?"),
        ("Westbrook", "table", "Which group is it?"),
        ("Table 2", "authority", "Whose plan is it?"),
    ],
)
async def test_what_is_needed_is_asked_for_and_nothing_is_made(
    make_app: MakeApp, tmp_path: Path, typed: str, missing: str, words: str
) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.type(typed)
        await visit.press("ctrl+n", "ctrl+s")
        visit.on(NewPlanScreen)
        assert focused(visit) == missing
        assert words in visit.notice
        assert names(folder) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, typed, words",
    [
        ("date", "12/5", "could be 12 May or 5 December"),
        ("horizon", "next friday", "could be 19 Jan or 26 Jan"),
        ("date", "whenever", "is not a date"),
        ("horizon", "31 feb", "There is no 31 February"),
    ],
)
async def test_a_date_that_is_not_clear_is_said_beside_it(
    make_app: MakeApp, tmp_path: Path, name: str, typed: str, words: str
) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter")
        await go_to(visit, name)
        await visit.type(typed)
        assert words in visit.seen()
        await visit.press("ctrl+s")
        assert focused(visit) == name
        assert names(folder) == []


@pytest.mark.slow
async def test_a_horizon_before_the_workshop_is_refused(make_app: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter")
        await visit.type("9 feb", "enter")
        await visit.type("8 feb 2018")
        await visit.press("ctrl+s")
        assert "is before the workshop" in visit.notice
        assert names(folder) == []


@pytest.mark.slow
async def test_deliverables_are_chosen_and_one_can_be_their_own(
    make_app: MakeApp, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter")
        for key in KEYS[:2]:
            await go_to(visit, f"deliverable-{key}")
            await visit.press("n")
        await go_to(visit, "own")
        await visit.type("Supervision that works", "enter", "enter")
        assert names(folder) == [f"{GROUP}/quality-assurance", f"{GROUP}/supervision-that-works"]
        own = plan(folder, f"{GROUP}/supervision-that-works").plan
        assert own.title == "Supervision that works"
        assert visit.on(WalkScreen).session.path.stem == "quality-assurance"


@pytest.mark.slow
async def test_one_thing_to_work_on_is_needed(make_app: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter")
        for key in KEYS:
            await go_to(visit, f"deliverable-{key}")
            await visit.press("n")
        await visit.press("ctrl+s")
        assert "Say yes to one thing to work on" in visit.notice
        assert names(folder) == []


async def test_a_table_that_has_plans_is_never_overwritten(make_app: MakeApp, plans: Path) -> None:
    before = contents(plans)
    async with visiting(make_app(), SMALL) as visit:
        await visit.type("Harrowmere, Table 3")
        await visit.press("ctrl+n", "ctrl+s")
        assert "there already" in visit.notice
        assert "Nothing was made" in visit.notice
        visit.on(NewPlanScreen)
    assert contents(plans) == before


@pytest.mark.slow
async def test_a_table_is_not_asked_again_what_it_said(make_app: MakeApp, plans: Path) -> None:
    (plans / "harrowmere-table-3").rename(plans / "harrowmere-example-table-3")
    async with visiting(make_app(), SMALL) as visit:
        await visit.type("Harrowmere (example), Table 3")
        await visit.press("ctrl+n")
        for key in KEYS:
            await go_to(visit, f"deliverable-{key}")
            await visit.press("n")
        await go_to(visit, "own")
        await visit.type("Supervision", "enter", "enter")
        header = visit.on(WalkScreen).session.plan.plan
        assert header.participants == (
            "Team manager",
            "Practice lead",
            "Reviewing officer",
            "Data analyst",
        )


async def test_a_folder_that_cannot_be_written_is_said(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    async with visiting(make_app(tmp_path / "mine"), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter")
        monkeypatch.setattr(Disk, "create", refuse)
        await visit.press("ctrl+s")
        assert "you have no permission" in visit.notice
        monkeypatch.undo()
        await visit.press("ctrl+s")
        visit.on(WalkScreen)


@pytest.mark.slow
async def test_escape_makes_nothing(make_app: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter", "escape")
        visit.on(HomeScreen)
        assert names(folder) == []


@pytest.mark.slow
async def test_a_click_on_start_starts(make_app: MakeApp, tmp_path: Path) -> None:
    async with visiting(make_app(tmp_path / "mine"), (200, 60)) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter")
        await visit.pilot.click("#start")
        await visit.settle()
        visit.on(WalkScreen)


@pytest.mark.slow
async def test_names_that_were_written_to_do_harm_are_only_names(
    make_app: MakeApp, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.press("ctrl+n")
        visit.line().put("../../[/nope]\x1b[31m")
        await visit.press("enter")
        await visit.type("[@click=app.quit]x", "ctrl+s")
        visit.on(WalkScreen)
        assert not unseen(visit.seen())
        assert len(names(folder)) == 3
        await visit.press("escape")
        assert not unseen(visit.seen())


@pytest.mark.slow
async def test_on_the_button_it_is_seen_and_said_that_enter_starts(
    make_app: MakeApp, tmp_path: Path
) -> None:
    async with visiting(make_app(tmp_path / "mine"), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        await visit.press("enter")
        assert "Enter next" in visit.seen()
        while not isinstance(visit.app.focused, Button):
            await visit.press("tab")
        assert "▸ Start" in visit.seen()
        assert "Enter starts" in visit.seen()
        await visit.press("up")
        assert "▸ Start" not in visit.seen()
        assert "Enter next" in visit.seen()
        await visit.press("tab", "enter")
        visit.on(WalkScreen)
