"""Writing a file so that it is always whole: the old version or the new one, whatever happens.

New bytes go to a temporary file in the same folder, onto the disk, and in one stroke into place.
A failure before that stroke leaves the old file untouched and no temporary file behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from trajectory.errors import NotSavedError, PlanExistsError
from trajectory.storage.disk import Disk
from trajectory.storage.interrupts import interrupts_held

DISK = Disk()

TEMP_SUFFIX = ".tmp"
"""What temporary files end with; they begin with a dot, and nobody takes them for plans."""

_TEMP_NAME = re.compile(rf"\.trajectory-[0-9a-f]{{8}}{re.escape(TEMP_SUFFIX)}")
_OLD_TEMP_SECONDS = 24 * 60 * 60

_HELD_BY_ANOTHER_PROGRAM = {5, 32, 33}
"""Windows: access denied, sharing violation, lock violation. They pass when the other lets go."""

_PAUSES = (0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.35, 0.45, 0.55, 0.6)
"""Seconds between attempts while another program holds the file: about 2.5 in all."""

_OUT_OF_HANDLES = {errno.EMFILE, errno.ENFILE}
_NO_LINKS_HERE = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EACCES, errno.EPERM}
_NOT_OURS_TO_SET = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EACCES, errno.EINVAL}

_REASONS = {
    errno.ENOSPC: "the disk is full. Make some room",
    errno.EDQUOT: "your space on this disk is used up. Make some room",
    errno.EFBIG: "the disk takes no file of this size. Make it smaller",
    errno.EACCES: "you have no permission for it. Ask whoever owns it to let you in",
    errno.EPERM: "the system does not allow it. Ask whoever owns it to let you in",
    errno.EROFS: "the disk can only be read. Choose another folder",
    errno.EIO: "the disk reports a fault. Copy your plans to another disk",
    errno.ENOENT: "the folder is no longer there. Bring the folder back, or choose another",
    errno.ENOTDIR: "a file stands where its folder should be. Choose another folder",
    errno.EMFILE: "too many files are open on this computer. Close some programs",
    errno.ENFILE: "too many files are open on this computer. Close some programs",
    errno.ENAMETOOLONG: "its name is too long. Choose a shorter one",
    errno.ELOOP: "the links there lead in a circle. Mend the link",
    errno.ESTALE: "the network folder was lost. Connect to it",
    errno.ETIMEDOUT: "the network folder does not answer. Connect to it",
}


def replace(
    path: Path,
    data: bytes,
    *,
    guard: Callable[[], None] | None = None,
    lasting: bool = True,
    disk: Disk = DISK,
) -> None:
    """Put these bytes in the place of the file at `path`, or make it when there is none.

    A symlink stays a link: what it leads to is written. Anything that fails is `NotSavedError`.

    Args:
        path: the file.
        data: all that it is to hold.
        guard: called at the last moment before the old file gives way; what it raises stops that.
        lasting: wait until the disk itself has it, as all must that cannot be made again. Without,
            the file is whole whatever becomes of this program, and may be lost in a power cut.
        disk: the system's calls.
    """
    with in_plain_words(path):
        real = disk.real_path(path)
        old = _old_file(real, disk)
        with _written_temp(real, data, old, disk, lasting=lasting) as temp:
            if guard is not None:
                guard()
            _patiently(lambda: disk.replace(temp, real), disk)
        if lasting:
            _sync_folder(real.parent, disk)


def create_new(path: Path, data: bytes, *, disk: Disk = DISK) -> None:
    """Make a file that was not there, whole or not at all; `PlanExistsError` when it was."""
    with in_plain_words(path):
        with _written_temp(path, data, None, disk) as temp:
            _give_name(temp, path, disk)
            with contextlib.suppress(OSError):  # a hidden file more or less is no failed save
                disk.remove(temp)
        # What was called not saved must not be found there: the next attempt would take it for
        # somebody else's, and make one more.
        with _removed_on_failure(path, disk):
            _sync_folder(path.parent, disk)


def rename_new(source: Path, target: Path, *, disk: Disk = DISK) -> None:
    """Give a file another name, which must be free; `PlanExistsError` when it is taken.

    Should the computer stop in the middle, the file has two names, never none.
    """
    with in_plain_words(target, f"{source} could not be moved to {target}"):
        if source.is_symlink():
            _move_link(source, target)
        elif _same_file(source, target):
            disk.replace(source, target)  # only capitals differ, and the disk does not mind them
        else:
            _move(source, target, disk)
        _sync_folder(target.parent, disk)
        if source.parent != target.parent:
            _sync_folder(source.parent, disk)


def remove_old_temps(folder: Path, now: float) -> None:
    """Take away what saves that were killed left in a folder: temporary files a day old, and ours.

    Args:
        folder: where plans are saved.
        now: seconds since 1970 by the clock of the folder's disk, such as the time of a new file.

    No save takes a day. Whatever is in the way of this is in the way of nothing else: not told.
    """
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            if _TEMP_NAME.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    _remove_if_old_and_ours(path, now)


def _remove_if_old_and_ours(path: Path, now: float) -> None:
    found = path.lstat()
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    if is_ours and stat.S_ISREG(found.st_mode) and now - found.st_mtime > _OLD_TEMP_SECONDS:
        path.unlink()


@contextlib.contextmanager
def in_plain_words(path: Path, failed: str = "") -> Iterator[None]:
    """Turn the system's errors into ours: what `failed`, why, and what to do next."""
    try:
        yield
    except FileExistsError as error:
        raise PlanExistsError(
            f"{path} is there already, and nothing is ever overwritten. Choose another name."
        ) from error
    except OSError as error:
        what = failed or f"{path} could not be saved"
        raise NotSavedError(f"{what}: {reason(error)} and try again.") from error


def reason(error: OSError) -> str:
    """Why the system refused, and what would help, without a full stop."""
    if getattr(error, "winerror", None) in _HELD_BY_ANOTHER_PROGRAM:
        return "another program is holding it. Close it there"
    known = _REASONS.get(error.errno or 0)
    return known or f"the system says: {error.strerror or error}. See to that"


def write_all(handle: int, data: bytes, disk: Disk) -> None:
    """Write all bytes at the end of an open file, in as many pieces as it takes; `OSError`."""
    before = disk.size(handle)
    left = memoryview(data)
    while left:
        written = disk.write(handle, left)
        if written <= 0:
            raise OSError(errno.EIO, "the disk took no more bytes")
        left = left[written:]
    if disk.size(handle) != before + len(data):
        raise OSError(errno.EIO, "the disk took fewer bytes than it said")


def _old_file(real: Path, disk: Disk) -> os.stat_result | None:
    """What stands at the place, which must be an ordinary file that we may change."""
    try:
        old = disk.stat(real)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(old.st_mode):
        raise NotSavedError(f"{real} could not be saved: it is a folder or a device, and no file.")
    if not disk.may_write(real):
        raise NotSavedError(
            f"{real} could not be saved: the file is marked as read-only. Allow writing to it, and"
            " try again."
        )
    return old


@contextlib.contextmanager
def _written_temp(
    real: Path, data: bytes, old: os.stat_result | None, disk: Disk, *, lasting: bool = True
) -> Iterator[Path]:
    """A temporary file with these bytes, which goes again unless all goes well."""
    with contextlib.ExitStack() as on_failure:
        with interrupts_held():  # else ctrl+c, which comes when a call ends, would leave the file
            mode = 0o666 if old is None else old.st_mode & 0o777
            temp, handle = _open_temp(real.parent, mode, disk)
            on_failure.enter_context(_removed_on_failure(temp, disk))
        _fill(handle, data, old, disk, lasting=lasting)
        yield temp


def _fill(
    handle: int, data: bytes, old: os.stat_result | None, disk: Disk, *, lasting: bool
) -> None:
    """Write an open file and close it, whatever happens."""
    try:
        write_all(handle, data, disk)
        if old is not None:
            _take_after(old, handle, disk)
        if lasting:
            disk.sync(handle)
    except BaseException:
        with contextlib.suppress(OSError):  # the first failure is the one to tell
            disk.close(handle)
        raise
    disk.close(handle)


def _open_temp(folder: Path, mode: int, disk: Disk) -> tuple[Path, int]:
    """A short name of its own: one made from the plan's name could be too long."""
    for pause in (*_PAUSES[:5], None):
        temp = folder / f".trajectory-{disk.suffix()}{TEMP_SUFFIX}"
        try:
            return temp, disk.create(temp, mode)
        except OSError as error:
            passing = error.errno == errno.EEXIST or error.errno in _OUT_OF_HANDLES
            if pause is None or not passing:
                if isinstance(error, FileExistsError):
                    raise OSError(errno.EIO, "no temporary file could be made") from error
                raise
            disk.pause(pause)
    raise AssertionError  # the last attempt returns or raises


def _take_after(old: os.stat_result, handle: int, disk: Disk) -> None:
    """The old file's group and mode, so that colleagues keep their access.

    Where the system does not let us (the file is a colleague's), a saved plan matters more.
    """
    with _tolerating(_NOT_OURS_TO_SET):
        disk.set_group(handle, old.st_gid)
    with _tolerating(_NOT_OURS_TO_SET):
        disk.set_mode(handle, stat.S_IMODE(old.st_mode))


def _patiently(action: Callable[[], None], disk: Disk) -> None:
    """Windows: virus scanners and synchronisers hold a file for moments; try until they let go."""
    for pause in _PAUSES:
        try:
            action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD_BY_ANOTHER_PROGRAM:
                raise
            disk.pause(pause)
        else:
            return
    action()


def _give_name(source: Path, target: Path, disk: Disk) -> None:
    """Give a whole file a name that must be free; its old name may stay, or may be gone.

    A link is refused where the name is taken. Where there are no links, an empty file holds the
    name for the moment that it takes to put the whole one in its place.
    """
    try:
        disk.link(source, target)
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno not in _NO_LINKS_HERE:
            raise
        disk.close(disk.create(target, 0o666))
        try:
            disk.replace(source, target)
        except OSError:
            with contextlib.suppress(OSError):  # the first failure is the one to tell
                disk.remove(target)
            raise


def _move(source: Path, target: Path, disk: Disk) -> None:
    try:
        _give_name(source, target, disk)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        create_new(target, source.read_bytes(), disk=disk)  # the folder is on another disk
    try:
        disk.remove(source)
    except FileNotFoundError:
        return
    except OSError:
        with contextlib.suppress(OSError):  # the first failure is the one to tell
            disk.remove(target)
        raise


def _move_link(source: Path, target: Path) -> None:
    """A plan that is a symlink stays one, and leads to the same file from its new place."""
    leads_to = source.readlink()
    if not leads_to.is_absolute():
        leads_to = Path(os.path.relpath(source.parent / leads_to, target.parent))
    target.symlink_to(leads_to)
    source.unlink()


def _same_file(source: Path, target: Path) -> bool:
    try:
        return source.parent.samefile(target.parent) and source.samefile(target)
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _removed_on_failure(made: Path, disk: Disk) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):  # the first failure is the one to tell
            disk.remove(made)
        raise


def _sync_folder(folder: Path, disk: Disk) -> None:
    """Only a real fault counts: some file systems cannot do this, and the file itself is safe."""
    with _tolerating(_NO_FOLDER_SYNC):
        disk.sync_folder(folder)


@contextlib.contextmanager
def _tolerating(numbers: set[int]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in numbers:
            raise
