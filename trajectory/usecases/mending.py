"""A plan file that is damaged: the last version of it that this computer could read comes back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.plan import Plan
from trajectory.errors import PlanNotFoundError, PlanUnreadableError
from trajectory.storage import codec
from trajectory.usecases.context import Context


@dataclass(frozen=True)
class LastCopy:
    """The last version of a plan file that this computer read or wrote."""

    plan: Plan
    data: bytes
    written: dt.datetime
    """When that was (UTC)."""


def last_copy(context: Context, path: Path) -> LastCopy | None:
    """What this computer has kept of a plan file; None when it never had it open."""
    found = context.journals.last_copy(path)
    if found is None:
        return None
    data, written = found
    try:
        plan, _ = codec.parse(data)
    except PlanUnreadableError:
        return None
    return LastCopy(plan, data, written)


def bring_back(context: Context, path: Path) -> Path:
    """Put the last copy in the place of a damaged file, which is kept; gives where that is.

    Raises:
        PlanNotFoundError: there is no last copy.
        PlanExistsError, NotSavedError: the system refused; both files are as they were.
    """
    copy = last_copy(context, path)
    if copy is None:
        raise PlanNotFoundError(f"This computer has kept no copy of {path}.")
    return context.store.put_in_place_of(path, copy.data, context.now())
