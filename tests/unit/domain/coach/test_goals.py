"""The coach's questions about goals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.unit.domain.coach.sheets import asked, at, day, found

CLOSED = ["met", "revised", "dropped"]


@pytest.mark.parametrize(
    "goals, severity",
    [
        ([], "fix"),
        ([{"status": "met"}], "fix"),
        ([{"into": "G2-aaaa"}], "fix"),
        ([{}], None),
        ([{"status": "open"}], None),
        ([{}] * 3, None),
        ([{}] * 3 + [{"status": "revised"}], None),
        ([{}] * 4, "ask"),
    ],
)
def test_c06_one_to_three_goals(goals: list[dict[str, Any]], severity: str | None) -> None:
    severities = [one.severity for one in found("C06", goal=goals)]
    assert severities == ([] if severity is None else [severity])


@pytest.mark.parametrize("status", CLOSED)
@pytest.mark.parametrize("code", ["C07", "C08", "C11", "C12", "C14", "C16"])
def test_nothing_is_asked_about_a_goal_that_is_closed(code: str, status: str) -> None:
    goal = {"text": "Stop and improve forms", "measure": "Forms"}
    if code == "C07":
        del goal["measure"]
    assert asked(code, goal=[goal]) == ["G1"]
    assert asked(code, goal=[{**goal, "status": status}]) == []
    assert asked(code, goal=[{**goal, "into": "G2-aaaa"}]) == []


@pytest.mark.parametrize(
    "fields, labels",
    [({}, ["G1"]), ({"measure": " \n"}, ["G1"]), ({"measure": "Dip sample of 20"}, [])],
)
def test_c07_a_goal_has_a_measure(fields: dict[str, Any], labels: list[str]) -> None:
    assert asked("C07", goal=[fields]) == labels


@pytest.mark.parametrize(
    "fields, question",
    [
        ({"measure": "Sample", "baseline": "4", "target": "14"}, None),
        ({"measure": "Sample", "target": "14"}, "What is it today?"),
        ({"measure": "Sample", "baseline": "4"}, "What should it be?"),
        ({"measure": "Sample", "baseline": " ", "target": " "}, "What is it today?"),
        ({"baseline": "4"}, None),
    ],
)
def test_c08_a_measure_has_two_figures(fields: dict[str, Any], question: str | None) -> None:
    questions = [one.question for one in found("C08", goal=[fields])]
    assert questions == ([] if question is None else [question])


@pytest.mark.parametrize(
    "by, question",
    [
        (None, "By when?"),
        (day(-1), "Met, or by when?"),
        (day(0), None),
        (dt.date(2018, 12, 14), None),
        (dt.date(2018, 12, 15), "By when?"),
        (dt.date.max, "By when?"),
        (dt.date.min, "Met, or by when?"),
    ],
)
def test_c11_a_goal_has_a_day_within_the_plan(by: dt.date | None, question: str | None) -> None:
    header = {"horizon": dt.date(2018, 12, 14)}
    questions = [one.question for one in found("C11", header=header, goal=[{"by": by}])]
    assert questions == ([] if question is None else [question])


def test_c11_a_plan_without_a_horizon_takes_any_day_to_come() -> None:
    assert asked("C11", goal=[{"by": dt.date.max}]) == []


@pytest.mark.parametrize(
    "as_of, due, labels",
    [
        (dt.date(2020, 2, 29), dt.date(2020, 2, 29), []),
        (dt.date(2020, 3, 1), dt.date(2020, 2, 29), ["G1"]),
        (dt.date(2018, 3, 1), dt.date(2018, 2, 28), ["G1"]),
        (dt.date(2019, 1, 1), dt.date(2018, 12, 31), ["G1"]),
    ],
)
def test_c11_the_day_after_the_end_of_a_month_is_past(
    as_of: dt.date, due: dt.date, labels: list[str]
) -> None:
    assert asked("C11", as_of, goal=[{"by": due}]) == labels


@pytest.mark.parametrize(
    "text, more, labels",
    [
        ("Improve safety planning", {}, ["G1"]),
        ("Practice is embedded in all teams", {}, ["G1"]),
        ("RAISING AWARENESS of networks", {}, ["G1"]),
        ("Awareness of networks", {}, []),
        ("Improve safety planning", {"see": "A child names its people"}, []),
        ("Improve safety planning", {"see": "  "}, ["G1"]),
        ("Improve 14 plans of 20", {}, []),
        ("Improve safety planning", {"measure": "14 of 20"}, []),
        ("Improve safety planning", {"measure": "Dip sample"}, ["G1"]),
        ("Safety planning", {"measure": "Improved plans"}, ["G1"]),
        ("Families meet before conference", {}, []),
        ("A supportive network", {}, []),
    ],
)
def test_c12_vague_words(text: str, more: dict[str, Any], labels: list[str]) -> None:
    assert asked("C12", goal=[{"text": text, **more}]) == labels


@pytest.mark.parametrize(
    "text, more, labels",
    [
        ("Stop sending lists", {}, ["G1"]),
        ("  no more lists", {}, ["G1"]),
        ("“Reduce” the lists", {}, ["G1"]),
        ("Stop sending lists", {"see": "A plan in the family's words"}, []),
        ("Stopping places for families", {}, []),
        ("Avoidance is named", {}, []),
        ("Families stop us", {}, []),
    ],
)
def test_c14_away_from(text: str, more: dict[str, Any], labels: list[str]) -> None:
    assert asked("C14", goal=[{"text": text, **more}]) == labels


@pytest.mark.parametrize(
    "goals, asks",
    [
        ([{"text": "One form"}], True),
        ([{"text": "One form", "see": "Workers type once"}], True),
        ([{"text": "One form", "see": "A parent reads it"}], False),
        ([{"text": "One form"}, {"text": "Children are asked"}], False),
        ([{"text": "One form"}, {"text": "Children are asked", "status": "met"}], True),
        ([{"text": "A young person's plan"}], False),
        ([{"text": "GRANDPARENTS know what to do"}], False),
        ([{"text": "A networked printer"}], True),
        ([{"text": "Familiar forms"}], True),
        ([{"text": "Kind words"}], True),
        ([], False),
    ],
)
def test_c15_where_is_the_child(goals: list[dict[str, Any]], asks: bool) -> None:
    assert asked("C15", goal=goals) == (["plan"] if asks else [])


G1, G2 = {"goal": "G1-aaaa"}, {"goal": "G2-aaaa"}


@pytest.mark.parametrize(
    "steps, labels",
    [
        ([], ["G1", "G2"]),
        ([G1], ["G2"]),
        ([G1, G2], []),
        ([G1, {}], ["G2"]),  # with two goals a step says which
        ([G1, {**G2, "status": "dropped"}], ["G2"]),
        ([G1, {**G2, "into": "S1-aaaa"}], ["G2"]),
        ([G1, {**G2, "status": "blocked"}], []),
        ([G1, {**G2, "status": "done"}], ["G2"]),
        ([G1, {"goal": "G9-gone"}], ["G2"]),
    ],
)
def test_c16_a_goal_has_an_open_step(steps: list[dict[str, Any]], labels: list[str]) -> None:
    assert asked("C16", goal=[{}, {}], step=steps) == labels


def test_c16_steps_without_a_goal_are_for_the_only_one() -> None:
    assert asked("C16", goal=[{}, {"status": "met"}], step=[{}]) == []
    assert asked("C16", goal=[{}], step=[{"status": "dropped"}]) == ["G1"]


def test_c16_asks_for_the_next_step_where_all_are_done() -> None:
    (finding,) = found("C16", goal=[{}], step=[{"status": "done"}, {"status": "done"}])
    assert finding.question == "Met, or what is the next step?"
    assert finding.detail == "All its steps are done: S1 and S2."


def test_c16_a_step_for_a_goal_that_was_merged_is_for_the_one_that_took_it_in() -> None:
    goals = [{}, {"into": "G1-aaaa", "created": at()}, {}]
    assert asked("C16", goal=goals, step=[G2]) == ["G3"]


@pytest.mark.parametrize(
    "goals, asks",
    [
        ([{"measure": "Workers trained"}], True),
        ([{"measure": "AUDITS completed"}, {"measure": "Attendance"}], True),
        ([{"measure": "Workers trained", "see": "A parent notices"}], False),
        ([{"measure": "Workers trained"}, {"measure": "Children with a network"}], False),
        ([{"measure": "Workers trained"}, {}], False),
        ([{"measure": "Forms retired"}], True),
        ([{"measure": "Formal plans"}], False),
        ([{"measure": "Workers trained", "status": "met"}], False),
        ([], False),
    ],
)
def test_c41_activity_is_not_progress(goals: list[dict[str, Any]], asks: bool) -> None:
    assert asked("C41", goal=goals) == (["plan"] if asks else [])
