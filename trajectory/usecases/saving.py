"""The writer: one thread that puts plans on disk, first in first out, so that no key ever waits.

A session asks to be saved after each committed line. What is written is the session's plan at the
moment when its turn comes: a burst of lines costs a few writes, and the last one holds them all.
A failed save is tried again until it succeeds (reliability: promise P5).
"""

from __future__ import annotations

import threading
from typing import Protocol

RETRY_SECONDS = 5.0
"""How long a failed save waits before it is tried again without a new edit."""


class Saveable(Protocol):
    """What the writer needs of a session."""

    def write(self) -> bool:
        """Put the current plan on disk; whether that, or nothing more to do, succeeded."""


class Writer:
    """Runs `write` of what was asked for, on a thread of its own."""

    def __init__(self, retry_seconds: float = RETRY_SECONDS) -> None:
        self._retry_seconds = retry_seconds
        self._waiting: dict[Saveable, None] = {}
        self._failed: dict[Saveable, None] = {}
        self._changed = threading.Condition()
        self._busy = False
        self._closing = False
        self._thread: threading.Thread | None = None

    def request(self, saveable: Saveable) -> None:
        """Save this soon. Returns at once."""
        with self._changed:
            self._waiting[saveable] = None
            self._start()
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Wait until nothing is left to write; False when time ran out or a save failed."""
        with self._changed:
            for saveable in self._failed:
                self._waiting.setdefault(saveable)
            self._failed.clear()
            if self._waiting:
                self._start()
            self._changed.notify_all()
            idle = self._changed.wait_for(lambda: not self._waiting and not self._busy, timeout)
            return idle and not self._failed

    def close(self, timeout: float) -> bool:
        """Write what is left and end the thread; whether everything is on disk."""
        done = self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
        return done

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="plan-writer", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (saveable := self._next()) is not None:
            try:
                saved = saveable.write()
            except BaseException:
                # Python reports the fault and ends this thread; what waits, or comes, has another.
                with self._changed:
                    self._thread = None
                    self._written(saveable, saved=False)
                    if self._waiting:
                        self._start()
                raise
            self._written(saveable, saved=saved)

    def _written(self, saveable: Saveable, *, saved: bool) -> None:
        """What broke counts as not saved, so that nobody is told otherwise."""
        with self._changed:
            self._busy = False
            if not saved:
                self._failed[saveable] = None
            self._changed.notify_all()

    def _next(self) -> Saveable | None:
        with self._changed:
            while not self._waiting:
                if self._closing:
                    return None
                due = self._changed.wait(self._retry_seconds if self._failed else None)
                if not due and not self._closing:
                    self._waiting.update(self._failed)
                    self._failed.clear()
            saveable = next(iter(self._waiting))
            del self._waiting[saveable]
            self._failed.pop(saveable, None)
            self._busy = True
            return saveable
