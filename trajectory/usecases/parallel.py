"""Much work of one kind in processes of their own, one for each core, with the results in order.

Reading plans is work for a processor, and Python's threads share one: beside a screen they would
take turns with the keys. Where nothing else goes on in this program, it is one of those that work.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stderr
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import Generic, Self, TypeVar

from trajectory.storage.interrupts import interrupts_held

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16
"""How many items go to a process at once: a journey there and back costs as much as one plan."""

AHEAD = 3
"""How many chunks wait for each process, so that none is idle and few results wait in memory."""

HEAD_START = 512
"""How many items are done here while processes start that have to import everything first."""

MOST_WAITING = 100
"""How many chunks may wait for an earlier one that takes long."""

_NO_PROCESSES = (BrokenProcessPool, OSError, ImportError, NotImplementedError)
"""One was killed, there is no room for them, or the system has nothing by which they could wait."""

_over: list[ctypes.c_bool] = []
"""In a helper: what tells that nobody waits any more."""


def each(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int, *, alone: bool = False
) -> Generator[Result, None, None]:
    """What `work` makes of each item, in order.

    Args:
        work: a function that can be sent to another process: of a module, or a `partial` of one.
        items: what it is called with.
        processes: how many work; with fewer than two everything happens here.
        alone: whether this program has no other thread. Then it is one of those that work, and on
            Linux the others are copies of it, which are there in 0.02 s; else each has to import
            what it needs first, in half a second.

    When processes cannot be started, or one is killed, what is left is done here. An exception that
    `work` raises is raised here, at its item or before it in its chunk.
    """
    done = 0
    if processes > 1 and len(items) > CHUNK:
        try:
            for result in _in_processes(work, items, processes, alone=alone):
                done += 1
                yield result
        except _NO_PROCESSES:  # slower, and as good
            pass
    yield from map(work, items[done:])


def _in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int, *, alone: bool
) -> Iterator[Result]:
    # A copy of a process has the locks that other threads held at that moment, and nobody who lets
    # go of them; and on macOS the system's own libraries are not to be copied.
    copies = alone and sys.platform == "linux"
    ours = CHUNK if copies else max(CHUNK, min(HEAD_START, len(items) // 2))
    with _Helpers(work, processes - alone, copies=copies) as helpers:
        chunks = (items[at : at + CHUNK] for at in range(ours, len(items), CHUNK))
        for place in range(0, ours, CHUNK):
            helpers.ask(chunks)
            yield from map(work, items[place : min(place + CHUNK, ours)])
        while helpers.waiting:
            chunk = next(chunks, None) if alone and helpers.are_behind else None
            if chunk is None:
                results = helpers.waiting.popleft().result()
                helpers.ask(chunks)
                yield from results
            else:
                helpers.waiting.append(_done_here(work, chunk))


class _Helpers(Generic[Item, Result]):
    """The processes, and the results in order: those that are there, and those that are to come."""

    def __init__(self, work: Callable[[Item], Result], count: int, *, copies: bool) -> None:
        """`copies` says whether they are copies of this process."""
        if not copies:
            _start_tracker()
        context = multiprocessing.get_context("fork" if copies else "spawn")
        self._work, self._count, self._copies = work, count, copies
        # Memory that is shared, and no lock: one that is let go of cannot be had any more by a
        # process that is still starting, which would say so on the terminal.
        self._over = context.RawValue(ctypes.c_bool, False)
        self._pool = ProcessPoolExecutor(count, context, _begin, (self._over,))
        self.waiting: deque[Future[list[Result]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.waiting:  # somebody has had enough
            self._over.value = True
        # A copy is soon done with its item. A pool that ends while Python does, which waits for it
        # too, is now and then reported on the terminal: on its way out it is told by a closed pipe.
        self._pool.shutdown(wait=self._copies or not self.waiting, cancel_futures=True)

    @property
    def are_behind(self) -> bool:
        """Whether to do something else than wait for the first result."""
        return not self.waiting[0].done() and len(self.waiting) < MOST_WAITING

    def ask(self, chunks: Iterator[Sequence[Item]]) -> None:
        """See that none is without work, nor too many results wait."""
        free = self._count * AHEAD - sum(not future.done() for future in self.waiting)
        room = min(free, MOST_WAITING - len(self.waiting))
        with interrupts_held():  # they never hear it; here it comes after
            for chunk in islice(chunks, max(room, 0)):
                self.waiting.append(self._pool.submit(_do, self._work, chunk))


def _start_tracker() -> None:
    """Start what multiprocessing keeps beside its processes while standard error is a real file.

    It hands that on, and what a terminal app puts in its place has no file behind it.
    """
    if sys.platform != "win32":
        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


def _done_here(work: Callable[[Item], Result], items: Sequence[Item]) -> Future[list[Result]]:
    done: Future[list[Result]] = Future()
    try:
        done.set_result(_do(work, items))
    except Exception as error:  # noqa: BLE001 - it is raised when the turn of these items comes
        done.set_exception(error)
    return done


def _do(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    results = []
    for item in items:
        if any(over.value for over in _over):  # what is made by now is wanted by nobody
            break
        results.append(work(item))
    return results


def _begin(over: ctypes.c_bool) -> None:
    """In a new process: ctrl+c is for the one that started it, without which it ends."""
    _over.append(over)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)  # nobody waits for what is being made
