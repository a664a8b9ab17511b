"""The cases of the disk by their numbers: what a save that fails leaves, says and keeps.

"Old kept": the plan file has its old bytes, no temporary file is beside it, the save mark says that
it is not saved and why, and the words are in the journal, from which they come back.
"""

from __future__ import annotations

import errno
import threading
from dataclasses import replace
from pathlib import Path

from tests.cases.people import Laptop, on_disk, say, texts
from tests.faults.judging import temporary
from tests.unit.storage import faulty_disk
from tests.unit.storage.faulty_disk import FaultyDisk
from tests.unit.usecases.conftest import context, loaded
from trajectory.storage import codec
from trajectory.storage.disk import Disk
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.usecases.context import Context
from trajectory.usecases.rescuing import rescue
from trajectory.usecases.saving import AT_ONCE, Writer
from trajectory.usecases.session import PlanSession, SaveState
from trajectory.usecases.sitting import Sitting

__all__ = ["context", "loaded"]

WAIT = 30.0
"""Seconds that a test waits at most for what must happen."""


def with_disk(context: Context, disk: Disk) -> Context:
    """The same plans folder on another disk; the journals stay on theirs."""
    locks = context.store.root.parent / "locks"
    return replace(context, store=PlanStore(context.store.root, locks, disk))


def said_one(context: Context, path: Path, disk: Disk) -> PlanSession:
    """A session on this disk, in which one line was said; it is in the journal."""
    session = Laptop(with_disk(context, disk)).open(path)
    say(session, "said before the fault")
    assert session.keep()
    assert state_of(session) is SaveState.KEPT
    return session


def state_of(session: PlanSession) -> SaveState:
    # A question each time: a type checker would take the answer for settled.
    return session.status.state


def assert_old_kept(session: PlanSession, old: bytes, words: str) -> None:
    """Nothing is lost or half done, and it is told; then the disk works, and all is saved."""
    context = session._context
    assert session.path.read_bytes() == old
    assert temporary(context.store.root) == []
    assert state_of(session) is SaveState.FAILED
    assert words in session.status.problem
    kept_in = session.status.kept_in
    assert kept_in is not None
    session.close()
    later = Laptop(with_disk(context, Disk())).open(session.path)
    assert texts(later) == ["said before the fault"], "it comes back from the journal"
    assert later.keep()
    assert later.write()
    assert state_of(later) is SaveState.SAVED
    assert on_disk(later) == ["said before the fault"]


CASES = {
    "case_1_enospc": ("write", errno.ENOSPC, "the disk is full"),
    "case_2_edquot": ("write", errno.EDQUOT, "your space on this disk is used up"),
    "case_5_eio": ("sync", errno.EIO, "the disk reports a fault"),
    "case_7_eacces": ("create", errno.EACCES, "you have no permission"),
    "case_8_exdev": ("replace", errno.EXDEV, "the system says"),
    "case_12_efbig": ("write", errno.EFBIG, "the disk takes no file of this size"),
}


def check_case(context: Context, loaded: LoadedPlan, case: str) -> None:
    call, code, words = CASES[case]
    old = loaded.path.read_bytes()
    disk = FaultyDisk(faulty_disk.always_failing_on(call, code))
    session = said_one(context, loaded.path, disk)
    assert not session.write()
    assert call in disk.calls, "a fault was made"
    assert_old_kept(session, old, words)


def test_case_1_a_full_disk_keeps_the_old_file_and_the_words(
    context: Context, loaded: LoadedPlan
) -> None:
    check_case(context, loaded, "case_1_enospc")


def test_case_2_a_used_up_quota_keeps_the_old_file_and_the_words(
    context: Context, loaded: LoadedPlan
) -> None:
    check_case(context, loaded, "case_2_edquot")


def test_case_3_a_disk_that_takes_a_few_bytes_at_a_time_gets_the_whole_file(
    context: Context, loaded: LoadedPlan
) -> None:
    class Slow(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            return super().write(handle, data[:7])

    session = said_one(context, loaded.path, Slow())
    assert session.write()
    assert on_disk(session) == ["said before the fault"]


def test_case_5_a_file_that_cannot_be_synced_is_written_anew_from_memory(
    context: Context, loaded: LoadedPlan
) -> None:
    check_case(context, loaded, "case_5_eio")

    made: list[Path] = []

    class Names(FaultyDisk):
        def create(self, path: Path, mode: int) -> int:
            made.append(path)
            return super().create(path, mode)

    disk = Names(faulty_disk.failing_on("sync", errno.EIO))
    session = Laptop(with_disk(context, disk)).open(loaded.path)
    say(session, "another")
    assert not session.write()
    assert session.write()
    assert len(set(made)) == 2, "a file whose sync failed is never tried again"
    assert on_disk(session) == texts(session)


def test_case_6_a_folder_that_cannot_be_synced_shows_the_new_file_and_keeps_the_journal(
    context: Context, loaded: LoadedPlan
) -> None:
    disk = FaultyDisk(faulty_disk.failing_on("sync_folder", errno.EIO))
    session = said_one(context, loaded.path, disk)
    assert not session.write()
    assert on_disk(session) == ["said before the fault"], "the new file is visible"
    assert state_of(session) is SaveState.FAILED
    assert "the disk reports a fault" in session.status.problem
    assert session.status.kept_in is not None
    assert temporary(context.store.root) == []
    assert session.write()
    assert state_of(session) is SaveState.SAVED
    assert session.plan.conflict == {}
    session.close()
    assert texts(Laptop(context).open(loaded.path)) == ["said before the fault"]


def test_case_7_a_missing_permission_keeps_the_old_file_and_the_words(
    context: Context, loaded: LoadedPlan
) -> None:
    check_case(context, loaded, "case_7_eacces")


def test_case_8_a_place_on_another_disk_keeps_the_old_file_and_the_words(
    context: Context, loaded: LoadedPlan
) -> None:
    check_case(context, loaded, "case_8_exdev")


def test_case_9_a_disk_that_can_only_be_read_keeps_the_old_file_and_takes_a_copy_elsewhere(
    context: Context, loaded: LoadedPlan, tmp_path: Path
) -> None:
    old = loaded.path.read_bytes()
    disk = FaultyDisk(faulty_disk.always_failing_on("create", errno.EROFS))
    session = said_one(context, loaded.path, disk)
    assert not session.write()
    (copy,) = rescue([(session.path, session.plan)], tmp_path / "stick")
    assert [b.text for b in codec.parse(copy.read_bytes())[0].barrier.values()] == texts(session)
    assert_old_kept(session, old, "the disk can only be read. Choose another folder")


def test_case_10_a_mode_that_may_not_be_set_is_no_failed_save(
    context: Context, loaded: LoadedPlan
) -> None:
    disk = FaultyDisk(faulty_disk.always_failing_on("set_mode", errno.EPERM))
    session = said_one(context, loaded.path, disk)
    assert session.write()
    assert "set_mode" in disk.calls
    assert state_of(session) is SaveState.SAVED
    assert on_disk(session) == ["said before the fault"]


def test_case_12_a_limit_of_file_size_keeps_the_old_file_and_the_words(
    context: Context, loaded: LoadedPlan
) -> None:
    check_case(context, loaded, "case_12_efbig")


def test_case_13_too_many_open_files_pass_by_trying_again(
    context: Context, loaded: LoadedPlan
) -> None:
    disk = FaultyDisk(faulty_disk.failing_on("create", errno.EMFILE, errno.ENFILE))
    session = said_one(context, loaded.path, disk)
    assert session.write()
    assert disk.calls.count("create") == 3
    assert state_of(session) is SaveState.SAVED
    assert on_disk(session) == ["said before the fault"]


def test_case_14_while_the_disk_takes_its_time_keys_answer_and_lines_are_kept(
    context: Context, loaded: LoadedPlan
) -> None:
    """No clock: the disk does not come back before everything else has happened."""
    stuck, go_on, kept = threading.Event(), threading.Event(), threading.Event()

    class Slow(Disk):
        def sync(self, handle: int) -> None:
            stuck.set()
            assert go_on.wait(WAIT)
            super().sync(handle)

    sitting = Sitting(with_disk(context, Slow()), Writer(AT_ONCE))
    session = sitting.open(loaded.path)
    session.listen(lambda: kept.set() if session.status.state is SaveState.KEPT else None)
    try:
        say(session, "one")
        assert stuck.wait(WAIT)
        kept.clear()
        for number in range(100):
            say(session, f"said meanwhile {number}")
        assert session.undo() is not None
        assert len(texts(session)) == 100
        assert state_of(session) is not SaveState.SAVED
        assert kept.wait(WAIT), "the journal is not held up"
    finally:
        go_on.set()
        assert sitting.close(WAIT)
    assert on_disk(session) == texts(session)


def test_case_41_the_lock_of_another_computer_holds_up_nothing_and_its_words_are_merged(
    context: Context, loaded: LoadedPlan
) -> None:
    """Locks are on each computer's own disk: they warn nobody elsewhere, so the merge protects."""
    theirs = PlanStore(context.store.root, context.store.root.parent / "elsewhere" / "locks")
    session = said_one(context, loaded.path, Disk())
    with theirs.locked(loaded.path):
        assert session.write()
        assert state_of(session) is SaveState.SAVED
        other = Laptop(replace(context, store=theirs)).open(loaded.path)
        say(other, "said over there")
        assert other.write()
    say(session, "said here")
    assert session.write()
    session.catch_up()
    assert on_disk(session) == ["said before the fault", "said over there", "said here"]
    assert texts(session) == on_disk(session)


def test_case_43_a_file_that_another_program_holds_is_left_and_written_when_it_is_free(
    context: Context, loaded: LoadedPlan
) -> None:
    """As Windows says it, with a stand-in."""
    old = loaded.path.read_bytes()
    held = [faulty_disk.held_by_another_program() for _ in range(11)]
    disk = FaultyDisk(faulty_disk.failing_on("replace", *held))
    session = said_one(context, loaded.path, disk)
    assert not session.write()
    assert 2 < sum(disk.pauses) < 3
    assert loaded.path.read_bytes() == old
    assert temporary(context.store.root) == []
    assert state_of(session) is SaveState.FAILED
    assert "another program is holding it" in session.status.problem
    assert session.status.kept_in is not None
    assert session.write()
    assert state_of(session) is SaveState.SAVED
    assert on_disk(session) == ["said before the fault"]
