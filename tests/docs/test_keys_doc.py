"""docs/keys.md lists every command and key of the app, and none that does not exist."""

from __future__ import annotations

import importlib
import pkgutil
import re

import trajectory.tui
from tests.docs.keys import PAGE, page
from trajectory.tui.commands.command import Command, key_name
from trajectory.tui.commands.registry import EVERY_LIST, GROUPS, known_commands
from trajectory.tui.screens.base import CommandScreen

WRITE_IT = "docs/keys.md is out of date: write it with `python -m tests.docs.keys`"


def rows() -> list[tuple[str, str, str]]:
    """Key, slash command and id of each row that names a command."""
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(r"^\| (.*) \| (.*) \| .* \| `([a-z]+\.[a-z0-9_-]+)` \|$", text, re.MULTILINE)


def test_the_page_is_what_the_app_declares() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), WRITE_IT


def test_each_command_has_its_row_and_each_row_its_command() -> None:
    assert [name for _, _, name in rows()] == [c.id for group in EVERY_LIST for c in group], (
        WRITE_IT
    )


def test_each_row_names_the_keys_and_the_slash_command() -> None:
    known = known_commands()
    for keys, typed, name in rows():
        command = known[name]
        listed = re.findall(r"`(.+?)`(?:, |$)", keys)
        assert listed == [key_name(key) for key in command.keys.split(",") if key], WRITE_IT
        assert typed.strip("`").split(" ")[0] == (f"/{command.slash}" if command.slash else "")


def tui_modules() -> list[object]:
    found = pkgutil.walk_packages(trajectory.tui.__path__, "trajectory.tui.")
    return [importlib.import_module(module.name) for module in found]


def test_no_list_of_commands_is_left_out() -> None:
    declared = {
        command.id
        for module in tui_modules()
        for value in vars(module).values()
        if isinstance(value, tuple)
        for command in value
        if isinstance(command, Command)
    }
    assert declared == set(known_commands())


def test_no_screen_has_a_command_that_nobody_declared() -> None:
    assert tui_modules()
    known = known_commands()
    screens = [CommandScreen]
    for screen in screens:
        screens += screen.__subclasses__()
        for command in screen.commands:
            assert known[command.id] is command
    assert len(screens) > 5


def test_ids_are_given_once_and_name_their_group() -> None:
    ids = [command.id for group in EVERY_LIST for command in group]
    assert len(ids) == len(set(ids))
    assert {name.partition(".")[0] for name in ids} == set(GROUPS)
