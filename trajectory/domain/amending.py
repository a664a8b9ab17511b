"""Edits that leave a trace: what moved, slipped or fell goes on the append-only log.

A plan is judged between calls by what became of it, so some changes must not be silent: a state, a
due date, a strength that fell. And a reading is never rewritten: putting one right adds another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trajectory.domain import editing
from trajectory.domain.ids import SuffixSource, next_id
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import LogEntry, Plan, Reading, Record, Step
from trajectory.domain.scale import median_half

FIRST_STATUS: Mapping[Kind, str] = {
    Kind.GOAL: "open",
    Kind.ENABLER: "open",
    Kind.BARRIER: "open",
    Kind.STEP: "not_started",
    Kind.PARKING: "parked",
}
"""What an entry's status is taken to be while nobody has said it."""

_DATES = ("due", "by")
_SCORED = ("date", "score", "scores")


@dataclass(frozen=True)
class Stamp:
    """What an edit on the log needs from outside: when it is made, and chance for new ids."""

    now: dt.datetime
    """UTC, to the second."""
    today: dt.date
    """The user's date."""
    suffix: SuffixSource


def amend(
    plan: Plan, key: str, changes: Mapping[str, object], stamp: Stamp, why: str | None = None
) -> Plan:
    """Change fields of a record as `editing.edit` does, with what follows from them.

    A step that becomes done or blocked gets its day; one that no longer is, loses it. What belongs
    on the log is put there, with `why`. Score or date of a reading are put right by a new reading
    that `corrects` the old one. Raises `KeyError` for an id that is not in the plan.
    """
    found = plan.find(key)
    if found is None:
        raise KeyError(key)
    kind, record = found
    changes = {name: value for name, value in changes.items() if getattr(record, name) != value}
    if isinstance(record, Reading) and not changes.keys().isdisjoint(_SCORED):
        return _corrected(plan, key, record, changes, stamp)
    if isinstance(record, Step):
        changes = _with_days(record, changes, stamp.today)
    edited = editing.edit(plan, key, stamp.now, **changes)
    for field, was, now in _news(kind, record, changes, stamp.today):
        because = why
        if (field, now) == ("status", "blocked") and because is None:
            because = _text(changes.get("blocked_by") or getattr(record, "blocked_by", None))
        line = LogEntry(
            item=key,
            date=stamp.today,
            field=field,
            was=was,
            now=now,
            why=because,
            created=stamp.now,
        )
        edited = editing.add(edited, next_id(edited, Kind.LOG, stamp.suffix), line)
    return edited


def _with_days(step: Step, changes: dict[str, object], today: dt.date) -> dict[str, object]:
    """The changes with the days that follow from a step's new status; those given come first."""
    status = changes.get("status", step.status)
    if status == step.status:
        return changes
    follows: dict[str, object] = {}
    if status == "done":
        follows["done_on"] = step.done_on or today
    elif step.status == "done":
        follows["done_on"] = None
    if status == "blocked":
        follows["blocked_since"] = step.blocked_since or today
    elif step.status == "blocked":
        follows |= {"blocked_since": None, "blocked_by": None}
    return follows | changes


def _news(
    kind: Kind, record: Record, changes: Mapping[str, object], today: dt.date
) -> list[tuple[str, str | None, str | None]]:
    """What belongs on the log: field, what it was, what it is now.

    A first date is no move; nor is what the table changes its mind about on the day of writing.
    """
    found = []
    if "status" in changes and kind in FIRST_STATUS:
        first = FIRST_STATUS[kind]
        was, now = getattr(record, "status", None) or first, changes["status"] or first
        if was != now:
            found.append(("status", _text(was), _text(now)))
    if record.created is not None and record.created.date() >= today:
        return found
    for field in _DATES:
        was = getattr(record, field, None)
        if field in changes and was is not None:
            found.append((field, _text(was), _text(changes[field])))
    was, now = getattr(record, "strength", None), changes.get("strength")
    if isinstance(was, int) and isinstance(now, int) and now < was:
        found.append(("strength", _text(was), _text(now)))
    return found


def _corrected(
    plan: Plan, key: str, reading: Reading, changes: Mapping[str, object], stamp: Stamp
) -> Plan:
    values: dict[str, Any] = {**dict(reading), **changes, "corrects": key, "created": stamp.now}
    if "scores" in changes and values["scores"]:
        values["score"] = median_half(values["scores"])
    elif "score" in changes:
        values["scores"] = None  # they are still in the reading that is put right
    values = {name: value for name, value in values.items() if value is not None}
    values.pop("changed", None)
    return editing.add(
        plan, next_id(plan, Kind.READING, stamp.suffix), Reading.model_validate(values)
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
