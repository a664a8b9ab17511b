"""What a session says of itself: where the words are, what an undo did, what came from the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from trajectory.domain.plan import Plan
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.leftovers import Act, Draft
from trajectory.usecases.session_journal import SessionJournal


class SaveState(Enum):
    """Where the words are."""

    SAVED = "saved"
    """In the plan file."""
    KEPT = "kept"
    """In this computer's journal, on the way to the plan file."""
    SAVING = "saving"
    """In memory, on the way to the journal."""
    FAILED = "failed"
    """Not in the plan file, and something is in the way."""


@dataclass(frozen=True)
class SaveStatus:
    """What the save mark says. It never says "saved" before the plan file holds the words."""

    state: SaveState
    at: dt.datetime | None = None
    """When the plan file was last written by us, in the user's time zone; None when not yet."""
    problem: str = ""
    """Why it could not be saved, in plain words."""
    unsaved: bool = False
    """Whether there are words that are not in the plan file."""
    kept_in: Path | None = None
    """The journal that holds every word on this computer; None when there is none."""
    journal_problem: str = ""
    """Why this computer keeps no journal of it, in plain words."""
    layout_kept_in: Path | None = None
    """Where the file's text went when its comments and order could not be kept in place."""
    left_other_name: bool = False
    """Whether the file had a second name (a hard link), which keeps the text from before."""


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did."""

    what: str
    """The act in words: "added a barrier"."""
    skipped: int
    """How many fields were left alone because they hold something newer."""
    sitting: dt.date | None = None
    """The day of the sitting that it was done in, when that was an earlier one."""


@dataclass(frozen=True)
class Arrival:
    """What came in from the file, for the screen to say."""

    before: Plan
    after: Plan
    missing: tuple[str, ...]
    """Ids that the file lacked without a mark that somebody deleted them; they were kept."""
    place: Path | None = None
    """Where the file is now, when it was found in another place."""
    was_gone: bool = False
    """Whether the file was not there any more, and was written again."""

    def changed(self, change: Callable[[Plan], Plan]) -> Arrival:
        """The same with other plans."""
        return replace(self, before=change(self.before), after=change(self.after))


@dataclass(frozen=True)
class Past:
    """What a session starts with beside its file: see `recovering`."""

    plan: Plan
    """The plan in the file, together with what was recovered for it."""
    acts: tuple[Act, ...] = ()
    undone: tuple[Act, ...] = ()
    recovered: bool = False
    """Whether there is something in it that the file does not hold."""
    missing: tuple[str, ...] = ()
    draft: Draft | None = None
    left: bool = False
    """Whether there is a journal that is to be marked as taken over."""
    taken_over: Callable[[], None] = lambda: None
    """To be called when a new journal holds what was recovered; may raise `NotSavedError`."""


@dataclass(frozen=True)
class StartedOver:
    """What a session goes on with that is to know nothing of its past."""

    loaded: LoadedPlan
    journal: SessionJournal
    """A new one, which may not have begun."""
    draft: Draft | None
