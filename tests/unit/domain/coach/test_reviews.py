"""The coach's questions about what became of the plan."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.domain.coach.sheets import asked, at, day, found

BLOCKED = {
    "text": "Ask the county for one form",
    "status": "blocked",
    "blocked_since": day(0),
}
TO_BLOCKED = {"item": "S1-aaaa", "field": "status", "was": "not_started", "now": "blocked"}


@pytest.mark.parametrize(
    "as_of, step, tables, labels",
    [
        (15, {}, {}, ["S1"]),
        (14, {}, {}, []),
        (15, {"status": "in_progress"}, {}, []),
        (15, {"status": "dropped"}, {}, []),
        (15, {"blocked_since": None}, {}, []),  # nobody knows since when
        (15, {"blocked_since": None}, {"log": [TO_BLOCKED]}, ["S1"]),
        (
            15,
            {"blocked_since": None},
            {"log": [TO_BLOCKED, {**TO_BLOCKED, "date": day(1)}]},
            [],
        ),
        (15, {}, {"review": [{"date": day(9), "asks": ["Who helps with S1?"]}]}, []),
        (15, {}, {"review": [{"date": day(0), "asks": ["Who helps with S1?"]}]}, []),
        (15, {}, {"review": [{"date": day(-1), "asks": ["Who helps with S1?"]}]}, ["S1"]),
        (15, {}, {"review": [{"date": day(9), "asks": ["Who helps with S11?"]}]}, ["S1"]),
        (15, {}, {"review": [{"date": day(9), "asks": ["One form for the county?"]}]}, []),
        (15, {}, {"decision": [{"text": "S1 goes to the board", "date": day(9)}]}, []),
        (15, {}, {"decision": [{"text": "S1 goes to the board", "created": at(9)}]}, []),
        (15, {}, {"decision": [{"text": "S1 goes to the board"}]}, []),
        (15, {}, {"decision": [{"text": "S1 goes to the board", "date": day(-1)}]}, ["S1"]),
        (
            15,
            {},
            {"decision": [{"text": "S1 waits", "date": day(9), "into": "D2-aaaa"}]},
            ["S1"],
        ),
    ],
)
def test_c36_who_can_unblock_it(
    as_of: int, step: dict[str, Any], tables: dict[str, Any], labels: list[str]
) -> None:
    fields = {name: value for name, value in {**BLOCKED, **step}.items() if value is not None}
    assert asked("C36", day(as_of), step=[fields], **tables) == labels


def test_c36_over_the_end_of_a_leap_february() -> None:
    since = at(0).date().replace(2020, 2, 20)
    blocked = {**BLOCKED, "blocked_since": since}
    assert asked("C36", since.replace(month=3, day=5), step=[blocked]) == []
    assert asked("C36", since.replace(month=3, day=6), step=[blocked]) == ["S1"]


def finished(offset: int, **more: Any) -> dict[str, Any]:
    return {"date": day(offset), "finished": at(offset), **more}


REVIEWS = [finished(30), finished(60)]
DONE, OPEN = {"status": "done"}, {"status": "in_progress"}


@pytest.mark.parametrize(
    "steps, readings, reviews, labels",
    [
        ([DONE, OPEN], [(0, 4)], REVIEWS, ["G1"]),
        ([DONE, OPEN, OPEN], [(0, 4)], REVIEWS, []),
        ([DONE, DONE, OPEN, OPEN], [(0, 4)], REVIEWS, ["G1"]),
        ([DONE, {"status": "dropped"}], [(0, 4)], REVIEWS, ["G1"]),
        ([], [(0, 4)], REVIEWS, []),
        ([DONE], [(0, 4), (60, 4.5)], REVIEWS, []),
        ([DONE], [(0, 4), (59, 4), (70, 4.5)], REVIEWS, []),
        ([DONE], [(0, 3), (30, 4)], REVIEWS, ["G1"]),
        ([DONE], [(0, 3), (31, 4)], REVIEWS, []),
        ([DONE], [(31, 4)], REVIEWS, []),  # nobody knows where it was at the first one
        ([DONE], [], REVIEWS, []),
        ([DONE], [(0, 4)], REVIEWS[:1], []),
        ([DONE], [(0, 4)], [REVIEWS[0], {"date": day(60)}], []),
    ],
)
def test_c37_right_steps(
    steps: list[dict[str, Any]],
    readings: list[tuple[int, float]],
    reviews: list[dict[str, Any]],
    labels: list[str],
) -> None:
    rows = [{"date": day(offset), "score": score} for offset, score in readings]
    found = asked("C37", day(90), goal=[{}], step=steps, reading=rows, review=reviews)
    assert found == labels


def test_c37_each_open_goal_by_its_own_steps() -> None:
    steps = [{"goal": "G1-aaaa", **DONE}, {"goal": "G2-aaaa"}, {"goal": "G3-aaaa", **DONE}]
    goals = [{}, {}, {"status": "met"}]
    (finding,) = found(
        "C37", day(90), goal=goals, step=steps, reading=[{"score": 3.5}], review=REVIEWS
    )
    assert finding.label == "G1"
    assert finding.detail == "Steps done: 1 of 1. You are still at 3.5."


@pytest.mark.parametrize(
    "readings, steps, labels",
    [
        ([(0, 3), (30, 4)], [], ["R2"]),
        ([(0, 3), (30, 4)], [OPEN], ["R2"]),
        ([(0, 3), (30, 4)], [{**DONE, "done_on": day(30)}], []),
        ([(0, 3), (30, 4)], [{**DONE, "done_on": day(1)}], []),
        ([(0, 3), (30, 4)], [{**DONE, "done_on": day(0)}], ["R2"]),
        ([(0, 3), (30, 4)], [{**DONE, "done_on": day(31)}], ["R2"]),
        ([(0, 3), (30, 4)], [DONE], []),  # nobody said when
        ([(0, 3), (30, 4)], [{"status": "dropped", "done_on": day(9)}], ["R2"]),
        ([(0, 4), (30, 4)], [], []),
        ([(0, 4), (30, 3)], [], []),
        ([(0, 3), (0, 4)], [], []),  # the table thought again
        ([(0, 4)], [], []),
        ([(0, 3), (30, 4), (60, 4)], [], []),  # long ago
    ],
)
def test_c38_what_changed(
    readings: list[tuple[int, float]], steps: list[dict[str, Any]], labels: list[str]
) -> None:
    rows = [{"date": day(offset), "score": score} for offset, score in readings]
    assert asked("C38", day(90), reading=rows, step=steps) == labels


@pytest.mark.parametrize(
    "remark, review, labels",
    [
        ({"for": "call"}, {"forum": "monthly-call"}, ["P1"]),
        ({}, {"forum": "monthly-call"}, ["P1"]),
        ({"for": "consultation"}, {"forum": "monthly-call"}, []),
        ({"for": "consultation"}, {"forum": "consultation"}, ["P1"]),
        ({"for": "workshop"}, {"forum": "leaders-workshop"}, ["P1"]),
        ({"for": "workshop"}, {"forum": "table"}, ["P1"]),
        ({"for": "other"}, {"forum": "monthly-call"}, []),
        ({"for": "call"}, {}, []),
        ({"for": "call", "status": "raised"}, {"forum": "monthly-call"}, []),
        ({"for": "call", "status": "parked"}, {"forum": "monthly-call"}, ["P1"]),
        ({"for": "call", "into": "P2-aaaa"}, {"forum": "monthly-call"}, []),
        ({"for": "call"}, {"forum": "monthly-call", "date": day(0)}, []),
        ({"for": "call"}, {"forum": "monthly-call", "date": day(1)}, ["P1"]),
        ({"for": "call", "created": at(30)}, {"forum": "monthly-call"}, []),
        ({"for": "call", "created": at(29)}, {"forum": "monthly-call"}, ["P1"]),
        ({"for": "call"}, {"forum": "monthly-call", "finished": None}, []),
    ],
)
def test_c42_raise_or_drop(
    remark: dict[str, Any], review: dict[str, Any], labels: list[str]
) -> None:
    fields = {name: value for name, value in finished(30, **review).items() if value is not None}
    assert asked("C42", day(90), parking=[remark], review=[fields]) == labels
