"""docs/commands.md against the program: every command and option is there, every example is true.

An example is a `console` block. A line that starts with `$ ` is a command, and what follows is all
that it prints, standard error included; a line `...` stands for the rest. `$ cat FILE` shows what
is in a file, which the test then makes; `$ echo $?` shows the last exit code. The examples run in
the order of the page, in one folder, at a time that stands still.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from tests.command_line import CommandLine, edited_at
from tests.repository import ROOT
from trajectory import errors
from trajectory.cli import faults
from trajectory.cli.program import COMMANDS, program

PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
EVERYWHERE = {"--plans", "--help", "-h"}


def sections() -> dict[str, str]:
    """The part of the page for each command."""
    parts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    return {
        title.removeprefix("trajectory "): text
        for title, text in zip(parts[1::2], parts[2::2], strict=True)
        if title.startswith("trajectory ")
    }


def command(name: str) -> click.Command:
    found = program.get_command(click.Context(program), name)
    assert found is not None
    return found


def options(name: str) -> set[str]:
    """The options of a command, without those that all of them have."""
    params = command(name).params
    return {
        option for param in params for option in param.opts if option.startswith("-")
    } - EVERYWHERE


def test_the_page_has_every_command_and_no_other() -> None:
    assert tuple(sections()) == COMMANDS
    overview = PAGE.partition("```\n")[2].partition("```")[0]
    assert re.findall(r"^trajectory (?:\[--plans DIR\] )?\[?(\w+)", overview, re.MULTILINE) == list(
        COMMANDS
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_s_options_are_all_in_its_table(name: str) -> None:
    documented = set(re.findall(r"^\| `(--[a-z-]+)", sections()[name], re.MULTILINE))
    assert documented == options(name)


def test_what_all_commands_take_is_said_once() -> None:
    preface = PAGE.partition("## ")[0]
    for option in ("--plans DIR", "--help", "-h", "--version", "TRAJECTORY_PLANS"):
        assert option in preface
    assert {option for param in program.params for option in param.opts} == {"--plans", "--version"}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_option_is_made_up(name: str) -> None:
    said = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", sections()[name]))
    assert said <= options(name) | EVERYWHERE


@pytest.mark.parametrize("name", COMMANDS[1:])
def test_every_command_has_an_example_with_its_output(name: str) -> None:
    assert f"```console\n$ trajectory {name}" in sections()[name]


def test_every_exit_code_is_explained() -> None:
    table = PAGE.partition("## Exit codes")[2].partition("\n## ")[0]
    explained = {int(code) for code in re.findall(r"^\| ([0-9]+) \|", table, re.MULTILINE)}
    ours = {
        found.exit_code
        for found in vars(errors).values()
        if isinstance(found, type) and issubclass(found, errors.TrajectoryError)
    }
    names = (
        "FINE",
        "FOUND_SOMETHING",
        "USAGE",
        "UNREADABLE",
        "OUR_FAULT",
        "INTERRUPTED",
        "READER_GONE",
    )
    assert explained == ours | {getattr(faults, name) for name in names}


def test_the_json_of_a_list_is_described(trajectory: CommandLine) -> None:
    import json

    (described,) = re.findall(r"In JSON a plan has (.+?)\. One that", sections()["list"], re.DOTALL)
    item = json.loads(trajectory("list", "--json").stdout)[0]
    assert re.findall(r"`(\w+)`", described) == list(item)


# ------------------------------------------------------------------- examples


@pytest.fixture
def trajectory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Give the command line in a folder that has the example plans, as a reader would have them."""
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    return CommandLine(tmp_path / "plans")


def examples() -> list[tuple[str, str]]:
    """Each command line of the page with what stands under it."""
    blocks = re.findall(r"^```console\n(.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    parts = re.split(r"^\$ (.+)\n", "".join(blocks), flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def test_every_example_is_true(trajectory: CommandLine) -> None:
    code = 0
    for line, shown in examples():
        edited_at(trajectory.plans)
        words = shlex.split(line)
        if words[0] == "cat":
            Path(words[1]).write_text(shown, encoding="utf-8")
            continue
        if line == "echo $?":
            assert shown == f"{code}\n"
            continue
        stdin = None
        if "<" in words:
            place = words.index("<")
            stdin = Path(words[place + 1]).read_text(encoding="utf-8")
            del words[place:]
        assert words[0] == "trajectory"
        ran = trajectory(*words[1:], stdin=stdin)
        code = ran.exit_code
        printed = ran.output.replace(os.sep, "/")
        expected, dots, rest = shown.partition("...\n")
        assert rest == "", line
        assert (printed[: len(expected)] if dots else printed) == expected, line
