"""What is said of a step or a barrier after the workshop, and the trace that it leaves."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from trajectory.domain import verdicts
from trajectory.domain.amending import Stamp
from trajectory.domain.plan import Barrier, Header, Plan, Step
from trajectory.domain.progress import due_moves

NOW = dt.datetime(2018, 2, 20, 9, 30, tzinfo=dt.UTC)
DUE = dt.date(2018, 2, 9)
S1, B1 = "S1-aaaa", "B1-aaaa"


@pytest.fixture
def stamp() -> Stamp:
    numbers = itertools.count(1000)
    return Stamp(NOW, NOW.date(), lambda length: str(next(numbers)))


def plan_with(**step: object) -> Plan:
    barrier = Barrier(text="No room", said="There's no room", speaker="Nurse", strength=4)
    step = {"text": "Map the forms", "due": DUE, **step}
    return Plan(
        plan=Header(),
        step={S1: Step.model_validate({k: v for k, v in step.items() if v is not None})},
        barrier={B1: barrier},
    )


def told(plan: Plan) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [(line.item, line.field, line.was, line.now, line.why) for line in plan.log.values()]


def test_what_shows_that_a_step_is_done_is_on_the_log_and_beside_the_step(stamp: Stamp) -> None:
    plan = verdicts.done(plan_with(), S1, stamp, "Live since Monday")
    step = plan.step[S1]
    assert (step.status, step.done_on, step.note) == ("done", NOW.date(), "Live since Monday")
    assert told(plan) == [(S1, "status", "not_started", "done", "Live since Monday")]


def test_a_remark_that_was_there_stays_above_the_evidence(stamp: Stamp) -> None:
    plan = verdicts.done(plan_with(note="Ask the supplier"), S1, stamp, "Live")
    assert plan.step[S1].note == "Ask the supplier\nLive"


def test_a_step_is_done_without_evidence_as_well(stamp: Stamp) -> None:
    plan = verdicts.done(plan_with(), S1, stamp)
    assert plan.step[S1].status == "done"
    assert plan.step[S1].note is None
    assert told(plan) == [(S1, "status", "not_started", "done", None)]


def test_another_date_is_a_slip_with_its_reason(stamp: Stamp) -> None:
    plan = verdicts.redate(plan_with(), S1, dt.date(2018, 3, 9), stamp, "Forms group met late")
    assert plan.step[S1].due == dt.date(2018, 3, 9)
    assert told(plan) == [(S1, "due", "2018-02-09", "2018-03-09", "Forms group met late")]
    assert due_moves(plan) == {S1: 1}


def test_a_first_date_is_on_the_log_and_is_no_slip(stamp: Stamp) -> None:
    plan = verdicts.redate(plan_with(due=None), S1, DUE, stamp)
    assert told(plan) == [(S1, "due", None, "2018-02-09", None)]
    assert due_moves(plan) == {}


def test_the_same_date_again_changes_nothing(stamp: Stamp) -> None:
    before = plan_with()
    assert verdicts.redate(before, S1, DUE, stamp, "why not") is before


def test_a_step_is_dropped_for_a_reason(stamp: Stamp) -> None:
    plan = verdicts.drop(plan_with(), S1, stamp, "The board said no")
    assert plan.step[S1].status == "dropped"
    assert told(plan) == [(S1, "status", "not_started", "dropped", "The board said no")]


def test_a_blocked_step_keeps_what_it_waits_for_when_nothing_else_is_said(stamp: Stamp) -> None:
    plan = verdicts.block(plan_with(), S1, stamp, "The supplier")
    assert (plan.step[S1].status, plan.step[S1].blocked_by) == ("blocked", "The supplier")
    assert verdicts.block(plan, S1, stamp) is plan


def test_still_true_is_a_note_that_changes_no_field(stamp: Stamp) -> None:
    before = plan_with()
    plan = verdicts.still_true(before, S1, stamp, "The window opens in March")
    assert plan.step == before.step
    assert told(plan) == [(S1, "note", None, "still true", "The window opens in March")]


@pytest.mark.parametrize("strength, lines", [(2, 2), (4, 1), (None, 1)])
def test_a_barrier_that_pushes_less(stamp: Stamp, strength: int | None, lines: int) -> None:
    plan = verdicts.reduce(plan_with(), B1, strength, stamp, "Two rooms on Fridays")
    assert (plan.barrier[B1].status, plan.barrier[B1].strength) == ("reduced", strength or 4)
    assert told(plan)[0] == (B1, "status", "open", "reduced", "Two rooms on Fridays")
    assert len(plan.log) == lines


@pytest.mark.parametrize("status", ["gone", "accepted"])
def test_a_barrier_is_gone_or_lived_with(stamp: Stamp, status: str) -> None:
    plan = verdicts.settle(plan_with(), B1, status, stamp)
    assert plan.barrier[B1].status == status
    assert told(plan) == [(B1, "status", "open", status, None)]


def test_a_barrier_that_was_turned_round_is_an_enabler_too(stamp: Stamp) -> None:
    plan, key = verdicts.convert(plan_with(), B1, "No room", stamp)
    enabler = plan.enabler[key]
    assert (enabler.text, enabler.speaker, enabler.strength) == ("No room", "Nurse", 4)
    assert enabler.said == "There's no room"
    assert enabler.created == NOW
    assert enabler.status is None
    assert plan.barrier[B1].status == "converted"
    assert told(plan) == [(B1, "status", "open", "converted", None)]


def test_what_helps_now_may_be_said_in_other_words(stamp: Stamp) -> None:
    plan, key = verdicts.convert(plan_with(), B1, "The library lends us a room", stamp)
    assert plan.enabler[key].text == "The library lends us a room"
    assert plan.barrier[B1].text == "No room"
