"""Cases of reliability.md, by their numbers: two people, one plan file."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from tests.cases.people import Laptop, on_disk, say, texts
from trajectory.domain import editing
from trajectory.domain.settling import open_conflicts
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.news import arrival_words
from trajectory.usecases.session import PlanSession, SaveState


def edit(session: PlanSession, key: str, now: object, **changes: object) -> None:
    plan = editing.edit(session.plan, key, now, **changes)  # type: ignore[arg-type]
    session.do(plan, "changed")


@pytest.fixture
def both(laptop: Laptop, other: Laptop, loaded: LoadedPlan) -> tuple[PlanSession, PlanSession, str]:
    """Give two open sessions on one plan that holds one barrier."""
    ours = laptop.open(loaded.path)
    key = say(ours, "shared")
    assert ours.write()
    return ours, other.open(loaded.path), key


def settle(*sessions: PlanSession) -> None:
    """All write, and all take over what the others wrote."""
    for _ in range(2):
        for session in sessions:
            assert session.write(), session.status
            session.catch_up()


def test_case_26_a_group_folder_that_is_removed_is_made_again(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    shutil.rmtree(loaded.path.parent)
    say(session, "one")
    assert session.write()
    assert on_disk(session) == ["one"]
    session.catch_up()
    assert "written again" in arrival_words(session.arrivals[-1])


def test_case_26_a_plans_folder_that_is_lost_is_not_made_in_its_place(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    root = laptop.context.store.root
    root.rename(root.with_name("unplugged"))
    say(session, "one")
    assert session.keep()
    assert not session.write()
    status = session.status
    assert status.state is SaveState.FAILED
    assert status.kept_in is not None
    assert not root.exists()
    root.with_name("unplugged").rename(root)
    assert session.write()
    assert on_disk(session) == ["one"]


def test_case_27_a_plan_that_is_renamed_while_open_is_followed(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    moved = loaded.path.rename(loaded.path.with_name("new-name.toml"))
    say(session, "one")
    assert session.write()
    session.catch_up()
    assert session.path == moved
    assert not loaded.path.exists()
    assert on_disk(session) == ["one"]
    assert str(moved) in arrival_words(session.arrivals[-1])
    say(session, "two")
    session.keep()
    laptop.stop()
    assert texts(laptop.open(moved)) == ["one", "two"]


def test_case_29_both_add_and_all_is_there(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, theirs, _ = both
    say(ours, "ours")
    say(theirs, "theirs")
    settle(ours, theirs)
    assert set(texts(ours)) == {"shared", "ours", "theirs"}
    assert texts(ours) == texts(theirs) == on_disk(ours)


def test_case_30_the_same_field_keeps_the_later_and_shows_the_other(
    both: tuple[PlanSession, PlanSession, str], laptop: Laptop, other: Laptop
) -> None:
    ours, theirs, key = both
    now = laptop.context.now()
    edit(ours, key, now, strength=2)
    edit(theirs, key, now.replace(minute=5), strength=5)
    settle(ours, theirs)
    assert ours.plan.barrier[key].strength == 5
    (difference,) = open_conflicts(ours.plan)
    assert difference.item == key
    assert ours.plan == theirs.plan


def test_case_31_an_edit_beats_a_deletion(
    both: tuple[PlanSession, PlanSession, str], laptop: Laptop
) -> None:
    ours, theirs, key = both
    ours.do(editing.remove(ours.plan, key, laptop.context.now().replace(minute=9)), "deleted")
    edit(theirs, key, laptop.context.now().replace(minute=5), text="shared, and changed")
    settle(ours, theirs)
    assert texts(ours) == texts(theirs) == ["shared, and changed"]


def test_a_deletion_stays_a_deletion(
    both: tuple[PlanSession, PlanSession, str], laptop: Laptop
) -> None:
    ours, theirs, key = both
    ours.do(editing.remove(ours.plan, key, laptop.context.now()), "deleted")
    say(theirs, "theirs")
    settle(ours, theirs)
    assert texts(ours) == texts(theirs) == ["theirs"]


def test_case_32_an_editor_saves_while_somebody_types(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, _, key = both
    text = ours.path.read_text(encoding="utf-8")
    text = text.replace(
        f"[barrier.{key}]\n", f"# ask the rota group\n[barrier.{key}]\nstrength = 4  # agreed\n"
    )
    ours.path.write_text(text, encoding="utf-8")
    say(ours, "typed meanwhile")
    assert ours.write()
    ours.catch_up()
    assert texts(ours) == on_disk(ours) == ["shared", "typed meanwhile"]
    assert ours.plan.barrier[key].strength == 4
    written = ours.path.read_text(encoding="utf-8")
    assert "# ask the rota group\n" in written
    assert "strength = 4  # agreed\n" in written


def test_an_edit_is_seen_although_nothing_is_typed(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, theirs, _ = both
    assert ours.write(), "looks, and remembers"
    say(theirs, "theirs")
    assert theirs.write()
    assert ours.write()
    ours.catch_up()
    assert texts(ours) == ["shared", "theirs"]
    assert ours.status.state is SaveState.SAVED


def test_case_33_an_edit_of_the_same_size_and_time_is_found_before_it_is_overwritten(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, _, _ = both
    assert ours.write()
    before = ours.path.stat()
    text = ours.path.read_text(encoding="utf-8")
    with ours.path.open("r+", encoding="utf-8", newline="") as file:
        file.write(text.replace('"shared"', '"SHARED"'))
    os.utime(ours.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = ours.path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )
    say(ours, "ours")
    assert ours.write()
    assert on_disk(ours) == ["SHARED", "ours"]


def test_case_34_a_file_that_somebody_broke_is_not_touched(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, _, _ = both
    whole = ours.path.read_bytes()
    broken = whole + b"[barrier.half\n"
    ours.path.write_bytes(broken)
    say(ours, "ours")
    assert ours.keep()
    assert not ours.write()
    assert ours.path.read_bytes() == broken
    status = ours.status
    assert status.state is SaveState.FAILED
    assert status.kept_in is not None
    assert re.search(r"line \d+", status.problem)
    ours.path.write_bytes(whole)
    assert ours.write()
    assert on_disk(ours) == ["shared", "ours"]


def test_a_file_that_breaks_while_all_is_saved_is_no_lost_word(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, _, _ = both
    ours.path.write_bytes(b"[")
    assert ours.write()  # there is nothing to write
    assert (ours.status.state, ours.status.unsaved) == (SaveState.SAVED, False)
    assert ours.status.problem


def test_a_file_that_holds_another_plan_by_now_is_not_touched(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, _, _ = both
    text = ours.path.read_text(encoding="utf-8").replace('"x-1"', '"y-9"')
    ours.path.write_text(text, encoding="utf-8")
    say(ours, "ours")
    assert not ours.write()
    assert "another plan" in ours.status.problem
    assert ours.path.read_text(encoding="utf-8") == text


def test_a_plan_that_somebody_deletes_is_not_brought_back_by_looking(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, _, _ = both
    ours.path.unlink()
    assert ours.write()  # there is nothing to write
    assert ours.status.problem
    assert not ours.path.exists()
    say(ours, "one more")
    assert ours.write()
    assert on_disk(ours) == ["shared", "one more"]


def test_case_40_a_lock_that_a_dead_program_left_holds_up_nothing(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    store = laptop.context.store
    held = store._lock_for(loaded.path)
    lock = Path(held.lock_file)
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text("99999999\nanother-host\n", encoding="utf-8")
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.write()
    assert on_disk(session) == ["one"]
    assert isinstance(held, FileLock)


def test_three_tables_end_with_one_plan(
    both: tuple[PlanSession, PlanSession, str], laptop: Laptop, tmp_path: Path
) -> None:
    ours, theirs, key = both
    third = Laptop(
        replace(laptop.context, journals=type(laptop.context.journals)(tmp_path / "3", str))
    ).open(ours.path)
    now = laptop.context.now()
    for minute, session in enumerate((ours, theirs, third), start=1):
        say(session, f"table {minute}")
        edit(session, key, now.replace(minute=minute), note=f"from table {minute}")
    settle(ours, theirs, third)
    assert ours.plan == theirs.plan == third.plan
    assert ours.plan.barrier[key].note == "from table 3"
    assert len(open_conflicts(ours.plan)) == 2


def test_what_arrives_between_two_acts_is_put_together_with_both(
    both: tuple[PlanSession, PlanSession, str],
) -> None:
    ours, theirs, _ = both
    say(theirs, "theirs")
    assert theirs.write()
    say(ours, "one")
    assert ours.write()
    say(ours, "two")  # before the screen has taken over what arrived
    assert ours.write()
    assert set(on_disk(ours)) == {"shared", "theirs", "one", "two"}
    ours.catch_up()
    assert set(texts(ours)) == {"shared", "theirs", "one", "two"}
    assert ours.write()
    assert ours.status.state is SaveState.SAVED
    ours.undo()
    assert ours.write()
    assert set(on_disk(ours)) == {"shared", "theirs", "one"}
