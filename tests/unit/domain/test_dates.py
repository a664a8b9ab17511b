"""People's dates: what is read, what is refused with a reason, and what is no date at all."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trajectory.domain.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    DateRead,
    echo,
    is_amount,
    read_date,
    short,
)

TODAY = dt.date(2026, 11, 22)  # a Sunday

ANY_DAY = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31))
TODAYS = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR - 10, 12, 31))


def read(text: str, today: dt.date = TODAY) -> dt.date:
    found = read_date(text, today)
    assert found is not None, text
    assert found.problem is None, found.problem
    assert found.date is not None
    return found.date


def problem(text: str, today: dt.date = TODAY) -> str:
    found = read_date(text, today)
    assert found is not None, text
    assert found.date is None, found.date
    assert found.problem is not None
    return found.problem


@pytest.mark.parametrize(
    "text, iso",
    [
        ("today", "2026-11-22"),
        ("Tomorrow", "2026-11-23"),
        ("the day after tomorrow", "2026-11-24"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("FRIDAY.", "2026-11-27"),
        ("on friday", "2026-11-27"),
        ("tues", "2026-11-24"),
        ("weds", "2026-11-25"),
        ("thurs", "2026-11-26"),
        ("this friday", "2026-11-27"),
        ("this coming friday", "2026-11-27"),
        ("sunday", "2026-11-29"),
        ("this sunday", "2026-11-22"),
        ("9 feb", "2027-02-09"),
        ("9feb", "2027-02-09"),
        ("9th of February", "2027-02-09"),
        ("the 9th of february", "2027-02-09"),
        ("feb 9", "2027-02-09"),
        ("February the 9th", "2027-02-09"),
        ("9 feb 2028", "2028-02-09"),
        ("9 Feb. 2028", "2028-02-09"),
        ("9 feb 28", "2028-02-09"),
        ("9-feb-2028", "2028-02-09"),
        ("feb 9, 2028", "2028-02-09"),
        ("22 nov", "2026-11-22"),
        ("21 nov", "2027-11-21"),
        ("1 sept", "2027-09-01"),
        ("9 feb 2020", "2020-02-09"),
        ("2026-02-09", "2026-02-09"),
        ("2026/2/9", "2026-02-09"),
        ("25/12", "2026-12-25"),
        ("12/25", "2026-12-25"),
        ("25/12/2026", "2026-12-25"),
        ("25.12.2026", "2026-12-25"),
        ("25-12-26", "2026-12-25"),
        ("5/5", "2027-05-05"),
        ("Fri 27 Nov 2026", "2026-11-27"),
        ("friday the 27th of november", "2026-11-27"),
        ("fri 27/11/2026", "2026-11-27"),
        ("the 9th", "2026-12-09"),
        ("30th", "2026-11-30"),
        ("fri 27th", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("the end of the month", "2026-11-30"),
        ("end of this month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of feb", "2027-02-28"),
        ("end of november", "2026-11-30"),
        ("end feb 2028", "2028-02-29"),
        ("eoy", "2026-12-31"),
        ("end of year", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("end of 2027", "2027-12-31"),
        ("in 2 weeks", "2026-12-06"),
        ("2 weeks", "2026-12-06"),
        ("in 2 weeks' time", "2026-12-06"),
        ("two weeks from now", "2026-12-06"),
        ("in three days", "2026-11-25"),
        ("a fortnight", "2026-12-06"),
        ("in a month", "2026-12-22"),
        ("within six months", "2027-05-22"),
        ("in a year", "2027-11-22"),
        ("  9   feb  2028  ", "2028-02-09"),
    ],
)
def test_it_reads_what_people_type(text: str, iso: str) -> None:
    assert read(text) == dt.date.fromisoformat(iso)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", "the family", "the team by fri", "hand", "9", "3.5", "12.5", "20/25"),
        *("week of 9 feb", "w/c 9 feb", "friends", "monday meetings", "2 weeks of training"),
        *("not fri", "fri fri", "0/5", "1/2/3/4", "the end", "end of the meeting", "9 febs"),
        *("٩ feb", "9 feb 20278", "123 feb", "x" * 61, "fri" + " " * 70),
    ],
)
def test_it_takes_nothing_else_for_a_date(text: str) -> None:
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    "text, said",
    [
        ("12/5", "“12/5” could be 12 May or 5 December: type the month's name."),
        ("12/5/2026", "“12/5/2026” could be 12 May or 5 December: type the month's name."),
        (
            "next friday",
            "“next friday” could be 27 Nov or 4 Dec: type the one that you mean.",
        ),
        ("Next Week", "“Next Week” is not one day: type a date, such as 27 nov."),
        ("soon", "“soon” is not one day: type a date, such as 27 nov."),
        ("feb", "“feb” is not one day: type 9 February, or end of February."),
        ("30 feb", "There is no 30 February: type another day."),
        ("45 feb", "There is no 45 February: type another day."),
        ("0 feb", "There is no 0 February: type another day."),
        ("31/4", "There is no 31 April: type another day."),
        ("29 feb 2027", "There is no 29 February 2027: type another day."),
        ("2026-13-01", "There is no month 13: type another date."),
        ("25/30/2026", "“25/30/2026” is not a date: type it as 27 nov 2026."),
        ("32nd", "There is no day 32 in any month: type another day."),
        ("thu 27 nov", "27 Nov 2026 is a Friday: type the day that you mean."),
        ("9 feb 3026", "“9 feb 3026” is too far away: type a nearer date."),
        ("in 999 years", "“in 999 years” is too far away: type a nearer date."),
    ],
)
def test_it_says_why_it_cannot_tell(text: str, said: str) -> None:
    assert problem(text) == said


@pytest.mark.parametrize(
    "text",
    [
        *("this week", "next month", "end of the week", "the weekend", "eow", "end of term"),
        *("asap", "later", "tbc", "spring", "Christmas", "q1", "the end of q3 2027"),
        *("friday week", "march 2027", "early feb", "mid-feb", "the start of june", "may"),
    ],
)
def test_words_that_name_no_single_day_are_refused(text: str) -> None:
    assert "is not one day" in problem(text)


def test_a_weekday_said_on_that_weekday_is_next_weeks() -> None:
    friday = dt.date(2026, 11, 27)
    assert read("fri", friday) == dt.date(2026, 12, 4)
    assert read("this fri", friday) == friday
    assert "could be 4 Dec or 11 Dec" in problem("next fri", friday)


def test_a_leap_day_is_the_next_one_there_is() -> None:
    assert read("29 feb") == dt.date(2028, 2, 29)
    assert read("29 feb", dt.date(2028, 2, 29)) == dt.date(2028, 2, 29)
    assert read("29 feb", dt.date(2096, 3, 1)) == dt.date(2104, 2, 29)
    assert read("end of feb", dt.date(2028, 1, 1)) == dt.date(2028, 2, 29)
    assert read("in a year", dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)


def test_a_month_later_never_skips_a_month() -> None:
    assert read("in a month", dt.date(2027, 1, 31)) == dt.date(2027, 2, 28)
    assert read("in 13 months", dt.date(2026, 12, 31)) == dt.date(2028, 1, 31)


def test_the_last_day_of_a_month_is_its_end() -> None:
    assert read("eom", dt.date(2026, 11, 30)) == dt.date(2026, 11, 30)
    assert read("end of next month", dt.date(2026, 12, 5)) == dt.date(2027, 1, 31)
    assert read("the 31st", dt.date(2027, 2, 1)) == dt.date(2027, 3, 31)


def test_a_bare_span_is_told_from_a_date() -> None:
    assert is_amount("2 weeks")
    assert is_amount(" Three  days.")
    assert not is_amount("in 2 weeks")
    assert not is_amount("fri")


@given(ANY_DAY, TODAYS)
def test_what_is_echoed_can_be_typed(date: dt.date, today: dt.date) -> None:
    assert read(echo(date), today) == date
    assert read(date.isoformat(), today) == date


@given(TODAYS, st.integers(0, 364))
def test_the_short_form_of_a_day_in_the_coming_year_can_be_typed(today: dt.date, days: int) -> None:
    date = today + dt.timedelta(days=days)
    assert read(short(date, today), today) == date


@given(ANY_DAY)
def test_dates_are_echoed_in_english_whatever_the_machine_speaks(date: dt.date) -> None:
    weekday, day, month, year = echo(date).split()
    assert weekday == calendar.day_abbr[date.weekday()]
    assert (int(day), int(year)) == (date.day, date.year)
    assert month == calendar.month_abbr[date.month]


@given(ANY_DAY)
def test_two_numbers_are_read_only_when_there_is_one_reading(date: dt.date) -> None:
    text = f"{date.day}/{date.month}/{date.year}"
    found = read_date(text, TODAY)
    assert found is not None
    one_reading = date.day > 12 or date.day == date.month
    assert (found.date == date) is one_reading
    assert (found.problem is None) is one_reading


@given(TODAYS, st.sampled_from(["mon", "tuesday", "wed", "thu", "fri", "saturday", "sun"]))
def test_a_weekday_is_within_the_next_seven_days(today: dt.date, name: str) -> None:
    date = read(name, today)
    assert 1 <= (date - today).days <= 7
    assert echo(date).casefold().startswith(name[:3])


_NUMBERS = (
    "9",
    "0",
    "29",
    "31",
    "99",
    "999",
    "2027",
    "0000",
    "9999",
    "12/5",
    "31/12",
    "2026-02-30",
)
_NAMES = (
    "feb",
    "november",
    "may",
    "fri",
    "friday",
    "today",
    "soon",
    "eom",
    "week",
    "weeks",
    "months",
)
_SMALL = (
    "next",
    "this",
    "end",
    "of",
    "the",
    "in",
    "a",
    "by",
    "th",
    "nd",
    "/",
    "-",
    ".",
    ",",
    "years",
)
_PIECES = st.sampled_from([*_NUMBERS, *_NAMES, *_SMALL])


@example(["9 feb"], "", dt.date.max)
@example(["end of feb"], "", dt.date.max)
@example(["end of next year"], "", dt.date.max)
@example(["in a month"], "", dt.date.max)
@example(["the 31st"], "", dt.date.max)
@example(["tomorrow"], "", dt.date.max)
@example(["9 feb"], "", dt.date.min)
@given(st.lists(_PIECES, max_size=7), st.sampled_from(["", " "]), st.dates())
def test_date_like_text_is_read_or_refused_and_never_fails(
    pieces: list[str], between: str, today: dt.date
) -> None:
    _holds(between.join(pieces), today)


@given(st.text(max_size=70), st.dates())
def test_any_text_is_read_or_refused_and_never_fails(text: str, today: dt.date) -> None:
    _holds(text, today)


def _holds(text: str, today: dt.date) -> None:
    found: DateRead | None = read_date(text, today)
    if found is not None:
        assert (found.date is None) != (found.problem is None)
        if found.date is not None:
            assert FIRST_YEAR <= found.date.year <= LAST_YEAR
        else:
            assert found.problem is not None
            assert found.problem.endswith(".")
            assert "\n" not in found.problem
