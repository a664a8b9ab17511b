"""The coach's questions about the words themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.unit.domain.coach.sheets import asked, found

BORN = "His mother, born 14/03/1989, was not asked"


@pytest.mark.parametrize(
    "tables, labels",
    [
        ({"barrier": [{"text": BORN}]}, ["B1"]),
        ({"barrier": [{"text": "Mother not asked", "said": BORN}]}, ["B1"]),
        ({"barrier": [{"text": "Call 07700900123"}]}, ["B1"]),
        ({"barrier": [{"text": "Call 12345"}]}, []),
        ({"barrier": [{"text": "The flat at LS1 4AP"}]}, ["B1"]),
        ({"barrier": [{"text": "cuts b1 2nd"}]}, []),
        ({"step": [{"text": "Ring", "done_when": BORN, "status": "dropped"}]}, ["S1"]),
        ({"note": [{"text": BORN, "into": "N2-aaaa"}]}, ["N1"]),
        ({"log": [{"item": "S1-aaaa", "why": BORN}]}, ["L1"]),
        ({"review": [{"asks": ["Money", BORN]}]}, ["V1"]),
        ({"dismissed": [{"code": "C01", "reason": BORN}]}, ["X1"]),
        ({"conflict": [{"item": "B1-aaaa", "value": BORN}]}, ["C1"]),
        ({"header": {"title": BORN}}, ["plan"]),
        ({"position": {"plus_one": BORN}}, ["plan"]),
        ({"header": {"title": "Networks"}}, []),
    ],
)
def test_c43_case_data_wherever_it_stands(tables: dict[str, Any], labels: list[str]) -> None:
    assert asked("C43", **tables) == labels


def test_c43_is_asked_of_a_plan_that_is_closed_or_put_away_and_nothing_else_is() -> None:
    for header in ({"status": "closed"}, {"archived": dt.date(2018, 6, 1)}):
        assert asked("C43", header={**header, "title": BORN}) == ["plan"]
        assert asked("C06", header={**header, "title": BORN}) == []
    assert asked("C06", header={"status": "active"}) == ["plan"]


def test_c43_says_where_and_what_and_never_repeats_it() -> None:
    (finding,) = found("C43", header={"title": BORN})
    assert finding.detail == "Plan: The title holds a date of birth."
    assert finding.about == "Plan, the title: a date of birth, of 42 characters"


@pytest.mark.parametrize(
    "kind, texts, labels",
    [
        ("barrier", ["Team managers have no time", "Team manager has no time"], ["B2"]),
        ("barrier", ["one two three four", "one two three four five"], ["B2"]),
        ("barrier", ["one two three", "one two three four"], []),
        ("barrier", ["one two three four", "one two three five"], []),
        ("note", ["No time", "No time", "No time"], ["N2", "N3"]),
        ("step", ["Map every form", "MAP  the forms, every form!"], ["S2"]),
        ("goal", ["Café families meet", "Cafe families meet"], ["G2"]),
        ("parking", ["???", "!!!"], []),
    ],
)
def test_c44_the_same_said_twice(kind: str, texts: list[str], labels: list[str]) -> None:
    tables: dict[str, Any] = {kind: [{"text": text} for text in texts]}
    assert asked("C44", **tables) == labels


@pytest.mark.parametrize(
    "kind, status",
    [
        ("goal", "met"),
        ("step", "dropped"),
        ("barrier", "gone"),
        ("enabler", "converted"),
    ],
)
def test_c44_leaves_alone_what_has_come_to_its_end(kind: str, status: str) -> None:
    row = {"text": "Map every form"}
    for first, labels in (({}, 1), ({"status": status}, 0), ({"into": "X"}, 0)):
        tables: dict[str, Any] = {kind: [row | first, row]}
        assert len(asked("C44", **tables)) == labels


def test_c44_two_boxes_may_say_the_same() -> None:
    same = {"text": "Group supervision runs fortnightly"}
    assert asked("C44", enabler=[same], barrier=[same]) == []


def test_c44_names_the_first_by_its_label() -> None:
    rows = [{"text": "Something else"}, {"text": "No time"}, {"text": "No time"}]
    (finding,) = found("C44", barrier=rows)
    assert (finding.item, finding.detail) == ("B3-aaaa", "Much like B2.")
