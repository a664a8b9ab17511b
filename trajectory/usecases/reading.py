"""Reading many plan files, each reduced at once to what is wanted of it.

Thousands of plans need little memory that way, and where there is much to read they are read on all
cores (`usecases.parallel`).
"""

from __future__ import annotations

import os
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

Measured: a process needs 0.5-1 s for its imports, and a plan of 9 kB is read in 1.5-2 ms.
"""

Told = Callable[[int, int], None]


def _nobody(done: int, total: int) -> None:
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
    if processes is None:
        processes = (os.cpu_count() or 1) if _is_much(paths) else 1
    read = partial(_read, root, make)
    if processes <= 1:
        return map(read, paths)
    from trajectory.usecases.parallel import each  # and all that Python has for processes

    return each(read, paths, processes)


def scan(
    context: Context, make: Callable[[LoadedPlan], Value], told: Told = _nobody
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
) -> Made[Value] | BrokenPlan | None:
    item = read_listed(path, folder.name_of(root, path))
    if isinstance(item, LoadedPlan):
        return Made(path, item.plan.plan, make(item))
    return item


def _is_much(paths: Iterable[Path]) -> bool:
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size
        except OSError:  # reading it will say what is wrong
            continue
        if total >= MUCH:
            return True
    return False
