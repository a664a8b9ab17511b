"""Merging: nothing that one side wrote is lost, and no order of the copies changes anything."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.domain.merging import (
    ACTS,
    EMPTY,
    MOVES,
    STAMPED,
    START,
    Case,
    cases,
    texts,
)
from tests.unit.storage.strategies import plans
from trajectory.domain import editing
from trajectory.domain.kinds import Kind
from trajectory.domain.merge import conflict_key, merge
from trajectory.domain.merge_fields import content
from trajectory.domain.plan import Entry, Plan
from trajectory.storage.codec import encode, parse, same_file

EVERYTHING = tuple(ACTS)
anything = cases(EVERYTHING)
three = cases(EVERYTHING, copies=3)


def at(minutes: int) -> dt.datetime:
    return START + dt.timedelta(minutes=minutes)


def same(one: Plan, other: Plan) -> bool:
    return one == other and same_file(one, other)


def bases(case: Case) -> tuple[Plan | None, ...]:
    return None, case.base


# ----------------------------------------------------------------------------- laws


@given(anything)
def test_merging_equal_copies_changes_nothing(case: Case) -> None:
    for plan in case.copies:
        copy, _ = parse(encode(plan))
        for base in (None, plan, case.base):
            assert same(merge([plan], base).plan, plan)
            assert same(merge([plan, copy, plan], base).plan, plan)


@given(three)
def test_the_order_of_the_sides_changes_nothing(case: Case) -> None:
    for base in bases(case):
        merged = merge(case.copies, base)
        for copies in itertools.permutations(case.copies):
            again = merge(copies, base)
            assert same(again.plan, merged.plan)
            assert again == merged


@given(anything)
def test_merging_again_changes_nothing(case: Case) -> None:
    one, other = case.copies
    for base in bases(case):
        merged = merge(case.copies, base).plan
        for copies in ([merged], [merged, merged], [merged, one], [other, merged, one]):
            assert same(merge(copies, base).plan, merged)
        assert same(merge([merged, case.base], case.base).plan, merged)


@given(anything)
def test_what_is_merged_can_be_saved_and_read(case: Case) -> None:
    for base in bases(case):
        merged = merge(case.copies, base)
        assert same_file(parse(encode(merged.plan))[0], merged.plan)
        assert merged.conflicts == tuple(merged.plan.conflict)
        assert merged.missing == ()
        assert not merged.plan.conflict.keys() & merged.plan.removed.keys()


@given(cases(tuple(name for name in ACTS if name not in MOVES), copies=3))
def test_copies_merge_two_by_two_in_any_order(case: Case) -> None:
    merged = merge(case.copies, case.base).plan
    for one, other, third in itertools.permutations(case.copies):
        pair = merge([one, other], case.base).plan
        assert same(merge([pair, third], case.base).plan, merged)


@given(cases(STAMPED, copies=3, starts=STAMPED))
def test_without_a_base_too_where_edits_have_stamps(case: Case) -> None:
    merged = merge(case.copies).plan
    deleted = {key for plan in case.copies for key in plan.removed}
    assume(not any(merged.find(key) for key in deleted))  # what only a third copy tells
    for one, other, third in itertools.permutations(case.copies):
        pair = merge([one, other]).plan
        assert same(merge([pair, third]).plan, merged)


# ----------------------------------------------------------------------------- nothing lost


@given(anything)
def test_what_one_side_did_survives_exactly(case: Case) -> None:
    """An item or field that only one of two copies changed is as that copy has it."""
    merged = merge(case.copies, case.base).plan
    for ours, theirs in itertools.permutations(case.copies):
        for kind in Kind:
            check_table(kind, case.base, ours, theirs, merged)
        for table in ("plan", "position"):
            before, mine, other, now = (
                content(getattr(p, table)) for p in (case.base, ours, theirs, merged)
            )
            assert survives(before, mine, other, now)


def check_table(kind: Kind, base: Plan, ours: Plan, theirs: Plan, merged: Plan) -> None:
    before, mine = base.records(kind), ours.records(kind)
    other, now = theirs.records(kind), merged.records(kind)
    for key, record in mine.items():
        if key not in before:
            assert content(now[key]) == content(record) or key in other
        elif key in other:
            fields = [content(table[key]) for table in (before, mine, other, now)]
            assert survives(*fields)
        elif content(record) == content(before[key]):
            assert key not in now
        else:
            assert content(now[key]) == content(record)
    for key in before.keys() - mine.keys() - other.keys():
        assert key not in now


def survives(
    before: dict[str, object],
    ours: dict[str, object],
    theirs: dict[str, object],
    now: dict[str, object],
) -> bool:
    return all(
        now.get(name) == ours.get(name)
        for name in {*before, *ours} - {"text", "said"}
        if theirs.get(name) == before.get(name)
    ) and (wording(theirs) != wording(before) or wording(now) == wording(ours))


def wording(fields: dict[str, object]) -> tuple[object, object]:
    return fields.get("text"), fields.get("said")


@given(three)
def test_no_text_is_lost(case: Case) -> None:
    """What a copy says beyond the base is in the plan: as a value or in a conflict."""
    merged = merge(case.copies, case.base).plan
    settled = merged.removed.keys()
    for plan in case.copies:
        for text in texts(plan) - texts(case.base):
            assert text in texts(merged) or was_settled(text, plan, settled)


def was_settled(text: str, plan: Plan, settled: object) -> bool:
    """Whether a text of this copy lost, and somebody chose against it already."""
    keys = {
        conflict_key(item, name, text)
        for item, name in itertools.product(
            [key for kind in Kind for key in plan.records(kind)],
            ("text", "said", "note", "speaker"),
        )
    }
    return bool(keys & set(settled))  # type: ignore[call-overload]


@given(cases(STAMPED, copies=3))
def test_no_text_is_lost_without_a_base(case: Case) -> None:
    """Nothing that one copy wrote itself is lost, but for what another one deleted later."""
    merged = merge(case.copies).plan
    for plan in case.copies:
        for kind in Kind:
            for key, record in plan.records(kind).items():
                if isinstance(record, Entry) and key not in merged.removed:
                    said = texts(editing.with_records(EMPTY, kind, {key: record}))
                    before = texts(case.base) | texts(EMPTY)
                    assert said - before <= texts(merged) or was_settled_any(said, key, merged)


def was_settled_any(said: set[str], key: str, merged: Plan) -> bool:
    return any(
        conflict_key(key, name, text) in merged.removed
        for text in said
        for name in ("text", "said", "note", "speaker")
    )


@given(anything)
def test_a_deletion_stays_and_an_edit_beats_it(case: Case) -> None:
    one, other = case.copies
    for base in bases(case):
        merged = merge([one, other], base).plan
        for key in one.removed.keys() - case.base.removed.keys():
            found = other.find(key)
            if found is None:
                continue
            before = case.base.find(key)
            assert before is not None
            edited = content(found[1]) != content(before[1])
            if base is None:
                edited = (found[1].changed or START) > one.removed[key]
            assert (merged.find(key) is not None) == edited
            assert (key in merged.removed) != edited


@given(cases(EVERYTHING), st.integers(0, 20))
def test_what_is_missing_without_a_mark_is_kept_and_named(case: Case, which: int) -> None:
    one, other = case.copies
    keys = [key for kind in Kind for key in one.records(kind) if case.base.find(key)]
    if not keys:
        return
    key = keys[which % len(keys)]
    found = one.find(key)
    assert found is not None
    kind, _ = found
    cut = editing.with_records(one, kind, {k: v for k, v in one.records(kind).items() if k != key})
    merged = merge([cut, other], case.base)
    if key in other.removed:
        assert merged.plan.find(key) is None
    elif kind is not Kind.CONFLICT:
        assert merged.plan.find(key) is not None
        assert key in merged.missing
    assert merge([other, cut], case.base) == merged


@given(anything)
def test_a_settled_conflict_stays_settled(case: Case) -> None:
    merged = merge(case.copies, case.base).plan
    settled = merged
    for key in merged.conflict:
        settled = editing.remove(settled, key, at(1_000))
    for copies in ([settled, merged], [settled, *case.copies], [merged, *case.copies, settled]):
        assert same(merge(copies, case.base).plan, settled)
    assert same(merge([settled, merged], merged).plan, settled)
    assert same(merge([settled, merged]).plan, settled)


# ----------------------------------------------------------------------------- any plans


def with_known_ids(plan: Plan) -> Plan:
    """The same under ids that the next plan has as well, some of them removed."""
    tables: dict[str, object] = {
        kind.value: {
            f"{kind.letter}{place}-aaaa": record
            for place, record in enumerate(plan.records(kind).values(), 1)
        }
        for kind in Kind
    }
    marks = zip(("B1-aaaa", "S1-aaaa"), plan.removed.values(), strict=False)
    return plan.replace(**tables, removed=dict(marks))


alike = plans.map(with_known_ids)


@given(alike, alike, st.none() | alike)
def test_the_laws_hold_for_any_plans_that_can_be(one: Plan, other: Plan, base: Plan | None) -> None:
    merged = merge([one, other], base)
    assert same(merge([other, one], base).plan, merged.plan)
    for copies in ([merged.plan], [merged.plan, merged.plan]):
        assert same(merge(copies).plan, merged.plan)
    again = merge([one, merged.plan, other], base).plan
    assert same(merge([again, one], base).plan, again)
    assert same_file(parse(encode(merged.plan))[0], merged.plan)


@given(plans)
def test_any_plan_merged_with_itself_is_itself(plan: Plan) -> None:
    copy, _ = parse(encode(plan))
    assert same_file(merge([plan, copy], plan).plan, plan)
    assert same_file(merge([copy, plan]).plan, plan)
