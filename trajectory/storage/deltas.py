"""What leads from one plan to the next, as JSON: the journal's own words for one act.

A delta holds what is there afterwards (whole records, in their order), not what was done: applying
deltas in turn to the plan that they started from gives each plan again, to the letter. Applying one
twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Model, Plan

Delta = dict[str, Any]
"""`{"tables": {KIND: {"set": {ID: RECORD}, "drop": [ID], "order": [ID]}}, "plan": {...}, ...}`"""

_TABLES = "tables"
_OTHERS = ("format", "plan", "position", "removed")


def delta(before: Plan, after: Plan) -> Delta:
    """What is different in `after`. Records that both share cost one comparison."""
    tables = {kind.value: found for kind in Kind if (found := _table(before, after, kind))}
    changed: Delta = {_TABLES: tables} if tables else {}
    for name in _OTHERS:
        value = getattr(after, name)
        if value is not getattr(before, name) and value != getattr(before, name):
            changed[name] = _packed(value)
    unknown = after.model_extra or {}
    if unknown != (before.model_extra or {}):
        changed["unknown"] = _packed(dict(unknown))
    return changed


def applied(plan: Plan, change: Delta) -> Plan:
    """The plan after this delta. `ValueError` (pydantic's) when it makes no plan."""
    values = {name: value for name, value in plan if name in plan.model_fields_set}
    if "unknown" in change:
        kept = {name: values[name] for name in values if name in type(plan).model_fields}
        values = kept | _unpacked(change["unknown"])
    for name in _OTHERS:
        if name in change:
            values[name] = _unpacked(change[name])
    for name, table in change.get(_TABLES, {}).items():
        values[name] = _applied_to(plan.records(Kind(name)), table)
    return Plan.model_validate(values)


def _table(before: Plan, after: Plan, kind: Kind) -> Delta:
    old, new = before.records(kind), after.records(kind)
    if old is new:
        return {}
    came = {k: r for k, r in new.items() if (was := old.get(k)) is not r and was != r}
    gone = [key for key in old if key not in new]
    found: Delta = {}
    if came:
        found["set"] = {key: _packed(record) for key, record in came.items()}
    if gone:
        found["drop"] = gone
    expected = [*(key for key in old if key in new), *(key for key in came if key not in old)]
    if expected != list(new):
        found["order"] = list(new)
    return found


def _applied_to(records: Mapping[str, object], table: Delta) -> dict[str, object]:
    gone = set(table.get("drop", ()))
    found = {key: record for key, record in records.items() if key not in gone}
    found |= {key: _unpacked(record) for key, record in table.get("set", {}).items()}
    order = table.get("order")
    if order is None:
        return found
    return {key: found[key] for key in dict.fromkeys([*order, *found]) if key in found}


# JSON knows neither days nor times nor tuples: each is an object with one key that says which.
_DATE, _TIME, _MOMENT, _TUPLE, _DICT = "$date", "$time", "$moment", "$tuple", "$dict"


def _packed(value: Any) -> Any:  # noqa: ANN401 - any value that a plan can hold
    match value:
        case Model():
            return {name: _packed(inner) for name, inner in value if name in value.model_fields_set}
        case dt.datetime():
            return {_MOMENT: value.isoformat()}
        case dt.date():
            return {_DATE: value.isoformat()}
        case dt.time():
            return {_TIME: value.isoformat()}
        case tuple():
            return {_TUPLE: [_packed(inner) for inner in value]}
        case list():
            return [_packed(inner) for inner in value]
        case Mapping():
            return {_DICT: {key: _packed(inner) for key, inner in value.items()}}
        case _:
            return value


def _unpacked(value: Any) -> Any:  # noqa: ANN401 - any value that a plan can hold
    if isinstance(value, list):
        return [_unpacked(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"$moment": str(text)} if len(value) == 1:
            return dt.datetime.fromisoformat(text)
        case {"$date": str(text)} if len(value) == 1:
            return dt.date.fromisoformat(text)
        case {"$time": str(text)} if len(value) == 1:
            return dt.time.fromisoformat(text)
        case {"$tuple": list(items)} if len(value) == 1:
            return tuple(_unpacked(inner) for inner in items)
        case {"$dict": dict(inner)} if len(value) == 1:
            return {key: _unpacked(held) for key, held in inner.items()}
    return {name: _unpacked(inner) for name, inner in value.items()}
