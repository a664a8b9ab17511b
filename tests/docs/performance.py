"""Writes docs/performance.md and its plot: `python -m tests.docs.performance [FILE [PEERS]]`.

With a file, which a full run of the benchmarks kept, that becomes the last run; with a second one,
which the peers' run kept, that too:

    python -m tests.benchmarks --json FILE
    python -m tests.benchmarks.peers --json PEERS

Tables, plot and the figures in prose come from the two; the prose itself is written by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.results import (
    HEADINGS,
    PEER_HEADINGS,
    PeerRun,
    Row,
    Run,
    cells,
    load,
    load_peers,
    peer_cells,
    save,
    save_peers,
    value,
)
from tests.docs.growth import plot
from tests.repository import ROOT

PAGE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "pictures" / "growth.svg"
LAST_RUN = ROOT / "tests" / "benchmarks" / "last_run.json"
LAST_PEERS = ROOT / "tests" / "benchmarks" / "last_peers.json"
PLACE = r"(<!-- {name} -->\n).*?(<!-- /{name} -->\n)"

FIGURE = re.compile(r"<!--(?P<row>\w+) (?P<what>\w+)-->.*?<!--/-->", re.DOTALL)
"""A figure in prose: `<!--K1 ours-->12.1 ms<!--/-->`."""


def page(text: str) -> str:
    """The page with the tables and the figures of the last runs."""
    run = load(LAST_RUN)
    beside = load_peers(LAST_PEERS)
    rows = (*run.rows, *beside.rows)
    for name, part in (
        ("machine", machine(run)),
        ("budgets", markdown(HEADINGS, [cells(row) for row in rows])),
        ("left-out", left_out(run)),
        ("peers", peers(beside)),
    ):
        place = re.compile(PLACE.format(name=name), re.DOTALL)
        text = place.sub(lambda found, part=part: f"{found[1]}{part}{found[2]}", text)  # type: ignore[misc]
    return with_figures(text, rows)


def with_figures(text: str, rows: Sequence[Row]) -> str:
    """The text with each figure that has a place in its prose as it was measured.

    A place names a row and one of its figures: `ours`, `its` (the yardstick's), `ratio`, `pairs`,
    or one of the run's sizes, such as `plans`.

    Raises:
        KeyError: a place names what is not measured.
    """
    figures = {row.name: _figures(row) for row in rows}

    def filled(place: re.Match[str]) -> str:
        return (
            f"<!--{place['row']} {place['what']}-->{figures[place['row']][place['what']]}<!--/-->"
        )

    return FIGURE.sub(filled, text)


def _figures(row: Row) -> Mapping[str, str]:
    said = {"ours": value(row.product, row.budget.unit), "pairs": str(row.pairs), **row.said}
    if row.yardstick is not None:
        said["its"] = value(row.yardstick, row.budget.unit)
    if row.ratio is not None:
        said["ratio"] = f"{row.ratio:.2f}"
    return said


def machine(run: Run | PeerRun) -> str:
    """What the run was made on, in a sentence."""
    facts = ", ".join(f"{name} {said}" for name, said in run.machine.items())
    kind = "a quick run" if run.quick else "a full run"
    return f"Measured in {kind} of {run.seconds:.0f} s: {facts}.\n"


def left_out(run: Run) -> str:
    """What could not be measured, a line each."""
    return "".join(f"- {name} was left out: {why}.\n" for name, why in run.left_out.items())


def peers(run: PeerRun) -> str:
    """The other programs' table, and which are not in it."""
    rows = markdown(PEER_HEADINGS, [peer_cells(peer) for peer in run.peers])
    skipped = "".join(f"- {name} was skipped: {why}.\n" for name, why in run.skipped.items())
    return f"{machine(run)}\n{rows}" + (f"\n{skipped}" if skipped else "")


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


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
