"""Waiting for what threads do: until it is done, however long a machine takes for it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from textual.pilot import Pilot
from textual.worker import WorkerCancelled


async def at_rest(pilot: Pilot[Any], rounds: int = 1) -> None:
    """Wait until no worker is left and what it brought is drawn.

    A pause alone takes a thread that has no turn on a busy machine for one that has nothing to do.
    `rounds` are the quiet pauses in a row: what is called after a drawing begins its worker in the
    second one only.
    """
    quiet = 0
    while quiet < rounds:
        await pilot.pause()
        quiet = 0 if pilot.app.workers else quiet + 1
        with suppress(WorkerCancelled):  # another one does its work, and is waited for next
            await pilot.app.workers.wait_for_complete()


async def press_in_turn(pilot: Pilot[Any], keys: Iterable[str]) -> None:
    """Press keys as somebody does who looks at the screen: each once the one before has its answer.

    A burst, in which a key may come while a worker is busy, is pressed with `pilot.press` itself.
    """
    for key in keys:
        await pilot.press(key)
        if pilot.app.workers:
            await at_rest(pilot, rounds=2)
