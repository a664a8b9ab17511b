"""The coach's questions about each step."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.unit.domain.coach.sheets import asked, day, found
from trajectory.domain.coach import World

CLOSED = ["done", "dropped"]


@pytest.mark.parametrize("status", [*CLOSED, None, "blocked", "in_progress"])
def test_only_open_steps_are_asked_about(status: str | None) -> None:
    step = {
        "text": "Discuss the forms",
        "owner": "Everyone",
        "due": dt.date(2018, 1, 13),
        "confidence": 2,
        "after": ["S1-aaaa"],
    }
    moved = {"item": "S1-aaaa", "field": "due", "was": "2018-01-02", "now": "2018-01-09"}
    asks = status not in CLOSED
    for code in ("C23", "C25", "C26", "C30", "C31", "C34", "C35"):
        for more, labels in (({"status": status}, ["S1"] * asks), ({"into": "S2-aaaa"}, [])):
            said = {name: value for name, value in more.items() if value is not None}
            assert asked(code, step=[{**step, **said}], log=[moved, moved]) == labels, code


def test_c24_a_step_has_a_date() -> None:
    steps = [{}, {"due": day(0)}, {"status": "done"}, {"status": "dropped"}, {"status": "blocked"}]
    assert asked("C24", step=steps) == ["S1", "S5"]


@pytest.mark.parametrize(
    "as_of, due, labels",
    [
        (day(0), day(0), []),
        (day(0), day(-1), ["S1"]),
        (dt.date(2020, 2, 29), dt.date(2020, 2, 29), []),
        (dt.date(2020, 3, 1), dt.date(2020, 2, 29), ["S1"]),
        (dt.date(2018, 2, 28), dt.date(2018, 1, 31), ["S1"]),
        (dt.date.max, dt.date.min, ["S1"]),
    ],
)
def test_c25_done_new_date_or_drop(as_of: dt.date, due: dt.date, labels: list[str]) -> None:
    assert asked("C25", as_of, step=[{"due": due}]) == labels


def test_c25_says_when_it_was_due() -> None:
    (finding,) = found("C25", day(30), step=[{"due": day(24)}])
    assert finding.detail == "It was due on Fri 9 Feb 2018."


@pytest.mark.parametrize(
    "due, words",
    [
        (dt.date(2018, 1, 19), None),
        (dt.date(2018, 1, 20), "Sat 20 Jan 2018 is at a weekend."),
        (dt.date(2018, 1, 21), "Sun 21 Jan 2018 is at a weekend."),
        (dt.date(2018, 1, 22), None),
        (dt.date(2018, 5, 7), "Mon 7 May 2018 is a bank holiday."),
        (dt.date(2018, 5, 8), None),
        (dt.date(2018, 12, 23), "Sun 23 Dec 2018 is at a weekend."),
        (dt.date(2019, 12, 23), None),
        (dt.date(2019, 12, 24), "Tue 24 Dec 2019 is between Christmas and New Year."),
        (dt.date(2019, 12, 31), "Tue 31 Dec 2019 is between Christmas and New Year."),
        (dt.date(2020, 1, 1), "Wed 1 Jan 2020 is between Christmas and New Year."),
        (dt.date(2020, 1, 2), None),
        (dt.date(2020, 2, 29), "Sat 29 Feb 2020 is at a weekend."),
        (dt.date(2024, 2, 29), None),
    ],
)
def test_c26_a_day_on_which_nobody_is_there(due: dt.date, words: str | None) -> None:
    world = World(bank_holidays={dt.date(2018, 5, 7)})
    details = [one.detail for one in found("C26", world=world, step=[{"due": due}])]
    assert details == ([] if words is None else [words])


@pytest.mark.parametrize(
    "text, more, labels",
    [
        ("Discuss forms with the board", {}, ["S1"]),
        ("Look at the forms", {}, ["S1"]),
        ("to think about forms", {}, ["S1"]),
        ("Review the forms", {"done_when": "Five forms are retired"}, []),
        ("Review the forms", {"done_when": " "}, ["S1"]),
        ("Reviewing officers meet", {}, []),
        ("Map the forms, then discuss them", {}, []),
        ("Looking-glass exercise", {}, []),
    ],
)
def test_c30_talk(text: str, more: dict[str, Any], labels: list[str]) -> None:
    assert asked("C30", step=[{"text": text, **more}]) == labels


@pytest.mark.parametrize(
    "fields, labels",
    [
        ({"confidence": 6}, ["S1"]),
        ({"confidence": 7}, []),
        ({"confidence": 0}, ["S1"]),
        ({}, []),
        ({"confidence": 6, "with": ["Data analyst"]}, []),
        ({"confidence": 6, "with": [" "]}, ["S1"]),
        ({"confidence": 6, "with": []}, ["S1"]),
        ({"confidence": 6, "cue": "Forms meeting, Tuesday"}, []),
    ],
)
def test_c31_what_would_lift_it(fields: dict[str, Any], labels: list[str]) -> None:
    assert asked("C31", step=[fields]) == labels


@pytest.mark.parametrize(
    "first, second, labels",
    [
        ({"due": day(9)}, {"due": day(8)}, ["S2"]),
        ({"due": day(9)}, {"due": day(9)}, []),
        ({"due": day(9)}, {}, []),
        ({}, {"due": day(8)}, []),
        ({"due": day(9), "status": "done"}, {"due": day(8)}, []),
        ({"due": day(9), "status": "dropped"}, {"due": day(8)}, []),
        ({"due": day(9)}, {"due": day(8), "status": "done"}, []),
    ],
)
def test_c34_what_waits_is_not_due_first(
    first: dict[str, Any], second: dict[str, Any], labels: list[str]
) -> None:
    assert asked("C34", step=[first, {**second, "after": ["S1-aaaa", "S9-gone"]}]) == labels


def test_c34_steps_that_wait_for_each_other() -> None:
    steps: list[dict[str, Any]] = [{"after": [f"S{number}-aaaa"]} for number in (2, 3, 1)]
    (finding,) = found("C34", step=steps)
    assert (finding.label, finding.detail) == ("S3", "S1, S2 and S3 wait for each other.")
    steps[1]["status"] = "dropped"
    assert asked("C34", step=steps) == []
    assert asked("C34", step=[{"after": ["S1-aaaa"]}]) == ["S1"]


def test_c34_one_question_for_a_step_that_is_both() -> None:
    steps = [{"after": ["S2-aaaa"], "due": day(9)}, {"after": ["S1-aaaa"], "due": day(8)}]
    assert asked("C34", step=steps) == ["S2"]


MOVED = {"item": "S1-aaaa", "field": "due", "was": "2018-01-02", "now": "2018-01-09"}
CARRIED = {"item": "S1-aaaa", "field": "carried"}
STILL_TRUE = {"item": "S1-aaaa", "field": "note", "now": "still true"}


@pytest.mark.parametrize(
    "log, detail",
    [
        ([MOVED], None),
        ([MOVED, MOVED], "Its date moved twice."),
        ([MOVED, MOVED, MOVED], "Its date moved 3 times."),
        ([CARRIED], None),
        ([CARRIED, {**CARRIED, "date": day(30)}], "It was carried on twice."),
        ([CARRIED, CARRIED], None),  # two reviews on one day are one
        ([MOVED, CARRIED], None),
        ([MOVED, {**MOVED, "was": None}], None),
        ([MOVED, {**MOVED, "now": "2018-01-02"}], None),
        ([MOVED, {**MOVED, "item": "S2-aaaa"}], None),
        ([MOVED, MOVED, {**STILL_TRUE, "date": day(1)}], None),
        ([STILL_TRUE, {**MOVED, "date": day(1)}, {**MOVED, "date": day(2)}], "moved twice"),
    ],
)
def test_c35_still_true(log: list[dict[str, Any]], detail: str | None) -> None:
    rows = [{name: value for name, value in row.items() if value is not None} for row in log]
    details = [one.detail for one in found("C35", step=[{}, {}], log=rows)]
    assert len(details) == (detail is not None)
    assert (detail or "") in "".join(details)
