"""The writer: threads that put words on disk, so that no key ever waits.

Two lanes, so that a folder on a network that hangs holds up nothing: one keeps each line in this
computer's journal at once, the other puts the plan into its file a second after the last of them,
so that a burst of lines costs one write. What failed is tried again until it succeeds
(reliability: P5).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Pace:
    """How soon things are written, in seconds."""

    file: float = 1.0
    """The plan file, after the last line that is not in it."""
    longest: float = 5.0
    """The plan file, after the first line that is not in it, while more lines come all the time."""
    draft: float = 0.5
    """Half-typed text, after its first key that is not in the journal."""
    retry: float = 5.0
    """What failed, without a new edit."""


AT_ONCE = Pace(file=0.0, longest=0.0, draft=0.0)

LEFT_OTHER_NAME = (
    "This plan file had a second name somewhere (a hard link). What you wrote is saved here; the "
    "file under the other name stays as it was before, and does not follow any more."
)
"""Said once, by whoever saved it: a save puts a new file in the place of the old one."""


class Saveable(Protocol):
    """What the writer needs of a session. Each method is called on a thread of its own."""

    def keep(self) -> bool:
        """Put what is new into the journal; whether that, or nothing more to do, succeeded."""

    def write(self) -> bool:
        """Put the current plan into its file; whether that, or nothing more to do, succeeded."""


class Writer:
    """Keeps and writes what was asked for."""

    def __init__(self, pace: Pace | None = None) -> None:
        self._pace = pace or Pace()
        self._keeping = _Lane("journal-writer", lambda saveable: saveable.keep(), self._pace.retry)
        self._writing = _Lane("plan-writer", lambda saveable: saveable.write(), self._pace.retry)

    def request(self, saveable: Saveable) -> None:
        """Keep this at once and write it soon. Returns at once."""
        self._keeping.request(saveable, 0.0)
        self._writing.request(saveable, self._pace.file, self._pace.longest)

    def request_draft(self, saveable: Saveable) -> None:
        """Keep half-typed text soon; it is in no plan file."""
        self._keeping.request(saveable, self._pace.draft)

    def request_file(self, saveable: Saveable) -> None:
        """Write this now: it has waited long enough, or the file is not what it was."""
        self._writing.request(saveable, 0.0)

    def flush(self, timeout: float) -> bool:
        """Wait until nothing is left to write; False when time ran out or a plan is not saved.

        A journal that cannot be written is no failure of its own: the plan files hold all then.
        """
        ends = time.monotonic() + timeout
        self._keeping.hurry()
        written = self._writing.flush(timeout)
        self._keeping.flush(max(0.0, ends - time.monotonic()))
        return written

    def close(self, timeout: float) -> bool:
        """Write what is left and end the threads; whether all plans are in their files."""
        ends = time.monotonic() + timeout
        done = self.flush(timeout)
        for lane in (self._keeping, self._writing):
            lane.close(max(0.0, ends - time.monotonic()))
        return done


@dataclass(frozen=True)
class Due:
    """When something is to be done, by the clock that only goes forward."""

    at: float
    latest: float
    """It is not put off beyond this, whatever is asked meanwhile."""

    @classmethod
    def within(cls, now: float, seconds: float, longest: float) -> Due:
        """So soon; when it is asked for again and again, so long after the first time at most."""
        return cls(now + seconds, now + max(seconds, longest))

    def asked_again(self, again: Due) -> Due:
        """Put off to what is asked now, as far as what was asked before allows that."""
        latest = min(self.latest, again.latest)
        return Due(min(again.at, latest), latest)


_NOW = Due(0.0, 0.0)


class _Lane:
    """One kind of work, done by one thread: what is due first, first."""

    def __init__(self, name: str, work: Callable[[Saveable], bool], retry_seconds: float) -> None:
        self._name = name
        self._work = work
        self._retry_seconds = retry_seconds
        self._waiting: dict[Saveable, Due] = {}
        self._failed: set[Saveable] = set()
        """What waits because it went wrong."""
        self._changed = threading.Condition()
        self._busy = False
        self._closing = False
        self._thread: threading.Thread | None = None

    def request(self, saveable: Saveable, within: float, longest: float = 0.0) -> None:
        """Do this within so many seconds, or earlier if somebody asked for that."""
        due = Due.within(time.monotonic(), within, longest)
        with self._changed:
            known = self._waiting.get(saveable)
            self._waiting[saveable] = due if known is None else known.asked_again(due)
            self._start()
            self._changed.notify_all()

    def hurry(self) -> None:
        """Everything is due now, also what failed before."""
        with self._changed:
            self._waiting = dict.fromkeys(self._waiting, _NOW)
            self._failed.clear()
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Wait until each has been tried once more; False when time ran out or something failed."""
        if not self._closing:  # nobody is there any more to try it once more
            self.hurry()
        with self._changed:
            tried = self._changed.wait_for(self._is_idle, timeout)
            return tried and not self._waiting

    def _is_idle(self) -> bool:
        return not self._busy and self._failed.issuperset(self._waiting)

    def close(self, timeout: float) -> None:
        """End the thread when nothing is left to do."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (saveable := self._next()) is not None:
            try:
                done = self._work(saveable)
            except BaseException:
                # Python reports the fault and ends this thread; what waits, or comes, has another.
                with self._changed:
                    self._thread = None
                    self._finished(saveable, done=False)
                    self._start()
                raise
            self._finished(saveable, done=done)

    def _finished(self, saveable: Saveable, *, done: bool) -> None:
        """What broke counts as not done, so that nobody is told otherwise."""
        with self._changed:
            self._busy = False
            if not done:
                self._failed.add(saveable)
                again = time.monotonic() + self._retry_seconds
                self._waiting.setdefault(saveable, Due(again, again))
            self._changed.notify_all()

    def _next(self) -> Saveable | None:
        """Wait for what is due; None when the thread is to end."""
        with self._changed:
            while (saveable := self._due()) is None:
                if self._closing:
                    return None
                self._changed.wait(self._pause())
            del self._waiting[saveable]
            self._failed.discard(saveable)
            self._busy = True
            return saveable

    def _due(self) -> Saveable | None:
        first = min(self._waiting, key=lambda waiting: self._waiting[waiting].at, default=None)
        return first if first is not None and self._waiting[first].at <= time.monotonic() else None

    def _pause(self) -> float | None:
        """Seconds until something is due; for ever when nothing waits."""
        due = min((waiting.at for waiting in self._waiting.values()), default=None)
        return None if due is None else max(0.0, due - time.monotonic())
