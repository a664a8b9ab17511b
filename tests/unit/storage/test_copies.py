"""Which of several files with one id is the plan, wherever it stands in the folder's order."""

from __future__ import annotations

from pathlib import Path

import pytest

from trajectory.domain.plan import Header
from trajectory.storage.copies import Originals
from trajectory.storage.plan_store import LoadedPlan, PlanStore

HEADER = """[plan]
id = "qa-k7m2x9"
deliverable = "qa"
authority = "Harrowmere (example)"
table = "Table 3"
"""


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(tmp_path / "plans", tmp_path / "locks")


def write(store: PlanStore, *names: str, text: str = HEADER) -> None:
    for name in names:
        path = store.root / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def copies(store: PlanStore) -> dict[str, str]:
    """What each copy is a copy of, by their names."""
    assert all(isinstance(item, LoadedPlan) for item in store.scan())
    return {
        store.name_of(copy.path): store.name_of(copy.copy_of)
        for copy in store.copies()
        if copy.copy_of is not None
    }


@pytest.mark.parametrize(
    "plan, others",
    [
        ("harrowmere-table-3/qa", ["backup/qa", "zoo/qa"]),
        ("harrowmere-table-3/qa", ["a/qa (1)", "b/qa.sync-conflict-20180116-1"]),
        ("harrowmere-table-3/qa", ["a/old", "harrowmere-table-3/first-draft"]),
        ("harrowmere-table-3/qa", ["harrowmere-table-3-old/qa", "copy-of-harrowmere/qa"]),
        ("harrowmere/qa", ["a/harrowmere-qa", "z/qa"]),
        ("z/qa", ["a/qa (1)", "b/renamed"]),
        ("a/qa", ["b/qa", "c/qa"]),
        ("harrowmere-table-3/qa", ["harrowmere-table-3/qa-LAPTOP7"]),
        ("a/renamed", ["b/renamed (1)", "c/renamed too"]),
    ],
)
def test_the_plan_is_told_from_its_copies(store: PlanStore, plan: str, others: list[str]) -> None:
    write(store, plan, *others)
    assert copies(store) == dict.fromkeys(others, plan)


def test_a_copy_beside_the_plan_that_it_is_named_after_needs_no_id(store: PlanStore) -> None:
    write(store, "a/qa", "a/qa (1)", text="[plan]\ntitle = 'x'\n")
    write(store, "b/qa", "c/qa", text="[plan]\ntitle = 'x'\n")
    assert copies(store) == {"a/qa (1)": "a/qa"}


def test_a_file_of_the_right_name_with_another_id_is_another_plan(store: PlanStore) -> None:
    write(store, "backup/qa")
    write(store, "harrowmere-table-3/qa", text=HEADER.replace("k7m2x9", "another"))
    assert copies(store) == {}


def test_a_file_of_the_right_name_that_cannot_be_read_is_no_original(store: PlanStore) -> None:
    write(store, "backup/qa", "zoo/qa")
    write(store, "harrowmere-table-3/qa", text="[plan")
    found = {copy.path.parent.name: copy.copy_of for copy in store.copies()}
    assert found == {"zoo": store.root / "backup" / "qa.toml"}


def test_every_id_has_exactly_one_plan(store: PlanStore) -> None:
    names = [f"{group}/{name}" for group in ("a", "harrowmere-table-3", "harrowmere", "zoo")
             for name in ("qa", "qa (1)", "qa-LAPTOP7", "notes")]  # fmt: skip
    for name in names:
        write(store, name)
    names.remove("harrowmere/qa")
    assert copies(store) == dict.fromkeys(names, "harrowmere/qa")


def test_a_file_that_stands_where_it_belongs_makes_nobody_look_into_others() -> None:
    header = Header(id="x", deliverable="qa", authority="Harrowmere", table="Table 3")
    paths = [Path(f"/plans/{group}/qa.toml") for group in ("a", "harrowmere-table-3")]
    looked: list[Path] = []

    def look(path: Path) -> Header | None:
        looked.append(path)
        return None

    originals = Originals(paths, look)
    assert originals.copy_of(paths[1], header) is None
    assert looked == []
    assert originals.copy_of(paths[0], header) == paths[1]
    assert looked == []


def test_a_file_is_looked_into_once_however_many_may_be_its_copies() -> None:
    """A hundred plans that were begun from one file, and say that they are about another thing."""
    headers = {
        Path(f"/plans/group-{number}/{name}.toml"): Header(id=f"{name}-{number}", deliverable="qa")
        for number in range(100)
        for name in ("qa", "networks")
    }
    looked: list[Path] = []

    def look(path: Path) -> Header:
        looked.append(path)
        return headers[path]

    originals = Originals(headers, look)
    assert [originals.copy_of(path, header) for path, header in headers.items()] == [None] * 200
    assert len(looked) <= len(headers)
