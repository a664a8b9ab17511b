"""Whole plans: renamed, duplicated, archived, deleted and brought back, open or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.storage.ours_beside import ours_beside
from trajectory.domain import editing
from trajectory.domain.plan import Barrier, Header, Plan
from trajectory.errors import NotSavedError, PlanExistsError, PlanNotFoundError, UsageError
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases import managing
from trajectory.usecases.context import Context
from trajectory.usecases.sitting import Sitting

PLAN = Plan(
    plan=Header(
        id="networks-k7m2x9",
        title="Networks",
        deliverable="safety-networks",
        authority="Harrowmere",
        table="Table 3",
        status="agreed",
        read_back=dt.date(2018, 1, 16),
        next_call=dt.date(2018, 2, 20),
        archived=dt.date(2018, 1, 10),
    ),
    barrier={"B1-h9wc": Barrier(text="No room")},
)


@pytest.fixture
def sitting(context: Context) -> Iterator[Sitting]:
    sitting = Sitting(context)
    yield sitting
    sitting.close(10.0)


@pytest.fixture
def path(context: Context) -> Path:
    place = context.store.path_for("harrowmere-table-3", "safety-networks")
    return context.store.create(place, PLAN).path


def on_disk(sitting: Sitting, path: Path) -> Plan:
    return sitting.context.store.load(path).plan


def test_a_plan_gets_another_title_and_keeps_its_file(sitting: Sitting, path: Path) -> None:
    managing.rename(sitting, path, "  Networks\taround\x1b every  child ")
    assert on_disk(sitting, path).plan.title == "Networks around every child"
    assert on_disk(sitting, path).barrier == PLAN.barrier


@pytest.mark.parametrize("title", ["", "  ", "\x1b"])
def test_a_title_needs_words(sitting: Sitting, path: Path, title: str) -> None:
    with pytest.raises(UsageError, match="Nothing was changed"):
        managing.rename(sitting, path, title)
    assert on_disk(sitting, path) == PLAN


def test_a_title_can_be_too_long(sitting: Sitting, path: Path) -> None:
    with pytest.raises(UsageError, match="5,000 characters"):
        managing.rename(sitting, path, "x" * 5_001)


def test_renaming_an_open_plan_is_one_act_of_its_session(sitting: Sitting, path: Path) -> None:
    session = sitting.open(path)
    session.do(editing.edit_header(session.plan, owner="Lead"), "said who owns it")
    managing.rename(sitting, path, "New")
    assert on_disk(sitting, path).plan.title == "New"
    assert on_disk(sitting, path).plan.owner == "Lead"
    assert sitting.open(path) is session
    undone = session.undo()
    assert undone is not None
    assert undone.what == "renamed the plan"
    assert session.plan.plan.owner == "Lead"


def test_an_open_plan_that_somebody_else_changed_is_read_anew(sitting: Sitting, path: Path) -> None:
    session = sitting.open(path)
    text = path.read_text(encoding="utf-8").replace("No room", "No room in Q1")
    path.write_text(text, encoding="utf-8")
    managing.rename(sitting, path, "New")
    assert session.plan.barrier["B1-h9wc"].text == "No room in Q1"
    assert on_disk(sitting, path).barrier["B1-h9wc"].text == "No room in Q1"
    assert len(sitting.context.store.paths()) == 1


def test_a_copy_is_a_plan_of_its_own_with_the_same_words(sitting: Sitting, path: Path) -> None:
    copy = managing.duplicate(sitting, path)
    assert copy.path == path.with_name("safety-networks-copy.toml")
    assert copy.plan.plan.id != PLAN.plan.id
    assert copy.plan.plan.title == "Networks (copy)"
    assert copy.plan.plan.deliverable == "safety-networks"
    assert copy.plan.plan.archived is None
    assert copy.plan.plan.status == "agreed"
    assert copy.plan.barrier == PLAN.barrier
    assert not sitting.context.store.copies()
    again = managing.duplicate(sitting, path, "Third")
    assert (again.path.name, again.plan.plan.title) == ("safety-networks-copy-2.toml", "Third")


def test_a_copy_for_another_table_is_a_draft_that_nobody_has_read_back(
    sitting: Sitting, path: Path
) -> None:
    copy = managing.duplicate(sitting, path, table="Table 4")
    assert sitting.context.store.name_of(copy.path) == "harrowmere-table-4/safety-networks"
    header = copy.plan.plan
    assert (header.authority, header.table) == ("Harrowmere", "Table 4")
    assert (header.status, header.read_back, header.next_call) == ("draft", None, None)
    again = managing.duplicate(sitting, path, table="Table 4")
    assert again.path.name == "safety-networks-copy.toml"


def test_a_copy_needs_a_table_with_a_name(sitting: Sitting, path: Path) -> None:
    with pytest.raises(UsageError, match="no name"):
        managing.duplicate(sitting, path, table=" ")
    assert sitting.context.store.paths() == [path]


def test_a_copy_holds_what_is_not_saved_yet(sitting: Sitting, path: Path) -> None:
    session = sitting.open(path)
    session.do(editing.edit_header(session.plan, owner="Lead"), "said who owns it")
    assert managing.duplicate(sitting, path).plan.plan.owner == "Lead"


def test_a_copy_of_a_long_name_still_has_a_name(sitting: Sitting) -> None:
    store = sitting.context.store
    place = store.create(store.path_for("h", "x" * 60), PLAN).path
    copy = managing.duplicate(sitting, place)
    assert copy.path.stem == "x" * 55 + "-copy"
    assert store.find(store.name_of(copy.path)) == copy.path


def test_a_copy_that_a_conflict_left_becomes_a_plan(sitting: Sitting, path: Path) -> None:
    store = sitting.context.store
    kept = ours_beside(store, store.load(path), PLAN)
    own = managing.keep_as_own(sitting, kept.path)
    assert own.path.name == "safety-networks-copy.toml"
    assert sorted(p.name for p in store.paths()) == [
        "safety-networks-copy.toml",
        "safety-networks.toml",
    ]
    assert [p.name for p in store.trashed()] == [kept.path.name]
    assert not store.copies()


def test_a_plan_is_archived_today_and_taken_back(sitting: Sitting, path: Path) -> None:
    managing.unarchive(sitting, path)
    assert on_disk(sitting, path).plan.archived is None
    managing.archive(sitting, path)
    assert on_disk(sitting, path).plan.archived == sitting.context.today()


def test_a_deleted_plan_is_in_the_trash_and_comes_back(sitting: Sitting, path: Path) -> None:
    before = path.read_bytes()
    session = sitting.open(path)
    trashed = managing.delete(sitting, path)
    assert not path.exists()
    (deleted,) = managing.deleted_plans(sitting.context)
    assert deleted == managing.Deleted(
        trashed, "harrowmere-table-3/safety-networks", "Networks", "16 Jan"
    )
    assert managing.restore(sitting.context, trashed) == path
    assert path.read_bytes() == before
    assert sitting.open(path) is not session
    assert managing.deleted_plans(sitting.context) == []


def test_what_was_just_typed_is_in_the_trash_too(sitting: Sitting, path: Path) -> None:
    session = sitting.open(path)
    session.do(editing.edit_header(session.plan, owner="Lead"), "said who owns it")
    trashed = managing.delete(sitting, path)
    assert sitting.context.store.load(trashed).plan.plan.owner == "Lead"


def test_a_plan_whose_words_cannot_be_saved_is_not_deleted(
    sitting: Sitting, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> LoadedPlan:
        raise NotSavedError("The disk is full.")

    session = sitting.open(path)
    monkeypatch.setattr(sitting.context.store, "save", refuse)
    session.do(editing.edit_header(session.plan, owner="Lead"), "said who owns it")
    with pytest.raises(NotSavedError, match=r"disk is full.*kept in memory"):
        managing.delete(sitting, path)
    assert path.exists()
    monkeypatch.undo()
    assert sitting.flush(10.0)


def test_a_broken_plan_can_be_deleted_and_comes_back(sitting: Sitting, path: Path) -> None:
    path.write_text("[plan", encoding="utf-8")
    trashed = managing.delete(sitting, path)
    (deleted,) = managing.deleted_plans(sitting.context)
    assert deleted.title == deleted.name == "harrowmere-table-3/safety-networks"
    assert managing.restore(sitting.context, trashed) == path
    assert path.read_text(encoding="utf-8") == "[plan"


def test_a_plan_never_comes_back_over_another_one(sitting: Sitting, path: Path) -> None:
    trashed = managing.delete(sitting, path)
    sitting.context.store.create(path, PLAN)
    with pytest.raises(PlanExistsError):
        managing.restore(sitting.context, trashed)
    assert trashed.exists()


def test_a_trash_folder_of_somebody_elses_making_has_no_day(sitting: Sitting, path: Path) -> None:
    folder = sitting.context.store.root / ".trash" / "old" / "h"
    folder.mkdir(parents=True)
    path.rename(folder / "qa.toml")
    assert [item.day for item in managing.deleted_plans(sitting.context)] == [""]


def test_a_plan_that_is_gone_cannot_be_renamed(sitting: Sitting, path: Path) -> None:
    path.unlink()
    with pytest.raises(PlanNotFoundError):
        managing.rename(sitting, path, "New")
