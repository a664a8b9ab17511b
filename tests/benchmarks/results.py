"""What a run measured: rows, growth, the machine; as a table for people and as a file to keep."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.benchmarks.budgets import BUDGETS, Budget


@dataclass(frozen=True)
class Row:
    """One budget as it was measured."""

    name: str
    """Which budget."""
    product: float
    """Median of what the product took, in the budget's unit."""
    yardstick: float | None
    """The same of the yardstick; None for a count without one."""
    ratio: float | None
    """Median of the ratios of the pairs that ran in turn; for one pair of sums, their ratio."""
    pairs: int
    """How many pairs, or for a count how often it was counted."""
    sizes: Mapping[str, int | str] = field(default_factory=dict)
    """What stands in the braces of the budget's words in this run: how many plans there were."""

    @property
    def budget(self) -> Budget:
        """The budget."""
        return BUDGETS[self.name]

    @property
    def measured(self) -> float:
        """What is held against the budget."""
        value = self.product if self.budget.is_count else self.ratio
        return math.nan if value is None else value

    @property
    def verdict(self) -> str:
        """In a word or two: "met", "aim reached", "not met", or "seen" where there is no rule."""
        must, aim = self.budget.must, self.budget.aim
        if must is None:
            return "seen"
        if self.measured > must:
            return "not met"
        return "aim reached" if aim is not None and self.measured <= aim else "met"

    @property
    def what(self) -> str:
        """The budget's words with this run's sizes."""
        return self.budget.what.format(**self.said)

    @property
    def against(self) -> str:
        """The yardstick's words, likewise."""
        return self.budget.yardstick.format(**self.said)

    @property
    def said(self) -> Mapping[str, str]:
        """This run's sizes in words."""
        return {k: v if isinstance(v, str) else f"{v:,}" for k, v in self.sizes.items()}


@dataclass(frozen=True)
class Series:
    """How one cost grows: for a plot."""

    name: str
    unit: str
    over: str
    """What grows: "entries", "plans"."""
    points: tuple[tuple[int, float], ...]
    """How many, and the cost."""


@dataclass(frozen=True)
class Run:
    """A whole run."""

    machine: Mapping[str, str]
    quick: bool
    seconds: float
    rows: tuple[Row, ...]
    growth: tuple[Series, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    """What could not be measured here, and why."""


def row_of_pairs(
    name: str, pairs: Sequence[tuple[float, float]], sizes: Mapping[str, int | str] | None = None
) -> Row:
    """A row out of what yardstick and product took in turn, yardstick first.

    The median of the ratios, not the ratio of the medians: a machine that slows down for a while
    slows both halves of a pair.
    """
    return Row(
        name,
        product=statistics.median(product for _, product in pairs),
        yardstick=statistics.median(yardstick for yardstick, _ in pairs),
        ratio=statistics.median(product / yardstick for yardstick, product in pairs),
        pairs=len(pairs),
        sizes=sizes or {},
    )


def counted(name: str, count: float, times: int, yardstick: float | None = None) -> Row:
    """A row for something that was counted so many times."""
    ratio = None if not yardstick else count / yardstick
    return Row(name, count, yardstick, ratio, times)


def save(run: Run, path: Path) -> None:
    """Keep a run."""
    path.write_text(json.dumps(asdict(run), indent=2) + "\n", encoding="utf-8", newline="\n")


def load(path: Path) -> Run:
    """A run that was kept."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["rows"] = tuple(Row(**row) for row in kept["rows"])
    kept["growth"] = tuple(
        Series(s["name"], s["unit"], s["over"], tuple((n, cost) for n, cost in s["points"]))
        for s in kept["growth"]
    )
    return Run(**kept)


HEADINGS = ("", "What", "Yardstick", "Its", "Ours", "Ratio", "n", "Must", "Aim", "")


def cells(row: Row) -> tuple[str, ...]:
    """A row in words, under `HEADINGS`."""
    budget = row.budget
    return (
        row.name,
        row.what,
        row.against,
        "" if row.yardstick is None else value(row.yardstick, budget.unit),
        value(row.product, budget.unit),
        "" if row.ratio is None else f"{row.ratio:.2f}",
        str(row.pairs),
        "" if budget.must is None else f"{budget.must:g}{'' if budget.is_count else 'x'}",
        "" if budget.aim is None else f"{budget.aim:g}x",
        row.verdict,
    )


def value(number: float, unit: str) -> str:
    """A value with its unit, to three figures: "0.41 ms", "1,230 ms", "34"."""
    if not unit:
        return f"{number:g}"
    digits = 0 if number >= 100 else 1 if number >= 10 else 2
    return f"{number:,.{digits}f} {unit}"


def table(rows: Sequence[Row]) -> str:
    """The rows for a terminal, in columns."""
    return aligned([HEADINGS, *(cells(row) for row in rows)])


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells with their columns under each other."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


@dataclass(frozen=True)
class Peer:
    """How quick another program is, or ours beside it."""

    name: str
    start: float | None
    """Milliseconds until its first screen stands."""
    echo: float | None
    """Milliseconds from a key until it is shown."""
    starts: int
    note: str = ""
    """What could not be measured."""
    version: str = ""


@dataclass(frozen=True)
class PeerRun:
    """What the peers' command measured."""

    machine: Mapping[str, str]
    quick: bool
    seconds: float
    peers: tuple[Peer, ...]
    rows: tuple[Row, ...]
    """P1: ours beside the fastest of them."""
    skipped: Mapping[str, str] = field(default_factory=dict)
    """Which could not be had here, and why."""


def peer_cells(peer: Peer) -> tuple[str, ...]:
    """One program in words."""
    start = "–" if peer.start is None else value(peer.start, "ms")
    echo = "–" if peer.echo is None else value(peer.echo, "ms")
    return (f"{peer.name} {peer.version}".rstrip(), start, echo, str(peer.starts), peer.note)


PEER_HEADINGS = ("Program", "Full paint", "A key until it is shown", "n", "")


def peer_table(peers: Sequence[Peer]) -> str:
    """The programs for a terminal, in columns."""
    return aligned([PEER_HEADINGS, *map(peer_cells, peers)])


def save_peers(run: PeerRun, path: Path) -> None:
    """Keep what was measured."""
    path.write_text(json.dumps(asdict(run), indent=2) + "\n", encoding="utf-8", newline="\n")


def load_peers(path: Path) -> PeerRun:
    """What was kept."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["peers"] = tuple(Peer(**peer) for peer in kept["peers"])
    kept["rows"] = tuple(Row(**row) for row in kept["rows"])
    return PeerRun(**kept)
