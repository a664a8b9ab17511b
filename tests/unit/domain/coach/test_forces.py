"""The coach's questions about the force field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.domain.coach.sheets import asked

CLOSED = ["gone", "converted", "accepted"]
CUT = {"cuts": ["B1-aaaa"]}


@pytest.mark.parametrize(
    "barrier, steps, labels",
    [
        ({"strength": 3, "influence": 2}, [], ["B1"]),
        ({"strength": 2, "influence": 3}, [], []),
        ({"strength": 5, "influence": 1}, [], []),
        ({"strength": 5}, [], []),
        ({"influence": 3}, [], []),
        ({"strength": 5, "influence": 3}, [CUT], []),
        ({"strength": 5, "influence": 3}, [{**CUT, "status": "done"}], []),
        ({"strength": 5, "influence": 3}, [{**CUT, "status": "dropped"}], ["B1"]),
        ({"strength": 3, "influence": 2, "status": "reduced"}, [], ["B1"]),
        ({"strength": 5, "influence": 3, "into": "B2-aaaa"}, [], []),
        *(({"strength": 5, "influence": 3, "status": status}, [], []) for status in CLOSED),
    ],
)
def test_c17_what_would_cut_through(
    barrier: dict[str, Any], steps: list[dict[str, Any]], labels: list[str]
) -> None:
    assert asked("C17", barrier=[barrier], step=steps) == labels


OUTSIDE = {"text": "Supplier change window is quarterly", "strength": 4, "influence": 1}
NAMED = "Who speaks to the county about B1?"
SPOKEN_OF = "Could we open the supplier's quarterly change window?"


@pytest.mark.parametrize(
    "barrier, tables, labels",
    [
        ({}, {}, ["B1"]),
        ({"strength": 3}, {}, []),
        ({"influence": 2}, {}, []),
        ({"status": "accepted"}, {}, []),
        ({}, {"step": [CUT]}, []),
        ({}, {"step": [{**CUT, "status": "dropped"}]}, ["B1"]),
        ({}, {"parking": [{"text": NAMED}]}, []),
        ({}, {"parking": [{"text": NAMED, "status": "dropped"}]}, ["B1"]),
        ({}, {"parking": [{"text": NAMED, "into": "P2-aaaa"}]}, ["B1"]),
        ({}, {"parking": [{"text": SPOKEN_OF}]}, []),
        ({}, {"parking": [{"text": "Who speaks to the county about B12?"}]}, ["B1"]),
        ({}, {"parking": [{"text": "Could we change the window of the duty room?"}]}, ["B1"]),
        ({}, {"review": [{"asks": ["Money", NAMED]}]}, []),
        ({}, {"review": [{"asks": ["Money"]}]}, ["B1"]),
    ],
)
def test_c18_live_with_it_or_raise_it(
    barrier: dict[str, Any], tables: dict[str, Any], labels: list[str]
) -> None:
    assert asked("C18", barrier=[OUTSIDE | barrier], **tables) == labels


@pytest.mark.parametrize(
    "barriers, steps, asks",
    [
        ([{}], [{}], True),
        ([{}], [CUT], False),
        ([{}], [], False),
        ([{}], [{"status": "done"}], False),
        ([], [{}], False),
        ([{"status": "gone"}], [{}], False),
        ([{}, {}], [CUT], False),
        ([{}], [{}, {**CUT, "status": "done"}], True),
        ([{"status": "gone"}, {}], [CUT], True),
    ],
)
def test_c19_are_we_only_pushing(
    barriers: list[dict[str, Any]], steps: list[dict[str, Any]], asks: bool
) -> None:
    assert asked("C19", barrier=barriers, step=steps) == (["plan"] if asks else [])


@pytest.mark.parametrize(
    "enabler, steps, labels",
    [
        ({"strength": 4}, [], ["E1"]),
        ({"strength": 3}, [], []),
        ({}, [], []),
        ({"strength": 4}, [{"uses": ["E1-aaaa"]}], []),
        ({"strength": 4}, [{"uses": ["E1-aaaa"], "status": "dropped"}], ["E1"]),
        *(({"strength": 4, "status": status}, [], []) for status in CLOSED),
    ],
)
def test_c20_could_this_carry_a_step(
    enabler: dict[str, Any], steps: list[dict[str, Any]], labels: list[str]
) -> None:
    assert asked("C20", enabler=[enabler], step=steps) == labels


@pytest.mark.parametrize(
    "enablers, barriers, asks",
    [(0, 3, True), (3, 0, True), (0, 2, False), (2, 0, False), (1, 3, False), (0, 0, False)],
)
def test_c21_both_kinds_of_force(enablers: int, barriers: int, asks: bool) -> None:
    tables: dict[str, Any] = {"enabler": [{}] * enablers, "barrier": [{}] * barriers}
    assert asked("C21", **tables) == (["plan"] if asks else [])


def test_c21_forces_that_are_gone_are_missing() -> None:
    assert asked("C21", enabler=[{"status": "gone"}], barrier=[{}] * 3) == ["plan"]
    assert asked("C21", barrier=[{}, {}, {"status": "gone"}]) == []


@pytest.mark.parametrize(
    "strengths, asks",
    [
        ([3, 3, 3, 3], True),
        ([3, 3, 3], False),
        ([3, 3, 3, 4], False),
        ([3, 3, 3, 3, None], True),
        ([3, 3, 3, None], False),
        ([None] * 4, False),
    ],
)
def test_c22_weighed_against_each_other(strengths: list[int | None], asks: bool) -> None:
    rows = [{} if strength is None else {"strength": strength} for strength in strengths]
    for split in range(len(rows) + 1):
        labels = asked("C22", enabler=rows[:split], barrier=rows[split:])
        assert labels == (["plan"] if asks else [])
