"""People's dates: "fri", "9 feb", "eom", "in 2 weeks". Two readings are refused, never guessed.

Days come before months, as in English use. Without a year a date is the next one, today included.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from trajectory.domain import date_words as words
from trajectory.domain.date_words import DAY_NAMES, MONTH_NAMES, MONTHS, WEEKDAYS

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Years beyond these are slips of a finger."""

LONGEST = 60
"""No date that people type is longer; longer text is not looked at."""

PUNCTUATION = ".,;:!?"
"""What may follow a date in a sentence."""


@dataclass(frozen=True)
class DateRead:
    """A text that speaks of a day: which day, or why we cannot tell. One of the two is set."""

    date: dt.date | None
    problem: str | None = None
    """One plain sentence, when it has two readings, names no single day, or does not exist."""


def read_date(text: str, today: dt.date) -> DateRead | None:
    """The day that a text names; None when it is no date at all ("the family")."""
    if len(text) > LONGEST:
        return None
    quoted = " ".join(text.split()).rstrip(PUNCTUATION)
    for pattern, read in _FORMS:
        match = pattern.fullmatch(quoted.casefold())
        if match is not None:
            return _within_reach(read, _Said(match, quoted, today))
    return None


def is_amount(text: str) -> bool:
    """Whether a text is a bare span such as "2 weeks": after "cut by" it is how much, not when."""
    plain = " ".join(text.split()).rstrip(PUNCTUATION).casefold()
    return words.AMOUNT.fullmatch(plain) is not None


def echo(date: dt.date) -> str:
    """A date as it is read back to people: "Fri 27 Nov 2026"."""
    return f"{DAY_NAMES[date.weekday()][:3]} {_with_year(date)}"


def short(date: dt.date, today: dt.date) -> str:
    """A date for narrow places: "27 Nov", with the year when it is not this year's."""
    return _day_month(date) if date.year == today.year else _with_year(date)


def full(date: dt.date) -> str:
    """A date without its weekday, for names: "20 Feb 2018"."""
    return _with_year(date)


def _day_month(date: dt.date) -> str:
    # Not strftime: its names follow the machine's language.
    return f"{date.day} {MONTH_NAMES[date.month - 1][:3]}"


def _with_year(date: dt.date) -> str:
    return f"{_day_month(date)} {date.year}"


@dataclass(frozen=True)
class _Said:
    """A form that fits, the text as it was typed, and the day on which it was."""

    match: re.Match[str]
    quoted: str
    today: dt.date

    def __getitem__(self, group: str) -> str | None:
        return self.match.groupdict().get(group)

    def number(self, group: str) -> int:
        return int(self.match[group])

    @property
    def month(self) -> int:
        return MONTHS[self.match["month"]]

    @property
    def year(self) -> int | None:
        """The year, if one was said. Raises `OverflowError` when it is a slip."""
        said = self["year"]
        if not said:
            return None
        return _within(int(said) + 2000 if len(said) == len("26") else int(said))

    @property
    def days_ahead(self) -> int:
        """How many days it is to the weekday that was said: 0 when it is today's."""
        return (WEEKDAYS[self.match["weekday"]] - self.today.weekday()) % 7


_Reader = Callable[[_Said], DateRead | None]


def _within_reach(read: _Reader, said: _Said) -> DateRead | None:
    far = DateRead(None, f"“{said.quoted}” is too far away: type a nearer date.")
    try:
        found = read(said)
        if found and found.date:
            _within(found.date.year)
    except OverflowError:
        return far
    return found


def _within(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OverflowError(year)
    return year


def _refused(problem: str) -> DateRead:
    return DateRead(None, problem)


# ---------------------------------------------------------------------------------- one day


def _near_day(said: _Said) -> DateRead:
    return DateRead(said.today + dt.timedelta(days=words.NEAR_DAYS[said.match[0]]))


def _weekday(said: _Said) -> DateRead:
    """The next one after today; only "this friday", said on a Friday, is today."""
    ahead = said.days_ahead
    if not ahead and said["this"] is None:
        ahead = 7
    return DateRead(said.today + dt.timedelta(days=ahead))


def _next_weekday(said: _Said) -> DateRead:
    first = said.today + dt.timedelta(days=said.days_ahead or 7)
    second = first + dt.timedelta(days=7)
    return _refused(
        f"“{said.quoted}” could be {_day_month(first)} or {_day_month(second)}: "
        "type the one that you mean."
    )


def _day_and_month(said: _Said) -> DateRead:
    return _on(said, said.number("day"), said.month)


def _year_first(said: _Said) -> DateRead:
    return _on(said, said.number("day"), said.number("month"))


def _nth(said: _Said) -> DateRead:
    """The next 9th, whichever month it is in."""
    day = said.number("day")
    first = said.today.replace(day=1)
    for _ in range(3):  # of any three months one has 31 days and is not over
        last = _month_end(first)
        if 1 <= day <= last.day and first.replace(day=day) >= said.today:
            return _checked(said, first.replace(day=day))
        first = last + dt.timedelta(days=1)
    return _refused(f"There is no day {day} in any month: type another day.")


def _numbers(said: _Said) -> DateRead | None:
    """Two numbers name a day only where one of them cannot be a month, or both are the same."""
    low, high = sorted((said.number("first"), said.number("second")))
    if low == 0 or low > len(MONTH_NAMES):
        if not said["year"]:
            return None  # a fraction, such as 20/25
        return _refused(f"“{said.quoted}” is not a date: type it as 27 nov 2026.")
    if low != high and high <= len(MONTH_NAMES):
        one = f"{said['first']} {MONTH_NAMES[said.number('second') - 1]}"
        other = f"{said['second']} {MONTH_NAMES[said.number('first') - 1]}"
        return _refused(f"“{said.quoted}” could be {one} or {other}: type the month's name.")
    return _on(said, high, low)


def _on(said: _Said, day: int, month: int) -> DateRead:
    """A day of a month, of the year that was said or else the next one."""
    if not 1 <= month <= len(MONTH_NAMES):
        return _refused(f"There is no month {month}: type another date.")
    name = f"{day} {MONTH_NAMES[month - 1]}"
    year = said.year
    if year is not None:
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            return _refused(f"There is no {name} {year}: type another day.")
        return _checked(said, dt.date(year, month, day))
    first = said.today.year
    for ahead in range(first, first + 9):  # eight years may lie between leap days: 1896, 1904
        if 1 <= day <= calendar.monthrange(_within(ahead), month)[1]:
            date = dt.date(ahead, month, day)
            if date >= said.today:
                return _checked(said, date)
    return _refused(f"There is no {name}: type another day.")


def _checked(said: _Said, date: dt.date) -> DateRead:
    """A weekday that was said with the date must be the date's own."""
    weekday = said["weekday"]
    if weekday is not None and WEEKDAYS[weekday] != date.weekday():
        day = DAY_NAMES[date.weekday()]
        return _refused(f"{_with_year(date)} is a {day}: type the day that you mean.")
    return DateRead(date)


# ---------------------------------------------------------------------------------- ends and spans


def _end_of_month(said: _Said) -> DateRead:
    end = _month_end(said.today)
    return DateRead(_month_end(end + dt.timedelta(days=1)) if said["next"] else end)


def _end_of_named_month(said: _Said) -> DateRead:
    year = said.year
    if year is None:
        year = said.today.year + (said.month < said.today.month)
    return DateRead(_month_end(dt.date(_within(year), said.month, 1)))


def _end_of_year(said: _Said) -> DateRead:
    year = said.year or said.today.year + (said["next"] is not None)
    return DateRead(dt.date(_within(year), 12, 31))


def _span(said: _Said) -> DateRead:
    word = said.match["number"]
    number = words.NUMBERS[word] if word in words.NUMBERS else int(word)
    unit = said["unit"]
    if unit in _MONTHS_IN:
        return DateRead(_months_later(said.today, number * _MONTHS_IN[unit]))
    return DateRead(said.today + dt.timedelta(days=number * _DAYS_IN[said.match["unit"]]))


_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "year": 12}


def _months_later(date: dt.date, months: int) -> dt.date:
    """The same day some months on, or that month's last day (31 January and one month)."""
    years, month = divmod(date.month - 1 + months, 12)
    last = _month_end(dt.date(_within(date.year + years), month + 1, 1))
    return last.replace(day=min(date.day, last.day))


def _month_end(date: dt.date) -> dt.date:
    return date.replace(day=calendar.monthrange(date.year, date.month)[1])


# ---------------------------------------------------------------------------------- no single day


def _whole_month(said: _Said) -> DateRead:
    month = MONTH_NAMES[said.month - 1]
    return _refused(f"“{said.quoted}” is not one day: type 9 {month}, or end of {month}.")


def _vague(said: _Said) -> DateRead:
    return _refused(f"“{said.quoted}” is not one day: type a date, such as 27 nov.")


_FORMS: tuple[tuple[words.Form, _Reader], ...] = (
    (words.NEAR_DAY, _near_day),
    (words.WEEKDAY, _weekday),
    (words.NEXT_WEEKDAY, _next_weekday),
    (words.DAY_MONTH, _day_and_month),
    (words.MONTH_DAY, _day_and_month),
    (words.NTH, _nth),
    (words.YEAR_FIRST, _year_first),
    (words.NUMBERS_WITH_YEAR, _numbers),
    (words.NUMBERS_ALONE, _numbers),
    (words.END_OF_MONTH, _end_of_month),
    (words.END_OF_NAMED_MONTH, _end_of_named_month),
    (words.END_OF_YEAR, _end_of_year),
    (words.SPAN, _span),
    (words.WHOLE_MONTH, _whole_month),
    (words.VAGUE, _vague),
)
