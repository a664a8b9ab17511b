"""What is typed in a call goes where it belongs, and into the review under way."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.amending import Stamp
from trajectory.domain.cleaning import clean
from trajectory.domain.outcomes import Outcome, ask, decide, on_record, put_down, say
from trajectory.domain.plan import TEXT_LIMIT, Header, Plan, Review, ReviewForum, Step
from trajectory.errors import UsageError

TODAY = dt.date(2018, 2, 20)
NOW = dt.datetime(2018, 2, 20, 15, tzinfo=dt.UTC)
PLAN = Plan(plan=Header(title="x", participants=("Team manager",)))


def stamp() -> Stamp:
    numbers = itertools.count()
    return Stamp(NOW, TODAY, lambda length: f"{next(numbers):0{length}}")


def test_what_was_said_goes_into_the_review_as_it_was_spoken() -> None:
    first = put_down(PLAN, "We start in March @Team manager by fri !4", "monthly-call", stamp())
    assert first.plan.review[first.key] == Review(
        date=TODAY,
        forum="monthly-call",
        summary="We start in March @Team manager by fri !4",
        created=NOW,
        changed=NOW,
    )
    again = say(first.plan, " And in April. ", "consultation", stamp())
    (review,) = again.plan.review.values()
    assert review.summary == "We start in March @Team manager by fri !4\nAnd in April."
    assert review.forum == "monthly-call", "the one under way goes on"


@pytest.mark.parametrize(
    "line, table",
    [
        ("> Ring them @Nurse by 2 mar", "step"),
        ("? Who pays?", "parking"),
        ("- No room !4", "barrier"),
    ],
)
def test_a_mark_sends_a_line_to_its_box_and_begins_the_review(line: str, table: str) -> None:
    made = put_down(PLAN, line, "monthly-call", stamp())
    (record,) = getattr(made.plan, table).values()
    assert (made.key, made.said) == (f"{made.label}-{made.key[-4:]}", f"added {made.label}")
    assert record.text in line
    assert [review.finished for review in made.plan.review.values()] == [None]
    if table == "step":
        assert (record.owner, record.due) == ("Nurse", dt.date(2018, 3, 2))


def test_a_score_is_one_of_this_meeting() -> None:
    made = put_down(PLAN, "=4.5>7", "consultation", stamp())
    (reading,) = made.plan.reading.values()
    assert (reading.score, reading.forum) == (4.5, "consultation")
    assert made.plan.position.target == 7
    aim = put_down(PLAN, "=>7", "consultation", stamp())
    assert (aim.key, aim.plan.position.target) == ("", 7)


def test_an_ask_is_one_of_the_review() -> None:
    made = ask(ask(PLAN, "A room", "monthly-call", stamp()).plan, "B", "monthly-call", stamp())
    assert made.plan.review[made.key].asks == ("A room", "B")


def test_a_decision_has_its_day_its_place_and_who_decided() -> None:
    made = decide(PLAN, "Start in March, by fri @team manager", stamp(), "monthly-call")
    decision = made.plan.decision[made.key]
    assert (decision.text, decision.decided_by) == ("Start in March, by fri", "Team manager")
    assert (decision.date, decision.forum) == (TODAY, "monthly call")
    assert len(made.plan.review) == 1
    alone = decide(PLAN, "? /Start in March", stamp())
    assert alone.plan.decision[alone.key].text == "? /Start in March"
    assert alone.plan.review == {}, "a decision outside a call begins no review"
    assert alone.plan.decision[alone.key].forum is None


@pytest.mark.parametrize("line", ["", "  ", "> ", "x" * (TEXT_LIMIT + 1), "/nonsense"])
def test_what_cannot_be_kept_is_refused(line: str) -> None:
    with pytest.raises(UsageError):
        put_down(PLAN, line, "monthly-call", stamp())


def test_a_review_that_is_full_says_where_else_a_line_can_go() -> None:
    full = say(PLAN, "x" * TEXT_LIMIT, "monthly-call", stamp()).plan
    with pytest.raises(UsageError, match="parking lot"):
        say(full, "more", "monthly-call", stamp())
    for put in (ask, say):
        with pytest.raises(UsageError):
            put(PLAN, " ", "monthly-call", stamp())
    with pytest.raises(UsageError):
        decide(PLAN, " ", stamp())


def test_where_a_decision_was_made_is_the_review_under_way_or_the_workshop_s_day() -> None:
    begun = say(PLAN, "x", "consultation", stamp()).plan
    made = decide(begun, "Start in March", stamp())
    assert made.plan.decision[made.key].forum == "consultation"
    workshop = PLAN.replace(plan=PLAN.plan.replace(date=TODAY))
    made = decide(workshop, "Start in March", stamp())
    assert made.plan.decision[made.key].forum == "workshop"


def test_what_the_call_has_brought_so_far_decisions_before_steps() -> None:
    old = {"S1-a": Step(text="Old", created=NOW - dt.timedelta(days=1)), "S2-a": Step(text="Hand")}
    plan = PLAN.replace(step=old)
    assert on_record(plan, None) == on_record(plan, "V1-gone") == ()
    for line in ("We talked", "> Ring them", "=4"):
        plan = put_down(plan, line, "monthly-call", stamp()).plan
    plan = decide(plan, "Start in March", stamp()).plan
    plan = ask(plan, "A room", "monthly-call", stamp()).plan
    (key,) = plan.review
    assert [(each.label, each.text) for each in on_record(plan, key)] == [
        ("Said", "We talked"),
        ("Scale", "4"),
        ("D1", "Start in March"),
        ("S3", "Ring them"),
        ("Asked", "A room"),
    ]


@given(st.text(max_size=60))
def test_what_begins_with_a_word_is_kept_whole(rest: str) -> None:
    line = f"We {rest}"
    made = put_down(PLAN, line, "monthly-call", stamp())
    assert made.plan.review[made.key].summary == clean(line).strip()


@given(st.text(max_size=60), st.sampled_from([put_down, say, ask]))
def test_a_line_is_refused_or_makes_a_review_that_is_under_way(
    line: str, put: Callable[[Plan, str, ReviewForum, Stamp], Outcome]
) -> None:
    try:
        made = put(PLAN, line, "monthly-call", stamp())
    except UsageError:
        return
    (review,) = made.plan.review.values()
    assert review.finished is None
    assert made.said
