"""The tokens that may end a captured line: `by fri`, `!4`, `cuts B1`, and `@role`.

Tokens are taken off from the right, one after another, in any order. One that means nothing in the
section, or that is not understood, is put back where it was: text is never lost.
"""

from __future__ import annotations

import re

from trajectory.domain.capture_links import take_links
from trajectory.domain.capture_reading import WORD, LineReading, Taken, last_pieces
from trajectory.domain.dates import LONGEST, PUNCTUATION, DateRead, echo, is_amount, read_date
from trajectory.domain.kinds import Section

MOST_TOKENS = 30
"""No line that somebody speaks ends in more; what is left stays text. Keeps every key cheap."""

ROLE_LIMIT = 80
"""A role's title is not longer; what is longer is a sentence, and stays text."""


def take_tokens(line: LineReading) -> None:
    """Take the tokens off a line."""
    for _ in range(MOST_TOKENS):
        if not (_strength(line) or take_links(line) or _date(line) or _role(line)):
            break


# ---------------------------------------------------------------------------------- strength

_STRENGTH = re.compile(r"(!([0-9]{1,6}))[.,;:?!]*")


def _strength(line: LineReading) -> bool:
    words = line.head.rsplit(None, 1)
    match = _STRENGTH.fullmatch(words[-1]) if words else None
    if match is None:
        return False
    start = len(line.head) - len(words[-1])
    if line.section not in {Section.ENABLER, Section.BARRIER}:
        line.keep(start)
    elif match[2] not in {"1", "2", "3", "4", "5"}:
        line.keep(start, f"Strength goes from !1 to !5: {match[1]} stays as text.")
    elif line.strength is not None:
        line.keep(start, f"There is one strength already: {match[1]} stays as text.")
    else:
        line.strength = int(match[2])
        line.take(start, f"strength {match[2]}")
    return True


# ---------------------------------------------------------------------------------- dates

_DATED = {Section.STEP: "due", Section.GOAL: "by"}


def _date(line: LineReading) -> bool:
    for word in reversed(last_pieces(WORD, line.head, LONGEST + 20)):
        said = line.head[word.end :].strip()
        if word.text.casefold() != "by" or is_amount(said):
            continue
        found = read_date(said, line.today)
        if found is not None:
            _take_date(line, word.start, said, found)
            return True
    return False


def _take_date(line: LineReading, start: int, said: str, found: DateRead) -> None:
    word = _DATED.get(line.section)
    if word is None:
        line.keep(start)
    elif found.date is None:
        line.keep(start, found.problem)
    elif line.date is not None:
        line.keep(start, f"There is one date already: “by {said}” stays as text.")
    else:
        line.date = found.date
        line.take(start, f"{word} {echo(found.date)}")


# ---------------------------------------------------------------------------------- roles

_SPOILERS = frozenset("@\n")
"""What stands in no role: an e-mail address goes on, or the text does."""

_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")


def _role(line: LineReading) -> bool:
    """Take the last ` @role`; true when it stood at the end, and more tokens may stand before."""
    start = len(line.head)
    while (start := line.head.rfind("@", 0, start)) > 0:
        if not line.head[start - 1].isspace():
            continue
        found = _role_at(line, start)
        if found is not None:
            return _take_role(line, start, *found)
    return False


def _take_role(line: LineReading, start: int, role: str, end: int) -> bool:
    rest = line.head[end:]
    last = not rest.strip(PUNCTUATION + " ")
    if line.role is not None:
        if last:
            line.keep(start, f"There is one role already: “{line.head[start:]}” stays as text.")
        return last
    line.role = role
    words = f"{'owner' if line.section is Section.STEP else 'speaker'} {role}"
    if last:
        line.take(start, words)
        return True
    line.taken.insert(0, Taken(words, line.head[start:end]))
    joint = " " if rest[:1].isspace() else ""
    line.head = (line.head[:start].rstrip() + joint + rest.strip()).strip()
    return False


def _role_at(line: LineReading, start: int) -> tuple[str, int] | None:
    """The role that the `@` at `start` names, and where its name ends."""
    rest = line.head[start + 1 :]
    quoted = _QUOTED.match(rest)
    if quoted:
        name = " ".join(quoted[1].split())
        known = line.vocabulary.known_role(name) or name
        return (known, start + 1 + quoted.end()) if name else None
    for role in sorted(line.vocabulary.roles, key=len, reverse=True):
        said, after = rest[: len(role)], rest[len(role) : len(role) + 1]
        if said.casefold() == role.casefold() and not _goes_on(after):
            return role, start + 1 + len(role)
    name = rest.rstrip(PUNCTUATION + " ")
    if not name[:1].isalpha() or len(name) > ROLE_LIMIT or not _SPOILERS.isdisjoint(name):
        return None
    return name, start + 1 + len(name)


def _goes_on(after: str) -> bool:
    """Whether a word goes on: `@Team managers` and `@Team manager's` are not "Team manager"."""
    return after.isalnum() or (after != "" and after in "'’-_@")
