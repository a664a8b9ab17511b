"""A plans folder, a clock that stands still and chance without luck, for the use cases."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from trajectory.domain.ids import SuffixSource
from trajectory.domain.plan import Header, Plan
from trajectory.storage.journal import Journals
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.storage.templates import load_templates
from trajectory.usecases.context import Context
from trajectory.usecases.saving import Pace, Writer

NOW = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """Give an empty plans folder, at the time of the workshop."""
    numbers = itertools.count(1000)
    return context_in(tmp_path, lambda length: f"{next(numbers)}")


def context_in(folder: Path, suffix: SuffixSource, store: PlanStore | None = None) -> Context:
    """What the use cases need, all of it in this folder; another store than the usual if given."""
    journals = itertools.count(100_000)
    return Context(
        store or PlanStore(folder / "plans", folder / "locks"),
        Journals(folder / "journals", lambda length: f"{next(journals)}"),
        load_templates(None)[0],
        lambda: NOW,
        suffix,
    )


@pytest.fixture
def loaded(context: Context) -> LoadedPlan:
    """Give a plan on disk that holds nothing yet."""
    header = Header(id="x-1", title="Networks", deliverable="safety-networks")
    return context.store.create(
        context.store.path_for("table-3", "safety-networks"), Plan(plan=header)
    )


def written(path: Path) -> tuple[int, int, int]:
    """What tells a file that was written from one that was only read."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@pytest.fixture(autouse=True)
def no_writer_outlives_its_test() -> Iterator[None]:
    """Stop the threads of sittings that a test "killed": they would go on in the next one."""
    made: list[Writer] = []
    build = Writer.__init__

    def noted(writer: Writer, pace: Pace | None = None) -> None:
        build(writer, pace)
        made.append(writer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "__init__", noted)
        yield
    for writer in made:
        for lane in (writer._keeping, writer._writing):
            with lane._changed:
                lane._waiting.clear()
            lane.close(10.0)
