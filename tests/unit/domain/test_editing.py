"""Edits of a plan: what each changes, what it leaves alone, and what it keeps for later."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from trajectory.domain import editing
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import Barrier, Enabler, Goal, Header, Note, Plan, Reading, Step

NOW = dt.datetime(2026, 11, 22, 14, 2, tzinfo=dt.UTC)
THEN = NOW - dt.timedelta(days=3)


@pytest.fixture
def plan() -> Plan:
    return Plan(
        plan=Header(title="A plan"),
        goal={"G1-aaaa": Goal(text="They own it", by=dt.date(2027, 2, 9), status="met")},
        barrier={
            "B1-aaaa": Barrier(text="No room", created=THEN, strength=4, cut_through="Two rooms"),
            "B2-bbbb": Barrier(text="No time", status="reduced"),
            "B3-cccc": Barrier(text="No rota"),
        },
        step={"S1-aaaa": Step(text="Find room", cuts=("B1-aaaa",), due=dt.date(2026, 12, 1))},
        reading={"R1-aaaa": Reading(date=NOW.date(), score=4)},
    )


def test_a_record_is_added_at_the_end(plan: Plan) -> None:
    after = editing.add(plan, "B4-dddd", Barrier(text="No light"))
    assert list(after.barrier) == [*plan.barrier, "B4-dddd"]
    assert after.step == plan.step
    with pytest.raises(KeyError):
        editing.add(after, "B4-dddd", Barrier(text="Again"))


def test_what_is_removed_leaves_its_mark_and_its_links(plan: Plan) -> None:
    after = editing.remove(plan, "B1-aaaa", NOW)
    assert list(after.barrier) == ["B2-bbbb", "B3-cccc"]
    assert after.removed == {"B1-aaaa": NOW}
    assert after.step["S1-aaaa"].cuts == ("B1-aaaa",)


def test_what_comes_back_is_no_longer_removed(plan: Plan) -> None:
    gone = editing.remove(plan, "B1-aaaa", NOW)
    back = editing.add(gone, "B1-aaaa", plan.barrier["B1-aaaa"])
    assert back.removed == {}


def test_an_edit_changes_one_record_and_says_when(plan: Plan) -> None:
    after = editing.edit(plan, "B1-aaaa", NOW, strength=5, cut_through=None)
    barrier = after.barrier["B1-aaaa"]
    assert (barrier.strength, barrier.cut_through) == (5, None)
    assert (barrier.created, barrier.changed) == (THEN, NOW)
    assert after.barrier["B2-bbbb"] is plan.barrier["B2-bbbb"]
    assert list(after.barrier) == list(plan.barrier)


def test_an_edit_that_changes_nothing_is_none(plan: Plan) -> None:
    assert editing.edit(plan, "B1-aaaa", NOW, strength=4, text="No room") is plan


def test_an_edit_is_checked(plan: Plan) -> None:
    for changes in ({"strength": 6}, {"strength": "4"}, {"text": " "}, {"text": None}):
        with pytest.raises(ValidationError):
            editing.edit(plan, "B1-aaaa", NOW, **changes)


def test_the_first_wording_stays_through_every_rewording(plan: Plan) -> None:
    once = editing.edit(plan, "B1-aaaa", NOW, text="Too little room")
    twice = editing.edit(once, "B1-aaaa", NOW, text="One room for nine")
    assert once.barrier["B1-aaaa"].said == "No room"
    assert twice.barrier["B1-aaaa"].said == "No room"
    back = editing.edit(twice, "B1-aaaa", NOW, text="No room")
    assert back.barrier["B1-aaaa"].said is None


def test_what_was_said_can_itself_be_put_right(plan: Plan) -> None:
    after = editing.edit(plan, "B1-aaaa", NOW, text="Too little room", said="There's no room!")
    assert after.barrier["B1-aaaa"].said == "There's no room!"


def test_the_header_and_the_scale_are_edited(plan: Plan) -> None:
    after = editing.edit_header(plan, title="Another", table="Table 3")
    after = editing.edit_position(after, target=6.5, anchor_0="Nothing")
    assert (after.plan.title, after.plan.table) == ("Another", "Table 3")
    assert (after.position.target, after.position.anchor_0) == (6.5, "Nothing")
    assert editing.edit_header(after, table=None).plan.table is None


@pytest.mark.parametrize(
    "key, places, order",
    [
        ("B1-aaaa", 1, "213"),
        ("B1-aaaa", 9, "231"),
        ("B1-aaaa", -1, "123"),
        ("B3-cccc", -1, "132"),
        ("B3-cccc", -9, "312"),
        ("B2-bbbb", 0, "123"),
    ],
)
def test_a_record_moves_as_far_as_there_is_room(
    plan: Plan, key: str, places: int, order: str
) -> None:
    after = editing.move_within(plan, key, places)
    assert "".join(k[1] for k in after.barrier) == order
    assert (after is plan) is (order == "123")
    assert after.barrier == plan.barrier


def test_an_order_may_name_some_and_strangers(plan: Plan) -> None:
    after = editing.reorder(plan, Kind.BARRIER, ["B3-cccc", "B9-none", "B3-cccc"])
    assert list(after.barrier) == ["B3-cccc", "B1-aaaa", "B2-bbbb"]


def test_an_entry_moves_to_another_box_with_all_it_says(plan: Plan) -> None:
    moved = editing.move_to(plan, "B1-aaaa", Section.STEP, "S2-bbbb", NOW)

    assert "B1-aaaa" not in moved.barrier
    assert moved.removed == {"B1-aaaa": NOW}
    step = moved.step["S2-bbbb"]
    assert (step.text, step.created, step.changed) == ("No room", THEN, NOW)

    back = editing.move_to(moved, "S2-bbbb", Section.BARRIER, "B4-dddd", NOW)
    before = plan.barrier["B1-aaaa"]
    assert back.barrier["B4-dddd"] == before.replace(changed=NOW)


def test_a_step_keeps_its_own_fields_on_the_way(plan: Plan) -> None:
    moved = editing.move_to(plan, "S1-aaaa", Section.PARKING, "P1-aaaa", NOW)
    back = editing.move_to(moved, "P1-aaaa", Section.STEP, "S2-bbbb", NOW)
    assert back.step["S2-bbbb"] == plan.step["S1-aaaa"]


def test_a_status_means_something_else_elsewhere_and_stays_behind(plan: Plan) -> None:
    as_step = editing.move_to(plan, "G1-aaaa", Section.STEP, "S2-bbbb", NOW)
    assert as_step.step["S2-bbbb"].status is None
    as_enabler = editing.move_to(plan, "B2-bbbb", Section.ENABLER, "E1-aaaa", NOW)
    assert as_enabler.enabler["E1-aaaa"].status == "reduced"


def test_only_entries_move_between_boxes(plan: Plan) -> None:
    for key, section in (("R1-aaaa", Section.GOAL), ("G1-aaaa", Section.GOAL)):
        with pytest.raises(KeyError):
            editing.move_to(plan, key, section, "G2-bbbb", NOW)


@pytest.mark.parametrize("act", ["edit", "remove", "move_within", "move_to"])
def test_an_id_that_is_not_there_is_the_callers_mistake(plan: Plan, act: str) -> None:
    arguments = {
        "edit": (NOW,),
        "remove": (NOW,),
        "move_within": (1,),
        "move_to": (Section.STEP, "S2-bbbb", NOW),
    }
    with pytest.raises(KeyError):
        getattr(editing, act)(plan, "B9-none", *arguments[act])


def test_unknown_keys_stay_through_edits_and_moves() -> None:
    barrier = Barrier.model_validate({"text": "b", "wall": "north", "x": {"y": 1}})
    plan = Plan(plan=Header(), barrier={"B1-aaaa": barrier})
    edited = editing.edit(plan, "B1-aaaa", NOW, strength=2)
    moved = editing.move_to(edited, "B1-aaaa", Section.POSITION, "N1-aaaa", NOW)
    assert moved.note["N1-aaaa"].model_extra == {"wall": "north", "x": {"y": 1}, "strength": 2}


def test_each_record_knows_its_kind() -> None:
    assert editing.kind_of(Note(text="n")) is Kind.NOTE
    assert editing.kind_of(Enabler(text="e")) is Kind.ENABLER


def test_an_unknown_key_that_the_other_box_reads_otherwise_is_kept_under_another_name() -> None:
    written = Barrier.model_validate({"text": "No room", "due": "soon", "owner": "Team manager"})
    plan = Plan(plan=Header(title="x"), barrier={"B1-aaaa": written})
    moved = editing.move_to(plan, "B1-aaaa", Section.STEP, "S1-aaaa", NOW).step["S1-aaaa"]
    assert moved.due is None
    assert moved.owner == "Team manager"
    assert moved.model_extra == {"due_before_move": "soon"}
