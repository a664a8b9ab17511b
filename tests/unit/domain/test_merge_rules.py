"""The rules of a merge by example: who wins, what becomes a conflict, who stays, in what order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.unit.domain.merging import EMPTY, START
from trajectory.domain import editing
from trajectory.domain.edits import between
from trajectory.domain.ids import ALPHABET
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.merge import conflict_key, merge
from trajectory.domain.plan import Barrier, Conflict, Header, Note, Plan, Reading, Record, Step


def at(minutes: int) -> dt.datetime:
    return START + dt.timedelta(minutes=minutes)


def plan(**records: Record) -> Plan:
    """A plan with these records; `B1_a` is the id B1-a."""
    made = EMPTY
    for key, record in records.items():
        made = editing.add(made, key.replace("_", "-"), record)
    return made


def lost(merged: Plan) -> list[tuple[str, str, object]]:
    return [(one.item, one.field, one.value) for one in merged.conflict.values()]


BASE = plan(
    B1_a=Barrier(text="No room", created=at(0)),
    S1_a=Step(text="Ring them", created=at(0), cuts=("B1-a", "B2-a"), owner="Analyst"),
)


def edited(minutes: int, **changes: object) -> Plan:
    return editing.edit(BASE, "B1-a", at(minutes), **changes)


def test_nothing_is_no_merge() -> None:
    with pytest.raises(ValueError, match="nothing to merge"):
        merge([])


# ----------------------------------------------------------------------------- fields


@pytest.mark.parametrize("base", [None, BASE])
def test_the_later_wording_wins_and_the_other_is_a_conflict(base: Plan | None) -> None:
    merged = merge([edited(2, text="Later"), edited(1, text="Sooner")], base)
    assert merged.plan.barrier["B1-a"].text == "Later"
    assert merged.plan.barrier["B1-a"].said == "No room"
    (key,) = merged.conflicts
    assert merged.plan.conflict[key] == Conflict(
        item="B1-a", field="text", value="Sooner", changed=at(1)
    )
    assert key == conflict_key("B1-a", "text", "Sooner")


def test_ties_are_broken_by_value_and_not_by_side() -> None:
    one, other = edited(1, text="Alpha"), edited(1, text="Beta")
    for copies in ([one, other], [other, one]):
        merged = merge(copies, BASE).plan
        assert merged.barrier["B1-a"].text == "Beta"
        assert lost(merged) == [("B1-a", "text", "Alpha")]


def test_without_a_base_what_nobody_touched_gives_way_in_silence() -> None:
    merged = merge([BASE, edited(1, text="Reworded", strength=4)])
    assert merged.conflicts == ()
    assert merged.plan.barrier["B1-a"] == edited(1, text="Reworded", strength=4).barrier["B1-a"]


def test_without_a_base_a_missing_value_gives_way_to_any() -> None:
    merged = merge([edited(1, strength=3), edited(2, influence=2)])
    assert merged.conflicts == ()
    found = merged.plan.barrier["B1-a"]
    assert (found.strength, found.influence, found.changed) == (3, 2, at(2))
    assert found.edited == {"strength": at(1)}


def test_with_a_base_a_cleared_field_is_a_change() -> None:
    start = edited(1, strength=3)
    cleared = editing.edit(start, "B1-a", at(3), strength=None)
    assert merge([cleared, start], start).plan.barrier["B1-a"].strength is None
    other = editing.edit(start, "B1-a", at(2), strength=5)
    merged = merge([cleared, other], start).plan
    assert merged.barrier["B1-a"].strength is None
    assert lost(merged) == [("B1-a", "strength", 5)]


def test_with_a_base_an_edit_by_hand_counts_though_nothing_says_when() -> None:
    by_hand = editing.with_records(
        BASE, Kind.BARRIER, {"B1-a": BASE.barrier["B1-a"].replace(text="In an editor")}
    )
    merged = merge([by_hand, edited(5, strength=2)], BASE).plan
    assert (merged.barrier["B1-a"].text, merged.barrier["B1-a"].strength) == ("In an editor", 2)
    merged = merge([by_hand, edited(5, text="In the app")], BASE).plan
    assert merged.barrier["B1-a"].text == "In the app"
    assert lost(merged) == [("B1-a", "text", "In an editor")]


def test_the_age_of_a_field_decides_in_the_next_merge() -> None:
    pair = merge([edited(1, text="First"), edited(9, strength=5)], BASE).plan
    assert pair.barrier["B1-a"].edited == {"text": at(1)}
    merged = merge([pair, edited(4, text="Fourth")], BASE).plan
    assert merged.barrier["B1-a"].text == "Fourth"


def test_an_edit_forgets_the_age_of_its_field_and_so_does_undo() -> None:
    pair = merge([edited(1, text="First", note="x"), edited(9, strength=5)], BASE).plan
    later = editing.edit(pair, "B1-a", at(20), text="Later")
    assert later.barrier["B1-a"].edited == {"note": at(1)}
    assert editing.edit(later, "B1-a", at(21), note="y").barrier["B1-a"].edited is None
    undone, skipped = between(pair, later).turned().apply(later, at(30))
    assert skipped == ()
    assert undone.barrier["B1-a"].edited == {"note": at(1)}
    assert undone.barrier["B1-a"].changed == at(30)


def test_a_field_that_python_spells_otherwise_has_the_file_s_name() -> None:
    start = editing.move_to(BASE, "B1-a", list(Section)[-1], "P1-a", at(1))
    one = editing.edit(start, "P1-a", at(2), for_="call")
    merged = merge([one, editing.edit(start, "P1-a", at(3), votes=2)], start).plan
    assert merged.parking["P1-a"].edited == {"for": at(2)}
    assert editing.edit(merged, "P1-a", at(4), for_="other").parking["P1-a"].edited is None
    other = editing.edit(start, "P1-a", at(3), for_="workshop")
    assert lost(merge([one, other], start).plan) == [("P1-a", "for", "call")]


def test_what_was_said_first_goes_with_its_text() -> None:
    one, other = edited(1, text="Sooner"), edited(2, text="Later")
    by_hand = editing.edit(BASE, "B1-a", at(3), text="Last", said="Verbatim")
    merged = merge([one, other, by_hand], BASE).plan
    assert (merged.barrier["B1-a"].text, merged.barrier["B1-a"].said) == ("Last", "Verbatim")
    assert set(lost(merged)) == {
        ("B1-a", "text", "Sooner"),
        ("B1-a", "text", "Later"),
        ("B1-a", "said", "No room"),
    }


# ----------------------------------------------------------------------------- lists, tables


def cuts(*keys: str) -> Plan:
    return editing.edit(BASE, "S1-a", at(1), cuts=keys or None)


@pytest.mark.parametrize(
    "one, other, with_base, without",
    [
        (("B1-a", "B2-a", "B3-a"), ("B1-a", "B2-a"), "1 2 3", "1 2 3"),
        (("B1-a", "B2-a", "B4-a"), ("B1-a", "B2-a", "B3-a"), "1 2 3 4", "1 2 3 4"),
        (("B2-a",), ("B1-a", "B2-a", "B3-a"), "2 3", "1 2 3"),
        ((), ("B1-a", "B2-a", "B3-a"), "3", "1 2 3"),
        ((), ("B1-a", "B2-a"), "", "1 2"),
        (("B2-a", "B1-a"), ("B1-a", "B2-a"), "2 1", "1 2"),
    ],
)
def test_lists_that_are_sets_are_united(
    one: tuple[str, ...], other: tuple[str, ...], with_base: str, without: str
) -> None:
    for base, expected in ((BASE, with_base), (None, without)):
        merged = merge([cuts(*one), cuts(*other)], base)
        found = merged.plan.step["S1-a"].cuts or ()
        assert " ".join(key[1] for key in found) == expected
        assert merged.conflicts == ()


def test_the_title_has_no_stamp_so_the_value_decides() -> None:
    one = editing.edit_header(BASE, title="Alpha", participants=("Analyst",))
    other = editing.edit_header(BASE, title="Beta", participants=("Chair",), owner="Chair")
    merged = merge([one, other], BASE).plan
    assert (merged.plan.title, merged.plan.owner) == ("Beta", "Chair")
    assert merged.plan.participants == ("Analyst", "Chair")
    assert lost(merged) == [("plan", "title", "Alpha")]
    scales = [editing.edit_position(BASE, target=target) for target in (5, 7.5)]
    assert lost(merge(scales, BASE).plan) == [("position", "target", 5.0)]


def test_whose_plan_it_is_makes_no_conflict() -> None:
    other = editing.edit_header(BASE, id="another-aaaaaa")
    assert merge([BASE, other]).plan.plan.id == "another-aaaaaa"
    assert merge([BASE, other], BASE).plan.plan.id == BASE.plan.id
    assert merge([BASE, other]).conflicts == ()


def test_keys_that_are_not_ours_are_merged_too() -> None:
    start = Plan.model_validate({"plan": {}, "budget": {"year": 1, "team": "A"}, "colour": 1})
    one = start.replace(budget={"year": 2, "team": "A"}, colour=2)
    other = start.replace(budget={"year": 1, "team": "B", "left": True}, colour=3)
    merged = merge([one, other], start).plan
    assert merged.model_extra == {
        "budget": {"left": True, "team": "B", "year": 2},
        "colour": 3,
    }
    assert lost(merged) == [("", "colour", 2)]
    assert merge([one, start.replace(budget=None)], start).plan.model_extra == one.model_extra
    scalar = merge([one, start.replace(budget="none")], start).plan
    assert scalar.model_extra == one.model_extra
    assert lost(scalar) == [("", "budget", "none")]


# ----------------------------------------------------------------------------- who stays


def test_an_edit_beats_a_deletion() -> None:
    deleted = editing.remove(BASE, "B1-a", at(5))
    merged = merge([deleted, edited(2, strength=1)], BASE).plan
    assert merged.barrier["B1-a"].strength == 1
    assert merged.removed == {}
    assert not merge([deleted, edited(2, strength=1)]).plan.barrier  # it was deleted after that
    assert merge([deleted, edited(6, strength=1)]).plan.barrier
    assert not merge([deleted, BASE], BASE).plan.barrier


def test_what_was_brought_back_stays() -> None:
    deleted = editing.remove(BASE, "B1-a", at(5))
    back, _ = between(BASE, deleted).turned().apply(deleted, at(6))
    for base in (None, BASE, deleted):
        merged = merge([back, deleted], base).plan
        assert merged.barrier.keys() == {"B1-a"}
        assert merged.removed == {}
    by_hand = deleted.replace(barrier=BASE.barrier)  # in an editor: the mark is still there
    for base in (None, deleted):
        merged = merge([by_hand, deleted], base).plan
        assert merged.barrier.keys() == {"B1-a"}
        assert merged.removed == {"B1-a": at(5)}
    later = deleted.replace(removed={"B1-a": at(7)})
    assert not merge([by_hand, later]).plan.barrier


def test_an_item_that_is_gone_without_a_mark_is_kept_and_named() -> None:
    cut = BASE.replace(step=None)
    merged = merge([cut, edited(1, strength=1)], BASE)
    assert merged.missing == ("S1-a",)
    assert merged.plan.step == BASE.step
    assert merge([cut, cut], BASE).plan.step == BASE.step
    assert merge([cut, BASE]).missing == ()


def test_an_id_that_became_another_kind_by_hand_stays_one_item() -> None:
    start = plan(rota=Barrier(text="The rota", strength=4))
    renamed = plan(rota=Note(text="The rota, as it is"))
    stronger = editing.edit(start, "rota", at(1), note="Since May")
    merged = merge([stronger, renamed], start)
    assert merged.missing == ()
    assert not merged.plan.barrier
    found = merged.plan.note["rota"]
    assert (found.text, found.note) == ("The rota, as it is", "Since May")
    assert merge([start, renamed]).plan.find("rota") is not None


def test_two_kinds_that_cannot_be_one_get_two_names() -> None:
    one = plan(x=Reading(date=START.date(), score=3))
    other = plan(x=Barrier(text="The rota"))
    for base in (None, one):
        merged = merge([one, other], base).plan
        assert merged.barrier == other.barrier
        assert merged.reading == {"x-reading": one.reading["x"]}
        assert merge([merged, one, other], base).plan == merged


# ----------------------------------------------------------------------------- conflicts


def test_a_conflict_ends_when_its_value_has_come_into_its_field() -> None:
    merged = merge([edited(1, text="Sooner"), edited(2, text="Later")], BASE).plan
    taken = editing.edit(merged, "B1-a", at(3), text="Sooner")
    assert not merge([taken, BASE], BASE).plan.conflict


def test_a_conflict_goes_with_its_item() -> None:
    merged = merge([edited(1, text="Sooner"), edited(2, text="Later")], BASE).plan
    deleted = editing.remove(merged, "B1-a", at(3))
    assert deleted.conflict
    assert not merge([deleted, merged], merged).plan.conflict


def test_a_value_that_was_settled_and_written_again_is_a_conflict_again() -> None:
    merged = merge([edited(1, text="Sooner"), edited(2, text="Later")], BASE).plan
    (key,) = merged.conflict
    settled = editing.remove(merged, key, at(5))
    assert not merge([settled, edited(1, text="Sooner")], BASE).plan.conflict
    again = editing.edit(settled, "B1-a", at(7), text="Sooner")
    newer = editing.edit(settled, "B1-a", at(8), text="Newest")
    found = merge([again, newer], settled).plan
    assert list(found.conflict) == [key]
    assert key not in found.removed


def test_a_conflict_that_was_written_by_hand_keeps_its_name() -> None:
    mine = {"C1": Conflict(item="B1-a", field="text", value="Sooner")}
    one = edited(2, text="Later").replace(conflict=mine)
    merged = merge([one, edited(1, text="Sooner")], BASE).plan
    assert merged.conflict == {"C1": mine["C1"].replace(changed=at(1))}
    other = one.replace(conflict={"C1": mine["C1"].replace(value="Another")})
    assert {value for _, _, value in lost(merge([one, other]).plan)} == {"Sooner", "Another"}


def test_a_key_tells_values_apart_as_a_file_does() -> None:
    values: list[Any] = [
        1,
        1.0,
        True,
        "1",
        [1],
        {"a": 1},
        START,
        START.date(),
        START.time(),
        "",
        [],
    ]
    keys = {conflict_key("B1-a", "x", value) for value in values}
    assert len(keys) == len(values)
    assert conflict_key("B1-a", "x", (1,)) == conflict_key("B1-a", "x", [1])
    assert all(key.startswith("C-") and set(key[2:]) <= set(ALPHABET) for key in keys)
    assert conflict_key("B1-h9wc", "text", "No room") == "C-rhtn93bzqw"  # for life: files hold it


# ----------------------------------------------------------------------------- order


def rows(*keys: str, made: dict[str, int] | None = None) -> Plan:
    times = made or {}
    table = {key: Note(text=key, created=at(times.get(key, 0))) for key in keys}
    return Plan(plan=Header(), note=table)


def order(merged: Plan) -> str:
    return " ".join(merged.note)


def test_what_came_stands_behind_in_the_order_of_its_making() -> None:
    made = {"x": 5, "y": 7, "z": 6}
    one, other = rows("b", "a", "x", "y", made=made), rows("b", "a", "z", made=made)
    for base in (None, rows("b", "a")):
        assert order(merge([one, other], base).plan) == "b a x z y"


def test_with_a_base_the_one_that_moved_items_is_followed() -> None:
    base = rows("a", "b", "c")
    moved, other = rows("c", "a", "b"), rows("a", "b", "c", "d", made={"d": 9})
    assert order(merge([moved, other], base).plan) == "c a b d"
    assert order(merge([other, moved], base).plan) == "c a b d"


def test_where_both_moved_items_the_later_copy_is_followed() -> None:
    base = rows("a", "b", "c")
    later = editing.edit(rows("c", "b", "a"), "b", at(9), votes=1)
    one = rows("b", "a", "c", "d")
    assert order(merge([one, later], base).plan) == "c b a d"
    assert order(merge([one, later]).plan) == "c b a d"


def test_what_only_the_base_has_stands_where_it_stood() -> None:
    base = rows("a", "b", "c", "d")
    cut = rows("d", "a")
    assert order(merge([cut, cut], base).plan) == "d a b c"
