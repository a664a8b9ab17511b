"""Reading many plan files, each reduced at once to what is wanted of it.

Thousands of plans need little memory that way, and where there is much to read they are read on all
cores (`usecases.parallel`).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from trajectory.domain.plan import Header
from trajectory.storage import folder
from trajectory.storage.loading import BrokenPlan, LoadedPlan, read_listed
from trajectory.usecases.context import Context

Value = TypeVar("Value")

MUCH = 4_000_000
"""Bytes of plan files from which on starting processes costs less than it saves.

Measured: a process needs 0.5 s for its imports, and a plan of 4 kB is read in 0.7 ms.
"""

MUCH_ALONE = 800_000
"""The same where they start as copies of this one (`parallel.each`): in 0.05 s, all told."""

Told = Callable[[int, int], None]


def nobody(done: int, total: int) -> None:
    """Nobody wants to know how far we are."""


@dataclass(frozen=True)
class Made(Generic[Value]):
    """What was made of one plan."""

    path: Path
    header: Header
    value: Value
    copy_of: Path | None = None
    """The file of which this is a copy; see `storage.copies`."""


def read_each(
    root: Path,
    paths: Sequence[Path],
    make: Callable[[LoadedPlan], Value],
    processes: int | None = None,
) -> Iterator[Made[Value] | BrokenPlan | None]:
    """What `make` makes of each of these files, in order; None for one that is gone by now.

    Args:
        root: the plans folder, for the names in messages.
        paths: the files.
        make: a function that can be sent to another process, as what it gives can be.
        processes: how many to use; None decides by how much there is to read.
    """
    # A command has the program for itself; the app reads in a thread beside its screen.
    alone = threading.active_count() == 1
    if processes is None:
        much = MUCH_ALONE if alone and sys.platform == "linux" else MUCH
        processes = (os.cpu_count() or 1) if _hold(paths, much) else 1
    read = partial(_read, root, make)
    found: Iterator[tuple[Header, Value] | BrokenPlan | None] = map(read, paths)
    if processes > 1:
        from trajectory.usecases.parallel import each  # and all that Python has for processes

        found = each(read, paths, processes, alone=alone)
    return map(_made, paths, found)


def scan(
    context: Context, make: Callable[[LoadedPlan], Value], told: Told = nobody
) -> Iterator[Made[Value] | BrokenPlan]:
    """What `make` makes of every plan of the folder, in its order; it is told which are copies.

    Args:
        context: the folder.
        make: as for `read_each`.
        told: told after each file how many are done, and of how many.
    """
    entries = list(context.store.entries())
    paths = [entry for entry in entries if isinstance(entry, Path)]
    originals = context.store.originals(paths)
    made = read_each(context.store.root, paths, make)
    for number, entry in enumerate(entries, 1):
        told(number, len(entries))
        item = entry if isinstance(entry, BrokenPlan) else next(made)
        if isinstance(item, Made):
            original = originals.copy_of(item.path, item.header)
            yield Made(item.path, item.header, item.value, original)
        elif item is not None:
            yield item


def _read(
    root: Path, make: Callable[[LoadedPlan], Value], path: Path
) -> tuple[Header, Value] | BrokenPlan | None:
    """What comes back from a process: no more than is needed, for sending takes its time."""
    item = read_listed(path, partial(folder.name_of, root))
    return (item.plan.plan, make(item)) if isinstance(item, LoadedPlan) else item


def _made(
    path: Path, read: tuple[Header, Value] | BrokenPlan | None
) -> Made[Value] | BrokenPlan | None:
    return Made(path, *read) if isinstance(read, tuple) else read


def _hold(paths: Iterable[Path], much: int) -> bool:
    """Whether these files hold so many bytes together."""
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size
        except OSError:  # reading it will say what is wrong
            continue
        if total >= much:
            return True
    return False
