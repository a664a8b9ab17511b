"""A captured line while its tokens are taken off it, from the right."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from trajectory.domain.kinds import Section
from trajectory.domain.vocabulary import Vocabulary

WORD = re.compile(r"\S+")
LIST_PIECE = re.compile(r"[^\s,&]+|[,&]")
"""A word of a list of labels, or what stands between two."""

SENTENCE_ENDS = "?!"


@dataclass(frozen=True)
class Taken:
    """One thing that was read out of the line."""

    words: str
    """What it means, in words: "due Fri 27 Nov 2026"."""
    typed: str
    """The characters that said it."""


@dataclass
class LineReading:
    """A line while its tokens are being taken off; `head` is what is left to look at."""

    head: str
    section: Section
    vocabulary: Vocabulary
    today: dt.date
    kept: list[str] = field(default_factory=list)
    """Pieces right of the head that stay text, rightmost first."""
    taken: list[Taken] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    ending: str = ""
    """The mark of a question or a call behind what was taken: "Can we sign by fri?"."""
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
        return " ".join(piece for piece in pieces if piece) + self.ending

    def take(self, start: int, words: str) -> None:
        """Take everything from `start` on off the line; a question stays one."""
        typed = self.head[start:].strip()
        end = len(typed.rstrip(SENTENCE_ENDS))
        self.taken.insert(0, Taken(words, typed[:end]))
        self.ending = typed[end:] + self.ending
        self.head = self.head[:start].rstrip()

    def keep(self, start: int, warning: str | None = None) -> None:
        """Put everything from `start` on aside as text, and look at what is left of it."""
        self.kept.append(self.head[start:].strip())
        self.head = self.head[:start].rstrip()
        if warning:
            self.warnings.insert(0, warning)

    def leave(self, words: list[str]) -> None:
        """Give back some words of what was taken last."""
        back: list[str] = []
        taken: list[str] = []
        for piece in LIST_PIECE.findall(self.taken[0].typed):
            left = words[len(back) :]
            (back if left and piece == left[0] else taken).append(piece)
        self.taken[0] = replace(self.taken[0], typed=" ".join(taken))
        self.kept.append(" ".join(back))


@dataclass(frozen=True)
class Piece:
    """A part of a line, and where it is."""

    text: str
    start: int
    end: int


def last_pieces(pattern: re.Pattern[str], text: str, length: int) -> list[Piece]:
    """The pieces that lie wholly within the last so many characters: long lines stay cheap."""
    offset = max(0, len(text) - length)
    return [
        Piece(match[0], match.start(), match.end())
        for match in pattern.finditer(text, offset)
        if match.start() == 0 or text[match.start() - 1].isspace() or match.start() > offset
    ]
