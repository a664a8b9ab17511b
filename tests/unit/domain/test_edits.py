"""Undo: an edit taken back gives the plan as it was, and touches nothing that others changed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain import editing
from trajectory.domain.capture import verbatim
from trajectory.domain.edits import Edit, FieldChange, RecordChange, between
from trajectory.domain.ids import next_id, number_of
from trajectory.domain.kinds import SECTION_OF_KIND, Kind, Section
from trajectory.domain.plan import Barrier, Goal, Header, Plan, Position, Step
from trajectory.domain.recording import record_many

NOW = dt.datetime(2026, 11, 22, 14, 2, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=5)
TODAY = NOW.date()

State = dict[str, object]


def state(plan: Plan) -> State:
    """All that a plan says, in its order, without stamps and without the marks of deletions."""
    tables = {
        kind.value: [
            (
                key,
                {name: value for name, value in record if name != "changed" and value is not None},
            )
            for key, record in plan.records(kind).items()
        ]
        for kind in Kind
    }
    return {"plan": plan.plan, "position": plan.position, **tables}


def undone(edit: Edit, plan: Plan) -> Plan:
    after, skipped = edit.turned().apply(plan, LATER)
    assert skipped == ()
    return after


def barriers(*keys: str) -> Plan:
    return Plan(plan=Header(), barrier={key: Barrier(text=f"b {key}") for key in keys})


# ---------------------------------------------------------------------------------- by example


def test_equal_plans_have_no_edit_between_them() -> None:
    plan = barriers("B1-aaaa")
    assert not between(plan, plan)
    assert not between(plan, plan.replace())
    assert not between(plan, barriers("B1-aaaa"))


def test_a_stamp_is_no_edit() -> None:
    plan = barriers("B1-aaaa")
    stamped = plan.replace(barrier={"B1-aaaa": plan.barrier["B1-aaaa"].replace(changed=NOW)})
    assert not between(plan, stamped)


def test_an_edit_lists_what_changed() -> None:
    before = barriers("B1-aaaa")
    after = editing.edit(before, "B1-aaaa", NOW, text="Reworded", strength=3)
    assert between(before, after).changes == (
        FieldChange("barrier", "B1-aaaa", "text", "b B1-aaaa", "Reworded"),
        FieldChange("barrier", "B1-aaaa", "said", None, "b B1-aaaa"),
        FieldChange("barrier", "B1-aaaa", "strength", None, 3),
    )


@pytest.mark.parametrize(
    "gone", [*itertools.combinations("abcd", 2), *itertools.combinations("abcd", 3)]
)
def test_several_that_were_deleted_at_once_come_back_in_their_places(gone: tuple[str, ...]) -> None:
    before = barriers("a", "b", "c", "d")
    after = before
    for key in gone:
        after = editing.remove(after, key, NOW)
    back = undone(between(before, after), after)
    assert list(back.barrier) == ["a", "b", "c", "d"]
    assert back.removed == {}


@pytest.mark.parametrize("order", [*itertools.permutations("xab")])
def test_an_edit_that_adds_and_reorders_can_be_made_again(order: tuple[str, ...]) -> None:
    before = barriers("a", "b")
    after = editing.reorder(editing.add(before, "x", Barrier(text="b x")), Kind.BARRIER, order)
    again, skipped = between(before, after).apply(before, LATER)
    assert (list(again.barrier), skipped) == (list(order), ())
    assert list(undone(between(before, after), after).barrier) == ["a", "b"]


def test_what_comes_back_stands_where_it_stood_among_newcomers() -> None:
    before = barriers("a", "b", "c")
    edit = between(before, editing.remove(before, "b", NOW))
    others = editing.add(editing.remove(before, "b", NOW), "d", Barrier(text="d"))
    assert list(undone(edit, others).barrier) == ["a", "b", "c", "d"]


def test_without_its_neighbour_it_comes_back_at_the_end() -> None:
    before = barriers("a", "b", "c")
    edit = between(before, editing.remove(before, "b", NOW))
    others = editing.remove(editing.remove(before, "b", NOW), "a", NOW)
    assert list(undone(edit, others).barrier) == ["c", "b"]


def test_a_field_that_somebody_changed_since_is_left_and_said() -> None:
    before = barriers("B1-aaaa")
    mine = editing.edit(before, "B1-aaaa", NOW, strength=3, influence=2)
    theirs = editing.edit(mine, "B1-aaaa", NOW, strength=5)

    after, skipped = between(before, mine).turned().apply(theirs, LATER)

    assert (after.barrier["B1-aaaa"].strength, after.barrier["B1-aaaa"].influence) == (5, None)
    assert skipped == (FieldChange("barrier", "B1-aaaa", "strength", 3, None),)


def test_the_first_wording_stays_with_a_wording_that_changed_since() -> None:
    before = barriers("B1-aaaa")
    mine = editing.edit(before, "B1-aaaa", NOW, text="Mine")
    theirs = editing.edit(mine, "B1-aaaa", NOW, text="Theirs")

    after, skipped = between(before, mine).turned().apply(theirs, LATER)

    assert after.barrier["B1-aaaa"].text == "Theirs"
    assert after.barrier["B1-aaaa"].said == "b B1-aaaa"
    assert len(skipped) == 2


def test_what_i_added_and_somebody_edited_stays() -> None:
    before = barriers()
    mine = editing.add(before, "B1-aaaa", Barrier(text="b"))
    theirs = editing.edit(mine, "B1-aaaa", NOW, strength=5)
    after, skipped = between(before, mine).turned().apply(theirs, LATER)
    assert after == theirs
    assert [type(change) for change in skipped] == [RecordChange]


def test_what_i_edited_and_somebody_deleted_stays_deleted() -> None:
    before = barriers("B1-aaaa")
    mine = editing.edit(before, "B1-aaaa", NOW, strength=3)
    theirs = editing.remove(mine, "B1-aaaa", NOW)
    after, skipped = between(before, mine).turned().apply(theirs, LATER)
    assert after == theirs
    assert len(skipped) == 1


def test_what_somebody_else_brought_back_is_not_brought_back_again() -> None:
    before = barriers("B1-aaaa")
    mine = editing.remove(before, "B1-aaaa", NOW)
    theirs = editing.add(mine, "B1-aaaa", Barrier(text="theirs"))
    after, skipped = between(before, mine).turned().apply(theirs, LATER)
    assert after == theirs
    assert len(skipped) == 1


def test_an_order_that_somebody_changed_since_is_left_and_said() -> None:
    before = barriers("a", "b", "c")
    mine = editing.reorder(before, Kind.BARRIER, "cab")
    theirs = editing.reorder(mine, Kind.BARRIER, "bca")
    after, skipped = between(before, mine).turned().apply(theirs, LATER)
    assert (list(after.barrier), len(skipped)) == (["b", "c", "a"], 1)


def test_an_order_goes_back_around_what_came_and_went_since() -> None:
    before = barriers("a", "b", "c")
    edit = between(before, editing.reorder(before, Kind.BARRIER, "cba"))
    others = editing.add(editing.reorder(before, Kind.BARRIER, "cba"), "d", Barrier(text="d"))
    assert list(undone(edit, others).barrier) == ["a", "b", "c", "d"]
    fewer = editing.remove(others, "b", NOW)
    assert list(undone(edit, fewer).barrier) == ["a", "c", "d"]


def test_undo_is_stamped_so_that_a_merge_sees_it() -> None:
    before = barriers("B1-aaaa", "B2-bbbb")
    after = editing.remove(editing.edit(before, "B1-aaaa", NOW, strength=3), "B2-bbbb", NOW)
    back = undone(between(before, after), after)
    assert {record.changed for record in back.barrier.values()} == {LATER}


def test_taking_back_an_addition_marks_it_as_removed() -> None:
    before = barriers()
    after = editing.add(before, "B1-aaaa", Barrier(text="b"))
    assert undone(between(before, after), after).removed == {"B1-aaaa": LATER}


def test_the_header_and_the_scale_are_taken_back() -> None:
    before = Plan(plan=Header(title="A", participants=("x",)), position=Position(target=6))
    after = editing.edit_header(before, title="B", participants=None, table="3")
    after = editing.edit_position(after, target=None, anchor_0="none")
    assert undone(between(before, after), after) == before


# ---------------------------------------------------------------------------------- any sequence

ADDABLE = (Section.POSITION, Section.GOAL, Section.BARRIER, Section.STEP)
CHANGES: dict[str, st.SearchStrategy[object]] = {
    "text": st.sampled_from(["one", "two", "three"]),
    "note": st.none() | st.sampled_from(["p", "q"]),
    "starred": st.none() | st.booleans(),
    "strength": st.none() | st.integers(1, 5),
    "due": st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 5)),
    "with_": st.none() | st.sampled_from([("a",), ("a", "b")]),
    "by": st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 5)),
}

START = Plan(
    plan=Header(title="t"),
    goal={"G1-aaaa": Goal(text="g", by=TODAY), "G2-aaaa": Goal(text="g")},
    barrier={f"B{n}-aaaa": Barrier(text=f"b{n}", strength=n) for n in range(1, 5)},
    step={
        "S1-aaaa": Step.model_validate({"text": "s", "with": ["c"], "colour": "red"}),
        "rota": Step(text="s", cuts=("B1-aaaa",)),
    },
)


class Author:
    """Makes edits as hypothesis says, each a plan in and a plan out."""

    def __init__(self, data: st.DataObject, letter: str) -> None:
        self._data = data
        self._suffixes = itertools.count()
        self._letter = letter

    def suffix(self, length: int) -> str:
        return f"{self._letter}{next(self._suffixes):03}"[:length]

    def act(self, plan: Plan) -> Plan:
        acts = [self._add, self._header]
        if any(plan.records(section.kind) for section in Section):
            acts += [self._edit, self._edit, self._remove, self._move, self._reorder, self._to]
        return self._data.draw(st.sampled_from(acts))(plan)

    def _key(self, plan: Plan) -> str:
        keys = [key for section in Section for key in plan.records(section.kind)]
        return self._data.draw(st.sampled_from(keys))

    def _add(self, plan: Plan) -> Plan:
        sections = self._data.draw(st.lists(st.sampled_from(ADDABLE), min_size=1, max_size=3))
        captures = [verbatim("new", section) for section in sections]
        return record_many(plan, captures, NOW, TODAY, self.suffix)[0]

    def _header(self, plan: Plan) -> Plan:
        title = self._data.draw(st.none() | st.sampled_from("uvw"))
        target = self._data.draw(st.none() | st.integers(0, 10))
        return editing.edit_position(editing.edit_header(plan, title=title), target=target)

    def _edit(self, plan: Plan) -> Plan:
        key = self._key(plan)
        found = plan.find(key)
        assert found is not None
        names = [name for name in CHANGES if name in type(found[1]).model_fields]
        name = self._data.draw(st.sampled_from(names))
        return editing.edit(plan, key, NOW, **{name: self._data.draw(CHANGES[name])})

    def _remove(self, plan: Plan) -> Plan:
        return editing.remove(plan, self._key(plan), NOW)

    def _move(self, plan: Plan) -> Plan:
        return editing.move_within(plan, self._key(plan), self._data.draw(st.integers(-3, 3)))

    def _reorder(self, plan: Plan) -> Plan:
        kind = self._data.draw(st.sampled_from([Kind.BARRIER, Kind.STEP, Kind.GOAL]))
        keys = self._data.draw(st.permutations(list(plan.records(kind))))
        return editing.reorder(plan, kind, keys)

    def _to(self, plan: Plan) -> Plan:
        key = self._key(plan)
        found = plan.find(key)
        assert found is not None
        here = SECTION_OF_KIND[found[0]]
        section = self._data.draw(st.sampled_from([s for s in Section if s is not here]))
        return editing.move_to(plan, key, section, next_id(plan, section.kind, self.suffix), NOW)

    def acts(self, plan: Plan, most: int) -> list[Plan]:
        plans = [plan]
        for _ in range(self._data.draw(st.integers(1, most))):
            plans.append(self.act(plans[-1]))
        return plans


@given(st.data())
def test_any_edit_leads_there_and_back(data: st.DataObject) -> None:
    """One act or several at once, as when a whole sitting is compared."""
    plans = Author(data, "a").acts(START, 6)
    before, after = plans[0], plans[-1]
    edit = between(before, after)

    made, skipped = edit.apply(before, LATER)
    assert (state(made), skipped) == (state(after), ())

    back, skipped = edit.turned().apply(after, LATER)
    assert (state(back), skipped) == (state(before), ())

    assert edit.turned().turned() == edit
    assert not between(before, back)


@given(st.data())
def test_a_sitting_is_undone_step_by_step_and_made_again(data: st.DataObject) -> None:
    plans = Author(data, "a").acts(START, 8)
    edits = [between(one, two) for one, two in itertools.pairwise(plans)]

    plan = plans[-1]
    for edit, expected in zip(reversed(edits), reversed(plans[:-1]), strict=True):
        plan = undone(edit, plan)
        assert state(plan) == state(expected)
    for edit, expected in zip(edits, plans[1:], strict=True):
        plan, skipped = edit.apply(plan, LATER)
        assert (state(plan), skipped) == (state(expected), ())


@given(st.data())
def test_undo_never_touches_what_others_changed(data: st.DataObject) -> None:
    mine = Author(data, "a").act(START)
    theirs = Author(data, "z").acts(mine, 4)[-1]

    after, skipped = between(START, mine).turned().apply(theirs, LATER)

    my_changes, their_changes = between(START, mine).changes, between(mine, theirs).changes
    for change in their_changes:
        if isinstance(change, FieldChange):
            holder = after.find(change.key) if change.key else None
            model = holder[1] if holder else getattr(after, change.table)
            assert getattr(model, change.field) == change.after
        elif isinstance(change, RecordChange):
            assert (change.key in after.records(change.kind)) == (change.after is not None)
    assert {_what(change) for change in skipped} <= {_what(change) for change in my_changes}
    untouched = {_what(c) for c in my_changes}.isdisjoint(_what(c) for c in their_changes)
    assert not skipped or not untouched or _shares_a_record(my_changes, their_changes)


def _what(change: object) -> tuple[object, ...]:
    if isinstance(change, FieldChange):
        return (change.table, change.key, change.field)
    if isinstance(change, RecordChange):
        return (change.kind.value, change.key)
    return (type(change).__name__, getattr(change, "kind", None))


def _shares_a_record(one: Iterable[object], other: Iterable[object]) -> bool:
    return not {_what(c)[:2] for c in one}.isdisjoint(_what(c)[:2] for c in other)


@given(st.data())
def test_no_number_is_ever_given_twice(data: st.DataObject) -> None:
    """Whatever is deleted, moved, undone and made again in between."""
    author = Author(data, "a")
    plan = START
    undo: list[Edit] = []
    given_before = {key for kind in Kind for key in plan.records(kind)}
    for _ in range(data.draw(st.integers(1, 8))):
        if data.draw(st.booleans()) and undo:
            plan = undone(undo.pop(), plan)
            continue
        after = author.act(plan)
        undo.append(between(plan, after))
        plan = after
        new = {key for kind in Kind for key in plan.records(kind)} - given_before
        for kind in Kind:
            numbers = {number_of(key, kind) for key in given_before} - {None}
            assert numbers.isdisjoint(number_of(key, kind) for key in new)
        given_before |= new
