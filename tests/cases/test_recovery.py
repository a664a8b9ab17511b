"""Cases of reliability.md, by their numbers: what comes back after the app ended in the middle."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cases.people import Laptop, on_disk, say, texts
from trajectory.domain import editing
from trajectory.domain.kinds import Section
from trajectory.errors import NotSavedError, PlanNotFoundError
from trajectory.storage.journal import KEPT_DAYS
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.leftovers import Draft
from trajectory.usecases.mending import bring_back, last_copy
from trajectory.usecases.news import recovered_words
from trajectory.usecases.recovering import recover, tidy
from trajectory.usecases.session import PlanSession, SaveState


def journals_of(laptop: Laptop, path: Path) -> list[Path]:
    return sorted(laptop.context.journals.folder_of(path).glob("*.jsonl"))


def state_of(session: PlanSession) -> SaveState:
    return session.status.state


def test_a_line_that_is_kept_says_so_and_comes_back(laptop: Laptop, loaded: LoadedPlan) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert state_of(session) is SaveState.SAVING
    assert session.keep()
    assert state_of(session) is SaveState.KEPT
    assert session.status.kept_in == journals_of(laptop, loaded.path)[0]
    laptop.stop()

    session = laptop.open(loaded.path)
    assert texts(session) == ["one"]
    recovered = laptop.sitting.recovered[loaded.path]
    assert recovered_words(recovered, dt.date(2018, 1, 16)).startswith("Recovered 1 line")
    assert session.keep()
    assert session.write()
    assert on_disk(session) == ["one"]
    laptop.stop()
    session = laptop.open(loaded.path)
    assert texts(session) == ["one"]
    assert not laptop.sitting.recovered


@pytest.mark.parametrize("keeps", [False, True])
def test_case_16_a_recovery_that_is_killed_twice_loses_and_doubles_nothing(
    laptop: Laptop, loaded: LoadedPlan, *, keeps: bool
) -> None:
    session = laptop.open(loaded.path)
    for text in ("one", "two"):
        say(session, text)
        session.keep()
    laptop.stop()
    for _ in range(2):
        session = laptop.open(loaded.path)
        assert texts(session) == ["one", "two"]
        if keeps:
            session.keep()
        laptop.stop()
    session = laptop.open(loaded.path)
    assert texts(session) == ["one", "two"]
    session.keep()
    assert session.write()
    assert on_disk(session) == ["one", "two"]


def test_what_was_recovered_and_then_deleted_does_not_come_back(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    key = say(session, "one")
    session.keep()
    laptop.stop()
    session = laptop.open(loaded.path)
    session.keep()
    session.do(editing.remove(session.plan, key, laptop.context.now()), "deleted one")
    session.keep()
    laptop.stop()
    assert texts(laptop.open(loaded.path)) == []


def test_case_17_a_torn_last_line_costs_only_itself(laptop: Laptop, loaded: LoadedPlan) -> None:
    session = laptop.open(loaded.path)
    for text in ("one", "two"):
        say(session, text)
        session.keep()
    laptop.stop()
    (journal,) = journals_of(laptop, loaded.path)
    journal.write_bytes(journal.read_bytes()[:-9])
    session = laptop.open(loaded.path)
    assert texts(session) == ["one"]
    assert session.keep()
    laptop.stop()
    assert texts(laptop.open(loaded.path)) == ["one"]


def test_case_18_a_damaged_journal_gives_what_adds_up_and_keeps_the_rest(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    for text in ("one", "two", "three"):
        say(session, text)
        session.keep()
    laptop.stop()
    (journal,) = journals_of(laptop, loaded.path)
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"two", b"owt")
    journal.write_bytes(b"".join(lines))
    session = laptop.open(loaded.path)
    assert texts(session) == ["one"]
    assert session.keep()
    assert journal.with_suffix(".bad").read_bytes() == b"".join(lines[2:])


def test_case_19_without_a_journal_nothing_is_called_kept(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    root = laptop.context.journals.root
    root.parent.mkdir(parents=True, exist_ok=True)
    root.write_text("a file stands in its place", encoding="utf-8")
    session = laptop.open(loaded.path)
    say(session, "one")
    assert not session.keep()
    assert (state_of(session), session.status.kept_in) == (SaveState.SAVING, None)
    assert "could not be kept" in session.status.journal_problem
    loaded.path.chmod(0o444)
    whole = loaded.path.read_bytes()
    loaded.path.unlink()
    loaded.path.mkdir()
    assert not session.write()
    assert state_of(session) is SaveState.FAILED, "NOT SAVED"
    loaded.path.rmdir()
    loaded.path.write_bytes(whole)
    assert session.write()
    assert state_of(session) is SaveState.SAVED
    assert on_disk(session) == ["one"]
    root.unlink()
    say(session, "two")
    assert session.keep(), "it is tried again with each line"
    assert not session.status.journal_problem


def test_case_25_a_clock_that_is_set_back_loses_nothing(laptop: Laptop, loaded: LoadedPlan) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    session.keep()
    laptop.stop()
    yesterday = laptop.context.clock() - dt.timedelta(days=1)
    laptop.context = replace(laptop.context, clock=lambda: yesterday)
    laptop.stop()
    session = laptop.open(loaded.path)
    assert texts(session) == ["one"]
    say(session, "two")
    session.keep()
    laptop.stop()
    session = laptop.open(loaded.path)
    assert texts(session) == ["one", "two"]
    session.keep()
    assert session.write()
    assert on_disk(session) == ["one", "two"]


def test_half_typed_text_comes_back_until_it_is_used(laptop: Laptop, loaded: LoadedPlan) -> None:
    session = laptop.open(loaded.path)
    half = Draft(Section.BARRIER, "No room in")
    session.half_typed(half)
    session.keep()
    laptop.stop()
    for _ in range(2):
        session = laptop.open(loaded.path)
        assert session.draft == half
        session.keep()
        laptop.stop()
    session = laptop.open(loaded.path)
    say(session, "No room in Q1")
    session.half_typed(None)
    session.keep()
    laptop.stop()
    assert laptop.open(loaded.path).draft is None


def test_the_last_sitting_can_be_undone_and_made_again(laptop: Laptop, loaded: LoadedPlan) -> None:
    session = laptop.open(loaded.path)
    for text in ("one", "two"):
        say(session, text)
    session.undo()
    session.keep()
    session.write()
    laptop.stop()
    later = laptop.context.clock() + dt.timedelta(days=1)
    laptop.context = replace(laptop.context, clock=lambda: later)
    laptop.stop()
    session = laptop.open(loaded.path)
    assert texts(session) == ["one"]
    again = session.redo()
    assert again is not None
    assert (again.what, again.sitting) == ("added two", dt.date(2018, 1, 16))
    assert texts(session) == ["one", "two"]
    session.undo()
    session.undo()
    assert texts(session) == []
    assert session.undo() is None
    session.keep()
    session.write()
    assert on_disk(session) == []


def test_undo_into_the_last_sitting_leaves_a_colleague_alone(
    laptop: Laptop, other: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    key = say(session, "one")
    session.keep()
    session.write()
    laptop.stop()
    theirs = other.open(loaded.path)
    changed = editing.edit(theirs.plan, key, other.context.now(), text="one, but larger")
    theirs.do(changed, "reworded")
    say(theirs, "theirs")
    theirs.write()
    session = laptop.open(loaded.path)
    undone = session.undo()
    assert undone is not None
    assert undone.skipped == 1
    assert texts(session) == ["one, but larger", "theirs"]


def test_a_journal_that_fails_in_the_middle_gives_way_to_another(
    laptop: Laptop, loaded: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    say(session, "two")
    with monkeypatch.context() as patch:
        disk = laptop.context.journals._disk

        def full(handle: int, data: memoryview) -> int:
            raise OSError(28, "full")

        patch.setattr(disk, "write", full)
        assert not session.keep()
        assert session.status.kept_in is None
    assert session.keep()
    assert state_of(session) is SaveState.KEPT
    say(session, "three")
    assert session.keep()
    laptop.stop()
    assert len(journals_of(laptop, loaded.path)) == 2
    assert texts(laptop.open(loaded.path)) == ["one", "two", "three"]


def test_old_journals_go_once_their_words_are_in_the_file(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    saved = laptop.open(loaded.path)
    say(saved, "one")
    saved.keep()
    saved.write()
    laptop.stop()
    unsaved = laptop.open(loaded.path)
    say(unsaved, "two")
    unsaved.keep()
    laptop.stop()
    first, second = journals_of(laptop, loaded.path)
    written = dt.datetime.fromtimestamp(second.stat().st_mtime, dt.UTC)
    for days, left in ((KEPT_DAYS - 1, [first, second]), (KEPT_DAYS + 1, [second])):
        then = written + dt.timedelta(days=days)
        tidy(replace(laptop.context, clock=lambda now=then: now))  # type: ignore[misc]
        assert journals_of(laptop, loaded.path) == left
    assert texts(laptop.open(loaded.path)) == ["one", "two"]


def test_case_37_a_file_cut_at_a_table_gets_its_entries_back_and_says_so(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    first, second = say(session, "one"), say(session, "two")
    session.keep()
    session.write()
    laptop.stop()
    whole = loaded.path.read_text(encoding="utf-8")
    loaded.path.write_text(whole[: whole.index(f"[barrier.{second}]")], encoding="utf-8")
    session = laptop.open(loaded.path)
    assert texts(session) == ["one", "two"]
    assert list(session.missing) == [second]
    words = recovered_words(laptop.sitting.recovered[loaded.path], dt.date(2018, 1, 16))
    assert words == "1 entry was missing from the file and kept: see /differences."
    session.seen(second)
    assert not session.missing
    assert first in session.plan.barrier


def test_a_plan_that_was_renamed_finds_its_journal(laptop: Laptop, loaded: LoadedPlan) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    session.keep()
    laptop.stop()
    moved = loaded.path.rename(loaded.path.with_name("another-name.toml"))
    assert texts(laptop.open(moved)) == ["one"]


def test_another_plan_of_the_same_name_gets_nothing_of_it(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    session.keep()
    laptop.stop()
    text = loaded.path.read_text(encoding="utf-8").replace('"x-1"', '"x-2"')
    loaded.path.write_text(text, encoding="utf-8")
    assert texts(laptop.open(loaded.path)) == []


def test_a_failed_mark_is_no_lost_line(
    laptop: Laptop, loaded: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    session.keep()
    laptop.stop()

    def fails(*_: object) -> None:
        raise NotSavedError("full")

    session = laptop.open(loaded.path)
    with monkeypatch.context() as patch:
        patch.setattr("trajectory.storage.journal.JournalFile.finish", fails)
        assert not session.keep()
        assert session.status.journal_problem == "full"
    assert session.keep()
    found = recover(laptop.context, laptop.context.store.load(loaded.path))
    assert not found.past.recovered, "one program writes the journal that holds it now"
    laptop.stop()
    assert texts(laptop.open(loaded.path)) == ["one"]


@pytest.mark.parametrize("damage", [b"", b"\0" * 200, b"[plan", b"\xff\xfe\xff"])
def test_a_damaged_file_gives_way_to_the_last_copy_and_is_kept(
    laptop: Laptop, loaded: LoadedPlan, damage: bytes
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.write()
    whole = loaded.path.read_bytes()
    laptop.stop()
    loaded.path.write_bytes(damage)
    copy = last_copy(laptop.context, loaded.path)
    assert copy is not None
    assert copy.data == whole
    aside = bring_back(laptop.context, loaded.path)
    assert loaded.path.read_bytes() == whole
    assert aside.read_bytes() == damage
    assert laptop.context.store.paths() == [loaded.path]
    assert texts(laptop.open(loaded.path)) == ["one"]


def test_without_a_last_copy_nothing_is_touched(laptop: Laptop, loaded: LoadedPlan) -> None:
    loaded.path.write_bytes(b"[plan")
    assert last_copy(laptop.context, loaded.path) is None
    with pytest.raises(PlanNotFoundError):
        bring_back(laptop.context, loaded.path)
    assert loaded.path.read_bytes() == b"[plan"


def test_a_plan_that_was_only_looked_at_has_a_last_copy(laptop: Laptop, loaded: LoadedPlan) -> None:
    session = laptop.open(loaded.path)
    assert session.write()
    copy = last_copy(laptop.context, loaded.path)
    assert copy is not None
    assert copy.data == loaded.path.read_bytes()
