"""What one edit changed, as a value that can be taken back and made again.

Undo takes back one edit's fields, not the whole plan, so it never takes back what somebody else
brought in since: a field that holds another value by now is left alone and said.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trajectory.domain import editing
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Model, Plan, Record

HEADER_TABLES = ("plan", "position")
_STAMPS = frozenset({"changed", "edited"})


@dataclass(frozen=True)
class FieldChange:
    """One field of one record (`key` is its id), or of `[plan]` or `[position]` (`key` is "")."""

    table: str
    key: str
    field: str
    before: object
    after: object

    def turned(self) -> FieldChange:
        """The same change the other way round."""
        return FieldChange(self.table, self.key, self.field, self.after, self.before)


@dataclass(frozen=True)
class RecordChange:
    """A record that came (`before` is None) or went (`after` is None)."""

    kind: Kind
    key: str
    before: Record | None
    after: Record | None
    follows: str | None
    """Id of the record that it stands behind; None at the top."""

    def turned(self) -> RecordChange:
        """The same change the other way round."""
        return RecordChange(self.kind, self.key, self.after, self.before, self.follows)


@dataclass(frozen=True)
class OrderChange:
    """The records of one kind in another order."""

    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...]

    def turned(self) -> OrderChange:
        """The same change the other way round."""
        return OrderChange(self.kind, self.after, self.before)


Change = FieldChange | RecordChange | OrderChange


@dataclass(frozen=True)
class Edit:
    """All that one act of a person changed.

    Records that come are listed in the order in which they stand, and are put in after those that
    stay have their new order: so each finds the one that it stands behind in its place.
    """

    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def turned(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(tuple(change.turned() for change in self.changes))

    def apply(self, plan: Plan, now: dt.datetime) -> tuple[Plan, tuple[Change, ...]]:
        """Make this edit on a plan; gives the new plan and the changes that no longer fit it."""
        skipped: list[Change] = []
        for change in sorted(self.changes, key=_comes):
            changed = None if _of_skipped_text(change, skipped) else _apply(plan, change, now)
            if changed is None:
                skipped.append(change)
            else:
                plan = changed
        return plan, tuple(skipped)


def between(before: Plan, after: Plan) -> Edit:
    """The edit that leads from one plan to the next. Records shared by both cost one comparison."""
    changes: list[Change] = []
    for table in HEADER_TABLES:
        changes += _field_changes(table, "", getattr(before, table), getattr(after, table))
    for kind in Kind:
        changes += _table_changes(kind, before, after)
    return Edit(tuple(changes))


def _table_changes(kind: Kind, before: Plan, after: Plan) -> list[Change]:
    old, new = before.records(kind), after.records(kind)
    if old is new:
        return []
    changes: list[Change] = []
    old_keys, new_keys = list(old), list(new)
    for place, key in enumerate(old_keys):
        if key not in new:
            follows = old_keys[place - 1] if place else None
            changes.append(RecordChange(kind, key, old[key], None, follows))
    for place, key in enumerate(new_keys):
        if key not in old:
            follows = new_keys[place - 1] if place else None
            changes.append(RecordChange(kind, key, None, new[key], follows))
        elif old[key] is not new[key]:
            changes += _field_changes(kind.value, key, old[key], new[key])
    stayed_old = tuple(key for key in old_keys if key in new)
    stayed_new = tuple(key for key in new_keys if key in old)
    if stayed_old != stayed_new:
        changes.append(OrderChange(kind, stayed_old, stayed_new))
    return changes


def _field_changes(table: str, key: str, before: Model, after: Model) -> list[Change]:
    old, new = dict(before), dict(after)
    return [
        FieldChange(table, key, name, old.get(name), new.get(name))
        for name in dict.fromkeys([*old, *new])
        if name not in _STAMPS and old.get(name) != new.get(name)
    ]


def _comes(change: Change) -> bool:
    return isinstance(change, RecordChange) and change.after is not None


def _of_skipped_text(change: Change, skipped: list[Change]) -> bool:
    """The first wording belongs to the wording: where that has changed since, both stay."""
    return (
        isinstance(change, FieldChange)
        and change.field == "said"
        and any(
            isinstance(other, FieldChange)
            and (other.table, other.key, other.field) == (change.table, change.key, "text")
            for other in skipped
        )
    )


def _apply(plan: Plan, change: Change, now: dt.datetime) -> Plan | None:
    match change:
        case FieldChange():
            return _apply_field(plan, change, now)
        case RecordChange():
            return _apply_record(plan, change, now)
        case OrderChange():
            return _apply_order(plan, change)


def _apply_field(plan: Plan, change: FieldChange, now: dt.datetime) -> Plan | None:
    holder: Model | None = (
        getattr(plan, change.table)
        if change.table in HEADER_TABLES
        else plan.records(Kind(change.table)).get(change.key)
    )
    if holder is None or getattr(holder, change.field, None) != change.before:
        return None
    changed = holder.replace(**{change.field: change.after})
    if isinstance(changed, Record):
        kind = Kind(change.table)
        changed = editing.stamped(changed, [change.field], now)
        records = {**plan.records(kind), change.key: changed}
        return editing.with_records(plan, kind, records)
    return plan.replace(**{change.table: changed})


def _apply_record(plan: Plan, change: RecordChange, now: dt.datetime) -> Plan | None:
    here = plan.records(change.kind).get(change.key)
    if change.after is None:
        if here is None or _unstamped(here) != _unstamped(change.before):
            return None
        return editing.remove(plan, change.key, now)
    if here is not None:
        return None
    plan = editing.add(plan, change.key, change.after.replace(changed=now))
    keys = [key for key in plan.records(change.kind) if key != change.key]
    place = keys.index(change.follows) + 1 if change.follows in keys else 0
    if change.follows is not None and place == 0:
        place = len(keys)
    keys.insert(place, change.key)
    return editing.reorder(plan, change.kind, keys)


def _apply_order(plan: Plan, change: OrderChange) -> Plan | None:
    """Put the known records into their places among those that came since."""
    here = plan.records(change.kind)
    known = {key for key in change.before if key in here}
    if [key for key in here if key in known] != [key for key in change.before if key in known]:
        return None
    wanted = iter([key for key in change.after if key in known])
    keys = [next(wanted) if key in known else key for key in here]
    return editing.reorder(plan, change.kind, keys)


def _unstamped(record: Record | None) -> dict[str, object]:
    return {} if record is None else {k: v for k, v in record if k not in _STAMPS}
