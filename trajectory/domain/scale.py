"""Points on the 0-10 scale: reading them from a line, and the middle of several people's scores."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

TOP = 10

_CHARACTERS = frozenset("=0123456789.,-+/>→ \t")
_ARROW = re.compile("->|>|→")
_POINT = re.compile(r"[0-9]{1,2}(?:\.[05]0?)?")


@dataclass(frozen=True)
class ScoreRead:
    """What a score line says: where we are, each person's score if there are several, the aim."""

    score: float | None = None
    scores: tuple[float, ...] = ()
    target: float | None = None


def is_score_attempt(line: str) -> bool:
    """Whether a whole line looks like scores and nothing else, right or not."""
    return (
        line.startswith("=")
        and _CHARACTERS.issuperset(line)
        and any(character.isdigit() for character in line)
    )


def read_scores(line: str) -> ScoreRead | None:
    """Read `=4`, `=4>7`, `=>7`, `=2 3 4 5` or `=2 3 4>7`; None when that is not what it says.

    Points are 0 to 10, in halves. `= 4` is none: a mark and a space make a note.
    """
    if not is_score_attempt(line) or line[1].isspace():
        return None
    now, *aims = _ARROW.split(line[1:])
    points = [_point(word) for word in now.replace(",", " ").split()]
    targets = [_point(aim.strip()) for aim in aims]
    scores = tuple(point for point in points if point is not None)
    if len(scores) != len(points) or len(targets) > 1 or None in targets:
        return None
    target = targets[0] if targets else None
    if not scores:
        return ScoreRead(target=target)
    return ScoreRead(median_half(scores), scores if len(scores) > 1 else (), target)


def median_half(scores: Sequence[float]) -> float:
    """The median to the nearest half point; a quarter goes up (3 and 3.5 give 3.5).

    Raises `statistics.StatisticsError` when there is no score.
    """
    return int(statistics.median(scores) * 2 + 0.5) / 2


def in_words(point: float) -> str:
    """A point without needless digits: "4", "3.5"."""
    return f"{point:g}"


def _point(word: str) -> float | None:
    if not _POINT.fullmatch(word) or float(word) > TOP:
        return None
    return float(word)
