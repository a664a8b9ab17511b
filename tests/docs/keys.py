"""Writes docs/keys.md from what the app declares: `python -m tests.docs.keys`.

The page is for people, so it is kept in the repository; a test compares it with what this makes.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from trajectory.tui.commands.command import Command, key_name
from trajectory.tui.commands.registry import EVERY_LIST, GROUPS
from trajectory.tui.help_texts import MARKS, TOKENS, Rule

PAGE = Path(__file__).resolve().parents[2] / "docs" / "keys.md"

INTRODUCTION = """\
# Keys, and what can be typed

Letters, Enter, Esc, the arrows and Tab are enough for everything; ctrl and F keys are shortcuts.
The line at the foot of each screen shows the keys that matter there, and each of them can be
clicked. F1 shows them all. A word after a slash is typed into the walk's line: `/timer 10`.

A letter is a command only where no text is being typed. In settings every key can be changed by
the name in the last column.
"""

LINE = """\
## What can be typed into the walk's line

One line is one entry. The same holds for `trajectory add`, an entry a line.
"""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for name, group in groupby(
        (command for commands in EVERY_LIST for command in commands),
        lambda command: command.id.partition(".")[0],
    ):
        parts.append(f"## {GROUPS[name]}\n\n{_commands(group)}")
    parts += [LINE + "\n" + _rules("First, with a space behind it", MARKS), _rules("Typed", TOKENS)]
    return "\n".join(parts)


def _commands(commands: Iterable[Command]) -> str:
    rows = [
        (_keys(command), _slash(command), f"{command.title}. {command.help}", f"`{command.id}`")
        for command in commands
    ]
    return _table(("Key", "Typed", "What it does", "In settings"), rows)


def _keys(command: Command) -> str:
    return ", ".join(_code(key_name(key)) for key in command.keys.split(",") if key)


def _slash(command: Command) -> str:
    takes = f" {command.takes}" if command.takes else ""
    return _code(f"/{command.slash}{takes}") if command.slash else ""


def _rules(heading: str, rules: tuple[Rule, ...]) -> str:
    return _table((heading, "What it does"), [(_code(rule.typed), rule.does) for rule in rules])


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _code(text: str) -> str:
    return "`` ` ``" if text == "`" else f"`{text}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
