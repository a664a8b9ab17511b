"""What changed between two versions of a plan, in words."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given

from tests.unit.storage.strategies import plans
from trajectory.domain import editing, verdicts
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.change_groups import Item, grouped
from trajectory.domain.changes import Change, changes, counted
from trajectory.domain.plan import (
    Barrier,
    Decision,
    Enabler,
    Goal,
    Header,
    LogEntry,
    Milestone,
    Note,
    Parking,
    Plan,
    Reading,
    Review,
    Step,
)

NOW = dt.datetime(2018, 1, 30, 9, 0, tzinfo=dt.UTC)
S1, B1, B2 = "S1-aaaa", "B1-aaaa", "B2-bbbb"
BEFORE = Plan(
    plan=Header(title="Networks", participants=("Team manager", "Data analyst")),
    barrier={B1: Barrier(text="No room in Q1", strength=5), B2: Barrier(text="Old contract")},
    step={S1: Step(text="Ask the forms group", due=dt.date(2018, 2, 2))},
    reading={"R1-aaaa": Reading(date=dt.date(2018, 1, 16), score=3.5)},
)


def day(number: int, month: int = 2) -> dt.date:
    return dt.date(2018, month, number)


def stamp() -> Stamp:
    numbers = itertools.count(1000)
    return Stamp(NOW, NOW.date(), lambda length: f"{next(numbers)}")


def lines(before: Plan, after: Plan, *, private: bool = True) -> list[str]:
    return [f"{c.mark} {c.label} {c.words}" for c in changes(before, after, private=private)]


def amended(plan: Plan, key: str, why: str | None = None, **values: object) -> Plan:
    return amend(plan, key, values, stamp(), why)


def test_what_came_what_changed_and_what_went() -> None:
    after = editing.remove(BEFORE, B2, NOW)
    after = editing.add(after, "B3-cccc", Barrier(text="Nobody has time"))
    after = editing.edit(after, S1, NOW, due=day(9), status="in_progress")
    after = editing.add(after, "R2-aaaa", Reading(date=day(30, 1), score=4.0, reason="Two teams"))
    after = editing.edit_position(after, target=6.0)
    assert lines(BEFORE, after) == [
        "~  what we aim at: 6",
        "+ R2 scale: 3.5 → 4, 30 Jan 2018: Two teams",
        "+ B3 Nobody has time",
        "- B2 Old contract",
        "~ S1 begun",
        "~ S1 by when: 2 Feb → 9 Feb 2018, a week later",
    ]
    assert counted(changes(BEFORE, after)) == "2 entries came, 2 changed, 1 went"


def test_what_is_only_a_stamp_is_no_change() -> None:
    stamped = BEFORE.barrier[B1].replace(changed=NOW)
    after = BEFORE.replace(barrier={**BEFORE.barrier, B1: stamped})
    assert changes(BEFORE, after) == ()
    assert counted(()) == ""


def test_numbers_agree_with_their_words() -> None:
    after = editing.edit(BEFORE, B1, NOW, text="Room in Q2")
    assert counted(changes(BEFORE, after)) == "1 entry changed"
    assert counted(changes(BEFORE, editing.remove(BEFORE, B1, NOW))) == "1 entry went"


def test_a_date_that_moved_twice_says_so_and_why() -> None:
    once = amended(BEFORE, S1, "Forms meeting moved", due=day(9))
    assert lines(BEFORE, once) == [
        "~ S1 by when: 2 Feb → 9 Feb 2018, a week later (Forms meeting moved)"
    ]
    twice = amended(once, S1, due=day(13))
    assert lines(once, twice) == ["~ S1 by when: 9 Feb → 13 Feb 2018, 4 days later, moved twice"]
    gone = amended(BEFORE, S1, due=None)
    assert lines(BEFORE, gone) == ["~ S1 by when: no longer 2 Feb 2018"]
    assert lines(gone, BEFORE) == ["~ S1 by when: 2 Feb 2018"]


@pytest.mark.parametrize(
    "was, values, words",
    [
        ({}, {"status": "done", "done_on": day(6)}, "done on 6 Feb 2018"),
        ({}, {"status": "done"}, "done"),
        ({}, {"status": "in_progress"}, "begun"),
        ({}, {"status": "blocked"}, "blocked"),
        (
            {},
            {"status": "blocked", "blocked_since": day(6), "blocked_by": "the budget"},
            "blocked since 6 Feb 2018: the budget",
        ),
        ({}, {"status": "dropped"}, "dropped: it will not be done"),
        (
            {"status": "blocked", "blocked_by": "the budget"},
            {"status": "in_progress"},
            "no longer blocked, in progress",
        ),
        ({"status": "blocked"}, {}, "no longer blocked, not started"),
        (
            {"status": "done", "done_on": day(6)},
            {"status": "in_progress"},
            "begun, it was called done before",
        ),
        ({"status": "dropped"}, {"status": "in_progress"}, "begun again"),
        ({"status": "in_progress"}, {"status": "not_started"}, "not started, again"),
    ],
)
def test_a_step_says_how_it_stands_in_one_line(
    was: dict[str, object], values: dict[str, object], words: str
) -> None:
    before = Plan(plan=Header(), step={S1: Step.model_validate({"text": "Ask", **was})})
    after = Plan(plan=Header(), step={S1: Step.model_validate({"text": "Ask", **values})})
    assert lines(before, after) == [f"~ S1 {words}"]


def test_a_step_that_stays_blocked_says_what_is_new() -> None:
    before = amended(BEFORE, S1, status="blocked", blocked_by="the budget")
    after = amended(before, S1, blocked_by="the board")
    assert lines(before, after) == ["~ S1 what it is waiting for: “the budget” → “the board”"]


def test_to_say_what_was_taken_for_granted_is_no_change() -> None:
    assert lines(BEFORE, editing.edit(BEFORE, S1, NOW, status="not_started")) == []
    assert lines(BEFORE, editing.edit(BEFORE, B1, NOW, status="open")) == []


def test_a_state_comes_with_the_reason_on_the_log() -> None:
    done = amended(BEFORE, S1, "Live since Tuesday", status="done")
    assert lines(BEFORE, done) == ["~ S1 done on 30 Jan 2018 (Live since Tuesday)"]
    blocked = amended(BEFORE, S1, status="blocked", blocked_by="the budget")
    assert lines(BEFORE, blocked) == ["~ S1 blocked since 30 Jan 2018: the budget"]


def test_barriers_fall_and_go() -> None:
    weaker = amended(BEFORE, B1, "The group agreed", strength=3)
    assert lines(BEFORE, weaker) == ["~ B1 strength: 5 decides it → 3 (The group agreed)"]
    assert lines(BEFORE, amended(BEFORE, B1, status="gone")) == ["~ B1 how it stands: open → gone"]


def test_a_note_on_the_log_is_news_of_its_item() -> None:
    line = LogEntry(item=S1, date=day(6), field="note", now="Ten records use it")
    after = editing.add(BEFORE, "L1-aaaa", line)
    assert lines(BEFORE, after) == ["~ S1 noted on 6 Feb 2018: Ten records use it"]
    carried = editing.add(BEFORE, "L2-aaaa", line.replace(field="carried", now=None))
    assert lines(BEFORE, carried) == []


def test_a_reading_that_is_put_right_says_so() -> None:
    right = Reading(date=day(16, 1), score=3.0, corrects="R1-aaaa")
    assert lines(BEFORE, editing.add(BEFORE, "R2-aaaa", right)) == [
        "+ R2 scale: 3.5 → 3, put right, 16 Jan 2018"
    ]
    bare = BEFORE.replace(reading={})
    assert lines(bare, BEFORE) == ["+ R1 scale: 3.5, 16 Jan 2018"]


def test_readings_in_turn_tell_one_move_after_the_other() -> None:
    after = editing.add(BEFORE, "R2-aaaa", Reading(date=day(20), score=4.0))
    after = editing.add(after, "R3-aaaa", Reading(date=day(20, 3), score=4.5))
    assert lines(BEFORE, after) == [
        "+ R2 scale: 3.5 → 4, 20 Feb 2018",
        "+ R3 scale: 4 → 4.5, 20 Mar 2018",
    ]


def test_only_the_words_that_changed_are_said() -> None:
    text = (
        "Add two questions to the strategy discussion record and have them live before the "
        "forms meeting"
    )
    before = editing.edit(BEFORE, S1, NOW, text=text)
    after = editing.edit(before, S1, NOW, text=text.replace("two", "three"))
    assert lines(before, after) == [
        "~ S1 the text: “Add two questions to …” → “Add three questions to …”"
    ]


def test_lists_say_what_came_and_what_went() -> None:
    after = editing.edit_header(BEFORE, participants=("Team manager", "Practice lead"))
    assert lines(BEFORE, after) == [
        "~  who is at the table: also Practice lead; no longer Data analyst"
    ]
    turned = editing.edit_header(BEFORE, participants=("Data analyst", "Team manager"))
    assert lines(BEFORE, turned) == ["~  who is at the table: in another order"]
    cuts = editing.edit(BEFORE, S1, NOW, cuts=(B1,))
    assert lines(BEFORE, cuts) == ["~ S1 which barriers it cuts: B1 No room in Q1"]


def test_what_is_new_comes_with_what_matters_most_of_it() -> None:
    empty = Plan(plan=Header())
    after = Plan(
        plan=Header(),
        note={"N1-aaaa": Note(text="We ask")},
        goal={"G1-aaaa": Goal(text="Families agree", by=day(28))},
        enabler={"E1-aaaa": Enabler(text="Supervision", strength=4)},
        step={S1: Step(text="Ask", owner="Team manager", due=day(9), status="in_progress")},
        milestone={"M1-aaaa": Milestone(text="Half way", date=day(27))},
        parking={"P1-aaaa": Parking.model_validate({"text": "Details?", "for": "call"})},
        decision={"D1-aaaa": Decision(text="We go on", decided_by="Director", date=day(20))},
        review={
            "V1-aaaa": Review(date=day(20), forum="monthly-call", summary="Good", finished=NOW)
        },
    )
    assert lines(empty, after) == [
        "+ N1 We ask",
        "+ G1 Families agree (by 28 Feb 2018)",
        "+ E1 Supervision (strength 4)",
        "+ S1 Ask (Team manager; by 9 Feb 2018; begun)",
        "+ M1 Half way (by 27 Feb 2018)",
        "+ P1 Details? (for the call)",
        "+ D1 We go on (Director; 20 Feb 2018)",
        "+ V1 monthly call, 20 Feb 2018: Good",
    ]
    assert lines(after, empty)[3] == "- S1 Ask"


def test_a_review_that_has_only_begun_is_no_news() -> None:
    begun = editing.add(BEFORE, "V1-aaaa", Review(date=day(20), forum="monthly-call"))
    assert lines(BEFORE, begun) == []
    asked = editing.edit(begun, "V1-aaaa", NOW, asks=("A room",))
    assert lines(BEFORE, asked) == ["+ V1 monthly call, 20 Feb 2018"]


# -- private entries -------------------------------------------------------------------------------

SECRET = Barrier(text="Secret words", private=True)


def test_private_entries_are_left_out_where_that_is_asked_for() -> None:
    after = editing.add(BEFORE, "B3-cccc", SECRET)
    after = editing.edit(after, S1, NOW, cuts=("B3-cccc",), uses=("B3-cccc", B1))
    assert "+ B3 Secret words" in lines(BEFORE, after)
    shown = lines(BEFORE, after, private=False)
    assert shown == ["~ S1 which enablers it uses: B1 No room in Q1"]


def test_what_was_private_and_went_stays_private() -> None:
    before = editing.add(BEFORE, "B3-cccc", SECRET)
    assert lines(before, editing.remove(before, "B3-cccc", NOW), private=False) == []


def test_what_is_private_now_is_not_told_with_its_old_words() -> None:
    after = editing.edit(BEFORE, B1, NOW, private=True, text="Secret words")
    assert lines(BEFORE, after, private=False) == []


def test_what_is_no_longer_private_counts_as_new() -> None:
    before = editing.add(BEFORE, "B3-cccc", SECRET)
    after = editing.edit(before, "B3-cccc", NOW, private=None, text="Said openly")
    assert lines(before, after, private=False) == ["+ B3 Said openly"]


def test_what_shows_that_a_step_is_done_is_told_once() -> None:
    done = verdicts.done(BEFORE, S1, stamp(), "live since Monday")
    told = "~ S1 done on 30 Jan 2018 (live since Monday)"
    assert lines(BEFORE, done) == [told]
    remark = editing.edit(BEFORE, S1, NOW, note="Ask early")
    assert lines(remark, verdicts.done(remark, S1, stamp(), "live since Monday")) == [told]
    also = editing.edit(done, S1, NOW, note="live since Monday, and nobody minds")
    assert len(lines(BEFORE, also)) == 2, "a remark that says more is news"


def test_one_reason_for_two_moves_is_told_once() -> None:
    reduced = verdicts.reduce(BEFORE, B1, 3, stamp(), "a room was found")
    assert lines(BEFORE, reduced) == [
        "~ B1 strength: 5 decides it → 3 (a room was found)",
        "~ B1 how it stands: open → reduced",
    ]


def test_the_same_score_again_and_another_next_call_are_no_moves() -> None:
    first = editing.edit_header(BEFORE, next_call=day(14))
    after = editing.edit_header(first, next_call=day(14, 3))
    after = editing.add(after, "R2-aaaa", Reading(date=day(14), score=3.5, reason="Half term"))
    assert lines(first, after) == [
        "~  the next call: 14 Mar 2018",
        "+ R2 scale: still 3.5, 14 Feb 2018: Half term",
    ]


# -- together --------------------------------------------------------------------------------------


def test_changes_are_grouped_as_a_manager_asks() -> None:
    after = editing.edit(BEFORE, B1, NOW, strength=3)
    after = editing.edit(after, S1, NOW, status="in_progress")
    after = editing.edit_header(after, owner="Lead")
    after = editing.edit_position(after, target=6.0)
    found = grouped(changes(BEFORE, after))
    assert [(group.title, group.items) for group in found] == [
        ("Where we are", (Item("~", "position", "", "", ("what we aim at: 6",)),)),
        ("Next steps", (Item("~", "step", "S1", "Ask the forms group", ("begun",)),)),
        (
            "Barriers",
            (Item("~", "barrier", "B1", "No room in Q1", ("strength: 5 decides it → 3",)),),
        ),
        ("About the plan", (Item("~", "plan", "", "", ("who keeps this plan: Lead",)),)),
    ]


def test_what_changed_in_one_entry_stands_together() -> None:
    after = editing.edit(BEFORE, S1, NOW, status="in_progress", due=day(9))
    after = editing.add(after, "S2-aaaa", Step(text="Go on"))
    after = editing.remove(after, B2, NOW)
    steps, barriers = grouped(changes(BEFORE, after))
    assert steps.items[0].lines == ("begun", "by when: 2 Feb → 9 Feb 2018, a week later")
    assert [item.title for item in steps.items] == ["S1 Ask the forms group", "New: S2 Go on"]
    assert [item.title for item in barriers.items] == ["Gone: B2 Old contract"]


@given(plans, plans)
def test_any_two_plans_can_be_compared(one: Plan, other: Plan) -> None:
    assert changes(one, one) == ()
    found = changes(one, other)
    for change in found:
        assert change.mark in "+~-"
        assert change.mark != "~" or "\n" not in change.words
    items = [item for group in grouped(found) for item in group.items]
    assert sum(len(item.lines) or 1 for item in items) == len(found)


@given(plans, plans)
def test_no_private_words_are_told(one: Plan, other: Plan) -> None:
    def unseen(plan: Plan) -> Plan:
        notes = {"N7-zzzz": Note(text="Secret words", private=True)}
        return plan.replace(note={**plan.note, **notes})

    told: list[Change] = []
    told += changes(unseen(one), other, private=False)
    told += changes(one, unseen(other), private=False)
    assert all("Secret words" not in change.words for change in told)
