"""The coach as a whole: it asks of any plan there can be, in a stable order, at a counted cost.

What each check asks is in the files beside this one.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.coach.sheets import at, day, plan_of
from tests.unit.domain.merging import ACTS, EMPTY, START, Act, acts, after
from tests.unit.storage.strategies import plans
from trajectory.domain.amending import Stamp
from trajectory.domain.coach import Severity, World, dismiss, findings, questions
from trajectory.domain.coach.registry import RULES
from trajectory.domain.plan import Plan
from trajectory.domain.progress import OwnerLoad

DAYS = st.sampled_from([dt.date.min, day(-1), day(0), day(40), day(400), dt.date.max])
WORLD = World(
    elsewhere={"practice lead": OwnerLoad("Practice lead", open_steps=9, due_soon=9)},
    bank_holidays={day(0)},
    pages=lambda: 9.0,
)
STAMP = Stamp(dt.datetime(9999, 12, 30, tzinfo=dt.UTC), day(40), lambda length: "z" * length)


def check(plan: Plan, as_of: dt.date) -> None:
    """What holds of every plan: nothing raises, and each question can be set aside alone."""
    found = findings(plan, as_of, world=WORLD)
    assert findings(plan, as_of, world=WORLD) == found
    codes = {rule.code for rule in RULES}
    severities = [list(Severity).index(finding.severity) for finding in found]
    assert severities == sorted(severities)
    subjects = Counter((one.code, one.item, one.about) for one in found)
    assert set(subjects.values()) <= {1}
    for finding in found:
        assert finding.code in codes
        assert finding.detail.endswith(".")
        assert (finding.item is None) is (finding.label == "") or finding.item == ""
        assert finding.item is None or plan.find(finding.item) is not None
        assert finding.about == "" or finding.item is None
    for finding in found:
        # What the reason says must not be a question of its own.
        later = findings(dismiss(plan, finding, "Fine", STAMP), as_of, world=WORLD)
        assert later == tuple(one for one in found if one != finding)


@given(plans, DAYS)
def test_any_plan_is_asked_about_and_a_dismissal_takes_away_one_question(
    plan: Plan, as_of: dt.date
) -> None:
    check(plan, as_of)


@given(acts(tuple(ACTS), least=4, most=12), DAYS)
def test_any_plan_that_people_wrote_is_asked_about(done: list[Act], as_of: dt.date) -> None:
    begun = after(EMPTY, [Act("line", which, which, 1) for which in (0, 1, 2, 3, 6)], "w", START)
    check(after(begun, done, "x", START + dt.timedelta(minutes=9)), as_of)


def test_an_empty_plan_is_asked_for_its_scale_its_goal_and_its_aim() -> None:
    found = findings(Plan.model_validate({"plan": {}}), day(0))
    assert [(one.code, one.question) for one in found] == [
        ("C01", "What would 0 and 10 look like here?"),
        ("C06", "What matters most?"),
        ("C09", "Further than today?"),
    ]


def test_the_most_pressing_comes_first_then_the_order_of_checks_and_of_the_plan() -> None:
    plan = plan_of(
        step=[{"due": day(4)}, {"text": "Discuss forms"}, {"text": "Discuss rooms"}],
        enabler=[{"strength": 4}],
    )
    found = [(one.code, one.label) for one in findings(plan, day(9))]
    assert found == [
        ("C01", ""),
        ("C06", ""),
        ("C09", ""),
        *(("C23", label) for label in ("S1", "S2", "S3")),
        *(("C24", label) for label in ("S2", "S3")),
        ("C25", "S1"),
        *(("C30", label) for label in ("S2", "S3")),
        ("C20", "E1"),
        ("C26", "S1"),
    ]


def test_a_finding_says_what_a_screen_needs() -> None:
    text = "Map every form against the practice steps, and mark each"
    plan = plan_of(step=[{"text": text, "due": day(0), "owner": "Chair"}])
    (late,) = [one for one in findings(plan, day(1)) if one.code == "C25"]
    assert (late.item, late.label, late.section) == ("S1-aaaa", "S1", "step")
    assert late.words == "Map every form against the practice…"
    assert (late.severity, late.severity.letter) == ("fix", "F")
    read = plan_of(reading=[{"score": 3.5, "scores": [1, 6]}])
    (spread,) = [one for one in findings(read, day(1)) if one.code == "C02"]
    assert spread.words == "3.5 on Tue 16 Jan 2018"


def test_questions_count_by_severity() -> None:
    plan = plan_of(enabler=[{"strength": 4}], step=[{"text": "Discuss forms"}])
    found = questions(plan, day(0))
    counts = [found.count(severity) for severity in Severity]
    assert counts == [5, 1, 1]
    assert sum(counts) == len(found.open)


# -- growth ----------------------------------------------------------------------------------------


def large(rows: int) -> Plan:
    """A plan in which every check has `rows` of whatever it looks at."""
    number = range(1, rows + 1)
    return plan_of(
        header={"horizon": day(300), "leadership_group": ["Director"]},
        note=[{"text": f"Remark {n} about the forms of team {n}"} for n in number],
        reading=[{"date": day(n % 300), "score": n % 20 / 2} for n in number],
        goal=[{"text": f"Improve form {n} of team {n}", "measure": "Forms"} for n in number],
        enabler=[{"text": f"Chair {n} helps", "strength": 4} for n in number],
        barrier=[
            {"text": f"Board {n} of county {n}", "strength": 5, "influence": 1 + n % 3}
            for n in number
        ],
        step=[
            {
                "text": f"Discuss form {n} with board {n}",
                "owner": f"Role {n} and Role {n + 1}",
                "due": day(-n % 300),
                "goal": f"G{n}-aaaa",
                "uses": [f"E{n + 1}-aaaa"],
                "after": [f"S{n + 1}-aaaa"],
                "status": ("blocked", "done", "in_progress")[n % 3],
                "blocked_since": day(0),
                "confidence": 3,
            }
            for n in number
        ],
        parking=[{"text": f"Who asks board {n}?", "for": "call"} for n in number],
        decision=[{"text": f"Form {n} goes", "date": day(-9)} for n in number],
        review=[
            {
                "date": day(n % 99),
                "forum": "monthly-call",
                "finished": at(99),
                "attended": [f"Role {n}"],
                "asks": [f"Who helps team {n} with S{n}?"],
            }
            for n in number
        ],
        log=[{"item": f"S{n}-aaaa", "field": "carried", "date": day(n % 9)} for n in number],
        dismissed=[{"code": "C30", "item": f"S{n}-aaaa", "date": day(0)} for n in number],
    )


def calls(plan: Plan) -> int:
    """How many functions are called to ask about a plan: work without a clock."""
    count = 0

    def noted(*event: Any) -> None:
        nonlocal count
        count += 1

    sys.setprofile(noted)
    try:
        findings(plan, day(100), world=WORLD)
    finally:
        sys.setprofile(None)
    return count


def test_the_work_grows_with_the_plan_and_not_with_its_square() -> None:
    few, many = large(50), large(200)  # 200 rows of 12 kinds
    found = findings(many, day(100), world=WORLD)
    assert len({one.code for one in found}) > 15, "too little is asked to count the work of it"
    assert calls(many) < 5 * calls(few)


@pytest.mark.slow
def test_so_it_does_with_thousands_of_entries() -> None:
    assert calls(large(2_000)) < 5 * calls(large(500))
