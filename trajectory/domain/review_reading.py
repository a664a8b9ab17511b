"""What people type in a review, two things on one line: a day and why, a number and why.

Nothing is guessed, as in the forms: what was understood is read back before Enter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from trajectory.domain.cleaning import clean
from trajectory.domain.dates import echo, read_date
from trajectory.domain.form_reading import FieldRead, read_day
from trajectory.domain.plan import TEXT_LIMIT
from trajectory.domain.scale import in_words, median_half, read_scores

LONGEST_DAY = 6
"""No day has more words: "on friday the 9th of march"."""

WIDE_SPREAD = 4
"""From so many points between two people on, the difference is what to talk about."""

_GAP = re.compile(r"\s*(?:[,;:]|[-–—]\s|\bbecause\b)\s*", re.IGNORECASE)
_STRENGTH = re.compile(r"([1-5])(?=\W|$)")


def read_words(typed: str) -> FieldRead:
    """A few words; None for none."""
    words = " ".join(clean(typed).split())
    if len(words) > TEXT_LIMIT:
        return FieldRead(
            problem=f"This has {len(words):,} characters, and {TEXT_LIMIT:,} fit: shorten it."
        )
    return FieldRead(words or None)


def read_day_and_why(typed: str, today: dt.date) -> FieldRead:
    """A day, and behind it the reason if there is one: "9 mar, the forms group met late".

    Gives `(day, why)`, `why` being None where nothing is said.
    """
    said = read_words(typed)
    if said.problem:
        return said
    if said.value is None:
        return FieldRead(problem="Type a day, such as fri, 9 feb or in 2 weeks.")
    for day, why in _split(said.value):
        read = read_date(day, today)
        if read is not None and read.date is not None:
            words = echo(read.date)
            return FieldRead((read.date, why or None), f"{words}, because: {why}" if why else words)
    first, *_ = _GAP.split(said.value)
    return FieldRead(problem=read_day(first, today).problem)


def _split(text: str) -> Iterator[tuple[str, str]]:
    """The ways to take a day off the front of a text, the likeliest first."""
    yield text, ""
    gap = _GAP.search(text)
    if gap is not None:
        yield text[: gap.start()], text[gap.end() :]
    words = text.split(" ")
    for count in range(min(LONGEST_DAY, len(words) - 1), 0, -1):
        rest = " ".join(words[count:])
        gap = _GAP.match(rest)
        yield " ".join(words[:count]), rest[gap.end() :] if gap else rest


def read_strength_and_why(typed: str, was: int | None) -> FieldRead:
    """A strength of 1 to 5, and behind it the reason: "2, the library lends us a room".

    Gives `(strength, why)`. Nothing typed is one less than it was; words alone are the reason.
    """
    said = read_words(typed)
    if said.problem:
        return said
    text = said.value or ""
    less = None if was is None else max(1, was - 1)
    match = _STRENGTH.match(text)
    strength = int(match[1]) if match else less
    rest = text[match.end() :] if match else text
    if match is None and rest[:1].isdigit():
        return FieldRead(problem="A strength is 1 to 5: 1 is slight, 5 decides it.")
    gap = _GAP.match(rest)
    why = (rest[gap.end() :] if gap else rest).strip()
    parts = [f"strength {strength}"] if strength is not None else []
    parts += [f"because: {why}"] if why else []
    return FieldRead((strength, why or None), ", ".join(parts))


def read_position(typed: str, last: float | None) -> FieldRead:
    """Where the group is now: a point of the scale, or each person's; gives a tuple of scores.

    Nothing typed is the last score once more.
    """
    text = clean(typed).strip().removeprefix("=").strip().replace("½", ".5")
    if not text:
        if last is None:
            return FieldRead(problem="Type a number from 0 to 10, or each person's: 3 4 5.")
        return FieldRead((last,), f"still {in_words(last)}")
    read = read_scores(f"={text}")
    if read is None or read.score is None or read.target is not None:
        return FieldRead(
            problem="Type a number from 0 to 10 in half points, or each person's: 3 4 5."
        )
    if not read.scores:
        return FieldRead((read.score,))
    low, high = in_words(min(read.scores)), in_words(max(read.scores))
    middle = in_words(median_half(read.scores))
    people = f"{len(read.scores)} people, from {low} to {high}; the middle is {middle}"
    return FieldRead(read.scores, people)


def ask_why(scores: tuple[float, ...], last: float | None) -> str:
    """What is asked behind a score: of the difference where people differ, else of the move."""
    if scores and max(scores) - min(scores) >= WIDE_SPREAD:
        return "What does the highest see that the lowest doesn't?"
    score = median_half(scores)
    if last is not None and score > last:
        return "What got us up there?"
    if last is not None and score < last:
        return "What took us down?"
    return "What keeps us there, not lower?"
