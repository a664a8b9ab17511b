"""The force field: totals, links from steps, and which barriers nobody answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.forces import (
    by_leverage,
    by_strength,
    force_field,
    links_to,
    survivor_of,
)
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Barrier, Plan


def plan_of(**tables: Mapping[str, Mapping[str, Any]]) -> Plan:
    """Build a plan whose items all have a text."""
    said = {
        kind: {key: {"text": key, **fields} for key, fields in table.items()}
        for kind, table in tables.items()
    }
    return Plan.model_validate({"plan": {}, **said})


FIELD = plan_of(
    enabler={
        "E1-aaaa": {"strength": 4, "influence": 3},
        "E2-aaaa": {"strength": 2, "influence": 1, "status": "reduced"},
        "E3-aaaa": {"strength": 5, "status": "gone"},
        "E4-aaaa": {},
    },
    barrier={
        "B1-aaaa": {"strength": 3, "influence": 2},
        "B2-aaaa": {"strength": 5, "influence": 3},
        "B3-aaaa": {"strength": 5, "influence": 1, "status": "accepted"},
        "B4-aaaa": {"strength": 4, "influence": 2, "status": "converted"},
    },
    step={
        "S1-aaaa": {"cuts": ["B2-aaaa", "B9-gone"], "uses": ["E1-aaaa"]},
        "S2-aaaa": {"cuts": ["B2-aaaa", "B2-aaaa"], "status": "done"},
        "S3-aaaa": {"cuts": ["B1-aaaa"], "status": "dropped"},
    },
)


def test_totals_count_open_forces_with_the_strength_they_have_left() -> None:
    field = force_field(FIELD)
    assert (field.enabler_total, field.barrier_total, field.net) == (6, 8, -2)
    assert field.unrated == 1


def test_all_forces_are_there_in_the_order_of_the_file() -> None:
    field = force_field(FIELD)
    assert [item.label for item in field.enablers] == ["E1", "E2", "E3", "E4"]
    assert [item.is_open for item in field.barriers] == [True, True, False, False]


def test_links_leave_out_dropped_steps_links_to_nothing_and_repetitions() -> None:
    assert links_to(FIELD, Kind.BARRIER) == {"B2-aaaa": ("S1-aaaa", "S2-aaaa")}
    assert links_to(FIELD, Kind.ENABLER) == {"E1-aaaa": ("S1-aaaa",)}


def test_leverage_is_strength_times_influence_and_nothing_where_one_is_missing() -> None:
    field = force_field(FIELD)
    assert [item.leverage for item in field.enablers] == [12, 2, 0, 0]


@pytest.mark.parametrize(
    "fields, unanswered",
    [
        ({"strength": 3, "influence": 2}, True),
        ({"strength": 2, "influence": 2}, False),
        ({"strength": 3, "influence": 1}, False),
        ({"strength": 5}, False),
        ({"influence": 3}, False),
        ({"strength": 5, "influence": 3, "status": "accepted"}, False),
        ({"strength": 5, "influence": 3, "into": "B2-aaaa"}, False),
    ],
)
def test_a_barrier_is_unanswered_when_it_is_strong_and_within_our_influence(
    fields: dict[str, Any], *, unanswered: bool
) -> None:
    field = force_field(plan_of(barrier={"B1-aaaa": fields}))
    assert [item.key for item in field.unanswered()] == ["B1-aaaa"] * unanswered


def test_a_step_answers_a_barrier_until_it_is_dropped() -> None:
    barrier = {"B1-aaaa": {"strength": 4, "influence": 3}}
    step = {"cuts": ["B1-aaaa"]}
    answered = plan_of(barrier=barrier, step={"S1-aaaa": step})
    dropped = plan_of(barrier=barrier, step={"S1-aaaa": {**step, "status": "dropped"}})
    assert force_field(answered).unanswered() == ()
    assert [item.key for item in force_field(dropped).uncut] == ["B1-aaaa"]


def test_the_strongest_come_first_and_equals_keep_their_order() -> None:
    field = force_field(
        plan_of(
            barrier={
                "B1-aaaa": {"strength": 3, "influence": 3},
                "B2-aaaa": {},
                "B3-aaaa": {"strength": 4, "influence": 1},
                "B4-aaaa": {"strength": 3, "influence": 1},
            }
        )
    )
    assert [item.label for item in by_strength(field.barriers)] == ["B3", "B1", "B4", "B2"]
    assert [item.label for item in by_leverage(field.barriers)] == ["B1", "B3", "B4", "B2"]
    assert [item.label for item in field.uncut] == ["B3", "B1", "B4", "B2"]


def test_a_link_to_a_merged_barrier_leads_to_the_one_that_took_it_in() -> None:
    plan = plan_of(
        barrier={"B1-aaaa": {}, "B2-aaaa": {"into": "B1-aaaa"}, "B3-aaaa": {"into": "B2-aaaa"}},
        step={
            "S1-aaaa": {"cuts": ["B3-aaaa", "B1-aaaa"]},
            "S2-aaaa": {"cuts": ["B1-aaaa"], "into": "S1-aaaa"},
        },
    )
    assert links_to(plan, Kind.BARRIER) == {"B1-aaaa": ("S1-aaaa",)}
    assert [item.key for item in force_field(plan).barriers] == ["B1-aaaa"]


KEYS = ("a", "b", "c", "d", "e")


@given(st.dictionaries(st.sampled_from(KEYS), st.none() | st.sampled_from((*KEYS, "gone"))))
def test_every_trail_of_merges_ends_at_a_live_entry_or_nowhere(
    into: dict[str, str | None],
) -> None:
    survivors = survivor_of({key: Barrier(text=key, into=end) for key, end in into.items()})
    for key in into:
        at: str | None = key
        for _ in KEYS:
            if at is None or into.get(at) is None:
                break
            at = into[at]
        expected = at if at in into and into[at] is None else None
        assert survivors.get(key) == expected
