"""A file is always the whole old or the whole new one, whichever call fails, wherever it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.storage import faulty_disk
from tests.unit.storage.faulty_disk import FaultyDisk, PowerCutError
from trajectory.errors import NotSavedError, PlanExistsError
from trajectory.storage import atomic

OLD, NEW = b"the old version\n" * 50, b"the new version\n" * 70
ERRNOS = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EIO, errno.EMFILE, errno.EPERM),
    *(errno.ENAMETOOLONG, errno.EINVAL, errno.EXDEV, errno.ENOENT, errno.ESTALE),
)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="modes, pipes: not on Windows")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_bytes(OLD)
    return path


def temps(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


class InterruptedDisk(FaultyDisk):
    """Somebody presses ctrl+c during the n-th call."""

    def __init__(self, during: int) -> None:
        super().__init__()
        self._during = during

    def _call(self, name: str, action: Callable[..., Any], *arguments: Any) -> Any:
        result = super()._call(name, action, *arguments)
        if len(self.calls) == self._during:
            signal.raise_signal(signal.SIGINT)
        return result


@pytest.fixture
def heard() -> Iterator[None]:
    """Have ctrl+c heard: a program that was started in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@posix_only
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("save", [atomic.replace, atomic.create_new])
def test_ctrl_c_leaves_no_temporary_file_whenever_it_comes(
    tmp_path: Path, save: Callable[..., None]
) -> None:
    whole = FaultyDisk()
    save(tmp_path / "whole.md", NEW, disk=whole)
    interrupted = 0
    for during in range(1, len(whole.calls) + 1):
        path = tmp_path / f"{during}.md"
        try:
            save(path, NEW, disk=InterruptedDisk(during))
        except KeyboardInterrupt:
            interrupted += 1
            assert temps(tmp_path) == [], f"during call {during}"
            assert not path.exists() or path.read_bytes() == NEW
    assert interrupted > len(("create", "write", "sync", "close", "replace or link"))


# --------------------------------------------------------------------------- saving as it goes


def test_new_bytes_take_the_place_of_the_old(old: Path) -> None:
    atomic.replace(old, NEW)
    assert old.read_bytes() == NEW
    assert temps(old.parent) == []


def test_a_file_is_made_where_there_was_none(tmp_path: Path) -> None:
    atomic.replace(tmp_path / "a.toml", NEW)
    assert (tmp_path / "a.toml").read_bytes() == NEW


def test_the_disk_has_the_bytes_before_the_name_and_the_name_before_it_is_called_saved(
    old: Path,
) -> None:
    disk = FaultyDisk()
    atomic.replace(old, NEW, disk=disk)
    calls = [name for name in disk.calls if name != "write"]
    assert calls == [
        *("stat", "create", "set_group", "set_mode", "sync", "close", "replace", "sync_folder")
    ]
    assert disk.calls.count("write") > 1, "the disk took the bytes in pieces"


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666])
def test_the_old_mode_is_kept_so_that_colleagues_keep_their_access(old: Path, mode: int) -> None:
    old.chmod(mode)
    atomic.replace(old, NEW)
    assert stat.S_IMODE(old.stat().st_mode) == mode


@posix_only
def test_a_new_file_has_the_mode_that_this_user_gives_to_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        atomic.replace(tmp_path / "a.toml", NEW)
        atomic.create_new(tmp_path / "b.toml", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "b.toml").stat().st_mode) == 0o640


@posix_only
@pytest.mark.parametrize("name", ["set_mode", "set_group"])
def test_a_mode_that_may_not_be_set_is_no_failed_save(old: Path, name: str) -> None:
    disk = FaultyDisk(faulty_disk.always_failing_on(name, errno.EPERM))
    atomic.replace(old, NEW, disk=disk)
    assert old.read_bytes() == NEW


@posix_only
def test_a_link_stays_a_link(old: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = elsewhere / "link.toml"
    link.symlink_to(Path("..") / old.name)
    atomic.replace(link, NEW)
    assert link.is_symlink()
    assert old.read_bytes() == NEW
    assert temps(elsewhere) == temps(tmp_path) == []


@posix_only
def test_only_ordinary_files_are_written(tmp_path: Path) -> None:
    pipe, folder, circle = tmp_path / "pipe", tmp_path / "folder", tmp_path / "circle"
    os.mkfifo(pipe)
    folder.mkdir()
    circle.symlink_to(circle)
    for path in (pipe, folder, circle, Path("/dev/null")):
        with pytest.raises(NotSavedError):
            atomic.replace(path, NEW)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert temps(tmp_path) == []


def test_a_file_marked_as_read_only_is_left_alone(old: Path) -> None:
    class ReadOnly(FaultyDisk):
        def may_write(self, path: Path) -> bool:
            return False

    with pytest.raises(NotSavedError, match="marked as read-only"):
        atomic.replace(old, NEW, disk=ReadOnly())
    assert old.read_bytes() == OLD


def test_the_guard_is_asked_last_and_can_stop_the_save(old: Path) -> None:
    class ChangedError(Exception):
        pass

    def guard() -> None:
        assert temps(old.parent) != [], "the new bytes are on the disk by now"
        raise ChangedError

    with pytest.raises(ChangedError):
        atomic.replace(old, NEW, guard=guard)
    assert old.read_bytes() == OLD
    assert temps(old.parent) == []


# ------------------------------------------------------------------------------ every call fails


def replace_old(folder: Path, disk: FaultyDisk) -> None:
    atomic.replace(folder / "plan.toml", NEW, disk=disk)


def make_new(folder: Path, disk: FaultyDisk) -> None:
    atomic.replace(folder / "new.toml", NEW, disk=disk)


def create(folder: Path, disk: FaultyDisk) -> None:
    atomic.create_new(folder / "new.toml", NEW, disk=disk)


def rename(folder: Path, disk: FaultyDisk) -> None:
    atomic.rename_new(folder / "plan.toml", folder / "sub" / "moved.toml", disk=disk)


Operation = Callable[[Path, FaultyDisk], None]
OPERATIONS = [replace_old, make_new, create, rename]
CALLS: dict[Operation, int] = {replace_old: 20, make_new: 20, create: 20, rename: 5}


def prepared(folder: Path) -> Path:
    folder.mkdir()
    (folder / "sub").mkdir()
    (folder / "plan.toml").write_bytes(OLD)
    return folder


def check_whole(folder: Path, operation: Operation) -> None:
    """The old plan is somewhere, whole, or replaced by the new one; nothing is there by halves."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.toml")
    }
    if operation is rename:
        assert found
        assert set(found) <= {"plan.toml", "sub/moved.toml"}
        assert set(found.values()) == {OLD}
        return
    assert found.pop("new.toml", NEW) == NEW
    assert found in ({"plan.toml": OLD}, {"plan.toml": NEW})
    if operation is not replace_old:
        assert found["plan.toml"] == OLD


@pytest.mark.parametrize("code", ERRNOS, ids=[errno.errorcode[code] for code in ERRNOS])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_any_call_may_fail(tmp_path: Path, operation: Operation, code: int) -> None:
    for number in range(1, 100):
        folder = prepared(tmp_path / str(number))
        disk = FaultyDisk(faulty_disk.failing_at(number, code))
        with contextlib.suppress(NotSavedError):
            operation(folder, disk)
        assert disk.open_handles == set()
        check_whole(folder, operation)
        if disk.calls[number - 1 : number] != ["remove"]:
            assert temps(folder) == temps(folder / "sub") == []
        if len(disk.calls) < number:
            break
    else:
        pytest.fail("no run was clean")
    assert number > CALLS[operation] // 2


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_computer_may_stop_at_any_call(tmp_path: Path, operation: Operation) -> None:
    for number in range(1, 100):
        folder = prepared(tmp_path / str(number))
        disk = FaultyDisk(faulty_disk.switched_off_at(number))
        try:
            operation(folder, disk)
        except PowerCutError:
            disk.switch_off()
            check_whole(folder, operation)
        else:
            check_whole(folder, operation)
            break
    else:
        pytest.fail("no run was clean")
    assert number > CALLS[operation] // 2


@pytest.mark.parametrize(
    "name, code, words",
    [
        ("write", errno.ENOSPC, "the disk is full"),
        ("write", errno.EDQUOT, "your space on this disk is used up"),
        ("create", errno.EACCES, "you have no permission"),
        ("create", errno.EROFS, "the disk can only be read"),
        ("create", errno.ENAMETOOLONG, "its name is too long"),
        ("create", errno.ENOENT, "the folder is no longer there"),
        ("sync", errno.EIO, "the disk reports a fault"),
        ("sync_folder", errno.EIO, "the disk reports a fault"),
        ("replace", errno.EXDEV, "the system says"),
    ],
)
def test_a_failure_is_told_in_plain_words(old: Path, name: str, code: int, words: str) -> None:
    disk = FaultyDisk(faulty_disk.always_failing_on(name, code))
    with pytest.raises(NotSavedError) as failed:
        atomic.replace(old, NEW, disk=disk)
    assert words in str(failed.value)
    assert str(failed.value).endswith("and try again.")
    assert str(old) in str(failed.value)


def test_a_folder_that_cannot_be_synced_at_all_is_no_failed_save(old: Path) -> None:
    disk = FaultyDisk(faulty_disk.always_failing_on("sync_folder", errno.EINVAL))
    atomic.replace(old, NEW, disk=disk)
    assert old.read_bytes() == NEW


def test_a_disk_that_takes_no_bytes_is_a_fault_and_no_endless_loop(old: Path) -> None:
    class Full(FaultyDisk):
        def write(self, handle: int, data: memoryview) -> int:
            return 0

    with pytest.raises(NotSavedError, match="reports a fault"):
        atomic.replace(old, NEW, disk=Full())
    assert old.read_bytes() == OLD


def test_a_disk_that_loses_bytes_which_it_said_it_took_is_found_out(old: Path) -> None:
    class Lying(FaultyDisk):
        def write(self, handle: int, data: memoryview) -> int:
            return super().write(handle, data) if len(data) < len(NEW) else 7

    with pytest.raises(NotSavedError, match="reports a fault"):
        atomic.replace(old, NEW, disk=Lying())
    assert old.read_bytes() == OLD
    assert temps(old.parent) == []


def test_a_new_file_that_is_called_not_saved_is_not_there(tmp_path: Path) -> None:
    disk = FaultyDisk(faulty_disk.always_failing_on("sync_folder", errno.EIO))
    for _ in range(3):
        with pytest.raises(NotSavedError, match="reports a fault"):
            atomic.create_new(tmp_path / "new.toml", NEW, disk=disk)
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------- trying again


def test_too_many_open_files_pass_by_waiting(old: Path) -> None:
    disk = FaultyDisk(faulty_disk.failing_on("create", errno.EMFILE, errno.ENFILE))
    atomic.replace(old, NEW, disk=disk)
    assert old.read_bytes() == NEW
    assert len(disk.pauses) == 2


def test_too_many_open_files_do_not_keep_us_for_ever(old: Path) -> None:
    disk = FaultyDisk(faulty_disk.always_failing_on("create", errno.EMFILE))
    with pytest.raises(NotSavedError, match="too many files are open"):
        atomic.replace(old, NEW, disk=disk)
    assert 0.1 < sum(disk.pauses) < 2.5


def test_the_name_of_a_temporary_file_may_be_taken(old: Path) -> None:
    class Unlucky(FaultyDisk):
        names = iter(["aaaaaaaa", "bbbbbbbb"])

        def suffix(self) -> str:
            return next(self.names)

    taken = old.parent / ".trajectory-aaaaaaaa.tmp"
    taken.write_text("somebody's")
    atomic.replace(old, NEW, disk=Unlucky())
    assert old.read_bytes() == NEW
    assert taken.read_text() == "somebody's"


@pytest.mark.parametrize("code", [5, 32, 33])
def test_windows_waits_for_the_program_that_holds_the_file(old: Path, code: int) -> None:
    held = [faulty_disk.held_by_another_program(code) for _ in range(4)]
    disk = FaultyDisk(faulty_disk.failing_on("replace", *held))
    atomic.replace(old, NEW, disk=disk)
    assert old.read_bytes() == NEW
    assert len(disk.pauses) == 4


def test_windows_gives_up_after_two_and_a_half_seconds(old: Path) -> None:
    held = [faulty_disk.held_by_another_program() for _ in range(99)]
    disk = FaultyDisk(faulty_disk.failing_on("replace", *held))
    with pytest.raises(NotSavedError, match="another program is holding it"):
        atomic.replace(old, NEW, disk=disk)
    assert sum(disk.pauses) == pytest.approx(2.5)
    assert old.read_bytes() == OLD
    assert temps(old.parent) == []


# --------------------------------------------------------------------------- never overwriting


def test_a_file_that_is_there_is_never_taken_for_free(old: Path) -> None:
    with pytest.raises(PlanExistsError, match="is there already"):
        atomic.create_new(old, NEW)
    assert old.read_bytes() == OLD
    assert temps(old.parent) == []


@posix_only
def test_a_link_that_leads_nowhere_is_a_taken_name(tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(tmp_path / "nowhere.toml")
    with pytest.raises(PlanExistsError):
        atomic.create_new(link, NEW)
    assert not (tmp_path / "nowhere.toml").exists()


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS])
def test_where_there_are_no_links_the_rules_are_the_same(tmp_path: Path, code: int) -> None:
    no_links = faulty_disk.always_failing_on("link", code)
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"

    atomic.create_new(first, NEW, disk=FaultyDisk(no_links))
    with pytest.raises(PlanExistsError):
        atomic.create_new(first, OLD, disk=FaultyDisk(no_links))
    assert first.read_bytes() == NEW

    atomic.rename_new(first, second, disk=FaultyDisk(no_links))
    assert second.read_bytes() == NEW
    first.write_bytes(OLD)
    with pytest.raises(PlanExistsError):
        atomic.rename_new(first, second, disk=FaultyDisk(no_links))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.toml", "second.toml"]


def test_a_plan_moves_to_a_folder_on_another_disk(old: Path) -> None:
    disk = FaultyDisk(faulty_disk.failing_on("link", errno.EXDEV))
    target = old.with_name("moved.toml")
    atomic.rename_new(old, target, disk=disk)
    assert target.read_bytes() == OLD
    assert not old.exists()


def test_a_plan_that_cannot_leave_its_place_is_not_in_two_places(old: Path) -> None:
    disk = FaultyDisk(faulty_disk.failing_on("remove", errno.EACCES))
    with pytest.raises(NotSavedError):
        atomic.rename_new(old, old.with_name("moved.toml"), disk=disk)
    assert [path.name for path in old.parent.iterdir()] == ["plan.toml"]


@posix_only
@pytest.mark.parametrize("absolute", [True, False])
def test_a_moved_link_leads_to_the_same_file(old: Path, tmp_path: Path, absolute: bool) -> None:
    link, folder = tmp_path / "link.toml", tmp_path / "sub"
    folder.mkdir()
    link.symlink_to(old if absolute else old.name)
    atomic.rename_new(link, folder / "link.toml")
    assert (folder / "link.toml").is_symlink()
    assert (folder / "link.toml").read_bytes() == OLD
    assert not link.is_symlink()


@posix_only
def test_capitals_of_a_name_can_change_where_the_disk_does_not_mind_them(old: Path) -> None:
    """On such a disk both names lead to one file, as they do here by a second name."""
    target = old.with_name("PLAN.toml")
    os.link(old, target)
    atomic.rename_new(old, target)
    assert target.read_bytes() == OLD
