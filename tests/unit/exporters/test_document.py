"""What stands in a plan's document: all of it, said once, and nothing private unasked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.exporters.rendering import Line, fold, render
from tests.unit.storage.strategies import plans
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Entry, Plan
from trajectory.domain.privacy import private_keys
from trajectory.domain.showing import show_line
from trajectory.exporters.document.scale import draw_scale
from trajectory.exporters.exporter import ExportOptions
from trajectory.exporters.registry import EXPORTERS

DAY = dt.date(2018, 1, 16)
MARKDOWN = EXPORTERS["markdown"]


def document(plan: Plan, as_of: dt.date = DAY, **options: Any) -> str:
    return MARKDOWN.export(plan, as_of, ExportOptions(**options))


def seen(as_of: dt.date = DAY, private: bool = False, **tables: Any) -> list[Line]:
    """The document of a plan with these tables, as a reader sees it."""
    plan = Plan.model_validate({"plan": {}, **tables})
    return render(document(plan, as_of, private=private))


def under(lines: list[Line], heading: str) -> list[str]:
    """The texts between a heading and the next."""
    start = lines.index(Line("heading", heading)) + 1
    texts: list[str] = []
    for line in lines[start:]:
        if line.place == "heading":
            break
        texts.append(line.text)
    return texts


def row(lines: list[Line], heading: str, label: str) -> list[str]:
    """The cells after its label of a row of the table under a heading."""
    start = lines.index(Line("heading", heading)) + 1
    width = next(n for n, line in enumerate(lines[start:]) if line.place != "head")
    cells = under(lines, heading)
    rows = [cells[place : place + width] for place in range(0, len(cells), width)]
    return next(found[1:] for found in rows if found[0] == label)


def test_an_empty_plan_says_of_each_section_that_it_is_empty() -> None:
    lines = seen()
    assert [line.text for line in lines if line.place == "paragraph"] == [
        "Nothing has been said about the current position yet.",
        "No goals yet.",
        "No enablers yet.",
        "No barriers yet.",
        "No next steps yet.",
        "No milestones yet.",
        "No decisions on record yet.",
        "The parking lot is empty.",
        "Nothing was reworded: each entry stands as it was said.",
    ]


def test_the_deliverable_has_its_own_name_where_there_is_one() -> None:
    plan = Plan.model_validate({"plan": {"deliverable": "early-help"}})
    assert "**Deliverable:** Early help\n" in document(plan)
    own = Plan.model_validate({"plan": {"deliverable": "early-help", "title": "Early help"}})
    assert "Deliverable" not in document(own), "the heading says it already"
    assert "**Deliverable:** Help that comes early\n" in document(
        plan, deliverable="Help that comes early"
    )


@pytest.mark.parametrize("order, first", [(None, "Current position"), ("goal-first", "Goals")])
def test_the_document_follows_the_order_of_the_walk(order: str | None, first: str) -> None:
    lines = seen(plan={"order": order} if order else {})
    assert [line.text for line in lines if line.place == "heading"][1] == first


@pytest.mark.parametrize(
    "scores, words",
    [([4.0], "4"), ([2.0, 3.5, 5.0], "2, 3.5, 5 (spread 3)"), ([3.0, 3.0], "3, 3 (spread 0)")],
)
def test_each_persons_score_is_kept_with_the_spread(scores: list[float], words: str) -> None:
    lines = seen(reading={"R1-aaaa": {"date": DAY, "score": 4.0, "scores": scores}})
    assert f"Each person: {words}" in under(lines, "Current position")


def test_a_scale_without_words_says_so() -> None:
    position = under(seen(position={"target": 6.0}), "Current position")
    assert "0 means: not said yet" in position
    assert "10 means: not said yet" in position


def test_earlier_readings_keep_their_reasons_in_the_order_of_their_dates() -> None:
    lines = seen(
        reading={
            "R1-aaaa": {"date": dt.date(2018, 4, 24), "score": 5.0},
            "R2-aaaa": {
                "date": dt.date(2018, 3, 1),
                "score": 4.0,
                "reason": "Late",
                "forum": "table",
            },
            "R3-aaaa": {"date": dt.date(2018, 1, 16), "score": 3.0, "reason": "Start"},
            "R4-aaaa": {"date": dt.date(2018, 3, 1), "score": 4.5, "corrects": "R2-aaaa"},
        }
    )
    cells = under(lines, "Earlier readings")[6:]
    assert [cells[place : place + 6] for place in range(0, len(cells), 6)] == [
        ["R3", "Tue 16 Jan 2018", "3", "", "", "Start"],
        ["R2", "Thu 1 Mar 2018", "4", "", "at the table", "Late; put right by R4"],
        ["R4", "Thu 1 Mar 2018", "4.5", "", "", ""],
    ]


def test_what_is_known_of_an_entry_stands_in_brackets() -> None:
    note = {
        "text": "It works",
        "speaker": "Team manager",
        "source": "staff-survey",
        "votes": 3,
        "starred": True,
        "note": "Said twice",
        "view": "working_well",
    }
    facts = "Team manager; from the staff survey; 3 votes; starred; Said twice"
    assert under(seen(note={"N1-aaaa": note}), "Working well") == [f"N1 It works ({facts})"]


def test_a_first_wording_stands_with_its_speaker_among_the_quotes() -> None:
    barrier = {"text": "No room", "said": "There's never a room", "speaker": "Chair"}
    lines = seen(barrier={"B1-aaaa": barrier})
    assert under(lines, "In their words") == ["B1 “There's never a room” (Chair)"]
    assert row(lines, "Barriers", "B1")[0] == "No room"


@pytest.mark.parametrize(
    "status, said", [(None, ""), ("open", ""), ("met", " (met)"), ("dropped", " (dropped)")]
)
def test_closed_goals_are_there_and_say_so(status: str | None, said: str) -> None:
    goal = {"text": "One plan"} | ({"status": status} if status else {})
    assert under(seen(goal={"G1-aaaa": goal}), "Goals") == [f"G1 One plan{said}"]


STEP = {"text": "Map the forms", "owner": "Practice lead", "due": dt.date(2018, 2, 9)}


@pytest.mark.parametrize(
    "fields, state",
    [
        ({}, "on track"),
        ({"status": "in_progress", "confidence": 8}, "on track; in progress; confidence 8 of 10"),
        ({"status": "done", "done_on": DAY}, "done; Tue 16 Jan 2018"),
        ({"status": "dropped"}, "dropped"),
        (
            {"status": "blocked", "blocked_by": "the board", "blocked_since": DAY},
            "blocked; waits for the board; since Tue 16 Jan 2018",
        ),
        ({"status": "blocked", "due": dt.date(2018, 1, 1)}, "late; blocked"),
    ],
)
def test_a_step_says_how_it_stands_and_why(fields: dict[str, Any], state: str) -> None:
    lines = seen(step={"S1-aaaa": {**STEP, **fields}})
    assert row(lines, "Next steps", "S1")[3] == state


def test_a_step_names_its_links_its_helpers_and_nothing_that_is_not_there() -> None:
    lines = seen(
        goal={"G1-aaaa": {"text": "Goal"}},
        enabler={"E1-aaaa": {"text": "Enabler"}},
        barrier={"B1-aaaa": {"text": "Barrier"}, "B2-aaaa": {"text": "Same", "into": "B1-aaaa"}},
        step={
            "S1-aaaa": {
                **STEP,
                "with": ["Chair", "Service Manager, Assessment"],
                "goal": "G1-aaaa",
                "cuts": ["B2-aaaa", "B1-aaaa", "B9-gone"],
                "uses": ["E1-aaaa"],
                "after": ["S9-gone"],
            }
        },
    )
    step = row(lines, "Next steps", "S1")
    assert step[1] == "Practice lead; with Chair; Service Manager, Assessment"
    assert step[2] == "Fri 9 Feb 2018"
    assert step[4] == "for G1; cuts B1; uses E1"
    assert under(lines, "Merged into other entries") == ["B2 Same (now part of B1)"]


def test_barriers_show_what_cuts_them_and_which_nothing_does() -> None:
    barriers: dict[str, Any] = {
        "B1-aaaa": {"text": "Cut", "strength": 5, "influence": 3, "cut_through": "Ask"},
        "B2-aaaa": {"text": "Not cut"},
        "B3-aaaa": {"text": "Closed", "status": "gone", "strength": 4},
    }
    lines = seen(barrier=barriers, step={"S1-aaaa": {**STEP, "cuts": ["B1-aaaa"]}})
    cells = under(lines, "Barriers")
    assert cells[6:12] == ["B1", "Cut", "5", "3, ours", "Ask", "S1"]
    assert cells[12:18] == ["B2", "Not cut", "", "", "", "no step yet"]
    assert cells[18:24] == ["B3", "Closed (gone)", "4", "", "", ""]
    assert cells[24:30] == ["", "Total of the open barriers", "5", "", "", ""]
    net = "Net force: 0 − 5 = −5 (a talking aid, not a forecast). 1 open force has no strength yet."
    assert cells[30:] == [net]


SECRETS: dict[str, Any] = {
    "barrier": {
        "B1-aaaa": {"text": "Secret one", "said": "Secret two", "private": True, "strength": 5},
        "secret-key": {"text": "Secret three", "private": True},
        "B2-aaaa": {"text": "Open to all", "strength": 2},
    },
    "step": {
        "S1-aaaa": {"text": "Shown", "cuts": ["B1-aaaa", "secret-key"]},
        "S2-aaaa": {"text": "Secret four", "cuts": ["B2-aaaa"], "private": True},
    },
    "conflict": {"C1-aaaa": {"item": "B1-aaaa", "field": "text", "value": "Secret five"}},
}


def test_private_entries_leave_nothing_behind_but_their_number() -> None:
    lines = seen(**SECRETS)
    assert not [line for line in lines if "ecret" in line.text]
    assert Line("paragraph", "4 private entries are left out.") not in lines
    assert Line("paragraph", "3 private entries are left out.") in lines
    assert row(lines, "Barriers", "B2")[4] == "a private step"
    assert Line("cell", "2") in lines
    assert "Still to settle" not in {line.text for line in lines}


def test_private_entries_come_when_asked_for_and_say_so() -> None:
    lines = seen(**SECRETS, private=True)
    text = " ".join(line.text for line in lines)
    assert [word in text for word in ("one", "two", "three", "four", "five")] == [True] * 5
    assert Line("paragraph", "3 private entries are included.") in lines
    assert row(lines, "Barriers", "B1")[0] == "Secret one (private)"


def test_labels_are_those_of_the_whole_plan() -> None:
    barriers = {
        "B1-aaaa": {"text": "First", "private": True},
        "B1-bbbb": {"text": "Second"},
    }
    assert row(seen(barrier=barriers), "Barriers", "B1b")[0] == "Second"


@pytest.mark.parametrize(
    "score, target, drawn",
    [
        (None, None, "0───1───2───3───4───5───6───7───8───9───10"),
        (
            3.5,
            6,
            """\
           now 3.5
              ▼
0───1───2───3───4───5───6───7───8───9───10
                        ▲
                      aim 6""",
        ),
        (0, None, "now 0\n▼\n0───1───2───3───4───5───6───7───8───9───10"),
    ],
)
def test_the_scale_is_drawn(score: float | None, target: float | None, drawn: str) -> None:
    assert draw_scale(score, target) == drawn


@pytest.mark.parametrize("half", range(21))
def test_marks_stand_over_their_point_of_the_scale(half: int) -> None:
    _, arrow, line, below, _ = draw_scale(half / 2, half / 2).split("\n")
    assert arrow.index("▼") == below.index("▲") == half * 2
    assert half % 2 or line[half * 2 :].startswith(str(half // 2))


@given(plans, st.dates(), st.booleans())
def test_any_plan_makes_a_document_with_all_its_entries(
    plan: Plan, as_of: dt.date, private: bool
) -> None:
    text = document(plan, as_of, private=private)
    assert text == document(plan, as_of, private=private)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    lines = render(text)
    assert not [line for line in lines if line.place == "other"]
    shown = " ".join(line.text for line in lines)
    hidden = frozenset[str]() if private else private_keys(plan)
    for kind in Kind:
        for key, entry in plan.records(kind).items():
            if isinstance(entry, Entry) and key not in hidden:
                assert fold(show_line(entry.text)) in shown


@given(plans)
def test_the_ages_of_fields_that_a_merge_leaves_are_not_shown(plan: Plan) -> None:
    without = {
        kind.value: {key: record.replace(edited=None) for key, record in records.items()}
        for kind in Kind
        if (records := plan.records(kind))
    }
    assert document(plan.replace(**without), private=True) == document(plan, private=True)
