"""Deltas: from one plan to the next and back to the letter, through JSON."""

from __future__ import annotations

import json

from hypothesis import given

from tests.unit.storage.strategies import plans
from trajectory.domain.plan import Plan
from trajectory.storage import codec, deltas


def through_json(change: deltas.Delta) -> deltas.Delta:
    read: deltas.Delta = json.loads(json.dumps(change))
    return read


@given(plans, plans)
def test_any_plan_becomes_any_other(one: Plan, other: Plan) -> None:
    change = through_json(deltas.delta(one, other))
    reached = deltas.applied(one, change)
    assert codec.same_file(reached, other)
    assert codec.same_file(deltas.applied(reached, change), other), "twice is once"


@given(plans)
def test_no_change_is_an_empty_delta(plan: Plan) -> None:
    assert deltas.delta(plan, plan) == {}
    assert deltas.delta(plan, plan.replace()) == {}
