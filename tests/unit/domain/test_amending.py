"""Edits that leave a trace on the log, and what follows from a step's status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from trajectory.domain.amending import Stamp, amend
from trajectory.domain.plan import (
    Barrier,
    Goal,
    Header,
    LogEntry,
    Plan,
    Reading,
    Step,
    StepStatus,
)
from trajectory.domain.progress import due_moves

NOW = dt.datetime(2018, 2, 20, 9, 30, tzinfo=dt.UTC)
TODAY = NOW.date()


def counting() -> Callable[[int], str]:
    made = iter(range(1_000))
    return lambda length: f"{next(made):0{length}}"


@pytest.fixture
def stamp() -> Stamp:
    return Stamp(NOW, TODAY, counting())


def plan_with(**step: object) -> Plan:
    return Plan(
        plan=Header(),
        step={"S1-aaaa": Step.model_validate({"text": "Map the forms", **step})},
        barrier={"B1-aaaa": Barrier(text="No room", strength=4)},
        goal={"G1-aaaa": Goal(text="Families lead", by=dt.date(2018, 9, 28))},
        reading={
            "R1-aaaa": Reading(
                date=dt.date(2018, 1, 16), score=3.5, scores=(2, 3, 4, 5), reason="Baseline"
            )
        },
    )


def told(plan: Plan) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [(line.item, line.field, line.was, line.now, line.why) for line in plan.log.values()]


def test_a_new_status_is_logged_with_its_day(stamp: Stamp) -> None:
    plan = amend(plan_with(), "S1-aaaa", {"status": "in_progress"}, stamp)
    assert plan.step["S1-aaaa"].status == "in_progress"
    assert plan.log == {
        "L1-0000": LogEntry(
            item="S1-aaaa", date=TODAY, field="status", was="not_started", now="in_progress",
            created=NOW,
        )
    }  # fmt: skip


def test_saying_what_was_taken_for_granted_is_no_news(stamp: Stamp) -> None:
    plan = amend(plan_with(), "S1-aaaa", {"status": "not_started"}, stamp)
    assert plan.step["S1-aaaa"].status == "not_started"
    assert plan.log == {}


def test_what_changes_nothing_changes_nothing(stamp: Stamp) -> None:
    before = plan_with(status="done", done_on=dt.date(2018, 2, 1))
    assert amend(before, "S1-aaaa", {"status": "done"}, stamp) is before


def test_a_step_that_is_done_gets_its_day_and_loses_it_when_it_is_not(stamp: Stamp) -> None:
    done = amend(plan_with(), "S1-aaaa", {"status": "done"}, stamp)
    assert done.step["S1-aaaa"].done_on == TODAY
    again = amend(done, "S1-aaaa", {"status": "in_progress"}, stamp)
    assert again.step["S1-aaaa"].done_on is None
    assert [line[2:4] for line in told(again)] == [
        ("not_started", "done"),
        ("done", "in_progress"),
    ]


def test_a_day_that_is_said_counts_more_than_today(stamp: Stamp) -> None:
    said = dt.date(2018, 2, 9)
    plan = amend(plan_with(), "S1-aaaa", {"status": "done", "done_on": said}, stamp)
    assert plan.step["S1-aaaa"].done_on == said


def test_a_blocked_step_says_since_when_and_by_what(stamp: Stamp) -> None:
    changes = {"status": "blocked", "blocked_by": "The supplier"}
    blocked = amend(plan_with(status="in_progress"), "S1-aaaa", changes, stamp)
    step = blocked.step["S1-aaaa"]
    assert (step.blocked_by, step.blocked_since) == ("The supplier", TODAY)
    assert told(blocked) == [("S1-aaaa", "status", "in_progress", "blocked", "The supplier")]
    free = amend(blocked, "S1-aaaa", {"status": "in_progress"}, stamp).step["S1-aaaa"]
    assert (free.blocked_by, free.blocked_since) == (None, None)


def test_naming_another_block_keeps_the_day(stamp: Stamp) -> None:
    since = dt.date(2018, 1, 30)
    before = plan_with(status="blocked", blocked_by="Rota", blocked_since=since)
    after = amend(before, "S1-aaaa", {"status": "blocked", "blocked_by": "Supplier"}, stamp)
    assert after.step["S1-aaaa"].blocked_since == since
    assert after.log == {}


@pytest.mark.parametrize("status", ["in_progress", "blocked", "done", "dropped"])
def test_every_status_can_follow_every_other(stamp: Stamp, status: StepStatus) -> None:
    for before in ("not_started", "in_progress", "blocked", "done", "dropped"):
        plan = amend(plan_with(status=before), "S1-aaaa", {"status": status}, stamp)
        step = plan.step["S1-aaaa"]
        assert step.status == status
        if before != status:
            assert (step.done_on is not None) == (status == "done")
            assert (step.blocked_since is not None) == (status == "blocked")


def test_a_due_date_that_moves_is_logged_and_counted(stamp: Stamp) -> None:
    before = plan_with(due=dt.date(2018, 2, 2))
    moved = amend(
        before, "S1-aaaa", {"due": dt.date(2018, 2, 9)}, stamp, "Forms meeting moved a week"
    )
    assert told(moved) == [
        ("S1-aaaa", "due", "2018-02-02", "2018-02-09", "Forms meeting moved a week")
    ]
    assert due_moves(moved) == {"S1-aaaa": 1}


def test_a_first_due_date_is_no_move(stamp: Stamp) -> None:
    plan = amend(plan_with(), "S1-aaaa", {"due": dt.date(2018, 2, 9)}, stamp)
    assert plan.step["S1-aaaa"].due == dt.date(2018, 2, 9)
    assert plan.log == {}


def test_a_goal_that_slips_is_logged_too(stamp: Stamp) -> None:
    plan = amend(plan_with(), "G1-aaaa", {"by": dt.date(2018, 11, 30), "status": "revised"}, stamp)
    assert told(plan) == [
        ("G1-aaaa", "status", "open", "revised", None),
        ("G1-aaaa", "by", "2018-09-28", "2018-11-30", None),
    ]


def test_a_strength_is_logged_when_it_falls(stamp: Stamp) -> None:
    down = amend(plan_with(), "B1-aaaa", {"strength": 2}, stamp)
    assert told(down) == [("B1-aaaa", "strength", "4", "2", None)]
    assert amend(plan_with(), "B1-aaaa", {"strength": 5}, stamp).log == {}


def test_a_score_is_put_right_by_another_reading(stamp: Stamp) -> None:
    before = plan_with()
    after = amend(before, "R1-aaaa", {"scores": (2.0, 3.0, 5.0, 5.0)}, stamp)
    assert after.reading["R1-aaaa"] == before.reading["R1-aaaa"]
    new = after.reading["R2-0000"]
    assert (new.score, new.scores) == (4, (2, 3, 5, 5))
    assert (new.corrects, new.reason, new.created) == ("R1-aaaa", "Baseline", NOW)
    assert after.current_reading == new


def test_another_score_alone_leaves_each_person_s_score_in_the_old_reading(stamp: Stamp) -> None:
    after = amend(plan_with(), "R1-aaaa", {"score": 4.5}, stamp)
    assert (after.reading["R2-0000"].score, after.reading["R2-0000"].scores) == (4.5, None)
    assert after.reading["R1-aaaa"].scores == (2, 3, 4, 5)


def test_a_reading_s_reason_is_written_where_it_is(stamp: Stamp) -> None:
    after = amend(plan_with(), "R1-aaaa", {"reason": "Two teams began"}, stamp)
    assert list(after.reading) == ["R1-aaaa"]
    assert after.reading["R1-aaaa"].reason == "Two teams began"


def test_rewording_keeps_the_first_wording(stamp: Stamp) -> None:
    step = amend(plan_with(), "S1-aaaa", {"text": "Map every form"}, stamp).step["S1-aaaa"]
    assert (step.text, step.said) == ("Map every form", "Map the forms")


def test_an_unknown_id_is_said(stamp: Stamp) -> None:
    with pytest.raises(KeyError):
        amend(plan_with(), "S9-zzzz", {"status": "done"}, stamp)


@pytest.mark.parametrize("days_ago, lines", [(0, 0), (1, 2)])
def test_changing_ones_mind_on_the_day_of_writing_is_no_move(
    stamp: Stamp, days_ago: int, lines: int
) -> None:
    written = NOW - dt.timedelta(days=days_ago)
    plan = plan_with(due=dt.date(2018, 3, 1), created=written)
    barrier = plan.barrier["B1-aaaa"].replace(created=written)
    plan = plan.replace(barrier={"B1-aaaa": barrier})
    plan = amend(plan, "S1-aaaa", {"due": dt.date(2018, 3, 9)}, stamp)
    plan = amend(plan, "B1-aaaa", {"strength": 2}, stamp)
    assert len(plan.log) == lines


def test_a_reading_that_was_put_right_is_not_the_current_one(stamp: Stamp) -> None:
    plan = amend(plan_with(), "R1-aaaa", {"date": dt.date(2018, 1, 9)}, stamp)
    current = plan.current_reading
    assert current is not None
    assert (current.date, current.corrects) == (dt.date(2018, 1, 9), "R1-aaaa")
