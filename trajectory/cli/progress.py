"""How far a command is that reads many plans: a bar for who waits at a terminal, else nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from trajectory.cli.printing import write

PATIENCE = 1.0
"""Seconds after which somebody wonders whether anything happens."""


@contextmanager
def progress(
    what: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int, int], None]]:
    """Give what is told after each plan how many are done, and of how many.

    The bar stands on standard error once that has taken a second, and only on a terminal; it is
    gone when the work is done.
    """
    began = clock()
    bar: Any = None
    with ExitStack() as stack:

        def told(done: int, total: int) -> None:
            nonlocal bar
            if bar is None and clock() - began > PATIENCE and _is_watched():
                bar = stack.enter_context(
                    click.progressbar(length=total, label=what, file=sys.stderr, show_pos=True)
                )
            if bar is not None:
                bar.update(done - bar.pos)

        yield told
    if bar is not None:
        write(sys.stderr, "\x1b[1A\x1b[2K")  # up to its line, and clear it


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
