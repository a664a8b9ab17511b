"""What a person settled stays settled, whichever older copy is merged in afterwards."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.merging import ACTS, START, Case, cases, texts
from trajectory.domain import settling
from trajectory.domain.amending import Stamp
from trajectory.domain.edits import between
from trajectory.domain.kinds import Kind
from trajectory.domain.merge import merge
from trajectory.domain.plan import Header, Plan

LATER = START + dt.timedelta(days=1)


def settle(plan: Plan, choices: list[str]) -> Plan:
    """Settle all differences of a plan, by what is chosen in turn."""
    numbers = itertools.count(5000)
    turns = itertools.cycle(choices)
    while shown := settling.open_conflicts(plan):
        each, choice = shown[0], next(turns)
        if choice == "both" and each.can_keep_both:
            stamp = Stamp(LATER, LATER.date(), lambda _: f"z{next(numbers)}")
            plan = settling.both(plan, each.key, stamp)
        elif choice == "take" and not each.refusal:
            plan = settling.take(plan, each.key, LATER)
        else:
            plan = settling.keep(plan, each.key, LATER)
    return plan


REWORDED = cases(("reword", "reword again", "edit", "header", "line"))
CHOICES = st.lists(st.sampled_from(["keep", "take", "both"]), min_size=1, max_size=4)


@given(REWORDED, CHOICES, st.booleans())
def test_what_was_settled_is_not_asked_again(
    case: Case, choices: list[str], has_base: bool
) -> None:
    base = case.base if has_base else None
    merged = merge(case.copies, base).plan
    settled = settle(merged, choices)
    assert merge([settled, merged], merged).plan == settled
    for copies in ([settled, merged], [settled, *case.copies], [*case.copies, merged, settled]):
        again = merge(copies, base).plan
        for kind in Kind:
            if kind is not Kind.CONFLICT:
                assert again.records(kind) == settled.records(kind)
        # Without a base, nothing says which value of a table without stamps is the later one.
        assert all(one.item in {"plan", "position"} for one in again.conflict.values())


@given(cases(tuple(ACTS)), CHOICES, st.booleans())
def test_a_value_that_was_chosen_is_never_lost(
    case: Case, choices: list[str], has_base: bool
) -> None:
    base = case.base if has_base else None
    settled = settle(merge(case.copies, base).plan, choices)
    for copies in ([settled, *case.copies], [*case.copies, settled]):
        assert texts(settled) <= texts(merge(copies, base).plan)


@given(REWORDED, CHOICES, st.integers(0, 3))
def test_a_choice_that_is_taken_back_is_open_again(
    case: Case, choices: list[str], seconds: int
) -> None:
    merged = merge(case.copies, case.base).plan
    settled = settle(merged, choices)
    undo = between(merged, settled).turned()
    back, skipped = undo.apply(settled, LATER + dt.timedelta(seconds=seconds))
    assert not skipped
    assert back.conflict.keys() == merged.conflict.keys()
    for copies in ([back, *case.copies], [back, merged]):
        assert texts(back) <= texts(merge(copies).plan)


def test_a_title_that_was_taken_is_never_lost() -> None:
    base = Plan(plan=Header(id="x", title="Old"))
    one, other = (base.replace(plan=base.plan.replace(title=title)) for title in "ab")
    merged = merge([one, other], base).plan
    assert merged.plan.title == "b"
    taken = settle(merged, ["take"])
    assert taken.plan.title == "a"
    assert merge([taken, other], merged).plan == taken, "the app knows what it merged before"
    again = merge([taken, one, other]).plan
    known = {again.plan.title, *(conflict.value for conflict in again.conflict.values())}
    assert known == {"a", "b"}
