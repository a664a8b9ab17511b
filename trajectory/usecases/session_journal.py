"""What a session writes into its journal, line by line; `leftovers` reads it."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError
from trajectory.storage import codec, deltas
from trajectory.storage.journal import MAX_BYTES, Journal, Journals, Line, read_journal
from trajectory.storage.plan_store import LoadedPlan
from trajectory.storage.presence import is_missing
from trajectory.usecases.leftovers import (
    ACT,
    BEFORE,
    BROUGHT,
    DRAFT,
    FINISHED,
    OPEN,
    SAVED,
    Draft,
)

MOST_BYTES = MAX_BYTES // 2
"""A journal that is longer goes on in another one: none may grow beyond what is read."""


@dataclass(frozen=True)
class Event:
    """The plan became another one."""

    number: int
    """From 1 up, in the order of the sitting."""
    before: Plan
    after: Plan
    at: dt.datetime
    role: str
    """`did`, `undid` or `redid`; empty for what came from outside."""
    what: str = ""

    def line(self) -> Line:
        """The journal's line for this."""
        change = deltas.delta(self.before, self.after)
        line = {"number": self.number, "at": self.at.isoformat(), "delta": change}
        if not self.role:
            return line | {"is": BROUGHT}
        return line | {"is": ACT, "as": self.role, "what": self.what}


class SessionJournal:
    """A session's journal, which begins with the first thing that is to be kept.

    After a failure it begins another one: what the disk kept of the first is not known. Each one
    holds all that the ones before it held, which are marked as finished then.
    """

    def __init__(self, journals: Journals) -> None:
        self._journals = journals
        self._journal: Journal | None = None
        self._draft: Draft | None = None
        self._last: Event | None = None
        self._saved = (0, "")
        self._noted = self._tried = 0
        self._given_up: list[Path] = []

    @property
    def journal(self) -> Journal | None:
        """The file that is being written, if there is one."""
        return self._journal

    def keep(self, loaded: LoadedPlan, events: list[Event], draft: Draft | None) -> None:
        """Put these on the disk; an event that is there is taken out of the list.

        Args:
            loaded: the plan file as we know it, which a new journal starts from.
            events: what is not in the journal yet.
            draft: what is half typed now.

        Raises:
            NotSavedError: the system refused; what is left in `events` is not kept.
        """
        if events or draft != self._draft:
            self._begin(loaded, events)
        lines = [event.line() for event in events]
        if draft != self._draft:
            lines.append(_draft_line(draft))
        if lines:  # together: a disk takes as long for many as for one
            self._tried = events[-1].number if events else self._tried
            self._append(*lines)
            self._last = events[-1] if events else self._last
            events.clear()
            self._draft = draft
        self._note_saved()
        self._finish_given_up()

    def saved(self, number: int, at: dt.datetime) -> None:
        """Note that the plan file holds all up to this event. Raises `NotSavedError`.

        The file may be quicker than the journal, which then begins with that.
        """
        self._saved = (number, at.isoformat())
        try:
            self._note_saved()
        finally:  # a journal that does not take even that is not to be asked about its words
            self._finish_given_up()

    def close(self) -> None:
        """Let go of the file."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _begin(self, loaded: LoadedPlan, events: list[Event]) -> None:
        if self._journal is not None and self._journal.size > MOST_BYTES:
            self._give_up(self._journal)
        if self._journal is not None:
            return
        plan = loaded.plan
        path = str(loaded.path)
        at = events[0].at if events else loaded.edited
        text = codec.whole_text(plan, loaded.wrapping)
        first = {"is": OPEN, "path": path, "plan": plan.plan.id, "text": text, "at": at.isoformat()}
        self._journal = self._journals.start(loaded.path, at, first)
        self._draft = None
        number, before = 0, plan
        if events:
            number, before = events[0].number - 1, events[0].before
        elif self._last is not None:
            number, before = self._last.number, self._last.after
        change = {} if before is plan else deltas.delta(plan, before)
        self._noted = 0 if change else number
        if change:
            self._append({"is": BEFORE, "number": number, "delta": change})

    def _note_saved(self) -> None:
        number, at = self._saved
        if self._journal is not None and number > self._noted:
            self._append({"is": SAVED, "upto": number, "at": at})
            self._noted = number

    def _finish_given_up(self) -> None:
        """Say in the journals before this one that their words are in this one, or in the file."""
        if self._journal is None and self._saved[0] < self._tried:
            return
        for path in tuple(self._given_up):
            read = read_journal(path)
            if read is None and not is_missing(path):
                continue
            with contextlib.suppress(NotSavedError):  # tried again with the next line
                if read is not None:
                    read.finish({"is": FINISHED})
                self._given_up.remove(path)

    def _append(self, *lines: Line) -> None:
        if self._journal is None:
            raise NotSavedError("The copy on this computer was given up.")
        try:
            self._journal.append(*lines)
        except NotSavedError:
            self._give_up(self._journal)
            raise

    def _give_up(self, journal: Journal) -> None:
        journal.close()
        self._given_up.append(journal.path)
        self._journal = self._draft = None


def _draft_line(draft: Draft | None) -> Line:
    section = draft.section.value if draft else "position"
    return {"is": DRAFT, "section": section, "text": draft.text if draft else ""}
