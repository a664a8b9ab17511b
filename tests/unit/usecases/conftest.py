"""A plans folder, a clock that stands still and chance without luck, for the use cases."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from trajectory.domain.plan import Header, Plan
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.storage.templates import load_templates
from trajectory.usecases.context import Context

NOW = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """Give an empty plans folder, at the time of the workshop."""
    numbers = itertools.count(1000)
    store = PlanStore(tmp_path / "plans", tmp_path / "locks")
    return Context(store, load_templates(None)[0], lambda: NOW, lambda length: f"{next(numbers)}")


@pytest.fixture
def loaded(context: Context) -> LoadedPlan:
    """Give a plan on disk that holds nothing yet."""
    header = Header(id="x-1", title="Networks", deliverable="safety-networks")
    return context.store.create(
        context.store.path_for("table-3", "safety-networks"), Plan(plan=header)
    )
