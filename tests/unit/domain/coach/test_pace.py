"""The coach's questions about the steps together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from tests.unit.domain.coach.sheets import WORKSHOP, asked, day, found
from trajectory.domain.coach import World


@pytest.mark.parametrize(
    "offsets, as_of, asks",
    [
        ([30], 0, False),
        ([31], 0, True),
        ([200, 30], 0, False),
        ([200, 31], 30, True),
        ([200, 31], 31, False),  # then it is too late to ask
        ([-1], 0, False),
        ([], 0, False),
    ],
)
def test_c32_what_can_start_this_week(offsets: list[int], as_of: int, asks: bool) -> None:
    steps = [{"due": day(offset)} for offset in offsets]
    assert asked("C32", day(as_of), step=steps) == (["plan"] if asks else [])


def test_c32_steps_without_a_date_or_that_were_dropped_do_not_count() -> None:
    assert asked("C32", step=[{}]) == []
    late, dropped = {"due": day(99)}, {"due": day(9), "status": "dropped"}
    assert asked("C32", step=[late, dropped]) == ["plan"]
    assert asked("C32", step=[late, {"due": day(9), "status": "done"}]) == []
    assert asked("C32", header={"date": None}, step=[late]) == []


@pytest.mark.parametrize(
    "workshop, first_late",
    [
        (dt.date(2018, 1, 31), dt.date(2018, 3, 3)),
        (dt.date(2020, 1, 31), dt.date(2020, 3, 2)),  # over a leap day
        (dt.date(2018, 12, 31), dt.date(2019, 1, 31)),
    ],
)
def test_the_thirty_days_of_c32_end_where_the_calendar_says(
    workshop: dt.date, first_late: dt.date
) -> None:
    header = {"date": workshop}
    on_time = first_late - dt.timedelta(days=1)
    assert asked("C32", workshop, header=header, step=[{"due": first_late}]) == ["plan"]
    assert asked("C32", workshop, header=header, step=[{"due": on_time}]) == []


HORIZON = day(100)  # the last quarter begins after day 75


@pytest.mark.parametrize(
    "offsets, detail",
    [
        ([76, 76, 1], "2 of 3 dates are after Sun 1 Apr 2018."),
        ([75, 76, 1], None),
        ([76, 76, 76, 1, 1], None),  # 60% is not over 60%
        ([76, 76, 76, 76, 1, 1], "4 of 6 dates"),
        ([76, 76], None),  # too few to tell
        ([76, 76, 500], "3 of 3 dates"),
        ([], None),
    ],
)
def test_c33_backloaded(offsets: Sequence[int], detail: str | None) -> None:
    steps = [{"due": day(offset)} for offset in offsets]
    details = [one.detail for one in found("C33", header={"horizon": HORIZON}, step=steps)]
    assert len(details) == (detail is not None)
    assert (detail or "") in "".join(details)


@pytest.mark.parametrize(
    "header",
    [{}, {"horizon": HORIZON, "date": None}, {"horizon": WORKSHOP}, {"horizon": day(-1)}],
)
def test_c33_needs_a_time_of_which_there_is_a_last_quarter(header: dict[str, Any]) -> None:
    assert asked("C33", header=header, step=[{"due": day(99)}] * 3) == []


def test_c33_done_steps_count_and_dropped_ones_do_not() -> None:
    late, early = {"due": day(99)}, {"due": day(9)}
    header = {"horizon": HORIZON}
    done, dropped = {**early, "status": "done"}, {**early, "status": "dropped"}
    assert asked("C33", header=header, step=[late, late, done, done]) == []
    assert asked("C33", header=header, step=[late, late, late, dropped, dropped]) == ["plan"]


@pytest.mark.parametrize(
    "steps, pages, detail",
    [
        (9, 2.0, None),
        (10, None, "There are 10 open steps."),
        (9, 2.1, "Printed, it is about 2.1 pages."),
        (10, 3.0, "There are 10 open steps."),
        (0, None, None),
    ],
)
def test_c39_what_can_we_leave_out(steps: int, pages: float | None, detail: str | None) -> None:
    world = World(pages=lambda: pages)
    details = [one.detail for one in found("C39", world=world, step=[{}] * steps)]
    assert details == ([] if detail is None else [detail])


def test_c39_counts_open_steps() -> None:
    assert asked("C39", step=[{}] * 9 + [{"status": "done"}, {"status": "dropped"}]) == []
