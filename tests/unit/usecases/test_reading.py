"""Reading many plans: each reduced at once, in one process or several, with the same result."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from trajectory.domain.plan import Header, Plan
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases import parallel, reading
from trajectory.usecases.context import Context
from trajectory.usecases.reading import Made, read_each, scan


def title(loaded: LoadedPlan) -> str:
    return loaded.plan.plan.title or ""


@pytest.fixture
def paths(context: Context) -> list[Path]:
    """Give forty plans; one is broken, one is gone by the time it is read."""
    made = []
    for number in range(40):
        header = Header(id=f"x-{number}", title=f"Plan {number}", deliverable="qa")
        place = context.store.path_for(f"table-{number:02}", "qa")
        made.append(context.store.create(place, Plan(plan=header)).path)
    made[30].write_text("[plan", encoding="utf-8")
    made[35].unlink()
    return made


@pytest.mark.parametrize("processes", [1, 2])
def test_each_file_is_reduced_in_order(context: Context, paths: list[Path], processes: int) -> None:
    found = list(read_each(context.store.root, paths, title, processes))
    assert len(found) == len(paths)
    for number, item in enumerate(found):
        if number == 30:
            assert isinstance(item, BrokenPlan)
            assert item.path == paths[30]
        elif number == 35:
            assert item is None
        else:
            assert isinstance(item, Made)
            assert (item.path, item.value) == (paths[number], f"Plan {number}")


@pytest.mark.parametrize(
    "threads, system, much",
    [(1, "linux", "MUCH_ALONE"), (2, "linux", "MUCH"), (1, "darwin", "MUCH")],
    ids=["copies of this one", "beside a screen", "no copies"],
)
def test_processes_are_started_only_for_much(
    context: Context,
    paths: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    threads: int,
    system: str,
    much: str,
) -> None:
    asked: list[tuple[int, bool]] = []

    def counted(work: object, items: object, processes: int, *, alone: bool) -> list[None]:
        asked.append((processes, alone))
        return []

    monkeypatch.setattr(parallel, "each", counted)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    monkeypatch.setattr(sys, "platform", system)
    read_each(context.store.root, paths, title)
    assert asked == []
    monkeypatch.setattr(reading, much, 1_000)
    read_each(context.store.root, paths, title)
    assert asked == [(4, threads == 1)]


def test_a_scan_tells_copies_and_how_far_it_is(context: Context) -> None:
    header = Header(id="x-1", title="One", deliverable="qa")
    first = context.store.create(context.store.path_for("table-1", "qa"), Plan(plan=header)).path
    copy = first.with_name("qa (1).toml")
    copy.write_bytes(first.read_bytes())
    told: list[tuple[int, int]] = []
    found = list(scan(context, title, lambda done, total: told.append((done, total))))
    assert [(item.path, getattr(item, "copy_of", None)) for item in found] == [
        (first, None),
        (copy, first),
    ]
    assert told == [(1, 2), (2, 2)]
