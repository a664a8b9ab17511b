"""A review on a session: begun with its first edit, resumed, undone, finished as a checkpoint."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from trajectory.domain import editing, verdicts
from trajectory.domain.plan import Barrier, Plan, Step
from trajectory.domain.reviewing import Part
from trajectory.errors import NotSavedError
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases import checkpoints
from trajectory.usecases.context import Context
from trajectory.usecases.reviewing import ReviewDesk, since_last
from trajectory.usecases.session import PlanSession
from trajectory.usecases.sitting import Sitting

S1, S2 = "S1-aaaa", "S2-aaaa"


@pytest.fixture
def session(context: Context, loaded: LoadedPlan) -> PlanSession:
    """Give a plan with two late steps and a barrier, open."""
    late = dt.date(2018, 1, 9)
    plan = loaded.plan.replace(
        step={S1: Step(text="Map", due=late), S2: Step(text="Ask", due=late)},
        barrier={"B1-aaaa": Barrier(text="No room")},
    )
    context.store.save(loaded, plan)
    return Sitting(context).open(loaded.path)


@pytest.fixture
def desk(context: Context, session: PlanSession) -> ReviewDesk:
    """Give its review."""
    return ReviewDesk(context, session)


def finish(desk: ReviewDesk) -> checkpoints.Checkpoint:
    ending = desk.ending()
    kept = desk.keep(ending)
    desk.end(ending, kept)
    return kept


def done(desk: ReviewDesk, key: str = S1) -> Plan:
    return verdicts.done(desk.plan, key, desk.context.stamp())


def test_looking_at_a_review_changes_nothing(desk: ReviewDesk) -> None:
    before = desk.plan
    assert [asked.key for asked in desk.asked_about()] == [S1, S2]
    assert list(desk.barriers()) == ["B1-aaaa"]
    desk.leave(Part.CHANGES)
    assert desk.plan is before
    assert desk.key is None


def test_the_first_edit_begins_it_and_undo_takes_both_back(desk: ReviewDesk) -> None:
    before = desk.plan
    assert desk.do(Part.STEPS, done(desk), "S1 is done")
    review = desk.review
    assert review is not None
    assert (review.forum, review.part) == ("monthly-call", "steps")
    assert [asked.is_answered for asked in desk.asked_about()] == [True, False]
    assert desk.session.undo() is not None
    assert desk.plan.step[S1].status is None
    assert (desk.plan.log, desk.plan.review) == (before.log, before.review)
    assert desk.review is None


def test_what_changes_nothing_begins_nothing(desk: ReviewDesk) -> None:
    assert not desk.do(Part.STEPS, desk.plan, "nothing")
    assert desk.key is None


def test_it_goes_on_where_it_was_left_in_another_sitting(
    context: Context, desk: ReviewDesk
) -> None:
    desk.do(Part.STEPS, done(desk), "S1 is done")
    desk.leave(Part.BARRIERS)
    desk.leave(Part.BARRIERS)
    assert desk.session.undo() is not None
    assert desk.part is Part.STEPS, "leaving twice at one place is one act"
    assert desk.session.redo() is not None
    again = ReviewDesk(context, desk.session)
    assert again.part is Part.BARRIERS
    assert again.key == desk.key


def test_going_through_without_an_edit_is_remembered(desk: ReviewDesk) -> None:
    desk.leave(Part.POSITION)
    assert desk.part is Part.POSITION


def test_what_is_said_about_the_review_is_on_its_record(desk: ReviewDesk) -> None:
    assert desk.edit_review(Part.NEXT, "who was there", attended=("Nurse",))
    assert not desk.edit_review(Part.NEXT, "who was there", attended=("Nurse",))
    desk.hold_at("consultation")
    review = desk.review
    assert review is not None
    assert (review.attended, review.forum) == (("Nurse",), "consultation")


def test_another_forum_before_the_first_edit_is_kept_for_it(desk: ReviewDesk) -> None:
    desk.hold_at("consultation")
    assert desk.key is None
    assert desk.forum == "consultation"
    desk.do(Part.STEPS, done(desk), "S1 is done")
    assert desk.forum == "consultation"


def test_finishing_keeps_a_checkpoint_and_carries_what_was_left(
    context: Context, desk: ReviewDesk
) -> None:
    desk.do(Part.STEPS, done(desk), "S1 is done")
    kept = finish(desk)
    assert desk.is_finished
    key = desk.finished or ""
    assert checkpoints.load(context, kept).review[key] == desk.plan.review[key]
    assert [(line.item, line.field) for line in desk.plan.log.values()] == [
        (S1, "status"),
        (S2, "carried"),
    ]
    assert desk.key is None
    last = checkpoints.last(context, desk.session.path, desk.plan)
    assert last is not None
    assert last.path == kept.path


def test_a_review_in_which_nothing_was_said_is_one_too(desk: ReviewDesk) -> None:
    finish(desk)
    assert len(desk.plan.review) == 1
    assert len(desk.plan.log) == 2


def test_finishing_can_be_taken_back(desk: ReviewDesk) -> None:
    desk.leave(Part.NEXT)
    finish(desk)
    assert desk.session.undo() is not None
    assert not desk.is_finished
    assert desk.part is Part.NEXT
    assert desk.plan.log == {}


def test_a_checkpoint_that_cannot_be_kept_leaves_the_review_under_way(
    desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Path:
        raise NotSavedError("The disk is full")

    monkeypatch.setattr(type(desk.context.store.history), "keep_plan", refuse)
    ending = desk.ending()
    with pytest.raises(NotSavedError):
        desk.keep(ending)
    assert desk.key is not None
    assert not desk.is_finished


def test_words_that_come_in_while_the_checkpoint_is_written_stay(desk: ReviewDesk) -> None:
    ending = desk.ending()
    kept = desk.keep(ending)
    came = editing.add(desk.plan, "S9-zzzz", Step(text="A colleague's", created=desk.context.now()))
    desk.session.do(came, "came from elsewhere")
    desk.end(ending, kept)
    assert "S9-zzzz" in desk.plan.step
    review = desk.plan.review[ending.key]
    assert review.finished == kept.at


def test_since_the_last_checkpoint(context: Context, desk: ReviewDesk) -> None:
    assert since_last(context, desk.session, desk.plan).name == ""
    finish(desk)
    assert since_last(context, desk.session, desk.plan).changes == ()
    desk.do(Part.STEPS, done(desk), "S1 is done")
    since = since_last(context, desk.session, desk.plan)
    assert since.name == "Monthly call, 16 Jan 2018"
    assert {change.label for change in since.changes} == {"S1"}, "the review itself is no news"


def test_a_checkpoint_that_cannot_be_read_is_said(
    context: Context, desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = finish(desk)
    gone = replace(kept, path=kept.path.with_name("gone.toml"))
    monkeypatch.setattr(checkpoints, "last", lambda *_: gone)
    since = since_last(context, desk.session, desk.plan)
    assert since.changes == ()
    assert "Monthly call, 16 Jan 2018 cannot be opened" in since.problem
