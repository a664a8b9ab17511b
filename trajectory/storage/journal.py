"""The journal: what was said, on this computer's own disk before any mark says that it is kept.

One file a sitting and plan, in a folder a plan file: lines of ASCII JSON, each with its number and
a checksum, appended and brought onto the disk before they count. A line that does not add up ends
what is believed. The first line holds the plan file as it was, so a journal needs nothing else to
give the plan back, whatever has become of the folder with the plans.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from trajectory.domain.ids import SuffixSource
from trajectory.errors import NotSavedError, PlanExistsError
from trajectory.storage import atomic, guards
from trajectory.storage.disk import Disk
from trajectory.storage.presence import files_in

SUFFIX = ".jsonl"
BAD = ".bad"
"""What journals end with, and what did not add up in one."""

LAST_COPY = "last.toml"
"""The last version of the plan file that could be read, as it was."""

KEPT_DAYS = 14
"""How long a journal is kept once all that it holds is in the plan file."""

MAX_BYTES = 64 * 1024 * 1024
"""No sitting writes more; a larger file is not ours, and is left alone."""

READERS_SECONDS = 0.25
"""How long to wait for another program that may only be reading."""

_ONE_READER = threading.Lock()
"""Two threads of ours that read the same journal must not take each other for its owner."""

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700

Line = dict[str, Any]


class Journals:
    """The journals of all plans, in a folder of this computer."""

    def __init__(self, root: Path, suffix: SuffixSource, disk: Disk = atomic.DISK) -> None:
        """`suffix` gives the random part of a file's name; `disk` is a seam for tests."""
        self.root = root
        self._suffix = suffix
        self._disk = disk

    def folder_of(self, plan_path: Path) -> Path:
        """Where the journals of a plan file are, whatever way leads to that file."""
        real = os.path.normcase(os.path.realpath(plan_path))
        return self.root / hashlib.sha256(os.fsencode(real)).hexdigest()[:32]

    def start(self, plan_path: Path, now: dt.datetime, first: Line) -> Journal:
        """Begin a journal with this line; `NotSavedError` when the system refuses."""
        folder = self.folder_of(plan_path)
        name = f"{now:%Y%m%dT%H%M%S}-{self._suffix(6)}{SUFFIX}"
        with _in_plain_words(folder):
            folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        journal = Journal(folder / name, self._disk)
        journal.append(first)
        with _in_plain_words(folder):
            self._disk.sync_folder(folder)
        return journal

    def of(self, plan_path: Path) -> list[JournalFile]:
        """All journals of a plan file that no running program writes, the earliest first."""
        found = _found(self.folder_of(plan_path), "*" + SUFFIX)
        return [read for path in found if (read := read_journal(path)) is not None]

    def all(self) -> Iterator[JournalFile]:
        """All journals of all plans that no running program writes."""
        for path in _found(self.root, "*/*" + SUFFIX):
            read = read_journal(path)
            if read is not None:
                yield read

    def elsewhere(self, plan_path: Path, naming: str) -> Iterator[JournalFile]:
        """Those of other plan files whose first line has this word in it; the rest is not read."""
        here = self.folder_of(plan_path)
        word = json.dumps(naming).encode("ascii")
        for path in _found(self.root, "*/*" + SUFFIX):
            if path.parent != here and word in _first_line(path):
                read = read_journal(path)
                if read is not None:
                    yield read

    def last_copy(self, plan_path: Path) -> tuple[bytes, dt.datetime] | None:
        """The plan file as this computer last read or wrote it whole, and when (UTC).

        None when it never did.
        """
        try:
            path = self.folder_of(plan_path) / LAST_COPY
            found = path.stat()
            if found.st_size > guards.MAX_BYTES:
                return None
            return path.read_bytes(), dt.datetime.fromtimestamp(found.st_mtime, dt.UTC)
        except OSError:
            return None  # a copy that cannot be read is none

    def keep_copy(self, plan_path: Path, data: bytes) -> None:
        """Remember the plan file as it is now; `NotSavedError` when the system refuses."""
        known = self.last_copy(plan_path)
        if known is not None and known[0] == data:
            return
        folder = self.folder_of(plan_path)
        with _in_plain_words(folder):
            folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        atomic.replace(folder / LAST_COPY, data, disk=self._disk)
        with contextlib.suppress(OSError):  # the folder around it is closed to others anyway
            (folder / LAST_COPY).chmod(_PRIVATE_FILE)


class Journal:
    """A journal that is being written. It belongs to one program as long as that runs."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = path
        self.size = 0
        """How many bytes were written."""
        self._disk = disk
        self._number = 0
        self._owner = FileLock(_lock_of(path), thread_local=False)
        with _in_plain_words(path):
            self._owner.acquire(timeout=0)
            self._handle: int | None = disk.open_journal(path, _PRIVATE_FILE)
            self._can_be_missed = disk.has_name(self._handle)  # not every file system tells

    def append(self, *lines: Line) -> None:
        """Put these lines on the disk at one stroke. `NotSavedError` when the system refuses.

        After that nothing more is written to this file: what the disk kept of it is not known.
        """
        if self._handle is None:
            raise NotSavedError(f"{self.path} is closed.")
        numbered = enumerate(lines, self._number + 1)
        data = b"".join(_written(number, line) for number, line in numbered)
        try:
            with _in_plain_words(self.path):
                atomic.write_all(self._handle, data, self._disk)
                self._disk.sync(self._handle)
                if self._can_be_missed and not self._disk.has_name(self._handle):
                    raise FileNotFoundError(errno.ENOENT, "somebody deleted it")
        except NotSavedError:
            self.close()
            raise
        self.size += len(data)
        self._number += len(lines)

    def close(self) -> None:
        """Write no more, and let others read it."""
        if self._handle is not None:
            with contextlib.suppress(OSError):  # each line is on the disk already, or was refused
                self._disk.close(self._handle)
            self._handle = None
        with contextlib.suppress(OSError):  # it ends with this program at the latest
            self._owner.release()


@dataclass(frozen=True)
class JournalFile:
    """A journal as it was read, whose program runs no more: all lines that add up."""

    path: Path
    lines: tuple[Line, ...]
    written: dt.datetime
    """When it was last written (UTC), as the system says."""
    rest: bytes = b""
    """What follows and does not add up: a line that was never finished, or damage."""

    def finish(self, line: Line) -> None:
        """Add one last line; what does not add up is kept as `NAME.bad` beside it.

        `NotSavedError` when the system refuses; the journal is then as it was.
        """
        bad = self.path.with_suffix(BAD)
        if self.rest and not bad.exists():
            with contextlib.suppress(PlanExistsError):
                atomic.create_new(bad, self.rest)
        lines = enumerate((*self.lines, line), start=1)
        atomic.replace(self.path, b"".join(_written(number, each) for number, each in lines))

    def remove(self) -> None:
        """Delete the journal and what belongs to it."""
        for path in (self.path, self.path.with_suffix(BAD), _lock_of(self.path)):
            with _in_plain_words(path):
                path.unlink(missing_ok=True)


def read_journal(path: Path) -> JournalFile | None:
    """Read a journal; None when a running program writes it, or it is gone or closed to us."""
    owner = FileLock(_lock_of(path), thread_local=False)
    with _ONE_READER:
        return _read_owned(path, owner)


def _read_owned(path: Path, owner: FileLock) -> JournalFile | None:
    try:
        # Another program may be reading it too, for a moment; one that writes it stays.
        owner.acquire(timeout=READERS_SECONDS, poll_interval=0.01)
    except (Timeout, OSError):
        return None
    try:
        found = path.stat()
        if found.st_size > MAX_BYTES:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    finally:
        with contextlib.suppress(OSError):  # it ends with this program at the latest
            owner.release()
    lines, rest = _read(data)
    written = dt.datetime.fromtimestamp(found.st_mtime, dt.UTC)
    return JournalFile(path, tuple(lines), written, rest)


def _found(folder: Path, pattern: str) -> list[Path]:
    """The journals of a folder, the earliest first; none where the disk does not let us look."""
    try:
        return files_in(folder, pattern)
    except OSError:
        return []


def _first_line(path: Path) -> bytes:
    """What a journal begins with; nothing where it is gone or closed to us."""
    try:
        with path.open("rb") as file:
            return file.readline(MAX_BYTES)
    except OSError:
        return b""


def _read(data: bytes) -> tuple[list[Line], bytes]:
    """The lines that add up, and what is behind them."""
    lines: list[Line] = []
    place = 0
    while (end := data.find(b"\n", place)) >= 0:
        line = _checked(data[place:end], len(lines) + 1)
        if line is None:
            break
        lines.append(line)
        place = end + 1
    return lines, data[place:]


def _written(number: int, line: Line) -> bytes:
    body = _dumped(line | {"n": number})
    return _dumped(line | {"n": number, "sum": _sum(body)}).encode("ascii") + b"\n"


def _checked(data: bytes, number: int) -> Line | None:
    try:
        line = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict) or line.get("n") != number:
        return None
    given = line.pop("sum", None)
    if given != _sum(_dumped(line)):
        return None
    del line["n"]
    return line


def _dumped(line: Line) -> str:
    # In its own order: entries that came together came in an order, and B10 sorts before B9.
    return json.dumps(line, ensure_ascii=True, separators=(",", ":"))


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode("ascii")).hexdigest()[:16]


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


@contextlib.contextmanager
def _in_plain_words(path: Path) -> Iterator[None]:
    with atomic.in_plain_words(path, f"The copy on this computer ({path}) could not be kept"):
        try:
            yield
        except Timeout as error:
            raise OSError(None, f"another program is writing {path.name}") from error
