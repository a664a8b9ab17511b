"""Keeping copies of plans elsewhere, when the place where they belong takes no more writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from trajectory.domain.plan import Plan
from trajectory.domain.slugs import slug
from trajectory.errors import PlanExistsError, UsageError
from trajectory.storage import atomic, codec, places
from trajectory.storage.folder import SUFFIX

MOST_NAMES = 1_000
"""How many copies of one plan a folder may hold before we stop looking for a free name."""


def suggested_folder(today: dt.date) -> Path:
    """Where copies could go: a folder of the day in the user's documents. Nothing is made yet."""
    return places.documents_folder() / f"Trajectory copies {today.isoformat()}"


def rescue(plans: Iterable[tuple[Path, Plan]], folder: Path) -> tuple[Path, ...]:
    """Write plans as they stand to `FOLDER/GROUP/NAME.toml`; gives the new files.

    The folder is laid out as a plans folder, so that the app can be opened on it. Nothing is
    overwritten: a name that is taken gets a number.

    Args:
        plans: where each plan belongs, and the plan.
        folder: made when it is not there; `~` is the user's home.

    Raises:
        NotSavedError: this folder takes no writing either. Copies made before stay.
        UsageError: the folder cannot be what was meant.
    """
    try:
        folder = folder.expanduser()
    except RuntimeError as error:
        raise UsageError(
            f"{folder} begins with a user that this computer does not know."
        ) from error
    return tuple(
        _copy(plan, folder / slug(path.parent.name), slug(path.stem)) for path, plan in plans
    )


def _copy(plan: Plan, folder: Path, stem: str) -> Path:
    with atomic.in_plain_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    data = codec.encode(plan)
    for number in range(1, MOST_NAMES):
        target = folder / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        try:
            atomic.create_new(target, data)
        except PlanExistsError:
            continue
        return target
    raise PlanExistsError(f"{folder} holds too many copies of {stem}. Choose another folder.")
