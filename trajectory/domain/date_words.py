"""The words that people's dates are made of, and the shapes in which they stand.

Each form is a pattern over casefolded text with single spaces; `domain.dates` reads what it found.
All are matched against a whole text, and name the same groups: `weekday`, `day`, `month`, `year`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property


class Form:
    """One shape of a date. It is compiled when the first date is read: no start waits for that."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """What the whole text says in this form, if it does."""
        return self._compiled.fullmatch(text)


DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _forms(names: tuple[str, ...], first: int) -> dict[str, int]:
    """Names in full and their first three letters, with their numbers."""
    found = {}
    for number, name in enumerate(names, first):
        found[name.casefold()] = found[name[:3].casefold()] = number
    return found


WEEKDAYS = _forms(DAY_NAMES, 0) | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
MONTHS = _forms(MONTH_NAMES, 1) | {"sept": 9}
NEAR_DAYS = {"today": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2}
_COUNTED = "one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve"
NUMBERS = {word: number for number, word in enumerate(_COUNTED.split(","), 1)} | {"a": 1, "an": 1}


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WEEKDAY = rf"(?P<weekday>{_one_of(WEEKDAYS)})"
_ON = rf"(?:on )?(?:{_WEEKDAY}\.?,? )?(?:the )?"
_DAY = r"(?P<day>[0-9]{1,2})"
_NTH = r"(?:st|nd|rd|th)"
_MONTH = rf"(?P<month>{_one_of(MONTHS)})\.?"
_LONG_YEAR = r"(?P<year>[0-9]{4})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_END_OF = r"(?:the )?end(?: of)?"
_TWO_NUMBERS = r"(?P<first>[0-9]{1,2})(?P<dash>[-/.])(?P<second>[0-9]{1,2})"
_AMOUNT = rf"(?P<number>[0-9]{{1,3}}|{_one_of(NUMBERS)}) (?P<unit>day|week|fortnight|month|year)s?"
_STRETCH = r"(?:week|month|quarter|year|term|half[- ]term|weekend)"
_SEASON = r"(?:spring|summer|autumn|winter|christmas|xmas|easter|new year)"

AMOUNT = Form(_AMOUNT)
NEAR_DAY = Form(_one_of(NEAR_DAYS))
WEEKDAY = Form(rf"(?:on |(?P<this>this )(?:coming )?)?{_WEEKDAY}")
NEXT_WEEKDAY = Form(rf"(?:on )?next {_WEEKDAY}")
DAY_MONTH = Form(rf"{_ON}{_DAY}{_NTH}?(?: of |[ -]?){_MONTH}(?:(?:,? |-){_YEAR})?")
MONTH_DAY = Form(rf"{_ON}{_MONTH} (?:the )?{_DAY}{_NTH}?(?:,? {_LONG_YEAR})?")
NTH = Form(rf"{_ON}{_DAY}{_NTH}")
YEAR_FIRST = Form(rf"{_ON}{_LONG_YEAR}(?P<dash>[-/.])(?P<month>[0-9]{{1,2}})(?P=dash){_DAY}")
NUMBERS_WITH_YEAR = Form(rf"{_ON}{_TWO_NUMBERS}(?P=dash){_YEAR}")
NUMBERS_ALONE = Form(rf"{_ON}(?P<first>[0-9]{{1,2}})/(?P<second>[0-9]{{1,2}})")
END_OF_MONTH = Form(rf"eom|{_END_OF} (?:the |this |(?P<next>next ))?month")
END_OF_NAMED_MONTH = Form(rf"{_END_OF} {_MONTH}(?:,? {_YEAR})?")
END_OF_YEAR = Form(
    rf"eoy|{_END_OF} (?:(?:the |this |(?P<next>next ))?year|{_LONG_YEAR})",
)
SPAN = Form(rf"(?:in |within )?{_AMOUNT}(?:['’]?s? time| from now)?")

WHOLE_MONTH = Form(
    rf"(?:in |early |late |mid[- ]?|(?:the )?(?:start|beginning|middle) of )?{_MONTH}"
    r"(?:,? [0-9]{4})?"
)
VAGUE = Form(
    "|".join(
        (
            rf"(?:{_END_OF} )?(?:this |next |the (?:next )?)?{_STRETCH}",
            rf"(?:this |next )?{_SEASON}",
            r"(?:the )?(?:end of )?q[1-4](?: [0-9]{4})?",
            rf"{_WEEKDAY} (?:week|fortnight)",
            "soon|asap|later|eow|tb[acd]",
        )
    )
)
"""Words that people take for a date and that name no day; flagged, so that the gap is seen."""
