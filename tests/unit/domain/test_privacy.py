"""Nothing of a private entry is left where it was not asked for."""

from __future__ import annotations

import datetime as dt

from hypothesis import given

from tests.unit.storage.strategies import plans
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Entry, Plan
from trajectory.domain.privacy import private_keys, without

DAY = dt.date(2018, 1, 16)
PLAN = Plan.model_validate(
    {
        "plan": {},
        "barrier": {
            "B1-aaaa": {"text": "Open"},
            "B2-aaaa": {"text": "Secret", "private": True},
            "B3-aaaa": {"text": "Secret too", "into": "B2-aaaa"},
            "B4-aaaa": {"text": "Unsettled", "private": False},
            "B5-aaaa": {"text": "Into an open one", "into": "B1-aaaa"},
        },
        "step": {"S1-aaaa": {"text": "Step", "cuts": ["B1-aaaa", "B2-aaaa"]}},
        "log": {
            "L1-aaaa": {"item": "B2-aaaa", "date": DAY, "field": "note", "now": "Secret"},
            "L2-aaaa": {"item": "B1-aaaa", "date": DAY, "field": "note", "now": "Open"},
        },
        "conflict": {
            "C1-aaaa": {"item": "B2-aaaa", "field": "text", "value": "Secret"},
            "C2-aaaa": {"item": "B4-aaaa", "field": "private", "value": True},
            "C3-aaaa": {"item": "B1-aaaa", "field": "private", "value": False},
        },
        "dismissed": {"X1-aaaa": {"code": "C17", "item": "B2-aaaa", "reason": "Secret"}},
    }
)


def test_private_is_what_is_marked_merged_into_it_or_not_settled() -> None:
    assert private_keys(PLAN) == {"B2-aaaa", "B3-aaaa", "B4-aaaa"}


def test_without_private_entries_nothing_speaks_of_them() -> None:
    left = without(PLAN, private_keys(PLAN))
    assert list(left.barrier) == ["B1-aaaa", "B5-aaaa"]
    assert list(left.log) == ["L2-aaaa"]
    assert list(left.conflict) == ["C3-aaaa"]
    assert not left.dismissed
    assert left.step == PLAN.step
    assert "ecret" not in left.model_dump_json()


def test_a_plan_without_private_entries_is_itself() -> None:
    left = without(PLAN, frozenset())
    assert left is PLAN


@given(plans)
def test_what_is_left_is_never_private_and_everything_else_stays(plan: Plan) -> None:
    private = private_keys(plan)
    left = without(plan, private)
    assert not private_keys(left)
    for kind in Kind:
        for key, record in plan.records(kind).items():
            if isinstance(record, Entry):
                assert (key in left.records(kind)) == (key not in private)
