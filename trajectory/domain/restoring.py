"""A plan put back as it stood earlier, with all that is on record since kept.

What was planned goes back: the header, the scale, and every entry of the boxes. What happened
stays: readings, decisions, reviews and the log are only ever added to, and what they held then and
have lost since comes back to them. So do answers to coach questions and differences to settle stay
as they are now, and what tells one plan from another: id, authority, table, the next call, and
whether it is put away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trajectory.domain import editing
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Model, Plan, Record

PLANNED = (
    Kind.NOTE,
    Kind.GOAL,
    Kind.ENABLER,
    Kind.BARRIER,
    Kind.STEP,
    Kind.MILESTONE,
    Kind.PARKING,
)
"""The kinds that go back to what they were."""

HAPPENED = (Kind.READING, Kind.DECISION, Kind.REVIEW, Kind.LOG)
"""The kinds that are only added to."""

_STAYS = frozenset({"id", "authority", "table", "archived", "next_call"})
_STAMPS = frozenset({"created", "changed", "edited"})


def restored(plan: Plan, then: Plan, stamp: Stamp, why: str) -> Plan:
    """`plan` with what was planned as it stood `then`.

    What moves by that (a state, a due date, a strength) goes on the log with `why`. What came since
    is marked as removed, and every change is stamped, so that a merge takes it for the newest.
    """
    plan = plan.replace(
        plan=plan.plan.replace(**_differing(plan.plan, then.plan, _STAYS)),
        position=plan.position.replace(**_differing(plan.position, then.position)),
    )
    for kind in PLANNED:  # all of them first: what came may have the id of what went
        for key in [key for key in plan.records(kind) if key not in then.records(kind)]:
            plan = editing.remove(plan, key, stamp.now)
    for kind in PLANNED:
        plan = _as_then(plan, then.records(kind), kind, stamp, why)
    for kind in HAPPENED:
        for key, record in then.records(kind).items():
            if plan.find(key) is None:
                plan = editing.add(plan, key, record)
    return plan


def _as_then(plan: Plan, then: Mapping[str, Record], kind: Kind, stamp: Stamp, why: str) -> Plan:
    for key, record in then.items():
        now = plan.records(kind).get(key)
        if now is not None:
            plan = _changed_back(plan, key, now, record, stamp, why)
        elif plan.find(key) is None:
            plan = editing.add(plan, key, record.replace(changed=stamp.now))
    return editing.reorder(plan, kind, then)


def _changed_back(plan: Plan, key: str, now: Record, then: Record, stamp: Stamp, why: str) -> Plan:
    values = _differing(now, then, _STAMPS)
    if not values:
        return plan
    known = {name: value for name, value in values.items() if name in type(now).model_fields}
    plan = amend(plan, key, known, stamp, why)
    # Once more, to the letter: an edit gives days to states, and a quote to what it rewords.
    found = plan.find(key)
    if found is None:
        raise KeyError(key)
    kind, record = found
    exact = _differing(record, then, _STAMPS)
    record = editing.stamped(record.replace(**exact), values, stamp.now)
    return editing.with_records(plan, kind, {**plan.records(kind), key: record})


def _differing(now: Model, then: Model, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The fields in which they differ, with what they held then; None takes a field out."""
    one, other = dict(now), dict(then)
    return {
        name: other.get(name)
        for name in dict.fromkeys([*one, *other])
        if name not in without and one.get(name) != other.get(name)
    }
