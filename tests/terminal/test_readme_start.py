"""README's first command, done as a newcomer does it: in a fresh folder, one line pasted."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests import readme
from tests.repository import ROOT, published_files
from tests.terminal.terminal import CTRL_Q, Terminal

PATIENCE = 480  # seconds for a slow line to a package index; says only when to give up


@pytest.mark.slow
@pytest.mark.terminal
def test_one_line_installs_and_opens_the_example_plans(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    for path in published_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    plans_before = {path: path.read_bytes() for path in (folder / "plans").rglob("*.toml")}

    command = ["/bin/sh", "-c", readme.command("start")]
    with Terminal(command, folder, environment, patience=PATIENCE) as terminal:
        terminal.wait_for("Harrowmere")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0, terminal.text()

    assert plans_before
    for path, content in plans_before.items():
        assert path.read_bytes() == content, "looking at a plan changed its file"
