"""A question that was dismissed stays away until what it is about is another thing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from tests.unit.domain.coach.sheets import at, day, plan_of
from trajectory.domain import editing, verdicts
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.coach import Finding, ask_again, dismiss, findings, questions
from trajectory.domain.plan import Plan
from trajectory.errors import UsageError

LATER = day(30)


def stamp(offset: int = 30) -> Stamp:
    return Stamp(at(offset), day(offset), lambda length: "z" * length)


def the(plan: Plan, code: str, as_of: dt.date = LATER) -> Finding:
    (finding,) = [one for one in findings(plan, as_of) if one.code == code]
    return finding


def codes(plan: Plan, as_of: dt.date = LATER) -> set[str]:
    return {one.code for one in findings(plan, as_of)}


LATE = plan_of(
    goal=[{}], step=[{"due": day(9), "owner": "Chair", "created": at()}, {"created": at()}]
)


def test_a_dismissed_question_is_gone_and_its_reason_is_on_record() -> None:
    finding = the(LATE, "C25")
    after = dismiss(LATE, finding, "  It was done,\nand nobody wrote it down ", stamp())
    assert codes(LATE) - codes(after) == {"C25"}
    (record,) = after.dismissed.values()
    assert (record.code, record.item, record.about) == ("C25", "S1-aaaa", None)
    assert record.reason == "It was done, and nobody wrote it down"
    assert (record.date, record.created) == (LATER, at(30))
    assert "about" not in record.model_fields_set  # nothing empty goes into the file
    ((silent, said),) = questions(after, LATER).dismissed
    assert (silent, said) == (finding, record)


@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_dismissal_needs_a_reason(reason: str) -> None:
    with pytest.raises(UsageError, match="few words"):
        dismiss(LATE, the(LATE, "C25"), reason, stamp())


def test_a_reason_has_an_end() -> None:
    with pytest.raises(UsageError, match="5,001"):
        dismiss(LATE, the(LATE, "C25"), "x" * 5_001, stamp())
    assert dismiss(LATE, the(LATE, "C25"), "x" * 5_000, stamp()).dismissed


def changed(plan: Plan, offset: int, **changes: Any) -> Plan:
    return amend(plan, "S1-aaaa", changes, stamp(offset))


@pytest.mark.parametrize(
    "offset, comes_back",
    [(29, False), (30, False), (31, True)],
    ids=["edited before", "edited in the same second", "edited after"],
)
def test_it_comes_back_when_the_item_changes(offset: int, comes_back: bool) -> None:
    after = dismiss(LATE, the(LATE, "C25"), "Fine", stamp(30))
    edited = editing.edit(after, "S1-aaaa", at(offset), note="A remark")
    assert ("C25" in codes(edited)) is comes_back
    other = editing.edit(after, "S2-aaaa", at(31), note="A remark")
    assert "C25" not in codes(other)


def test_it_comes_back_when_a_review_carries_the_item_on_and_not_for_a_progress_note() -> None:
    log = [
        {"item": "S1-aaaa", "field": "carried", "date": day(n), "created": at(n)} for n in (9, 20)
    ]
    plan = plan_of(step=[{"created": at()}], log=log)
    after = dismiss(plan, the(plan, "C35"), "It waits for the budget", stamp(21))
    assert "C35" not in codes(after)
    noted = verdicts.note(after, log_line(field="note", created=at(25)), stamp(25))
    assert "C35" not in codes(noted)
    carried = verdicts.note(after, log_line(field="carried", created=at(28)), stamp(28))
    assert "C35" in codes(carried)


def log_line(**fields: Any) -> Any:
    (line,) = plan_of(log=[{"item": "S1-aaaa", "date": day(28), **fields}]).log.values()
    return line


def test_it_can_be_dismissed_again_when_it_came_back() -> None:
    once = dismiss(LATE, the(LATE, "C25"), "Fine", stamp(30))
    back = changed(once, 31, due=day(10))
    assert "C25" in codes(back)
    again = dismiss(back, the(back, "C25"), "Still fine", stamp(32))
    assert "C25" not in codes(again)
    assert [record.reason for record in again.dismissed.values()] == ["Fine", "Still fine"]


def test_a_question_about_the_plan_comes_back_when_it_is_about_something_else() -> None:
    plan = plan_of(step=[{}] * 10)
    after = dismiss(plan, the(plan, "C39"), "Four end this week", stamp())
    assert "C39" not in codes(after)
    assert "C39" not in codes(after, day(300))  # a day that passes changes nothing
    (record,) = after.dismissed.values()
    assert (record.item, record.about) == (None, "10 steps")
    more = editing.add(after, "S11-aaaa", plan.step["S1-aaaa"])
    assert "C39" in codes(more)
    assert "C39" not in codes(editing.remove(more, "S11-aaaa", at(33)))


def test_two_questions_of_one_code_about_the_plan_are_told_apart() -> None:
    plan = plan_of(step=[{"owner": "Chair"}] * 5 + [{"owner": "Nurse"}] * 5)
    chair, nurse = [one for one in findings(plan, LATER) if one.code == "C27"]
    after = dismiss(plan, chair, "A month only", stamp())
    assert [one for one in findings(after, LATER) if one.code == "C27"] == [nurse]


@pytest.mark.parametrize(
    "record, gone",
    [
        ({"code": "C25", "item": "S1-aaaa"}, True),
        ({"code": "C25", "item": "S1-aaaa", "date": day(0)}, True),
        ({"code": "C25", "item": "S1-aaaa", "date": day(-1)}, False),
        ({"code": "C25", "item": "S2-aaaa"}, False),
        ({"code": "C24", "item": "S1-aaaa"}, False),
        ({"code": "C25"}, False),
    ],
)
def test_dismissals_written_by_hand(record: dict[str, Any], gone: bool) -> None:
    steps = [{"due": day(9), "created": at()}]
    assert ("C25" not in codes(plan_of(step=steps, dismissed=[record]))) is gone


def test_a_dismissal_by_hand_about_the_whole_plan_covers_all_of_its_code() -> None:
    steps = [{"owner": "Chair"}] * 5 + [{"owner": "Nurse"}] * 5
    assert "C27" not in codes(plan_of(step=steps, dismissed=[{"code": "C27"}]))
    other = {"code": "C27", "about": "nobody"}
    assert "C27" in codes(plan_of(step=steps, dismissed=[other]))


def test_a_dismissal_whose_reason_was_reworded_later_holds_from_then_on() -> None:
    after = dismiss(LATE, the(LATE, "C25"), "Fine", stamp(30))
    edited = editing.edit(after, "S1-aaaa", at(31), note="A remark")
    assert "C25" in codes(edited)
    assert "C25" not in codes(editing.edit(edited, "X1-zzzz", at(32), reason="Still fine"))


def test_an_item_without_a_time_stays_dismissed() -> None:
    plan = plan_of(step=[{"due": day(9)}])
    assert "C25" not in codes(dismiss(plan, the(plan, "C25"), "Fine", stamp()))


def test_a_question_can_be_asked_again() -> None:
    finding = the(LATE, "C25")
    after = dismiss(LATE, finding, "Fine", stamp())
    back = ask_again(after, finding, at(31))
    assert findings(back, LATER) == findings(LATE, LATER)
    assert (back.dismissed, list(back.removed)) == ({}, ["X1-zzzz"])
    assert ask_again(LATE, finding, at(31)) is LATE


def test_asking_one_question_about_the_plan_again_leaves_the_others_dismissed() -> None:
    plan = plan_of(step=[{"owner": "Chair"}] * 5 + [{"owner": "Nurse"}] * 5)
    chair, nurse = [one for one in findings(plan, LATER) if one.code == "C27"]
    after = dismiss(dismiss(plan, chair, "Fine", stamp()), nurse, "Fine", stamp())
    back = ask_again(after, nurse, at(31))
    assert [one for one in findings(back, LATER) if one.code == "C27"] == [nurse]


@pytest.mark.parametrize(
    "code, tables",
    [
        ("C27", {"step": [{"owner": "Chair " * 800}] * 5}),
        ("C40", {"step": [{}], "header": {"leadership_group": ["Chair " * 800, "Nurse " * 800]}}),
        ("C19", {"step": [{}], "barrier": [{}] * 1_000}),
    ],
)
def test_what_a_question_is_about_fits_into_a_plan_however_much_it_is(
    code: str, tables: dict[str, Any]
) -> None:
    plan = plan_of(**tables)
    assert code not in codes(dismiss(plan, the(plan, code), "Fine", stamp()))
    other = dismiss(plan, dataclasses.replace(the(plan, code), about="else"), "Fine", stamp())
    assert code in codes(other)
