"""What was found by trying to break it: each of these lost, doubled or hid words once."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import threading
from pathlib import Path

import pytest

from tests.cases.people import Laptop, on_disk, say, texts
from trajectory.domain import editing
from trajectory.domain.capture import verbatim
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.merge import Merged, merge
from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.usecases import session_journal
from trajectory.usecases.context import Context
from trajectory.usecases.leftovers import Draft
from trajectory.usecases.recovering import waiting
from trajectory.usecases.saving import AT_ONCE, Writer
from trajectory.usecases.session import PlanSession, SaveState
from trajectory.usecases.sitting import Sitting

ID = re.compile(r"^id = .*\n", re.MULTILINE)


def reword(session: PlanSession, key: str, text: str, minutes: int = 0) -> None:
    now = session._context.now() + dt.timedelta(minutes=minutes)
    session.do(editing.edit(session.plan, key, now, text=text), "reworded")


def lose_journal(session: PlanSession) -> None:
    """The disk gives up on the journal that is being written."""
    journal = session._journal.journal
    assert journal is not None
    assert journal._handle is not None
    os.close(journal._handle)


def is_kept(session: PlanSession) -> bool:
    return session.status.kept_in is not None


def without_id(path: Path) -> str:
    """Take the plan's id out of its file; gives the text with it."""
    text = path.read_text(encoding="utf-8")
    path.write_text(ID.sub("", text, count=1), encoding="utf-8")
    return text


# ------------------------------------------------- what a journal says is saved, and is not asked


@pytest.fixture
def saved(laptop: Laptop, loaded: LoadedPlan) -> tuple[PlanSession, str]:
    """Give a session whose one barrier is in the file and in the journal."""
    session = laptop.open(loaded.path)
    key = say(session, "one")
    assert session.keep()
    assert session.write()
    return session, key


def test_what_a_colleague_brought_is_not_recovered_as_if_it_were_ours(
    saved: tuple[PlanSession, str], laptop: Laptop, other: Laptop
) -> None:
    ours, key = saved
    theirs = other.open(ours.path)
    reword(theirs, key, "theirs")
    assert theirs.write()
    assert ours.write()
    ours.catch_up()
    assert ours.keep()
    assert ours.write()
    laptop.stop()
    assert waiting(laptop.context) == []
    reword(theirs, key, "theirs later", minutes=3)
    assert theirs.write()
    ours = laptop.open(ours.path)
    assert texts(ours) == ["theirs later"]
    assert not ours.plan.conflict
    assert not laptop.sitting.recovered


def test_a_file_that_is_quicker_than_the_journal_is_noted_in_it_all_the_same(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.write()
    assert session.keep()
    laptop.stop()
    assert waiting(laptop.context) == []


def test_words_that_are_in_the_file_already_wait_no_more_once_the_plan_was_opened(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    laptop.context.store.save(loaded, session.plan)  # and killed before the journal has a note
    laptop.stop()
    sitting = Sitting(laptop.context, Writer(AT_ONCE))
    sitting.open(loaded.path)
    assert sitting.close(10.0)
    assert waiting(laptop.context) == []


def test_a_journal_that_was_given_up_makes_no_difference_of_what_came_after_it(
    saved: tuple[PlanSession, str], laptop: Laptop
) -> None:
    session, key = saved
    reword(session, key, "two")
    assert session.keep()
    lose_journal(session)
    reword(session, key, "three", minutes=3)
    assert not session.keep()
    assert session.keep()
    assert session.write()
    laptop.stop()
    assert waiting(laptop.context) == []
    session = laptop.open(session.path)
    assert texts(session) == ["three"]
    assert not session.plan.conflict


def test_a_journal_that_does_not_even_take_the_note_brings_nothing_back(
    saved: tuple[PlanSession, str], laptop: Laptop
) -> None:
    session, key = saved
    reword(session, key, "two")
    assert session.keep()
    session.undo()
    lose_journal(session)
    assert session.write()
    laptop.stop()
    session = laptop.open(session.path)
    assert texts(session) == ["one"]
    assert waiting(laptop.context) == []


def test_a_journal_that_begins_anew_for_half_a_line_holds_the_words_before_it(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    lose_journal(session)
    session.half_typed(Draft(Section.BARRIER, "half a l"))
    assert not session.keep()
    assert session.keep()
    session.half_typed(None)
    assert session.keep()
    laptop.stop()
    assert waiting(laptop.context) == [loaded.path]
    assert texts(laptop.open(loaded.path)) == ["one"]


def test_a_journal_never_grows_beyond_what_is_read_back(
    laptop: Laptop, loaded: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_journal, "MOST_BYTES", 2_000)
    session = laptop.open(loaded.path)
    for number in range(20):
        say(session, f"line {number}")
        assert session.keep()
    folder = laptop.context.journals.folder_of(loaded.path)
    sizes = [journal.stat().st_size for journal in folder.glob("*.jsonl")]
    assert len(sizes) > 3
    laptop.stop()
    assert len(texts(laptop.open(loaded.path))) == 20


def test_journals_that_are_deleted_under_the_app_begin_again_with_all_that_was_said(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    shutil.rmtree(laptop.context.journals.root)
    say(session, "two")
    assert not session.keep()
    assert not is_kept(session)
    assert session.keep()
    assert is_kept(session)
    laptop.stop()
    assert texts(laptop.open(loaded.path)) == ["one", "two"]


def test_a_journal_of_a_later_version_is_left_for_that_version(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    journal = session._journal.journal
    assert journal is not None
    journal.append({"is": "vote", "number": {"of": 3}})
    journal.append({"is": "act", "number": "2b"})
    laptop.stop()
    before = journal.path.read_bytes()
    session = laptop.open(loaded.path)
    say(session, "two")
    assert session.keep()
    assert session.write()
    assert waiting(laptop.context) == []
    assert journal.path.read_bytes() == before


def test_lines_that_came_together_come_back_in_their_order(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    lines = [f"line {number}" for number in range(1, 13)]
    session.capture([verbatim(line, Section.BARRIER) for line in lines], "pasted")
    assert session.keep()
    laptop.stop()
    assert texts(laptop.open(loaded.path)) == lines


def test_another_order_is_kept_like_any_other_act(
    saved: tuple[PlanSession, str], laptop: Laptop
) -> None:
    session, _ = saved
    say(session, "two")
    assert session.keep()
    assert session.write()
    order = list(session.plan.barrier)[::-1]
    assert session.do(editing.reorder(session.plan, Kind.BARRIER, order), "moved")
    assert session.keep()
    laptop.stop()
    assert texts(laptop.open(session.path)) == ["two", "one"]


# -------------------------------------------------------------- a plan that is not where it was


def test_words_are_found_though_the_plan_was_away_and_is_back(
    saved: tuple[PlanSession, str], laptop: Laptop
) -> None:
    here = saved[0].path
    laptop.stop()
    there = here.rename(here.with_name("elsewhere.toml"))
    session = laptop.open(there)
    say(session, "two")
    assert session.keep()
    laptop.stop()
    there.rename(here)
    assert waiting(laptop.context) == [here]
    assert texts(laptop.open(here)) == ["one", "two"]


def test_words_are_found_though_another_plan_is_where_theirs_was(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    laptop.stop()
    there = loaded.path.rename(loaded.path.with_name("elsewhere.toml"))
    another = loaded.plan.replace(plan=loaded.plan.plan.replace(id="y-1"))
    laptop.context.store.create(loaded.path, another)
    assert waiting(laptop.context) == [there]
    assert texts(laptop.open(loaded.path)) == []
    assert texts(laptop.open(there)) == ["one"]


def test_words_are_found_though_the_folder_is_a_link_by_now(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    laptop.stop()
    root = laptop.context.store.root
    root.symlink_to(root.rename(root.with_name("on-another-disk")))
    assert texts(laptop.open(loaded.path)) == ["one"]


def test_a_plan_in_the_trash_is_not_named_as_one_to_open(
    laptop: Laptop, loaded: LoadedPlan
) -> None:
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    laptop.stop()
    trashed = laptop.context.store.trash(loaded.path, laptop.context.now())
    assert waiting(laptop.context) == []
    laptop.context.store.restore(trashed)
    assert waiting(laptop.context) == [loaded.path]


@pytest.mark.parametrize("had_it_before", [True, False])
def test_an_id_that_somebody_writes_in_or_takes_out_makes_no_other_plan(
    laptop: Laptop, loaded: LoadedPlan, *, had_it_before: bool
) -> None:
    text = loaded.path.read_text(encoding="utf-8")
    if not had_it_before:
        without_id(loaded.path)
    session = laptop.open(loaded.path)
    say(session, "one")
    assert session.keep()
    if had_it_before:
        without_id(loaded.path)
    else:
        loaded.path.write_text(text, encoding="utf-8")
    laptop.stop()
    session = laptop.open(loaded.path)
    assert texts(session) == ["one"]
    assert session.write()
    loaded.path.write_text(ID.sub("", text), encoding="utf-8")
    say(session, "two")
    assert session.write()
    assert on_disk(session) == ["one", "two"]


def test_a_copy_beside_a_plan_that_is_gone_is_not_taken_for_the_plan(
    saved: tuple[PlanSession, str],
) -> None:
    session, _ = saved
    path = session.path
    copy = path.with_name(f"{path.stem}.sync-conflict-20261122-101010-ABCDEFG.toml")
    path.rename(copy)
    before = copy.read_bytes()
    say(session, "two")
    assert session.write()
    assert session.path == path
    assert on_disk(session) == ["one", "two"]
    assert copy.read_bytes() == before


def test_an_empty_folder_where_a_share_was_gets_no_plan(
    saved: tuple[PlanSession, str], laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = saved
    root = laptop.context.store.root
    away = root.rename(root.with_name("away"))
    root.mkdir()
    say(session, "two")
    with monkeypatch.context() as patched:
        patched.setattr(PlanStore, "_disk_of", lambda *_: -1)
        assert not session.write()
    assert "not there any more" in session.status.problem
    assert list(root.iterdir()) == []
    root.rmdir()
    away.rename(root)
    assert session.write()
    assert on_disk(session) == ["one", "two"]


def test_a_link_that_leads_nowhere_by_now_is_called_that(saved: tuple[PlanSession, str]) -> None:
    session, _ = saved
    session.path.rename(session.path.with_name("away.txt"))
    session.path.symlink_to(session.path.with_name("away.toml"))
    say(session, "two")
    assert not session.write()
    assert "is a link" in session.status.problem
    session.path.with_name("away.txt").rename(session.path.with_name("away.toml"))
    assert session.write()
    assert on_disk(session) == ["one", "two"]
    assert session.path.is_symlink()


def test_a_plan_file_that_is_back_in_this_very_moment_is_merged(
    saved: tuple[PlanSession, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = saved
    data = session.path.read_bytes()
    session.path.unlink()

    def find_again(*_: object) -> None:
        session.path.write_bytes(data)

    say(session, "two")
    monkeypatch.setattr(PlanStore, "find_again", find_again)
    assert session.write()
    assert on_disk(session) == ["one", "two"]


def test_a_plan_that_was_moved_stays_open_when_another_is_opened_in_its_place(
    saved: tuple[PlanSession, str], laptop: Laptop, loaded: LoadedPlan
) -> None:
    session, _ = saved
    loaded.path.rename(loaded.path.with_name("elsewhere.toml"))
    assert session.write()
    another = loaded.plan.replace(plan=loaded.plan.plan.replace(id="y-1"))
    laptop.context.store.create(loaded.path, another)
    laptop.open(loaded.path)
    say(session, "two")
    assert session in laptop.sitting.unsaved


def test_acts_in_the_middle_of_a_merge_wait_for_nothing_and_are_in_it(
    saved: tuple[PlanSession, str], other: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = saved
    theirs = other.open(session.path)
    say(theirs, "theirs")
    assert theirs.write()
    acts = iter(["first", "second"])

    def merged(*versions: object, **base: object) -> Merged:
        text = next(acts, None)
        if text is not None:
            screen = threading.Thread(target=say, args=(session, text))
            screen.start()
            screen.join(10.0)
            assert not screen.is_alive()
        return merge(*versions, **base)  # type: ignore[arg-type]

    monkeypatch.setattr("trajectory.usecases.session.merge", merged)
    assert session.write()
    session.catch_up()
    assert session.write()
    assert sorted(texts(session)) == ["first", "one", "second", "theirs"]
    assert sorted(on_disk(session)) == sorted(texts(session))


def test_a_plan_that_is_too_large_is_saved_once_a_colleague_took_something_out(
    saved: tuple[PlanSession, str], other: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, key = saved
    save = PlanStore.save

    def save_small_ones(store: PlanStore, loaded: LoadedPlan, plan: Plan) -> LoadedPlan:
        if len(plan.barrier) > 1:
            raise NotSavedError("the file is too large for a plan")
        return save(store, loaded, plan)

    monkeypatch.setattr(PlanStore, "save", save_small_ones)
    say(session, "two")
    assert not session.write()
    theirs = other.open(session.path)
    now = theirs._context.now() + dt.timedelta(minutes=3)
    theirs.do(editing.remove(theirs.plan, key, now), "removed")
    assert theirs.write()
    assert session.write()
    assert on_disk(session) == ["two"]


# ------------------------------------------------------------------------- what is said of it


def test_a_plan_file_that_is_gone_is_no_unsaved_word(context: Context, loaded: LoadedPlan) -> None:
    sitting = Sitting(context, Writer(AT_ONCE))
    say(sitting.open(loaded.path), "one")
    assert sitting.flush(10.0)
    loaded.path.unlink()
    sitting.look()
    assert sitting.flush(10.0)
    assert sitting.close(10.0)


def test_a_file_that_lacks_our_words_again_is_not_called_saved(
    saved: tuple[PlanSession, str], loaded: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = saved
    header = session.path.read_text(encoding="utf-8").partition("[barrier")[0]
    session.path.write_text(header, encoding="utf-8")

    def refused(*_: object) -> LoadedPlan:
        raise NotSavedError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(PlanStore, "save", refused)
        assert not session.write()
    assert (session.status.state, session.status.unsaved) == (SaveState.FAILED, True)
    assert session.write()
    assert (session.status.state, session.status.unsaved) == (SaveState.SAVED, False)
    assert on_disk(session) == ["one"]
