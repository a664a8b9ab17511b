"""How steps stand on a given day, who carries how much, and a plan in one line."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from trajectory.domain.plan import Plan, Step
from trajectory.domain.progress import (
    LoadCount,
    OwnerLoad,
    StepState,
    Tone,
    due_moves,
    late_steps,
    owner_loads,
    same_role,
    step_state,
    step_states,
    steps_due_soon,
    steps_without_owner,
    summarise,
    title_of,
)

TODAY = dt.date(2018, 2, 9)


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


def step(**fields: Any) -> Step:
    return Step.model_validate({"text": "Map the forms", **fields})


def plan_of(*steps: dict[str, Any], **tables: Any) -> Plan:
    keyed = {f"S{n}-aaaa": {"text": f"Step {n}", **fields} for n, fields in enumerate(steps, 1)}
    return Plan.model_validate({"plan": {}, "step": keyed, **tables})


@pytest.mark.parametrize(
    "fields, moves, state",
    [
        ({"status": "dropped", "due": day(-9)}, 0, StepState.DROPPED),
        ({"status": "done", "due": day(-9), "confidence": 1}, 5, StepState.DONE),
        ({"due": day(-1)}, 0, StepState.LATE),
        ({"due": day(-1), "status": "blocked", "confidence": 1}, 0, StepState.LATE),
        ({"due": day(-1), "status": "in_progress"}, 0, StepState.LATE),
        ({"status": "blocked", "due": day(60), "confidence": 1}, 0, StepState.BLOCKED),
        ({"status": "blocked"}, 0, StepState.BLOCKED),
        ({"confidence": 3, "due": day(60)}, 0, StepState.UNSURE),
        ({"confidence": 3}, 0, StepState.UNSURE),
        ({"confidence": 0, "due": day(0)}, 0, StepState.UNSURE),
        ({}, 2, StepState.NO_DATE),
        ({"confidence": 4}, 0, StepState.NO_DATE),
        ({"status": "in_progress"}, 0, StepState.NO_DATE),
        ({"due": day(0)}, 0, StepState.DUE_SOON),
        ({"due": day(14)}, 0, StepState.DUE_SOON),
        ({"due": day(14), "status": "not_started", "confidence": 5}, 2, StepState.DUE_SOON),
        ({"due": day(15)}, 0, StepState.ON_TRACK),
        ({"due": day(14), "status": "in_progress"}, 0, StepState.ON_TRACK),
        ({"due": day(60), "confidence": 4}, 0, StepState.HALF_SURE),
        ({"due": day(60), "confidence": 6}, 2, StepState.HALF_SURE),
        ({"due": day(60), "confidence": 7}, 1, StepState.ON_TRACK),
        ({"due": day(60), "confidence": 7}, 2, StepState.MOVED_TWICE),
        ({"due": dt.date.max}, 0, StepState.ON_TRACK),
        ({"due": dt.date.min}, 0, StepState.LATE),
    ],
)
def test_the_first_state_that_fits_is_taken(
    fields: dict[str, Any], moves: int, state: StepState
) -> None:
    assert step_state(step(**fields), TODAY, moves) is state


def test_each_state_has_a_word_and_a_shape_of_its_own_one_cell_wide() -> None:
    states = list(StepState)
    assert len({state.word for state in states}) == len(states)
    for shapes in ([s.shape for s in states], [s.ascii_shape for s in states]):
        assert len(set(shapes)) == len(states)
        assert {cell_len(shape) for shape in shapes} == {1}
    assert "".join(state.ascii_shape for state in states).isascii()
    assert {state.tone for state in states} == set(Tone)


def test_moves_are_read_from_the_log_and_a_first_date_is_none() -> None:
    log = [
        {"item": "S1-aaaa", "field": "due", "now": "2018-02-02"},
        {"item": "S1-aaaa", "field": "due", "was": "2018-02-02", "now": "2018-02-09"},
        {"item": "S1-aaaa", "field": "due", "was": "2018-02-09", "now": "2018-02-09"},
        {"item": "S1-aaaa", "field": "note", "was": "2018-02-09", "now": "2018-03-09"},
        {"item": "S1-aaaa", "field": "due", "was": "2018-02-09", "now": "2018-03-09"},
        {"item": "S2-aaaa", "field": "due", "was": "2018-02-09"},
    ]
    entries = {f"L{n}-aaaa": {"date": TODAY, **line} for n, line in enumerate(log)}
    plan = plan_of({"due": day(60)}, {"due": day(60)}, log=entries)
    assert due_moves(plan) == {"S1-aaaa": 2, "S2-aaaa": 1}
    assert list(step_states(plan, TODAY).values()) == [StepState.MOVED_TWICE, StepState.ON_TRACK]


PLAN = plan_of(
    {"owner": "Team manager", "due": day(-1)},
    {"owner": " team  MANAGER ", "due": day(14)},
    {"owner": "Team manager", "due": day(-8), "status": "done"},
    {"owner": "Practice lead", "due": day(-5)},
    {"owner": " "},
    {"due": day(3)},
    {"owner": "Practice lead", "due": day(-9), "into": "S4-aaaa"},
    {"owner": "Practice lead", "due": day(4), "status": "dropped"},
    position={"target": 6.0},
)


def test_states_leave_merged_steps_out() -> None:
    assert list(step_states(PLAN, TODAY)) == [f"S{n}-aaaa" for n in (1, 2, 3, 4, 5, 6, 8)]


def test_late_and_coming_steps_stand_in_the_order_of_their_dates() -> None:
    assert list(late_steps(PLAN, TODAY)) == ["S4-aaaa", "S1-aaaa"]
    assert list(steps_due_soon(PLAN, TODAY)) == ["S6-aaaa", "S2-aaaa"]
    assert list(steps_due_soon(PLAN, TODAY, days=3)) == ["S6-aaaa"]


def test_a_blank_owner_is_none() -> None:
    assert list(steps_without_owner(PLAN)) == ["S5-aaaa", "S6-aaaa"]


def test_load_is_counted_by_role_over_all_plans() -> None:
    other = plan_of({"owner": "TEAM MANAGER", "due": day(60)})
    assert owner_loads([PLAN, other], TODAY) == (
        OwnerLoad("Team manager", open_steps=3, late=1, due_soon=1),
        OwnerLoad("Practice lead", open_steps=1, late=1, due_soon=0),
    )


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "owner": st.sampled_from(["Team manager", "team  MANAGER", "Chair", " "]),
                "due": st.dates(day(-2), day(20)),
                "status": st.sampled_from(["in_progress", "done"]),
            },
        ),
        max_size=8,
    ),
    st.integers(0, 8),
)
def test_what_was_counted_apart_is_put_together(steps: list[dict[str, Any]], cut: int) -> None:
    whole, first, second = (LoadCount(TODAY) for _ in range(3))
    for place, fields in enumerate(steps):
        for count in (whole, first if place < cut else second):
            count.add(plan_of(fields), f"plan {place % 3}")
    first.join(second)
    assert (first.loads(), first.without_owner) == (whole.loads(), whole.without_owner)


def test_roles_are_the_same_whatever_the_capitals_and_spaces() -> None:
    assert same_role("Head of  QA", " head of qa")
    assert not same_role("Head of QA", "Head of HR")


def test_a_plan_in_one_line() -> None:
    summary = summarise(PLAN, TODAY)
    assert (summary.open_steps, summary.late, summary.to_check) == (5, 2, 2)
    assert (summary.score, summary.target) == (None, 6.0)
    assert summary.next_due == day(3)
    assert summary.outlook == "2 late"


@pytest.mark.parametrize(
    "steps, outlook",
    [
        ([], "no open steps"),
        ([{"status": "done"}], "no open steps"),
        ([{"owner": "Team manager", "due": day(0)}], "on track"),
        ([{"owner": "Team manager"}], "1 to check"),
        ([{"due": day(0)}], "1 to check"),
        ([{}, {"owner": "Team manager", "due": day(-1)}], "1 late"),
    ],
)
def test_the_outlook_says_what_is_late_or_else_what_is_to_check(
    steps: list[dict[str, Any]], outlook: str
) -> None:
    assert summarise(plan_of(*steps), TODAY).outlook == outlook


def test_the_summary_has_the_current_score_of_several() -> None:
    readings = {
        "R1-aaaa": {"date": day(-3), "score": 4.0},
        "R2-aaaa": {"date": day(-9), "score": 2.0},
    }
    assert summarise(plan_of(reading=readings), TODAY).score == 4


@pytest.mark.parametrize(
    "header, title",
    [
        ({"title": " Networks ", "deliverable": "safety-networks"}, "Networks"),
        ({"title": "  ", "deliverable": "safety-networks"}, "safety-networks"),
        ({}, "Plan without a title"),
    ],
)
def test_every_plan_has_something_to_be_called(header: dict[str, str], title: str) -> None:
    assert title_of(Plan.model_validate({"plan": header})) == title


@given(
    st.builds(
        step,
        status=st.sampled_from([None, "not_started", "in_progress", "blocked", "done", "dropped"]),
        due=st.none() | st.dates(),
        confidence=st.none() | st.integers(0, 10),
    ),
    st.dates(),
    st.integers(0, 3),
)
def test_the_summary_and_the_states_agree_on_what_is_late(
    one: Step, as_of: dt.date, moves: int
) -> None:
    state = step_state(one, as_of, moves)
    plan = Plan.model_validate({"plan": {}, "step": {"S1-aaaa": one}})
    assert summarise(plan, as_of).late == (state is StepState.LATE)
    assert bool(late_steps(plan, as_of)) == (state is StepState.LATE)
