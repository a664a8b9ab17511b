"""One plan file, read: a plan with what is needed to save it again, or what is wrong with it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.plan import Plan
from trajectory.errors import PlanNotFoundError, PlanUnreadableError, Problem
from trajectory.storage import codec, guards
from trajectory.storage.atomic import reason
from trajectory.storage.codec import Wrapping
from trajectory.storage.problems import unreadable


@dataclass(frozen=True)
class LoadedPlan:
    """A plan as it was read from its file, or as it was last written there."""

    path: Path
    plan: Plan
    digest: str
    """SHA-256 of the file's bytes: tells, before a save, whether somebody else changed it."""
    wrapping: Wrapping
    edited: dt.datetime
    """When the file was last written (UTC, aware)."""
    copy_of: Path | None = None
    """The file that this one is a copy of, as a synchroniser or a save beside it leaves one."""
    layout_kept_in: Path | None = None
    """Where the text before the last save is, when that could not keep its layout; nearly never."""

    left_other_name: bool = False
    """Whether the file had a second name (a hard link), which keeps the text from before the save.

    Said of the save that parted them; from then on the plan's file has one name."""

    @property
    def is_copy(self) -> bool:
        """Whether this is listed as a copy, and never as a plan of its own."""
        return self.copy_of is not None


@dataclass(frozen=True)
class BrokenPlan:
    """A file (or a folder of plans) that is there and cannot be read."""

    path: Path
    problems: tuple[Problem, ...]
    """At least one."""


def digest_of(data: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def read_plan(path: Path, name: str) -> LoadedPlan:
    """Read one plan; `PlanNotFoundError` or `PlanUnreadableError`, which say `name`."""
    try:
        return _read(path)
    except PlanUnreadableError as error:
        told = unreadable(name, error.problems)
        told.path = path
        raise told from error
    except FileNotFoundError as error:
        raise PlanNotFoundError(_no_plan(path, name)) from error


def read_listed(path: Path, name_of: Callable[[Path], str]) -> LoadedPlan | BrokenPlan | None:
    """Read one file of a listing, or say what is wrong with it; None when it is gone by now.

    `name_of` gives the name of a plan, and is asked only where a message needs it.
    """
    try:
        return _read(path)
    except PlanUnreadableError as error:
        return BrokenPlan(path, error.problems)
    except FileNotFoundError:
        if path.is_symlink():
            words = f"the link leads nowhere: {_no_plan(path, name_of(path))}"
            return BrokenPlan(path, (Problem(None, "", words),))
        return None


def _read(path: Path) -> LoadedPlan:
    """Read one plan; `PlanUnreadableError` without its name, or `FileNotFoundError`."""
    try:
        data, edited = read_bytes(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        problem = Problem(None, "", reason(error) + " and try again")
        raise unreadable("the file", [problem]) from error
    plan, wrapping = codec.parse(data)
    return LoadedPlan(path, plan, digest_of(data), wrapping, edited)


def _no_plan(path: Path, name: str) -> str:
    return f"There is no plan {name}: {path} does not exist."


def read_bytes(path: Path) -> tuple[bytes, dt.datetime]:
    """The bytes of an ordinary file and when it was written; devices and pipes are never opened."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
        raise unreadable("the file", [Problem(None, "", f"this is {what}, and no file")])
    too_large = guards.size_problem(found.st_size)
    if too_large is not None:
        raise unreadable("the file", [too_large])
    # Should a pipe have taken the file's place in this very moment, opening it must not hang.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:  # noqa: PTH123  (an open handle has no Path)
        status = os.fstat(file.fileno())
        # Asking for the limit would have two megabytes made ready for each file.
        data = file.read(min(status.st_size, guards.MAX_BYTES) + 1)
        if len(data) > status.st_size:  # it is growing, or a system that tells no size
            data += file.read(guards.MAX_BYTES + 1 - len(data))
    return data, dt.datetime.fromtimestamp(status.st_mtime, dt.UTC)
