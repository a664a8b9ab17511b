"""Earlier texts of plans, kept in a folder `history` beside them, which no listing looks into."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

from trajectory.errors import NotSavedError, PlanExistsError, PlanUnreadableError
from trajectory.storage import atomic
from trajectory.storage.loading import read_bytes

FOLDER = "history"


def keep(path: Path, data: bytes, written: dt.datetime) -> Path:
    """Keep the bytes of a plan's file, last written at that time; gives their place.

    What is kept already is not kept twice. `NotSavedError` when it cannot be kept.
    """
    with atomic.in_plain_words(path.parent / FOLDER):
        (path.parent / FOLDER).mkdir(exist_ok=True)
    name = f"{path.stem}-{written:%Y%m%d-%H%M%S}"
    for number in range(1, 1000):
        target = path.parent / FOLDER / f"{name}{'' if number == 1 else f'-{number}'}{path.suffix}"
        with atomic.in_plain_words(target):
            if _holds(target, data):
                return target
        with contextlib.suppress(PlanExistsError):
            atomic.create_new(target, data)
            return target
    raise NotSavedError(f"{path} has a thousand texts of this second in its history already.")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_bytes(path)[0] == data
    except (FileNotFoundError, PlanUnreadableError):  # nothing, or a pipe, which is never opened
        return False
