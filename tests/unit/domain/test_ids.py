"""Ids that are never given twice, and labels that are never shared."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.ids import all_labels, labels, next_id, number_of
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Barrier, Enabler, Header, Plan

NOW = dt.datetime(2026, 11, 22, 14, 2, tzinfo=dt.UTC)


def plan_of(*keys: str, removed: tuple[str, ...] = ()) -> Plan:
    return Plan(
        plan=Header(),
        barrier={key: Barrier(text="b") for key in keys},
        removed=dict.fromkeys(removed, NOW),
    )


def suffix(length: int) -> str:
    return "z" * length


def test_letters_of_kinds_differ() -> None:
    assert len({kind.letter for kind in Kind}) == len(Kind)


@pytest.mark.parametrize(
    "key, number",
    [
        ("B1-h9wc", 1),
        ("B42-x", 42),
        ("B7", 7),
        ("E1-h9wc", None),
        ("rota", None),
        ("B0-h9wc", None),
        ("B01-h9wc", None),
        ("b1-h9wc", None),
        ("B1-H9WC", None),
        ("B1b", None),
        ("B1-", None),
        ("B9999999999-aaaa", None),
        ("B١-aaaa", None),
    ],
)
def test_an_id_has_a_number(key: str, number: int | None) -> None:
    assert number_of(key, Kind.BARRIER) == number


@pytest.mark.parametrize(
    "keys, removed, new",
    [
        ((), (), "B1-zzzz"),
        (("B1-aaaa", "B3-cccc"), (), "B4-zzzz"),
        (("B1-aaaa",), ("B9-cccc", "E40-aaaa"), "B10-zzzz"),
        (("rota",), (), "B1-zzzz"),
        (("B2",), (), "B3-zzzz"),
    ],
)
def test_a_new_id_has_the_next_number(
    keys: tuple[str, ...], removed: tuple[str, ...], new: str
) -> None:
    assert next_id(plan_of(*keys, removed=removed), Kind.BARRIER, suffix) == new


def test_equal_numbers_are_told_apart_by_age_then_id() -> None:
    later = NOW + dt.timedelta(hours=1)
    plan = Plan(
        plan=Header(),
        barrier={
            "B1-late": Barrier(text="b", created=later),
            "B1-zzzz": Barrier(text="b", created=NOW),
            "B1-aaaa": Barrier(text="b", created=NOW),
            "B2-bbbb": Barrier(text="b"),
        },
    )
    assert labels(plan, Kind.BARRIER) == {
        "B1-late": "B1c",
        "B1-zzzz": "B1b",
        "B1-aaaa": "B1",
        "B2-bbbb": "B2",
    }


def test_a_hand_written_id_is_its_own_label_and_nobody_elses() -> None:
    plan = plan_of("rota", "B1", "B1-aaaa", "b2", "B2-aaaa", "B1c", "B1-bbbb")
    assert labels(plan, Kind.BARRIER) == {
        "rota": "rota",
        "B1": "B1",
        "B1-aaaa": "B1b",
        "b2": "b2",
        "B2-aaaa": "B2b",
        "B1c": "B1c",
        "B1-bbbb": "B1d",
    }


def test_after_z_come_two_letters() -> None:
    plan = plan_of(*(f"B1-{place:04}" for place in range(30)))
    found = list(labels(plan, Kind.BARRIER).values())
    assert found[:3] == ["B1", "B1b", "B1c"]
    assert found[24:28] == ["B1y", "B1z", "B1aa", "B1ab"]


def test_all_labels_are_those_of_every_kind() -> None:
    plan = Plan(
        plan=Header(),
        enabler={"E1-aaaa": Enabler(text="e")},
        barrier={"B1-aaaa": Barrier(text="b")},
    )
    assert all_labels(plan) == {"E1-aaaa": "E1", "B1-aaaa": "B1"}


_KEYS = st.from_regex(r"\A(B[0-9]{1,2}(-[a-c]{1,2})?|[bB][1-3][bc]?|rota)\Z")


@given(st.lists(_KEYS, unique_by=str.casefold, max_size=12))
def test_no_two_records_share_a_label(keys: list[str]) -> None:
    found = labels(plan_of(*keys), Kind.BARRIER)
    assert list(found) == keys
    assert len({label.casefold() for label in found.values()}) == len(keys)


@given(st.lists(_KEYS, unique=True, max_size=8), st.lists(_KEYS, unique=True, max_size=8))
def test_a_new_id_is_new(keys: list[str], removed: list[str]) -> None:
    plan = plan_of(*keys, removed=tuple(removed))
    new = next_id(plan, Kind.BARRIER, suffix)
    assert new not in {*keys, *removed}
    assert number_of(new, Kind.BARRIER) not in {
        number_of(key, Kind.BARRIER) for key in (*keys, *removed)
    }
