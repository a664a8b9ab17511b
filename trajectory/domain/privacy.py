"""A plan without its private entries: what a projector shows, and an export unless asked for more.

Nothing of a private entry may be left: neither its log, nor what a merge could not keep of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trajectory.domain.forces import survivor_of
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import RECORD_TYPES, Entry, Plan, Record

_ENTRY_KINDS = tuple(kind for kind, record in RECORD_TYPES.items() if issubclass(record, Entry))
"""The kinds whose records may be private: asking each record for its type would cost the most."""

_ABOUT_ITEMS = (Kind.LOG, Kind.CONFLICT, Kind.DISMISSED)
"""The kinds whose records are about another record, named in their field `item`."""


def private_keys(plan: Plan) -> frozenset[str]:
    """Ids of the entries that are private, in any section.

    An entry that was merged into a private one is private as well, and so is one that only one of
    two merged copies calls private, until somebody settles it.
    """
    marked = _private_by_conflict(plan)
    for kind in _ENTRY_KINDS:
        marked |= {key for key, entry in _entries(plan, kind).items() if entry.private is True}
    if not marked:
        return frozenset()
    return frozenset(marked | _merged_into(plan, marked))


def without(plan: Plan, keys: frozenset[str]) -> Plan:
    """The plan without these records and without all that is said about them.

    Links to them stay as links to nothing, which are not shown. Take labels from the whole plan:
    the second `B1` stays `B1b` when the first is hidden.
    """
    if not keys:
        return plan
    tables: dict[str, Any] = {}
    for kind in Kind:
        records = plan.records(kind)
        kept = {
            key: record
            for key, record in records.items()
            if key not in keys and _item(kind, record) not in keys
        }
        if len(kept) < len(records):
            tables[kind.value] = kept
    return plan.replace(**tables)


def _entries(plan: Plan, kind: Kind) -> Mapping[str, Entry]:
    table: Mapping[str, Entry] = getattr(plan, kind.value)
    return table


def _private_by_conflict(plan: Plan) -> set[str]:
    conflicts = plan.conflict.values()
    return {c.item for c in conflicts if c.field == "private" and c.value is True}


def _merged_into(plan: Plan, keys: set[str]) -> set[str]:
    found: set[str] = set()
    for kind in _ENTRY_KINDS:
        entries = _entries(plan, kind)
        if any(entry.into is not None for entry in entries.values()):
            found |= {key for key, end in survivor_of(entries).items() if end in keys}
    return found


def _item(kind: Kind, record: Record) -> str | None:
    return str(getattr(record, "item", None)) if kind in _ABOUT_ITEMS else None
