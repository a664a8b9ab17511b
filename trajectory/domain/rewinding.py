"""A plan as it stood on an earlier day, as far as the plan's own log tells.

A checkpoint says it better: this is for a plan that has none, because it came alone by mail, or
because nobody has finished a review of it yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import LogEntry, Plan, Reading, Record, Review

_DAYS = frozenset({"due", "by"})
_KEPT = frozenset({*_DAYS, "status", "strength"})
"""The fields that the log keeps the earlier values of."""


def as_on(plan: Plan, day: dt.date) -> Plan:
    """The plan as it stood at the end of a day.

    What came on record later is left out; what moved later is put back to what the log says it was.
    A record without `created` counts as older, and an earlier value that cannot be read is passed
    over: then the record stays as it is.
    """
    later = [line for line in plan.log.values() if line.date > day]
    later.sort(key=lambda line: line.date)  # stable: within a day the log's own order
    tables: dict[str, Any] = {}
    for kind in Kind:
        records = plan.records(kind)
        kept = {key: record for key, record in records.items() if _was_there(record, day)}
        for line in reversed(later):
            if line.item in kept:
                kept[line.item] = _put_back(kept[line.item], line)
        if kept != records:
            tables[kind.value] = kept
    return plan.replace(**tables) if tables else plan


def _was_there(record: Record, day: dt.date) -> bool:
    if isinstance(record, Reading | Review | LogEntry):
        return record.date <= day
    return record.created is None or record.created.date() <= day


def _put_back(record: Record, line: LogEntry) -> Record:
    if line.field not in _KEPT or line.field not in type(record).model_fields:
        return record
    try:
        return record.replace(**_earlier(line))
    except ValueError:  # pydantic's as well: written by hand: nobody can say what it means
        return record


def _earlier(line: LogEntry) -> Mapping[str, object]:
    if line.was is None:
        return {line.field: None}
    if line.field in _DAYS:
        return {line.field: dt.date.fromisoformat(line.was)}
    return {line.field: int(line.was) if line.field == "strength" else line.was}
