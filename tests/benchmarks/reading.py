"""What plan files cost: one, thousands, their memory, their documents, and merging two copies."""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
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

    def asked(plans: Path) -> float:
        return 1000 * bench.seconds(on(plans, "check", "--json"), allowed=CHECK_FOUND)

    def written(plans: Path) -> float:
        """Read them, and write a document of each beside it."""
        return 1000 * bench.seconds(on(plans, "export", "--all"))

    times = bench.pairs(2, 3)
    folders = {FEW: least, fewer: small, most: folder}
    parsers, reads = [], _Grown("read plans", folders)
    for _ in range(times):
        parsers.append(parsed())
        reads.measure(read)
    yield row_of_pairs("D3", list(zip(parsers, reads.whole, strict=True)), sizes)
    yield row_of_pairs("G1", reads.per_plan, sizes)
    bench.say("the coach, and documents")
    asks, writes = _Grown("the coach's questions", folders), _Grown("write documents", folders)
    asking, writing = [], []
    for _ in range(bench.pairs(1, 2)):
        reading = read(folder)
        asking.append((reading, asks.measure(asked)))
        writing.append((reading, max(writes.measure(written) - reading, 0.0)))
    yield row_of_pairs("D4", asking, sizes)
    yield row_of_pairs("G10", asks.per_plan, sizes)
    yield row_of_pairs("D7", writing, sizes)
    yield row_of_pairs("G11", writes.per_plan, sizes)
    growth += [each.series() for each in (reads, asks, writes)]
    bench.say("memory")
    memory = in_turn(
        1,
        lambda: _peak_memory(bench, on(least, "list", "--json")),
        lambda: _peak_memory(bench, on(folder, "list", "--json")),
    )
    yield row_of_pairs("D6", memory, sizes)


class _Grown:
    """What one thing took over folders of three sizes, round by round, the smallest first."""

    def __init__(self, name: str, folders: Mapping[int, Path]) -> None:
        self._name = name
        self._folders = folders
        self._rounds: list[list[float]] = []

    def measure(self, take: Callable[[Path], float]) -> float:
        """One round; gives what the largest folder took."""
        self._rounds.append([take(folder) for folder in self._folders.values()])
        return self._rounds[-1][-1]

    @property
    def whole(self) -> list[float]:
        """What the largest folder took in each round."""
        return [took[-1] for took in self._rounds]

    @property
    def per_plan(self) -> list[tuple[float, float]]:
        """What a plan took in the middle folder, and in the largest, in each round."""
        _, middle, most = self._folders
        return [(took[1] / middle, took[2] / most) for took in self._rounds]

    def series(self) -> Series:
        """How it grows: the median of the rounds for each size."""
        medians = [statistics.median(took) for took in zip(*self._rounds, strict=True)]
        return Series(self._name, "ms", "plans", tuple(zip(self._folders, medians, strict=True)))


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
