"""Deleted plans: kept in `.trash/STAMP/GROUP/NAME.toml` of the plans folder, and brought back."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path

from trajectory.errors import PlanNotFoundError, UsageError
from trajectory.storage import atomic
from trajectory.storage.presence import files_in, is_missing, is_there

FOLDER = ".trash"
_DEPTH = 3
"""STAMP/GROUP/NAME.toml"""


def put_away(root: Path, path: Path, now: dt.datetime) -> Path:
    """Move a plan into the trash; gives its place there."""
    if not _is_same_folder(path.parent.parent, root):
        raise UsageError(
            f"{path} is not in the plans folder, so it has no trash. Delete it as any other file."
        )
    stamp = f"{now:%Y%m%d-%H%M%S}"
    for number in range(1, 1000):
        folder = root / FOLDER / (stamp if number == 1 else f"{stamp}-{number}") / path.parent.name
        target = folder / path.name
        if not is_there(target):
            move(path, target)
            return target
    raise UsageError("More plans were deleted in this second than the trash can tell apart.")


def bring_back(root: Path, trashed: Path) -> Path:
    """Move a plan back to where it was; `PlanExistsError` when the place is taken by now."""
    try:
        _, group, name = trashed.absolute().relative_to((root / FOLDER).absolute()).parts
    except ValueError:
        raise PlanNotFoundError(f"{trashed} is not in the trash of this plans folder.") from None
    target = root / group / name
    move(trashed, target)
    with contextlib.suppress(OSError):  # the stamp's folder may hold other plans
        trashed.parent.parent.rmdir()
    return target


def contents(root: Path) -> list[Path]:
    """All deleted plans, the latest first."""
    found = files_in(root / FOLDER, "*/*/*.toml")
    return sorted(found, key=lambda path: (path.parts[-_DEPTH], *path.parts[-2:]), reverse=True)


def _is_same_folder(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def move(source: Path, target: Path) -> None:
    """Move a plan to a free place, making its folder; an emptied group folder goes."""
    with atomic.in_plain_words(target, f"{source} could not be moved to {target}"):
        target.parent.mkdir(parents=True, exist_ok=True)
    if is_missing(source):
        raise PlanNotFoundError(f"There is no plan {source}: it may have been moved or deleted.")
    atomic.rename_new(source, target)
    if source.parent != target.parent:
        with contextlib.suppress(OSError):  # other plans are in it
            source.parent.rmdir()
