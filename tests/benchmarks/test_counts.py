"""The budgets that are counts (C3, C4, C5) hold at every commit, not only when it is measured."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.bench import PLAN
from tests.benchmarks.budgets import BUDGETS
from tests.benchmarks.counting import Counts, count
from tests.benchmarks.plans import plan_text
from trajectory.usecases.saving import Pace

ENTRIES = 2
ONLY_ENTRIES = Pace(file=600.0, draft=600.0)
"""Nothing else is written meanwhile: half-typed text has an fsync of its own."""


async def counted(folder: Path, in_plan: int) -> Counts:
    plan = folder / "plans" / f"{PLAN}.toml"
    plan.parent.mkdir(parents=True)
    plan.write_text(plan_text(in_plan), encoding="utf-8", newline="\n")
    return await count(folder / "plans", folder / "state", ENTRIES, ONLY_ENTRIES)


async def test_an_entry_costs_one_fsync_and_no_wait_for_the_disk(tmp_path: Path) -> None:
    few = await counted(tmp_path / "few", 10)
    many = await counted(tmp_path / "many", 100)
    assert few.widgets == many.widgets <= (BUDGETS["C3a"].must or 0)
    assert many.on_screen_thread == {}
    assert many.until_kept == [BUDGETS["C5"].must] * ENTRIES
