"""Several copies of one plan become one plan, by meaning: item by item and field by field.

Two people edit a plan at once, a file service leaves a copy beside the original, git brings two
branches together. Nothing that somebody wrote is lost: what cannot stand in its field goes into
`[conflict.*]`, until a person settles it.

- A field that several copies changed: the one that was written last stays, ties by value; the
  others become conflicts. Lists that are sets (who helps, which barriers a step cuts) are united.
- Without a base nobody knows who changed what. Then a value that was never edited gives way to one
  that was, and a missing one to any. With a base a cleared field and a value taken out of a list
  are changes like any other, and a value edited by hand is one though nothing says when.
- A record stays unless its id is in `[removed]` and nobody edited it: an edit beats a deletion. A
  record that is missing without that mark stays, and is named in `Merged.missing`.

What holds: the order of the copies changes nothing; merging equal copies, or again, changes
nothing; and copies that are merged two by two, in any order, make the same plan as all at once,
because each field keeps the moment when it was written (`Record.edited`). With two exceptions.
Where people moved the same items, or values of a list, to different places, the order may differ.
And what only a third copy tells cannot be known before it comes, so without a base (or for a record
that the base does not have) more or fewer values may stand in conflicts: a record that was deleted
in one copy, and edited in two others, once before that and once after; and one field that two
copies have in different words without any stamp, when a third has it with one. All at once is right
in each case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trajectory.domain.ids import number_of
from trajectory.domain.kinds import Kind
from trajectory.domain.merge_conflicts import merged_conflicts
from trajectory.domain.merge_fields import One, is_same, merged_model
from trajectory.domain.merge_order import Row, merged_order
from trajectory.domain.merge_records import Copy, Records
from trajectory.domain.merge_unknown import merged_unknown
from trajectory.domain.merge_values import UNTOUCHED, conflict_key
from trajectory.domain.plan import Header, Plan, Record

__all__ = ["PLAN", "POSITION", "Merged", "conflict_key", "merge"]

PLAN, POSITION = "plan", "position"
"""What a conflict in a table without ids gives as its item."""


@dataclass(frozen=True)
class Merged:
    """One plan out of several."""

    plan: Plan
    conflicts: tuple[str, ...]
    """Keys in `[conflict]` of what waits for a person, whether it is new or not."""
    missing: tuple[str, ...]
    """Ids of records that a copy lacks though the base has them, without a mark that they were
    removed. They are in the plan."""


def merge(copies: Sequence[Plan], base: Plan | None = None) -> Merged:
    """Merge copies of one plan; which of them comes first changes nothing.

    Args:
        copies: at least one.
        base: the version that all of them started from, where it is known.

    Raises:
        ValueError: there are no copies.
    """
    if not copies:
        raise ValueError("there is nothing to merge")
    seen = [Copy(plan) for plan in copies]
    before = None if base is None else Copy(base)
    records = Records(seen, before)
    missing = records.missing()
    first, *others = copies
    if not missing and all(_is_same_plan(first, other) for other in others):
        return Merged(first, tuple(first.conflict), ())
    plan = _merged(seen, before, records)
    return Merged(plan, tuple(plan.conflict), tuple(key for key in missing if plan.find(key)))


def _merged(copies: Sequence[Copy], base: Copy | None, records: Records) -> Plan:
    plans, before = [copy.plan for copy in copies], None if base is None else base.plan
    header = _header([plan.plan for plan in plans], before.plan if before else None)
    positions = [plan.position for plan in plans]
    position = merged_model(POSITION, positions, before.position if before else None)
    extras = [plan.model_extra or {} for plan in plans]
    unknown, lost = merged_unknown(extras, (before.model_extra or {}) if before else None)
    tables = {
        kind.value: _ordered(kind, table, copies, base)
        for kind, table in records.merged().items()
        if table
    }
    plan = Plan.model_validate(
        {
            "format": max(plan.format for plan in plans),
            "plan": header.model,
            "position": position.model,
            **tables,
            **unknown,
        }
    )
    lost = (*lost, *header.lost, *position.lost, *records.lost)
    conflicts = merged_conflicts(plan, records, lost)
    alive = {*conflicts, *(key for table in tables.values() for key in table)}
    removed = records.removed(alive)
    return plan.replace(conflict=conflicts or None, removed=removed or None)


def _header(copies: Sequence[Header], base: Header | None) -> One[Header]:
    """The `[plan]` table. Its id is no difference to settle: it is the base's, or the first."""
    known = [base] if base is not None and base.id else copies
    keys = sorted(header.id for header in known if header.id)
    chosen = keys[0] if keys else None
    same = [header.replace(id=chosen) for header in copies]
    return merged_model(PLAN, same, None if base is None else base.replace(id=chosen))


def _ordered(
    kind: Kind, table: Mapping[str, Record], copies: Sequence[Copy], base: Copy | None
) -> dict[str, Record]:
    before = None if base is None else tuple(base.plan.records(kind))
    places = {key: place for place, key in enumerate(before or ())}

    def rank(key: str) -> tuple[int, dt.datetime, int, str]:
        made = table[key].created or UNTOUCHED
        return places.get(key, len(places)), made, number_of(key, kind) or 0, key

    rows = [Row(tuple(copy.plan.records(kind)), copy.latest) for copy in copies]
    return {key: table[key] for key in merged_order(table, rows, before, rank)}


def _is_same_plan(one: Plan, other: Plan) -> bool:
    return one is other or (
        one == other
        and is_same(one, other)
        and is_same(one.plan, other.plan)
        and is_same(one.position, other.position)
        and all(_is_same_table(one.records(kind), other.records(kind)) for kind in Kind)
    )


def _is_same_table(one: Mapping[str, Record], other: Mapping[str, Record]) -> bool:
    return list(one) == list(other) and all(is_same(one[key], other[key]) for key in one)
