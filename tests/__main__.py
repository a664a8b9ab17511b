"""`python3 -m tests`: install everything and run the checks, on a machine with Python and pip only.

Nothing but the standard library is imported here: this runs before anything is installed. The
virtual environment is the one that the app runs from, and holds this folder itself rather than a
copy of it: afterwards `.venv/bin/trajectory` is the code as it lies here.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".lock" / "dev.txt"
OLDEST_PYTHON = (3, 11)
STAMP = "trajectory-dependencies"  # a file in the environment: what it was made from
NAME_WIDTH = 14

# Tests that start from a property take part again, each with many more examples.
SLOWER_TIERS = "slow or documents or faults or browser or hypothesis"

# Set, every program that a test starts would compile the whole package for itself.
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"

# More than there are cores: tests of screens and terminals wait half of their time.
PROCESSES = str(2 * (os.cpu_count() or 1))
SIDE_BY_SIDE = ("--numprocesses", PROCESSES, "--dist", "worksteal")


class CheckFailedError(Exception):
    """A step did not succeed; its own output has said why."""


@dataclass(frozen=True)
class Check:
    """A program of the environment that must succeed, with its arguments.

    A `quiet` one shows its output only when it fails; the others show it as it comes.
    """

    name: str
    command: tuple[str, ...]
    quiet: bool = True
    hypothesis_profile: str = "core"


CORE = (
    Check("Style", ("ruff", "check")),
    Check("Format", ("ruff", "format", "--check")),
    Check("Types", ("mypy",)),
    Check("Layers", ("lint-imports", "--no-logo")),
    Check("Core tests", ("pytest", "-q", *SIDE_BY_SIDE), quiet=False),
)
SLOWER = (
    Check("Slower tests", ("pytest", "-q", "-m", SLOWER_TIERS, *SIDE_BY_SIDE), False, "sweep"),
)
COVERAGE = (
    Check("Core tests", ("coverage", "run", "-m", "pytest", "-q", *SIDE_BY_SIDE), quiet=False),
    Check("All processes", ("coverage", "combine", "--quiet")),
    Check("Coverage", ("coverage", "report"), quiet=False),
)
SUITES = {"core": CORE, "slower": SLOWER, "all": CORE + SLOWER, "coverage": COVERAGE}


def main() -> int:
    """Install, then run one suite; the exit code is 0 when everything passed."""
    parser = argparse.ArgumentParser(prog="python3 -m tests", description=__doc__)
    parser.add_argument(
        "suite",
        nargs="?",
        default="core",
        choices=SUITES,
        help="core: style, format, types, layers, core tests (the default); slower: the tiers that "
        "take minutes or other programs; all: both; coverage: lines no core test reaches",
    )
    parser.add_argument(
        "--venv",
        type=Path,
        default=ROOT / ".venv",
        metavar="FOLDER",
        help="the virtual environment, made when it is missing (default: .venv)",
    )
    chosen = parser.parse_args()
    venv: Path = chosen.venv.absolute()
    if sys.version_info < OLDEST_PYTHON:
        print(f"Trajectory needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 2
    try:
        install(venv)
        for check in SUITES[chosen.suite]:
            run_check(check, venv)
    except CheckFailedError as failure:
        print(f"Stopped at: {failure}. What is above says why.", flush=True)
        return 1
    return 0


def install(venv: Path) -> None:
    """Make the environment hold what the lock lists, and this folder.

    The first two steps are left out while they would change nothing. The last is always taken:
    somebody may have installed a copy of this project since.
    """
    python = program(venv, "python")
    pip = (str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    this_folder = ("--no-build-isolation", "--no-deps", "--editable", str(ROOT))
    stamp = venv / STAMP
    wanted = fingerprint()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        run("Environment", (sys.executable, "-m", "venv", str(venv)))
        run("Dependencies", (*pip, "--require-hashes", "-r", str(LOCK)))
        stamp.write_text(wanted, encoding="utf-8")
    run("Trajectory", (*pip, *this_folder))


def fingerprint() -> str:
    """Name what an environment is made from: this Python and the lock."""
    return hashlib.sha256(sys.version.encode() + LOCK.read_bytes()).hexdigest()


def run_check(check: Check, venv: Path) -> None:
    """Run one check with the environment's programs."""
    name, *arguments = check.command
    command = (str(program(venv, name)), *arguments)
    run(check.name, command, quiet=check.quiet, HYPOTHESIS_PROFILE=check.hypothesis_profile)


def run(name: str, command: tuple[str, ...], *, quiet: bool = True, **variables: str) -> None:
    """Run a command in the top folder, saying how it went.

    Raises:
        CheckFailedError: it did not succeed; everything it wrote has been shown.
    """
    print(f"{name:<{NAME_WIDTH}}", end="" if quiet else "\n", flush=True)
    started = time.monotonic()
    finished = subprocess.run(
        command,
        cwd=ROOT,
        env={name: os.environ[name] for name in os.environ if name != UNCOMPILED} | variables,
        check=False,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )
    if finished.returncode != 0:
        if quiet:
            print(f"failed\n\n{finished.stdout.decode(errors='replace')}", flush=True)
        raise CheckFailedError(name)
    if quiet:
        print(f"fine, {time.monotonic() - started:.0f} s", flush=True)


def program(venv: Path, name: str) -> Path:
    """Return where an environment keeps a program, on this system."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


if __name__ == "__main__":
    sys.exit(main())
