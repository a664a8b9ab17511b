"""The agenda of a call: what is on it and what is not, who speaks, and minutes that add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.storage.strategies import plans
from trajectory.domain.agenda import (
    LEAST_MINUTES,
    MOST_ITEMS,
    Agenda,
    Line,
    Subject,
    Topic,
    Wants,
    agenda,
    share,
)
from trajectory.domain.forums import PARKED_FOR, comes_back
from trajectory.domain.plan import Parking, Plan, ReviewForum
from trajectory.domain.privacy import private_keys

CALL = dt.date(2018, 2, 20)
WORKSHOP = dt.date(2018, 1, 16)
BEFORE, AFTER = dt.datetime(2018, 1, 16, 14, tzinfo=dt.UTC), dt.datetime(2018, 2, 1, tzinfo=dt.UTC)
FORUMS: tuple[ReviewForum, ...] = tuple(PARKED_FOR)


def plan(**tables: Any) -> Plan:
    header = {"title": "Networks", "date": WORKSHOP, "owner": "Lead"}
    return Plan.model_validate({"plan": header, **tables})


def step(**fields: Any) -> dict[str, Any]:
    usual = {"text": "Map the forms", "owner": "Team manager", "due": CALL, "created": BEFORE}
    return {key: value for key, value in {**usual, **fields}.items() if value is not None}


def review(**fields: Any) -> dict[str, Any]:
    finished = dt.datetime(2018, 2, 6, 15, tzinfo=dt.UTC)
    return {"date": dt.date(2018, 2, 6), "forum": "monthly-call", "finished": finished, **fields}


def of(
    *found: Plan | Subject,
    as_of: dt.date = CALL,
    forum: ReviewForum = "monthly-call",
    minutes: int = 30,
) -> Agenda:
    subjects = [each if isinstance(each, Subject) else Subject(each) for each in found]
    return agenda(subjects, as_of, forum, minutes)


def topics(found: Agenda) -> list[Topic]:
    return [topic for item in found.items for topic in item.topics]


def lines(found: Agenda, topic: Topic) -> list[Line]:
    return [line for item in found.items for line in item.lines if line.topic is topic]


def told(found: Agenda, topic: Topic) -> list[tuple[str, str]]:
    return [(line.label, line.note) for line in lines(found, topic)]


LATE = {"S1-late": step(due=dt.date(2018, 2, 9))}
ONE_OF_EACH: Mapping[str, Any] = {
    "reading": {"R1-aaaa": {"date": dt.date(2018, 2, 15), "score": 4.0}},
    "barrier": {"B1-aaaa": {"text": "Supplier", "strength": 4, "influence": 1}},
    "step": {
        **LATE,
        "S2-kept": step(due=dt.date(2018, 2, 12), status="done", done_on=dt.date(2018, 2, 8)),
        "S3-none": step(owner=None, due=dt.date(2018, 3, 9)),
    },
    "parking": {"P1-aaaa": {"text": "Bus fares?", "for": "call"}},
}


# ---------------------------------------------------------------------------------- what is on it


def test_a_call_takes_its_items_in_order_and_empty_ones_fall_away() -> None:
    found = of(plan(**ONE_OF_EACH))
    assert topics(found) == list(Topic)
    assert len(found.items) == MOST_ITEMS, "asks and what is parked share one"
    assert found.items[-1].topics == (Topic.ASKS, Topic.PARKED)
    assert [item.wants for item in found.items] == [
        Wants.HEAR, Wants.DECIDE, Wants.HEAR, Wants.DECIDE, Wants.ASK,
    ]  # fmt: skip
    assert of(plan()).items == ()
    assert topics(of(plan(step=LATE))) == [Topic.LATE]


def test_several_plans_have_one_agenda_with_what_is_late_first() -> None:
    other = plan(**ONE_OF_EACH).replace(plan={"title": "Other", "owner": "Head"})
    found = of(plan(step=LATE), other)
    assert topics(found)[0] is Topic.LATE
    assert len(found.items) <= MOST_ITEMS
    assert [(line.plan, line.label) for line in lines(found, Topic.LATE)] == [(0, "S1"), (1, "S1")]
    assert [about.title for about in found.plans] == ["Networks", "Other"]


def test_late_is_before_the_day_and_the_longest_overdue_comes_first() -> None:
    table = {
        "S1-a": step(due=CALL),
        "S2-a": step(due=dt.date(2018, 2, 19)),
        "S3-a": step(due=dt.date(2018, 2, 9), status="in_progress"),
        "S4-a": step(due=dt.date(2018, 2, 1), status="done"),
    }
    found = of(plan(step=table))
    assert told(found, Topic.LATE) == [
        ("S3", "due Fri 9 Feb 2018, 11 days late; begun"),
        ("S2", "due Mon 19 Feb 2018, 1 day late"),
    ]
    assert ("S1", "due today") in told(found, Topic.PROMISED)


def test_what_is_blocked_comes_with_its_reason_whether_late_or_not() -> None:
    blocked = step(
        due=dt.date(2018, 3, 9),
        status="blocked",
        blocked_by="the forms\nboard",
        blocked_since=dt.date(2018, 2, 1),
    )
    (line,) = lines(of(plan(step={"S1-a": blocked})), Topic.LATE)
    assert line.note == "due Fri 9 Mar 2018; blocked since Thu 1 Feb 2018: the forms board"
    assert line.question == "Who can unblock it?"


@pytest.mark.parametrize("moves, question", [(1, "Done, a new date"), (2, "Still true")])
def test_a_late_step_that_moved_twice_is_asked_whether_it_is_still_true(
    moves: int, question: str
) -> None:
    log = {
        f"L{n}-a": {
            "item": "S1-late", "date": dt.date(2018, 1, 20 + n), "field": "due",
            "was": f"2018-01-{20 + n}", "now": "2018-02-09",
        }
        for n in range(1, moves + 1)
    }  # fmt: skip
    (line,) = lines(of(plan(step=LATE, log=log)), Topic.LATE)
    assert line.question.startswith(question)
    assert f"its date moved {'once' if moves == 1 else 'twice'}" in line.note


def test_promises_are_what_was_due_or_asked_since_the_last_finished_review() -> None:
    table = {
        "S1-before": step(due=dt.date(2018, 2, 6), status="done"),
        "S2-after": step(due=dt.date(2018, 2, 7), status="done", done_on=dt.date(2018, 2, 7)),
        "S3-drop": step(due=dt.date(2018, 2, 12), status="dropped"),
        "S4-later": step(due=dt.date(2018, 2, 21)),
    }
    reviews = {
        "V1-a": review(asks=("Who talks to the county?", " ")),
        "V2-a": {"date": CALL, "asks": ("A room",)},
    }
    log = {
        f"L{n}-a": {
            "item": "S2-after", "date": dt.date(2018, 2, day), "field": "status", "why": why,
        }
        for n, (day, why) in enumerate([(6, "Said last time"), (7, "Live in\nall teams")], 1)
    }  # fmt: skip
    found = of(plan(step=table, review=reviews, log=log))
    assert told(found, Topic.PROMISED) == [
        ("Asked", "asked on 6 Feb"),
        ("S2", "done on Wed 7 Feb 2018, due 7 Feb. Live in all teams"),
        ("S3", "dropped, was due 12 Feb"),
    ]
    assert [line.text for line in lines(found, Topic.ASKS)] == ["A room"], "under way: asked now"
    (about,) = found.plans
    assert (about.since, about.since_what) == (dt.date(2018, 2, 6), "monthly call")


def test_a_review_of_the_day_itself_is_this_call_s_own() -> None:
    reviews = {
        "V1-a": review(asks=("From the last call",)),
        "V2-a": review(date=CALL, asks=("From this one",)),
    }
    found = of(plan(review=reviews))
    assert found.plans[0].since == dt.date(2018, 2, 6)
    assert [line.text for line in lines(found, Topic.PROMISED)] == ["From the last call"]
    assert [line.text for line in lines(found, Topic.ASKS)] == ["From this one"]
    tomorrow = of(plan(review=reviews), as_of=CALL + dt.timedelta(days=1))
    assert [line.text for line in lines(tomorrow, Topic.PROMISED)] == ["From this one"]


def test_before_the_first_review_it_is_since_the_workshop_and_a_later_review_does_not_count() -> (
    None
):
    early = of(plan(review={"V1-a": review()}), as_of=dt.date(2018, 2, 5))
    assert (early.plans[0].since, early.plans[0].since_what) == (WORKSHOP, "workshop")
    assert of(plan(), as_of=dt.date(2018, 1, 15)).plans[0].since is None


@pytest.mark.parametrize(
    "fields, question",
    [
        ({"strength": 3, "influence": 2}, "What would cut through?"),
        ({"strength": 2, "influence": 3}, None),
        ({"strength": 4, "influence": 1}, "Live with it, or raise it?"),
        ({"strength": 3, "influence": 1}, None),
        ({"strength": 5, "influence": 1, "status": "accepted"}, None),
        ({"strength": 5}, None),
    ],
)
def test_a_strong_barrier_that_no_step_cuts_needs_a_decision(
    fields: dict[str, Any], question: str | None
) -> None:
    barrier = {"B1-a": {"text": "Rota", "cut_through": "Two hours", **fields}}
    found = lines(of(plan(barrier=barrier)), Topic.DECISION)
    assert [line.question for line in found] == ([question] if question else [])
    cut = {"S1-a": step(due=dt.date(2018, 3, 9), cuts=("B1-a",))}
    assert lines(of(plan(barrier=barrier, step=cut)), Topic.DECISION) == []


@pytest.mark.parametrize(
    "by, status, asked",
    [
        (dt.date(2018, 2, 19), None, True),
        (dt.date(2018, 2, 19), "open", True),
        (CALL, None, False),
        (dt.date(2018, 2, 19), "met", False),
    ],
)
def test_a_goal_whose_day_is_over_needs_a_decision(
    by: dt.date, status: str | None, *, asked: bool
) -> None:
    goal = {"text": "Families lead", "by": by, "created": BEFORE}
    goal |= {"status": status} if status else {}
    found = lines(of(plan(goal={"G1-a": goal})), Topic.DECISION)
    assert [line.question for line in found] == ["Met, revised, or let go?"] * asked


@pytest.mark.parametrize("confidence, asked", [(3, True), (4, False)])
def test_a_step_without_owner_or_date_or_hope_is_asked_about(
    confidence: int, *, asked: bool
) -> None:
    later = dt.date(2018, 3, 9)
    table = {"S1-a": step(due=later, confidence=confidence), "S2-a": step(owner=" ", due=None)}
    found = {line.label: line.question for line in lines(of(plan(step=table)), Topic.ASKS)}
    assert found["S2"] == "Who takes this on? By when?"
    assert found.get("S1") == ("What would lift it by one point?" if asked else None)


def test_what_moved_is_told_from_the_checkpoint_and_without_one_from_the_log() -> None:
    tables: dict[str, Any] = {
        "step": {"S1-a": step(due=dt.date(2018, 3, 9)), "S2-a": step(due=dt.date(2018, 3, 9))},
        "barrier": {"B1-a": {"text": "Rota", "strength": 5, "created": BEFORE}},
        "goal": {"G1-a": {"text": "Lead", "created": BEFORE}},
        "reading": {"R1-a": {"date": WORKSHOP, "score": 3.5}},
    }
    before = plan(**tables)
    tables["step"] = {
        "S1-a": step(due=dt.date(2018, 3, 16), status="in_progress"),
        "S2-a": step(due=dt.date(2018, 3, 9), status="done", done_on=dt.date(2018, 2, 8)),
        "S3-a": step(text="Ring them", due=dt.date(2018, 4, 1), created=AFTER),
    }
    tables["barrier"] = {
        "B1-a": {"text": "Rota", "strength": 3, "status": "reduced", "created": BEFORE}
    }
    tables["goal"]["G1-a"] = {"text": "Lead", "status": "met", "created": BEFORE}
    tables["reading"]["R2-a"] = {"date": dt.date(2018, 2, 19), "score": 4.0, "reason": "Two teams"}
    tables["decision"] = {
        "D1-a": {
            "text": "Start in March", "date": dt.date(2018, 2, 8),
            "decided_by": "Director", "created": AFTER,
        }
    }  # fmt: skip
    changes = (
        ("S1-a", "due", "2018-03-09", "2018-03-16", "Half term"),
        ("S1-a", "status", "not_started", "in_progress", None),
        ("S2-a", "status", "not_started", "done", "Live since Monday"),
        ("B1-a", "strength", "5", "3", None),
        ("B1-a", "status", "open", "reduced", None),
        ("G1-a", "status", "open", "met", None),
    )
    tables["log"] = {
        f"L{n}-a": {
            "item": item, "field": field, "date": dt.date(2018, 2, 8), "was": was, "now": now,
            **({"why": why} if why else {}),
        }
        for n, (item, field, was, now, why) in enumerate(changes, 1)
    }  # fmt: skip
    after = plan(**tables)
    expected = [
        ("Scale", "Two teams"),
        ("G1", "met"),
        ("B1", "reduced; strength from 5 to 3"),
        ("S1", "begun; moved from 9 Mar to 16 Mar. Half term"),
        ("S2", "done on Thu 8 Feb 2018. Live since Monday"),
        ("S3", "new step, by 1 Apr"),
        ("D1", "decided on Thu 8 Feb 2018 by Director"),
    ]
    assert told(of(Subject(after, before)), Topic.MOVED) == expected
    assert told(of(after), Topic.MOVED) == expected
    assert lines(of(after), Topic.MOVED)[0].text == "from 3.5 to 4 (Mon 19 Feb 2018)"


def test_a_record_is_spoken_of_once() -> None:
    log = {
        "L1-a": {
            "item": "S1-late", "date": dt.date(2018, 2, 1), "field": "due",
            "was": "2018-02-02", "now": "2018-02-09",
        }
    }  # fmt: skip
    found = of(plan(step=LATE, log=log))
    assert topics(found) == [Topic.LATE]


@pytest.mark.parametrize("forum", FORUMS)
def test_what_is_parked_comes_back_at_its_own_forum(forum: ReviewForum) -> None:
    places = ("call", "consultation", "workshop", "other")
    parking = {f"P{n}-a": {"text": "x", "for": place} for n, place in enumerate(places, 1)}
    parking |= {
        "P5-a": {"text": "nobody said where"},
        "P6-a": {"text": "x", "status": "raised"},
        "P7-a": {"text": "x", "into": "P5-a"},
    }
    found = {line.key for line in lines(of(plan(parking=parking), forum=forum), Topic.PARKED)}
    expected = {
        "monthly-call": {"P1-a", "P5-a"},
        "consultation": {"P2-a"},
        "table": {"P3-a"},
        "leaders-workshop": {"P3-a"},
    }
    assert found == expected[forum]


@pytest.mark.parametrize("status", ["raised", "resolved", "dropped"])
def test_what_was_settled_does_not_come_back(status: Any) -> None:
    assert comes_back(Parking(text="x", status="parked"), "monthly-call")
    assert not comes_back(Parking(text="x", status=status), "monthly-call")


# ------------------------------------------------------------------------------ who and how long


def test_who_speaks_is_the_owner_of_each_line_and_else_the_plan_s() -> None:
    table = {"S1-a": step(due=dt.date(2018, 2, 9), owner=" team  Manager"), **LATE}
    (item,) = of(plan(step={**table, "S3-a": step(due=dt.date(2018, 2, 9), owner=None)})).items
    assert item.speakers == ("team Manager", "Lead")
    assert item.question == "Done, a new date, or drop it?"


def test_a_question_that_few_lines_share_is_not_the_item_s() -> None:
    table = {**LATE, "S2-a": step(status="blocked"), "S3-a": step(status="blocked")}
    (item,) = of(plan(step=table)).items
    assert item.question == "Who can unblock it?"
    (single,) = of(plan(step=LATE)).items
    assert single.question == ""


@pytest.mark.parametrize(
    "minutes, weights, parts",
    [
        (30, [1, 1, 1, 1, 1], (10, 5, 5, 5, 5)),
        (30, [3, 4, 3, 5, 3], (5, 5, 5, 10, 5)),
        (25, [9, 1, 1, 1, 1], (5, 5, 5, 5, 5)),
        (20, [1, 1, 1, 1, 1], (4, 4, 4, 4, 4)),
        (5, [9, 1, 1, 1, 1], (1, 1, 1, 1, 1)),
        (32, [1, 1], (16, 16)),
        (30, [], ()),
    ],
)
def test_minutes_are_shared_by_weight(
    minutes: int, weights: list[int], parts: tuple[int, ...]
) -> None:
    assert share(minutes, weights) == parts


@given(
    st.integers(LEAST_MINUTES, 480), st.lists(st.integers(1, 20), min_size=1, max_size=MOST_ITEMS)
)
def test_shares_add_up_and_nobody_gets_nothing(minutes: int, weights: list[int]) -> None:
    parts = share(minutes, weights)
    assert sum(parts) == minutes
    assert min(parts) >= 1
    for one, part in zip(weights, parts, strict=True):
        for other, less in zip(weights, parts, strict=True):
            assert part >= less or one <= other, "who weighs more never gets less"


def test_a_call_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        of(plan(), minutes=LEAST_MINUTES - 1)


# ------------------------------------------------------------------------------------ properties

days = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))


@given(
    st.lists(st.tuples(plans, st.none() | plans), max_size=2),
    days,
    st.sampled_from(FORUMS),
    st.integers(LEAST_MINUTES, 120),
)
def test_any_plans_give_an_agenda_that_holds(
    pairs: list[tuple[Plan, Plan | None]], as_of: dt.date, forum: ReviewForum, minutes: int
) -> None:
    subjects = [Subject(now, before) for now, before in pairs]
    found = agenda(subjects, as_of, forum, minutes)
    assert found == agenda(subjects, as_of, forum, minutes)
    assert len(found.items) <= MOST_ITEMS
    assert sum(item.minutes for item in found.items) == (minutes if found.items else 0)
    spoken: list[tuple[int, str]] = []
    for item in found.items:
        assert item.lines
        for line in item.lines:
            subject = subjects[line.plan].plan
            record = subject.find(line.key)
            assert record is not None, "nothing is made up"
            assert line.key not in private_keys(subject)
            assert line.text in _words_of(record[1]) or line.key in subject.reading
            if line.key not in subject.review:
                spoken.append((line.plan, line.key))
    assert len(spoken) == len(set(spoken)), "each record is spoken of once"


def _words_of(record: object) -> set[str]:
    """What a record says of itself, on one line."""
    texts = [getattr(record, "text", None), *(getattr(record, "asks", None) or ())]
    return {" ".join(text.split()) for text in texts if text}


@given(plans, days)
def test_private_entries_are_never_spoken_of(plan: Plan, as_of: dt.date) -> None:
    hidden = plan.replace(
        **{
            kind: {key: entry.replace(private=True) for key, entry in getattr(plan, kind).items()}
            for kind in ("note", "goal", "enabler", "barrier", "step", "parking", "decision")
        }
    )
    found = agenda([Subject(hidden, plan)], as_of, "monthly-call", 30)
    keys = {line.key for item in found.items for line in item.lines}
    assert keys <= {*plan.reading, *plan.review}
