"""What every measurement is given: a folder to work in, how thorough to be, and where to say so."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.plans import plan_text, write_folder
from tests.benchmarks.programs import Command, surroundings
from tests.benchmarks.terminal import Stopwatch

PLAN = "group/plan"
"""The name of the one plan in a folder that `Bench.one_plan` makes."""


@dataclass
class Bench:
    """One run of the benchmarks."""

    folder: Path
    quick: bool
    say: Callable[[str], None]
    left_out: dict[str, str] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def pairs(self, quick: int, full: int) -> int:
        """How many pairs: few in a quick run."""
        return quick if self.quick else full

    def environment(self, like: str = "") -> Mapping[str, str]:
        """Surroundings with a new home: nothing is left from the program before.

        Args:
            like: the first home of this name is kept as what is done in it leaves it, and each
                later one begins as a copy of it.
        """
        homes = self.folder / "homes"
        first, home = homes / like, homes / str(next(self._numbers))
        if not like:
            return surroundings(home)
        if not first.exists():
            return surroundings(first)
        shutil.copytree(first, home)
        return surroundings(home)

    def terminal(
        self, command: Command, *, size: tuple[int, int] = (80, 24), like: str = ""
    ) -> Stopwatch:
        """Start a program in a terminal; its home as `environment` makes it."""
        return Stopwatch(command, self.environment(like), self.folder, size=size)

    def one_plan(self, entries: int) -> Path:
        """A new plans folder with one plan of so many entries."""
        folder = self.folder / "one" / str(next(self._numbers))
        path = folder / f"{PLAN}.toml"
        path.parent.mkdir(parents=True)
        path.write_text(plan_text(entries), encoding="utf-8", newline="\n")
        return folder

    def plans(self, count: int) -> Path:
        """A plans folder of so many plans of ten entries, made once."""
        folder = self.folder / "many" / str(count)
        if not folder.exists():
            write_folder(folder, count)
        return folder

    def seconds(self, command: Command, *, allowed: tuple[int, ...] = (0,)) -> float:
        """Run a program to its end, its output thrown away; gives how long it took.

        Raises:
            RuntimeError: it failed: what it took says nothing then.
        """
        environment = self.environment()
        before = time.perf_counter()
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        took = time.perf_counter() - before
        if ran.returncode not in allowed:
            raise RuntimeError(f"{command} failed:\n{ran.stderr.decode(errors='replace')}")
        return took


def in_turn(
    times: int, yardstick: Callable[[], float], product: Callable[[], float]
) -> list[tuple[float, float]]:
    """Pairs of what each took, one after the other; which goes first changes from pair to pair."""
    pairs = []
    for number in range(times):
        if number % 2:
            second = product()
            pairs.append((yardstick(), second))
        else:
            first = yardstick()
            pairs.append((first, product()))
    return pairs


def is_linux() -> bool:
    """Whether this system tells what another program uses."""
    return sys.platform == "linux"
