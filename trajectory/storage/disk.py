"""The calls to the operating system that a save makes, one small method each.

A seam for tests: a fake makes the n-th call fail. Nothing here decides anything.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_BINARY = getattr(os, "O_BINARY", 0)
_JOURNAL = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY


class Disk:
    """The real disk."""

    def real_path(self, path: Path) -> Path:
        """Where a link leads; for links in a circle a path that `stat` refuses."""
        return Path(os.path.realpath(path))

    def stat(self, path: Path) -> os.stat_result:
        """Kind, mode and owner of what is there."""
        return path.stat()

    def may_write(self, path: Path) -> bool:
        """Whether we may change this file, as its mode says."""
        return os.access(path, os.W_OK)

    def create(self, path: Path, mode: int) -> int:
        """Open a new file for writing, its mode narrowed by the umask; never an existing one."""
        return os.open(path, _NEW_FILE, mode)

    def open_journal(self, path: Path, mode: int) -> int:
        """Open a file whose end is written, and nothing else of it; made when it is not there."""
        return os.open(path, _JOURNAL, mode)

    def write(self, handle: int, data: memoryview) -> int:
        """Write some of the bytes; how many it were."""
        return os.write(handle, data)

    def size(self, handle: int) -> int:
        """How many bytes an open file has."""
        return os.fstat(handle).st_size

    def has_name(self, handle: int) -> bool:
        """Whether an open file can be found again: nobody has deleted it."""
        return os.fstat(handle).st_nlink > 0

    def set_group(self, handle: int, group: int) -> None:
        """Give an open file to a group."""
        if sys.platform != "win32":
            os.fchown(handle, -1, group)

    def set_mode(self, handle: int, mode: int) -> None:
        """Give an open file a mode."""
        if sys.platform != "win32":
            os.fchmod(handle, mode)

    def sync(self, handle: int) -> None:
        """Have the file on the disk itself, as far as the disk tells the truth."""
        if sys.platform == "darwin":
            with contextlib.suppress(OSError):  # not every file system knows it; fsync does less
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
                return
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close an open file."""
        os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in the place of another, at one stroke."""
        source.replace(target)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name, which must be free."""
        os.link(source, target)

    def remove(self, path: Path) -> None:
        """Take a file away."""
        path.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Have the folder's entries on the disk. Windows has no such call, and needs none."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def pause(self, seconds: float) -> None:
        """Wait before a further attempt."""
        time.sleep(seconds)

    def suffix(self) -> str:
        """Eight random characters for the name of a temporary file."""
        return secrets.token_hex(4)
