"""A plan as the tables of its file: plain data, in the file's order, without what was never said.

Two plans of one sitting share nearly all their records, which are frozen: to tell what is different
costs one comparison for each that is shared, and only the others are looked into.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import RECORD_TYPES, Entry, Header, Model, Plan, Position, Record
from trajectory.storage.excerpts import Change, Place
from trajectory.storage.toml_values import same

FILE_ORDER: tuple[str, ...] = ("format", "plan", "position", *Kind, "removed")
"""The tables of a file, in the order in which a new one is written."""


def to_plain(plan: Plan) -> dict[str, Any]:
    """The plan as the tables of its file, in the file's order, without what was never said."""
    dumped = plan.model_dump(by_alias=True, exclude_none=True)
    plain: dict[str, Any] = {"format": dumped.pop("format")}
    plain["plan"] = _in_order(dumped.pop("plan"), Header)
    position = _in_order(dumped.pop("position"), Position)
    if position:
        plain["position"] = position
    for kind in Kind:
        table = dumped.pop(kind.value)
        if table:
            record_type = RECORD_TYPES[kind]
            plain[kind.value] = {key: _in_order(row, record_type) for key, row in table.items()}
    removed = dumped.pop("removed")
    if removed:
        plain["removed"] = removed
    return plain | dumped


def same_file(one: Plan, other: Plan) -> bool:
    """Whether two plans make the same file: equal values in the same order."""
    return (
        same(_beside_tables(one), _beside_tables(other))
        and all(list(one.records(kind)) == list(other.records(kind)) for kind in Kind)
        and next(_changes(one, other), None) is None
    )


def changes_between(old: Plan, new: Plan) -> dict[Place, Change] | None:
    """What became of the tables of a plan; None when those that stayed have another order.

    None as well when something changed that is in none of our tables.
    """
    if not same(_beside_tables(old), _beside_tables(new)):
        return None
    for kind in Kind:
        was, now = old.records(kind), new.records(kind)
        if [key for key in was if key in now] != [key for key in now if key in was]:
            return None
    return dict(_changes(old, new))


def _changes(old: Plan, new: Plan) -> Iterator[tuple[Place, Change]]:
    was, now = _tables(old), _tables(new)
    for name in was:
        if not same(was[name], now[name]):
            yield (name,), Change(was[name], now[name])
    for kind in Kind:
        before, after = old.records(kind), new.records(kind)
        for key, record in before.items():
            if key not in after:
                yield (kind.value, key), Change(_plain(record), None)
        behind: str | None = None
        for key, record in after.items():
            known = before.get(key)
            if known is not record:
                said = None if known is None else _plain(known)
                change = Change(said, _plain(record), behind if known is None else None)
                if not same(change.old, change.new):
                    yield (kind.value, key), change
            behind = key


def _tables(plan: Plan) -> dict[str, dict[str, Any] | None]:
    """The tables that hold no records; None for those that the file leaves out."""
    return {
        "plan": _plain(plan.plan),
        "position": _plain(plan.position) or None,
        "removed": dict(plan.removed) or None,
    }


def _beside_tables(plan: Plan) -> dict[str, Any]:
    """What is in a plan beside the tables that we know."""
    return {"format": plan.format} | (plan.model_extra or {})


def _plain(model: Header | Position | Record) -> dict[str, Any]:
    return _in_order(model.model_dump(by_alias=True, exclude_none=True), type(model))


@functools.cache
def _field_order(model: type[Model]) -> tuple[str, ...]:
    """The keys of a table in the order of the file: the words first, the stamps last."""
    shared, stamps = list(Entry.model_fields), list(Record.model_fields)
    lead = ["text", "said", "speaker"]
    own = [name for name in model.model_fields if name not in shared]
    rest = [name for name in shared if name not in {*lead, *stamps}]
    names = [name for name in (*lead, *own, *rest, *stamps) if name in model.model_fields]
    return tuple(model.model_fields[name].alias or name for name in names)


def _in_order(table: dict[str, Any], model: type[Model]) -> dict[str, Any]:
    known = {key: table.pop(key) for key in _field_order(model) if key in table}
    return known | table
