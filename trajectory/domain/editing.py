"""Edits of a plan, as pure functions `Plan -> Plan`. Time and ids come in as arguments.

Every edit replaces what it touches and shares the rest, so undo, comparison and merge are cheap.
An id that is not in the plan raises `KeyError`: callers hold ids that they read from this plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from pydantic import ValidationError

from trajectory.domain.kinds import SECTION_OF_KIND, Kind, Section
from trajectory.domain.plan import RECORD_TYPES, Entry, Model, Plan, Record


def with_records(plan: Plan, kind: Kind, records: Mapping[str, Record]) -> Plan:
    """The plan with one table replaced."""
    return plan.replace(**{kind.value: dict(records)})


def add(plan: Plan, key: str, record: Record) -> Plan:
    """Put a new record at the end of its table; an id that came back is no longer removed."""
    kind = kind_of(record)
    if key in plan.records(kind):
        raise KeyError(key)
    plan = with_records(plan, kind, {**plan.records(kind), key: record})
    return _unmark_removed(plan, key)


def edit(plan: Plan, key: str, now: dt.datetime, **changes: object) -> Plan:
    """Change fields of one record; `None` takes a field out. An edit that changes nothing is none.

    When the text of an entry is reworded, its first wording stays with it in `said`.
    """
    kind, record = _found(plan, key)
    changes = {name: value for name, value in changes.items() if getattr(record, name) != value}
    if not changes:
        return plan
    if isinstance(record, Entry) and "text" in changes and "said" not in changes:
        first = record.said or record.text
        changes["said"] = None if changes["text"] == first else first
    edited = stamped(record.replace(**changes), changes, now)
    return with_records(plan, kind, {**plan.records(kind), key: edited})


def stamped(record: Record, fields: Iterable[str], now: dt.datetime) -> Record:
    """The record with the mark that these fields were written now.

    What a merge noted of their age no longer holds (`Record.edited`).
    """
    if not record.edited:
        return record.replace(changed=now)
    spelled = {spelling(type(record), name) for name in fields}
    older = {name: moment for name, moment in record.edited.items() if name not in spelled}
    return record.replace(changed=now, edited=older or None)


def spelling(model: type[Model], field: str) -> str:
    """A field's name as the file has it: `for`, where Python needs `for_`."""
    known = model.model_fields.get(field)
    return field if known is None else known.alias or field


def edit_header(plan: Plan, **changes: object) -> Plan:
    """Change fields of the `[plan]` table: title, dates, participants."""
    return plan.replace(plan=plan.plan.replace(**changes))


def edit_position(plan: Plan, **changes: object) -> Plan:
    """Change fields of the `[position]` table: the scale's question, anchors and target."""
    return plan.replace(position=plan.position.replace(**changes))


def remove(plan: Plan, key: str, now: dt.datetime) -> Plan:
    """Take a record out and leave its mark in `[removed]`, which tells a merge that it was deleted.

    Links to it stay in the items that have them: a link to nothing is not shown, and comes back to
    life with the item.
    """
    kind, _ = _found(plan, key)
    left = {k: v for k, v in plan.records(kind).items() if k != key}
    plan = with_records(plan, kind, left)
    return plan.replace(removed={**plan.removed, key: now})


def move_within(plan: Plan, key: str, places: int) -> Plan:
    """Move a record up (negative) or down among its kind, as far as there is room."""
    kind, _ = _found(plan, key)
    keys = list(plan.records(kind))
    place = keys.index(key)
    keys.insert(max(0, min(len(keys) - 1, place + places)), keys.pop(place))
    return reorder(plan, kind, keys)


def reorder(plan: Plan, kind: Kind, keys: Iterable[str]) -> Plan:
    """Put the records of one kind into this order; those not named stay behind, in their order."""
    table = plan.records(kind)
    first = [key for key in dict.fromkeys(keys) if key in table]
    rest = [key for key in table if key not in set(first)]
    if [*first, *rest] == list(table):
        return plan
    return with_records(plan, kind, {key: table[key] for key in (*first, *rest)})


def move_to(plan: Plan, key: str, section: Section, new_key: str, now: dt.datetime) -> Plan:
    """Move an entry to another box: there it is a new item, and the old id is marked as removed.

    All fields come along; those that the new kind does not know are kept as unknown keys are, so
    that moving it back loses nothing. Only a status stays behind, unless both are forces.
    """
    kind, record = _found(plan, key)
    if SECTION_OF_KIND.get(kind) is None or kind is section.kind:
        raise KeyError(key)
    moved = as_kind(record, section.kind)
    if moved.created is not None:
        moved = moved.replace(changed=now)
    return add(remove(plan, key, now), new_key, moved)


def kind_of(record: Record) -> Kind:
    """The table that this record belongs to."""
    return _KINDS[type(record)]


_KINDS = {record_type: kind for kind, record_type in RECORD_TYPES.items()}


def _found(plan: Plan, key: str) -> tuple[Kind, Record]:
    found = plan.find(key)
    if found is None:
        raise KeyError(key)
    return found


def _unmark_removed(plan: Plan, key: str) -> Plan:
    if key not in plan.removed:
        return plan
    return plan.replace(removed={k: v for k, v in plan.removed.items() if k != key})


def as_kind(record: Record, kind: Kind) -> Record:
    """An entry as one of another kind: what that kind does not know stays as unknown keys do."""
    dumped = record.model_dump(exclude_unset=True, exclude_none=True)
    # Lists, as a file has them: of an unknown key nobody knows that it was a tuple.
    values = {name: list(v) if isinstance(v, tuple) else v for name, v in dumped.items()}
    if not {kind_of(record), kind} <= {Kind.ENABLER, Kind.BARRIER}:
        # The one field that has the same name and another meaning: a met goal is no met step.
        values.pop("status", None)
    target = RECORD_TYPES[kind]
    try:
        return target.model_validate(values)
    except ValidationError as error:
        # An unknown key of the old kind that the new kind knows, with a value that it cannot take:
        # it stays in the file under another name.
        for name in {str(problem["loc"][0]) for problem in error.errors()}:
            values[f"{name}_before_move"] = values.pop(name)
        return target.model_validate(values)
