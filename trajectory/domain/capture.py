"""The capture grammar: one typed line becomes a value that says what it is and what it holds.

The line may come from the walk, key by key, or from `trajectory add`. What is not understood stays
text: every character of the line but white space is in the text, in `taken`, or is the mark.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Literal

from trajectory.domain.capture_reading import LineReading, Taken
from trajectory.domain.capture_tokens import take_tokens
from trajectory.domain.cleaning import clean
from trajectory.domain.dates import PUNCTUATION
from trajectory.domain.kinds import SECTION_OF_MARK, Section
from trajectory.domain.plan import TEXT_LIMIT
from trajectory.domain.scale import (
    ScoreRead,
    in_words,
    is_score_attempt,
    median_half,
    read_scores,
)
from trajectory.domain.vocabulary import Vocabulary, vocabulary

__all__ = [
    "Capture",
    "Taken",
    "Vocabulary",
    "median_half",
    "read_line",
    "role_completion",
    "routed",
    "verbatim",
    "vocabulary",
]


@dataclass(frozen=True)
class Capture:
    """What one line says. Fields that it does not speak of are None or empty."""

    kind: Literal["empty", "entry", "score", "command"]
    section: Section
    """Where it goes; for scores always the position."""
    text: str = ""
    speaker: str | None = None
    owner: str | None = None
    date: dt.date | None = None
    """When a step is due, or by when a goal is met."""
    strength: int | None = None
    cuts: tuple[str, ...] = ()
    """Ids of barriers."""
    uses: tuple[str, ...] = ()
    """Ids of enablers."""
    goal: str | None = None
    """Id of a goal."""
    score: float | None = None
    """Where we are: the median to the nearest half, where there are several scores."""
    scores: tuple[float, ...] = ()
    """Each person's score, when there are several."""
    target: float | None = None
    command: str = ""
    """The name of a command, without the slash, in small letters; "" while only `/` is typed."""
    argument: str = ""
    taken: tuple[Taken, ...] = field(default=())
    """What was read out of the line, in the line's order."""
    warnings: tuple[str, ...] = ()
    """What was not understood, in plain sentences, to be shown before Enter."""
    marked: bool = False
    """Whether a mark at the start chose the section."""


_COMMAND = re.compile(r"/([A-Za-z][A-Za-z-]*)?(?:\s+(.*))?", re.DOTALL)


def read_line(
    line: str,
    section: Section,
    vocabulary: Vocabulary,
    today: dt.date,
    *,
    marks: bool = True,
    commands: bool = True,
) -> Capture:
    """Read one line that was typed while `section` was current.

    Without `marks` a mark at the start is literal; without `commands` so is a slash.
    """
    line = clean(line)
    literal = line[:1].isspace()
    if not literal:
        if commands and (command := _command(line)):
            return Capture("command", section, command=command[0], argument=command[1])
        scores = read_scores(line)
        if scores is not None:
            return _score(scores, line)
    routed_to, body = routed(line, section) if marks else (section, line)
    marked = body != line and not literal
    body = body.strip()
    if not body:
        return Capture("empty", routed_to, marked=marked)
    entry = _entry(body, routed_to, vocabulary, today)
    warnings = entry.warnings
    if not literal and is_score_attempt(line.strip()):
        warnings = (_score_warning(line.strip(), note=marked), *warnings)
    elif not literal and not marked and read_scores(entry.text) is not None:
        said = entry.text
        alone = f"A score has its line for itself: “{said}” becomes a text."
        warnings = (f"{alone} Type {said} and Enter, then the rest.", *warnings)
    return replace(entry, marked=marked, warnings=warnings)


def verbatim(text: str, section: Section) -> Capture:
    """A text as it is: nothing is read out of it."""
    text = clean(text).strip()
    if not text:
        return Capture("empty", section)
    return Capture("entry", section, text, warnings=_length_warnings(text))


def routed(line: str, section: Section) -> tuple[Section, str]:
    """Where a line would go, and its text without the mark. Cheap enough for every key."""
    if len(line) > 1 and line[1].isspace() and line[0] in SECTION_OF_MARK:
        return SECTION_OF_MARK[line[0]], line[1:].lstrip()
    if line.startswith("=") and read_scores(line) is not None:
        return Section.POSITION, line
    return section, line.removeprefix(" ")


def role_completion(line: str, vocabulary: Vocabulary) -> str | None:
    """The rest of the known role that is being typed after the last ` @`."""
    before, at, typed = line.rpartition("@")
    if not at or not before or not before[-1].isspace():
        return None
    for role in vocabulary.roles:
        if len(role) > len(typed) and role[: len(typed)].casefold() == typed.casefold():
            return role[len(typed) :]
    return None


def _command(line: str) -> tuple[str, str] | None:
    match = _COMMAND.fullmatch(line)
    if match is None or (match[1] is None and (match[2] or "").strip()):
        return None
    return (match[1] or "").lower(), (match[2] or "").strip()


def _score(read: ScoreRead, line: str) -> Capture:
    words = []
    if read.scores:
        low, high = in_words(min(read.scores)), in_words(max(read.scores))
        words.append(f"{len(read.scores)} scores from {low} to {high}")
    if read.score is not None:
        words.append(f"we are at {in_words(read.score)}")
    if read.target is not None:
        words.append(f"aim {in_words(read.target)}")
    return Capture(
        "score",
        Section.POSITION,
        score=read.score,
        scores=read.scores,
        target=read.target,
        taken=(Taken(", ".join(words), line.strip()),),
    )


def _score_warning(line: str, *, note: bool) -> str:
    if note:
        return f"“{line}” becomes a note: for a score, leave out the space, as in =4."
    return f"Scores are 0 to 10 in halves, as in =4 or =3.5: “{line}” stays as text."


def _entry(body: str, section: Section, vocabulary: Vocabulary, today: dt.date) -> Capture:
    line = LineReading(body, section, vocabulary, today)
    take_tokens(line)
    text = line.text
    if line.taken and not text.strip(PUNCTUATION + " "):
        only = ", ".join(taken.words for taken in line.taken)
        return Capture(
            "entry",
            section,
            body,
            warnings=(f"There is nothing beside “{only}”, so the line stays as text.",),
        )
    step = section is Section.STEP
    return Capture(
        "entry",
        section,
        text,
        speaker=None if step else line.role,
        owner=line.role if step else None,
        date=line.date,
        strength=line.strength,
        cuts=line.cuts,
        uses=line.uses,
        goal=line.goal,
        taken=tuple(line.taken),
        warnings=(*line.warnings, *_length_warnings(text)),
    )


def _length_warnings(text: str) -> tuple[str, ...]:
    if len(text) <= TEXT_LIMIT:
        return ()
    warning = (
        f"This line has {len(text):,} characters, and {TEXT_LIMIT:,} fit into one entry: "
        "it can be saved once it is shorter."
    )
    return (warning,)
