"""A plan while people work on it: what it is now, what can be undone, and whether it is on disk.

Knows nothing of screens. Everything here runs on the caller's thread and touches no disk, except
`write`, which the writer thread calls.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from trajectory.domain import edits
from trajectory.domain.capture import Capture
from trajectory.domain.edits import Edit
from trajectory.domain.plan import Plan
from trajectory.domain.recording import record_many
from trajectory.errors import ChangedOnDiskError, TrajectoryError
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.context import Context
from trajectory.usecases.saving import Writer


class SaveState(Enum):
    """Where the words are."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


@dataclass(frozen=True)
class SaveStatus:
    """What the save mark says. It never says "saved" before the plan file holds the words."""

    state: SaveState
    at: dt.datetime | None = None
    """When the plan file was last written by us, in the user's time zone; None when not yet."""
    problem: str = ""
    """Why it could not be saved, in plain words."""
    kept_beside: Path | None = None
    """Where our version went when somebody else had changed the file."""
    layout_kept_in: Path | None = None
    """Where the file's text went when its comments and order could not be kept in place."""


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did."""

    what: str
    """The act in words: "added a barrier"."""
    skipped: int
    """How many fields were left alone because they hold something newer."""


@dataclass(frozen=True)
class _Act:
    what: str
    edit: Edit


class PlanSession:
    """One plan being worked on. The plan is replaced whole with every act."""

    def __init__(self, context: Context, loaded: LoadedPlan, writer: Writer) -> None:
        self._context = context
        self._writer = writer
        self._lock = threading.Lock()
        self._loaded = loaded
        self._plan = loaded.plan
        self._undo: list[_Act] = []
        self._redo: list[_Act] = []
        self._status = SaveStatus(SaveState.SAVED)
        self._listeners: list[Callable[[], None]] = []

    @property
    def plan(self) -> Plan:
        """The plan as it stands, saved or not."""
        return self._plan

    @property
    def path(self) -> Path:
        """The file that holds it."""
        return self._loaded.path

    @property
    def status(self) -> SaveStatus:
        """Where the words are now."""
        return self._status

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether something that was taken back can be made again."""
        return bool(self._redo)

    def listen(self, heard: Callable[[], None]) -> Callable[[], None]:
        """Call `heard` after each change of `status`, from any thread; gives what ends that."""
        self._listeners.append(heard)
        return lambda: self._listeners.remove(heard)

    def do(self, plan: Plan, what: str) -> bool:
        """Make `plan` the current one, as one act that can be undone; False if nothing changed."""
        edit = edits.between(self._plan, plan)
        if not edit:
            return False
        self._undo.append(_Act(what, edit))
        self._redo.clear()
        self._become(plan)
        return True

    def capture(self, captures: Iterable[Capture], what: str) -> tuple[str, ...]:
        """Put captured lines on record, as one act; gives the new ids. Raises `UsageError`."""
        now, today = self._context.now(), self._context.today()
        plan, ids = record_many(self._plan, list(captures), now, today, self._context.suffix)
        self.do(plan, what)
        return ids

    def undo(self) -> Undone | None:
        """Take the last act back; None when there is none."""
        return self._reverse(self._undo, self._redo)

    def redo(self) -> Undone | None:
        """Make the last act that was taken back again; None when there is none."""
        return self._reverse(self._redo, self._undo)

    def catch_up(self) -> bool:
        """Take over what somebody else wrote since, if all of ours is saved; whether there was any.

        No act of this sitting, so undo leaves it alone. Raises `PlanNotFoundError` and
        `PlanUnreadableError`.
        """
        if not self._all_is_saved():
            return False
        found = self._context.store.load(self.path)
        with self._lock:
            if not self._all_is_saved() or found.digest == self._loaded.digest:
                return False
            self._loaded, self._plan = found, found.plan
        self._tell()
        return True

    def _all_is_saved(self) -> bool:
        # A question each time: the writer thread may answer it differently a line later.
        return self._status.state is SaveState.SAVED

    def _reverse(self, source: list[_Act], other: list[_Act]) -> Undone | None:
        if not source:
            return None
        act = source.pop()
        plan, skipped = act.edit.turned().apply(self._plan, self._context.now())
        # What is put back is what was really changed now, not what the act once was.
        other.append(_Act(act.what, edits.between(self._plan, plan)))
        self._become(plan)
        return Undone(act.what, len(skipped))

    def _become(self, plan: Plan) -> None:
        with self._lock:
            self._plan = plan
            self._set_status(SaveState.SAVING, problem=self._status.problem)
        self._writer.request(self)
        self._tell()

    def write(self) -> bool:
        """Put the plan on disk (on the writer's thread). Never raises: what goes wrong is shown."""
        with self._lock:
            plan, loaded = self._plan, self._loaded
        try:
            written = self._save(loaded, plan)
        except TrajectoryError as error:
            return self._failed(str(error))
        except Exception as error:  # noqa: BLE001 - shown until a save succeeds
            return self._failed(f"something went wrong inside Trajectory ({error!r})")
        with self._lock:
            self._loaded = written
            if written.layout_kept_in is not None:
                self._status = replace(self._status, layout_kept_in=written.layout_kept_in)
            if self._plan is plan:
                self._set_status(SaveState.SAVED, at=self._context.clock())
        self._tell()
        return True

    def _save(self, loaded: LoadedPlan, plan: Plan) -> LoadedPlan:
        store = self._context.store
        try:
            return store.save(loaded, plan)
        except ChangedOnDiskError:
            kept = store.save_beside(loaded, plan, self._context.now())
            with self._lock:
                self._status = replace(self._status, problem="", kept_beside=kept.path)
            return kept

    def _failed(self, problem: str) -> bool:
        with self._lock:
            self._set_status(SaveState.FAILED, problem=problem)
        self._tell()
        return False

    def _set_status(
        self, state: SaveState, at: dt.datetime | None = None, problem: str = ""
    ) -> None:
        at = at or self._status.at
        self._status = replace(self._status, state=state, at=at, problem=problem)

    def _tell(self) -> None:
        for heard in tuple(self._listeners):
            heard()
