"""What a document costs grows with what stands in it, and no faster: calls are counted."""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.benchmarks.plans import plan_text
from trajectory.domain.agenda import Agenda, Subject, agenda
from trajectory.domain.changes import changes
from trajectory.domain.owners import owner_page, steps_in
from trajectory.domain.plan import Plan
from trajectory.exporters import agenda as agenda_exporter
from trajectory.exporters.exporter import DEFAULT, ExportOptions, Since
from trajectory.exporters.markdown import export_owner
from trajectory.exporters.registry import EXPORTERS

DAY = dt.date(2027, 4, 1)
FEW, MANY = 60, 240
MADE = dt.datetime(2026, 9, 15, 12, tzinfo=dt.UTC)
FIELDS = ("due", "status", "note")

Job = Callable[[], object]


def calls(job: Job) -> int:
    """How many functions are called, Python's own as well."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        job()
    finally:
        sys.setprofile(before)
    return count


def plan_of(entries: int) -> Plan:
    """A plan in which everything grows: entries, log, readings, reviews, what is merged, links."""
    raw: dict[str, Any] = tomllib.loads(plan_text(entries, 1))
    ids = [key for kind in ("goal", "barrier", "step") for key in raw[kind]]
    raw["log"] = {f"L{n}-aaaa": _log_line(n, ids[n % len(ids)]) for n in range(1, entries)}
    raw["reading"] = {f"R{n}-aaaa": _reading(n) for n in range(1, entries)}
    raw["review"] = {f"V{n}-aaaa": {**_dated(n), "asks": ["Ask"]} for n in range(1, entries // 8)}
    raw["conflict"] = {
        f"C{n}-aaaa": {"item": ids[n], "field": "text", "value": "Other"}
        for n in range(entries // 4)
    }
    barriers = list(raw["barrier"])
    for key in barriers[1::3]:
        raw["barrier"][key] |= {"into": barriers[0], "said": "First"}
    for key in barriers[2::5]:
        raw["barrier"][key]["private"] = True
    return Plan.model_validate(raw, by_alias=True, by_name=False)


def _dated(number: int) -> dict[str, Any]:
    return {"date": dt.date(2026, 9, 15) + dt.timedelta(days=number % 150), "created": MADE}


def _log_line(number: int, item: str) -> dict[str, Any]:
    moved = {"was": "2026-10-01", "now": f"2026-10-{number % 28 + 1:02}", "why": "Nobody came"}
    return {**_dated(number), **moved, "item": item, "field": FIELDS[number % 3]}


def _reading(number: int) -> dict[str, Any]:
    return {**_dated(number), "score": number % 20 / 2, "reason": "Said at the call"}


def _exported(format_name: str, options: ExportOptions = DEFAULT) -> Callable[[Plan], Job]:
    exporter = EXPORTERS[format_name]
    return lambda plan: lambda: exporter.export(plan, DAY, options)


def _changed(plan: Plan) -> Job:
    empty = Plan(plan=plan.plan)
    return lambda: changes(empty, plan)


def _with_changes(plan: Plan) -> Job:
    since = Since(DAY, changes(Plan(plan=plan.plan), plan))
    return lambda: EXPORTERS["markdown"].export(plan, DAY, ExportOptions(since=since))


OF_A_PLAN: Mapping[str, Callable[[Plan], Job]] = {
    "markdown": _exported("markdown"),
    "markdown with private": _exported("markdown", ExportOptions(private=True)),
    "csv": _exported("csv"),
    "csv of one role": _exported("csv", ExportOptions(owner="Team manager")),
    "calendar": _exported("ics"),
    "changes": _changed,
    "markdown since": _with_changes,
    "agenda": lambda plan: lambda: _call([plan]),
}


@pytest.mark.parametrize("document", OF_A_PLAN)
def test_a_document_costs_as_much_as_its_plan_is_long(document: str) -> None:
    make = OF_A_PLAN[document]
    make(plan_of(FEW))()  # what is made once, such as patterns, is made here
    few, many = (calls(make(plan_of(entries))) for entries in (FEW, MANY))
    assert many < 1.3 * MANY / FEW * few


def _call(plans: list[Plan]) -> Agenda:
    return agenda([Subject(plan) for plan in plans], DAY, "monthly-call")


def _agenda(plans: list[Plan]) -> Job:
    found = _call(plans)
    return lambda: (agenda_exporter.markdown(found), agenda_exporter.values(found))


def _page(plans: list[Plan]) -> Job:
    steps = [step for n, plan in enumerate(plans) for step in steps_in(plan, f"plan {n}", DAY)]
    return lambda: export_owner(owner_page(steps, "Chair 1", DAY))


OF_MANY_PLANS: Mapping[str, Callable[[list[Plan]], Job]] = {
    "agenda": lambda plans: lambda: _call(plans),
    "agenda's text": _agenda,
    "page of a role": _page,
}


@pytest.mark.parametrize("document", OF_MANY_PLANS)
def test_a_document_of_many_plans_costs_as_much_as_they_are(document: str) -> None:
    make = OF_MANY_PLANS[document]
    make(_plans(FEW // 4))()
    few, many = (calls(make(_plans(amount))) for amount in (FEW // 4, MANY // 4))
    assert many < 1.3 * MANY / FEW * few


def _plans(amount: int) -> list[Plan]:
    """Plans each of which has roles of its own."""
    found = []
    for number in range(amount):
        raw: dict[str, Any] = tomllib.loads(plan_text(10, number))
        for step in raw.get("step", {}).values():
            step["owner"] += f" {number}"
        found.append(Plan.model_validate(raw, by_alias=True, by_name=False))
    return found
