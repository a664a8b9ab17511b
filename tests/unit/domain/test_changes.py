"""What changed between two versions of a plan, in words."""

from __future__ import annotations

import datetime as dt

from hypothesis import given

from tests.unit.storage.strategies import plans
from trajectory.domain import editing
from trajectory.domain.changes import changes, counted
from trajectory.domain.plan import Barrier, Header, Plan, Reading, Step

NOW = dt.datetime(2018, 1, 30, 9, 0, tzinfo=dt.UTC)
BEFORE = Plan(
    plan=Header(title="Networks"),
    barrier={"B1-aaaa": Barrier(text="No room in Q1"), "B2-bbbb": Barrier(text="Old contract")},
    step={"S1-aaaa": Step(text="Ask the forms group", due=dt.date(2018, 2, 2))},
)


def lines(before: Plan, after: Plan) -> list[str]:
    return [f"{c.mark} {c.label} {c.words}" for c in changes(before, after)]


def test_what_came_what_changed_and_what_went() -> None:
    after = editing.remove(BEFORE, "B2-bbbb", NOW)
    after = editing.add(after, "B3-cccc", Barrier(text="Nobody has time"))
    after = editing.edit(after, "S1-aaaa", NOW, due=dt.date(2018, 2, 9), status="in_progress")
    after = editing.add(after, "R1-aaaa", Reading(date=dt.date(2018, 1, 30), score=4.0))
    after = editing.edit_position(after, target=6.0)
    assert lines(BEFORE, after) == [
        "~  what we aim at: nothing is said → 6",
        "+ R1 4",
        "+ B3 Nobody has time",
        "- B2 Old contract",
        "~ S1 by when: Fri 2 Feb 2018 → Fri 9 Feb 2018",
        "~ S1 how it stands: nothing is said → in progress",
    ]
    assert counted(changes(BEFORE, after)) == "2 entries came, 2 changed, 1 went"


def test_what_is_only_a_stamp_is_no_change() -> None:
    stamped = BEFORE.barrier["B1-aaaa"].replace(changed=NOW)
    after = BEFORE.replace(barrier={**BEFORE.barrier, "B1-aaaa": stamped})
    assert changes(BEFORE, after) == ()
    assert counted(()) == ""


def test_numbers_agree_with_their_words() -> None:
    after = editing.edit(BEFORE, "B1-aaaa", NOW, text="Room in Q2")
    assert counted(changes(BEFORE, after)) == "1 entry changed"
    assert counted(changes(BEFORE, editing.remove(BEFORE, "B1-aaaa", NOW))) == "1 entry went"


@given(plans, plans)
def test_any_two_plans_can_be_compared(one: Plan, other: Plan) -> None:
    assert changes(one, one) == ()
    for change in changes(one, other):
        assert change.mark in "+~-"
