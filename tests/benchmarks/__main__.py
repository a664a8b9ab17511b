"""`python -m tests.benchmarks`: measure every budget of speed, and say which is met.

Yardsticks and product run in turn, so that ratios hold on any machine. Close what else is running:
a quiet machine gives quiet figures. `--quick` takes less than three minutes and says whether
something broke; the full run takes less than fifteen, and its table is what docs/performance.md has
(`python -m tests.docs.performance FILE` takes it over).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.benchmarks import counting, growing, keys, reading, starting
from tests.benchmarks.bench import Bench
from tests.benchmarks.machine import machine
from tests.benchmarks.results import Row, Run, Series, save, table

Part = Callable[[Bench, list[Series]], Iterator[Row]]

PARTS: Mapping[str, Part] = {
    "starting": lambda bench, _: starting.measure(bench),
    "keys": keys.measure,
    "counting": lambda bench, _: counting.measure(bench),
    "growing": growing.measure,
    "reading": reading.measure,
}


def main() -> int:
    """Measure, print the table, keep the figures; 0 when every budget that was measured is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less than three minutes")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part of it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures here")
    chosen = parser.parse_args()
    if sys.platform == "win32":
        print("Windows has no pseudo-terminal of this kind: measure on Linux or macOS.")
        return 2
    sys.setswitchinterval(0.0005)  # the stopwatch's thread is not to wait for the one that draws
    with tempfile.TemporaryDirectory() as folder:
        run = measure(Path(folder), chosen.only or list(PARTS), quick=chosen.quick)
    print(f"\n{table(run.rows)}\n")
    for name, why in run.left_out.items():
        print(f"{name} was left out: {why}.")
    if chosen.json:
        save(run, chosen.json)
    missed = [row.name for row in run.rows if row.verdict == "not met"]
    print(
        f"{len(run.rows)} measured in {run.seconds:.0f} s; not met: {', '.join(missed) or 'none'}"
    )
    return 1 if missed else 0


def measure(folder: Path, parts: list[str], *, quick: bool) -> Run:
    """Measure these parts in an empty folder."""
    started = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - started:5.0f} s  {what}", file=sys.stderr, flush=True)

    bench = Bench(folder, quick, say)
    rows: list[Row] = []
    growth: list[Series] = []
    for name in parts:
        say(name)
        for row in PARTS[name](bench, growth):
            rows.append(row)
            say(f"  {row.name} {row.what}: {row.measured:.2f} ({row.verdict})")
    seconds = round(time.monotonic() - started, 1)
    return Run(machine(), quick, seconds, tuple(rows), tuple(growth), bench.left_out)


if __name__ == "__main__":
    sys.exit(main())
