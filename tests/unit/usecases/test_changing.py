"""What a table's plans share is changed in one or in all of them, and can be put back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.storage.ours_beside import ours_beside
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Header, Plan
from trajectory.errors import (
    NotSavedError,
    PlanExistsError,
    PlanNotFoundError,
    PlanUnreadableError,
    UsageError,
)
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.changing import change, take_back
from trajectory.usecases.context import Context
from trajectory.usecases.sitting import Place, Sitting

DELIVERABLES = ("safety-networks", "case-management", "quality-assurance")


@pytest.fixture
def sitting(context: Context) -> Iterator[Sitting]:
    sitting = Sitting(context)
    yield sitting
    sitting.close(10.0)


@pytest.fixture
def paths(context: Context) -> tuple[Path, ...]:
    """Give a table's three plans."""
    return tuple(create(context, "harrowmere-table-3", key, "Table 3") for key in DELIVERABLES)


def create(context: Context, group: str, key: str, table: str) -> Path:
    header = Header(
        id=f"{key}-{table[-1]}",
        title=key,
        deliverable=key,
        authority="Harrowmere",
        table=table,
        date=dt.date(2018, 1, 16),
    )
    return context.store.create(context.store.path_for(group, key), Plan(plan=header)).path


def header(sitting: Sitting, path: Path) -> Header:
    return sitting.context.store.load(path).plan.plan


def names(sitting: Sitting) -> list[str]:
    return [sitting.context.store.name_of(path) for path in sitting.context.store.paths()]


def contents(paths: tuple[Path, ...]) -> list[bytes]:
    return [path.read_bytes() for path in paths]


def test_one_plan_is_changed_alone(sitting: Sitting, paths: tuple[Path, ...]) -> None:
    people = ("Team manager", "Practice lead")
    changed = change(
        sitting, paths[0], {"participants": people, "title": "New"}, {"anchor_0": "Lists"}
    )
    assert changed.path == paths[0]
    assert header(sitting, paths[0]).participants == people
    assert header(sitting, paths[0]).title == "New"
    assert sitting.context.store.load(paths[0]).plan.position.anchor_0 == "Lists"
    assert header(sitting, paths[1]).participants is None


def test_what_a_table_shares_is_changed_in_all_its_plans_when_asked(
    sitting: Sitting, paths: tuple[Path, ...]
) -> None:
    horizon = dt.date(2018, 12, 14)
    change(
        sitting,
        paths[0],
        {"horizon": horizon, "parent_plan": "Section 2", "title": "New", "status": "agreed"},
        {"anchor_0": "Lists"},
        everywhere=True,
    )
    assert [header(sitting, path).horizon for path in paths] == [horizon] * 3
    assert [header(sitting, path).parent_plan for path in paths] == ["Section 2"] * 3
    assert [header(sitting, path).title for path in paths] == ["New", *DELIVERABLES[1:]]
    assert [header(sitting, path).status for path in paths] == ["agreed", None, None]
    assert [sitting.context.store.load(p).plan.position.anchor_0 for p in paths] == [
        "Lists",
        None,
        None,
    ]


def test_a_field_can_be_taken_out(sitting: Sitting, paths: tuple[Path, ...]) -> None:
    change(sitting, paths[0], {"date": None}, everywhere=True)
    assert [header(sitting, path).date for path in paths] == [None] * 3


def test_the_folder_moves_when_all_plans_get_another_table(
    sitting: Sitting, paths: tuple[Path, ...]
) -> None:
    sitting.open(paths[1])
    sitting.places[paths[1]] = Place(Section.GOAL, "half typed")
    changed = change(sitting, paths[0], {"table": "Table 4"}, everywhere=True)
    assert sitting.places[changed.path.with_name(paths[1].name)].half_typed == "half typed"
    assert sorted(names(sitting)) == sorted(f"harrowmere-table-4/{key}" for key in DELIVERABLES)
    assert not paths[0].parent.exists()
    assert sitting.context.store.name_of(changed.path) == "harrowmere-table-4/safety-networks"
    assert sitting.opened(paths[1]) is None
    assert header(sitting, changed.path).table == "Table 4"


def test_one_plan_moves_to_the_table_that_it_belongs_to_now(
    sitting: Sitting, paths: tuple[Path, ...]
) -> None:
    changed = change(sitting, paths[0], {"authority": "Westbrook"})
    assert sitting.context.store.name_of(changed.path) == "westbrook-table-3/safety-networks"
    assert all(path.exists() for path in paths[1:])
    assert header(sitting, paths[1]).authority == "Harrowmere"


def test_files_stay_where_they_are_while_the_plan_is_on_the_screen(
    sitting: Sitting, paths: tuple[Path, ...]
) -> None:
    session = sitting.open(paths[0])
    changed = change(sitting, paths[0], {"table": "Table 4"}, everywhere=True, move=False)
    assert (changed.path, changed.moves) == (paths[0], {})
    assert [header(sitting, path).table for path in paths] == ["Table 4"] * 3
    assert sitting.open(paths[0]) is session
    undone = session.undo()
    assert undone is not None
    assert undone.what == "changed the details"
    assert session.plan.plan.table == "Table 3"


def test_nothing_is_changed_when_the_other_table_has_such_a_plan(
    sitting: Sitting, context: Context, paths: tuple[Path, ...]
) -> None:
    taken = create(context, "harrowmere-table-4", "case-management", "Table 4")
    before = contents((*paths, taken))
    with pytest.raises(PlanExistsError, match="harrowmere-table-4/case-management"):
        change(sitting, paths[0], {"table": "Table 4"}, everywhere=True)
    assert contents((*paths, taken)) == before


def test_nothing_is_changed_when_a_plan_of_the_table_cannot_be_read(
    sitting: Sitting, paths: tuple[Path, ...]
) -> None:
    paths[2].write_text("[plan", encoding="utf-8")
    before = contents(paths)
    with pytest.raises(PlanUnreadableError, match="Nothing was changed") as caught:
        change(sitting, paths[0], {"parent_plan": "Section 2"}, everywhere=True)
    assert caught.value.path == paths[2]
    assert caught.value.problems
    assert contents(paths) == before
    change(sitting, paths[0], {"title": "New"}, everywhere=True)  # nothing shared: no need to read


def test_a_plan_cannot_reach_to_a_day_before_the_workshop(
    sitting: Sitting, paths: tuple[Path, ...]
) -> None:
    before = contents(paths)
    with pytest.raises(UsageError, match="before the workshop, Tue 16 Jan 2018"):
        change(sitting, paths[0], {"horizon": dt.date(2018, 1, 15)})
    assert contents(paths) == before


@pytest.mark.parametrize("table", [None, "", "Table 3"])
def test_no_file_moves_without_another_name(
    sitting: Sitting, paths: tuple[Path, ...], table: str | None
) -> None:
    assert change(sitting, paths[0], {"table": table}, everywhere=True).moves == {}
    assert all(path.exists() for path in paths)


def test_a_plan_outside_the_plans_folder_stays_where_it_is(
    sitting: Sitting, paths: tuple[Path, ...], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "mine.toml"
    paths[0].rename(elsewhere)
    assert change(sitting, elsewhere, {"table": "Table 9"}).path == elsewhere
    assert header(sitting, elsewhere).table == "Table 9"


@pytest.mark.parametrize("is_open", [False, True])
def test_a_change_can_be_taken_back_files_and_all(
    sitting: Sitting, paths: tuple[Path, ...], is_open: bool
) -> None:
    before = contents(paths)
    if is_open:
        sitting.open(paths[0])
    changed = change(
        sitting,
        paths[0],
        {"table": "Table 4", "title": "New"},
        {"plus_one": "More"},
        everywhere=True,
    )
    assert changed.path != paths[0]
    take_back(sitting, changed)
    assert contents(paths) == before
    assert len(names(sitting)) == 3


def test_a_failure_on_the_way_says_what_was_changed_before(
    sitting: Sitting, paths: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    save = sitting.context.store.save

    def full(loaded: LoadedPlan, plan: Plan) -> LoadedPlan:
        if loaded.path == paths[2]:
            raise NotSavedError("The disk is full.")
        return save(loaded, plan)

    monkeypatch.setattr(sitting.context.store, "save", full)
    with pytest.raises(NotSavedError, match=r"disk is full\. Changed before that: .*case-man"):
        change(sitting, paths[0], {"parent_plan": "Section 2"}, everywhere=True)
    with pytest.raises(NotSavedError) as caught:
        change(sitting, paths[2], {"parent_plan": "Section 2"})
    assert str(caught.value) == "The disk is full."


def test_a_copy_beside_them_moves_along_as_it_is(
    sitting: Sitting, context: Context, paths: tuple[Path, ...]
) -> None:
    loaded = context.store.load(paths[0])
    copy = ours_beside(context.store, loaded).path
    before = copy.read_bytes()
    changed = change(sitting, paths[0], {"table": "Table 4"}, everywhere=True)
    moved = changed.path.with_name(copy.name)
    assert moved.read_bytes() == before
    assert not paths[0].parent.exists()
    take_back(sitting, changed)
    assert copy.read_bytes() == before


def test_what_somebody_else_wrote_meanwhile_stays(
    sitting: Sitting, paths: tuple[Path, ...]
) -> None:
    sitting.open(paths[0])
    text = paths[0].read_text(encoding="utf-8").replace("Table 3", "Table 5")
    paths[0].write_text(text, encoding="utf-8")
    change(sitting, paths[0], {"parent_plan": "Section 2"})
    assert header(sitting, paths[0]).table == "Table 5"
    assert len(sitting.context.store.paths()) == 3


def test_a_plan_that_is_gone_is_said(sitting: Sitting, paths: tuple[Path, ...]) -> None:
    sitting.open(paths[0])
    paths[0].unlink()
    with pytest.raises(PlanNotFoundError):
        change(sitting, paths[0], {"parent_plan": "Section 2"})
