"""The tokens that may end a captured line: `by fri`, `!4`, `cuts B1`, and `@role`.

Tokens are taken off from the right, one after another, in any order. One that means nothing in the
section, or that is not understood, is put back where it was: text is never lost.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from trajectory.domain.dates import LONGEST, PUNCTUATION, DateRead, echo, is_amount, read_date
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.vocabulary import Vocabulary

MOST_TOKENS = 30
"""No line that somebody speaks ends in more; what is left stays text. Keeps every key cheap."""

ROLE_LIMIT = 80
"""A role's title is not longer; what is longer is a sentence, and stays text."""


@dataclass(frozen=True)
class Taken:
    """One thing that was read out of the line."""

    words: str
    """What it means, in words: "due Fri 27 Nov 2026"."""
    typed: str
    """The characters that said it."""


@dataclass
class Reading:
    """A line while its tokens are being taken off; `head` is what is left to look at."""

    head: str
    section: Section
    vocabulary: Vocabulary
    today: dt.date
    kept: list[str] = field(default_factory=list)
    """Pieces right of the head that stay text, rightmost first."""
    taken: list[Taken] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    role: str | None = None
    date: dt.date | None = None
    strength: int | None = None
    cuts: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    goal: str | None = None

    @property
    def text(self) -> str:
        """What stays text so far."""
        pieces = [self.head.strip(), *reversed(self.kept)]
        return " ".join(piece for piece in pieces if piece)

    def take(self, start: int, words: str) -> None:
        """Take everything from `start` on off the line."""
        self.taken.insert(0, Taken(words, self.head[start:].strip()))
        self.head = self.head[:start].rstrip()

    def keep(self, start: int, warning: str | None = None) -> None:
        """Put everything from `start` on aside as text, and look at what is left of it."""
        self.kept.append(self.head[start:].strip())
        self.head = self.head[:start].rstrip()
        if warning:
            self.warnings.insert(0, warning)


def take_tokens(line: Reading) -> None:
    """Take the tokens off a line."""
    for _ in range(MOST_TOKENS):
        if not (_strength(line) or _links(line) or _date(line) or _role(line)):
            break


# ---------------------------------------------------------------------------------- strength

_STRENGTH = re.compile(r"(!([0-9]{1,6}))[.,;]?")


def _strength(line: Reading) -> bool:
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


def _date(line: Reading) -> bool:
    for word in reversed(_last(_WORD, line.head, LONGEST + 20)):
        said = line.head[word.end :].strip()
        if word.text.casefold() != "by" or is_amount(said):
            continue
        found = read_date(said, line.today)
        if found is not None:
            _take_date(line, word.start, said, found)
            return True
    return False


def _take_date(line: Reading, start: int, said: str, found: DateRead) -> None:
    word = _DATED.get(line.section)
    if word is None:
        line.keep(start)
    elif found.date is None:
        line.keep(start, found.problem)
    elif line.date is not None:
        line.keep(start, f"There is one date already: “by {said}” stays as text.")
    else:
        line.date = found.date
        # "Can we sign by fri?" stays a question.
        asked = said[len(said.rstrip("?!")) :]
        line.head = line.head.removesuffix(asked)
        line.take(start, f"{word} {echo(found.date)}")
        line.head += asked


# ---------------------------------------------------------------------------------- links

_LINK_KINDS = {"cuts": Kind.BARRIER, "uses": Kind.ENABLER, "for": Kind.GOAL}
_A_KIND = {Kind.BARRIER: "a barrier", Kind.ENABLER: "an enabler", Kind.GOAL: "a goal"}
_LABEL = re.compile(r"[BEGSbegs][0-9]{1,6}[a-z]{0,2}")
_PIECE = re.compile(r"[^\s,&]+|[,&]")
_JOINTS = frozenset({",", "&", "and"})
_LONGEST_LIST = 300


def _links(line: Reading) -> bool:
    pieces = _last(_PIECE, line.head, _LONGEST_LIST)
    if not pieces or pieces[-1].text.casefold() in {"and", "&"}:
        return False
    names: list[str] = []
    for piece in reversed(pieces):
        word = piece.text.casefold()
        if word in _LINK_KINDS and names:
            if line.section is Section.STEP:
                _take_links(line, piece.text, piece.start, names[::-1])
            else:
                line.keep(piece.start)
            return True
        if word not in _JOINTS:
            if _key_of(line, word) is None:
                return False
            names.append(piece.text)
    return False


def _key_of(line: Reading, word: str) -> str | None:
    """The id that a word stands for; "" when it looks like a label and is none in this plan."""
    word = word.rstrip(".;:")
    found = line.vocabulary.ids.get(word.casefold())
    return "" if found is None and _LABEL.fullmatch(word) else found


def _take_links(line: Reading, verb: str, start: int, names: list[str]) -> None:
    kind = _LINK_KINDS[verb.casefold()]
    keys: list[str] = []
    unknown: list[str] = []
    warnings: list[str] = []
    for name in names:
        key = _key_of(line, name)
        if key and line.vocabulary.kinds.get(key, kind) is kind:
            keys.append(key)
            continue
        unknown.append(name)
        reason = f"is not {_A_KIND[kind]}" if key else "is not in this plan"
        warnings.append(f"{name} {reason}: it stays as text.")
    if kind is Kind.GOAL and (len(keys) > 1 or (keys and line.goal)):
        line.keep(start, f"A step serves one goal: “{line.head[start:]}” stays as text.")
        return
    line.warnings[:0] = warnings
    if not keys:
        line.keep(start)
        return
    typed = line.head[start:]
    line.head = line.head[:start].rstrip()
    if unknown:
        line.kept.append(" ".join([verb, *unknown]))
        typed = _without(typed, [verb, *unknown])
    _link(line, kind, keys)
    shown = dict.fromkeys(line.vocabulary.labels.get(key, key) for key in keys)
    line.taken.insert(0, Taken(f"{verb.casefold()} {', '.join(shown)}", typed))


def _link(line: Reading, kind: Kind, keys: list[str]) -> None:
    match kind:
        case Kind.BARRIER:
            line.cuts = tuple(dict.fromkeys([*keys, *line.cuts]))
        case Kind.ENABLER:
            line.uses = tuple(dict.fromkeys([*keys, *line.uses]))
        case _:
            line.goal = keys[0]


def _without(typed: str, words: list[str]) -> str:
    left = _PIECE.findall(typed)
    for word in words:
        left.remove(word)
    return " ".join(left)


# ---------------------------------------------------------------------------------- roles

_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")


def _role(line: Reading) -> bool:
    """Take the last ` @role`; true when it stood at the end, and more tokens may stand before."""
    start = len(line.head)
    while (start := line.head.rfind("@", 0, start)) > 0:
        if not line.head[start - 1].isspace():
            continue
        found = _role_at(line, start)
        if found is not None:
            return _take_role(line, start, *found)
    return False


def _take_role(line: Reading, start: int, role: str, end: int) -> bool:
    rest = line.head[end:]
    last = not rest.strip(PUNCTUATION + " ")
    if line.role is not None:
        if last:
            line.keep(start, f"There is one role already: “{line.head[start:]}” stays as text.")
        return last
    line.role = role
    word = "owner" if line.section is Section.STEP else "speaker"
    line.taken.insert(0, Taken(f"{word} {role}", line.head[start:end]))
    joint = " " if rest[:1].isspace() else ""
    line.head = (line.head[:start].rstrip() + joint + rest.strip()).strip()
    return last


def _role_at(line: Reading, start: int) -> tuple[str, int] | None:
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
    if not name[:1].isalpha() or len(name) > ROLE_LIMIT or "@" in name:
        return None
    return name, start + 1 + len(name)


def _goes_on(after: str) -> bool:
    """Whether a word goes on: `@Team managers` and `@Team manager's` are not "Team manager"."""
    return after.isalnum() or (after != "" and after in "'’-_@")


# ---------------------------------------------------------------------------------- words

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class _Piece:
    text: str
    start: int
    end: int


def _last(pattern: re.Pattern[str], text: str, length: int) -> list[_Piece]:
    """The pieces that lie wholly within the last so many characters: long lines stay cheap."""
    offset = max(0, len(text) - length)
    return [
        _Piece(match[0], match.start(), match.end())
        for match in pattern.finditer(text, offset)
        if match.start() == 0 or text[match.start() - 1].isspace() or match.start() > offset
    ]
