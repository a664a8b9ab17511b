"""The questions about an entry, in their order, and what each takes for an answer."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.followups import QUESTIONS, FollowUp, answer, follow_ups
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import (
    RECORD_TYPES,
    Barrier,
    Enabler,
    Goal,
    Header,
    Note,
    Parking,
    Plan,
    Reading,
    Step,
)

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 14, 2, tzinfo=dt.UTC)

PLAN = Plan(
    plan=Header(participants=("Team manager",)),
    note={"N1-aaaa": Note(text="n")},
    reading={"R1-aaaa": Reading(date=TODAY, score=4)},
    goal={"G1-aaaa": Goal(text="g")},
    enabler={"E1-aaaa": Enabler(text="e")},
    barrier={"B1-aaaa": Barrier(text="b"), "B2-bbbb": Barrier(text="b")},
    step={"S1-aaaa": Step(text="s")},
    parking={"P1-aaaa": Parking(text="p")},
)


def asked(key: str, name: str) -> FollowUp:
    return next(question for question in follow_ups(PLAN, key) if question.field == name)


def answered(key: str, name: str, text: str) -> object:
    after, problem = answer(PLAN, asked(key, name), text, NOW, TODAY)
    assert problem is None
    found = after.find(key)
    assert found is not None
    assert found[1].changed == NOW
    value: object = getattr(found[1], name)
    return value


def refused(key: str, name: str, text: str) -> str:
    after, problem = answer(PLAN, asked(key, name), text, NOW, TODAY)
    assert after is PLAN
    assert problem is not None
    return problem


@pytest.mark.parametrize(
    "key, labels",
    [
        ("N1-aaaa", ["N1 · Working well, worried, or needs to happen?"]),
        ("R1-aaaa", ["R1 · What got us here, not lower?"]),
        (
            "G1-aaaa",
            [
                *("G1 · How would we know?", "G1 · What is it today?", "G1 · By when?"),
                "G1 · What would a family see?",
            ],
        ),
        ("E1-aaaa", ["E1 · How strong, 1 to 5?"]),
        (
            "B2-bbbb",
            [
                *("B2 · How strong, 1 to 5?", "B2 · What would cut through?"),
                "B2 · Ours, can influence, or outside us?",
            ],
        ),
        (
            "S1-aaaa",
            [
                *("S1 · Who?", "S1 · By when?", "S1 · What exists when it is done?"),
                *("S1 · When and where exactly?", "S1 · Which barrier does it cut?"),
            ],
        ),
        ("P1-aaaa", []),
        ("S9-none", []),
    ],
)
def test_what_is_not_said_yet_is_asked_in_order(key: str, labels: list[str]) -> None:
    assert [question.label for question in follow_ups(PLAN, key)] == labels


def test_what_is_said_is_not_asked() -> None:
    plan = Plan(
        plan=Header(),
        step={"S1-aaaa": Step(text="s", owner="Team manager", cue="Monday", done_when="live")},
    )
    # Without a barrier in the plan nobody is asked which one it cuts.
    assert [question.field for question in follow_ups(plan, "S1-aaaa")] == ["due"]


def test_every_question_is_about_a_field_of_its_kind() -> None:
    for kind, questions in QUESTIONS.items():
        assert questions.keys() <= RECORD_TYPES[kind].model_fields.keys()


@pytest.mark.parametrize(
    "key, name, text, value",
    [
        ("S1-aaaa", "owner", "team MANAGER", "Team manager"),
        ("S1-aaaa", "owner", "@Team manager", "Team manager"),
        ("S1-aaaa", "owner", '@"Head of service"', "Head of service"),
        ("S1-aaaa", "owner", " Head of service ", "Head of service"),
        ("S1-aaaa", "due", "fri", dt.date(2026, 11, 27)),
        ("S1-aaaa", "due", "by Fri.", dt.date(2026, 11, 27)),
        ("S1-aaaa", "due", "2 weeks", dt.date(2026, 12, 6)),
        ("G1-aaaa", "by", "9 feb", dt.date(2027, 2, 9)),
        ("S1-aaaa", "done_when", "Live in the record", "Live in the record"),
        ("S1-aaaa", "cue", "- Forms meeting, by fri", "- Forms meeting, by fri"),
        ("S1-aaaa", "cuts", "B1", ("B1-aaaa",)),
        ("S1-aaaa", "cuts", "cuts b2, B1 and b2", ("B2-bbbb", "B1-aaaa")),
        ("B1-aaaa", "strength", "4", 4),
        ("B1-aaaa", "strength", "!4", 4),
        ("E1-aaaa", "strength", "Four.", 4),
        ("E1-aaaa", "strength", "strength 4", 4),
        ("B1-aaaa", "cut_through", "Two questions\x1b more", "Two questions more"),
        ("B1-aaaa", "influence", "Ours", 3),
        ("B1-aaaa", "influence", "can influence", 2),
        ("B1-aaaa", "influence", "we can influence it", 2),
        ("B1-aaaa", "influence", "outside us", 1),
        ("B1-aaaa", "influence", "2", 2),
        ("N1-aaaa", "view", "working well", "working_well"),
        ("N1-aaaa", "view", "Well", "working_well"),
        ("N1-aaaa", "view", "worried", "worried"),
        ("N1-aaaa", "view", "Needs to happen", "needs_to_happen"),
        ("G1-aaaa", "measure", "dip sample of 20", "dip sample of 20"),
        ("G1-aaaa", "baseline", "4 of 20", "4 of 20"),
        ("G1-aaaa", "see", "a plan in pictures", "a plan in pictures"),
        ("R1-aaaa", "reason", "Table baseline", "Table baseline"),
    ],
)
def test_an_answer_fills_its_field(key: str, name: str, text: str, value: object) -> None:
    assert answered(key, name, text) == value


@pytest.mark.parametrize(
    "key, name, text, said",
    [
        (
            *("S1-aaaa", "due", "when we can"),
            "“when we can” is not a date: type one such as 27 nov, fri or eom.",
        ),
        (
            *("S1-aaaa", "due", "12/5"),
            "“12/5” could be 12 May or 5 December: type the month's name.",
        ),
        ("S1-aaaa", "owner", "@", "Type the role that will do it, such as Team manager."),
        ("S1-aaaa", "cuts", "B9", "“B9” is no barrier in this plan: type a label, such as B1."),
        ("S1-aaaa", "cuts", "E1", "“E1” is no barrier in this plan: type a label, such as B1."),
        ("S1-aaaa", "cuts", "and", "Type a barrier's label, such as B1."),
        ("B1-aaaa", "strength", "6", "Type a number from 1 (slight) to 5 (decides it)."),
        ("B1-aaaa", "strength", "very", "Type a number from 1 (slight) to 5 (decides it)."),
        ("B1-aaaa", "influence", "33", "Type ours, influence, or outside."),
        ("N1-aaaa", "view", "good", "Type working, worried, or needs."),
        (
            *("S1-aaaa", "cue", "x" * 5_001),
            "That has 5,001 characters, and 5,000 fit. Nothing was lost: make it shorter.",
        ),
    ],
)
def test_what_is_not_understood_changes_nothing_and_says_why(
    key: str, name: str, text: str, said: str
) -> None:
    assert refused(key, name, text) == said


def test_a_long_answer_is_quoted_in_part() -> None:
    assert len(refused("S1-aaaa", "due", "long " * 200)) < 140


@pytest.mark.parametrize("text", ["", "  ", "\x1b"])
def test_an_empty_answer_is_a_skipped_question(text: str) -> None:
    assert answer(PLAN, asked("S1-aaaa", "owner"), text, NOW, TODAY) == (PLAN, None)


def test_an_entry_that_is_gone_cannot_be_answered() -> None:
    gone = FollowUp("S9-none", "owner", "Who?", "S9 · Who?")
    after, problem = answer(PLAN, gone, "Team manager", NOW, TODAY)
    assert after is PLAN
    assert problem == "That entry is not in the plan any more, so there is nothing to fill in."


_QUESTIONS = [
    question for kind in Kind for key in PLAN.records(kind) for question in follow_ups(PLAN, key)
]


@given(st.sampled_from(_QUESTIONS), st.text(max_size=40))
def test_any_answer_fills_the_field_or_is_refused_with_a_sentence(
    question: FollowUp, text: str
) -> None:
    after, problem = answer(PLAN, question, text, NOW, TODAY)
    if problem is not None:
        assert after is PLAN
        assert problem.endswith(".")
    elif after is not PLAN:
        left = [q.field for q in follow_ups(after, question.key)]
        assert question.field not in left
