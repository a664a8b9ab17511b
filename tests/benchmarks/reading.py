"""What plan files cost: one, thousands, their memory, their documents, and merging two copies."""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.bench import PLAN, Bench, in_turn
from tests.benchmarks.programs import TOMLLIB, Command, on
from tests.benchmarks.results import Row, Series, row_of_pairs
from trajectory.domain.merge import merge
from trajectory.domain.plan import Plan
from trajectory.storage.plan_store import PlanStore

NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
FEW = 100
CHECK_FOUND = (0, 1)
"""Exit codes of `check` over plans that can be read: the coach may have found something."""


def measure(bench: Bench, growth: list[Series]) -> Iterator[Row]:
    """Every row about files."""
    yield _load_one(bench)
    yield _merge(bench)
    yield from _many(bench, growth)


def _load_one(bench: Bench) -> Row:
    folder = bench.one_plan(100)
    store = PlanStore(folder, bench.folder / "locks")
    path = folder / f"{PLAN}.toml"
    text = path.read_text(encoding="utf-8")
    times = bench.pairs(40, 200)
    pairs = in_turn(
        times, lambda: _milliseconds(lambda: tomllib.loads(text)), lambda: _loaded(store, path)
    )
    return row_of_pairs("D1", pairs)


def _loaded(store: PlanStore, path: Path) -> float:
    return _milliseconds(lambda: store.load(path))


def _milliseconds(job: Callable[[], object]) -> float:
    before = time.perf_counter()
    job()
    return 1000 * (time.perf_counter() - before)


def _merge(bench: Bench) -> Row:
    """Two copies of which each has an entry of its own, with the version that both began with."""

    def merging(entries: int) -> Callable[[], float]:
        folder = bench.one_plan(entries)
        base = PlanStore(folder, bench.folder / "locks").load(folder / f"{PLAN}.toml").plan
        ours, theirs = _with_note(base, "N9001-aaaa"), _with_note(base, "N9002-bbbb")
        return lambda: _milliseconds(lambda: merge([ours, theirs], base)) / entries

    return row_of_pairs("G2", in_turn(bench.pairs(10, 50), merging(100), merging(1000)))


def _with_note(plan: Plan, key: str) -> Plan:
    return plan.replace(note={**plan.note, key: {"text": "Said on the train", "created": NOW}})


def _many(bench: Bench, growth: list[Series]) -> Iterator[Row]:
    """Thousands of plans: reading them, the memory that it takes, and their documents."""
    most, fewer = (1000, 250) if bench.quick else (10_000, 1000)
    sizes = {"plans": most, "fewer": fewer}
    bench.say(f"{most:,} plans")
    folder, small, least = bench.plans(most), bench.plans(fewer), bench.plans(FEW)
    _read_through(folder)

    def read(plans: Path) -> float:
        """Every field of every plan is held against the model, whatever is listed of it."""
        return 1000 * bench.seconds(on(plans, "list", "--json"))

    def parsed() -> float:
        return 1000 * bench.seconds((*TOMLLIB, str(folder)))

    rounds = [(parsed(), read(least), read(small), read(folder)) for _ in range(bench.pairs(2, 3))]
    yield row_of_pairs("D3", [(parser, whole) for parser, _, _, whole in rounds], sizes)
    asking = on(folder, "check", "--json")
    asked = [1000 * bench.seconds(asking, allowed=CHECK_FOUND) for _ in rounds]
    reads = [whole for *_, whole in rounds]
    yield row_of_pairs("D4", list(zip(reads, asked, strict=True)), sizes)
    per_plan = [(part / fewer, whole / most) for _, _, part, whole in rounds]
    yield row_of_pairs("G1", per_plan, sizes)
    costs = [statistics.median(costs) for costs in zip(*rounds, strict=True)][1:]
    points = tuple(zip((FEW, fewer, most), costs, strict=True))
    growth.append(Series("read plans", "ms", "plans", points))
    bench.say("memory")
    memory = in_turn(
        1,
        lambda: _peak_memory(bench, on(least, "list", "--json")),
        lambda: _peak_memory(bench, on(folder, "list", "--json")),
    )
    yield row_of_pairs("D6", memory, sizes)
    bench.say("documents")
    documents = []
    for _ in range(2):
        reading = 1000 * bench.seconds(on(folder, "list", "--json"))
        writing = 1000 * bench.seconds(on(folder, "export", "--all"))
        documents.append((reading, max(writing - reading, 0.0)))
    yield row_of_pairs("D7", documents, sizes)


def _read_through(folder: Path) -> None:
    """Have the files in the machine's memory, so that nobody waits for the disk in their stead."""
    for path in folder.rglob("*.toml"):
        path.read_bytes()


def _peak_memory(bench: Bench, command: Command) -> float:
    """Megabytes that a program, or one that it started, held at most."""
    environment = bench.environment()
    process = subprocess.Popen(
        command,
        cwd=bench.folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_maxrss / 1000
