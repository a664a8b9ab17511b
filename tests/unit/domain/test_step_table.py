"""The table of next steps: order, filters, states and links in words."""

from __future__ import annotations

import datetime as dt

import pytest

from trajectory.domain.plan import (
    Barrier,
    Enabler,
    Goal,
    Header,
    LogEntry,
    Plan,
    Step,
)
from trajectory.domain.progress import StepState
from trajectory.domain.step_table import Show, StepRow, details, fits, roles_of, step_rows

TODAY = dt.date(2018, 2, 20)


def day(number: int) -> dt.date:
    return dt.date(2018, 3, number)


def step(**fields: object) -> Step:
    return Step.model_validate({"text": "Do it", **fields})


def rows(**steps: Step) -> dict[str, StepRow]:
    return {row.key: row for row in step_rows(Plan(plan=Header(), step=steps), TODAY)}


def test_steps_stand_in_order_of_date_then_label() -> None:
    plan = Plan(
        plan=Header(),
        step={
            "S10-aaaa": step(due=day(9)),
            "S9-aaaa": step(),
            "rota": step(due=day(9)),
            "S2-aaaa": step(due=day(9)),
            "S11-aaaa": step(due=day(1)),
            "S2-bbbb": step(due=day(9)),
            "S12-aaaa": step(into="S2-aaaa", due=day(1)),
        },
    )
    labels = [row.label for row in step_rows(plan, TODAY)]
    assert labels == ["S11", "S2", "S2b", "S10", "rota", "S9"]


def test_what_has_begun_is_told_apart_whatever_its_state() -> None:
    told = rows(
        new=step(due=day(29)),
        begun=step(due=day(29), status="in_progress"),
        late=step(due=TODAY - dt.timedelta(days=1), status="in_progress"),
        stuck=step(due=TODAY - dt.timedelta(days=1), status="blocked"),
        blocked=step(due=day(29), status="blocked"),
        done=step(status="done"),
    )
    assert {key: row.state_words for key, row in told.items()} == {
        "new": "not started",
        "begun": "in progress",
        "late": "late, begun",
        "stuck": "late, blocked",
        "blocked": "blocked",
        "done": "done",
    }
    assert told["late"].state is StepState.LATE


def test_links_are_told_by_label_and_what_is_gone_is_left_out() -> None:
    plan = Plan(
        plan=Header(),
        goal={"G1-aaaa": Goal(text="Families lead")},
        enabler={"E1-aaaa": Enabler(text="Supervision")},
        barrier={"B1-aaaa": Barrier(text="Rota"), "B2-aaaa": Barrier(text="Forms")},
        step={
            "S1-aaaa": step(
                cuts=("B1-aaaa", "B2-aaaa", "B9-gone"), uses=("E1-aaaa",), goal="G1-aaaa"
            ),
            "S2-aaaa": step(cuts=("B9-gone",)),
        },
    )
    first, second = step_rows(plan, TODAY)
    assert first.links == "cuts B1 B2, uses E1, for G1"
    assert second.links == ""
    assert details(plan, first)[-1] == "B1 Rota · B2 Forms · E1 Supervision · G1 Families lead"


@pytest.mark.parametrize(
    "show, keys",
    [
        (Show.ALL, {"late", "mine", "helped", "nobody", "undated", "done", "dropped"}),
        (Show.LATE, {"late"}),
        (Show.MINE, {"mine", "helped"}),
        (Show.NO_OWNER, {"nobody"}),
        (Show.NO_DATE, {"undated"}),
    ],
)
def test_filters_show_what_they_say(show: Show, keys: set[str]) -> None:
    told = rows(
        late=step(owner="Nurse", due=TODAY - dt.timedelta(days=1)),
        mine=step(owner="  practice LEAD", due=day(9)),
        helped=step(owner="Nurse", with_=("Practice lead",), due=day(9)),
        nobody=step(due=day(9)),
        undated=step(owner="Nurse"),
        done=step(status="done", due=TODAY - dt.timedelta(days=1)),
        dropped=step(status="dropped"),
    )
    assert {k for k, row in told.items() if fits(row, show, TODAY, "Practice lead")} == keys


def test_details_say_all_that_the_table_has_no_room_for() -> None:
    plan = Plan(
        plan=Header(),
        step={
            "S1-aaaa": Step.model_validate(
                {
                    "text": "Map the\nforms",
                    "owner": "Nurse",
                    "with": ("Data analyst",),
                    "due": day(9),
                    "cue": "Forms meeting",
                    "done_when": "The map hangs",
                    "status": "blocked",
                    "blocked_by": "The supplier",
                    "blocked_since": dt.date(2018, 2, 1),
                }
            ),
            "S2-aaaa": step(status="done", done_on=TODAY),
        },
        log={
            f"L{n}-aaaa": LogEntry(
                item="S1-aaaa", date=TODAY, field="due", was=f"2018-02-0{n}", now="2018-03-09"
            )
            for n in (1, 2)
        },
    )
    blocked, done = step_rows(plan, TODAY)
    assert details(plan, blocked) == (
        "S1  Map the forms",
        "Who: Nurse, with Data analyst.  By when: Fri 9 Mar 2018, moved 2 times.",
        "Blocked since Thu 1 Feb 2018: The supplier.",
        "When exactly: Forms meeting.",
        "Done when: The map hangs.",
    )
    assert details(plan, done)[1:] == (
        "Who: nobody yet.  By when: no date yet.",
        "Done on Tue 20 Feb 2018.",
    )


def test_each_role_is_offered_once() -> None:
    told = rows(
        a=step(owner="Nurse"),
        b=Step.model_validate({"text": "x", "owner": "Lead", "with": ("nurse", "Clerk")}),
        c=step(),
    )
    assert roles_of(told.values()) == ("Nurse", "Lead", "Clerk")
