"""docs/history.md against the program: its example, its commands and keys, what is put back."""

from __future__ import annotations

import re

import pytest

from tests.command_line import NETWORKS, CommandLine
from tests.repository import ROOT
from trajectory.domain.kinds import Kind
from trajectory.domain.restoring import HAPPENED, PLANNED
from trajectory.storage.history import FOLDER
from trajectory.tui.commands.history import HISTORY
from trajectory.tui.commands.walk import WALK

PAGE = (ROOT / "docs" / "history.md").read_text(encoding="utf-8")


def test_the_example_of_a_change_is_true() -> None:
    example = re.findall(r"^```\n(Next steps.+?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
    told = CommandLine(ROOT / "plans")("changes", NETWORKS)
    assert told.stdout.endswith(example)


def test_the_example_of_a_folder_is_the_shipped_one() -> None:
    (file,) = re.findall(r"^    (safety-networks-[0-9-]+\.toml)", PAGE, re.MULTILINE)
    assert (ROOT / "plans" / "harrowmere-table-3" / FOLDER / file).is_file()


@pytest.mark.parametrize("slash", ["finish", "history"])
def test_what_is_typed_is_a_command(slash: str) -> None:
    assert f"`/{slash}" in PAGE
    assert slash in {command.slash for command in WALK}


def test_the_keys_are_those_of_the_screen() -> None:
    keys = {command.id: command.keys for command in HISTORY}
    assert f"| `{keys['history.compare']}` on one, then mark the other and press Enter |" in PAGE
    assert f"| `{keys['history.restore']}` on the version, then Enter; ctrl+z takes" in PAGE


def test_every_kind_either_goes_back_or_stays() -> None:
    assert {*PLANNED, *HAPPENED, Kind.DISMISSED, Kind.CONFLICT} == set(Kind)
    assert "scale, notes, goals, enablers, barriers, steps, milestones and\nthe parking lot" in PAGE
    assert "readings, decisions, reviews and the log." in PAGE
