"""A copy beside a plan, as an earlier version of the program, or a sync service, leaves one."""

from __future__ import annotations

from dataclasses import replace

from trajectory.domain.plan import Plan
from trajectory.storage.plan_store import LoadedPlan, PlanStore


def ours_beside(store: PlanStore, loaded: LoadedPlan, plan: Plan | None = None) -> LoadedPlan:
    """Leave a copy of this plan beside it, with the words of `plan` if given."""
    path = loaded.path.with_name(f"{loaded.path.stem}.ours-20180116-140000.toml")
    return replace(store.create(path, plan or loaded.plan), copy_of=loaded.path)
