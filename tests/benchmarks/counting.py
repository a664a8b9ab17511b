"""What is counted rather than timed: widgets, layouts, bytes, disk calls, fsyncs.

The app runs without a terminal in this process, on a folder of its own, and letters and entries are
typed into it. Counts are the same on every machine.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from textual import events
from textual._compositor import Compositor, ReflowResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget

from tests.benchmarks import modules
from tests.benchmarks.bench import PLAN, Bench
from tests.benchmarks.results import Row, counted
from tests.pilot.conftest import make_context
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.screens.walk import WalkScreen
from trajectory.usecases.opening import open_workshop
from trajectory.usecases.saving import Pace, Writer
from trajectory.usecases.session import SaveState
from trajectory.usecases.settings import open_settings
from trajectory.usecases.sitting import Sitting

ENTRIES = 10
"""So many are added while it is counted."""

LETTERS = "a few words"
"""So much is typed while it is counted what a letter costs."""

KEPT = {SaveState.KEPT, SaveState.SAVED}

DRAFT_SECONDS = 0.8
"""By then half-typed text is in the journal, with an fsync of its own that is not the entry's."""

KEEPING = "journal-writer"
"""The thread that puts entries into the journal."""

NO_FILE = Pace(file=600.0)
"""The plan file is not written meanwhile: that has fsyncs of its own, whenever its time comes."""

DISK_CALLS = (
    *("open", "read", "write", "fsync", "stat", "lstat", "fstat", "access", "replace", "rename"),
    *("link", "unlink", "mkdir", "rmdir", "listdir", "scandir", "readlink", "utime", "chmod"),
)


@dataclass
class Counts:
    """What was counted while entries were added."""

    widgets: int = 0
    layouts: int = 0
    """How often a screen was laid out while `LETTERS` were typed."""
    sent: int = 0
    """Bytes that went to the terminal while they were typed."""
    on_screen_thread: Counter[str] = field(default_factory=Counter)
    """Disk calls by name."""
    journal_fsyncs: int = 0
    until_kept: list[int] = field(default_factory=list)
    """Fsyncs of the journal for each entry, from Enter until it counts as kept."""


def measure(bench: Bench) -> Iterator[Row]:
    """Every row of counts."""
    few = asyncio.run(count(bench.one_plan(10), bench.folder / "few", entries=1))
    entries = bench.pairs(4, ENTRIES)
    many = asyncio.run(count(bench.one_plan(1000), bench.folder / "many-entries", entries))
    yield counted("C3a", many.widgets, 1, few.widgets)
    yield counted("C3b", many.widgets, 1, few.widgets)
    yield counted("C4", many.on_screen_thread.total() / entries, entries)
    yield counted("C5", statistics.median(many.until_kept), entries)
    yield counted("C6", many.sent / len(LETTERS), len(LETTERS), few.sent / len(LETTERS))
    yield counted("C7", many.layouts / len(LETTERS), len(LETTERS))
    yield from modules.measure(bench)


async def count(plans: Path, state: Path, entries: int = ENTRIES, pace: Pace = NO_FILE) -> Counts:
    """Add entries to the plan of this folder, and count."""
    counts = Counts()
    sitting = Sitting(make_context(plans, state / "locks"), Writer(pace))
    settings = open_settings(state / "settings.toml")
    app = TrajectoryApp(open_workshop(sitting, settings, plans / f"{PLAN}.toml"))
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, WalkScreen):
            await pilot.pause()
        await pilot.pause()
        walk = app.screen
        counts.widgets = len(list(walk.query("*")))
        await pilot.press("s")  # what happens only once is not counted, nor at the first entry
        with _drawing(counts):
            await pilot.press(*LETTERS)
        await _enter(pilot, walk)
        with _counting(counts, state / "journals"):
            for number in range(entries):
                walk.line.post_message(events.Paste(f"said {number}"))
                await pilot.pause(DRAFT_SECONDS if pace.draft < DRAFT_SECONDS else None)
                before = counts.journal_fsyncs
                await _enter(pilot, walk)
                counts.until_kept.append(counts.journal_fsyncs - before)
    sitting.close(10.0)
    return counts


async def _enter(pilot: Pilot[int], walk: WalkScreen) -> None:
    """Enter what is typed, and wait until it counts as kept: together, entries share an fsync."""
    before = len(walk.session.plan.note)
    await pilot.press("enter")
    while len(walk.session.plan.note) <= before or walk.session.status.state not in KEPT:
        await pilot.pause(0.005)


@contextmanager
def _drawing(counts: Counts) -> Iterator[None]:
    """Draw as for a terminal, which an app without one would leave out, and count what it takes."""
    reflow = Compositor.reflow

    def laid_out(self: Compositor, parent: Widget, size: Size) -> ReflowResult:
        counts.layouts += 1
        return reflow(self, parent, size)

    def sent(self: HeadlessDriver, data: str) -> None:
        counts.sent += len(data.encode())

    with (
        mock.patch.object(Compositor, "reflow", laid_out),
        mock.patch.object(HeadlessDriver, "is_headless", property(lambda self: False)),
        mock.patch.object(HeadlessDriver, "write", sent),
    ):
        yield


@contextmanager
def _counting(counts: Counts, journals: Path) -> Iterator[None]:
    screen = threading.current_thread()

    def noted(name: str, call: Any) -> Any:
        def wrapper(*arguments: Any, **words: Any) -> Any:
            if threading.current_thread() is screen:
                counts.on_screen_thread[name] += 1
            # Saving a plan file has a thread, and a note in the journal, of its own.
            here = threading.current_thread().name == KEEPING
            if name == "fsync" and here and _is_in(arguments[0], journals):
                counts.journal_fsyncs += 1
            return call(*arguments, **words)

        return wrapper

    def audited(event: str, arguments: Any) -> None:
        if active and event == "open" and threading.current_thread() is screen:
            counts.on_screen_thread["open"] += 1

    active = [True]
    sys.addaudithook(audited)
    names = [name for name in DISK_CALLS if name != "open"]  # both doors to it are audited
    patches = [mock.patch.object(os, name, noted(name, getattr(os, name))) for name in names]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        active.clear()
        for patch in patches:
            patch.stop()


def _is_in(handle: int, folder: Path) -> bool:
    """Whether an open file lies in a folder; where the system does not say, it is taken to be."""
    link = Path(f"/proc/self/fd/{handle}")
    return not link.parent.is_dir() or folder.resolve() in link.readlink().parents
