"""A plan while people work on it: what it is now, what can be undone, and where the words are.

Knows nothing of screens. The plan changes on the caller's thread only, act by act. Two methods
belong to the writer's threads: `keep` puts what is new into this computer's journal, `write` puts
the plan into its file, together with what somebody else wrote there meanwhile; the caller takes
that over with `catch_up`, when it is between two acts.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from trajectory.domain import edits
from trajectory.domain.capture import Capture
from trajectory.domain.ids import may_be_one
from trajectory.domain.merge import merge
from trajectory.domain.plan import Plan
from trajectory.domain.recording import record_many
from trajectory.errors import (
    ChangedOnDiskError,
    NotSavedError,
    PlanExistsError,
    PlanNotFoundError,
    PlanUnreadableError,
    TrajectoryError,
)
from trajectory.storage import codec
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.context import Context
from trajectory.usecases.leftovers import DID, REDID, UNDID, Act, Draft
from trajectory.usecases.saving import Writer
from trajectory.usecases.session_journal import Event, SessionJournal
from trajectory.usecases.session_values import (
    Arrival,
    Past,
    SaveState,
    SaveStatus,
    StartedOver,
    Undone,
)

__all__ = [
    "Arrival", "Past", "PlanSession", "SaveState", "SaveStatus", "StartedOver", "Undone",
]  # fmt: skip

ATTEMPTS = 5
"""How often a save starts again because the file became another one once more."""

_ON_THE_WAY = {SaveState.SAVING, SaveState.KEPT}

_NOT_ALL = -1
"""The number of no act: the file lacks something, whatever it held before."""


class PlanSession:
    """One plan being worked on. The plan is replaced whole with every act."""

    def __init__(
        self, context: Context, loaded: LoadedPlan, writer: Writer, past: Past | None = None
    ) -> None:
        self._context = context
        self._writer = writer
        past = past or Past(loaded.plan)
        self._lock = threading.RLock()
        self._loaded = loaded
        self._plan = past.plan
        self._undo, self._redo = list(past.acts), list(past.undone)
        self._missing = past.missing
        self._listeners: list[Callable[[], None]] = []
        # What the journal is to hold, numbered; the threads say how far they are.
        self._journal = SessionJournal(context.journals)
        self._journal_lock = threading.Lock()
        self._file_lock = threading.RLock()
        self._events: list[Event] = []
        self._number = self._kept = self._saved = 0
        # A file that holds what our plan was at this number, for a journal to start from.
        self._origin = self._next_origin = (loaded, 0)
        self._draft = past.draft
        self._taken_over = past.taken_over
        # What `write` has put together with our plan, which the caller has not seen yet.
        self._arrived: tuple[Plan, Plan] | None = None
        self._arrivals: list[Arrival] = []
        self.arrivals: tuple[Arrival, ...] = ()
        """All that the caller has taken over from the file in this sitting, in turn."""
        self._status = SaveStatus(SaveState.SAVED)
        self._mark: object = None
        self._remembered = -1
        if past.recovered:
            self._happened(loaded.plan, past.plan, "")
            self._set_status()

    # ------------------------------------------------------------------- for the caller's thread

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
    def missing(self) -> tuple[str, ...]:
        """Ids that the file lacked without a mark; they were kept, and somebody should look."""
        return tuple(key for key in self._missing if self._plan.find(key) is not None)

    @property
    def draft(self) -> Draft | None:
        """What is half typed, or was when the last sitting ended."""
        return self._draft

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
        self._undo.append(Act(what, edit, self._context.now()))
        self._redo.clear()
        self._become(plan, DID, what)
        return True

    def capture(self, captures: Iterable[Capture], what: str) -> tuple[str, ...]:
        """Put captured lines on record, as one act; gives the new ids. Raises `UsageError`."""
        now, today = self._context.now(), self._context.today()
        plan, ids = record_many(self._plan, list(captures), now, today, self._context.suffix)
        self.do(plan, what)
        return ids

    def undo(self) -> Undone | None:
        """Take the last act back, of the last sitting too; None when there is none."""
        return self._reverse(self._undo, self._redo, UNDID)

    def redo(self) -> Undone | None:
        """Make the last act that was taken back again; None when there is none."""
        return self._reverse(self._redo, self._undo, REDID)

    def half_typed(self, draft: Draft | None) -> None:
        """Keep a line that nobody has pressed Enter on yet, within a second."""
        if draft != self._draft:
            self._draft = draft
            self._writer.request_draft(self)

    def seen(self, key: str) -> None:
        """Somebody looked at an entry that was missing from the file, and it stays as it is."""
        self._missing = tuple(missing for missing in self._missing if missing != key)

    def save_now(self) -> None:
        """Put the plan into its file without waiting for a pause."""
        if self._status.state is not SaveState.SAVED:
            self._writer.request_file(self)

    def look(self) -> None:
        """See whether somebody else wrote the file; what they wrote arrives by itself.

        A save that is due sees it as well, and is not hurried: it may be in the middle of an act.
        """
        if self._status.state not in _ON_THE_WAY:
            self._writer.request_file(self)

    def refresh(self) -> None:
        """Take over at once what somebody else wrote; left out while the file is being written."""
        if self._file_lock.acquire(blocking=False):
            try:
                self.write()
            finally:
                self._file_lock.release()
        self.catch_up()

    def catch_up(self) -> None:
        """Take over what somebody else wrote; `arrivals` tells what it was.

        No act of this sitting, so undo leaves it alone.
        """
        with self._lock:
            arrivals, self._arrivals = tuple(self._arrivals), []
            if self._arrived is not None:
                before, plan = self._plan, self._outgoing()
                self._arrived = None
                if plan is not before:
                    self._happened(before, plan, "")
                    self._plan = plan
                    if plan is self._loaded.plan:
                        self._saved = self._number
                    self._set_status()
            for arrival in arrivals:
                self._missing = tuple(dict.fromkeys((*self._missing, *arrival.missing)))
            self.arrivals += arrivals
        if arrivals:
            self._writer.request(self)
            self._tell()

    def close(self) -> None:
        """Let go of the journal; others may read it then."""
        with self._journal_lock:
            self._journal.close()

    def start_over(
        self,
        work: Callable[[LoadedPlan, Draft | None], StartedOver],
        change: Callable[[Plan], Plan],
    ) -> None:
        """Know nothing of the past from here on: nothing to undo, nothing in the journal.

        For a thread of its own: everything is saved first, and no other thread writes meanwhile.

        Args:
            work: given the plan file and what is half typed, does what is to be done with both, and
                with the journal, which is closed.
            change: what it does to a plan, for what somebody does on the screen meanwhile.

        Raises `NotSavedError` when not everything could be saved; then `work` was not done.
        """
        with self._file_lock:
            self._save()
            with self._journal_lock:
                before = self._loaded.plan
                if self._journal.journal is not None:  # it tells whether a line is half typed
                    self._journal.keep(self._loaded, [], self._draft)
                self._journal.close()
                started = work(self._loaded, self._draft)
                with self._lock:
                    late = self._outgoing()
                    self._loaded, self._journal = started.loaded, started.journal
                    self._plan = saved = started.loaded.plan
                    self._undo, self._redo, self._events = [], [], []
                    self._arrived = None
                    self._arrivals = [each.changed(change) for each in self._arrivals]
                    self.arrivals = tuple(each.changed(change) for each in self.arrivals)
                    self._kept = self._saved = self._number
                    self._origin = self._next_origin = (started.loaded, self._number)
                    self._draft, self._taken_over = started.draft, _nothing
                    if late is not before and late != before:
                        self._plan = change(merge([late, saved], base=before).plan)
                        self._happened(saved, self._plan, "")
                    self._set_status(problem="", journal_problem="")
        self._writer.request(self)
        self._tell()

    def _reverse(self, source: list[Act], other: list[Act], role: str) -> Undone | None:
        if not source:
            return None
        act = source.pop()
        plan, skipped = act.edit.turned().apply(self._plan, self._context.now())
        # What is put back is what was really changed now, not what the act once was.
        other.append(replace(act, edit=edits.between(self._plan, plan)))
        self._become(plan, role, act.what)
        return Undone(act.what, len(skipped), act.sitting)

    def _become(self, plan: Plan, role: str, what: str) -> None:
        with self._lock:
            self._happened(self._plan, plan, role, what)
            self._plan = plan
            self._set_status()
        self._writer.request(self)
        self._tell()

    def _happened(self, before: Plan, after: Plan, role: str, what: str = "") -> None:
        self._number += 1
        at = self._context.now()
        self._events.append(Event(self._number, before, after, at, role, what))

    # ------------------------------------------------------------------ for the writer's threads

    def keep(self) -> bool:
        """Put what is new into the journal. Never raises: what goes wrong is shown."""
        with self._journal_lock:
            with self._lock:
                events, draft = list(self._events), self._draft
                first = events[0].number if events else self._number + 1
                if first > self._next_origin[1]:
                    self._origin = self._next_origin
                loaded, _ = self._origin
            kept_up_to = events[-1].number if events else self._kept
            left, problem = list(events), ""
            try:
                self._journal.keep(loaded, left, draft)
                self._taken_over()
                self._taken_over = _nothing
            except NotSavedError as error:
                problem = str(error)
            except Exception as error:  # noqa: BLE001 - shown until it succeeds
                problem = _our_fault(error)
            done = len(events) - len(left)
            with self._lock:
                del self._events[:done]
                if not left and not problem:
                    self._kept = kept_up_to
                self._set_status(journal_problem=problem)
        if problem:
            self._writer.request_file(self)  # the one place left
        self._tell()
        return not problem

    def write(self) -> bool:
        """Put the plan into its file. Never raises: what goes wrong is shown."""
        try:
            with self._file_lock:
                self._save()
        except PlanUnreadableError as error:
            return self._failed(f"{error}. Nothing was overwritten")
        except TrajectoryError as error:
            return self._failed(str(error))
        except Exception as error:  # noqa: BLE001 - shown until a save succeeds
            return self._failed(_our_fault(error))
        return True

    def _save(self) -> None:
        for _ in range(ATTEMPTS):
            with self._lock:
                ours, plan, number = self._plan, self._outgoing(), self._number
                loaded = self._loaded
            if plan is not loaded.plan:
                try:
                    written = self._context.store.save(loaded, plan)
                except ChangedOnDiskError:
                    self._look(loaded, unsaved=True)
                    continue
                except NotSavedError:
                    # Together with what the file holds by now it may be another matter.
                    if self._context.store.is_half_saved(loaded.path):
                        raise
                    if self._is_other_file(loaded) and self._look(loaded):
                        continue
                    raise
                loaded = replace(written, plan=plan)
            elif self._is_other_file(loaded) and self._look(loaded):
                continue
            self._is_saved(loaded, number, is_ours=plan is ours)
            return
        raise NotSavedError("The file is changing all the time. It will be tried again")

    def _is_saved(self, written: LoadedPlan, number: int, *, is_ours: bool) -> None:
        now = self._context.clock()
        with self._lock:
            wrote = written.digest != self._loaded.digest
            self._loaded, self._saved = written, number
            if is_ours:
                self._next_origin = (written, number)
            self._set_status(
                at=now if wrote else None,
                problem="",
                layout_kept_in=written.layout_kept_in,
                left_other_name=written.left_other_name,
            )
        if wrote or number != self._remembered:
            self._remember(written, number)
        self._tell()

    def _remember(self, written: LoadedPlan, number: int) -> None:
        """Note it in the journal, and keep a copy for the day when the file is damaged."""
        self._remembered = number
        data = codec.whole_bytes(written.plan, written.wrapping)
        with self._journal_lock:
            try:
                self._journal.saved(number, self._context.now())
                self._context.journals.keep_copy(written.path, data)
            except NotSavedError as error:
                with self._lock:
                    self._set_status(journal_problem=str(error))
                self._writer.request_draft(self)  # another journal begins, if there is a need

    def _is_other_file(self, loaded: LoadedPlan) -> bool:
        """Whether the file was touched since we looked: no proof, but cheap to ask."""
        mark = self._context.store.mark(loaded.path)
        known, self._mark = self._mark, mark
        return mark is None or mark != known

    def _look(self, loaded: LoadedPlan, *, unsaved: bool = False) -> bool:
        """Bring in what the file holds by now; whether that is something else."""
        place, was_gone = None, False
        try:
            theirs = self._context.store.load(loaded.path)
        except PlanNotFoundError:
            found = self._context.store.find_again(loaded)
            if found is not None:
                theirs, place = found, found.path
            elif unsaved:
                try:
                    theirs, was_gone = self._context.store.write_again(loaded), True
                except PlanExistsError:
                    return True  # it is back in this very moment
            else:
                raise
        if theirs.digest == loaded.digest and place is None and not was_gone:
            return False
        if not may_be_one(theirs.plan.plan.id, loaded.plan.plan.id):
            raise NotSavedError(f"{loaded.path} holds another plan by now, which was not touched")
        self._bring_in(theirs, loaded, place, was_gone=was_gone)
        return True

    def _bring_in(
        self, theirs: LoadedPlan, loaded: LoadedPlan, place: Path | None, *, was_gone: bool
    ) -> None:
        for attempts_left in reversed(range(ATTEMPTS)):
            with self._lock:
                ours, outgoing = self._plan, self._outgoing()
            merged = merge([outgoing, theirs.plan], base=loaded.plan)
            plan = theirs.plan if codec.same_file(merged.plan, theirs.plan) else merged.plan
            arrived = None if codec.same_file(plan, ours) else (ours, plan)
            with self._lock:
                # A large plan takes a while, and no key waits for it: somebody may have gone on.
                # Who goes on all the time has that put together with this (`_outgoing`).
                if self._plan is not ours and attempts_left:
                    continue
                self._loaded, self._arrived = theirs, arrived
                if plan is not theirs.plan:
                    self._saved = _NOT_ALL
                self._arrivals.append(Arrival(ours, plan, merged.missing, place, was_gone))
                self._set_status()
                break
        self._tell()

    def _outgoing(self) -> Plan:
        """Our plan with what has arrived for it."""
        if self._arrived is None:
            return self._plan
        seen, with_theirs = self._arrived
        if self._plan is seen:
            return with_theirs
        return merge([self._plan, with_theirs], base=seen).plan

    def _failed(self, problem: str) -> bool:
        with self._lock:
            self._set_status(problem=problem.rstrip("."))
            unsaved = self._status.unsaved
        self._tell()
        # With nothing to write there is nothing to try again: the next look will see.
        return not unsaved

    def _set_status(
        self,
        *,
        at: dt.datetime | None = None,
        problem: str | None = None,
        journal_problem: str | None = None,
        layout_kept_in: Path | None = None,
        left_other_name: bool = False,
    ) -> None:
        """Say what is true now. Called with the lock held."""
        was = self._status
        problem = was.problem if problem is None else problem
        state = SaveState.SAVING
        if self._saved == self._number:
            state = SaveState.SAVED
        elif problem:
            state = SaveState.FAILED
        elif self._kept == self._number:
            state = SaveState.KEPT
        journal = self._journal.journal
        kept = journal is not None and self._kept == self._number
        self._status = SaveStatus(
            state,
            at or was.at,
            problem,
            self._saved != self._number,
            journal.path if journal is not None and kept else None,
            was.journal_problem if journal_problem is None else journal_problem,
            layout_kept_in or was.layout_kept_in,
            left_other_name or was.left_other_name,
        )

    def _tell(self) -> None:
        for heard in tuple(self._listeners):
            heard()


def _nothing() -> None:
    """What there is to do when nothing was recovered."""


def _our_fault(error: Exception) -> str:
    return f"something went wrong inside Trajectory ({error!r})"
