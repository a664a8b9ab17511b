"""What a sitting left in its journal: words that are not in the plan file, and what can be undone.

The journal's lines, as a session writes them (`session_journal`), are read here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain import edits
from trajectory.domain.edits import Edit
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Plan
from trajectory.errors import TrajectoryError
from trajectory.storage import codec, deltas
from trajectory.storage.deltas import Delta
from trajectory.storage.journal import JournalFile, Line

OPEN, BEFORE, ACT, BROUGHT, SAVED, DRAFT, FINISHED = (
    "open", "before", "act", "brought", "saved", "draft", "finished",
)  # fmt: skip
"""What a line of the journal is."""

KNOWN = frozenset({OPEN, BEFORE, ACT, BROUGHT, SAVED, DRAFT, FINISHED})

DID, UNDID, REDID = "did", "undid", "redid"
"""What an act was."""


@dataclass(frozen=True)
class Act:
    """What somebody did, so that it can be undone."""

    what: str
    """In words: "added a barrier"."""
    edit: Edit
    at: dt.datetime
    """When, in UTC."""
    sitting: dt.date | None = None
    """The day of the sitting, when that was an earlier one."""


@dataclass(frozen=True)
class Draft:
    """A line that nobody has pressed Enter on yet."""

    section: Section
    text: str


@dataclass(frozen=True)
class Leftover:
    """A sitting with a plan that is over, however it ended."""

    journal: JournalFile
    plan_path: Path
    """Where the plan file was."""
    saved: Plan
    """The plan as far as the file is known to have held it."""
    plan: Plan
    """The plan as it stood at the end."""
    acts: tuple[Act, ...]
    """What can be undone, the earliest first."""
    undone: tuple[Act, ...]
    """What was taken back and can be made again, the latest last."""
    draft: Draft | None
    """What was half typed at the end."""
    finished: bool
    """Whether all of it was taken over by a later sitting."""

    @property
    def is_unsaved(self) -> bool:
        """Whether there are words in it that may not be in the plan file."""
        if self.finished or self.plan is self.saved:
            return False
        return not codec.same_file(self.plan, self.saved)  # equal plans may differ in order


def read_leftover(journal: JournalFile) -> Leftover | None:
    """Read what a journal holds; None for one that makes no sense, which is left alone.

    So is one with lines of a kind that a later version may write: to mark it as finished would be
    the end of what they hold.
    """
    if not is_ours(journal):
        return None
    try:
        return _read(journal)
    except (TrajectoryError, KeyError, TypeError, ValueError):
        return None


def is_ours(journal: JournalFile) -> bool:
    """Whether this version of Trajectory knows all that can be in such a journal."""
    return (
        bool(journal.lines)
        and journal.lines[0].get("is") == OPEN
        and all(line.get("is") in KNOWN for line in journal.lines)
    )


def plan_of(journal: JournalFile) -> tuple[str | None, str]:
    """Id and path of the plan that a journal is about, as its first line says."""
    first = journal.lines[0] if journal.lines else {}
    plan_id = first.get("plan")
    return (plan_id if isinstance(plan_id, str) else None), str(first.get("path", ""))


def has_acts(journal: JournalFile) -> bool:
    """Whether anything was done in that sitting."""
    return any(line.get("is") == ACT for line in journal.lines)


def may_hold_words(journal: JournalFile) -> bool:
    """Whether it may hold what is nowhere else, told without putting the plan together."""
    try:
        return _holds_words(journal)
    except (KeyError, TypeError, ValueError):
        return True  # nobody can tell


def _holds_words(journal: JournalFile) -> bool:
    last_draft = ""
    number = 0
    for line in journal.lines:
        match line.get("is"):
            case "finished":
                return False
            case "act" | "brought":
                number = max(number, int(line["number"]))
            case "before":
                number = max(number, int(line.get("number", 0)))
            case "draft":
                last_draft = str(line["text"])
            case _:
                pass
    return number > _saved_up_to(journal.lines) or bool(last_draft)


def _read(journal: JournalFile) -> Leftover:
    first = journal.lines[0]
    started, _ = codec.parse(str(first["text"]).encode())
    reading = _Reading(started, _saved_up_to(journal.lines))
    for line in journal.lines[1:]:
        reading.take(line)
    return Leftover(
        journal,
        Path(first["path"]),
        reading.saved,
        reading.plan,
        tuple(reading.acts),
        tuple(reading.undone),
        reading.draft,
        any(line.get("is") == FINISHED for line in journal.lines),
    )


def _saved_up_to(lines: tuple[Line, ...]) -> int:
    return max((int(line["upto"]) for line in lines if line.get("is") == SAVED), default=0)


class _Reading:
    """The plan while its journal is read, line by line."""

    def __init__(self, plan: Plan, saved_up_to: int) -> None:
        self.plan = self.saved = plan
        self.acts: list[Act] = []
        self.undone: list[Act] = []
        self.draft: Draft | None = None
        self._saved_up_to = saved_up_to

    def take(self, line: Line) -> None:
        match line["is"]:
            case "before":
                self._become(line["delta"], int(line.get("number", 0)))
            case "act" | "brought" as what:
                before = self.plan
                self._become(line["delta"], int(line["number"]))
                if what == ACT:
                    self._act(line, before)
            case "draft":
                text = str(line["text"])
                self.draft = Draft(Section(line["section"]), text) if text else None
            case _:
                pass

    def _become(self, delta: Delta, number: int) -> None:
        self.plan = deltas.applied(self.plan, delta)
        if 0 < number <= self._saved_up_to:
            self.saved = self.plan

    def _act(self, line: Mapping[str, object], before: Plan) -> None:
        edit = edits.between(before, self.plan)
        act = Act(str(line["what"]), edit, dt.datetime.fromisoformat(str(line["at"])))
        match line["as"]:
            case "did":
                self.acts.append(act)
                self.undone.clear()
            case "undid":
                self.undone.append(act)
                del self.acts[-1:]
            case _:
                self.acts.append(act)
                del self.undone[-1:]
