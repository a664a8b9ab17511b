"""Cases of reliability.md, by their numbers, in a real terminal: signals, kills, closed windows."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.terminal import ENTER, F4, Terminal
from trajectory.storage.codec import parse

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).resolve().parents[2]
NAME = "harrowmere-table-3/safety-networks"
KEPT, SAVED = "Kept on this laptop", "Saved "

Start = Callable[[], Terminal]


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Give the test its own copy of the example plans; the path of one."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return tmp_path / "plans" / f"{NAME}.toml"


@pytest.fixture
def start(plan_file: Path, tmp_path: Path) -> Iterator[Start]:
    """Give what starts the walk of that plan, on the same laptop each time."""
    command = [sys.executable, "-m", "trajectory", "--plans", str(tmp_path / "plans"), NAME]
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")}
    with ExitStack() as programs:

        def started() -> Terminal:
            terminal = programs.enter_context(Terminal(command, ROOT, environment))
            terminal.wait_for("Note ›")
            return terminal

        yield started


def new_notes(plan_file: Path) -> list[str]:
    return [note.text for note in parse(plan_file.read_bytes())[0].note.values()][7:]


def say_and_begin_another(walk: Terminal) -> None:
    walk.send(f"said just before{ENTER}")
    walk.wait_for("N8   said just before")
    walk.send("half typed")
    walk.wait_for("half typed")


def nothing_was_lost(start: Start, plan_file: Path) -> None:
    walk = start()
    walk.wait_for("half typed")
    walk.wait_for("N8   said just before")
    walk.send(f" and finished{ENTER}")
    walk.wait_until(
        lambda: new_notes(plan_file) == ["said just before", "half typed and finished"],
        "both lines in the file",
    )


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGTERM, id="case_20"),
        pytest.param(signal.SIGHUP, id="case_21", marks=pytest.mark.slow),
    ],
)
def test_case_20_and_21_a_signal_saves_what_was_said_and_ends_the_app(
    start: Start, plan_file: Path, number: signal.Signals
) -> None:
    walk = start()
    say_and_begin_another(walk)
    os.kill(walk.process.pid, number)
    assert walk.wait() == 128 + number
    assert new_notes(plan_file) == ["said just before"]
    nothing_was_lost(start, plan_file)


def test_case_22_a_closed_terminal_loses_nothing(start: Start, plan_file: Path) -> None:
    walk = start()
    say_and_begin_another(walk)
    walk.hang_up()
    walk.wait_for_end()
    assert new_notes(plan_file) == ["said just before"]
    nothing_was_lost(start, plan_file)


@pytest.mark.parametrize("mark", [KEPT, pytest.param(SAVED, marks=pytest.mark.slow)])
def test_case_15_what_was_said_to_be_safe_survives_a_kill(
    start: Start, plan_file: Path, mark: str
) -> None:
    walk = start()
    walk.send(f"said just before{ENTER}")
    # The first mark stands for a second only, which a slow reader may not see.
    walk.wait_until(lambda: mark in walk.text() or SAVED in walk.text(), mark)
    os.kill(walk.process.pid, signal.SIGKILL)
    walk.wait_for_end()
    if mark == SAVED:
        assert new_notes(plan_file) == ["said just before"]
    again = start()
    again.wait_for("N8   said just before")
    again.wait_until(lambda: new_notes(plan_file) == ["said just before"], "the line in the file")
    assert not list(plan_file.parent.glob(".*.tmp"))


@pytest.mark.slow
def test_half_typed_text_survives_a_kill_once_it_is_kept(
    start: Start, plan_file: Path, tmp_path: Path
) -> None:
    def is_kept() -> bool:
        journals = (tmp_path / "state").rglob("*.jsonl")
        return any(b"half typed" in journal.read_bytes() for journal in journals)

    walk = start()
    say_and_begin_another(walk)
    walk.wait_for(SAVED)
    walk.wait_until(is_kept, "half a line in the journal")
    os.kill(walk.process.pid, signal.SIGKILL)
    walk.wait_for_end()
    nothing_was_lost(start, plan_file)


def test_case_23_a_fault_in_the_app_loses_nothing_and_prints_nothing_that_was_said(
    plan_file: Path, start: Start, tmp_path: Path
) -> None:
    broken = (
        "import sys; from trajectory.tui.screens.walk import WalkScreen\n"
        "def action_board(walk):\n"
        "    said = walk.line.text\n"
        "    raise ZeroDivisionError\n"
        "WalkScreen.action_board = action_board\n"
        f"sys.argv[1:] = ['--plans', {str(tmp_path / 'plans')!r}, {NAME!r}]\n"
        "from trajectory.__main__ import main; main()"
    )
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")}
    with Terminal([sys.executable, "-c", broken], ROOT, environment) as walk:
        walk.wait_for("Note ›")
        say_and_begin_another(walk)
        before = len(walk.raw)
        walk.send(F4)
        assert walk.wait() == 70
        told = walk.raw[before:]
    assert b"Something went wrong inside Trajectory" in told
    assert b"half typed" not in told[told.index(b"Something went wrong") :]
    (report,) = (tmp_path / "state").rglob("problem-*.txt")
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert new_notes(plan_file) == ["said just before"]
    nothing_was_lost(start, plan_file)


def test_case_24_a_program_that_slept_merges_what_was_written_meanwhile(
    start: Start, plan_file: Path
) -> None:
    walk = start()
    walk.send(f"said just before{ENTER}")
    walk.wait_for(SAVED)
    os.kill(walk.process.pid, signal.SIGSTOP)
    text = plan_file.read_text(encoding="utf-8")
    plan_file.write_text(text.replace('text = "said just', '# lid\ntext = "written just'), "utf-8")
    walk.send(f"typed before the lid was closed{ENTER}")
    os.kill(walk.process.pid, signal.SIGCONT)
    walk.wait_for("written just before")
    both = ["written just before", "typed before the lid was closed"]
    walk.wait_until(lambda: new_notes(plan_file) == both, "both lines in the file")
    assert "# lid\n" in plan_file.read_text(encoding="utf-8")
