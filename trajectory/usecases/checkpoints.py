"""Checkpoints: a plan as it stood when a workshop or a review was finished.

Each is a plan file of its own in the folder `history` beside the plan. It is written first, and the
review is marked finished in the plan after that: should the computer stop in between, there is a
checkpoint too many and a review under way, never a finished review without its checkpoint. Such a
one, and one whose finishing was taken back, is listed and does not count (`Checkpoint.stands`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain import reviewing
from trajectory.domain.amending import Stamp
from trajectory.domain.dates import full
from trajectory.domain.editing import edit
from trajectory.domain.forums import FORUM_NAMES
from trajectory.domain.plan import Plan, Review
from trajectory.domain.restoring import restored
from trajectory.errors import PlanUnreadableError
from trajectory.storage.atomic import reason
from trajectory.storage.history import Version
from trajectory.storage.loading import BrokenPlan
from trajectory.usecases.context import Context
from trajectory.usecases.session import PlanSession


@dataclass(frozen=True)
class Checkpoint:
    """One earlier version of a plan."""

    path: Path
    at: dt.datetime
    """When it was kept (UTC)."""
    name: str
    """ "Monthly call, 20 Feb 2018"; "As it stood before 3 Mar 2018" for another earlier text."""
    forum: str | None = None
    """Where the review took place."""
    day: dt.date = dt.date.min
    """The day of the review; of another text, the day on which it was kept."""
    review: str | None = None
    """Id of the review that it was finished with; None for what is in the folder otherwise."""
    stands: bool = False
    """Whether that review is finished with it in the plan as it is now."""
    problem: str = ""
    """Why the file cannot be read; empty when it can."""


def checkpoints(context: Context, path: Path, plan: Plan | None = None) -> tuple[Checkpoint, ...]:
    """All earlier versions of a plan, the latest first: also those that cannot be read.

    Args:
        context: the plans folder.
        path: the plan's file.
        plan: the plan as it stands now; read from its file where it is not given.

    Raises:
        PlanNotFoundError, PlanUnreadableError: the plan itself cannot be read.
    """
    return tuple(checkpoint for checkpoint, _ in versions(context, path, plan))


def versions(
    context: Context, path: Path, plan: Plan | None = None
) -> Iterator[tuple[Checkpoint, Plan | None]]:
    """The same with what they hold, one file read at a time; no plan where none can be read."""
    now = context.store.load(path).plan if plan is None else plan
    for version in context.store.history.versions(path, now.plan.id):
        if isinstance(version.item, BrokenPlan):
            yield _broken(context, version, version.item), None
        else:
            yield _checkpoint(context, version, version.item.plan, now), version.item.plan


def last(context: Context, path: Path, plan: Plan | None = None) -> Checkpoint | None:
    """The checkpoint of the last finished review; None while there is none."""
    return at_or_before(context, path, dt.date.max, plan)


def at_or_before(
    context: Context, path: Path, day: dt.date, plan: Plan | None = None
) -> Checkpoint | None:
    """The last checkpoint of that day or of one before it; None when there is none so early."""
    found = (each for each, _ in versions(context, path, plan) if each.stands)
    return next((each for each in found if each.day <= day), None)


def load(context: Context, checkpoint: Checkpoint) -> Plan:
    """The plan as it stood. `PlanUnreadableError` when that cannot be read by now."""
    try:
        return context.store.history.read(checkpoint.path).plan
    except (PlanUnreadableError, OSError) as error:
        problem = reason(error) if isinstance(error, OSError) else str(error)
        raise PlanUnreadableError(
            f"{checkpoint.name} cannot be opened: {problem.rstrip('.')}. The plan itself, and its "
            "other earlier versions, are not affected",
            path=checkpoint.path,
        ) from error


def finish(context: Context, session: PlanSession, key: str, **fields: object) -> Checkpoint:
    """Finish a review that is under way: the checkpoint first, then the edit of the plan.

    For the thread that the session belongs to, which waits for one small file. A screen that must
    not wait calls `keep` on another thread, and then `PlanSession.do` on its own.

    Args:
        context: the plans folder.
        session: the plan.
        key: id of the review.
        fields: of the review, said with it: `attended`, `summary`, `asks`.

    Raises:
        KeyError: there is no such review.
        NotSavedError: the checkpoint could not be kept. The review is still under way.
    """
    plan = finished(session.plan, key, context.stamp(), **fields)
    kept = keep(context, session.path, plan, key)
    session.do(plan, f"finished the review: {kept.name}")
    return kept


def finished(plan: Plan, key: str, stamp: Stamp, **fields: object) -> Plan:
    """The plan with this review finished, and with what follows from that on the log."""
    if key not in plan.review:
        raise KeyError(key)
    return reviewing.finish(edit(plan, key, stamp.now, **fields), key, stamp)


def keep(context: Context, path: Path, plan: Plan, key: str) -> Checkpoint:
    """Write a plan whose review `key` is finished as a checkpoint; from any thread.

    `NotSavedError` when it cannot be kept.
    """
    review = plan.review[key]
    at = review.finished or context.now()
    place = context.store.history.keep_plan(path, plan, at)
    name = _name(review)
    return Checkpoint(place, at, name, review.forum, review.date, key, stands=True)


def restore(
    context: Context, session: PlanSession, checkpoint: Checkpoint, then: Plan | None = None
) -> bool:
    """Put the plan back as it stood at a checkpoint, as one act; False if nothing is different.

    Undo takes it back as any act. See `domain.restoring` for what stays as it is now. `then` is
    what the checkpoint holds, for who has read it; else it is read here, and that may raise
    `PlanUnreadableError`.
    """
    then = load(context, checkpoint) if then is None else then
    plan = restored(session.plan, then, context.stamp(), f"put back as it stood: {checkpoint.name}")
    return session.do(plan, f"put the plan back as it stood: {checkpoint.name}")


def _name(review: Review) -> str:
    where = FORUM_NAMES[review.forum].capitalize() if review.forum else "Review"
    return f"{where}, {full(review.date)}"


def _checkpoint(context: Context, version: Version, then: Plan, now: Plan) -> Checkpoint:
    for key, review in then.review.items():
        if version.is_stamped and review.finished == version.at:
            current = now.review.get(key)
            stands = current is not None and current.finished == version.at
            return Checkpoint(
                version.path, version.at, _name(review), review.forum, review.date, key, stands
            )
    day = _day(context, version)
    return Checkpoint(version.path, version.at, f"As it stood before {full(day)}", day=day)


def _broken(context: Context, version: Version, item: BrokenPlan) -> Checkpoint:
    return Checkpoint(
        version.path,
        version.at,
        item.path.name,
        day=_day(context, version),
        problem=str(item.problems[0]),
    )


def _day(context: Context, version: Version) -> dt.date:
    return version.at.astimezone(context.clock().tzinfo).date()
