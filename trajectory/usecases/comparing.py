"""What became of a plan since one of its checkpoints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.changes import Change, changes, counted
from trajectory.domain.dates import full
from trajectory.domain.plan import Plan
from trajectory.errors import NoCheckpointError
from trajectory.usecases import checkpoints
from trajectory.usecases.checkpoints import Checkpoint
from trajectory.usecases.context import Context

HOW_TO_GET_ONE = (
    "One is kept when a workshop or a review is finished: open the plan and type /finish."
)


@dataclass(frozen=True)
class Compared:
    """A plan beside its earlier self."""

    since: Checkpoint
    before: Plan
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Earlier:
    """One version of a list of earlier ones."""

    checkpoint: Checkpoint
    plan: Plan | None
    """None for a file that cannot be read."""
    until_next: str
    """How much became different until the version after it, in a few words."""


def earlier_versions(context: Context, path: Path, plan: Plan) -> tuple[Earlier, ...]:
    """All earlier versions, the latest first, each with how much changed until the one after it.

    Reads every file of the plan's history: not for a thread that somebody waits for.
    """
    found: list[Earlier] = []
    after = plan
    for checkpoint, then in checkpoints.versions(context, path, plan):
        if then is None:
            found.append(Earlier(checkpoint, None, ""))
            continue
        found.append(Earlier(checkpoint, then, counted(changes(then, after)) or "nothing changed"))
        after = then
    return tuple(found)


def compared(
    context: Context,
    path: Path,
    plan: Plan,
    day: dt.date | None = None,
    *,
    private: bool = True,
) -> Compared:
    """The plan as it stands, compared with its last checkpoint, or the last up to a day.

    Without `private`, nothing is said of private entries.

    Raises `NoCheckpointError`: there is none, or none so early.
    """
    found: list[Checkpoint] = []
    # The latest comes first, and no older file is read once one fits: a plan has one for each call.
    for checkpoint, before in checkpoints.versions(context, path, plan):
        if before is not None and checkpoint.stands and (day is None or checkpoint.day <= day):
            return Compared(checkpoint, before, changes(before, plan, private=private))
        found.append(checkpoint)
    raise _none(context.store.name_of(path), found, day)


def _none(name: str, found: Sequence[Checkpoint], day: dt.date | None) -> NoCheckpointError:
    """Why nothing can be compared, having looked at all of these."""
    standing = [each for each in found if each.stands]
    if standing and day is not None:
        first = standing[-1]
        return NoCheckpointError(
            f"{name} has no checkpoint of {full(day)} or from before that day: its first is "
            f"{first.name}. Name that day or a later one."
        )
    broken = [each for each in found if each.problem]
    also = f" {broken[0].path} cannot be read: {broken[0].problem}." if broken else ""
    return NoCheckpointError(
        f"{name} has no checkpoint yet, so nobody can say what changed.{also} {HOW_TO_GET_ONE}"
    )
