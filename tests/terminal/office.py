"""A manager's computer over a quarter: the app is left on one day, and opened again on another."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from tests.terminal.on_day import setup_on
from tests.terminal.terminal import ENTER, Terminal
from trajectory.cli.program import program


class Office:
    """One folder with the plans, the documents and the computer's own state."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plans = folder / "plans"
        self._environ = {**os.environ, "TRAJECTORY_PLANS": str(self.plans)}

    @contextmanager
    def sitting(self, day: str, *arguments: str, shows: str) -> Iterator[Terminal]:
        """The app on a day, in a real terminal, until it is left; `shows` says that it is there."""
        command = [sys.executable, "-m", "tests.terminal.on_day", day, *arguments]
        with Terminal(command, self.folder, self._environ) as terminal:
            terminal.wait_for(shows)
            yield terminal
            assert terminal.leave() == 0, terminal.text()

    def run(self, day: str, *arguments: str, code: int = 0) -> Result:
        """A command on a day, in this process; it has to end with this exit code."""
        setup = setup_on(day, self.folder, self._environ)
        result = CliRunner().invoke(program, arguments, obj=setup)
        assert result.exit_code == code, result.output
        return result


def say(terminal: Terminal, *lines: str) -> None:
    """Type lines, each with Enter; the last one stands on the screen when this ends."""
    terminal.send("".join(f"{line}{ENTER}" for line in lines))
