"""How many modules each command loads: starting is imports, more than anything else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.bench import PLAN, Bench
from tests.benchmarks.programs import MODULES, surroundings
from tests.benchmarks.results import Row, counted
from tests.benchmarks.terminal import CTRL_Q

FOLDER = "{plans}"
"""Stands for the plans folder in arguments."""

COMMANDS: Mapping[str, Sequence[str]] = {
    "M1": ("--version",),
    "M2": ("--help",),
    "M3": ("--plans", FOLDER, "list"),
}
"""By budget, the commands that end by themselves."""

LINE = "Note ›"


def measure(bench: Bench) -> Iterator[Row]:
    """Every row of modules."""
    plans = bench.one_plan(100)
    for name, arguments in COMMANDS.items():
        yield counted(name, loaded(arguments, plans, bench.folder), 1)
    yield counted("M4", _loaded_by_app(bench, plans), 1)


def loaded(arguments: Sequence[str], plans: Path, folder: Path) -> int:
    """How many modules a command loads that ends by itself.

    Args:
        arguments: of `trajectory`, `FOLDER` among them.
        plans: the plans folder that stands for `FOLDER`.
        folder: where to work.

    Raises:
        subprocess.CalledProcessError: it failed: what it loaded says nothing then.
    """
    found = folder / "modules"
    command = [str(plans) if part == FOLDER else part for part in arguments]
    subprocess.run(
        (*MODULES, str(found), *command),
        cwd=folder,
        env=dict(surroundings(folder / "home")),
        check=True,
        capture_output=True,
    )
    return int(found.read_text(encoding="ascii"))


def _loaded_by_app(bench: Bench, plans: Path) -> int:
    """The same of the app on a plan, from its start until it is left with the line still empty."""
    found = bench.folder / "modules-of-app"
    with bench.terminal((*MODULES, str(found), "--plans", str(plans), PLAN)) as terminal:
        terminal.wait_for(LINE)
        terminal.settle()
        terminal.send(CTRL_Q)
        terminal.wait_for_end()
    return int(found.read_text(encoding="ascii"))
