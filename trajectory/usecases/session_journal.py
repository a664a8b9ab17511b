"""What a session writes into its journal, line by line; `leftovers` reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError
from trajectory.storage import codec, deltas
from trajectory.storage.journal import Journal, Journals, Line
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.leftovers import ACT, BEFORE, BROUGHT, DRAFT, OPEN, SAVED, Draft


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

    After a failure it begins another one: what the disk kept of the first is not known.
    """

    def __init__(self, journals: Journals) -> None:
        self._journals = journals
        self._journal: Journal | None = None
        self._draft: Draft | None = None

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
        while events:
            self._append(events[0].line())
            del events[0]
        if draft != self._draft:
            self._keep_draft(draft)

    def saved(self, number: int, at: dt.datetime) -> None:
        """Note that the plan file holds all up to this event. Raises `NotSavedError`."""
        if self._journal is not None:
            self._append({"is": SAVED, "upto": number, "at": at.isoformat()})

    def close(self) -> None:
        """Let go of the file."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _begin(self, loaded: LoadedPlan, events: list[Event]) -> None:
        if self._journal is not None:
            return
        plan = loaded.plan
        path = str(loaded.path)
        at = events[0].at if events else loaded.edited
        text = codec.whole_text(plan, loaded.wrapping)
        first = {"is": OPEN, "path": path, "plan": plan.plan.id, "text": text, "at": at.isoformat()}
        self._journal = self._journals.start(loaded.path, at, first)
        self._draft = None
        if events and events[0].before is not plan:
            change = deltas.delta(plan, events[0].before)
            if change:
                self._append({"is": BEFORE, "delta": change})

    def _keep_draft(self, draft: Draft | None) -> None:
        section = draft.section.value if draft else "position"
        self._append({"is": DRAFT, "section": section, "text": draft.text if draft else ""})
        self._draft = draft

    def _append(self, line: Line) -> None:
        if self._journal is None:
            raise NotSavedError("The copy on this computer was given up.")
        try:
            self._journal.append(line)
        except NotSavedError:
            self._journal = None
            raise
