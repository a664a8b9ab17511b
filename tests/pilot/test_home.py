"""The first screen: all plans found by typing, broken ones explained, everything taken back."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from textual import events

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.hostile import hostile_plan
from tests.pilot.stage import TINY, unseen
from tests.pilot.visit import visiting
from trajectory.domain import editing
from trajectory.domain.plan import Barrier
from trajectory.errors import NotSavedError
from trajectory.storage import atomic, codec
from trajectory.storage.disk import Disk
from trajectory.tui.screens.details import DetailsScreen
from trajectory.tui.screens.differences import DifferencesScreen
from trajectory.tui.screens.help import HelpScreen
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.new_plan import NewPlanScreen
from trajectory.tui.screens.pick import PickScreen
from trajectory.tui.screens.problems import ProblemsScreen
from trajectory.tui.screens.search import SearchScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.usecases.settings import open_settings

NETWORKS = Path("harrowmere-table-3/safety-networks.toml")
TITLES = ("Networks around", "One record that", "Feedback that")


@pytest.fixture
def broken(plans: Path) -> Path:
    """Give a file with a mistake in line 5."""
    path = plans / "westbrook" / "qa.toml"
    path.parent.mkdir()
    path.write_text('[plan]\n\n[step.S1-a]\ntext = "x"\ndue = "soon"\n', encoding="utf-8")
    return path


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def is_there(path: Path) -> bool:
    return path.exists()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*/*.toml"))


def at_the_workshop(folder: Path) -> None:
    """Make the files look as if they were edited on the day of the workshop."""
    for path in folder.glob("*/*.toml"):
        os.utime(path, (dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC).timestamp(),) * 2)


def header(path: Path) -> dict[str, object]:
    return dict(codec.parse(path.read_bytes())[0].plan)


# -- what is shown ---------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_plans_are_listed_under_their_table_with_what_matters(
    make_app: MakeApp, plans: Path, size: tuple[int, int]
) -> None:
    at_the_workshop(plans)
    async with visiting(make_app(), size) as visit:
        lines = visit.seen().splitlines()
        top = visit.row_with("Harrowmere (example), Table 3")
        assert [line.split()[0] for line in lines[top + 1 : top + 4]] == ["▸", "One", "Feedback"]
        for line, score in zip(lines[top + 1 :], ("3.5 → 6", "4 → 7", "2.5 → 5"), strict=False):
            assert score in line
            assert "edited today" in line
            assert "on track" in line
        assert f"3 plans in {plans}" in visit.message


async def test_late_steps_are_told_in_words(make_app: MakeApp) -> None:
    later = dt.datetime(2018, 3, 1, 9, 0, tzinfo=dt.UTC)
    async with visiting(make_app(now=lambda: later), SMALL) as visit:
        assert " late" in visit.marked


@pytest.mark.slow
async def test_a_tiny_window_still_names_the_plans(make_app: MakeApp, broken: Path) -> None:
    async with visiting(make_app(), TINY) as visit:
        assert all(title in visit.seen() for title in TITLES)
        assert "→" not in visit.seen()
        assert "Enter open" in visit.seen()
        await visit.press("down", "d")
        assert "Rename" in visit.seen()
        await visit.press("escape", "end", "enter")
        visit.on(ProblemsScreen)
        assert "Esc back to the plans" in visit.seen()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_shown_and_not_obeyed(
    make_app: MakeApp, tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make_app(tmp_path / "hostile")
    app.sitting.context.store.create(app.sitting.context.store.path_for("h", "qa"), hostile_plan())
    bad = tmp_path / "hostile" / "[bold]\x1b[31m" / "[/nope].toml"
    write(bad, '[plan]\ntitle = 1\n"[@click=app.quit]x" = inf\n')
    async with visiting(app, size) as visit:
        assert "[@click=app.quit]leave[/]" in visit.seen()
        keys = "down d escape t escape c escape i escape a x end enter escape d escape slash"
        for key in keys.split():
            await visit.press(key)
            assert not unseen(visit.seen())
        await visit.type("[")
        assert not unseen(visit.seen())
        assert visit.app.is_running


# -- an empty folder -------------------------------------------------------------------------


async def test_an_empty_folder_teaches_and_the_sample_works(
    make_app: MakeApp, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        assert visit.message.startswith(
            "No plans yet. Type a name and press Enter to start one, or press Down for a sample."
        )
        assert str(folder) in visit.message
        assert "will be made with the first plan" in visit.message
        assert not is_there(folder)
        await visit.press("down", "enter")
        assert len(files(folder)) == 3
        assert TITLES[0] in visit.marked
        await visit.press("enter")
        visit.on(WalkScreen)


async def test_enter_on_the_empty_line_makes_no_sample(make_app: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    async with visiting(make_app(folder), SMALL) as visit:
        await visit.press("enter")
        assert not is_there(folder)
        assert "For the sample press Down first, then Enter." in visit.message
        await visit.click("Look round in a sample")
        assert len(files(folder)) == 3


async def test_an_existing_empty_folder_is_not_said_to_be_made(
    make_app: MakeApp, tmp_path: Path
) -> None:
    write(tmp_path / "mine" / ".hidden", "")
    async with visiting(make_app(tmp_path / "mine"), SMALL) as visit:
        assert "No plans yet" in visit.message
        assert "will be made" not in visit.message


async def test_a_file_in_the_place_of_the_folder_is_explained(
    make_app: MakeApp, tmp_path: Path
) -> None:
    write(tmp_path / "mine", "not a folder")
    async with visiting(make_app(tmp_path / "mine"), LARGE) as visit:
        assert (
            "the folder cannot be opened: a file stands where its folder should be" in visit.seen()
        )
        await visit.press("enter")
        visit.on(ProblemsScreen)


async def test_a_folder_that_cannot_be_written_is_said_and_nothing_breaks(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Disk, "create", refuse)
    async with visiting(make_app(tmp_path / "mine"), SMALL) as visit:
        await visit.press("down", "enter")
        assert "you have no permission" in visit.message
        assert visit.app.is_running


# -- finding ---------------------------------------------------------------------------------


async def test_typing_finds_and_enter_opens(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.type("record journey")
        assert TITLES[1] in visit.marked
        assert TITLES[0] not in visit.seen()
        assert "+ Start a new plan: record journey" in visit.seen()
        await visit.press("enter")
        visit.on(WalkScreen)
        assert visit.on(WalkScreen).session.path.stem == "case-management"
        await visit.press("escape")
        assert visit.line().text == "record journey"
        assert TITLES[1] in visit.marked


async def test_a_name_that_no_plan_has_starts_one(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.type("Westbrook Table 2")
        assert visit.marked == "+ Start a new plan: Westbrook Table 2"
        await visit.press("enter")
        visit.on(NewPlanScreen)
        assert "Westbrook" in visit.seen()
        await visit.press("escape")
        visit.on(HomeScreen)
        assert visit.line().text == ""


async def test_what_is_only_like_a_plan_never_takes_enter(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.type("harowmere")
        assert visit.marked == "+ Start a new plan: harowmere"
        assert "Close to them" in visit.seen()
        await visit.press("down", "down")
        assert TITLES[0] in visit.marked


async def test_a_new_plan_can_be_started_beside_what_was_found(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.type("harrowmere")
        await visit.press("down", "end")
        assert visit.marked == "+ Start a new plan: harrowmere"


async def test_enter_in_the_same_burst_opens_what_was_typed(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.pilot.press(*"feedback", "enter", *"First words")
        await visit.settle()
        visit.on(WalkScreen)
        assert visit.on(WalkScreen).session.path.stem == "quality-assurance"
        assert visit.on(WalkScreen).line.text == "First words"


async def test_keys_of_one_burst_go_where_they_are_meant(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        visit.line().post_message(events.Key("down", None))
        visit.line().post_message(events.Key("i", "i"))
        await visit.settle()
        visit.on(DetailsScreen)


@pytest.mark.slow
async def test_escape_empties_the_line_and_then_leaves(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.type("rec")
        await visit.press("escape")
        assert visit.line().text == ""
        assert all(title in visit.seen() for title in TITLES)
        await visit.press("escape")
        assert visit.message == "Esc again leaves. All is saved."
        await visit.press("down", "escape", "escape")
        assert visit.message == "Esc again leaves. All is saved.", "the one before was long ago"
        await visit.press("f1", "escape", "escape")
        assert visit.app.is_running
        await visit.press("x", "backspace", "escape")
        assert visit.app.is_running
        assert await visit.leave_by("escape") == 0


async def test_up_from_the_first_row_comes_back_to_the_line(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down")
        assert visit.app.focused is visit.screen.query_one("#plans")
        assert "X export" in visit.seen()
        await visit.press("down", "up")
        assert visit.app.focused is visit.screen.query_one("#plans")
        await visit.press("up")
        assert visit.app.focused is visit.line()
        await visit.press("down", "escape")
        assert visit.app.focused is visit.line()


async def test_letters_are_commands_only_in_the_list(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.type("xdna")
        assert visit.line().text == "xdna"
        visit.on(HomeScreen)


@pytest.mark.slow
async def test_two_thousand_plans_are_found_letter_by_letter(
    make_app: MakeApp, tmp_path: Path
) -> None:
    """Rows are counted, not seconds: only what is seen is drawn."""
    app = make_app(tmp_path / "many")
    text = "[plan]\nid = 'p-{n}'\ntitle = 'Plan {n}'\nauthority = 'Authority {g}'\ntable = 'T'\n"
    for n in range(2000):
        path = tmp_path / "many" / f"g-{n // 20}" / f"p-{n}.toml"
        write(path, text.format(n=n, g=n // 20))
    async with visiting(app, SMALL) as visit:
        assert "2000 plans" in visit.message
        await visit.press(*"plan", "space", *"1234")
        assert visit.marked.startswith("Plan 1234 ")
        await visit.press("escape", "down", "end")
        assert visit.marked.startswith("Plan 1999 ")


# -- broken files and copies -----------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_broken_file_is_listed_and_explained(
    make_app: MakeApp, broken: Path, size: tuple[int, int]
) -> None:
    async with visiting(make_app(), size) as visit:
        assert '! westbrook/qa.toml cannot be read: line 5, due: "soon" is not a d' in visit.seen()
        await visit.press("down", "end", "enter")
        visit.on(ProblemsScreen)
        seen = " ".join(visit.seen().replace("│", " ").split())
        assert 'line 5, due: "soon" is not a date' in seen
        assert "go to line 5" in seen
        assert broken.name in seen
        await visit.press("escape")
        write(broken, "[plan]\ntitle = 'Mended'\n")
        await visit.press("slash", "escape")
        assert "cannot be read" not in visit.seen()
        assert "Mended" in visit.marked


@pytest.mark.slow
async def test_a_broken_file_is_never_changed_by_a_command(make_app: MakeApp, broken: Path) -> None:
    before = read(broken)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "end")
        for key in ("x", "t", "c", "i"):
            await visit.press(key)
            assert visit.message == "This file cannot be read: Enter says what is wrong with it."
        assert read(broken) == before
        await visit.press("d", "delete")
        assert not is_there(broken)
        await visit.press("ctrl+z")
        assert read(broken) == before


async def test_copies_are_listed_as_copies_and_can_become_plans(
    make_app: MakeApp, plans: Path
) -> None:
    original = plans / NETWORKS
    copy = original.with_name("safety-networks.sync-conflict-20180116-140000-ABCDEF.toml")
    shutil.copy(original, copy)
    async with visiting(make_app(), SMALL) as visit:
        assert "3 plans" not in visit.message
        assert visit.row_with("Copies:") < visit.row_with("safety-networks.sync-conf")
        await visit.press("down", "end", "d", "k")
        assert not is_there(copy)
        assert "is a plan of its own now" in visit.message
        assert "Copies:" not in visit.seen()
        assert (
            header(original.with_name("safety-networks-copy.toml"))["id"] != header(original)["id"]
        )


@pytest.fixture
def copy(plans: Path) -> Path:
    """Give a copy of a plan in which an entry came, and one has other words than in the plan."""
    original = plans / NETWORKS
    plan = codec.parse(original.read_bytes())[0]
    at = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)
    ours = editing.edit(plan, "B1-h9wc", at, text="It is not on the form")
    theirs = editing.edit(plan, "B1-h9wc", at, text="Nobody thinks of it on a Friday")
    theirs = editing.add(theirs, "B9-copy", Barrier(text="[/nope] Cars", created=at))
    original.write_bytes(codec.encode(ours))
    copy = plans / "a-first-folder" / "safety-networks (1).toml"
    copy.parent.mkdir()
    copy.write_bytes(codec.encode(theirs))
    return copy


@pytest.mark.parametrize("size", SIZES)
async def test_a_copy_is_put_together_with_its_plan_and_taken_back(
    make_app: MakeApp, plans: Path, copy: Path, size: tuple[int, int]
) -> None:
    before, other = read(plans / NETWORKS), read(copy)
    async with visiting(make_app(), size) as visit:
        assert visit.row_with("Copies:") < visit.row_with("safety-networks (1)")
        await visit.press("down", "end", "d")
        assert "Put it together with the plan" in visit.seen()
        await visit.press("t")
        assert "1 entry came, 1 difference to settle" in visit.message.replace(", 1 changed", "")
        assert "D and then S settles it" in visit.message
        assert visit.message.endswith("ctrl+z takes it back.")
        assert not is_there(copy)
        assert "Copies:" not in visit.seen()
        assert TITLES[0] in visit.marked
        assert "1 to settle" in visit.marked
        assert "[/nope] Cars" in read(plans / NETWORKS)
        await visit.press("ctrl+z")
        assert visit.message == "Taken back: the plan and its copy are as they were."
        assert (read(plans / NETWORKS), read(copy)) == (before, other)
        assert "Copies:" in visit.seen()


@pytest.mark.slow
async def test_what_a_copy_left_to_settle_is_settled_from_the_list(
    make_app: MakeApp, plans: Path, copy: Path
) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "end", "d", "t")
        await visit.press("d", "s")
        visit.on(DifferencesScreen)
        assert "It is not on the form" in visit.seen()
        assert "Nobody thinks of it on a Friday" in visit.seen()
        await visit.press("3", "escape")
        assert "to settle" not in visit.seen()
    texts = read(plans / NETWORKS)
    assert "It is not on the form" in texts
    assert "Nobody thinks of it on a Friday" in texts


@pytest.mark.slow
async def test_a_copy_that_is_another_plan_is_left_alone(make_app: MakeApp, plans: Path) -> None:
    another = (plans / NETWORKS).with_name("safety-networks (1).toml")
    write(another, "[plan]\nid = 'another-1'\ntitle = 'Another'\n")
    before = read(plans / NETWORKS)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "end", "d", "t")
        assert "it is another plan, with a mark of its own" in visit.message
        assert is_there(another)
        assert read(plans / NETWORKS) == before
        await visit.press("home", "ctrl+p", *"together", "enter")
        assert "This is no copy of another plan" in visit.message


async def test_a_copy_that_cannot_be_read_is_only_listed(make_app: MakeApp, copy: Path) -> None:
    write(copy, "[plan")
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "end", "d")
        assert "What is wrong with it" in visit.seen()
        assert "Put it together" not in visit.seen()


# -- verbs -----------------------------------------------------------------------------------


async def test_a_plan_is_renamed_and_gets_its_name_back(make_app: MakeApp, plans: Path) -> None:
    old = header(plans / NETWORKS)["title"]
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "d", "r")
        await visit.answer("People round every child")
        await visit.press("enter")
        assert header(plans / NETWORKS)["title"] == "People round every child"
        assert visit.marked.startswith("People round every child")
        await visit.press("ctrl+z")
        assert header(plans / NETWORKS)["title"] == old
        assert "Taken back" in visit.message


@pytest.mark.slow
async def test_a_title_needs_words(make_app: MakeApp, plans: Path) -> None:
    before = read(plans / NETWORKS)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "t")
        await visit.answer("  ")
        await visit.press("enter")
        assert "A plan needs a title." in visit.seen()
        await visit.press("escape")
        visit.on(HomeScreen)
        assert read(plans / NETWORKS) == before


@pytest.mark.slow
async def test_a_plan_is_duplicated_for_another_table(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "c", "enter", "enter")
        await visit.answer("Table 4")
        await visit.press("enter")
        made = plans / "harrowmere-example-table-4" / NETWORKS.name
        assert header(made)["table"] == "Table 4"
        assert header(made)["id"] != header(plans / NETWORKS)["id"]
        assert visit.marked.startswith("Networks around every child")
        assert "(copy)" in str(header(made)["title"])
        assert "Harrowmere (example), Table 4" in visit.seen()
        await visit.press("ctrl+z")
        assert not is_there(made)


@pytest.mark.slow
async def test_a_plan_is_archived_shown_and_taken_back(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "d", "p")
        assert header(plans / NETWORKS)["archived"] == dt.date(2018, 1, 16)
        assert TITLES[0] not in visit.seen().split("Networks around every child from", 1)[0]
        assert "1 archived plan not shown" in visit.seen()
        assert TITLES[1] in visit.marked
        await visit.press("a")
        assert visit.row_with("Archived: Harrowmere (example), Table 3") < visit.row_with(TITLES[0])
        await visit.press("end", "d", "p")
        assert header(plans / NETWORKS)["archived"] is None
        await visit.press("ctrl+z")
        assert header(plans / NETWORKS)["archived"] is not None
        await visit.press("ctrl+z")
        assert header(plans / NETWORKS)["archived"] is None


async def test_without_archived_plans_a_says_so(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "a")
        assert "no archived plans" in visit.message


async def test_a_deleted_plan_comes_back(make_app: MakeApp, plans: Path) -> None:
    path = plans / NETWORKS
    before = read(path)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "delete")
        assert not is_there(path)
        assert "ctrl+z takes it back" in visit.message
        assert TITLES[1] in visit.marked
        await visit.press("ctrl+z")
        assert read(path) == before
        assert TITLES[0] in visit.seen()
        assert visit.message == "The plan is back."


@pytest.mark.slow
async def test_the_menu_s_own_key_pressed_twice_does_nothing(
    make_app: MakeApp, plans: Path
) -> None:
    before = read(plans / NETWORKS)
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down")
        for key in ("d", "D", "a", "A"):
            await visit.press("d", key)
            assert "Put it away, into the archive" in visit.seen()
            assert read(plans / NETWORKS) == before
            await visit.press("escape")
        await visit.press("d", "delete")
        assert not is_there(plans / NETWORKS)


@pytest.mark.slow
async def test_a_plan_brought_back_from_the_trash_is_not_brought_back_again(
    make_app: MakeApp, plans: Path
) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "t")
        await visit.answer("People")
        await visit.press("enter", "delete", "b", "1")
        assert visit.message == "The plan is back."
        await visit.press("ctrl+z")
        assert visit.message == "Taken back: the new title."
        assert header(plans / NETWORKS)["title"] != "People"
        await visit.press("ctrl+z")
        assert "nothing to take back" in visit.message


async def test_the_list_hints_at_help_undo_and_the_way_back(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down")
        for hint in ("Enter open", "X export", "D more", "ctrl+z undo", "Esc back", "F1 help"):
            assert hint in visit.seen().splitlines()[-1]


async def test_deleted_plans_come_back_from_the_list(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "b")
        assert visit.message == "There are no deleted plans."
        await visit.press("delete", "delete", "b")
        assert "deleted 16 Jan" in visit.seen()
        await visit.press("2")
        assert len(files(plans)) == 2
        assert visit.message == "The plan is back."


async def test_with_nothing_to_take_back_it_is_said(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("ctrl+z")
        assert "nothing to take back" in visit.message


async def test_a_plan_is_exported_beside_its_file(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), LARGE) as visit:
        await visit.press("down", "x")
        document = (plans / NETWORKS).with_suffix(".md")
        assert visit.message == f"Exported to {document}"
        assert "Networks around every child" in read(document)


async def test_a_failure_is_said_and_changes_nothing(
    make_app: MakeApp, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise NotSavedError("The disk is full. Make some room and try again.")

    async with visiting(make_app(), SMALL) as visit:
        monkeypatch.setattr(atomic, "replace", full)
        before = read(plans / NETWORKS)
        await visit.press("down", "d", "p")
        assert visit.message == "The disk is full. Make some room and try again."
        assert read(plans / NETWORKS) == before
        await visit.press("ctrl+z")
        assert "nothing to take back" in visit.message


@pytest.mark.slow
async def test_details_open_and_their_change_is_taken_back(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "i")
        visit.on(DetailsScreen)
        await visit.answer("People round every child")
        await visit.press("ctrl+s")
        assert header(plans / NETWORKS)["title"] == "People round every child"
        assert visit.message == "The details are changed. ctrl+z takes it back."
        await visit.press("ctrl+z")
        assert header(plans / NETWORKS)["title"] == "Networks around every child from first contact"


# -- coming and going ------------------------------------------------------------------------


async def test_a_named_plan_is_opened_first(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(plan_path=plans / NETWORKS), SMALL) as visit:
        visit.on(WalkScreen)
        await visit.press("escape")
        visit.on(HomeScreen)
        assert TITLES[0] in visit.marked


async def test_a_named_plan_that_is_broken_is_explained(make_app: MakeApp, broken: Path) -> None:
    async with visiting(make_app(plan_path=broken), SMALL) as visit:
        visit.on(ProblemsScreen)
        await visit.press("escape")
        assert "westbrook/qa cannot be read" in visit.message


async def test_a_named_plan_that_is_gone_is_said(make_app: MakeApp, plans: Path) -> None:
    async with visiting(make_app(plan_path=plans / "h" / "gone.toml"), SMALL) as visit:
        visit.on(HomeScreen)
        assert "There is no plan h/gone" in visit.message


async def test_what_was_typed_on_the_walk_is_seen_here_at_once(
    make_app: MakeApp, plans: Path
) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "down", "enter")
        visit.on(WalkScreen)
        await visit.type("=9", "enter")
        await visit.press("escape")
        visit.on(HomeScreen)
        assert "9 → 7" in visit.marked


async def test_what_somebody_else_wrote_is_opened(make_app: MakeApp, plans: Path) -> None:
    path = plans / NETWORKS
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("enter")
        await visit.press("escape")
        write(path, read(path).replace("Networks around every", "Around each"))
        await visit.press("enter")
        visit.on(WalkScreen)
        assert (
            visit.on(WalkScreen).session.plan.plan.title == "Around each child from first contact"
        )


@pytest.mark.slow
async def test_the_other_screens_are_one_key_away(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        for key, screen in (
            ("ctrl+f", SearchScreen),
            ("ctrl+n", NewPlanScreen),
            ("f1", HelpScreen),
        ):
            await visit.press(key)
            visit.on(screen)
            await visit.press("escape")
            visit.on(HomeScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_rows_and_hints_can_be_clicked(
    make_app: MakeApp, broken: Path, size: tuple[int, int]
) -> None:
    async with visiting(make_app(), size) as visit:
        await visit.click(TITLES[1])
        visit.on(WalkScreen)
        assert visit.on(WalkScreen).session.path.stem == "case-management"
        await visit.press("escape")
        await visit.click("westbrook/qa.toml")
        visit.on(ProblemsScreen)
        await visit.click("Esc back")
        visit.on(HomeScreen)
        await visit.click("D more")
        visit.on(PickScreen)


async def test_a_click_on_a_heading_does_nothing(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.click("Harrowmere (example), Table 3")
        visit.on(HomeScreen)


# -- theme and settings ----------------------------------------------------------------------


async def test_the_theme_is_changed_and_kept(make_app: MakeApp, settings_file: Path) -> None:
    async with visiting(make_app(), SMALL) as visit:
        assert "Theme: dark" in visit.seen()
        await visit.press("ctrl+t")
        assert visit.app.theme == "room-dark", "on the walk this key is the next steps"
        await visit.press("down", "l")
        assert visit.app.theme == "room-light"
        assert "Theme: light" in visit.seen()
        assert read(settings_file) == 'theme = "room-light"\n'
        await visit.click("Theme")
        assert visit.app.theme == "high-contrast"
        for _ in range(3):
            await visit.press("l")
        assert visit.app.theme == "room-dark"
    async with visiting(make_app(), SMALL) as visit:
        assert visit.app.theme == "room-dark"


async def test_broken_settings_are_said_and_left_alone(
    make_app: MakeApp, settings_file: Path
) -> None:
    write(settings_file, "theme = oops\n")
    async with visiting(make_app(settings=open_settings(settings_file)), LARGE) as visit:
        assert "Your settings in" in visit.message
        await visit.press("down", "l")
        assert "for now only" in visit.message
        assert visit.app.theme == "room-light"
        assert read(settings_file) == "theme = oops\n"


async def test_keys_can_be_changed_in_the_settings(make_app: MakeApp, settings_file: Path) -> None:
    write(settings_file, '[keys]\n"home.new" = "f6"\n"plans.details" = "g"\n')
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("f6")
        visit.on(NewPlanScreen)
        await visit.press("escape", "down", "g")
        visit.on(DetailsScreen)
