"""Much work of one kind in processes of their own, one for each core, with the results in order.

Reading plans is work for a processor, and Python's threads share one: beside a screen they would
take turns with the keys. Where nothing else goes on in this program, it is one of those that work.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, redirect_stderr
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16
"""How many items go to a process at once: a journey there and back costs as much as one plan."""

AHEAD = 3
"""How many chunks wait for each process, so that none is idle and few results wait in memory."""

MOST_WAITING = 100
"""How many chunks may wait for an earlier one: a second's work, done here while processes start."""

_NO_PROCESSES = (BrokenProcessPool, OSError, ImportError, NotImplementedError)
"""One was killed, there is no room for them, or the system has nothing by which they could wait."""

_over: list[Event] = []
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
    others = processes - 1 if alone else processes
    context = _context(alone=alone)
    over = context.Event()
    pool = ProcessPoolExecutor(others, context, initializer=_begin, initargs=(over,))
    chunks = (items[at : at + CHUNK] for at in range(0, len(items), CHUNK))
    first = next(chunks)
    waiting: deque[Future[list[Result]]] = deque()
    try:
        with _interrupts_held():
            waiting += _asked(pool, work, islice(chunks, others * AHEAD))
        yield from map(work, first)  # somebody may be looking while the processes start
        while waiting:
            busy = alone and not waiting[0].done() and len(waiting) < MOST_WAITING
            ours = next(chunks, None) if busy else None
            if ours is not None:
                waiting.append(_done_here(work, ours))
                continue
            results = waiting.popleft().result()
            free = others * AHEAD - sum(not future.done() for future in waiting)
            waiting += _asked(pool, work, islice(chunks, max(free, 0)))
            yield from results
    finally:
        if waiting:  # somebody has had enough
            over.set()
        pool.shutdown(wait=not waiting, cancel_futures=True)


def _context(*, alone: bool) -> BaseContext:
    # A copy of a process has the locks that other threads held at that moment, and nobody who lets
    # go of them; and on macOS the system's own libraries are not to be copied.
    way = "fork" if alone and sys.platform == "linux" else "spawn"
    if way == "spawn":
        _start_tracker()
    return multiprocessing.get_context(way)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold ctrl+c back while processes start, so that they never hear it; here it comes after."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_tracker() -> None:
    """Start what multiprocessing keeps beside its processes while standard error is a real file.

    It hands that on, and what a terminal app puts in its place has no file behind it.
    """
    if sys.platform != "win32":
        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


def _asked(
    pool: Executor, work: Callable[[Item], Result], chunks: Iterator[Sequence[Item]]
) -> list[Future[list[Result]]]:
    return [pool.submit(_do, work, chunk) for chunk in chunks]


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
        if any(over.is_set() for over in _over):  # what is made by now is wanted by nobody
            break
        results.append(work(item))
    return results


def _begin(over: Event) -> None:
    """In a new process: ctrl+c is for the one that started it, without which it ends."""
    _over.append(over)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)  # nobody waits for what is being made
