"""A plan as it stood on an earlier day, as far as its log tells."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.storage.strategies import plans
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.plan import Barrier, Header, LogEntry, Plan, Reading, Step
from trajectory.domain.rewinding import as_on

DAY = dt.date(2018, 2, 6)
OLD = dt.datetime(2018, 1, 16, tzinfo=dt.UTC)
NEW = dt.datetime(2018, 2, 7, 9, tzinfo=dt.UTC)
PLAN = Plan(
    plan=Header(title="x"),
    step={"S1-a": Step(text="x", due=dt.date(2018, 2, 9), created=OLD)},
    barrier={"B1-a": Barrier(text="x", strength=5, created=OLD)},
    reading={"R1-a": Reading(date=dt.date(2018, 1, 16), score=3.5)},
)


def stamp(day: dt.date) -> Stamp:
    moment = dt.datetime.combine(day, dt.time(9), dt.UTC)
    return Stamp(moment, day, lambda length: f"{day:%m%d}"[:length])


def test_what_was_moved_later_is_put_back_and_what_came_later_is_gone() -> None:
    later = amend(PLAN, "S1-a", {"due": dt.date(2018, 2, 16)}, stamp(dt.date(2018, 2, 7)))
    later = amend(later, "S1-a", {"due": None, "status": "done"}, stamp(dt.date(2018, 2, 8)))
    later = amend(later, "B1-a", {"strength": 2}, stamp(dt.date(2018, 2, 9)))
    new = {
        "step": {**later.step, "S2-a": Step(text="new", created=NEW)},
        "reading": {**later.reading, "R2-a": Reading(date=dt.date(2018, 2, 7), score=5)},
    }
    then = as_on(later.replace(**new), DAY)
    assert then.step.keys() == {"S1-a"}
    assert (then.step["S1-a"].due, then.step["S1-a"].status) == (dt.date(2018, 2, 9), "not_started")
    assert then.barrier["B1-a"].strength == 5
    assert then.current_reading == PLAN.current_reading
    assert then.log == {}
    assert as_on(later, dt.date(2018, 2, 9)) is later


def test_a_day_s_own_changes_belong_to_it() -> None:
    later = amend(PLAN, "B1-a", {"strength": 2}, stamp(DAY))
    assert as_on(later, DAY).barrier["B1-a"].strength == 2
    assert as_on(later, DAY - dt.timedelta(days=1)).barrier["B1-a"].strength == 5


def test_what_a_hand_wrote_into_the_log_and_nobody_can_read_is_passed_over() -> None:
    log = {
        f"L{n}-a": LogEntry(item=item, date=dt.date(2018, 2, 8), field=field, was=was)
        for n, (item, field, was) in enumerate(
            (
                ("S1-a", "due", "soon"),
                ("S1-a", "status", "lost"),
                ("B1-a", "strength", "eleven"),
                ("B1-a", "strength", "11"),
                ("S1-a", "strength", "3"),
                ("S1-a", "text", "other"),
                ("nowhere", "due", "2018-02-01"),
            ),
            1,
        )
    }
    assert as_on(PLAN.replace(log=log), DAY) == PLAN.replace(log={})


@given(plans, st.dates())
def test_any_plan_has_been_something_and_going_back_twice_is_going_back_once(
    plan: Plan, day: dt.date
) -> None:
    then = as_on(plan, day)
    assert as_on(then, day) == then
    assert then.step.keys() <= plan.step.keys()
