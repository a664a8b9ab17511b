"""Preparing a call: the agenda of one plan or several, as a document or beside the plan's file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from trajectory.domain.agenda import Agenda, Subject, agenda
from trajectory.domain.agenda_moved import moved
from trajectory.domain.finding import fold, has_all, query_words
from trajectory.domain.forums import PARKED_NOW
from trajectory.domain.plan import Plan, ReviewForum
from trajectory.exporters.agenda import markdown, values
from trajectory.exporters.document.agenda import (
    NOTHING,
    item_title,
    line_words,
    opening,
    standing,
)
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases import checkpoints
from trajectory.usecases.context import Context
from trajectory.usecases.exporting import plans, write
from trajectory.usecases.reading import Told, nobody

__all__ = [
    "MINUTES",
    "NOTHING",
    "beside",
    "came_of",
    "chosen",
    "day_of_call",
    "export_beside",
    "item_title",
    "line_words",
    "markdown",
    "opening",
    "prepare",
    "standing",
    "subject",
    "values",
]  # fmt: skip

_NEAR = dt.timedelta(days=7)

MINUTES = 30
"""How long a call lasts unless somebody says otherwise."""


def prepare(
    context: Context,
    items: Iterable[tuple[Path, Plan]],
    as_of: dt.date,
    forum: ReviewForum,
    minutes: int = MINUTES,
) -> Agenda:
    """The agenda of one call about these plans, each at its path.

    Raises `ValueError` for too few minutes, `PlanUnreadableError` for a checkpoint that has become
    unreadable while we looked.
    """
    subjects = [subject(context, path, plan, as_of) for path, plan in items]
    return agenda(subjects, as_of, forum, minutes)


def day_of_call(plan: Plan, today: dt.date) -> dt.date:
    """The day that an agenda is prepared for: the next call where that is near, else today.

    What is due by then is late in the call, though it is not on the evening before.
    """
    call = plan.plan.next_call
    if call is not None and dt.timedelta() <= call - today <= _NEAR:
        return call
    return today


def subject(context: Context, path: Path, plan: Plan, as_of: dt.date) -> Subject:
    """A plan with what it was at its last review; without a checkpoint of that its log tells."""
    found = Subject(plan)
    review = found.last_review(as_of)
    if review is None:
        return found
    checkpoint = checkpoints.at_or_before(context, path, review[1].date, plan)
    if checkpoint is None or checkpoint.review != review[0]:
        return found
    return Subject(plan, checkpoints.load(context, checkpoint))


def chosen(
    context: Context,
    paths: Iterable[Path] | None,
    authority: str | None = None,
    told: Told = nobody,
) -> Iterator[LoadedPlan | BrokenPlan]:
    """The plans that are named; else those in use of an authority, or all that are in use.

    An authority is found by any words of its name. Copies are no plans of their own. What cannot be
    read comes as well: nobody knows whose it is. `told` hears how far the reading is.
    """
    words = query_words(authority or "")
    for item in plans(context, paths, told):
        if isinstance(item, LoadedPlan) and paths is None:
            header = item.plan.plan
            if item.copy_of is not None or header.archived is not None:
                continue
            if not has_all(fold(header.authority or ""), words):
                continue
        yield item


def beside(path: Path) -> Path:
    """Where the agenda of the plan at this path is written: `GROUP/DELIVERABLE-agenda.md`."""
    return path.with_name(f"{path.stem}-agenda.md")


def came_of(before: Plan, now: Plan, today: dt.date) -> Mapping[str, str]:
    """What became of each record of a plan while it was talked about, in words, by id."""
    found = {each.key: each.note for each in moved(before, now, today)}
    for key, parked in now.parking.items():
        was = before.parking.get(key)
        if was is not None and (was.status or "parked") != (parked.status or "parked"):
            found[key] = PARKED_NOW[parked.status or "parked"]
    return found


def export_beside(found: Agenda, path: Path) -> Path:
    """Write an agenda next to its plan's file; gives where. An older one gives way.

    Raises `NotSavedError` when the system refuses.
    """
    target = beside(path)
    write(target, markdown(found), within=path.parent)
    return target
