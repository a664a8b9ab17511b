"""A plan put back as it stood: what was planned goes back, what happened stays."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given

from tests.unit.storage.strategies import plans
from trajectory.domain import editing, edits
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.plan import (
    Barrier,
    Conflict,
    Decision,
    Dismissed,
    Goal,
    Header,
    Parking,
    Plan,
    Position,
    Reading,
    Review,
    Step,
)
from trajectory.domain.restoring import HAPPENED, PLANNED, restored
from trajectory.storage import codec

THEN_AT = dt.datetime(2018, 1, 16, 15, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2018, 2, 20, 10, 0, tzinfo=dt.UTC)
S1, B1, B2 = "S1-aaaa", "B1-aaaa", "B2-bbbb"
THEN = Plan(
    plan=Header(id="x-1", title="Networks", table="Table 3", next_call=dt.date(2018, 2, 20)),
    position=Position(target=6.0),
    barrier={B1: Barrier(text="No room", strength=5), B2: Barrier(text="Old contract")},
    step={
        S1: Step(text="Ask", due=dt.date(2018, 2, 2), status="done"),
        "S2-aaaa": Step.model_validate({"text": "Tell", "x_notes": "ours"}),
    },
    reading={"R1-aaaa": Reading(date=THEN_AT.date(), score=3.5)},
)


def stamp() -> Stamp:
    numbers = itertools.count(1000)
    return Stamp(NOW, NOW.date(), lambda length: f"{next(numbers)}")


def back(plan: Plan, then: Plan = THEN) -> Plan:
    return restored(plan, then, stamp(), "put back")


def test_a_plan_that_stands_as_it_stood_is_the_same() -> None:
    assert edits.between(THEN, back(THEN)).changes == ()


def test_fields_go_back_to_the_letter() -> None:
    plan = amend(THEN, S1, {"status": "in_progress", "due": dt.date(2018, 2, 9)}, stamp())
    plan = amend(plan, B1, {"text": "No room in Q1", "note": "said twice"}, stamp())
    plan = editing.edit(plan, "S2-aaaa", NOW, text="Tell them")
    plan = plan.replace(
        step={**plan.step, "S2-aaaa": plan.step["S2-aaaa"].replace(x_notes=None, x_more=1)}
    )
    again = back(plan)
    for kind in PLANNED:
        for key, record in THEN.records(kind).items():
            kept = again.records(kind)[key]
            assert kept.replace(changed=None, edited=None) == record
    assert again.step[S1].done_on is None, "as it was written, not as an edit would have it"
    assert again.barrier[B1].said is None
    assert again.step[S1].changed == NOW
    assert again.barrier[B2] is THEN.barrier[B2], "what did not change is not stamped"


def test_what_came_goes_with_its_mark_and_what_went_comes_back_in_its_place() -> None:
    plan = editing.remove(THEN, B1, NOW)
    plan = editing.add(plan, "B3-cccc", Barrier(text="Nobody has time"))
    again = back(plan)
    assert list(again.barrier) == [B1, B2]
    assert again.barrier[B1].changed == NOW
    assert dict(again.removed) == {"B3-cccc": NOW}


def test_what_happened_stays_and_what_it_lost_comes_back() -> None:
    plan = editing.remove(THEN, "R1-aaaa", NOW)
    later = {
        "R2-aaaa": Reading(date=NOW.date(), score=4.0),
        "D1-aaaa": Decision(text="One form"),
        "V1-aaaa": Review(date=NOW.date(), finished=NOW),
        "X1-aaaa": Dismissed(code="C01"),
        "C1-aaaa": Conflict(item=B1, field="text", value="Other"),
    }
    for key, record in later.items():
        plan = editing.add(plan, key, record)
    again = back(plan)
    assert set(again.reading) == {"R1-aaaa", "R2-aaaa"}
    assert "R1-aaaa" not in again.removed
    for key, record in later.items():
        found = again.find(key)
        assert found is not None
        assert found[1] == record


def test_moves_go_on_the_log_with_the_reason() -> None:
    plan = amend(THEN, B1, {"strength": 2}, stamp())
    plan = amend(plan, S1, {"due": dt.date(2018, 2, 9), "status": "dropped"}, stamp())
    log = [line for key, line in back(plan).log.items() if key not in plan.log]
    assert [(line.field, line.was, line.now, line.why) for line in log] == [
        ("status", "dropped", "done", "put back"),
        ("due", "2018-02-09", "2018-02-02", "put back"),
    ]


def test_what_tells_the_plan_from_others_stays() -> None:
    header = THEN.plan.replace(
        id="y-2", title="Renamed", table="Table 4", next_call=NOW.date(), archived=NOW.date()
    )
    plan = THEN.replace(plan=header, position=Position(target=7.0))
    again = back(plan)
    assert again.plan == header.replace(title="Networks")
    assert again.position == THEN.position


@pytest.mark.parametrize("now", [Goal(text="A goal"), Parking(text="Parked")])
def test_what_came_since_gives_way_even_under_the_same_id(now: Goal | Parking) -> None:
    again = back(editing.add(editing.remove(THEN, B1, NOW), B1, now))
    assert list(again.barrier) == [B1, B2]
    assert (dict(again.goal), dict(again.parking)) == ({}, {})


def test_what_happened_since_under_the_same_id_does_not() -> None:
    plan = editing.add(editing.remove(THEN, B1, NOW), B1, Decision(text="Decided"))
    again = back(plan)
    assert list(again.barrier) == [B2]
    assert list(again.decision) == [B1]


@given(plans, plans)
def test_any_plan_can_be_put_back_as_any_other_and_that_taken_back(plan: Plan, then: Plan) -> None:
    again = restored(plan, then, stamp(), "put back")
    for kind in HAPPENED:
        assert plan.records(kind).items() <= again.records(kind).items()
    for kind in PLANNED:
        assert set(again.records(kind)) <= set(then.records(kind))
    edit = edits.between(plan, again)
    taken_back, skipped = edit.turned().apply(again, NOW)
    assert skipped == ()
    assert edits.between(plan, taken_back).changes == ()
    codec.parse(codec.encode(again))


@given(plans)
def test_a_plan_put_back_as_itself_is_the_same(plan: Plan) -> None:
    assert edits.between(plan, restored(plan, plan, stamp(), "put back")).changes == ()
