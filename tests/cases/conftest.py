"""What the cases share: a plans folder and one laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.people import Laptop, another_laptop
from tests.unit.usecases.conftest import context, loaded
from trajectory.usecases.context import Context

__all__ = ["context", "loaded"]


@pytest.fixture
def laptop(context: Context) -> Laptop:
    """Give the facilitator's laptop."""
    return Laptop(context)


@pytest.fixture
def other(context: Context, tmp_path: Path) -> Laptop:
    """Give a colleague's laptop, with the same plans folder."""
    return another_laptop(context, tmp_path / "other")
