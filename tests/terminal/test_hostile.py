"""What is really sent to a terminal when everything that can be hostile is: byte by byte."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pilot.hostile import hostile_plan
from tests.terminal.terminal import (
    DOWN,
    ENTER,
    ESCAPE,
    PASTE_END,
    PASTE_START,
    TAB,
    UP,
    Terminal,
)
from trajectory.domain import editing
from trajectory.domain.plan import Conflict
from trajectory.storage import codec

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).resolve().parents[2]
F1, CTRL_P = "\x1bOP", "\x10"
PAYLOAD = (
    "\x1b]52;c;aGVsbG8=\x07\x1b]0;owned\x07\x1b[31;7m\x9b2J\x90x\x9c\u202e[@click=app.quit]x[/]\x00"
)

WITHOUT_ESCAPE = PAYLOAD.translate({ord(character): None for character in "\x1b\x00"})
"""Textual reads a paste with an escape in it as keys, which would be commands in a list."""
VISITED = ("/steps", "/board", "/differences", "/about", "/find e", "/help", "/export", "/edit")

OURS = re.compile(
    rb"\x1b\[[?>=<]?[0-9;:]*[ $]?[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78]|\x1b]22;[a-z-]*\x07"
)
"""What Textual draws with: none of it carries a text. The last one is the shape of the pointer."""
FORBIDDEN = {
    "a sequence that carries text": rb"\x1b",  # once Textual's own are taken out
    "a bell, or another control character": rb"[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]",
    "C1": rb"\xc2[\x80-\x9f]",
    "text turned round": rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]",
    "what the payload asks for": rb"\x1b\[31;7m|\x1b\[2J\x90|owned\x07",
}


def harm_in(raw: bytes) -> list[str]:
    """What a terminal would obey in these bytes beyond drawing."""
    left = OURS.sub(b"", raw)
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, left)]


@pytest.mark.parametrize(
    "raw, harm",
    [
        (b"\x1b[?1049h\x1b[2;5Htext\x1b[38;2;1;2;3m \xe2\x90\x9b]52;c", []),
        (b"\x1b]52;c;aGk=\x07", [*FORBIDDEN][:2]),
        ("\x9b31m".encode(), ["C1"]),
        ("\u202e".encode(), ["text turned round"]),
    ],
)
def test_what_counts_as_harm(raw: bytes, harm: list[str]) -> None:
    assert harm_in(raw) == harm


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a plans folder with hostile plans, names, a copy and templates; and hostile settings."""
    plans = tmp_path / "plans"
    group = plans / "group\x1b]0;owned\x07\x9b31m"
    group.mkdir(parents=True)
    plan = hostile_plan()
    conflicts = {
        f"C-{number}": Conflict(item=key, field="text", value=PAYLOAD.replace("\x00", ""))
        for number, key in enumerate(plan.barrier)
    }
    plan = editing.edit_header(plan.replace(conflict=conflicts), id="hostile", deliverable="own")
    (group / "plan.toml").write_bytes(codec.encode(plan))
    (group / "plan (1).toml").write_bytes(codec.encode(plan))
    (group / "b\x1b[2J\u202e.toml").write_text('[plan]\nstatus = "\\u001b]0;owned\\u0007"\n')
    templates = plans / "templates"
    templates.mkdir()
    quoted = '"\\u001b]0;owned\\u0007\\u009b31m\\u202e[/nope]"'
    (templates / "own.toml").write_text(
        f"title = {quoted}\nshort = {quoted}\n[sections.goal]\nshort = {quoted}\nname = {quoted}\n"
        f"entry = {quoted}\nquestion = {quoted}\nasks = [{quoted}]\nempty = {quoted}\n"
    )
    (templates / "bad\x1b]0;owned\x07.toml").write_text(f"title = 1\n{quoted} = 2\n")
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "trajectory" / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(f"theme = {quoted}\n")
    return plans


@pytest.fixture
def app(folder: Path) -> Iterator[Terminal]:
    """Give the app over that folder, at home."""
    command = [sys.executable, "-m", "trajectory"]
    environment = os.environ | {"TRAJECTORY_PLANS": str(folder)}
    with Terminal(command, ROOT, dict(environment), size=(160, 50)) as terminal:
        terminal.wait_for("leave[/]")
        yield terminal


def paste(text: str) -> str:
    return f"{PASTE_START}{text}{PASTE_END}"


def back_to_the_walk(app: Terminal) -> None:
    """Esc until the walk's line is there; never further, for a closed app would echo our keys."""
    for _ in range(5):
        for _ in range(15):
            app.read_for(0.1)
            if "/ commands" in app.text():
                return
        assert app.process.isalive(), app.text()
        app.send(ESCAPE)
    pytest.fail(f"no way back to the walk:\n{app.text()}")


@pytest.mark.slow
def test_case_56_no_hostile_byte_reaches_the_terminal_from_any_screen(app: Terminal) -> None:
    app.type(DOWN, DOWN, F1, ESCAPE, CTRL_P, ESCAPE, "d", ESCAPE, "t", ESCAPE, "\x1b[F", ENTER)
    app.wait_for("cannot be read")
    app.type(ESCAPE, ESCAPE, paste(PAYLOAD), paste(WITHOUT_ESCAPE))
    app.wait_for("Start a new plan")
    app.send("\x7f" * 150 + DOWN)
    app.read_for(0.5)
    app.send(ENTER)
    app.wait_for("Note ›")
    app.type(paste(PAYLOAD), ENTER, paste(WITHOUT_ESCAPE), ENTER)
    app.type(paste(f"{WITHOUT_ESCAPE}\r{WITHOUT_ESCAPE}"))
    app.type(*[TAB] * 4, UP, "e")
    back_to_the_walk(app)
    for command in VISITED:
        app.send(command + ENTER)
        app.read_for(0.5)
        app.type(DOWN, TAB, paste(WITHOUT_ESCAPE))
        assert app.process.isalive(), (command, app.text())
        back_to_the_walk(app)
        app.send("\x7f" * 200)
    seen = app.raw.decode("utf-8", "replace")
    assert app.leave() == 0
    assert "␛]52;c;" in seen, "the plan was on the screen, drawn"
    assert "differences to settle" in seen
    assert harm_in(app.raw) == []
