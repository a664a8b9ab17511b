"""The documents of whole plans, byte for byte. `pytest --update-golden` takes over what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repository import ROOT
from tests.unit.exporters.rendering import DIALECTS, render
from trajectory.domain.owners import owner_page, roles_in, steps_in
from trajectory.domain.plan import Plan
from trajectory.exporters.exporter import ExportOptions
from trajectory.exporters.markdown import export_owner
from trajectory.exporters.registry import EXPORTERS
from trajectory.storage.codec import parse

PLANS = {
    path.stem: path
    for folder in ("plans/harrowmere-table-3", "tests/golden/plans")
    for path in sorted((ROOT / folder).glob("*.toml"))
}
AS_OF = {"everything": dt.date(2018, 4, 24)}
WORKSHOP = dt.date(2018, 1, 16)
DELIVERABLES = {"safety-networks": "Safety planning and safety networks"}


def plan_in(path: Path) -> Plan:
    return parse(path.read_bytes())[0]


def markdown(name: str, *, private: bool = False) -> str:
    options = ExportOptions(private=private, deliverable=DELIVERABLES.get(name))
    return EXPORTERS["markdown"].export(plan_in(PLANS[name]), AS_OF.get(name, WORKSHOP), options)


@pytest.mark.parametrize("name", PLANS)
def test_the_document_is_what_it_was(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"markdown/{name}.md", markdown(name))


def test_private_entries_come_when_asked_for(golden: Callable[[str, str], None]) -> None:
    golden("markdown/everything-private.md", markdown("everything", private=True))


@pytest.mark.parametrize("name", ["everything", "hostile", "safety-networks"])
@pytest.mark.parametrize("file_format", ["csv", "ics"])
def test_the_list_of_steps_is_what_it_was(
    name: str, file_format: str, golden: Callable[[str, str], None]
) -> None:
    exporter = EXPORTERS[file_format]
    text = exporter.export(plan_in(PLANS[name]), AS_OF.get(name, WORKSHOP), ExportOptions())
    golden(f"{file_format}/{name}{exporter.ending}", text)


OWNERS = {"practice-lead": "Practice lead", "director": "director"}


@pytest.mark.parametrize("name, role", OWNERS.items())
def test_the_page_of_a_role_is_what_it_was(
    name: str, role: str, golden: Callable[[str, str], None]
) -> None:
    day = AS_OF["everything"]
    plans = {name: plan_in(path) for name, path in PLANS.items()}
    steps = [s for name, plan in plans.items() for s in steps_in(plan, name, day, private=False)]
    golden(f"owners/{name}.md", export_owner(owner_page(steps, role, day)))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_on_a_page_of_a_role_means_more_than_it_says(dialect: str) -> None:
    plan = plan_in(PLANS["hostile"])
    steps = steps_in(plan, "hostile", WORKSHOP)
    for role in roles_in(steps):
        page = export_owner(owner_page(steps, role, WORKSHOP))
        lines = render(page, DIALECTS[dialect])
        assert lines == render(page)
        assert not [line for line in lines if line.place == "other" or "<<" in line.text]


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_in_a_document_means_more_than_it_says(name: str, dialect: str) -> None:
    lines = render(markdown(name, private=True), DIALECTS[dialect])
    assert lines == render(markdown(name, private=True))
    assert not [line for line in lines if line.place == "other" or "<<" in line.text]
    assert [line.place for line in lines].count("figure") <= 1


def test_every_golden_document_is_compared() -> None:
    folder = ROOT / "tests" / "golden" / "markdown"
    assert {path.name for path in folder.iterdir()} == {
        "everything-private.md",
        *(f"{name}.md" for name in PLANS),
    }
