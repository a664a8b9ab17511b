"""The agendas of the examples, byte for byte: made to be read aloud in a call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.repository import ROOT
from tests.unit.exporters.rendering import DIALECTS, render
from trajectory.domain.agenda import Subject, agenda
from trajectory.domain.plan import Decision, Plan, Reading, ReviewForum, Step
from trajectory.exporters.agenda import markdown, values
from trajectory.storage.codec import parse

EXAMPLES = ("safety-networks", "case-management", "quality-assurance")
FEBRUARY, APRIL = dt.date(2018, 2, 20), dt.date(2018, 4, 24)


def example(name: str) -> Plan:
    return parse((ROOT / "plans" / "harrowmere-table-3" / f"{name}.toml").read_bytes())[0]


def golden_plan(name: str) -> Plan:
    return parse((ROOT / "tests" / "golden" / "plans" / f"{name}.toml").read_bytes())[0]


def document(
    *plans: Plan, as_of: dt.date, forum: ReviewForum = "monthly-call", minutes: int = 30
) -> str:
    return markdown(agenda([Subject(plan) for plan in plans], as_of, forum, minutes))


def a_month_later() -> Subject:
    """Harrowmere's networks plan on the eve of its first call, after a month of work."""
    before = example("safety-networks")
    done = before.step["S1-t5vn"].replace(status="done", done_on=dt.date(2018, 2, 9))
    blocked = before.step["S3-j8fx"].replace(
        status="blocked", blocked_by="no paper in the duty bags", blocked_since=dt.date(2018, 2, 12)
    )
    new = Step(text="Put paper and pens in every duty bag", created=dt.datetime(
        2018, 2, 13, tzinfo=dt.UTC))  # fmt: skip
    reading = Reading(
        date=dt.date(2018, 2, 19), score=4, reason="Both questions are asked in four teams of five"
    )
    decision = Decision(
        text="Chairs hear the network first at conference from March",
        date=dt.date(2018, 2, 6),
        decided_by="Assistant Director",
    )
    weaker = before.barrier["B1-h9wc"].replace(strength=3, status="reduced")
    after = before.replace(
        step={**before.step, "S1-t5vn": done, "S3-j8fx": blocked, "S6-paper": new},
        reading={**before.reading, "R2-b7qe": reading},
        decision={"D1-a2bc": decision},
        barrier={**before.barrier, "B1-h9wc": weaker},
    )
    return Subject(after, before)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_agenda_of_an_example_is_what_it_was(
    name: str, golden: Callable[[str, str], None]
) -> None:
    golden(f"agenda/{name}.md", document(example(name), as_of=FEBRUARY))


def test_the_agenda_of_a_month_in_which_much_happened(golden: Callable[[str, str], None]) -> None:
    golden("agenda/a-month-later.md", markdown(agenda([a_month_later()], FEBRUARY, "monthly-call")))


def test_the_agenda_of_three_plans(golden: Callable[[str, str], None]) -> None:
    golden("agenda/three-plans.md", document(*map(example, EXAMPLES), as_of=APRIL, minutes=45))


def test_the_agenda_of_a_consultation(golden: Callable[[str, str], None]) -> None:
    found = document(*map(example, EXAMPLES), as_of=FEBRUARY, forum="consultation", minutes=60)
    golden("agenda/consultation.md", found)


@pytest.mark.parametrize("name", ["everything", "empty", "hostile", "cymraeg"])
def test_the_agenda_of_a_plan_that_is_not_like_others(
    name: str, golden: Callable[[str, str], None]
) -> None:
    golden(f"agenda/{name}.md", document(golden_plan(name), as_of=APRIL))


@pytest.mark.parametrize("name", ["everything", "hostile"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_in_an_agenda_means_more_than_it_says(name: str, dialect: str) -> None:
    text = document(golden_plan(name), as_of=APRIL)
    assert render(text, DIALECTS[dialect]) == render(text)
    assert not [line for line in render(text) if line.place == "other" or "<<" in line.text]


def test_every_golden_agenda_is_compared() -> None:
    folder = ROOT / "tests" / "golden" / "agenda"
    assert {path.name for path in folder.iterdir()} == {
        f"{name}.md"
        for name in (
            *EXAMPLES, "a-month-later", "three-plans", "consultation",
            "everything", "empty", "hostile", "cymraeg",
        )
    }  # fmt: skip


def test_many_speakers_are_not_read_out_and_one_is_said_once() -> None:
    many = document(*map(example, EXAMPLES), as_of=APRIL)
    assert "Who speaks: each owner in turn." in many
    assert "Data analyst: due" in many
    one = document(example("safety-networks"), as_of=FEBRUARY)
    assert one.count("Service Manager, Assessment") == 1


def test_as_values_it_says_the_same() -> None:
    found = agenda([a_month_later()], FEBRUARY, "monthly-call")
    told = values(found)
    assert sum(item["minutes"] for item in told["items"]) == told["minutes"] == 30
    assert [item["topics"] for item in told["items"]] == [
        [topic.key for topic in item.topics] for item in found.items
    ]
    assert {key: told[key] for key in ("forum", "as_of")} == {
        "forum": "monthly-call",
        "as_of": "2018-02-20",
    }
    (blocked,) = [line for line in told["items"][1]["lines"] if line["label"] == "S3"]
    assert blocked == {
        "plan": 0,
        "id": "S3-j8fx",
        "label": "S3",
        "text": "Draw 'my people' with each child at the first visit, in two teams",
        "note": "due Fri 2 Mar 2018; blocked since Mon 12 Feb 2018: no paper in the duty bags",
        "who": "Practice lead",
        "question": "Who can unblock it?",
    }
