"""How what is done with one whole plan grows with its entries: load, save, merge, coach, changes.

Processor time of this process, so that neither the disk nor another program is measured. The slope
is what an entry costs of a plan ten times as large; the largest has about as many entries as a plan
file may hold.
"""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bench import PLAN, Bench, in_turn
from tests.benchmarks.plans import WORKSHOP
from tests.benchmarks.results import Row, Series, row_of_pairs
from trajectory.domain.changes import changes
from trajectory.domain.coach.asking import findings
from trajectory.domain.merge import merge
from trajectory.domain.plan import Plan
from trajectory.storage.plan_store import PlanStore

NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
PLOTTED = (10, 100, 1000)
UNIT = "ms of processor"

Job = Callable[[], object]


@dataclass(frozen=True)
class Work:
    """One thing that is done with a plan."""

    row: str
    """The budget of its slope."""
    name: str
    prepare: Callable[[PlanStore, Path], Job]
    """Gives what is to be measured, for the plan of this file."""


def measure(bench: Bench, growth: list[Series]) -> Iterator[Row]:
    """Every row about the size of one plan, and its growth."""
    fewer, most = (200, 2000) if bench.quick else (500, 5000)
    pairs = bench.pairs(5, 7)
    for work in WORKS:
        bench.say(work.name)
        part, whole = _per_entry(bench, work, fewer), _per_entry(bench, work, most)
        sizes = {"entries": most, "fewer": fewer}
        yield row_of_pairs(work.row, in_turn(pairs, part, whole), sizes)
        points = []
        for size in PLOTTED:
            once = _per_entry(bench, work, size)
            points.append((size, size * statistics.median(once() for _ in range(pairs))))
        growth.append(Series(work.name, UNIT, "entries", tuple(points)))


def _per_entry(bench: Bench, work: Work, entries: int) -> Callable[[], float]:
    """A function that does it once; it gives milliseconds of processor for each entry."""
    folder = bench.one_plan(entries)
    store = PlanStore(folder, bench.folder / "locks")
    job = work.prepare(store, folder / f"{PLAN}.toml")
    job()  # what happens only once is not measured

    def measured() -> float:
        before = time.process_time()
        job()
        return 1000 * (time.process_time() - before) / entries

    return measured


def _load(store: PlanStore, path: Path) -> Job:
    return lambda: store.load(path)


def _save(store: PlanStore, path: Path) -> Job:
    """Write one more entry than was there."""
    last = [store.load(path)]
    numbers = itertools.count(9001)

    def save() -> None:
        plan = _with_note(last[0].plan, f"N{next(numbers)}-aaaa")
        last[0] = store.save(last[0], plan)

    return save


def _merge(store: PlanStore, path: Path) -> Job:
    """Two copies of which each has an entry of its own, with the version that both began with."""
    base = store.load(path).plan
    ours, theirs = _with_note(base, "N9001-aaaa"), _with_note(base, "N9002-bbbb")
    return lambda: merge([ours, theirs], base)


def _coach(store: PlanStore, path: Path) -> Job:
    plan = store.load(path).plan
    return lambda: findings(plan, WORKSHOP)


def _changes(store: PlanStore, path: Path) -> Job:
    """Of every step the owner changed, and one entry came."""
    before = store.load(path).plan
    steps = {key: {**step.model_dump(), "owner": "Chair"} for key, step in before.step.items()}
    after = _with_note(before.replace(step=steps), "N9001-aaaa")
    return lambda: changes(before, after)


def _with_note(plan: Plan, key: str) -> Plan:
    return plan.replace(note={**plan.note, key: {"text": "Said on the train", "created": NOW}})


WORKS = (
    Work("G5", "load", _load),
    Work("G6", "save", _save),
    Work("G7", "merge", _merge),
    Work("G8", "the coach's questions", _coach),
    Work("G9", "what changed", _changes),
)
