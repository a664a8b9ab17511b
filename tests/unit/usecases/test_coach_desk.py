"""The coach while the app runs: what it knows of other plans, and when it reads them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from trajectory.domain.coach import Thresholds
from trajectory.domain.plan import Plan
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases import coaching
from trajectory.usecases.coach_desk import CoachDesk
from trajectory.usecases.context import Context


def write(context: Context, name: str, steps: int) -> LoadedPlan:
    """A plan in which one role owns so many steps."""
    table = {
        f"S{n}-aaaa": {"text": f"Map form {n}", "owner": "Practice lead"} for n in range(steps)
    }
    header = {"id": name, "authority": "Harrowmere"}
    plan = Plan.model_validate({"plan": header, "step": table})
    return context.store.create(context.store.path_for("table-1", name), plan)


def asked(desk: CoachDesk, loaded: LoadedPlan) -> list[str]:
    return [finding.code for finding in desk.ask(loaded.path, loaded.plan).open]


def test_other_plans_count_from_when_they_were_read_until_they_are_forgotten(
    context: Context,
) -> None:
    one, _ = write(context, "one", 3), write(context, "two", 2)
    desk = CoachDesk(context, Thresholds())
    assert "C27" not in asked(desk, one), "three steps are not too many"
    desk.look_round()
    assert "C27" in asked(desk, one)
    desk.forget()
    assert "C27" not in asked(desk, one)


def test_the_plan_is_asked_about_as_it_stands_and_not_as_it_was_read(context: Context) -> None:
    one, _ = write(context, "one", 3), write(context, "two", 2)
    desk = CoachDesk(context, Thresholds())
    desk.look_round()
    (finding,) = [f for f in desk.ask(one.path, one.plan).open if f.code == "C27"]
    assert finding.detail == "Practice lead has 5 open steps, over all plans."
    fewer = one.plan.replace(step=dict(list(one.plan.step.items())[:1]))
    assert "C27" not in [f.code for f in desk.ask(one.path, fewer).open]


def test_to_ask_reads_no_file(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    one = write(context, "one", 1)
    desk = CoachDesk(context, Thresholds())

    def read(*_: Any) -> None:
        pytest.fail("the folder was read")

    monkeypatch.setattr(coaching, "loads", read)
    assert "C24" in asked(desk, one)


def test_it_asks_as_of_today_and_where_the_settings_draw_the_line(context: Context) -> None:
    one = write(context, "one", 3)
    desk = CoachDesk(context, Thresholds(owner_steps=2))
    assert "C27" in asked(desk, one)
    late = {"S9-aaaa": {"text": "Ask", "due": context.today() - dt.timedelta(days=1)}}
    today = {"S9-aaaa": {"text": "Ask", "due": context.today()}}
    for steps, is_late in ((late, True), (today, False)):
        plan = Plan.model_validate({"plan": {}, "step": steps})
        assert ("C25" in [f.code for f in desk.ask(one.path, plan).open]) is is_late
