"""What the line at the foot of the walk does with what is typed, without a screen."""

from __future__ import annotations

import datetime as dt

import pytest

from trajectory.domain.capture import verbatim
from trajectory.domain.kinds import Section
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.context import Context
from trajectory.usecases.line_tasks import (
    Answers,
    Desk,
    Entries,
    Linking,
    Rewording,
    Wording,
    links_of,
)
from trajectory.usecases.saving import Writer
from trajectory.usecases.session import PlanSession


class NoWriter(Writer):
    def request(self, saveable: object) -> None:
        pass


@pytest.fixture
def desk(context: Context, loaded: LoadedPlan) -> Desk:
    return Desk(context, PlanSession(context, loaded, NoWriter()))


def add(desk: Desk, text: str, section: Section) -> str:
    return desk.session.capture([verbatim(text, section)], "added")[0]


def test_a_line_is_an_entry_of_the_current_box(desk: Desk) -> None:
    outcome = Entries(Section.BARRIER).submit(desk, "No room in Q1 @Team manager !4")
    assert outcome.accepted
    entry = desk.plan.barrier[outcome.made[0]]
    assert (entry.text, entry.speaker, entry.strength) == ("No room in Q1", "Team manager", 4)


def test_a_mark_sends_one_line_elsewhere_and_says_so_before_and_after(desk: Desk) -> None:
    task = Entries(Section.GOAL)
    preview = task.preview(desk, "- no room")
    assert (preview.label, preview.section) == ("Barrier", Section.BARRIER)
    outcome = task.submit(desk, "- no room")
    assert "B1" in outcome.notice
    assert "Barriers" in outcome.notice
    assert [b.text for b in desk.plan.barrier.values()] == ["no room"]


def test_what_is_read_out_of_the_line_is_shown_before_enter(desk: Desk) -> None:
    preview = Entries(Section.STEP).preview(desk, "Ring them by 9 feb @Data analyst cuts B9")
    assert any("Fri 9 Feb 2018" in words for words in preview.taken)
    assert any("B9" in words for words in preview.warnings)


def test_scores_and_commands_are_no_entries(desk: Desk) -> None:
    task = Entries(Section.GOAL)
    assert task.preview(desk, "=2 3 4 5").label == "Score"
    task.submit(desk, "=2 3 4 5")
    reading = desk.plan.current_reading
    assert reading is not None
    assert (reading.score, reading.scores) == (3.5, (2, 3, 4, 5))
    assert task.submit(desk, "/timer 10").command == ("timer", "10")
    assert not desk.plan.goal


def test_a_line_that_is_too_long_stays_in_the_line(desk: Desk) -> None:
    outcome = Entries(Section.GOAL).submit(desk, "x" * 10_000)
    assert not outcome.accepted
    assert "5,000" in outcome.notice
    assert not desk.plan.goal


def test_the_empty_line_asks_about_the_last_entry_and_never_by_itself(desk: Desk) -> None:
    assert "Type" in Entries(Section.STEP).submit(desk, "").notice
    outcome = Entries(Section.STEP).submit(desk, "Ring them")
    assert outcome.then is None
    asked = Entries(Section.STEP, outcome.made[0]).submit(desk, "  ").then
    assert isinstance(asked, Answers)
    assert "S1" in asked.preview(desk, "").label


def test_answers_are_taken_in_turn_and_the_empty_line_skips(desk: Desk) -> None:
    key = add(desk, "Ring them", Section.STEP)
    asked = Answers.about(desk, key)
    assert asked is not None
    outcome = asked.submit(desk, "Data analyst")
    assert desk.plan.step[key].owner == "Data analyst"
    assert isinstance(outcome.then, Answers)
    refused = outcome.then.submit(desk, "12/5")
    assert not refused.accepted
    assert refused.then == outcome.then
    skipped = outcome.then.submit(desk, "")
    assert desk.plan.step[key].due is None
    assert skipped.then != outcome.then
    again = outcome.then.submit(desk, "9 feb")
    assert desk.plan.step[key].due == dt.date(2018, 2, 9)
    assert again.accepted


def test_an_answer_for_an_entry_that_is_gone_harms_nothing(desk: Desk) -> None:
    key = add(desk, "Ring them", Section.STEP)
    asked = Answers.about(desk, key)
    assert asked is not None
    desk.session.undo()
    assert "no longer" in asked.submit(desk, "Data analyst").notice


def test_rewording_keeps_the_first_wording_and_reads_tokens(desk: Desk) -> None:
    key = add(desk, "Nobody has time", Section.BARRIER)
    outcome = Rewording(key).submit(desk, "- No time is set aside !5")
    assert outcome.accepted
    entry = desk.plan.barrier[key]
    assert (entry.text, entry.said, entry.strength) == (
        "- No time is set aside",
        "Nobody has time",
        5,
    )


@pytest.mark.parametrize("words", ["=4", "/next", "4", "- x"])
def test_rewording_takes_the_words_as_they_are(desk: Desk, words: str) -> None:
    key = add(desk, "Nobody has time", Section.BARRIER)
    assert Rewording(key).submit(desk, words).accepted
    assert desk.plan.barrier[key].text == words


@pytest.mark.parametrize("words", ["", "   ", "x" * 5_001])
def test_rewording_never_empties_or_overfills_an_entry(desk: Desk, words: str) -> None:
    key = add(desk, "Nobody has time", Section.BARRIER)
    outcome = Rewording(key).submit(desk, words)
    assert not outcome.accepted
    assert outcome.notice
    assert desk.plan.barrier[key].text == "Nobody has time"


def test_links_are_set_shown_as_typed_and_taken_off(desk: Desk) -> None:
    barrier, goal = add(desk, "No room", Section.BARRIER), add(desk, "Room", Section.GOAL)
    step = add(desk, "Ask for a room", Section.STEP)
    assert Linking(step).submit(desk, "cuts B1 for G1").accepted
    assert (desk.plan.step[step].cuts, desk.plan.step[step].goal) == ((barrier,), goal)
    assert links_of(desk.plan, step) == "cuts B1 for G1"
    assert Linking(step).submit(desk, "").accepted
    assert links_of(desk.plan, step) == ""
    assert desk.plan.step[step].text == "Ask for a room"


@pytest.mark.parametrize("words", ["cuts B9", "something else", "cuts"])
def test_links_to_nothing_stay_in_the_line(desk: Desk, words: str) -> None:
    step = add(desk, "Ask for a room", Section.STEP)
    outcome = Linking(step).submit(desk, words)
    assert not outcome.accepted
    assert outcome.notice
    assert desk.plan.step[step].cuts is None


def test_the_words_of_the_scale_are_set_and_an_empty_line_leaves_them(desk: Desk) -> None:
    task = Wording("anchor_0", "0 means")
    task.submit(desk, "Nobody asks")
    task.submit(desk, "")
    assert desk.plan.position.anchor_0 == "Nobody asks"
    desk.session.undo()
    assert desk.plan.position.anchor_0 is None
