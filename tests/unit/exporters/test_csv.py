"""The table of steps as Python's own CSV reader and as a spreadsheet see it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.exporters.hostile import whole_texts
from trajectory.domain.plan import Barrier, Enabler, Goal, Header, Plan, Step
from trajectory.domain.showing import show
from trajectory.exporters.csv_steps import COLUMNS, HEAD, harmless
from trajectory.exporters.exporter import ExportOptions
from trajectory.exporters.registry import EXPORTERS

CSV = EXPORTERS["csv"]
TODAY = dt.date(2018, 2, 12)
DANGEROUS = tuple("=+-@\uff0b\uff0d\uff1d\uff20")


def step(text: str = "Ask", **fields: object) -> Step:
    return Step.model_validate({"text": text, **fields})


def plan_of(*steps: Step) -> Plan:
    return Plan(
        plan=Header(id="n-1", title="Networks", authority="Harrowmere", table="Table 3"),
        goal={"G1-aaaa": Goal(text="Families sign")},
        enabler={"E1-aaaa": Enabler(text="Supervision")},
        barrier={"B1-aaaa": Barrier(text="No room"), "B2-aaaa": Barrier(text="X", private=True)},
        step={f"S{n}-aaaa": each for n, each in enumerate(steps, 1)},
    )


def export(plan: Plan, **options: Any) -> str:
    return CSV.export(plan, TODAY, ExportOptions(**options))


def read(text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert reader.fieldnames == list(COLUMNS)
    return list(reader)


def test_a_step_is_a_row() -> None:
    full = step(
        "Add two questions, and a box",
        owner=" Team  manager ",
        due=dt.date(2018, 2, 9),
        status="blocked",
        blocked_by='the "forms" board',
        blocked_since=dt.date(2018, 2, 1),
        confidence=0,
        goal="G1-aaaa",
        cuts=["B1-aaaa", "B2-aaaa"],
        uses=["E1-aaaa"],
        done_when="Live",
        cue="Forms meeting",
        note="two\nlines",
        **{"with": ["Head of QA", "Chair"]},
    )
    (row, second) = read(export(plan_of(full, step(after=["S1-aaaa"]))))
    assert row == {
        "Plan": "Networks",
        "Authority": "Harrowmere",
        "Table": "Table 3",
        "Ref": "S1",
        "What": "Add two questions, and a box",
        "Who": "Team manager",
        "With": "Head of QA; Chair",
        "By when": "2018-02-09",
        "State": "late",
        "Status": "blocked",
        "Blocked by": 'the "forms" board',
        "Blocked since": "2018-02-01",
        "Done on": "",
        "Confidence": "0",
        "For goal": "G1",
        "Cuts": "B1",
        "Uses": "E1",
        "After": "",
        "Done when": "Live",
        "Cue": "Forms meeting",
        "Note": "two\nlines",
        "Plan id": "n-1",
        "Step id": "S1-aaaa",
    }
    assert (second["After"], second["State"], second["Status"]) == ("S1", "no date", "not started")


def test_private_and_merged_steps_are_left_out() -> None:
    plan = plan_of(step("A", private=True), step("B", into="S1-aaaa"), step("C"))
    assert [row["What"] for row in read(export(plan))] == ["C"]
    assert [row["What"] for row in read(export(plan, private=True))] == ["A", "C"]


def test_one_role_s_table_has_what_it_owns_or_helps_with() -> None:
    plan = plan_of(step("A", owner="CHAIR"), step("B", **{"with": ["chair "]}), step("C"))
    assert [row["What"] for row in read(export(plan, owner="Chair"))] == ["A", "B"]


def test_several_tables_have_one_row_of_headings() -> None:
    plans = [plan_of(step("A")), plan_of(), plan_of(step("B"))]
    joined = "".join(CSV.joined(export(plan) for plan in plans))
    assert [row["What"] for row in read(joined)] == ["A", "B"]
    assert export(plan_of()) == HEAD == "".join(CSV.joined([export(plan_of())]))


def test_lines_end_as_rfc_4180_wants() -> None:
    text = export(plan_of(step("A\nB"), step()))
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 3
    assert text.replace("\r\n", "").count("\r") == 0


@pytest.mark.parametrize(
    "typed, cell",
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1 on the scale", "'+1 on the scale"),
        ("-10% visits", "'-10% visits"),
        ("@Team manager", "'@Team manager"),
        (" =1+1", "' =1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("\n@x", "'\n@x"),
        ("＝1+1", "'＝1+1"),
        ("a=b", "a=b"),
        ("’=1", "’=1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_text(typed: str, cell: str) -> None:
    assert harmless(typed) == cell


@given(st.lists(whole_texts.filter(str.strip), min_size=1, max_size=3), whole_texts)
@example(["=1"], '"')
@example(['","', "\r\n"], ",")
@example(["a\rb"], "'=1")
def test_any_text_comes_back_and_none_is_a_formula(said: list[str], note: str) -> None:
    plan = plan_of(*(step(text, note=note, owner=note) for text in said if text.strip()))
    rows = read(export(plan))
    assert len(rows) == len(plan.step)
    for row, (key, each) in zip(rows, plan.step.items(), strict=True):
        assert row["What"] in {show(each.text), f"'{show(each.text)}"}
        assert row["Note"] in {show(note), f"'{show(note)}"}
        assert row["Step id"] == key
        assert not [cell for cell in row.values() if cell.lstrip().startswith(DANGEROUS)]
