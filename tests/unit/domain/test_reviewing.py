"""What a review asks about, what it carries, and where it goes on."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain import editing, verdicts
from trajectory.domain.amending import Stamp
from trajectory.domain.plan import (
    Barrier,
    Header,
    LogEntry,
    Plan,
    Reading,
    Review,
    Step,
    StepStatus,
)
from trajectory.domain.reviewing import (
    Doubt,
    Part,
    answered,
    asked_about,
    began,
    begin,
    carried,
    doubt,
    finish,
    late_or_due,
    next_meeting,
    read_position,
    reading_of,
    set_part,
    standing_barriers,
    still_true,
    under_way,
)

START = dt.datetime(2018, 2, 20, 9, 30, tzinfo=dt.UTC)
TODAY = START.date()
S1, S2, S3 = "S1-aaaa", "S2-aaaa", "S3-aaaa"
numbers = itertools.count(1000)


def stamp_on(day: dt.date, minute: int = 0) -> Stamp:
    now = dt.datetime.combine(day, dt.time(9, 30 + minute), dt.UTC)
    return Stamp(now, day, lambda length: str(next(numbers)))


def days(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


def plan_of(*steps: Step, log: Iterable[LogEntry] = (), next_call: dt.date | None = None) -> Plan:
    return Plan(
        plan=Header() if next_call is None else Header(next_call=next_call),
        step={f"S{n}-aaaa": step for n, step in enumerate(steps, 1)},
        log={f"L{n}-aaaa": line for n, line in enumerate(log, 1)},
    )


def step(due: int | None = None, status: StepStatus | None = None, **more: object) -> Step:
    said = {"text": "Map the forms", "status": status, **more}
    said["due"] = None if due is None else days(due)
    return Step.model_validate({name: value for name, value in said.items() if value is not None})


def reviewed(plan: Plan, day: dt.date) -> Plan:
    """The plan after a review in which nobody said anything."""
    begun, key = begin(plan, "monthly-call", stamp_on(day))
    return finish(begun, key, stamp_on(day, 5))


def asked(plan: Plan, as_of: dt.date = TODAY) -> list[tuple[str, bool]]:
    key = under_way(plan)
    review = plan.review[key] if key else None
    return [(each.key, each.is_answered) for each in asked_about(plan, review, as_of)]


# -- the record ------------------------------------------------------------------------------------


def test_a_review_begins_once_and_goes_on_where_it_was_left() -> None:
    plan, key = begin(plan_of(step()), "consultation", stamp_on(TODAY))
    assert plan.review[key] == Review(date=TODAY, forum="consultation", created=START)
    assert under_way(plan) == key
    plan = set_part(plan, key, Part.BARRIERS, START)
    assert begin(plan, "monthly-call", stamp_on(days(2))) == (plan, key)
    assert plan.review[key].part == "barriers"


def test_finishing_takes_the_part_out_and_another_review_can_begin() -> None:
    plan, key = begin(plan_of(), "monthly-call", stamp_on(TODAY))
    plan = finish(set_part(plan, key, Part.NEXT, START), key, stamp_on(TODAY, 8))
    assert plan.review[key].part is None
    assert plan.review[key].finished == START + dt.timedelta(minutes=8)
    assert under_way(plan) is None
    _, other = begin(plan, "monthly-call", stamp_on(days(30)))
    assert other != key


def test_finishing_twice_is_finishing_once() -> None:
    plan = reviewed(plan_of(step(-3)), TODAY)
    key = next(iter(plan.review))
    assert finish(plan, key, stamp_on(days(1))) is plan


def test_of_two_that_a_merge_brought_the_later_one_goes_on() -> None:
    reviews = {
        "V1-aaaa": Review(date=TODAY),
        "V2-aaaa": Review(date=days(-9), created=START + dt.timedelta(hours=1)),
        "V3-aaaa": Review(date=days(9), finished=START),
    }
    plan = Plan(plan=Header(), review=reviews)
    assert under_way(plan) == "V2-aaaa"
    assert began(reviews["V1-aaaa"]) == dt.datetime(2018, 2, 20, tzinfo=dt.UTC)


# -- carried ---------------------------------------------------------------------------------------


def test_only_open_steps_from_before_that_nobody_moved_are_carried() -> None:
    same_day = START - dt.timedelta(hours=1)
    plan = plan_of(
        step(-3),
        step(-3, "done"),
        step(-3, "dropped"),
        step(-3),  # done in the review
        step(-3),  # gets a new date in the review
        step(),  # gets its first date in the review
        step(-3, created=same_day),
        step(-3, into="S1-aaaa"),
        step(-3),  # is said to be still true
        step(-3),  # gets another owner only
    )
    plan, key = begin(plan, "monthly-call", stamp_on(TODAY))
    now = stamp_on(TODAY, 1)
    plan = verdicts.done(plan, "S4-aaaa", now)
    plan = verdicts.redate(plan, "S5-aaaa", days(9), now)
    plan = verdicts.redate(plan, "S6-aaaa", days(9), now)
    plan = verdicts.still_true(plan, "S9-aaaa", now)
    plan = editing.edit(plan, "S10-aaaa", now.now, owner="Nurse")
    plan = finish(plan, key, stamp_on(TODAY, 9))
    assert carried(plan) == {S1: 1, "S9-aaaa": 1, "S10-aaaa": 1}
    assert len(set(plan.log)) == 4 + 3, "each line has an id of its own"


def test_what_moved_before_the_review_began_is_carried_all_the_same() -> None:
    plan = verdicts.redate(plan_of(step(-3)), S1, days(-1), stamp_on(days(-5)))
    assert carried(reviewed(plan, TODAY)) == {S1: 1}


def test_two_reviews_of_one_day_carry_once() -> None:
    plan = reviewed(plan_of(step(-3)), TODAY)
    key = "V9-zzzz"
    plan = editing.add(plan, key, Review(date=TODAY, created=START))
    assert carried(finish(plan, key, stamp_on(TODAY, 20))) == {S1: 1}


@given(st.integers(0, 6), st.integers(1, 5))
def test_each_review_carries_each_open_step_once(reviews: int, steps: int) -> None:
    plan = plan_of(*(step(-3) for _ in range(steps)))
    for month in range(reviews):
        plan = reviewed(plan, days(30 * month))
    assert carried(plan) == {f"S{n}-aaaa": reviews for n in range(1, steps + 1) if reviews}
    assert set(still_true(plan)) == (set(plan.step) if reviews >= 2 else set())


# -- still true ------------------------------------------------------------------------------------


def test_it_is_asked_after_two_reviews_and_no_sooner() -> None:
    plan = reviewed(plan_of(step(300)), TODAY)
    assert still_true(plan) == ()
    assert doubt(plan, S1) == Doubt(carried=1)
    plan = reviewed(plan, days(30))
    assert still_true(plan) == (S1,)
    assert doubt(plan, S1) == Doubt(carried=2)


def test_it_is_asked_after_two_moved_dates_and_no_sooner() -> None:
    plan = verdicts.redate(plan_of(step(1)), S1, days(8), stamp_on(days(-20)))
    assert still_true(plan) == ()
    plan = verdicts.redate(plan, S1, days(80), stamp_on(days(-10)))
    assert still_true(plan) == (S1,)
    assert doubt(plan, S1) == Doubt(moved=2)


def test_a_yes_holds_for_two_more_and_the_counts_stay() -> None:
    plan = reviewed(reviewed(plan_of(step(300)), TODAY), days(30))
    plan = verdicts.still_true(plan, S1, stamp_on(days(31)), "It waits for the spring window")
    assert still_true(plan) == ()
    assert carried(plan) == {S1: 2}
    plan = reviewed(plan, days(60))
    assert still_true(plan) == ()
    assert still_true(reviewed(plan, days(90))) == (S1,)


def test_a_review_that_went_on_over_days_is_of_the_day_on_which_it_was_finished() -> None:
    call = Review(date=TODAY, forum="monthly-call")
    plan = plan_of().replace(review={"V1-aaaa": call, "V2-aaaa": call.replace(forum="table")})
    for key, day in (("V1-aaaa", days(2)), ("V2-aaaa", TODAY)):
        assert finish(plan, key, stamp_on(days(2))).review[key].date == day


def test_what_moved_in_the_morning_is_not_carried_by_the_call_of_that_day() -> None:
    plan, key = begin(plan_of(step(-3), step(20)), "monthly-call", stamp_on(TODAY))
    plan = verdicts.redate(plan, S1, days(30), stamp_on(TODAY))
    plan = finish(plan, key, stamp_on(TODAY, 5))
    plan, key = begin(plan, "monthly-call", stamp_on(TODAY, 20))
    assert carried(finish(plan, key, stamp_on(TODAY, 25))) == {S2: 1}


def test_a_new_date_or_state_begins_the_count_of_reviews_anew() -> None:
    twice = reviewed(reviewed(plan_of(step(20)), TODAY), days(30))
    dated = verdicts.redate(twice, S1, days(90), stamp_on(days(31)), "Half term")
    begun = verdicts.block(twice, S1, stamp_on(days(31)), "the rota")
    assert doubt(dated, S1) == Doubt(moved=1)
    assert still_true(dated) == still_true(begun) == ()
    assert still_true(reviewed(dated, days(60))) == ()
    assert still_true(reviewed(reviewed(dated, days(60)), days(89))) == (S1,)


def test_a_step_that_is_closed_is_not_asked_about() -> None:
    plan = reviewed(reviewed(plan_of(step(-3), step(-3)), TODAY), days(30))
    plan = verdicts.drop(plan, S1, stamp_on(days(31)))
    assert still_true(plan) == (S2,)


def test_the_log_is_read_by_its_days_whatever_its_order() -> None:
    lines = [
        LogEntry(item=S1, date=days(60), field="note", now="still true"),
        LogEntry(item=S1, date=days(30), field="carried"),
        LogEntry(item=S1, date=days(0), field="carried"),
    ]
    assert still_true(plan_of(step(), log=lines)) == ()
    assert still_true(plan_of(step(), log=lines[1:])) == (S1,)


# -- late or due -----------------------------------------------------------------------------------


def test_late_steps_come_first_and_the_last_day_counts() -> None:
    plan = plan_of(step(7), step(-2), step(8), step(-9), step(-9, "done"), step())
    assert list(late_or_due(plan, TODAY, days(7))) == ["S4-aaaa", "S2-aaaa", "S1-aaaa"]
    assert list(late_or_due(plan, TODAY, days(-30))) == ["S4-aaaa", "S2-aaaa"]


@pytest.mark.parametrize(
    "call, until",
    [(None, 14), (-1, 14), (0, 14), (1, 1), (13, 13), (14, 14), (30, 14)],
)
def test_a_step_is_due_up_to_the_next_call_or_for_two_weeks(call: int | None, until: int) -> None:
    plan = plan_of(next_call=None if call is None else days(call))
    assert next_meeting(plan, TODAY) == days(until)


def test_blocked_and_doubted_steps_are_asked_about_behind_what_is_late() -> None:
    twice = [LogEntry(item=S2, date=days(-n), field="carried") for n in (30, 60)]
    plan = plan_of(step(90, "blocked"), step(60), step(-1), step(90), log=twice)
    assert [each.key for each in asked_about(plan, None, TODAY)] == [S3, S2, S1]
    assert asked_about(plan, None, TODAY)[1].doubt == Doubt(carried=2)


def test_an_answer_moves_no_step_from_its_place() -> None:
    plan, _ = begin(plan_of(step(-5), step(-3), step(-1)), "monthly-call", stamp_on(TODAY))
    assert asked(plan) == [(S1, False), (S2, False), (S3, False)]
    now = stamp_on(TODAY, 1)
    plan = verdicts.done(plan, S1, now)
    plan = verdicts.redate(plan, S2, days(100), now)
    plan = verdicts.redate(plan, S2, days(90), now)
    assert asked(plan) == [(S1, True), (S2, True), (S3, False)]
    assert answered(plan, next(iter(plan.review.values()))) == {S1, S2}


def test_a_date_that_moves_for_the_second_time_is_not_doubted_in_the_same_breath() -> None:
    plan = verdicts.redate(plan_of(step(-9)), S1, days(-1), stamp_on(days(-30)))
    plan, key = begin(plan, "monthly-call", stamp_on(TODAY))
    plan = verdicts.redate(plan, S1, days(9), stamp_on(TODAY, 1))
    (only,) = asked_about(plan, plan.review[key], TODAY)
    assert only.doubt == Doubt(moved=1)
    assert still_true(plan) == (S1,), "the next review asks"


def test_a_line_that_somebody_wrote_by_hand_stops_no_review() -> None:
    lines = [
        LogEntry(item=S1, date=TODAY, field="due", was="soon", now="later", created=START),
        LogEntry(item=S1, date=TODAY, field="status", was="begun-ish", now="done", created=START),
        LogEntry(item="S9-zzzz", date=TODAY, field="status", now="done", created=START),
    ]
    plan, _ = begin(plan_of(step(-5), log=lines), "monthly-call", stamp_on(TODAY))
    assert asked(plan) == [(S1, True)]


# -- the position and the barriers -----------------------------------------------------------------


@pytest.mark.parametrize(
    "scores, score, kept",
    [((4.0,), 4, None), ((2.0, 4.0, 5.0), 4, (2, 4, 5)), ((2.0, 3.0), 2.5, (2, 3))],
)
def test_a_reading_keeps_each_person_s_score(
    scores: tuple[float, ...], score: float, kept: tuple[float, ...] | None
) -> None:
    before, key = begin(plan_of(), "consultation", stamp_on(TODAY))
    assert reading_of(before, before.review[key]) is None
    plan, made = read_position(before, scores, "consultation", stamp_on(TODAY, 1))
    reading = plan.reading[made]
    assert (reading.score, reading.scores, reading.forum) == (score, kept, "consultation")
    assert plan.current_reading == reading
    assert reading_of(plan, plan.review[key]) == made


def test_an_older_reading_is_not_this_review_s() -> None:
    older = Reading(date=TODAY, score=3, created=START - dt.timedelta(seconds=1))
    by_hand = Reading(date=TODAY, score=3)
    plan = Plan(plan=Header(), reading={"R1-aaaa": older, "R2-aaaa": by_hand})
    plan, key = begin(plan, "monthly-call", stamp_on(TODAY))
    assert reading_of(plan, plan.review[key]) is None
    assert reading_of(plan, None) is None


def test_barriers_that_are_closed_in_the_review_stay_in_it() -> None:
    barriers = {
        "B1-aaaa": Barrier(text="a"),
        "B2-aaaa": Barrier(text="b", status="reduced"),
        "B3-aaaa": Barrier(text="c", status="accepted"),
        "B4-aaaa": Barrier(text="d", into="B1-aaaa"),
    }
    plan = Plan(plan=Header(), barrier=barriers)
    assert list(standing_barriers(plan, None)) == ["B1-aaaa", "B2-aaaa"]
    plan, key = begin(plan, "monthly-call", stamp_on(TODAY))
    plan = verdicts.settle(plan, "B1-aaaa", "gone", stamp_on(TODAY, 1))
    assert list(standing_barriers(plan, plan.review[key])) == ["B1-aaaa", "B2-aaaa"]
    assert list(standing_barriers(plan, None)) == ["B2-aaaa"]
