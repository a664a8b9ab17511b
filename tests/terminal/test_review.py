"""A review in a real terminal, with all of its keys sent at once: each goes where it is meant."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal.terminal import ENTER, TAB, Terminal
from trajectory.domain.plan import Plan
from trajectory.storage.codec import parse

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).resolve().parents[2]
CTRL_R, CTRL_S = "\x12", "\x13"
KEYS = (
    f"{CTRL_R}{ENTER}dlive since Monday{ENTER}b{ENTER}x{ENTER}{TAB}"
    f"4{ENTER}two teams began{ENTER}r2{ENTER}g{TAB}Print the sheet{ENTER}{CTRL_S}a"
)


def test_a_whole_review_sent_at_once(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    path = tmp_path / "plans" / "harrowmere-table-3" / "safety-networks.toml"
    command = [sys.executable, "-m", "trajectory", "--plans", str(tmp_path / "plans")]
    with Terminal(command, ROOT, dict(os.environ)) as terminal:
        terminal.wait_for("3 plans in")
        terminal.send(KEYS)
        terminal.wait_until(path.with_name("safety-networks-agenda.md").exists, "the agenda")
        assert terminal.leave() == 0
    plan: Plan = parse(path.read_bytes())[0]
    statuses = [step.status for step in plan.step.values()]
    assert sorted(status or "" for status in statuses).count("done") == 1
    assert {"blocked", "dropped"} <= set(statuses)
    reading = plan.current_reading
    assert reading is not None
    assert (reading.score, reading.reason) == (4, "two teams began")
    reduced, gone = list(plan.barrier.values())[:2]
    assert (reduced.status, reduced.strength, gone.status) == ("reduced", 2, "gone")
    assert list(plan.step.values())[-1].text == "Print the sheet"
    assert "live since Monday" in {line.why for line in plan.log.values()}
    assert list(plan.review.values())[-1].finished is not None
