"""README's first command, done as a newcomer does it: in a fresh folder, one line pasted."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests import readme
from tests.repository import ROOT, published_files

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

import pexpect
import pyte

COLUMNS, ROWS = 80, 24
PATIENCE = 480  # seconds for a slow line to a package index; says only when to give up
CTRL_Q = "\x11"


class Terminal:
    """A shell command in a pseudo-terminal, and the screen as a person sees it."""

    def __init__(self, command: str, folder: Path, environment: dict[str, str]) -> None:
        self.process = pexpect.spawn(
            "/bin/sh",
            ["-c", command],
            cwd=str(folder),
            env=environment,
            dimensions=(ROWS, COLUMNS),
            timeout=PATIENCE,
            encoding="utf-8",
        )
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.Stream(self.screen)

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def read_until(self, shown: str) -> None:
        """Read what the program writes until a text stands on the screen."""
        while shown not in self.text():
            try:
                self.stream.feed(self.process.read_nonblocking(65_536, timeout=PATIENCE))
            except pexpect.EOF:
                pytest.fail(f"the command ended before it showed {shown!r}:\n{self.text()}")

    def wait(self) -> int | None:
        """Wait for the end; return the exit status, or None when a signal ended it."""
        self.process.expect(pexpect.EOF)
        self.process.close()
        status: int | None = self.process.exitstatus
        return status


@pytest.mark.slow
@pytest.mark.terminal
def test_one_line_installs_and_opens_the_example_plans(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    for path in published_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    plans_before = {path: path.read_bytes() for path in (folder / "plans").rglob("*.toml")}

    terminal = Terminal(readme.command("start"), folder, environment)
    terminal.read_until("Harrowmere")
    terminal.process.send(CTRL_Q)

    assert terminal.wait() == 0, terminal.text()
    assert plans_before
    for path, content in plans_before.items():
        assert path.read_bytes() == content, "looking at a plan changed its file"
