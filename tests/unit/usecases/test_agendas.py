"""Preparing a call: which plans, what they were at the last review, and where the document goes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from trajectory.domain import editing
from trajectory.domain.agenda import Topic
from trajectory.domain.amending import Stamp
from trajectory.domain.plan import Barrier, Header, Parking, Plan, Review, Step
from trajectory.storage import codec
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases import agendas, checkpoints
from trajectory.usecases.context import Context

WORKSHOP = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)
CALL = dt.date(2018, 2, 20)
PLAN = Plan(
    plan=Header(
        id="networks-k7m2x9", title="Networks", authority="Harrowmere (example)",
        deliverable="safety-networks", date=WORKSHOP.date(),
    ),
    barrier={"B1-h9wc": Barrier(text="No room", strength=5)},
    review={"V1-aaaa": Review(date=WORKSHOP.date(), forum="table", created=WORKSHOP)},
)  # fmt: skip


def stored(context: Context, plan: Plan, group: str = "table-3") -> LoadedPlan:
    return context.store.create(context.store.path_for(group, "safety-networks"), plan)


def finished(context: Context, path: Path, plan: Plan, key: str) -> Plan:
    """The plan with its review finished, and the checkpoint of that beside it."""
    stamp = Stamp(WORKSHOP, WORKSHOP.date(), context.suffix)
    plan = checkpoints.finished(plan, key, stamp)
    checkpoints.keep(context, path, plan, key)
    return plan


def test_what_moved_is_read_from_the_checkpoint_of_the_last_review(context: Context) -> None:
    loaded = stored(context, PLAN)
    then = finished(context, loaded.path, PLAN, "V1-aaaa")
    # By hand: the log knows nothing of it, and only the checkpoint does.
    weaker = then.barrier["B1-h9wc"].replace(strength=2)
    now = then.replace(barrier={"B1-h9wc": weaker})
    found = agendas.subject(context, loaded.path, now, CALL)
    assert found.before == then
    prepared = agendas.prepare(context, [(loaded.path, now)], CALL, "monthly-call")
    (item,) = prepared.items
    assert (item.topics, item.lines[0].note) == ((Topic.MOVED,), "strength from 5 to 2")


def test_the_checkpoint_of_another_review_is_not_the_last_one_s(context: Context) -> None:
    loaded = stored(context, PLAN)
    then = finished(context, loaded.path, PLAN, "V1-aaaa")
    call = Review(
        date=dt.date(2018, 2, 6), finished=dt.datetime(2018, 2, 6, 15, tzinfo=dt.UTC)
    )  # its checkpoint was never written, or is gone
    now = editing.add(then, "V2-bbbb", call)
    assert agendas.subject(context, loaded.path, now, CALL).before is None
    early = agendas.subject(context, loaded.path, now, dt.date(2018, 2, 6))
    assert early.before == then, "on that day itself the workshop was the last time"
    assert agendas.subject(context, loaded.path, PLAN, CALL).before is None


def test_plans_in_use_of_an_authority_are_found_by_any_words(context: Context) -> None:
    ours = stored(context, PLAN)
    stored(context, PLAN.replace(plan=Header(id="x-1", title="x", authority="Westbrook")), "west")
    away = Header(
        id="x-2", title="x", authority="Harrowmere (example)", archived=dt.date(2018, 2, 1)
    )
    put_away = stored(context, PLAN.replace(plan=away), "old")
    broken = context.store.path_for("table-3", "broken")
    broken.write_text("[plan\n", encoding="utf-8")
    found = list(agendas.chosen(context, None, "EXAMPLE harrow"))
    assert [item.path for item in found if isinstance(item, LoadedPlan)] == [ours.path]
    assert [item.path for item in found if isinstance(item, BrokenPlan)] == [broken]
    everything = [item for item in agendas.chosen(context, None) if isinstance(item, LoadedPlan)]
    assert len(everything) == 2
    named = list(agendas.chosen(context, [put_away.path]))
    assert [item.path for item in named] == [put_away.path], "one that is named is talked about"


def test_it_is_written_beside_the_plan_under_a_name_that_is_no_plan_s(context: Context) -> None:
    loaded = stored(context, PLAN)
    prepared = agendas.prepare(context, [(loaded.path, PLAN)], CALL, "monthly-call", 45)
    assert prepared.minutes == 45
    target = agendas.export_beside(prepared, loaded.path)
    assert target == loaded.path.with_name("safety-networks-agenda.md")
    assert target.read_text(encoding="utf-8") == agendas.markdown(prepared)
    assert codec.parse(loaded.path.read_bytes())[0] == PLAN
    assert list(context.store.paths()) == [loaded.path]


@pytest.mark.parametrize(
    "was, now, words",
    [
        (None, "raised", "raised"),
        ("raised", "parked", "parked again"),
        ("parked", None, None),
        (None, "dropped", "let go"),
    ],
)
def test_what_came_of_a_line_is_told_in_words(
    was: str | None, now: str | None, words: str | None
) -> None:
    step = Step(text="Ring them")
    before = PLAN.replace(
        parking={"P1-a": Parking(text="x").replace(status=was)}, step={"S1-a": step}
    )
    after = PLAN.replace(
        parking={"P1-a": Parking(text="x").replace(status=now), "P2-a": Parking(text="new")},
        step={"S1-a": step.replace(status="in_progress")},
    )
    found = agendas.came_of(before, after, CALL)
    assert found.get("P1-a") == words
    assert found["S1-a"] == "begun"
    assert "P2-a" not in found


@pytest.mark.parametrize(
    "call, day", [(None, 0), (-1, 0), (0, 0), (1, 1), (7, 7), (8, 0), (400, 0)]
)
def test_an_agenda_is_prepared_for_the_next_call_where_that_is_near(
    call: int | None, day: int
) -> None:
    on = None if call is None else CALL + dt.timedelta(days=call)
    plan = Plan(plan=Header(next_call=on))
    assert agendas.day_of_call(plan, CALL) == CALL + dt.timedelta(days=day)
