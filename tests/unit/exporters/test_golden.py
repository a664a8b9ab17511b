"""The documents of whole plans, byte for byte. `pytest --update-golden` takes over what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repository import ROOT
from tests.unit.exporters.rendering import DIALECTS, render
from trajectory.domain.plan import Plan
from trajectory.exporters.exporter import ExportOptions
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
