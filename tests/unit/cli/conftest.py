"""The command line over a copy of the example plans, or over nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine, edited_at
from tests.repository import ROOT


@pytest.fixture
def trajectory(tmp_path: Path) -> CommandLine:
    """Give the command line over a copy of the example plans."""
    plans = tmp_path / "plans"
    shutil.copytree(ROOT / "plans", plans)
    edited_at(plans)
    return CommandLine(plans)


@pytest.fixture
def empty(tmp_path: Path) -> CommandLine:
    """Give the command line with a plans folder that is not there yet."""
    return CommandLine(tmp_path / "new plans")
