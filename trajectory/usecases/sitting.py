"""A table's sitting: the plans of one group, side by side, worked on one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.kinds import Section
from trajectory.storage.folder import base_name
from trajectory.storage.presence import files_in, is_missing
from trajectory.usecases.context import Context
from trajectory.usecases.recovering import Recovered, recover
from trajectory.usecases.saving import Writer
from trajectory.usecases.session import PlanSession, SaveState


@dataclass(frozen=True)
class Place:
    """Where a walk was left."""

    section: Section
    half_typed: str = ""


class Sitting:
    """The sessions that were opened since the app started. Undo reaches back over all of it."""

    def __init__(self, context: Context, writer: Writer | None = None) -> None:
        self.context = context
        self._writer = writer or Writer()
        self._sessions: list[PlanSession] = []
        self.recovered: dict[Path, Recovered] = {}
        """What was found in the journal for plans that were opened, until somebody was told."""
        self.places: dict[Path, Place] = {}
        """Where the walk was in plans that are not on the screen, by path."""

    def open(self, path: Path) -> PlanSession:
        """The session for a plan file; the same one when it was opened before, up to date.

        Raises `PlanNotFoundError` and `PlanUnreadableError`.
        """
        session = self.opened(path)
        if session is not None:
            session.refresh()
            if not session.status.unsaved and is_missing(session.path):
                self.context.store.load(session.path)  # says that it is gone
            return session
        loaded = self.context.store.load(path)
        recovered = recover(self.context, loaded)
        past = recovered.past
        session = PlanSession(self.context, loaded, self._writer, past)
        self._sessions.append(session)
        if past.recovered:
            self.recovered[path] = recovered
            self._writer.request(session)
        elif past.left:
            self._writer.request_draft(session)
        return session

    def look(self) -> None:
        """See whether somebody else wrote an open plan; what they wrote arrives by itself."""
        for session in self._sessions:
            session.look()

    def opened(self, path: Path) -> PlanSession | None:
        """The session for a plan file that was opened before, if it was."""
        return next((s for s in self._sessions if s.path == path), None)

    def forget(self, path: Path) -> None:
        """Let go of a plan whose file was moved or changed by other means than its session."""
        session = self.opened(path)
        if session is not None:
            session.close()
            self._sessions = [each for each in self._sessions if each is not session]

    def siblings(self, path: Path) -> tuple[Path, ...]:
        """The plan files of the same table in the template's order, this one included."""
        order = {t.key: t.order for t in self.context.templates.deliverables}
        here = {p for p in files_in(path.parent, "*.toml") if base_name(p) == p.stem} | {path}
        return tuple(sorted(here, key=lambda p: (order.get(p.stem, len(order) + 1), p.name)))

    @property
    def unsaved(self) -> tuple[PlanSession, ...]:
        """The sessions whose words are not all in their plan files."""
        return tuple(s for s in self._sessions if s.status.state is not SaveState.SAVED)

    def flush(self, timeout: float) -> bool:
        """Wait until all is saved, `timeout` seconds at most; whether it is."""
        return self._writer.flush(timeout) or not self.unsaved

    def close(self, timeout: float) -> bool:
        """Save what is left and end the writer; whether all is saved."""
        saved = self._writer.close(timeout)
        for session in self._sessions:
            session.close()
        return saved or not self.unsaved
