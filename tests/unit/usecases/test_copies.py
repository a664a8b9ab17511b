"""A copy put together with its plan: all of it is there, saved, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from trajectory.domain import editing
from trajectory.domain.plan import Barrier, Header, Plan
from trajectory.errors import (
    NotSavedError,
    PlanNotFoundError,
    PlanUnreadableError,
    UsageError,
)
from trajectory.storage.plan_store import PlanStore
from trajectory.usecases import copies
from trajectory.usecases.context import Context
from trajectory.usecases.copies import merge_copy, take_apart
from trajectory.usecases.sitting import Sitting

PLAN = Plan(
    plan=Header(id="networks-k7m2x9", title="Networks", deliverable="networks"),
    barrier={"B1-h9wc": Barrier(text="No room"), "B2-aaaa": Barrier(text="No time")},
)


@pytest.fixture
def sitting(context: Context) -> Iterator[Sitting]:
    sitting = Sitting(context)
    yield sitting
    sitting.close(10.0)


@pytest.fixture
def original(context: Context) -> Path:
    return context.store.create(context.store.path_for("table-3", "networks"), PLAN).path


@pytest.fixture
def copy(context: Context, original: Path) -> Path:
    """Give a copy in which one entry came, one has other words, and one went."""
    now = context.now()
    plan = editing.add(PLAN, "B3-bbbb", Barrier(text="No money", created=now))
    plan = editing.edit(plan, "B1-h9wc", now, text="No meeting room")
    return save(context, original.with_name("networks (1).toml"), plan)


def save(context: Context, path: Path, plan: Plan) -> Path:
    return context.store.create(path, plan).path


def on_disk(sitting: Sitting, path: Path) -> Plan:
    return sitting.context.store.load(path).plan


def is_there(path: Path) -> bool:
    return path.exists()


def texts(plan: Plan) -> list[str]:
    return [entry.text for entry in plan.barrier.values()]


def test_all_that_the_copy_has_comes_and_the_copy_goes_to_the_trash(
    sitting: Sitting, original: Path, copy: Path
) -> None:
    merged = merge_copy(sitting, copy, original)
    assert merged.came == "1 entry came, 1 changed"
    assert merged.title == "Networks"
    assert texts(on_disk(sitting, original)) == ["No meeting room", "No time", "No money"]
    assert on_disk(sitting, original) == merged.after
    assert not is_there(copy)
    assert on_disk(sitting, merged.trashed).barrier["B3-bbbb"].text == "No money"


def test_what_both_changed_is_a_difference_to_settle(
    sitting: Sitting, original: Path, copy: Path
) -> None:
    loaded = sitting.context.store.load(original)
    ours = editing.edit(loaded.plan, "B1-h9wc", sitting.context.now(), text="A room, no heating")
    sitting.context.store.save(loaded, ours)
    merged = merge_copy(sitting, copy, original)
    assert merged.differences == 1
    assert merged.came.endswith("1 difference to settle")
    (conflict,) = on_disk(sitting, original).conflict.values()
    both = {conflict.value, on_disk(sitting, original).barrier["B1-h9wc"].text}
    assert both == {"No meeting room", "A room, no heating"}


def test_a_copy_that_has_nothing_new_only_goes(sitting: Sitting, original: Path) -> None:
    twin = save(sitting.context, original.with_name("networks (2).toml"), PLAN)
    before = original.read_bytes()
    merged = merge_copy(sitting, twin, original)
    assert merged.came == copies.ALL_THERE
    assert original.read_bytes() == before
    assert not is_there(twin)


def test_it_is_taken_back_and_can_be_done_again(
    sitting: Sitting, original: Path, copy: Path
) -> None:
    before, other = original.read_bytes(), copy.read_bytes()
    first = merge_copy(sitting, copy, original)
    take_apart(sitting, first)
    assert on_disk(sitting, original) == PLAN
    assert (original.read_bytes(), copy.read_bytes()) == (before, other)
    again = merge_copy(sitting, copy, original)
    assert again.came == first.came


def test_what_was_written_since_stays_when_it_is_taken_back(
    sitting: Sitting, original: Path, copy: Path
) -> None:
    merged = merge_copy(sitting, copy, original)
    loaded = sitting.context.store.load(original)
    since = editing.add(loaded.plan, "B9-cccc", Barrier(text="Since"))
    since = editing.edit(since, "B1-h9wc", sitting.context.now(), text="Reworded since")
    sitting.context.store.save(loaded, since)
    take_apart(sitting, merged)
    assert texts(on_disk(sitting, original)) == ["Reworded since", "No time", "Since"]
    assert on_disk(sitting, original).removed == {}
    assert merge_copy(sitting, copy, original).came.startswith("1 entry came")


def test_a_plan_that_is_open_is_put_together_through_its_session(
    sitting: Sitting, original: Path, copy: Path
) -> None:
    session, theirs = sitting.open(original), sitting.open(copy)
    session.do(editing.add(session.plan, "B8-dddd", Barrier(text="Ours")), "ours")
    theirs.do(editing.add(theirs.plan, "B7-eeee", Barrier(text="Theirs")), "theirs")
    merged = merge_copy(sitting, copy, original)
    assert sorted(texts(session.plan)) == sorted(texts(on_disk(sitting, original)))
    assert {"Ours", "Theirs", "No money"} <= set(texts(session.plan))
    assert sitting.opened(original) is session
    assert sitting.opened(copy) is None
    take_apart(sitting, merged)
    assert texts(on_disk(sitting, original)) == ["No room", "No time", "Ours"]
    assert is_there(copy)


def test_the_undo_of_an_open_plan_takes_it_out_as_well(
    sitting: Sitting, original: Path, copy: Path
) -> None:
    session = sitting.open(original)
    merge_copy(sitting, copy, original)
    undone = session.undo()
    assert undone is not None
    assert undone.what == "put a copy together with the plan"
    assert texts(session.plan) == texts(PLAN)


def test_another_plan_is_no_copy_whatever_its_name(
    sitting: Sitting, original: Path, copy: Path
) -> None:
    loaded = sitting.context.store.load(copy)
    sitting.context.store.save(loaded, editing.edit_header(loaded.plan, id="other-1"))
    before = original.read_bytes()
    with pytest.raises(UsageError, match="it is another plan"):
        merge_copy(sitting, copy, original)
    assert original.read_bytes() == before
    assert is_there(copy)


def test_what_cannot_be_read_changes_nothing(sitting: Sitting, original: Path, copy: Path) -> None:
    before = copy.read_bytes()
    copy.write_text("[plan", encoding="utf-8")
    with pytest.raises(PlanUnreadableError):
        merge_copy(sitting, copy, original)
    assert on_disk(sitting, original) == PLAN
    copy.write_bytes(before)
    original.write_text("[plan", encoding="utf-8")
    with pytest.raises(PlanUnreadableError):
        merge_copy(sitting, copy, original)
    assert copy.read_bytes() == before
    original.unlink()
    with pytest.raises(PlanNotFoundError):
        merge_copy(sitting, copy, original)
    assert copy.read_bytes() == before


def test_a_plan_that_cannot_be_saved_leaves_the_copy_where_it_is(
    sitting: Sitting, original: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSavedError("the disk is full")

    monkeypatch.setattr(PlanStore, "save", refuse)
    with pytest.raises(NotSavedError, match="the disk is full"):
        merge_copy(sitting, copy, original)
    assert is_there(copy)


def test_a_copy_that_cannot_be_put_away_is_said_to_be_there_still(
    sitting: Sitting, original: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Path:
        raise NotSavedError("no permission.")

    monkeypatch.setattr(PlanStore, "trash", refuse)
    with pytest.raises(NotSavedError, match=r"could not be put into the trash: no permission\. "):
        merge_copy(sitting, copy, original)
    assert is_there(copy)
    assert "No money" in texts(on_disk(sitting, original))


@pytest.mark.parametrize("what", ["changed", "moved"])
def test_a_copy_that_somebody_touches_meanwhile_is_left_alone(
    sitting: Sitting, original: Path, copy: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    save_plan = PlanStore.save

    def meanwhile(store: PlanStore, *args: object) -> object:
        if what == "moved":
            copy.unlink()
        else:
            copy.write_text(copy.read_text("utf-8").replace("No money", "No cash"), "utf-8")
        return save_plan(store, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(PlanStore, "save", meanwhile)
    with pytest.raises(NotSavedError, match=f"it was {what}"):
        merge_copy(sitting, copy, original)
    assert is_there(copy) == (what == "changed")
    assert "No money" in texts(on_disk(sitting, original))
