"""Starting a table's plans: what is in them, what they share, and that nothing is overwritten."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.cleaning import clean
from trajectory.domain.plan import Plan
from trajectory.domain.slugs import is_slug
from trajectory.errors import NotSavedError, PlanExistsError, UsageError
from trajectory.storage import codec
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.storage.templates import load_templates
from trajectory.usecases.context import Context
from trajectory.usecases.creating import (
    NewGroup,
    create_plans,
    deliverable,
    deliverables,
    group_folder,
    meant_perhaps,
)

TEMPLATES, _ = load_templates(None)
TODAY = dt.date(2018, 1, 16)
GROUP = NewGroup("Harrowmere", "Table 3")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_group_that_names_no_deliverable_gets_a_plan_for_each(context: Context) -> None:
    made = create_plans(context, GROUP)
    assert [context.store.name_of(plan.path) for plan in made] == [
        "harrowmere-table-3/safety-networks",
        "harrowmere-table-3/case-management",
        "harrowmere-table-3/quality-assurance",
    ]


def test_a_new_plan_is_a_draft_with_the_template_s_words(context: Context) -> None:
    (made,) = create_plans(context, dataclasses.replace(GROUP, deliverables=("safety-networks",)))
    plan = context.store.load(made.path).plan
    assert plan.plan.model_dump(exclude_none=True) == {
        "id": "networks-1000",
        "title": "Safety planning and safety networks",
        "deliverable": "safety-networks",
        "authority": "Harrowmere",
        "table": "Table 3",
        "date": TODAY,
        "status": "draft",
    }
    assert plan.position.question == TEMPLATES.get("safety-networks").scale.question
    assert made.path.read_text(encoding="utf-8").startswith(
        "#:schema ../trajectory-plan.schema.json\n"
    )


def test_what_is_said_of_the_group_is_in_each_plan(context: Context) -> None:
    group = NewGroup(
        " Harrowmere\x1b ",
        "Table  3",
        date=dt.date(2018, 2, 1),
        horizon=dt.date(2018, 12, 14),
        participants=("Team manager", "", "Team  manager", "Data analyst"),
        leadership_group=("Assistant Director",),
    )
    for made in create_plans(context, group):
        header = made.plan.plan
        assert (header.authority, header.table) == ("Harrowmere", "Table 3")
        assert (header.date, header.horizon) == (dt.date(2018, 2, 1), dt.date(2018, 12, 14))
        assert header.participants == ("Team manager", "Data analyst")
        assert header.leadership_group == ("Assistant Director",)


def test_one_plan_that_is_there_keeps_all_from_being_made(context: Context) -> None:
    create_plans(context, dataclasses.replace(GROUP, deliverables=("case-management",)))
    before = contents(context.store.root)
    with pytest.raises(PlanExistsError, match="harrowmere-table-3/case-management is there") as no:
        create_plans(context, GROUP)
    assert "safety-networks" not in str(no.value)
    assert contents(context.store.root) == before


def test_a_later_deliverable_is_not_asked_what_the_group_said_before(context: Context) -> None:
    known = dataclasses.replace(
        GROUP,
        deliverables=("safety-networks",),
        horizon=dt.date(2018, 12, 14),
        participants=("Team manager",),
    )
    create_plans(context, known)
    (later,) = create_plans(context, dataclasses.replace(GROUP, deliverables=("Early help",)))
    assert later.plan.plan.participants == ("Team manager",)
    assert later.plan.plan.horizon == dt.date(2018, 12, 14)
    assert later.plan.plan.id != "networks-1000"


def test_nobody_said_again_is_nobody(context: Context) -> None:
    known = dataclasses.replace(GROUP, deliverables=("early",), participants=("Team manager",))
    create_plans(context, known)
    group = dataclasses.replace(GROUP, deliverables=("late",), participants=())
    assert create_plans(context, group)[0].plan.plan.participants is None


def test_a_broken_plan_of_the_group_has_nothing_to_give_and_stops_nothing(context: Context) -> None:
    folder = context.store.root / "harrowmere-table-3"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("[plan", encoding="utf-8")
    assert len(create_plans(context, GROUP)) == 3


def test_a_horizon_before_the_workshop_is_refused(context: Context) -> None:
    with pytest.raises(UsageError, match="before the workshop"):
        create_plans(context, dataclasses.replace(GROUP, horizon=dt.date(2018, 1, 15)))
    assert not context.store.root.exists()


def test_a_group_s_old_horizon_is_not_taken_for_a_workshop_after_it(context: Context) -> None:
    known = dataclasses.replace(GROUP, deliverables=("early",), horizon=TODAY)
    create_plans(context, known)
    later = dataclasses.replace(GROUP, deliverables=("late",), date=dt.date(2018, 3, 1))
    assert create_plans(context, later)[0].plan.plan.horizon is None


class FullDisk(PlanStore):
    """A plans folder on a disk that has room for one plan."""

    def create(self, path: Path, plan: Plan) -> LoadedPlan:
        if self.paths():
            raise NotSavedError(f"{path} could not be saved: the disk is full.")
        return super().create(path, plan)


def test_a_failure_half_way_names_what_was_made(context: Context, tmp_path: Path) -> None:
    full = FullDisk(context.store.root, tmp_path / "locks")
    with pytest.raises(NotSavedError, match="disk is full") as failure:
        create_plans(dataclasses.replace(context, store=full), GROUP)
    assert "harrowmere-table-3/safety-networks" in str(failure.value)
    assert len(full.paths()) == 1


def test_a_failure_at_once_is_told_as_it_is(context: Context, tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises((NotSavedError, PlanExistsError)) as failure:
        create_plans(context, GROUP)
    assert "were made before" not in str(failure.value)


@pytest.mark.parametrize("authority, table", [("", "Table 3"), ("Harrowmere", " \x00 ")])
def test_a_group_needs_both_names(context: Context, authority: str, table: str) -> None:
    with pytest.raises(UsageError, match="has no name yet"):
        create_plans(context, NewGroup(authority, table))
    assert not context.store.root.exists()


@pytest.mark.parametrize(
    "authority, table, folder",
    [
        ("Harrowmere (example)", "Table 3", "harrowmere-example-table-3"),
        ("Rhondda Cynon Tâf", "Bwrdd 1", "rhondda-cynon-taf-bwrdd-1"),
        ("con", "1", "con-1"),
        ("x" * 80, "Table 3", "x" * 52 + "-table-3"),
        ("x" * 80, "Table 4", "x" * 52 + "-table-4"),
        ("a", "y" * 80, "a-" + "y" * 58),
    ],
)
def test_the_folder_of_a_group_says_whose_it_is(authority: str, table: str, folder: str) -> None:
    assert group_folder(authority, table) == folder


@pytest.mark.parametrize(
    "name, key, title",
    [
        ("safety-networks", "safety-networks", "Safety planning and safety networks"),
        ("Safety Networks", "safety-networks", "Safety planning and safety networks"),
        (
            "case management process alignment",
            "case-management",
            "Case management process alignment",
        ),
        ("Early help front door", "early-help-front-door", "Early help front door"),
        ("early-help", "early-help", "Early help"),
    ],
)
def test_a_deliverable_goes_by_its_key_or_its_title(name: str, key: str, title: str) -> None:
    found = deliverable(TEMPLATES, name)
    assert (found.key, found.title) == (key, title)


def test_a_deliverable_named_twice_is_one() -> None:
    named = ("Early help", "quality-assurance", "early-help", "Quality-Assurance")
    assert [found.key for found in deliverables(TEMPLATES, named)] == [
        "early-help",
        "quality-assurance",
    ]


@pytest.mark.parametrize("name", ["", "   ", "\x1b", "general", "General"])
def test_what_can_be_no_deliverable_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="Nothing was made"):
        deliverable(TEMPLATES, name)


def test_a_name_too_long_for_a_plan_is_refused(context: Context) -> None:
    for group in (
        dataclasses.replace(GROUP, authority="x" * 5001),
        dataclasses.replace(GROUP, deliverables=("x" * 5001,)),
        dataclasses.replace(GROUP, participants=("x" * 5001,)),
    ):
        with pytest.raises(UsageError, match="5,000 characters at most"):
            create_plans(context, group)
    assert not context.store.root.exists()


@pytest.mark.parametrize(
    "name, meant",
    [
        ("safety-netwerks", "safety-networks"),
        ("Case managment", "case-management"),
        ("safety-networks", None),
        ("Early help front door", None),
    ],
)
def test_a_slip_of_a_known_name_is_noticed(name: str, meant: str | None) -> None:
    found = meant_perhaps(TEMPLATES, name)
    assert (found.key if found else None) == meant


@given(authority=st.text(min_size=1), table=st.text(min_size=1), name=st.text(min_size=1))
def test_any_name_gives_a_plan_that_can_be_written(authority: str, table: str, name: str) -> None:
    if not all(clean(said).strip() for said in (authority, table, name)):
        with pytest.raises(UsageError):
            group_folder(authority, table), deliverable(TEMPLATES, name)
        return
    found = deliverable(TEMPLATES, name)
    folder = group_folder(authority, table)
    assert is_slug(folder)
    assert is_slug(found.key)
    codec.encode(Plan.model_validate({"plan": {"title": found.title, "deliverable": found.key}}))
