"""The coach's questions about the scale."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.domain.coach.sheets import asked, at, day, found

ANCHORS = {"anchor_0": "Lists of services", "anchor_10": "Their own people"}


@pytest.mark.parametrize(
    "position, readings, missing",
    [
        (ANCHORS, [{"score": 4}], None),
        (ANCHORS, [{"score": 0}], None),
        (ANCHORS, [], "where you are now"),
        ({"anchor_10": "Words"}, [{"score": 4}], "what 0 means"),
        ({"anchor_0": "Words"}, [{"score": 4}], "what 10 means"),
        ({**ANCHORS, "anchor_0": " "}, [{"score": 4}], "what 0 means"),
        ({}, [], "what 0 means, what 10 means and where you are now"),
    ],
)
def test_c01_a_scale_has_words_at_both_ends_and_a_reading(
    position: dict[str, Any], readings: list[dict[str, Any]], missing: str | None
) -> None:
    details = [one.detail for one in found("C01", position=position, reading=readings)]
    assert details == ([] if missing is None else [f"Not said yet: {missing}."])


@pytest.mark.parametrize(
    "scores, labels",
    [
        ([2, 5.5], []),
        ([2, 6], ["R1"]),
        ([1, 3, 9], ["R1"]),
        ([4], []),
        ([], []),
        (None, []),
    ],
)
def test_c02_a_wide_spread(scores: list[float] | None, labels: list[str]) -> None:
    reading = {"score": 4} if scores is None else {"score": 4, "scores": scores}
    assert asked("C02", reading=[reading]) == labels


def test_c02_asks_about_the_latest_reading_only_and_not_one_put_right() -> None:
    wide, narrow = {"score": 4, "scores": [1, 9]}, {"score": 4, "scores": [4, 5]}
    later = {"date": day(30)}
    assert asked("C02", reading=[wide, narrow | later]) == []
    assert asked("C02", reading=[narrow, wide | later]) == ["R2"]
    assert asked("C02", reading=[wide, narrow | {"corrects": "R1-aaaa"}]) == []
    first, second = {"created": at(0, 10)}, {"created": at(0, 11)}
    assert asked("C02", reading=[wide | second, narrow | first]) == ["R1"]
    assert asked("C02", reading=[wide | first, narrow | second]) == []


@pytest.mark.parametrize(
    "score, plus_one, asks",
    [
        (9.5, None, True),
        (9.5, "  ", True),
        (9.5, "Chairs ask who is in the network", False),
        (10, None, False),
        (0, None, True),
        (None, None, False),
    ],
)
def test_c03_one_point_higher(score: float | None, plus_one: str | None, asks: bool) -> None:
    position = {} if plus_one is None else {"plus_one": plus_one}
    readings = [] if score is None else [{"score": score}]
    assert asked("C03", position=position, reading=readings) == (["plan"] if asks else [])


@pytest.mark.parametrize(
    "score, note, asks",
    [
        (0.5, {"view": "worried"}, True),
        (0.5, {}, True),
        (0.5, {"view": "working_well"}, False),
        (0.5, {"view": "working_well", "into": "N2-aaaa"}, True),
        (0, {}, False),
    ],
)
def test_c04_why_not_lower(score: float, note: dict[str, Any], asks: bool) -> None:
    assert asked("C04", reading=[{"score": score}], note=[note]) == (["plan"] if asks else [])


@pytest.mark.parametrize(
    "target, score, detail",
    [
        (None, 4, "Nobody has said which number you aim for."),
        (None, None, "Nobody has said which number you aim for."),
        (4, 4, "The aim is 4, and you are at 4."),
        (3.5, 4, "The aim is 3.5, and you are at 4."),
        (4.5, 4, None),
        (0, None, None),
        (10, 10, None),
        (9, 10, None),
    ],
)
def test_c09_an_aim_is_further_than_today(
    target: float | None, score: float | None, detail: str | None
) -> None:
    position = {} if target is None else {"target": target}
    readings = [] if score is None else [{"score": score}]
    details = [one.detail for one in found("C09", position=position, reading=readings)]
    assert details == ([] if detail is None else [detail])


@pytest.mark.parametrize(
    "target, days, asks",
    [(7, 183, False), (7.5, 183, True), (7.5, 184, False), (7.5, None, False), (10, 0, True)],
)
def test_c10_a_steep_climb(target: float, days: int | None, asks: bool) -> None:
    position: dict[str, Any] = {"target": target}
    if days is not None:
        position["target_by"] = day(days)
    labels = asked("C10", position=position, reading=[{"score": 4}])
    assert labels == (["plan"] if asks else [])


def test_c10_is_not_asked_where_nobody_knows_from_where_or_when() -> None:
    position = {"target": 10, "target_by": day(9)}
    assert asked("C10", position=position) == []
    undated = {"date": None}
    assert asked("C10", header=undated, position=position, reading=[{"score": 1}]) == []


def test_the_half_year_of_c10_runs_over_a_leap_day() -> None:
    position, reading = {"target": 8}, [{"score": 4}]
    for year, last in ((2019, day(0).replace(2019, 7, 18)), (2020, day(0).replace(2020, 7, 17))):
        header = {"date": day(0).replace(year)}
        for due, labels in ((last, ["plan"]), (day(1, last), [])):
            both = {**position, "target_by": due}
            assert asked("C10", header=header, position=both, reading=reading) == labels
