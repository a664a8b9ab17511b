"""What a list says beside an entry, and that it follows each act however it is remembered."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.storage.hand_edits import all_edits
from tests.unit.storage.strategies import plans
from trajectory.domain import describing, editing
from trajectory.domain.describing import Describer
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Barrier, Plan, Step
from trajectory.domain.progress import step_state

TODAY = dt.date(2018, 3, 1)
NOW = dt.datetime(2018, 3, 1, 10, tzinfo=dt.UTC)


def plan_of(**tables: object) -> Plan:
    return Plan.model_validate({"plan": {}, **tables})


PLAN = plan_of(
    note={"N1": {"text": "x", "view": "worried", "speaker": "Chair", "votes": 1}},
    goal={"G1": {"text": "x", "by": dt.date(2018, 9, 1), "measure": "20 cases", "target": "14"}},
    enabler={"E1": {"text": "x", "strength": 4, "influence": 3, "private": True}},
    barrier={"B1": {"text": "x", "status": "reduced"}, "B2": {"text": "x", "votes": 2}},
    step={
        "S1": {"text": "x", "cuts": ("B1", "B9"), "uses": ("E1",), "goal": "G1", "owner": "Chair"},
        "S2": {"text": "x", "cuts": ("B1",), "status": "done", "due": dt.date(2018, 4, 1)},
    },
    parking={"P1": {"text": "x", "for_": "call", "status": "raised"}},
)


@pytest.mark.parametrize(
    "section, key, facts",
    [
        (Section.POSITION, "N1", "worried · Chair · 1 vote"),
        (Section.GOAL, "G1", "by 1 Sep · 20 cases · ? → 14"),
        (Section.ENABLER, "E1", "strength 4 · ours · S1 uses it · private"),
        (Section.BARRIER, "B1", "reduced · S1 S2 cut it"),
        (Section.BARRIER, "B2", "2 votes"),
        (Section.STEP, "S1", "no date · Chair · cuts B1 · uses E1 · for G1"),
        (Section.STEP, "S2", "done · by 1 Apr · cuts B1"),
        (Section.PARKING, "P1", "for the call · raised"),
    ],
)
def test_the_most_telling_comes_first(section: Section, key: str, facts: str) -> None:
    entry = PLAN.entries(section)[key]
    assert " · ".join(Describer(PLAN, TODAY).facts(key, entry)) == facts


def all_facts(describer: Describer, plan: Plan) -> dict[str, tuple[str, ...]]:
    entries = (item for section in Section for item in plan.entries(section).items())
    return {key: describer.facts(key, entry) for key, entry in entries}


@given(plans, st.randoms(use_true_random=True), st.booleans())
def test_what_is_remembered_of_a_plan_is_as_if_it_was_looked_at(
    plan: Plan, random: Random, next_day: bool
) -> None:
    describer = Describer(plan, TODAY)
    all_facts(describer, plan)
    today = TODAY + dt.timedelta(days=next_day)
    for _ in range(3):
        plan = random.choice(list(all_edits(plan)))[1]()
        describer = describer.after(plan, today)
        assert all_facts(describer, plan) == all_facts(Describer(plan, today), plan)


def test_after_an_act_one_entry_and_what_is_linked_with_it_is_described_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = plan_of(
        barrier={f"B{n}": {"text": "x"} for n in range(100)},
        step={f"S{n}": {"text": "x", "cuts": (f"B{n}", "B100")} for n in range(100)},
    )
    describer = Describer(plan, TODAY)
    all_facts(describer, plan)
    described: list[Step] = []

    def counted(step: Step, *rest: object) -> object:
        described.append(step)
        return step_state(step, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(describing, "step_state", counted)
    acts = (
        (editing.edit(plan, "S7", NOW, text="y"), 1),
        (editing.add(plan, "S100", Step(text="y")), 1),
        (editing.add(plan, "B101", Barrier(text="y")), 0),
        (editing.remove(plan, "B7", NOW), 1),
        (editing.add(plan, "B100", Barrier(text="what all were linked with")), 100),
    )
    for after, count in acts:
        all_facts(describer.after(plan, TODAY), plan)
        described.clear()
        all_facts(describer.after(after, TODAY), after)
        assert len(described) == count
