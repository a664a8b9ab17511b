"""How far a date moved, in words, on both sides of each boundary."""

from __future__ import annotations

import datetime as dt

import pytest

from trajectory.domain.date_moves import moved, span, times


@pytest.mark.parametrize(
    "days, words",
    [
        (1, "a day"),
        (6, "6 days"),
        (7, "a week"),
        (8, "8 days"),
        (14, "2 weeks"),
        (35, "5 weeks"),
        (41, "41 days"),
        (42, "about a month"),
        (45, "about a month"),
        (46, "about 2 months"),
        (365, "about 12 months"),
    ],
)
def test_a_span_in_the_words_people_use(days: int, words: str) -> None:
    assert span(days) == words


def test_both_days_and_the_year_once() -> None:
    assert moved(dt.date(2018, 2, 2), dt.date(2018, 2, 9)) == "2 Feb → 9 Feb 2018, a week later"
    assert moved(dt.date(2018, 2, 9), dt.date(2018, 2, 8)) == "9 Feb → 8 Feb 2018, a day earlier"
    assert (
        moved(dt.date(2017, 12, 28), dt.date(2018, 1, 4))
        == "28 Dec 2017 → 4 Jan 2018, a week later"
    )
    assert moved(dt.date(2020, 2, 28), dt.date(2020, 3, 1)) == "28 Feb → 1 Mar 2020, 2 days later"


@pytest.mark.parametrize("count, words", [(1, "once"), (2, "twice"), (3, "3 times")])
def test_how_often(count: int, words: str) -> None:
    assert times(count) == words
