"""`python -m tests.benchmarks.peers`: the product beside other terminal apps, on this machine.

Each is installed into an environment of its own from the package index, with the tools that are set
up here; nano is the system's. One that cannot be had is skipped, and that is said. Each is started
until its first screen stands, and where it has a line to type into, keys are typed into it. They do
different things, so this says how quick a terminal app feels, not which is better made.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bench import PLAN, Bench
from tests.benchmarks.keys import BLOCK, LETTERS
from tests.benchmarks.programs import Command, on
from tests.benchmarks.results import Peer, peer_table, save_peers
from tests.benchmarks.terminal import NotShownError, Stopwatch

SIZE = (120, 40)
PATIENCE = 30.0


@dataclass(frozen=True)
class Program:
    """One app, and how to get to where one can type."""

    name: str
    arguments: tuple[str, ...] = ()
    package: str = ""
    """Its name in the package index; empty for a program of the system."""
    shown: str = ""
    """What is on its first screen, in the part that comes last."""
    keys: tuple[str, ...] = ()
    """What to press to reach a line to type into; nothing where it has one at once."""
    types: bool = True
    """Whether keys can be typed and seen."""


PEERS = (
    Program("nano", shown="GNU nano"),
    Program("posting", package="posting", shown="GET", keys=("\x0c",)),
    Program("harlequin", ("--no-download-tzdata",), "harlequin", shown="Query Editor"),
    Program("kanban-tui", ("demo",), "kanban-tui", shown="Active Board", types=False),
    Program("dooit", package="dooit", shown="Workspaces", keys=("a",)),
)
EXECUTABLES: Mapping[str, str] = {"kanban-tui": "ktui"}


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer starts")
    parser.add_argument("--only", action="append", choices=[p.name for p in PEERS])
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures here")
    parser.add_argument(
        "--venvs", type=Path, metavar="FOLDER", help="keep the peers' environments here"
    )
    chosen = parser.parse_args()
    sys.setswitchinterval(0.0005)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(folder, chosen.quick, lambda what: print(what, file=sys.stderr))
        wanted = [p for p in PEERS if chosen.only is None or p.name in chosen.only]
        commands: dict[Program, Command] = {}
        for program in wanted:
            try:
                commands[program] = installed(program, chosen.venvs or folder / "venvs")
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"{program.name} is skipped: it cannot be had here ({error}).")
        ours = Program("trajectory", shown="Note ›")
        commands[ours] = on(bench.one_plan(100), PLAN)
        peers = measure(bench, commands)
    print(f"\n{peer_table(peers)}")
    if chosen.json:
        save_peers(peers, chosen.json)
    return 0


def installed(program: Program, folder: Path) -> Command:
    """The command of a program, put into an environment of its own first.

    Raises:
        OSError: the system has no such program.
        subprocess.CalledProcessError: the package index has none that can be installed here.
    """
    if not program.package:
        found = shutil.which(program.name)
        if found is None:
            raise FileNotFoundError(f"no {program.name} on this system")
        return (found, *program.arguments)
    home = folder / program.name
    executable = home / "bin" / EXECUTABLES.get(program.name, program.name)
    if not executable.exists():
        print(f"installing {program.name}", file=sys.stderr)
        venv.create(home, with_pip=True)
        pip = (str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", program.package)
        subprocess.run(pip, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (str(executable), *program.arguments)


def measure(bench: Bench, commands: Mapping[Program, Command]) -> list[Peer]:
    """Start each in turn, again and again; then type into each."""
    starts: dict[str, list[float]] = {program.name: [] for program in commands}
    echoes: dict[str, list[float]] = {program.name: [] for program in commands}
    notes: dict[str, str] = {}
    for number in range(bench.pairs(2, 7) + 1):
        for program, command in commands.items():
            bench.say(f"start {number}: {program.name}")
            with bench.terminal(command, size=SIZE) as terminal:
                try:
                    took = first_screen(terminal, program)
                except NotShownError:
                    notes[program.name] = "its first screen never came"
                    continue
                if not number:  # the first start compiles, and makes its settings
                    continue
                starts[program.name].append(took)
                if program.types:
                    try:
                        echoes[program.name] += echo(terminal, program)
                    except NotShownError:
                        notes[program.name] = "its line could not be reached"
    return [
        Peer(
            name,
            statistics.median(times) if times else None,
            statistics.median(echoes[name]) if echoes[name] else None,
            len(times),
            notes.get(name, ""),
        )
        for name, times in starts.items()
    ]


def first_screen(terminal: Stopwatch, program: Program) -> float:
    """Milliseconds until the first screen stands.

    Raises:
        NotShownError: it never does: the program asks something first, or ends.
    """
    return 1000 * (terminal.wait_for(program.shown, PATIENCE) - terminal.started)


def echo(terminal: Stopwatch, program: Program) -> list[float]:
    """Milliseconds from each letter of a block until it is seen behind those before it."""
    for key in program.keys:
        terminal.send(key)
        terminal.watch(0.5)
    took, typed = [], ""
    for letter in LETTERS[:BLOCK]:
        typed += letter
        time.sleep(0.05)
        sent = terminal.send(letter)
        took.append(1000 * (terminal.wait_for(typed, 5.0) - sent))
    return took


if __name__ == "__main__":
    sys.exit(main())
