"""What is said of a step or a barrier after the workshop: done, a new date, dropped, turned round.

One set of verbs for every place where somebody says it: the review, the agenda, the table of steps.
Each gives a new plan, and leaves its trace on the log with the words that were given for it.
"""

from __future__ import annotations

import datetime as dt

from trajectory.domain import editing
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.ids import next_id
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Enabler, LogEntry, Plan

NOTE = "note"
"""The log's field for what was said of an item without changing it."""

STILL_TRUE = "still true"
"""What such a note holds when somebody was asked whether a step still stands, and said yes."""

_TURNED = ("speaker", "strength", "influence", "driver", "private", "source")
"""What an enabler takes over from the barrier that it was."""


def done(plan: Plan, key: str, stamp: Stamp, evidence: str | None = None) -> Plan:
    """The step is done. What shows it goes on the log, and into the remark beside the step."""
    changes: dict[str, object] = {"status": "done"}
    if evidence:
        remark = plan.step[key].note
        changes["note"] = f"{remark}\n{evidence}" if remark else evidence
    return amend(plan, key, changes, stamp, evidence)


def redate(plan: Plan, key: str, due: dt.date, stamp: Stamp, why: str | None = None) -> Plan:
    """The step has another date. A first date is no slip, but it is on the log as well."""
    first = plan.step[key].due is None
    plan = amend(plan, key, {"due": due}, stamp, why)
    if first:
        plan = note(
            plan, LogEntry(item=key, date=stamp.today, field="due", now=str(due), why=why), stamp
        )
    return plan


def drop(plan: Plan, key: str, stamp: Stamp, why: str | None = None) -> Plan:
    """The step will not be done; it stays on record."""
    return amend(plan, key, {"status": "dropped"}, stamp, why)


def block(plan: Plan, key: str, stamp: Stamp, by: str | None = None) -> Plan:
    """The step cannot go on; `by` says what it waits for."""
    return amend(
        plan, key, {"status": "blocked", "blocked_by": by or plan.step[key].blocked_by}, stamp
    )


def still_true(plan: Plan, key: str, stamp: Stamp, why: str | None = None) -> Plan:
    """Somebody was asked whether the step still stands, and it does."""
    return note(
        plan, LogEntry(item=key, date=stamp.today, field=NOTE, now=STILL_TRUE, why=why), stamp
    )


def reduce(
    plan: Plan, key: str, strength: int | None, stamp: Stamp, why: str | None = None
) -> Plan:
    """The barrier pushes less than it did. Without a new strength it keeps the one it has."""
    changes: dict[str, object] = {"status": "reduced"}
    if strength is not None:
        changes["strength"] = strength
    return amend(plan, key, changes, stamp, why)


def settle(plan: Plan, key: str, status: str, stamp: Stamp, why: str | None = None) -> Plan:
    """The barrier is `gone`, or `accepted` as something to live with."""
    return amend(plan, key, {"status": status}, stamp, why)


def convert(plan: Plan, key: str, text: str, stamp: Stamp) -> tuple[Plan, str]:
    """The barrier is turned round: it helps now. Gives the plan and the id of the new enabler.

    Turning a barrier round usually moves more than pushing an enabler harder (Lewin). The barrier
    stays on record; `text` says it as what helps.
    """
    barrier = plan.barrier[key]
    said = {name: getattr(barrier, name) for name in _TURNED if getattr(barrier, name) is not None}
    first = barrier.said or barrier.text
    if text != first:
        said["said"] = first
    made = Enabler.model_validate({**said, "text": text, "created": stamp.now})
    new = next_id(plan, Kind.ENABLER, stamp.suffix)
    plan = amend(plan, key, {"status": "converted"}, stamp)
    return editing.add(plan, new, made), new


def note(plan: Plan, line: LogEntry, stamp: Stamp) -> Plan:
    """Put one more line on the log."""
    key = next_id(plan, Kind.LOG, stamp.suffix)
    return editing.add(plan, key, line.replace(created=stamp.now))
