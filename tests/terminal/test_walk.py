"""What only a real terminal shows: key order in bursts, paste, signals, kills, the bytes sent."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.terminal import (
    CTRL_Q,
    CTRL_Z,
    ENTER,
    ESCAPE,
    F4,
    PASTE_END,
    PASTE_START,
    TAB,
    UP,
    Terminal,
)
from trajectory.domain.plan import Plan
from trajectory.storage.codec import parse

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).resolve().parents[2]
NAME = "harrowmere-table-3/safety-networks"


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Give the test its own copy of the example plans; the path of one."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    return tmp_path / "plans" / f"{NAME}.toml"


@pytest.fixture
def walk(plan_file: Path, tmp_path: Path) -> Iterator[Terminal]:
    """Give the walk of that plan, open in a terminal of 80x24."""
    command = [sys.executable, "-m", "trajectory", "--plans", str(tmp_path / "plans"), NAME]
    with Terminal(command, ROOT, dict(os.environ)) as terminal:
        terminal.wait_for("Note ›")
        yield terminal


def read(plan_file: Path) -> Plan:
    return parse(plan_file.read_bytes())[0]


def new_notes(plan_file: Path) -> list[str]:
    return [note.text for note in read(plan_file).note.values()][7:]


def wait_for_notes(terminal: Terminal, plan_file: Path, count: int) -> None:
    terminal.wait_until(lambda: len(new_notes(plan_file)) >= count, f"{count} notes in the file")


def test_two_hundred_lines_sent_at_once_are_two_hundred_entries_in_order(
    walk: Terminal, plan_file: Path
) -> None:
    lines = [f"line {number} said by the table" for number in range(200)]
    walk.send("".join(line + ENTER for line in lines))
    wait_for_notes(walk, plan_file, 200)
    assert new_notes(plan_file) == lines


def test_keys_that_edit_and_route_keep_their_place_in_a_burst(
    walk: Terminal, plan_file: Path
) -> None:
    walk.send(
        f"onx\x7fe{ENTER}- two{ENTER}{TAB}three{ENTER}\x1b[Zfour{ENTER}five{ENTER}"
        f"{CTRL_Z}six{ENTER}sev{TAB}en{ENTER}"
    )
    walk.wait_until(lambda: "seven" in plan_file.read_text("utf-8"), "the last of them")
    plan = read(plan_file)
    assert new_notes(plan_file) == ["one", "four", "six"]
    assert [barrier.text for barrier in plan.barrier.values()][-1] == "two"
    assert [goal.text for goal in plan.goal.values()][-2:] == ["three", "seven"]


def test_a_paste_without_brackets_is_as_good_as_typing(walk: Terminal, plan_file: Path) -> None:
    walk.send("one\ntwo\nthree\n")
    wait_for_notes(walk, plan_file, 3)
    assert new_notes(plan_file) == ["one", "two", "three"]


def test_a_bracketed_paste_keeps_its_place_among_the_keys(walk: Terminal, plan_file: Path) -> None:
    walk.send(f"before{ENTER}{PASTE_START}- a\r- b\r{PASTE_END}after{ENTER}")
    wait_for_notes(walk, plan_file, 4)
    assert new_notes(plan_file) == ["before", "a", "b", "after"]


def test_leaving_the_app_is_quiet_and_clean(walk: Terminal, plan_file: Path) -> None:
    before = plan_file.read_bytes()
    walk.send(CTRL_Q)
    assert walk.wait() == 0
    assert plan_file.read_bytes() == before, "looking at a plan changes nothing"


@pytest.mark.slow
def test_no_byte_of_a_hostile_plan_reaches_the_terminal(
    walk: Terminal, plan_file: Path, tmp_path: Path
) -> None:
    walk.send(CTRL_Q)
    walk.wait()
    payload = r"\u001b]52;c;aGk=\u0007 \u009b31m \u202e [/nope] [@click=app.quit]x[/] \u001b[2J"
    text = plan_file.read_text("utf-8")
    for field in (
        "title",
        "authority",
        "table",
        "question",
        "text",
        "speaker",
        "owner",
        "anchor_0",
    ):
        lines = text.splitlines(keepends=True)
        text = "".join(
            f'{field} = "{payload}"\n' if line.startswith(f"{field} = ") else line for line in lines
        )
    plan_file.write_text(text, "utf-8")
    assert payload.count("u001b") == 2
    command = [sys.executable, "-m", "trajectory", "--plans", str(tmp_path / "plans"), NAME]
    with Terminal(command, ROOT, dict(os.environ), size=(200, 60)) as hostile:
        hostile.wait_for("Note ›")
        hostile.type(TAB, TAB, TAB, UP, "e", ESCAPE, F4, ESCAPE, "\x14", ESCAPE, ESCAPE)
        assert hostile.leave() == 0
        for bad in ("\x1b]52", "\x9b31m", "\x1b[2Jx", "\u202e"):
            assert bad.encode() not in hostile.raw


def test_a_sentence_typed_from_the_list_goes_to_the_line_whole(
    walk: Terminal, plan_file: Path
) -> None:
    before = len(read(plan_file).note)
    walk.type(UP)
    walk.send(f"Staff do not read emails{ENTER}")
    wait_for_notes(walk, plan_file, 1)
    assert new_notes(plan_file) == ["Staff do not read emails"]
    assert len(read(plan_file).note) == before + 1


def test_a_paste_into_the_list_reaches_the_line(walk: Terminal, plan_file: Path) -> None:
    walk.type(UP)
    walk.send(f"{PASTE_START}one\rtwo\r{PASTE_END}")
    wait_for_notes(walk, plan_file, 2)
    assert new_notes(plan_file) == ["one", "two"]


def test_without_colour_no_text_has_the_colour_of_its_ground(
    plan_file: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "trajectory", "--plans", str(tmp_path / "plans"), NAME]
    with Terminal(command, ROOT, {**os.environ, "NO_COLOR": "1"}) as plain:
        plain.wait_for("Note ›")
        plain.type(TAB, UP, F4)
        assert plain.colours() <= {("default", "default")}
