"""Much work of one kind in processes of their own, one for each core, with the results in order.

Reading plans is work for a processor, and Python's threads share one: beside a screen they would
take turns with the keys. A process has to start and to import what it needs first, which takes as
long as reading some hundred plans, so who calls decides whether it is worth that.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stderr
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16
"""How many items go to a process at once: a journey there and back costs as much as one plan."""

AHEAD = 4
"""How many chunks wait for each process, so that none is idle and few results wait in memory."""


def each(work: Callable[[Item], Result], items: Sequence[Item], processes: int) -> Iterator[Result]:
    """What `work` makes of each item, in order.

    Args:
        work: a function that can be sent to another process: of a module, or a `partial` of one.
        items: what it is called with.
        processes: how many are started; with fewer than two everything happens here.

    When processes cannot be started, or one is killed, what is left is done here. An exception that
    `work` raises is raised here, at its item.
    """
    done = 0
    if processes > 1:
        try:
            for result in _in_processes(work, items, processes):
                done += 1
                yield result
        except (BrokenProcessPool, OSError):  # no room for them: slower, and as good
            pass
    yield from map(work, items[done:])


def _in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int
) -> Iterator[Result]:
    _start_tracker()
    # Forking would copy locks that other threads hold at that moment; `spawn` is safe everywhere.
    pool = ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
    )
    try:
        starts = iter(range(CHUNK, len(items), CHUNK))
        waiting = [_ask(pool, work, items, at) for at in islice(starts, processes * AHEAD)]
        yield from map(work, items[:CHUNK])  # somebody may be looking while the processes start
        while waiting:
            results = waiting.pop(0).result()
            following = next(starts, None)
            if following is not None:
                waiting.append(_ask(pool, work, items, following))
            yield from results
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start_tracker() -> None:
    """Start what multiprocessing keeps beside its processes while standard error is a real file.

    It hands that on, and what a terminal app puts in its place has no file behind it.
    """
    if sys.platform != "win32":
        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


def _ask(
    pool: Executor, work: Callable[[Item], Result], items: Sequence[Item], at: int
) -> Future[list[Result]]:
    return pool.submit(_do, work, items[at : at + CHUNK])


def _do(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]


def _begin() -> None:
    """In a new process: ctrl+c is for the one that started it, without which it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)  # nobody waits for what is being made
