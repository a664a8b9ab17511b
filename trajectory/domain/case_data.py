r"""What looks like data about a person: no plan is the place for it, for plans are about agencies.

A guard, not a judge: it points at what has the shape of such data, and a person decides. So the
rules are few and plain, and each is wrong on the safe side:

- a full date within `NEAR` characters of "born", "DOB", "d.o.b." or "date of birth";
- a number of six digits or more, whatever it is: a telephone number, or a day written without
  dashes, tells as much of a person as a case number does. Amounts of money and figures in groups of
  thousands are none;
- digits in groups of three, three and four, as NHS numbers are written;
- a UK postcode in capitals: "cuts B1 2nd" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NEAR = 30
"""How many characters may stand between a date and the word that makes it a date of birth."""

BIRTH_DATE = "a date of birth"
LONG_NUMBER = "a long number, as of a case or a telephone"
NHS_NUMBER = "a number written as an NHS number is"
POSTCODE = "a postcode"
"""What a finding says that it looks like."""

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:19|20)[0-9]{2}|'?[0-9]{2})"
_DATE = re.compile(
    r"(?<![0-9])(?:"
    r"[0-9]{1,2}(?P<mark>[/.-])[0-9]{1,2}(?P=mark)(?:[0-9]{4}|[0-9]{2})"
    r"|(?:19|20)[0-9]{2}(?P<iso>[/.-])[0-9]{1,2}(?P=iso)[0-9]{1,2}"
    rf"|{_DAY}(?: of)?[ -]{{1,2}}{_MONTH},?[ -]{{1,2}}{_YEAR}"
    rf"|{_MONTH} {{1,2}}{_DAY},? {{1,2}}{_YEAR}"
    r")(?![0-9])",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?<!\w)(?:born|d\.? ?o\.? ?b\.?|dates? of birth|birth dates?|birthdays?)(?!\w)", re.IGNORECASE
)
_DIGIT = re.compile("[0-9]")
_LONG_NUMBER = re.compile(r"(?<![0-9£$€])(?<![0-9][.,])(?<![£$€] )[0-9]{6,}(?![0-9])")
_NHS_NUMBER = re.compile(r"(?<![0-9])(?<![0-9][ -])[0-9]{3}([ -])[0-9]{3}\1[0-9]{4}(?![0-9])")
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNP-Y]? {0,2}"
    r"[0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])"
)


@dataclass(frozen=True)
class Found:
    """Something in a text that looks like case data."""

    words: str
    """As it stands in the text."""
    start: int
    end: int
    """Where it stands; the end is not part of it."""
    reason: str
    """What it looks like, in plain words."""


def case_data(text: str) -> tuple[Found, ...]:
    """All that looks like case data in a text, in its order; what overlaps is told once."""
    found: list[Found] = []
    for one in sorted(_all(text), key=lambda each: (each.start, -each.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def may_hold(text: str) -> bool:
    """Whether a text can hold any: all of it has a digit, and most texts of a plan have none."""
    return _DIGIT.search(text) is not None


def _all(text: str) -> Iterator[Found]:
    if not may_hold(text):
        return
    births = [match.span() for match in _BIRTH.finditer(text)]
    if births:
        for match in _DATE.finditer(text):
            if any(_gap(match.span(), birth) <= NEAR for birth in births):
                yield _found(match, BIRTH_DATE)
    for pattern, reason in (
        (_NHS_NUMBER, NHS_NUMBER),
        (_LONG_NUMBER, LONG_NUMBER),
        (_POSTCODE, POSTCODE),
    ):
        for match in pattern.finditer(text):
            yield _found(match, reason)


def _found(match: re.Match[str], reason: str) -> Found:
    return Found(match[0], match.start(), match.end(), reason)


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters stand between two parts of a text; nothing where they touch."""
    return max(one[0] - other[1], other[0] - one[1], 0)
