"""What a review says of itself when it is over."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from trajectory.domain import editing, verdicts
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.plan import Barrier, Header, LogEntry, Parking, Plan, Reading, Step
from trajectory.domain.review_words import doubt_words, recorded
from trajectory.domain.reviewing import Doubt, begin, finish, read_position

START = dt.datetime(2018, 2, 20, 9, 30, tzinfo=dt.UTC)
numbers = itertools.count(1000)


def stamp(minute: int = 1) -> Stamp:
    now = START + dt.timedelta(minutes=minute)
    return Stamp(now, now.date(), lambda length: str(next(numbers)))


@pytest.fixture
def plan() -> Plan:
    """Give a plan with a review under way."""
    steps = {f"S{n}-aaaa": Step(text=f"Step {n}", due=dt.date(2018, 2, 9)) for n in range(1, 9)}
    barriers = {f"B{n}-aaaa": Barrier(text=f"Barrier {n}", strength=3) for n in range(1, 5)}
    reading = Reading(date=dt.date(2018, 1, 16), score=3.5)
    begun = Plan(plan=Header(), step=steps, barrier=barriers, reading={"R1-aaaa": reading})
    return begin(begun, "monthly-call", stamp(0))[0]


def told(plan: Plan) -> tuple[str, ...]:
    key = next(iter(plan.review))
    return recorded(finish(plan, key, stamp(9)), key)


def test_everything_that_was_said_is_told_in_the_order_of_the_review(plan: Plan) -> None:
    plan = verdicts.done(plan, "S1-aaaa", stamp())
    plan = verdicts.redate(plan, "S2-aaaa", dt.date(2018, 3, 9), stamp())
    plan = verdicts.drop(plan, "S3-aaaa", stamp())
    plan = verdicts.block(plan, "S4-aaaa", stamp(), "Rota")
    plan = verdicts.still_true(plan, "S5-aaaa", stamp())
    plan = amend(plan, "S6-aaaa", {"status": "in_progress"}, stamp())
    plan, reading = read_position(plan, (4.0,), "monthly-call", stamp())
    plan = amend(plan, reading, {"reason": "Two teams began"}, stamp())
    plan = verdicts.reduce(plan, "B1-aaaa", 2, stamp())
    plan = verdicts.settle(plan, "B2-aaaa", "gone", stamp())
    plan, _ = verdicts.convert(plan, "B3-aaaa", "Helps now", stamp())
    plan = verdicts.settle(plan, "B4-aaaa", "accepted", stamp())
    parked = Parking(text="Who pays?", created=stamp().now)
    plan = editing.add(plan, "P1-aaaa", parked)
    review = next(iter(plan.review))
    said = {"asks": ("IT: the window",), "attended": ("Nurse", "Clerk"), "summary": "Slowly."}
    plan = editing.edit(plan, review, stamp().now, **said)
    assert told(plan) == (
        "Done: S1 Step 1",
        "Begun: S6 Step 6",
        "Blocked: S4 Step 4",
        "Dropped: S3 Step 3",
        "New date: S2 Step 2, Fri 9 Mar 2018",
        "Still true: S5 Step 5",
        "As they were, for the next review: S5 S7 S8",
        "Position: 3.5 → 4, because: Two teams began",
        "Less in the way: B1 Barrier 1",
        "Gone: B2 Barrier 2",
        "Turned round: B3 Barrier 3",
        "Accepted: B4 Barrier 4",
        "New: E1 Helps now",
        "New: P1 Who pays?",
        "Asked of others: IT: the window",
        "There: Nurse, Clerk",
        "In short: Slowly.",
    )


def test_the_last_word_about_a_step_counts(plan: Plan) -> None:
    plan = verdicts.done(plan, "S1-aaaa", stamp())
    plan = verdicts.drop(plan, "S1-aaaa", stamp(2))
    lines = told(plan)
    assert "Dropped: S1 Step 1" in lines
    assert "Done: S1 Step 1" not in lines


def test_the_same_score_again_is_still_that_score(plan: Plan) -> None:
    assert "Position: still 3.5" in told(read_position(plan, (3.5,), "monthly-call", stamp())[0])


def test_a_first_score_has_nothing_before_it(plan: Plan) -> None:
    plan = plan.replace(reading={})
    assert "Position: 4" in told(read_position(plan, (4.0,), "monthly-call", stamp())[0])


def test_what_came_before_or_after_a_review_is_not_its_own(plan: Plan) -> None:
    key = next(iter(plan.review))
    plan = finish(plan.replace(step={}), key, stamp(9))
    later = {"P1-aaaa": Parking(text="Later", created=START + dt.timedelta(hours=1))}
    earlier = LogEntry(item="B1-aaaa", date=START.date(), field="status", now="gone")
    plan = plan.replace(parking=later, log={"L1-aaaa": earlier})
    assert recorded(plan, key) == ()


@pytest.mark.parametrize(
    "doubt, words",
    [
        (Doubt(), ""),
        (Doubt(carried=1), "carried once"),
        (Doubt(carried=2), "carried twice"),
        (Doubt(carried=3, moved=2), "carried 3 times, date moved twice"),
    ],
)
def test_why_a_step_is_asked_about(doubt: Doubt, words: str) -> None:
    assert doubt_words(doubt) == words
