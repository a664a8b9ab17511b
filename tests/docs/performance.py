"""Writes docs/performance.md and its plot: `python -m tests.docs.performance [FILE [PEERS]]`.

With a file, which a full run of the benchmarks kept, that becomes the last run; with a second one,
which the peers' run kept, that too:

    python -m tests.benchmarks --json FILE
    python -m tests.benchmarks.peers --json PEERS
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.results import (
    HEADINGS,
    PEER_HEADINGS,
    Peer,
    Run,
    Series,
    cells,
    load,
    load_peers,
    peer_cells,
    save,
    save_peers,
)
from tests.repository import ROOT

PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "pictures" / "growth.svg"
LAST_RUN = ROOT / "tests" / "benchmarks" / "last_run.json"
LAST_PEERS = ROOT / "tests" / "benchmarks" / "last_peers.json"
PLACE = r"(<!-- {name} -->\n).*?(<!-- /{name} -->\n)"

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 760, 300, 64, 36, 44
PANEL = 300
COLOURS = ("#1f6feb", "#b35900", "#1a7f37")


def page(text: str) -> str:
    """The page with the tables of the last runs."""
    run = load(LAST_RUN)
    for name, part in (
        ("machine", machine(run)),
        ("budgets", markdown(HEADINGS, [cells(row) for row in run.rows])),
        ("left-out", left_out(run)),
        ("peers", peers(load_peers(LAST_PEERS) if LAST_PEERS.exists() else ())),
    ):
        place = re.compile(PLACE.format(name=name), re.DOTALL)
        text = place.sub(lambda found, part=part: f"{found[1]}{part}{found[2]}", text)  # type: ignore[misc]
    return text


def machine(run: Run) -> str:
    """What the run was made on, in a sentence."""
    facts = ", ".join(f"{name} {said}" for name, said in run.machine.items())
    kind = "a quick run" if run.quick else "a full run"
    return f"Measured in {kind} of {run.seconds:.0f} s: {facts}.\n"


def left_out(run: Run) -> str:
    """What could not be measured, a line each."""
    return "".join(f"- {name} was left out: {why}.\n" for name, why in run.left_out.items())


def peers(found: Sequence[Peer]) -> str:
    """The other programs' table."""
    if not found:
        return "Not measured yet.\n"
    return markdown(PEER_HEADINGS, [peer_cells(peer) for peer in found])


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


# ------------------------------------------------------------------- the plot


def plot(growth: Sequence[Series]) -> str:
    """How costs grow, both axes logarithmic: a level line is constant, a slope of one linear."""
    overs = list(dict.fromkeys(series.over for series in growth))
    frame = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>',
        "<title>How costs grow with the number of entries and of plans</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for place, over in enumerate(overs):
        mine = [series for series in growth if series.over == over]
        parts += _panel(mine, over, LEFT + place * (PANEL + LEFT))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(growth: Sequence[Series], over: str, left: int) -> Iterator[str]:
    sizes = [size for series in growth for size, _ in series.points]
    costs = [cost for series in growth for _, cost in series.points]
    across = _Axis(min(sizes), max(sizes), left, left + PANEL)
    up = _Axis(_floor(min(costs)), _ceiling(max(costs)), HEIGHT - BOTTOM, TOP)
    yield f'<text x="{left}" y="18" font-weight="bold">ms, over {over}</text>'
    for cost in _tens(up):
        y = up.at(cost)
        yield f'<line x1="{left}" x2="{left + PANEL}" y1="{y}" y2="{y}" stroke="#d0d7de"/>'
        yield f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{cost:,g}</text>'
    for size in sorted(set(sizes)):
        x = across.at(size)
        yield f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{size:,}</text>'
    for series, colour in zip(growth, COLOURS, strict=False):
        points = " ".join(f"{across.at(size)},{up.at(cost)}" for size, cost in series.points)
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for size, cost in series.points:
            yield f'<circle cx="{across.at(size)}" cy="{up.at(cost)}" r="3" fill="{colour}"/>'
    for number, (series, colour) in enumerate(zip(growth, COLOURS, strict=False)):
        x = left + number * PANEL // 2
        yield f'<text x="{x}" y="{HEIGHT - 8}" fill="{colour}">{series.name}</text>'


class _Axis:
    """A logarithmic axis, from its ends in values to its ends in pixels."""

    def __init__(self, low: float, high: float, start: int, end: int) -> None:
        self.low, self.high = low, high
        self._start, self._end = start, end

    def at(self, number: float) -> float:
        span = math.log(self.high / self.low) or 1.0
        share = math.log(number / self.low) / span
        return round(self._start + share * (self._end - self._start), 1)


def _tens(axis: _Axis) -> Iterator[float]:
    ten = axis.low
    while ten <= axis.high * 1.001:
        yield ten
        ten *= 10


def _floor(number: float) -> float:
    return float(10 ** math.floor(math.log10(number)))


def _ceiling(number: float) -> float:
    return float(10 ** max(math.ceil(math.log10(number)), math.floor(math.log10(number)) + 1))


def main(arguments: Sequence[str]) -> None:
    """Take over the runs that are named, and write the page and the plot."""
    if arguments:
        save(load(Path(arguments[0])), LAST_RUN)
    if len(arguments) > 1:
        save_peers(load_peers(Path(arguments[1])), LAST_PEERS)
    text = page(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    PLOT.write_text(plot(load(LAST_RUN).growth), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
