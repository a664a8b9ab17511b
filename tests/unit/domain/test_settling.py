"""Two values of one field: said in words, and settled by one of them or by both."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.storage.strategies import plans, unknown
from trajectory.domain import editing, settling
from trajectory.domain.amending import Stamp
from trajectory.domain.edits import between
from trajectory.domain.field_words import NOTHING, ValueWords, field_words
from trajectory.domain.kinds import Kind
from trajectory.domain.merge import conflict_key
from trajectory.domain.plan import (
    RECORD_TYPES,
    Barrier,
    Conflict,
    Entry,
    Goal,
    Header,
    Plan,
    Position,
    Reading,
    Step,
)
from trajectory.errors import UsageError

NOW = dt.datetime(2018, 1, 16, 15, 0, tzinfo=dt.UTC)
THEN = dt.datetime(2018, 1, 16, 14, 5, tzinfo=dt.UTC)

PLAN = Plan(
    plan=Header(id="x-1", title="Networks"),
    position=Position(target=6),
    reading={"R1-b7qe": Reading(date=dt.date(2018, 1, 16), score=3.5)},
    goal={"G1-m4tz": Goal(text="Own people sign the plan", by=dt.date(2018, 9, 28))},
    barrier={
        "B1-h9wc": Barrier(text="No room in Q1", strength=4),
        "B2-w8hs": Barrier(text="Old contract"),
    },
    step={"S1-t5vn": Step(text="Add two questions", goal="G1-m4tz", with_=("Analyst",))},
)


def stamp() -> Stamp:
    numbers = itertools.count(1000)
    return Stamp(NOW, NOW.date(), lambda _: f"{next(numbers)}")


def differing(item: str, field: str, value: Any, plan: Plan = PLAN, key: str = "C-1") -> Plan:
    conflict = Conflict(item=item, field=field, value=value, changed=THEN)
    return plan.replace(conflict={**plan.conflict, key: conflict})


def only(plan: Plan) -> settling.Difference:
    (difference,) = settling.open_conflicts(plan)
    return difference


# -- in words --------------------------------------------------------------------------------


def test_a_plan_without_conflicts_has_nothing_to_settle() -> None:
    assert settling.open_conflicts(PLAN) == ()


def test_both_texts_are_said_with_the_item_and_when_the_other_was_written() -> None:
    found = only(differing("B1-h9wc", "text", "No meeting room until April"))
    assert (found.label, found.kind, found.text) == ("B1", "Barrier", "No room in Q1")
    assert found.field == "the text"
    assert (found.ours, found.theirs) == ("No room in Q1", "No meeting room until April")
    assert found.written == THEN
    assert found.can_keep_both
    assert not found.is_gone
    assert not found.is_same
    assert found.refusal == ""


@pytest.mark.parametrize(
    "item, field, value, words, ours, theirs",
    [
        ("B1-h9wc", "strength", 5, "strength", "4", "5 decides it"),
        ("B1-h9wc", "starred", True, "whether it matters most", NOTHING, "yes"),
        ("B1-h9wc", "status", "converted", "how it stands", NOTHING, "turned round"),
        ("G1-m4tz", "by", dt.date(2018, 9, 14), "by when", "Fri 28 Sep 2018", "Fri 14 Sep 2018"),
        ("G1-m4tz", "by", None, "by when", "Fri 28 Sep 2018", NOTHING),
        ("S1-t5vn", "goal", "G9-zzzz", "for which goal", "G1 Own people sign the plan",
         "G9-zzzz (no longer in the plan)"),
        ("S1-t5vn", "cuts", ["B1-h9wc", "B2-w8hs"], "which barriers it cuts", NOTHING,
         "B1 No room in Q1\nB2 Old contract"),
        ("S1-t5vn", "with", ["Chair"], "who helps", "Analyst", "Chair"),
        ("S1-t5vn", "with_", ["Chair"], "who helps", "Analyst", "Chair"),
        ("R1-b7qe", "score", 4, "the score", "3.5", "4"),
        ("R1-b7qe", "scores", [2, 3.5], "each person's score", NOTHING, "2 3.5"),
        ("plan", "title", "Networks of theirs", "the title", "Networks", "Networks of theirs"),
        ("plan", "status", "agreed", "how it stands", NOTHING, "agreed"),
        ("position", "target", 7.5, "what we aim at", "6", "7.5"),
        ("B1-h9wc", "x_colour", {"a": 1}, "x colour", NOTHING, "{'a': 1}"),
        ("B1-h9wc", "changed", THEN, "when it was last changed", NOTHING, "Tue 16 Jan 2018, 14:05"),
        ("B1-h9wc", "", 1, "a field without a name", NOTHING, "1"),
    ],
)  # fmt: skip
def test_fields_and_values_read_as_people_say_them(
    item: str, field: str, value: object, words: str, ours: str, theirs: str
) -> None:
    found = only(differing(item, field, value))
    assert (found.field, found.ours, found.theirs) == (words, ours, theirs)
    assert not found.can_keep_both


def test_every_field_of_the_format_has_words_of_its_own() -> None:
    app_s_own = {"edited"}
    tables = {kind.value: model.model_fields for kind, model in RECORD_TYPES.items()}
    shown = {kind: tables[kind] for kind in tables if kind not in {"log", "dismissed", "conflict"}}
    shown |= {"plan": Header.model_fields, "position": Position.model_fields}
    bare = {
        (table, name)
        for table, fields in shown.items()
        for name in fields
        if "_" in name.rstrip("_") and field_words(table, name) == name.replace("_", " ")
    }
    assert {name for _, name in bare} <= app_s_own


def test_tables_come_first_then_items_in_their_order_and_what_is_gone_last() -> None:
    plan = PLAN
    for number, (item, field) in enumerate(
        [
            ("Z", "text"),
            ("S1-t5vn", "due"),
            ("B2-w8hs", "strength"),
            ("B2-w8hs", "text"),
            ("B1-h9wc", "zz"),
            ("position", "target"),
            ("plan", "title"),
        ]
    ):
        plan = differing(item, field, "x", plan, f"C-{number}")
    labels = [(each.label, each.field) for each in settling.open_conflicts(plan)]
    assert labels == [
        ("Plan", "the title"),
        ("Scale", "what we aim at"),
        ("B1", "zz"),
        ("B2", "the text"),
        ("B2", "strength"),
        ("S1", "by when"),
        ("Z", "the text"),
    ]


def test_an_item_that_is_gone_is_said_to_be() -> None:
    plan = editing.remove(differing("B2-w8hs", "strength", 2), "B2-w8hs", NOW)
    found = only(plan)
    assert found.is_gone
    assert (found.label, found.kind, found.text, found.ours) == ("B2", "Barrier", "", "")
    assert found.theirs == "2"
    assert "no longer in the plan" in found.refusal


def test_two_values_that_have_become_equal_are_said_to_be() -> None:
    assert only(differing("B1-h9wc", "strength", 4)).is_same
    assert only(differing("S1-t5vn", "with", ["Analyst"])).is_same
    assert not only(differing("B1-h9wc", "strength", 5)).is_same
    assert not only(differing("B1-h9wc", "starred", 1)).is_same, "1 is no yes"


# -- choosing --------------------------------------------------------------------------------


def test_what_is_there_is_kept_and_nobody_is_asked_again() -> None:
    plan = differing("B1-h9wc", "text", "Another")
    kept = settling.keep(plan, "C-1", NOW)
    assert kept == PLAN.replace(removed={"C-1": NOW})
    assert settling.open_conflicts(kept) == ()


def test_the_other_value_is_taken_and_the_item_has_changed_now() -> None:
    taken = settling.take(differing("B1-h9wc", "text", "Another"), "C-1", NOW)
    assert taken.barrier["B1-h9wc"] == Barrier(
        text="Another", said="No room in Q1", strength=4, changed=NOW
    )
    assert taken.conflict == {}
    went = conflict_key("B1-h9wc", "text", "No room in Q1")
    assert taken.removed == {"C-1": NOW, went: NOW}, "both are settled"


@pytest.mark.parametrize(
    "item, field, value, at",
    [
        ("plan", "title", "Another", lambda p: p.plan.title),
        ("position", "target", 7.5, lambda p: p.position.target),
        ("position", "anchor_0", "Nobody", lambda p: p.position.anchor_0),
        ("S1-t5vn", "with", ["Chair"], lambda p: list(p.step["S1-t5vn"].with_)),
        ("G1-m4tz", "by", None, lambda p: p.goal["G1-m4tz"].by),
        ("B1-h9wc", "x_new", ["a"], lambda p: p.barrier["B1-h9wc"].x_new),
        ("B1-h9wc", "self", "a", lambda p: dict(p.barrier["B1-h9wc"])["self"]),
        ("B1-h9wc", "now", "a", lambda p: dict(p.barrier["B1-h9wc"])["now"]),
        ("plan", "self", "a", lambda p: dict(p.plan)["self"]),
    ],
)
def test_any_field_can_take_a_value_that_fits(item: str, field: str, value: Any, at: Any) -> None:
    taken = settling.take(differing(item, field, value), "C-1", NOW)
    assert at(taken) == value
    assert taken.conflict == {}
    found = PLAN.find(item)
    if found is not None:
        after = taken.find(item)
        assert after is not None
        assert after[1].changed == NOW


@pytest.mark.parametrize(
    "item, field, value, said",
    [
        ("B1-h9wc", "strength", "soon", "“soon” cannot stand in the plan for “strength”"),
        ("B1-h9wc", "strength", True, "“yes” cannot stand"),
        ("B1-h9wc", "text", None, "“nothing is said” cannot stand"),
        ("B1-h9wc", "text", ["a"], "cannot stand"),
        ("plan", "status", "lost", "“lost” cannot stand"),
        ("plan", "id", "y-2", "A plan keeps its own mark for life"),
        ("B1-h9wc", "created", THEN, "by itself"),
        ("Z9", "text", "x", "no longer in the plan"),
    ],
)
def test_a_value_that_cannot_stand_there_is_refused_in_words(
    item: str, field: str, value: Any, said: str
) -> None:
    plan = differing(item, field, value)
    assert said in only(plan).refusal
    with pytest.raises(UsageError, match=said[:20]):
        settling.take(plan, "C-1", NOW)
    assert settling.keep(plan, "C-1", NOW) == PLAN.replace(removed={"C-1": NOW})


def test_tables_and_keys_that_we_do_not_know_are_settled_as_ours_are() -> None:
    plan = PLAN.replace(x_table={"colour": "red", "size": 1}, x_key="a")
    for item, field, value in (("x_table", "colour", "blue"), ("", "x_key", "b")):
        plan = differing(item, field, value, plan, f"C-{field}")
    shown = settling.open_conflicts(plan)
    assert [(each.label, each.field, each.ours, each.theirs) for each in shown] == [
        ("File", "x_table, colour", "red", "blue"),
        ("File", "x key", "a", "b"),
    ]
    taken = settling.take(settling.take(plan, "C-colour", NOW), "C-x_key", NOW)
    assert taken.model_extra == {"x_table": {"colour": "blue", "size": 1}, "x_key": "b"}
    assert settling.open_conflicts(taken) == ()


def test_a_key_that_is_the_format_s_own_is_no_unknown_one() -> None:
    for item, field in (("", "removed"), ("", "plan"), ("removed", "C-9"), ("barrier", "x")):
        plan = differing(item, field, "x")
        assert only(plan).is_gone
        with pytest.raises(UsageError):
            settling.take(plan, "C-1", NOW)


def test_what_a_merge_noted_of_a_field_s_age_goes_with_the_old_value() -> None:
    aged = PLAN.barrier["B1-h9wc"].replace(edited={"x_new": THEN, "strength": THEN}, changed=NOW)
    plan = PLAN.replace(barrier={**PLAN.barrier, "B1-h9wc": aged})
    later = NOW + dt.timedelta(hours=1)
    taken = settling.take(differing("B1-h9wc", "x_new", 1, plan), "C-1", later)
    assert taken.barrier["B1-h9wc"].edited == {"strength": THEN}
    assert taken.barrier["B1-h9wc"].changed == later


def test_both_wordings_stay_the_other_one_behind_the_first() -> None:
    plan = settling.both(differing("B1-h9wc", "text", "No room until April"), "C-1", stamp())
    assert [entry.text for entry in plan.barrier.values()] == [
        "No room in Q1",
        "No room until April",
        "Old contract",
    ]
    assert plan.barrier["B3-1000"] == Barrier(text="No room until April", created=NOW)
    assert plan.conflict == {}
    assert plan.removed == {"C-1": NOW}


def test_a_private_entry_s_other_wording_is_private() -> None:
    private = editing.edit(PLAN, "B1-h9wc", NOW, private=True)
    plan = settling.both(differing("B1-h9wc", "text", "Their words", private), "C-1", stamp())
    assert plan.barrier["B3-1000"].private


def test_the_words_of_an_entry_that_is_gone_can_come_back_as_one_of_their_own() -> None:
    gone = editing.remove(differing("B1-h9wc", "text", "Their words"), "B1-h9wc", NOW)
    assert only(gone).can_keep_both
    plan = settling.both(gone, "C-1", stamp())
    assert [entry.text for entry in plan.barrier.values()] == ["Old contract", "Their words"]


@pytest.mark.parametrize(
    "item, field, value",
    [
        ("B1-h9wc", "strength", 5),
        ("B1-h9wc", "text", None),
        ("plan", "text", "x"),
        ("rota", "text", "x"),
        ("R1-b7qe", "text", "x"),
    ],
)
def test_only_words_of_an_entry_can_both_stay(item: str, field: str, value: Any) -> None:
    plan = differing(item, field, value)
    assert not only(plan).can_keep_both
    with pytest.raises(UsageError, match="Only two wordings"):
        settling.both(plan, "C-1", stamp())


@pytest.mark.parametrize("settle", [settling.keep, settling.take])
def test_an_unknown_conflict_is_a_mistake_of_the_caller(settle: Any) -> None:
    with pytest.raises(KeyError):
        settle(PLAN, "C-1", NOW)


def test_a_settling_is_taken_back_and_made_again() -> None:
    plan = differing("B1-h9wc", "text", "Another")
    taken = settling.take(plan, "C-1", NOW)
    edit = between(plan, taken)
    back, skipped = edit.turned().apply(taken, NOW)
    assert not skipped
    assert back.barrier["B1-h9wc"].text == "No room in Q1"
    assert only(back).theirs == "Another"
    assert "C-1" not in back.removed
    again, skipped = edit.apply(back, NOW)
    assert not skipped
    assert settling.open_conflicts(again) == ()


def test_entries_that_went_missing_are_named_in_the_order_of_the_plan() -> None:
    found = settling.missing_entries(PLAN, ["B2-w8hs", "R1-b7qe", "gone"])
    assert found == (
        settling.Missing("R1-b7qe", "R1", "Reading of the scale", ""),
        settling.Missing("B2-w8hs", "B2", "Barrier", "Old contract"),
    )
    assert settling.missing_entries(PLAN, ()) == ()


# -- whatever a file holds -------------------------------------------------------------------


@st.composite
def with_conflicts(draw: st.DrawFn) -> Plan:
    """Any plan, with conflicts about anything that it has or has not."""
    plan = draw(plans)
    assert plan.model_extra is not None
    items = [key for kind in Kind for key in plan.records(kind)]
    names = sorted({name for model in RECORD_TYPES.values() for name in model.model_fields})
    conflicts = draw(
        st.dictionaries(
            st.text(max_size=5).filter(lambda key: plan.find(key) is None),
            st.builds(
                Conflict,
                item=st.sampled_from(
                    [*items, *plan.model_extra, "plan", "position", "", "gone", "B9-a"]
                ),
                field=st.sampled_from(names) | st.text(max_size=6),
                value=unknown | st.none(),
            ),
            max_size=4,
        )
    )
    return plan.replace(conflict={**plan.conflict, **conflicts})


@given(with_conflicts())
def test_every_conflict_is_shown_once_and_can_be_settled(plan: Plan) -> None:
    shown = settling.open_conflicts(plan)
    assert sorted(each.key for each in shown) == sorted(plan.conflict)
    for each in shown:
        assert each.theirs
        assert each.field
        kept = settling.keep(plan, each.key, NOW)
        assert each.key not in kept.conflict
        assert each.key in kept.removed
        if each.refusal:
            with pytest.raises(UsageError):
                settling.take(plan, each.key, NOW)
        else:
            _taken(plan, each)
        if each.can_keep_both:
            _both(plan, each)


def _taken(plan: Plan, each: settling.Difference) -> None:
    taken = settling.take(plan, each.key, NOW)
    assert each.key not in taken.conflict
    assert Plan.model_validate(taken.model_dump(exclude_none=True)) == taken, "a file can hold it"
    conflict = plan.conflict[each.key]
    if conflict.item in plan.conflict and conflict.item not in taken.conflict:
        return  # it was about itself
    again = settling.open_conflicts(taken.replace(conflict={**taken.conflict, each.key: conflict}))
    assert next(other for other in again if other.key == each.key).is_same


def _both(plan: Plan, each: settling.Difference) -> None:
    merged = settling.both(plan, each.key, stamp())
    words = plan.conflict[each.key].value
    new = [
        record
        for kind in Kind
        for key, record in merged.records(kind).items()
        if key not in plan.records(kind)
    ]
    assert [entry.text for entry in new if isinstance(entry, Entry)] == [words]


@given(unknown)
def test_any_value_has_words(value: object) -> None:
    assert isinstance(ValueWords(PLAN).of("barrier", "strength", value), str)
