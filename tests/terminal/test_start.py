"""The first moments in a real terminal: keys from before anything is drawn on, and a slow disk."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import CTRL_Q, ENTER, Terminal
from trajectory.storage.codec import parse

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
NAME = "harrowmere-table-3/safety-networks"
NEVER_LOADS = """
import threading
from trajectory.tui.app import Opening, run
raise SystemExit(run(Opening(lambda: threading.Event().wait())))
"""


def test_all_that_is_typed_from_the_start_on_is_on_record_in_order(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    plan_file = tmp_path / "plans" / f"{NAME}.toml"
    before = len(parse(plan_file.read_bytes())[0].note)
    lines = [f"line {number} said by the table" for number in range(60)]
    command = [sys.executable, "-m", "trajectory", "--plans", str(tmp_path / "plans"), NAME]
    with Terminal(command, ROOT, dict(os.environ)) as terminal:
        for line in lines:
            for key in line + ENTER:  # a read between two keys: some of them for each stage
                terminal.send(key)
                terminal.read_for(0.002)
        terminal.wait_until(lambda: lines[-1] in plan_file.read_text("utf-8"), "the last line")
        assert terminal.leave() == 0
    notes = [note.text for note in parse(plan_file.read_bytes())[0].note.values()]
    assert notes[before:] == lines


def test_a_disk_that_never_answers_holds_nobody() -> None:
    with Terminal([sys.executable, "-c", NEVER_LOADS], ROOT, dict(os.environ)) as terminal:
        terminal.wait_for("Find a plan")
        terminal.send("Beck" + CTRL_Q)
        terminal.wait_for("not on record yet")
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
