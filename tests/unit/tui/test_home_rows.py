"""The rows of the first screen."""

from __future__ import annotations

from pathlib import Path

from trajectory.tui.home_rows import MOST_FOUND, rows_of
from trajectory.usecases.overview import PlanRow, arrange


def plan(number: int) -> PlanRow:
    return PlanRow(
        path=Path(f"/plans/table-{number}/qa.toml"),
        name=f"table-{number}/qa",
        title=f"Plan {number}",
        authority="Harrowmere",
        table=f"Table {number}",
        score="4 → 7",
        edited="edited today",
        outlook="on track",
        late=0,
        words=f"plan {number} harrowmere",
    )


def test_all_plans_are_listed_and_of_what_is_found_as_many_as_somebody_reads() -> None:
    plans = [plan(number) for number in range(2_000)]
    everything = rows_of(arrange(plans), "", reading=False)
    assert sum(row.id is not None for row in everything) == 2_000
    found = rows_of(arrange(plans, "harrow"), "harrow", reading=False)
    assert len(found) == MOST_FOUND + 2
    more, start = (row.draw(80).plain for row in found[-2:])
    assert more == "1,900 more: type a little more of the name"
    assert start == "+ Start a new plan: harrow"
    few = rows_of(arrange(plans, "plan 1999"), "plan 1999", reading=False)
    assert few[0].draw(40).plain == "Harrowmere, Table 1999"
    assert sum(row.id is not None for row in few) == 2
