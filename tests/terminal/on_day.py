"""The program `trajectory` on a day of the test's own: `python -m tests.terminal.on_day DAY ...`.

`DAY` is a day and a time in UTC, such as 2019-01-15T14:00. The clock stands still there, and all
ids of one run end alike, so that a story told again leaves the same bytes behind. Everything else
is as a person has it: the same program with its own folders, journals and locks.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from trajectory.cli.program import program
from trajectory.cli.setup import Setup
from trajectory.domain.ids import ALPHABET
from trajectory.usecases.building import Workspace, build_workspace

_FIRST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_SPREAD = 48_271 * 69_621
"""Makes the ends of ids on two days look as different as chance does."""


def setup_on(day: str, cwd: Path, environ: Mapping[str, str]) -> Setup:
    """Surroundings in which it is always this moment."""
    now = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)

    def build(setup: Setup, named: Path | None) -> Workspace:
        opened = build_workspace(named, setup.environ, setup.cwd)
        context = dataclasses.replace(
            opened.context, clock=lambda: now, suffix=lambda length: suffix_on(now, length)
        )
        return dataclasses.replace(opened, context=context)

    return Setup(environ=environ, cwd=cwd, build=build)


def suffix_on(now: dt.datetime, length: int) -> str:
    """How all ids end that are made at a moment; the number before it tells them apart.

    It does not count on: how often the app asks for one depends on how fast keys come, because it
    shows what a line will become while it is typed.
    """
    number = int((now - _FIRST).total_seconds()) // 60 * _SPREAD
    text = ""
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        text = ALPHABET[rest] + text
    return text


if __name__ == "__main__":
    program(sys.argv[2:], obj=setup_on(sys.argv[1], Path.cwd(), os.environ))
