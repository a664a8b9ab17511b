"""The command line in this process, with a plans folder, a time and chance of the test's own."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import os
from pathlib import Path

from click.testing import CliRunner, Result

from trajectory.cli.program import program
from trajectory.cli.setup import Setup
from trajectory.domain.ids import ALPHABET
from trajectory.usecases.building import Workspace, build_workspace

NOW = dt.datetime(2018, 2, 12, 14, 0, tzinfo=dt.UTC)
"""A Monday, four weeks after the examples' workshop: some of their steps are late."""

NETWORKS = "harrowmere-table-3/safety-networks"
"""One of the example plans."""


def next_suffix(length: int, numbers: itertools.count[int]) -> str:
    """One after another without end: they look like chance, and are the same every time."""
    number, text = next(numbers) * 48_271 * 69_621, ""
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        text = ALPHABET[rest] + text
    return text


def setup_for(plans: Path, cwd: Path) -> Setup:
    """Surroundings in which `plans` is the usual folder and it is always `NOW`."""
    numbers = itertools.count(1)

    def build(setup: Setup, named: Path | None) -> Workspace:
        opened = build_workspace(named, setup.environ, setup.cwd)
        context = dataclasses.replace(
            opened.context,
            clock=lambda: NOW,
            suffix=lambda length: next_suffix(length, numbers),
        )
        return dataclasses.replace(opened, context=context)

    return Setup(environ={"TRAJECTORY_PLANS": str(plans)}, cwd=cwd, build=build)


class CommandLine:
    """Runs `trajectory` again and again over one plans folder."""

    def __init__(self, plans: Path) -> None:
        self.plans = plans
        self._setup = setup_for(plans, plans.parent)

    def __call__(self, *arguments: str, stdin: str | bytes | None = None) -> Result:
        """Run it with these arguments and this standard input."""
        return CliRunner().invoke(program, arguments, input=stdin, obj=self._setup)

    def bytes_of(self, name: str = NETWORKS) -> bytes:
        """What a plan's file holds."""
        return (self.plans / f"{name}.toml").read_bytes()


def edited_at(plans: Path, time: dt.datetime = NOW) -> None:
    """Give all files of a folder this time of their last edit."""
    for path in plans.rglob("*"):
        os.utime(path, (time.timestamp(), time.timestamp()))
