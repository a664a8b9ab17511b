"""A day and why, a number and why, a score or several: each on one line."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trajectory.domain.dates import echo
from trajectory.domain.plan import TEXT_LIMIT
from trajectory.domain.review_reading import (
    ask_why,
    read_day_and_why,
    read_position,
    read_strength_and_why,
    read_words,
)

TODAY = dt.date(2018, 2, 20)  # a Tuesday
MARCH = dt.date(2018, 3, 9)
days = st.dates(dt.date(2018, 2, 20), dt.date(2030, 12, 31))
reasons = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60)


@pytest.mark.parametrize(
    "typed, day, why",
    [
        ("9 mar", MARCH, None),
        ("9 mar, the forms group met late", MARCH, "the forms group met late"),
        ("9 mar the forms group met late", MARCH, "the forms group met late"),
        ("9 mar because the forms group met late", MARCH, "the forms group met late"),
        ("9 mar - forms late", MARCH, "forms late"),
        ("fri 9 mar 2018: forms late", MARCH, "forms late"),
        ("  fri ", dt.date(2018, 2, 23), None),
        ("in 2 weeks, 3 people are away", dt.date(2018, 3, 6), "3 people are away"),
        ("eom holidays", dt.date(2018, 2, 28), "holidays"),
        ("9 mar,", MARCH, None),
    ],
)
def test_a_day_and_why(typed: str, day: dt.date, why: str | None) -> None:
    read = read_day_and_why(typed, TODAY)
    assert read.value == (day, why)
    assert read.echo.startswith(echo(day))
    assert read.problem == ""


@pytest.mark.parametrize(
    "typed, problem",
    [
        ("", "Type a day"),
        ("   ", "Type a day"),
        ("soon", "“soon” is not one day"),
        ("soon, forms late", "“soon” is not one day"),
        ("12/5", "could be 12 May or 5 December"),
        ("12/5, forms late", "could be 12 May or 5 December"),
        ("x" * (TEXT_LIMIT + 1), "shorten it"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(typed: str, problem: str) -> None:
    read = read_day_and_why(typed, TODAY)
    assert problem in read.problem
    assert read.value is None


@given(days, reasons)
@example(MARCH, "2 people are ill")
def test_behind_a_comma_every_reason_is_kept_whole(day: dt.date, why: str) -> None:
    read = read_day_and_why(f"{echo(day)}, {why}", TODAY)
    assert read.value is not None
    assert read.value[0] == day
    kept = read.value[1] or ""
    assert " ".join(why.split()).endswith(kept)
    assert {c for c in why if c.isalnum()} == {c for c in kept if c.isalnum()}


@given(st.text(max_size=80))
def test_any_text_is_a_day_or_has_a_problem(typed: str) -> None:
    read = read_day_and_why(typed, TODAY)
    assert (read.value is None) == bool(read.problem)


@pytest.mark.parametrize(
    "typed, was, strength, why",
    [
        ("", 4, 3, None),
        ("", 1, 1, None),
        ("", None, None, None),
        ("2", 4, 2, None),
        ("2, two rooms on Fridays", 4, 2, "two rooms on Fridays"),
        ("2 two rooms on Fridays", 4, 2, "two rooms on Fridays"),
        ("two rooms on Fridays", 4, 3, "two rooms on Fridays"),
        ("5", 4, 5, None),
    ],
)
def test_a_strength_and_why(
    typed: str, was: int | None, strength: int | None, why: str | None
) -> None:
    assert read_strength_and_why(typed, was).value == (strength, why)


@pytest.mark.parametrize("typed", ["0", "6", "22", "2nd room"])
def test_what_is_no_strength_is_refused(typed: str) -> None:
    assert "A strength is 1 to 5" in read_strength_and_why(typed, 4).problem


@pytest.mark.parametrize(
    "typed, scores",
    [("4", (4,)), ("=4", (4,)), ("3.5", (3.5,)), ("3½", (3.5,)), ("3 4 5", (3, 4, 5)), ("0", (0,))],
)
def test_a_score_or_several(typed: str, scores: tuple[float, ...]) -> None:
    assert read_position(typed, None).value == scores


def test_nothing_typed_is_the_last_score_once_more() -> None:
    assert read_position(" ", 3.5).value == (3.5,)
    assert read_position(" ", 3.5).echo == "still 3.5"
    assert "Type a number" in read_position("", None).problem


def test_the_spread_is_said() -> None:
    assert read_position("2 5 4 3", 4).echo == "4 people, from 2 to 5; the middle is 3.5"


@pytest.mark.parametrize("typed", ["11", "-1", "four", "4.3", "4>7", ">7", "4 two teams", "="])
def test_what_is_no_score_is_refused(typed: str) -> None:
    assert "Type a number from 0 to 10" in read_position(typed, None).problem


@pytest.mark.parametrize(
    "scores, last, words",
    [
        ((2, 6), 4, "What does the highest see that the lowest doesn't?"),
        ((2, 5.5), 4, "What keeps us there, not lower?"),
        ((4.5,), 4, "What got us up there?"),
        ((3.5,), 4, "What took us down?"),
        ((4,), 4, "What keeps us there, not lower?"),
        ((4,), None, "What keeps us there, not lower?"),
    ],
)
def test_why_is_asked_about_what_moved(
    scores: tuple[float, ...], last: float | None, words: str
) -> None:
    assert ask_why(scores, last) == words


def test_words_are_cleaned_and_none_is_none() -> None:
    assert read_words("  live\tsince  Monday ").value == "live since Monday"
    assert read_words(" ").value is None
    assert "shorten it" in read_words("x" * (TEXT_LIMIT + 1)).problem
