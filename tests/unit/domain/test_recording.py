"""Captured lines on record: what each becomes, all or none, and in linear time."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain import ids
from trajectory.domain.capture import Capture, read_line, verbatim, vocabulary
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import Barrier, Header, Plan, Position
from trajectory.domain.recording import record, record_many
from trajectory.errors import UsageError

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 14, 2, tzinfo=dt.UTC)
FRIDAY = dt.date(2026, 11, 27)


TOO_LONG = (
    "This line has 5,001 characters, and 5,000 fit into one entry. "
    "Nothing was added: make it shorter, or make it two entries."
)


def counter() -> ids.SuffixSource:
    numbers = itertools.count()
    return lambda length: f"{next(numbers):0{length}d}".translate(str.maketrans("01", "ab"))


def put(plan: Plan, line: str, section: Section = Section.STEP) -> tuple[Plan, tuple[str, ...]]:
    capture = read_line(line, section, vocabulary(plan), TODAY)
    return record(plan, capture, NOW, TODAY, counter())


@pytest.fixture
def plan() -> Plan:
    return Plan(plan=Header(participants=("Team manager",)), position=Position(target=6))


@pytest.mark.parametrize("section", Section)
def test_an_entry_goes_to_its_section_with_the_time(plan: Plan, section: Section) -> None:
    after, keys = put(plan, "No room @Team manager", section)

    (key,) = keys
    assert key == f"{section.kind.letter}1-aaaa"
    item = after.entries(section)[key]
    assert (item.text, item.created, item.changed) == ("No room", NOW, None)
    assert item.speaker == (None if section is Section.STEP else "Team manager")
    assert after.position == plan.position


def test_a_step_holds_all_that_was_said(plan: Plan) -> None:
    for line in ("* They own it by 9 feb", "+ Trained managers !4", "- No room !5"):
        plan, _ = put(plan, line)
    plan, (key,) = put(plan, "Change it @Team manager by fri cuts B1 uses E1 for G1")

    step = plan.step[key]
    assert (step.text, step.owner, step.due) == ("Change it", "Team manager", FRIDAY)
    assert step.cuts == tuple(plan.barrier)
    assert step.uses == tuple(plan.enabler)
    assert step.goal == next(iter(plan.goal))
    assert next(iter(plan.goal.values())).by == dt.date(2027, 2, 9)
    assert next(iter(plan.enabler.values())).strength == 4
    assert next(iter(plan.barrier.values())).strength == 5


def test_what_was_not_said_is_not_in_the_plan(plan: Plan) -> None:
    after, (key,) = put(plan, "Change it")
    assert after.step[key].model_fields_set == {"text", "created"}


def test_scores_make_a_reading_of_today_at_the_table(plan: Plan) -> None:
    after, (key,) = put(plan, "=2 3 4 5>7")

    reading = after.reading[key]
    assert (reading.date, reading.forum, reading.created) == (TODAY, "table", NOW)
    assert (reading.score, reading.scores) == (3.5, (2, 3, 4, 5))
    assert after.position.target == 7


def test_one_score_needs_no_list_of_scores(plan: Plan) -> None:
    after, (key,) = put(plan, "=4")
    assert after.reading[key].scores is None
    assert after.position == plan.position


def test_an_aim_alone_makes_no_reading(plan: Plan) -> None:
    after, keys = put(plan, "=>8.5")
    assert (keys, after.reading, after.position.target) == ((), {}, 8.5)


def test_a_longest_text_fits(plan: Plan) -> None:
    after, (key,) = record(plan, verbatim("x" * 5_000, Section.GOAL), NOW, TODAY, counter())
    assert len(after.goal[key].text) == 5_000


@pytest.mark.parametrize(
    "capture, said",
    [
        (
            verbatim("x" * 5_001, Section.GOAL),
            TOO_LONG,
        ),
        (
            verbatim("  ", Section.GOAL),
            "This line is empty, so nothing was added. Type what was said.",
        ),
        (
            Capture("entry", Section.GOAL, " \n"),
            "This line is empty, so nothing was added. Type what was said.",
        ),
        (
            Capture("command", Section.GOAL, command="next"),
            "This line is a command, /next, so nothing was added.",
        ),
    ],
)
def test_what_is_no_entry_is_refused_in_plain_words(
    plan: Plan, capture: Capture, said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        record(plan, capture, NOW, TODAY, counter())
    assert str(refused.value) == said


def test_of_many_lines_the_one_that_is_refused_is_named(plan: Plan) -> None:
    captures = [verbatim(text, Section.GOAL) for text in ("one", "two", "x" * 6_000)]
    with pytest.raises(UsageError, match=r"^Line 3 has 6,000 characters"):
        record_many(plan, captures, NOW, TODAY, counter())


def test_many_lines_are_recorded_in_their_order(plan: Plan) -> None:
    lines = ["- a", "+ b", "=3", "- c", "=>5", "> d", "=4>8"]
    known = vocabulary(plan)
    captures = [read_line(line, Section.GOAL, known, TODAY) for line in lines]

    after, keys = record_many(plan, captures, NOW, TODAY, counter())

    assert [key.split("-")[0] for key in keys] == ["B1", "E1", "R1", "B2", "S1", "R2"]
    assert [barrier.text for barrier in after.barrier.values()] == ["a", "c"]
    assert after.position.target == 8


def test_nothing_recorded_leaves_the_plan_itself(plan: Plan) -> None:
    assert record_many(plan, [], NOW, TODAY, counter()) == (plan, ())


def test_new_numbers_follow_what_is_there_and_what_was_removed() -> None:
    plan = Plan(
        plan=Header(),
        barrier={"B2-zzzz": Barrier(text="b"), "rota": Barrier(text="b")},
        removed={"B7-yyyy": NOW, "E9-yyyy": NOW},
    )
    captures = [verbatim(text, Section.BARRIER) for text in "ab"]
    after, keys = record_many(plan, captures, NOW, TODAY, counter())
    assert keys == ("B8-aaaa", "B9-aaab")
    assert list(after.barrier) == ["B2-zzzz", "rota", *keys]


def test_five_thousand_lines_look_through_the_plan_once(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = 0
    real: Callable[[str, Kind], int | None] = ids.number_of

    def counted(key: str, kind: Kind) -> int | None:
        nonlocal seen
        seen += 1
        return real(key, kind)

    monkeypatch.setattr("trajectory.domain.ids.number_of", counted)
    monkeypatch.setattr("trajectory.domain.recording.number_of", counted)
    captures = [verbatim(f"line {number}", Section.BARRIER) for number in range(5_000)]

    after, keys = record_many(plan, captures, NOW, TODAY, counter())
    assert len(set(keys)) == len(after.barrier) == 5_000
    assert seen < 2 * 5_000


@given(
    st.lists(
        st.tuples(st.sampled_from(Section), st.text(st.characters(categories=["L"]), min_size=1)),
        max_size=20,
    )
)
def test_many_at_once_are_as_one_after_the_other(lines: list[tuple[Section, str]]) -> None:
    empty = Plan(plan=Header())
    captures = [verbatim(text, section) for section, text in lines]

    one_by_one, suffix = empty, counter()
    keys: list[str] = []
    for capture in captures:
        one_by_one, made = record(one_by_one, capture, NOW, TODAY, suffix)
        keys += made

    assert record_many(empty, captures, NOW, TODAY, counter()) == (one_by_one, tuple(keys))
