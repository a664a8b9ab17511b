"""The budgets that are counts (C and M) hold at every commit, not only when it is measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.bench import PLAN
from tests.benchmarks.budgets import BUDGETS
from tests.benchmarks.counting import LETTERS, Counts, count
from tests.benchmarks.modules import COMMANDS, loaded
from tests.benchmarks.plans import plan_text
from trajectory.tui import app
from trajectory.tui.screens import walk_questions
from trajectory.usecases.saving import Pace

ENTRIES = 2
ONLY_ENTRIES = Pace(file=600.0, draft=600.0)
"""Nothing else is written meanwhile: half-typed text has an fsync of its own."""


async def counted(folder: Path, in_plan: int) -> Counts:
    plan = folder / "plans" / f"{PLAN}.toml"
    plan.parent.mkdir(parents=True)
    plan.write_text(plan_text(in_plan), encoding="utf-8", newline="\n")
    return await count(folder / "plans", folder / "state", ENTRIES, ONLY_ENTRIES)


async def test_a_letter_and_an_entry_cost_the_same_in_a_plan_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (app, walk_questions):  # nothing is drawn because it took long
        monkeypatch.setattr(module, "LOOK_SECONDS", 3600.0)
    few = await counted(tmp_path / "few", 10)
    many = await counted(tmp_path / "many", 100)
    assert few.widgets == many.widgets <= (BUDGETS["C3a"].must or 0)
    assert many.on_screen_thread == {}
    assert many.until_kept == [BUDGETS["C5"].must] * ENTRIES
    assert many.layouts == BUDGETS["C7"].must
    assert 0 < few.sent == many.sent <= (BUDGETS["C6"].must or 0) * len(LETTERS)


@pytest.mark.parametrize("budget, arguments", COMMANDS.items())
def test_a_command_loads_few_modules(tmp_path: Path, budget: str, arguments: Sequence[str]) -> None:
    """Those of the app are counted in tests/architecture/test_headless.py."""
    plan = tmp_path / "plans" / f"{PLAN}.toml"
    plan.parent.mkdir(parents=True)
    plan.write_text(plan_text(10), encoding="utf-8", newline="\n")
    assert 0 < loaded(arguments, tmp_path / "plans", tmp_path) <= (BUDGETS[budget].must or 0)
