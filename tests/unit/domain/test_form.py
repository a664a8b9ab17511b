"""The form asks for every field of an entry, and reads what is typed without guessing."""

from __future__ import annotations

import datetime as dt
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.form import FORMS, KEPT, Ask, Field, choice_words
from trajectory.domain.form_reading import FieldRead, FormReader, begins, split_labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import (
    RECORD_TYPES,
    TEXT_LIMIT,
    Barrier,
    Enabler,
    Goal,
    Header,
    Plan,
    Reading,
    Step,
)

TODAY = dt.date(2018, 1, 16)
STEP, BARRIER = "S1-aaaa", "B1-aaaa"

PLAN = Plan(
    plan=Header(participants=("Team manager", "Service Manager, Assessment")),
    goal={"G1-aaaa": Goal(text="Families lead"), "G2-aaaa": Goal(text="Children are asked")},
    enabler={"E1-aaaa": Enabler(text="Supervision runs")},
    barrier={
        BARRIER: Barrier(text="Network is not in the\nstrategy discussion or the workflow"),
        "B2-aaaa": Barrier(text="Rota"),
        "rota gap": Barrier(text="Written by hand"),
        "B4-aaaa": Barrier(text="Merged", into=BARRIER),
    },
    step={
        STEP: Step.model_validate(
            {
                "text": "Map the forms",
                "owner": "Team manager",
                "with": ("Data analyst", "Service Manager, Assessment"),
                "due": dt.date(2018, 2, 9),
                "goal": "G1-aaaa",
                "cuts": (BARRIER, "B9-gone"),
                "confidence": 7,
            }
        ),
        "S2-aaaa": Step(text="Then test them", after=(STEP,)),
        "S3-aaaa": Step(text="Then train", after=("S2-aaaa",)),
    },
    reading={"R1-aaaa": Reading(date=TODAY, score=3.5, scores=(2, 3.5, 5))},
)


LEAST = {kind: {"text": "x"} for kind in FORMS} | {Kind.READING: {"date": TODAY, "score": 1}}


def reader(key: str = STEP) -> FormReader:
    return FormReader(PLAN, key, TODAY)


def field(name: str, key: str = STEP) -> Field:
    return next(asked for asked in reader(key).fields if asked.name == name)


def read(name: str, typed: str, key: str = STEP) -> FieldRead:
    return reader(key).read(field(name, key), typed)


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_of_the_model_is_asked_for_or_kept_by_the_app(kind: Kind) -> None:
    asked = [field.name for field in FORMS[kind]]
    assert len(asked) == len(set(asked))
    assert set(asked) | KEPT >= set(RECORD_TYPES[kind].model_fields)
    assert set(asked) <= set(RECORD_TYPES[kind].model_fields)
    assert not KEPT & set(asked)


@pytest.mark.parametrize("kind", FORMS)
def test_every_choice_is_one_that_the_model_takes_and_none_is_missing(kind: Kind) -> None:
    for asked in FORMS[kind]:
        if asked.ask is not Ask.CHOICE:
            continue
        annotation = RECORD_TYPES[kind].model_fields[asked.name].annotation
        allowed = [
            value
            for option in typing.get_args(annotation)
            if typing.get_origin(option) is typing.Literal
            for value in typing.get_args(option)
        ]
        if allowed:
            assert [choice.value for choice in asked.choices] == allowed
        for choice in asked.choices:
            record = RECORD_TYPES[kind].model_validate({**LEAST[kind], asked.name: choice.value})
            assert getattr(record, asked.name) == choice.value
            assert choice_words(asked, choice.value) == choice.words


def test_the_questions_fit_beside_the_answers() -> None:
    for fields in FORMS.values():
        for asked in fields:
            assert len(asked.question) <= 29


@pytest.mark.parametrize("name", [f.name for f in FORMS[Kind.STEP] if f.ask is not Ask.CHOICE])
def test_what_is_shown_reads_back_as_what_is_held(name: str) -> None:
    shown = reader().shown(field(name))
    held = reader().value(field(name))
    if shown:
        assert reader().read(field(name), shown) == FieldRead(held, read(name, shown).echo)


def test_a_reading_reads_back_too() -> None:
    for name in ("date", "score", "scores"):
        asked = field(name, "R1-aaaa")
        shown = reader("R1-aaaa").shown(asked)
        assert reader("R1-aaaa").read(asked, shown).value == reader("R1-aaaa").value(asked)


def test_people_s_dates_are_echoed() -> None:
    assert read("due", "fri") == FieldRead(dt.date(2018, 1, 19), "Fri 19 Jan 2018")


@pytest.mark.parametrize("typed", ["12/5", "next friday", "soon", "the family", "31 feb"])
def test_what_is_not_one_day_is_said_and_not_guessed(typed: str) -> None:
    found = read("due", typed)
    assert found.value is None
    assert found.problem.endswith(".")


def test_labels_lead_to_ids_and_are_echoed_with_their_words() -> None:
    found = read("cuts", "b1, B2")
    assert found.value == (BARRIER, "B2-aaaa", "B9-gone")
    assert found.echo == "B1 Network is not in the strategy… · B2 Rota"


def test_a_label_written_by_hand_may_hold_spaces() -> None:
    assert read("cuts", "B2 and rota gap").value == ("B2-aaaa", "rota gap", "B9-gone")


def test_a_link_to_what_is_gone_outlives_the_edit() -> None:
    assert read("cuts", "").value == ("B9-gone",)


def test_an_unknown_label_is_flagged_with_those_there_are() -> None:
    found = read("cuts", "B1 B9")
    assert (found.value, found.problem) == (None, "There is no barrier B9. Here: B1 B2 rota gap.")
    assert "B4" in read("cuts", "B4").problem


def test_only_what_the_field_is_about_counts_as_a_label() -> None:
    assert read("uses", "E1").value == ("E1-aaaa",)
    assert "no enabler B1" in read("uses", "B1").problem


def test_one_goal_only() -> None:
    assert read("goal", "G2").value == "G2-aaaa"
    assert read("goal", "G1 G2").problem == "One goal only: G1 or G2?"


def test_steps_that_wait_for_each_other_are_refused() -> None:
    assert read("after", "S3").problem == "S3 itself waits for S1: which comes first?"
    assert read("after", "S1").problem.startswith("There is no next step S1.")
    assert read("after", "S1", "S3-aaaa").value == (STEP,)


def test_roles_are_taken_as_the_plan_writes_them() -> None:
    assert read("owner", "team MANAGER").value == "Team manager"
    assert read("owner", "Somebody new").value == "Somebody new"
    found = read("with_", "service manager, assessment; Nurse ;; nurse")
    assert found.value == ("Service Manager, Assessment", "Nurse", "nurse")


def test_known_roles_complete() -> None:
    assert reader().completion(field("owner"), "Serv") == "ice Manager, Assessment"
    assert reader().completion(field("with_"), "Nurse; tea") == "m manager"
    assert reader().completion(field("owner"), "") == ""
    assert reader().completion(field("cue"), "Team") == ""


@pytest.mark.parametrize("typed", ["11", "-1", "3.5", "seven", "nan", "inf", "1e9"])
def test_a_number_out_of_bounds_is_said(typed: str) -> None:
    assert read("confidence", typed).problem == "Type a number from 0 to 10, a whole number."


def test_points_of_the_scale_come_in_halves() -> None:
    assert read("score", "3.5", "R1-aaaa").value == 3.5
    assert read("score", "3½", "R1-aaaa").value == 3.5
    assert "half points" in read("score", "3.3", "R1-aaaa").problem
    assert read("scores", "2, 3 4.5", "R1-aaaa").echo == "3 people, from 2 to 4.5"
    assert "each person" in read("scores", "2 eleven", "R1-aaaa").problem


def test_an_entry_needs_words_and_a_reading_its_day() -> None:
    assert "needs words" in read("text", " \n ").problem
    assert "needs a day" in read("date", "", "R1-aaaa").problem
    assert read("cue", "  ") == FieldRead()


def test_what_is_too_long_is_kept_and_said() -> None:
    assert read("text", "x" * TEXT_LIMIT).problem == ""
    assert "5,001 characters" in read("text", "x" * (TEXT_LIMIT + 1)).problem


def test_control_characters_are_not_let_in() -> None:
    assert read("cue", "a\x1b]52;c;aGk=\x07b").value == "a]52;c;aGk=b"


def test_an_id_that_is_gone_is_said() -> None:
    with pytest.raises(KeyError):
        _ = reader("S9-zzzz").kind


@given(st.lists(st.sampled_from(["b1", "b2", "my rota", "zzz"]), max_size=8), st.data())
def test_labels_are_found_whatever_stands_between_them(
    labels: list[str], data: st.DataObject
) -> None:
    between = data.draw(st.sampled_from([" ", ", ", ",", "; ", " and "]))
    found, unknown = split_labels(between.join(labels), {"b1": "1", "b2": "2", "my rota": "3"})
    assert found == [label for label in labels if label != "zzz"]
    assert unknown == [label for label in labels if label == "zzz"]


@given(st.text(max_size=80), st.sampled_from([f.name for f in FORMS[Kind.STEP]]))
def test_no_text_breaks_the_reader(typed: str, name: str) -> None:
    found = read(name, typed)
    assert not (found.problem and found.value is not None)
    if found.value is not None and field(name).ask is not Ask.CHOICE:
        Step.model_validate({"text": "x", name: found.value})


@pytest.mark.parametrize(
    "text, begun",
    [
        ("Map every form against practice step", "Map every form against practice step"),
        ("Map every form against the practice step", "Map every form against the practice…"),
        ("Network is not in the strategy discussion", "Network is not in the strategy…"),
        ("x" * 40, "x" * 35 + "…"),
        ("short " + "x" * 40, "short " + "x" * 29 + "…"),
    ],
)
def test_an_entry_is_known_by_its_first_whole_words(text: str, begun: str) -> None:
    assert begins(text) == begun
