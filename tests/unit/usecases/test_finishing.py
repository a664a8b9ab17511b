"""A workshop that is over: its review, with who was there, and the plan as it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from trajectory.domain import editing
from trajectory.domain.plan import Barrier, Header, Plan, Review
from trajectory.usecases import checkpoints
from trajectory.usecases.checkpoints import Checkpoint
from trajectory.usecases.comparing import earlier_versions
from trajectory.usecases.context import Context
from trajectory.usecases.finishing import Finishing
from trajectory.usecases.session import PlanSession
from trajectory.usecases.sitting import Sitting

LATER = dt.datetime(2018, 2, 20, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def session(context: Context) -> Iterator[PlanSession]:
    header = Header(id="x-1", title="Networks", participants=("Team manager", "Practice lead"))
    place = context.store.path_for("table-3", "safety-networks")
    loaded = context.store.create(place, Plan(plan=header))
    sitting = Sitting(context)
    yield sitting.open(loaded.path)
    sitting.close(10.0)


def finish(context: Context, session: PlanSession, summary: str = "") -> Checkpoint:
    finishing = Finishing(context, session, summary)
    assert finishing.kept_already() is None
    ending = finishing.begin()
    kept = finishing.keep(ending)
    finishing.end(ending, kept)
    return kept


def test_the_workshop_is_finished_with_who_was_there(
    context: Context, session: PlanSession
) -> None:
    kept = finish(context, session, "  We begin\twith the form ")
    assert kept.name == "Workshop, 16 Jan 2018"
    (review,) = session.plan.review.values()
    assert review.forum == "table"
    assert review.attended == ("Team manager", "Practice lead")
    assert review.summary == "We begin with the form"
    assert (review.finished, review.part) == (context.now(), None)
    assert checkpoints.load(context, kept) == session.plan


def test_a_table_that_did_not_say_who_it_is_finishes_too(
    context: Context, session: PlanSession
) -> None:
    session.do(editing.edit_header(session.plan, participants=None), "nobody is named")
    finish(context, session)
    (review,) = session.plan.review.values()
    assert (review.attended, review.finished) == (None, context.now())


def test_the_review_under_way_is_finished_instead(context: Context, session: PlanSession) -> None:
    call = Review(date=context.today(), forum="monthly-call", attended=("Chair",))
    session.do(editing.add(session.plan, "V1-aaaa", call), "began the review")
    assert finish(context, session).name == "Monthly call, 16 Jan 2018"
    assert session.plan.review["V1-aaaa"].attended == ("Chair",)
    assert len(session.plan.review) == 1


def test_what_is_kept_already_is_not_kept_again(context: Context, session: PlanSession) -> None:
    kept = finish(context, session)
    assert Finishing(context, session).kept_already() == kept
    assert Finishing(context, session, "There is more to say").kept_already() is None
    session.do(editing.add(session.plan, "B1-aaaa", Barrier(text="No room")), "added a barrier")
    assert Finishing(context, session).kept_already() is None


def test_what_is_typed_while_the_checkpoint_is_written_stays(
    context: Context, session: PlanSession
) -> None:
    finishing = Finishing(context, session)
    ending = finishing.begin()
    kept = finishing.keep(ending)
    session.do(editing.add(session.plan, "B1-aaaa", Barrier(text="No room")), "added a barrier")
    finishing.end(ending, kept)
    assert list(session.plan.barrier) == ["B1-aaaa"]
    (review,) = session.plan.review.values()
    assert review.finished is not None
    assert not checkpoints.load(context, kept).barrier


def test_each_version_says_how_much_changed_until_the_next(
    context: Context, session: PlanSession
) -> None:
    finish(context, session)
    session.do(editing.add(session.plan, "B1-aaaa", Barrier(text="No room")), "added a barrier")
    finish(replace(context, clock=lambda: LATER), session)
    history = session.path.parent / "history"
    (history / "safety-networks-20180201-000000.toml").write_text("", encoding="utf-8")
    found = earlier_versions(context, session.path, session.plan)
    assert [(each.checkpoint.name, each.until_next) for each in found] == [
        ("Workshop, 20 Feb 2018", "nothing changed"),
        ("safety-networks-20180201-000000.toml", ""),
        ("Workshop, 16 Jan 2018", "2 entries came"),
    ]
    assert [each.plan is None for each in found] == [False, True, False]
