"""Words inside plans: found wherever somebody said them, shown where they stand."""

from __future__ import annotations

import datetime as dt

import pytest

from trajectory.domain.finding import Span, spans
from trajectory.domain.kinds import Section
from trajectory.domain.plan import (
    Barrier,
    Decision,
    Goal,
    Header,
    Note,
    Parking,
    Plan,
    Position,
    Reading,
    Review,
    Step,
)
from trajectory.errors import PlanNotFoundError
from trajectory.storage.plan_store import BrokenPlan
from trajectory.usecases import searching
from trajectory.usecases.context import Context
from trajectory.usecases.searching import Hit, find, passages, search

DAY = dt.date(2018, 1, 16)

PLAN = Plan(
    plan=Header(
        id="networks-k7m2x9",
        title="Networks",
        authority="Harrowmere",
        table="Table 3",
        participants=("Practice lead", "Data analyst"),
        status="draft",
    ),
    position=Position(question="How far?", anchor_0="Plans are lists.", plus_one="One more asks."),
    note={
        "N1-p3xa": Note(text="Café meetings work", speaker="Practice lead", view="working_well"),
        "N2-p3xa": Note(text="Gone into the other", into="N1-p3xa"),
    },
    goal={"G1-m4tz": Goal(text="Families sign", measure="Dip sample", see="A grandparent knows")},
    barrier={
        "B1-h9wc": Barrier(
            text="Not in the workflow",
            said="Not in the flow chart, it doesn't happen",
            speaker="Team manager",
            note="Ask the forms group",
            cut_through="Two questions",
        )
    },
    step={
        "S1-t5vn": Step.model_validate(
            {
                "text": "Add the question",
                "owner": "Service Manager",
                "with": ["Systems Manager"],
                "cue": "Forms meeting",
                "done_when": "Live in the record",
                "cuts": ["B1-h9wc"],
                "colour": "purple",
            }
        )
    },
    decision={"D1-aaaa": Decision(text="Chairs ask first", decided_by="Head of Service")},
)


@pytest.fixture
def stored(context: Context) -> Context:
    context.store.create(context.store.path_for("harrowmere-table-3", "safety-networks"), PLAN)
    return context


def hits(context: Context, query: str) -> list[Hit]:
    found = list(search(context, query))
    assert all(isinstance(item, Hit) for item in found)
    return [item for item in found if isinstance(item, Hit)]


@pytest.mark.parametrize(
    "query, label",
    [
        ("cafe", "N1"),
        ("practice CAFÉ", "N1"),
        ("dip sample", "G1"),
        ("grandparent", "G1"),
        ("flow chart", "B1"),
        ("team manager", "B1"),
        ("forms group", "B1"),
        ("two questions", "B1"),
        ("service manager", "S1"),
        ("systems", "S1"),
        ("forms meeting", "S1"),
        ("live in", "S1"),
        ("purple", "S1"),
        ("chairs", "D1"),
        ("head of service", "D1"),
        ("lists", "Scale"),
        ("one more", "Scale"),
        ("data analyst", "About"),
    ],
)
def test_words_are_found_in_every_field_that_people_fill(
    stored: Context, query: str, label: str
) -> None:
    assert [hit.passage.label for hit in hits(stored, query)] == [label]


@pytest.mark.parametrize("query", ["h9wc", "k7m2x9", "working_well", "draft", "gone into", ""])
def test_ids_choices_merged_entries_and_nothing_are_not_found(stored: Context, query: str) -> None:
    assert not hits(stored, query)


def test_a_reading_and_a_review_are_found(context: Context) -> None:
    plan = PLAN.replace(
        reading={"R1-b7qe": Reading(date=DAY, score=3.5, reason="A cautious start")},
        review={"V1-b7qe": Review(date=DAY, asks=("Who unblocks the rota?",))},
    )
    context.store.create(context.store.path_for("h", "qa"), plan)
    assert [(h.passage.section, h.passage.key) for h in hits(context, "cautious")] == [
        (Section.POSITION, "R1-b7qe")
    ]
    assert [(h.passage.section, h.passage.label) for h in hits(context, "rota")] == [(None, "V1")]


def test_places_are_looked_for_in_what_is_shown_only(
    stored: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_in: list[str] = []

    def counted(text: str, words: tuple[str, ...]) -> tuple[Span, ...]:
        looked_in.append(text)
        return spans(text, words)

    monkeypatch.setattr(searching, "spans", counted)
    found = hits(stored, "a")
    assert len(found) > 1
    assert not looked_in
    assert found[0].spans == found[0].spans
    assert looked_in == [found[0].passage.text]


def test_a_hit_says_where_it_is_and_where_the_words_stand(stored: Context) -> None:
    (hit,) = hits(stored, "workflow manager CHART")
    passage = hit.passage
    assert (passage.title, passage.group) == ("Networks", "Harrowmere, Table 3")
    assert (passage.section, passage.key) == (Section.BARRIER, "B1-h9wc")
    assert [passage.text[a:b] for a, b in hit.spans] == ["workflow"]
    assert {match.name: [match.text[a:b] for a, b in match.spans] for match in hit.others} == {
        "first said as": ["chart"],
        "speaker": ["manager"],
    }


def test_all_words_must_be_in_one_entry(stored: Context) -> None:
    assert not hits(stored, "grandparent workflow")


def test_a_plan_that_cannot_be_read_is_reported(stored: Context) -> None:
    broken = stored.store.root / "w" / "qa.toml"
    broken.parent.mkdir()
    broken.write_text("[plan", encoding="utf-8")
    found = list(search(stored, "workflow"))
    assert [type(item) for item in found] == [Hit, BrokenPlan]
    (only,) = search(stored, "workflow", broken)
    assert isinstance(only, BrokenPlan)
    assert only.path == broken


def test_one_plan_is_searched_alone(stored: Context) -> None:
    other = stored.store.create(
        stored.store.path_for("w", "qa"), Plan(plan=Header(title="Workflow"))
    )
    assert len(hits(stored, "workflow")) == 2
    (hit,) = search(stored, "workflow", other.path)
    assert isinstance(hit, Hit)
    assert hit.passage.label == "About"


def test_a_plan_that_is_not_there_is_an_error(stored: Context) -> None:
    with pytest.raises(PlanNotFoundError):
        list(search(stored, "x", stored.store.root / "h" / "gone.toml"))


def test_what_is_not_saved_yet_can_be_searched(stored: Context) -> None:
    path = stored.store.paths()[0]
    plan = PLAN.replace(parking={"P1-a": Parking(text="Just typed")})
    assert [hit.passage.key for hit in find(passages(path, plan), "just typed")] == ["P1-a"]
