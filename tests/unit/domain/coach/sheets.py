"""Small plans for the coach's checks: a table is a list of what matters, the rest is filled in.

`asked("C24", step=[{}, {"due": day(3)}]) == ["S1"]`: what a check asks about, by label, on the day
of the workshop. What it asks about the plan as a whole reads "plan".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from trajectory.domain.coach import Finding, Thresholds, World, findings
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Plan

WORKSHOP = dt.date(2018, 1, 16)
"""A Tuesday."""

FILLED_IN: Mapping[Kind, Mapping[str, Any]] = {
    Kind.READING: {"date": WORKSHOP},
    Kind.REVIEW: {"date": WORKSHOP},
    Kind.LOG: {"date": WORKSHOP, "field": "note"},
    Kind.DISMISSED: {},
    Kind.CONFLICT: {"field": "text"},
}

Rows = Sequence[Mapping[str, Any]]


def day(offset: int, start: dt.date = WORKSHOP) -> dt.date:
    """So many days after the workshop."""
    return start + dt.timedelta(days=offset)


def at(offset: int = 0, hour: int = 14) -> dt.datetime:
    """A moment on that day."""
    return dt.datetime.combine(day(offset), dt.time(hour), dt.UTC)


def plan_of(
    header: Mapping[str, Any] | None = None,
    position: Mapping[str, Any] | None = None,
    **tables: Rows,
) -> Plan:
    """A plan of these rows; their ids are `S1-aaaa`, `S2-aaaa` ... unless a row says `key`."""
    raw: dict[str, Any] = {"plan": {"date": WORKSHOP, **(header or {})}, "position": position or {}}
    for name, rows in tables.items():
        kind = Kind(name)
        usual = FILLED_IN.get(kind, {"text": f"One {kind.value}"})
        raw[name] = {
            row.get("key", f"{kind.letter}{number}-aaaa"): {
                **usual,
                **{field: value for field, value in row.items() if field != "key"},
            }
            for number, row in enumerate(rows, 1)
        }
    return Plan.model_validate(raw)


def found_in(
    plan: Plan,
    code: str,
    as_of: dt.date = WORKSHOP,
    world: World | None = None,
    limits: Mapping[str, Any] | None = None,
) -> list[Finding]:
    """What one check finds in a plan."""
    thresholds = Thresholds.model_validate(limits or {})
    every = findings(plan, as_of, thresholds, world or World())
    return [finding for finding in every if finding.code == code]


def found(
    code: str,
    as_of: dt.date = WORKSHOP,
    world: World | None = None,
    limits: Mapping[str, Any] | None = None,
    **tables: Any,
) -> list[Finding]:
    """What one check finds in a plan of these tables."""
    return found_in(plan_of(**tables), code, as_of, world, limits)


def asked(
    code: str,
    as_of: dt.date = WORKSHOP,
    world: World | None = None,
    limits: Mapping[str, Any] | None = None,
    **tables: Any,
) -> list[str]:
    """The labels of what one check asks about; "plan" for the plan as a whole."""
    return [one.label or "plan" for one in found(code, as_of, world, limits, **tables)]
