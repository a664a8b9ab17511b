"""Each line that the coach draws is drawn by its threshold, and only what makes sense is taken."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.unit.domain.coach.sheets import asked, at, day
from trajectory.domain import thresholds
from trajectory.domain.coach import Thresholds, World
from trajectory.storage.schema import field_docs

STEP = {"owner": "Chair"}
MOVED = {"item": "S1-aaaa", "field": "due", "was": "2018-01-02", "now": "2018-01-09"}
REVIEWS = [
    {"date": day(n), "finished": at(n), "attended": ["Nurse"], "forum": "monthly-call"}
    for n in (10, 20, 30)
]
HORIZON = {"horizon": day(100)}

CASES: tuple[tuple[str, Any, str, dict[str, Any]], ...] = (
    ("spread", 5, "C02", {"reading": [{"score": 4, "scores": [2, 6]}]}),
    ("nearly_there", 8, "C03", {"reading": [{"score": 8.5}]}),
    (
        "climb",
        4,
        "C10",
        {"position": {"target": 8, "target_by": day(9)}, "reading": [{"score": 4}]},
    ),
    (
        "climb_days",
        8,
        "C10",
        {"position": {"target": 8, "target_by": day(9)}, "reading": [{"score": 4}]},
    ),
    ("goals", 4, "C06", {"goal": [{}] * 4}),
    ("cut_strength", 4, "C17", {"barrier": [{"strength": 3, "influence": 2}]}),
    ("cut_influence", 3, "C17", {"barrier": [{"strength": 3, "influence": 2}]}),
    ("raise_strength", 5, "C18", {"barrier": [{"strength": 4, "influence": 1}]}),
    ("use_strength", 5, "C20", {"enabler": [{"strength": 4}]}),
    ("forces", 4, "C21", {"enabler": [{}] * 3}),
    ("equal_forces", 5, "C22", {"barrier": [{"strength": 3}] * 4}),
    ("owner_steps", 5, "C27", {"step": [STEP] * 5}),
    ("owner_due_soon", 3, "C27", {"step": [{**STEP, "due": day(30)}] * 3}),
    ("shared_steps", 5, "C28", {"step": [STEP] * 4}),
    ("one_owner_share", 0.75, "C28", {"step": [STEP] * 3 + [{}]}),
    ("missed_reviews", 4, "C29", {"step": [STEP], "review": REVIEWS}),
    ("sure", 6, "C31", {"step": [{"confidence": 6}]}),
    ("first_days", 45, "C32", {"step": [{"due": day(45)}]}),
    ("dated_steps", 4, "C33", {"header": HORIZON, "step": [{"due": day(99)}] * 3}),
    ("late_part", 0.2, "C33", {"header": HORIZON, "step": [{"due": day(80)}] * 3}),
    ("late_share", 1, "C33", {"header": HORIZON, "step": [{"due": day(80)}] * 3}),
    ("moves", 3, "C35", {"step": [{}], "log": [MOVED] * 2}),
    (
        "carries",
        3,
        "C35",
        {
            "step": [{}],
            "log": [{"item": "S1-aaaa", "field": "carried", "date": day(n)} for n in (1, 2)],
        },
    ),
    ("blocked_days", 30, "C36", {"step": [{"status": "blocked", "blocked_since": day(0)}]}),
    (
        "done_share",
        0.6,
        "C37",
        {
            "goal": [{}],
            "step": [{"status": "done"}, {}],
            "reading": [{"score": 4}],
            "review": REVIEWS,
        },
    ),
    (
        "still_reviews",
        4,
        "C37",
        {"goal": [{}], "step": [{"status": "done"}], "reading": [{"score": 4}], "review": REVIEWS},
    ),
    ("open_steps", 10, "C39", {"step": [{}] * 10}),
    ("pages", 9, "C39", {"step": [{}]}),
    (
        "alike",
        0.9,
        "C44",
        {"note": [{"text": "one two three four"}, {"text": "one two three four five"}]},
    ),
)
"""A threshold, a value beyond the usual one, and what is asked with the usual one only."""

DAYS = {"C27": day(16), "C32": day(0)}


@pytest.mark.parametrize("name, value, code, tables", CASES, ids=[case[0] for case in CASES])
def test_a_threshold_draws_the_line(
    name: str, value: Any, code: str, tables: dict[str, Any]
) -> None:
    world = World(pages=lambda: 3.0 if name == "pages" else None)
    as_of = DAYS.get(code, day(30))
    assert asked(code, as_of, world, **tables)
    assert asked(code, as_of, world, {name: value}, **tables) == []


def test_every_threshold_has_its_case_and_its_words() -> None:
    said = field_docs(thresholds)[Thresholds.__name__]
    assert [case[0] for case in CASES] == list(Thresholds.model_fields)
    for name, _, code, _ in CASES:
        assert said[name].startswith(f"{code}: ")


@pytest.mark.parametrize(
    "values",
    [
        {"spread": -1},
        {"spread": 11},
        {"spread": "4"},
        {"spread": float("nan")},
        {"goals": 0},
        {"goals": 2.5},
        {"goals": True},
        {"cut_strength": 6},
        {"cut_influence": 0},
        {"sure": 11},
        {"first_days": -1},
        {"one_owner_share": 0},
        {"alike": 1.1},
        {"pages": float("inf")},
        {"spred": 4},
    ],
)
def test_what_makes_no_sense_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Thresholds.model_validate(values)
