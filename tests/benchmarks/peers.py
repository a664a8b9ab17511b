"""`python -m tests.benchmarks.peers`: the product beside other terminal apps, on this machine.

Each is installed into an environment of its own from the package index, with the tools that are set
up here; nano is the system's. One that cannot be had is skipped, and that is said. They are started
in turn, again and again, until their first screen stands whole; then keys are typed into a line of
theirs. They do different things, so this says how quick a terminal app feels, not which is better
made. The budget (P1) is against the fastest of them but nano, which is there as the floor.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.benchmarks.bench import PLAN, Bench
from tests.benchmarks.keys import BLOCK, LETTERS
from tests.benchmarks.machine import machine
from tests.benchmarks.plans import is_drawn
from tests.benchmarks.programs import Command, on
from tests.benchmarks.results import Peer, PeerRun, Row, peer_table, row_of_pairs, save_peers, table
from tests.benchmarks.terminal import NotShownError, Stopwatch

SIZE = (120, 40)
PATIENCE = 30.0
PATIENCE_FOR_KEY = 5.0
ENTRIES = 100
OURS = "trajectory"


@dataclass(frozen=True)
class Program:
    """One app, and how to get to where one can type."""

    name: str
    arguments: tuple[str, ...] = ()
    package: str = ""
    """Its name in the package index; empty for a program of the system."""
    beside: tuple[str, ...] = ()
    """What its package leaves open, and does not work with in the newest version."""
    executable: str = ""
    """The command, where it is called otherwise than the program."""
    shown: tuple[str, ...] = ()
    """What is on its first screen once that stands whole: all of it, in whatever order it comes."""
    keys: tuple[str, ...] = ()
    """What to press to reach a line to type into; nothing where it has one at once."""
    line: str = ""
    """What is on the screen once that line is there."""

    def stands(self, text: str) -> bool:
        """Whether the first screen is there, whole."""
        return all(part in text for part in self.shown)


NANO = Program("nano", shown=("GNU nano", "Exit"))
PEERS = (
    NANO,
    Program(
        "posting",
        package="posting",
        beside=("tree-sitter<0.26",),  # its Textual takes any, and 0.26 kills it before it draws
        shown=("No headers", "^c Quit"),
        keys=("\x0c",),
    ),
    Program(
        "harlequin",
        ("--no-download-tzdata",),
        package="harlequin",
        shown=("Query Editor", "Run Query", "Query Results", "^q Quit"),
    ),
    Program(
        "kanban-tui",
        ("demo",),
        package="kanban-tui",
        executable="ktui",
        shown=("Active Board", "New Task"),
        keys=("n",),
        line="Create Task",
    ),
    Program(
        "dooit",
        package="dooit",
        shown=("┏━ Workspaces", "Welcome to Dooit!", "NORMAL"),
        keys=("a",),
        line="INSERT",
    ),
)


def main() -> int:
    """Measure, print, keep; 0 when the budgets that were measured are met."""
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
        entrants, skipped = entered(bench, wanted, (chosen.venvs or folder / "venvs").resolve())
        run = measure(bench, entrants, skipped)
    print(f"\n{peer_table(run.peers)}\n\n{table(run.rows)}\n")
    for program, why in run.skipped.items():
        print(f"{program} was skipped: {why}.")
    if chosen.json:
        save_peers(run, chosen.json)
    return 1 if any(row.verdict == "not met" for row in run.rows) else 0


# ----------------------------------------------------------------------------- getting them


@dataclass
class Entrant:
    """A program that is here, and what was measured of it."""

    name: str
    version: str
    command: Callable[[], Command]
    """Gives how to start it, with what it is to be started on made anew."""
    stands: Callable[[str], bool]
    keys: Sequence[str] = ()
    line: str = ""
    starts: dict[int, float] = field(default_factory=dict)
    """Milliseconds until the first screen, by round."""
    echoes: dict[int, float] = field(default_factory=dict)
    """Milliseconds until a key is shown, by round."""
    note: str = ""


def entered(
    bench: Bench, programs: Sequence[Program], venvs: Path
) -> tuple[list[Entrant], dict[str, str]]:
    """The programs that can be had here, ours last, and why the others cannot."""
    entrants, skipped = [], {}
    for program in programs:
        try:
            command, version = installed(program, venvs)
        except FileNotFoundError as error:
            skipped[program.name] = str(error)
        except subprocess.CalledProcessError:
            skipped[program.name] = "the package index has none that can be installed here"
        else:
            start = partial(_same, command)
            entrants.append(
                Entrant(program.name, version, start, program.stands, program.keys, program.line)
            )
    ours = Entrant(OURS, "", lambda: on(bench.one_plan(ENTRIES), PLAN), is_drawn(ENTRIES))
    return [*entrants, ours], skipped


def _same(command: Command) -> Command:
    return command


def installed(program: Program, folder: Path) -> tuple[Command, str]:
    """The command of a program, put into an environment of its own first, and its version.

    Raises:
        FileNotFoundError: the system has no such program.
        subprocess.CalledProcessError: the package index has none that can be installed here.
    """
    if not program.package:
        found = shutil.which(program.name)
        if found is None:
            raise FileNotFoundError(f"no {program.name} on this system")
        return (found, *program.arguments), _version(found, "--version")
    home = folder / program.name
    python = str(home / "bin" / "python")
    executable = home / "bin" / (program.executable or program.name)
    if not executable.exists():
        print(f"installing {program.name}", file=sys.stderr)
        venv.create(home, with_pip=True)
        wanted = (program.package, *program.beside)
        pip = (python, "-m", "pip", "install", "--quiet", "--compile", *wanted)
        subprocess.run(pip, check=True, capture_output=True)
    version = f"from importlib.metadata import version; print(version({program.package!r}))"
    return (str(executable), *program.arguments), _version(python, "-c", version)


def _version(*command: str) -> str:
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"\d+(\.\d+)+", said)
    return found[0] if found else ""


# -------------------------------------------------------------------------------- measuring


def measure(bench: Bench, entrants: Sequence[Entrant], skipped: Mapping[str, str]) -> PeerRun:
    """Start each in turn and type into it, again and again; then hold ours against the fastest."""
    started = time.monotonic()
    for number in range(bench.pairs(3, 10) + 1):
        for entrant in entrants:
            bench.say(f"{time.monotonic() - started:5.0f} s  round {number}: {entrant.name}")
            _take_turn(bench, entrant, number)
    ours, others = entrants[-1], [each for each in entrants[:-1] if each.name != NANO.name]
    rows = [
        row
        for row in (
            against_fastest("P1a", ours.starts, {each.name: each.starts for each in others}),
            against_fastest("P1b", ours.echoes, {each.name: each.echoes for each in others}),
        )
        if row is not None
    ]
    seconds = round(time.monotonic() - started, 1)
    peers = tuple(_peer(each) for each in entrants)
    return PeerRun(machine(), bench.quick, seconds, peers, tuple(rows), skipped)


def _take_turn(bench: Bench, entrant: Entrant, number: int) -> None:
    """One start of one program, in the home that its first start left, with its settings made.

    That first one is not kept: Python compiled for it, too.
    """
    with bench.terminal(entrant.command(), size=SIZE, like=f"first-{entrant.name}") as terminal:
        try:
            shown = terminal.wait_for(entrant.stands, PATIENCE)
        except NotShownError as error:
            how = f": {terminal.how_it_ended()}" if terminal.is_over else ""
            entrant.note = f"its first screen never came{how}"
            bench.say(f"{entrant.name}: {error}")
            return
        terminal.settle(0.5, 3.0)  # what it still does by itself is not the first key's
        if not number:
            return
        entrant.starts[number] = 1000 * (shown - terminal.started)
        try:
            entrant.echoes[number] = _echo(terminal, entrant)
        except NotShownError as error:
            entrant.note = "a key was never shown"
            bench.say(f"{entrant.name}: {error}")


def _echo(terminal: Stopwatch, entrant: Entrant) -> float:
    """Milliseconds from each letter of a block until it is seen behind those before it."""
    for key in entrant.keys:
        terminal.send(key)
    terminal.wait_for(entrant.line, PATIENCE_FOR_KEY)
    terminal.settle(0.5, 3.0)
    typed, letters = LETTERS[0], LETTERS[1 : BLOCK + 1]
    terminal.send(typed)  # a letter alone may stand elsewhere, and takes the place of other words
    terminal.settle(0.5, 3.0)
    took = []
    for letter in letters:
        typed += letter
        time.sleep(0.05)
        sent = terminal.send(letter)
        took.append(1000 * (terminal.wait_for(typed, PATIENCE_FOR_KEY) - sent))
    return statistics.median(took)


def against_fastest(
    name: str, ours: Mapping[int, float], others: Mapping[str, Mapping[int, float]]
) -> Row | None:
    """Ours against the program with the least median, in the rounds that both have.

    Args:
        name: the budget.
        ours: what ours took, by round.
        others: what the others took, by name and round.
    """
    measured = {other: rounds for other, rounds in others.items() if rounds}
    if not measured:
        return None
    fastest = min(measured, key=lambda other: statistics.median(measured[other].values()))
    theirs = measured[fastest]
    pairs = [(theirs[number], ours[number]) for number in sorted(theirs.keys() & ours.keys())]
    return row_of_pairs(name, pairs, {"fastest": fastest}) if pairs else None


def _peer(entrant: Entrant) -> Peer:
    starts, echoes = entrant.starts.values(), entrant.echoes.values()
    return Peer(
        entrant.name,
        statistics.median(starts) if starts else None,
        statistics.median(echoes) if echoes else None,
        len(starts),
        entrant.note,
        entrant.version,
    )


if __name__ == "__main__":
    sys.exit(main())
