"""Checkpoints: kept before the review is finished, listed with what is wrong, and restored."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from trajectory.domain import editing
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.changes import changes
from trajectory.domain.plan import Barrier, Header, Plan, Reading, Review, Step
from trajectory.errors import NotSavedError, PlanUnreadableError
from trajectory.storage import codec, history
from trajectory.storage.loading import read_bytes
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases import checkpoints, managing
from trajectory.usecases.changing import change
from trajectory.usecases.comparing import compared
from trajectory.usecases.context import Context
from trajectory.usecases.session import PlanSession
from trajectory.usecases.sitting import Sitting

NOW = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)
FEBRUARY = dt.datetime(2018, 2, 20, 10, 0, tzinfo=dt.UTC)
TABLE, CALL = "V1-aaaa", "V2-bbbb"
PLAN = Plan(
    plan=Header(
        id="networks-k7m2x9",
        title="Networks",
        deliverable="safety-networks",
        authority="Harrowmere",
        table="Table 3",
    ),
    barrier={"B1-h9wc": Barrier(text="No room", strength=5)},
    step={"S1-t5vn": Step(text="Ask the forms group", due=dt.date(2018, 2, 2))},
    review={TABLE: Review(date=NOW.date(), forum="table", created=NOW)},
)


@pytest.fixture
def sitting(context: Context) -> Iterator[Sitting]:
    sitting = Sitting(context)
    yield sitting
    sitting.close(10.0)


@pytest.fixture
def session(context: Context, sitting: Sitting) -> PlanSession:
    place = context.store.path_for("harrowmere-table-3", "safety-networks")
    return sitting.open(context.store.create(place, PLAN).path)


def at(context: Context, moment: dt.datetime) -> Context:
    return replace(context, clock=lambda: moment)


def begin_call(session: PlanSession) -> None:
    call = Review(date=FEBRUARY.date(), forum="monthly-call", created=FEBRUARY)
    session.do(editing.add(session.plan, CALL, call), "began the review")


def names(context: Context, session: PlanSession) -> list[str]:
    return [each.name for each in checkpoints.checkpoints(context, session.path, session.plan)]


def test_finishing_keeps_the_plan_as_it_stands(context: Context, session: PlanSession) -> None:
    assert checkpoints.last(context, session.path) is None
    kept = checkpoints.finish(context, session, TABLE, attended=("Team manager",), summary="Agreed")
    assert kept.path == session.path.parent / "history" / "safety-networks-20180116-140000.toml"
    assert (kept.name, kept.forum, kept.day) == ("Workshop, 16 Jan 2018", "table", NOW.date())
    review = session.plan.review[TABLE]
    assert (review.finished, review.attended, review.summary) == (NOW, ("Team manager",), "Agreed")
    assert checkpoints.load(context, kept) == session.plan
    assert checkpoints.checkpoints(context, session.path, session.plan) == (kept,)
    assert checkpoints.last(context, session.path, session.plan) == kept
    assert kept.path.read_text("utf-8").startswith("#:schema ../../trajectory-plan.schema.json\n")


def test_a_review_that_is_not_there_is_not_finished(context: Context, session: PlanSession) -> None:
    with pytest.raises(KeyError):
        checkpoints.finish(context, session, "V9-zzzz")
    assert not (session.path.parent / "history").exists()


def test_a_kill_between_checkpoint_and_edit_leaves_the_review_under_way(
    context: Context, session: PlanSession
) -> None:
    plan = checkpoints.finished(session.plan, TABLE, context.stamp())
    checkpoints.keep(context, session.path, plan, TABLE)
    (left,) = checkpoints.checkpoints(context, session.path)
    assert not left.stands
    assert checkpoints.last(context, session.path) is None
    assert context.store.load(session.path).plan.review[TABLE].finished is None
    again = at(context, FEBRUARY)
    kept = checkpoints.finish(again, session, TABLE)
    assert checkpoints.last(again, session.path, session.plan) == kept
    assert [each.stands for each in checkpoints.checkpoints(again, session.path, session.plan)] == [
        True,
        False,
    ]


def test_a_checkpoint_that_cannot_be_kept_leaves_the_review_under_way(
    context: Context, session: PlanSession
) -> None:
    (session.path.parent / "history").write_text("a file", encoding="utf-8")
    with pytest.raises(NotSavedError):
        checkpoints.finish(context, session, TABLE)
    assert session.plan.review[TABLE].finished is None


def test_undo_of_finishing_leaves_the_file_and_does_not_count_it(
    context: Context, session: PlanSession
) -> None:
    checkpoints.finish(context, session, TABLE)
    undone = session.undo()
    assert undone is not None
    assert undone.what == "finished the review: Workshop, 16 Jan 2018"
    (left,) = checkpoints.checkpoints(context, session.path, session.plan)
    assert not left.stands
    assert checkpoints.last(context, session.path, session.plan) is None


def test_two_that_finish_in_one_second_overwrite_nothing(
    context: Context, session: PlanSession
) -> None:
    mine = checkpoints.finished(session.plan, TABLE, context.stamp(), summary="Mine")
    theirs = checkpoints.finished(session.plan, TABLE, context.stamp(), summary="Theirs")
    one = checkpoints.keep(context, session.path, mine, TABLE)
    other = checkpoints.keep(context, session.path, theirs, TABLE)
    assert (one.path.name, other.path.name) == (
        "safety-networks-20180116-140000.toml",
        "safety-networks-20180116-140000-2.toml",
    )
    assert checkpoints.load(context, one).review[TABLE].summary == "Mine"
    assert checkpoints.load(context, other).review[TABLE].summary == "Theirs"
    assert checkpoints.keep(context, session.path, mine, TABLE) == one, "not kept twice"


def test_the_latest_comes_first_and_a_day_finds_the_one_before_it(
    context: Context, session: PlanSession
) -> None:
    first = checkpoints.finish(context, session, TABLE)
    begin_call(session)
    second = checkpoints.finish(at(context, FEBRUARY), session, CALL)
    assert names(context, session) == ["Monthly call, 20 Feb 2018", "Workshop, 16 Jan 2018"]
    path, plan = session.path, session.plan

    def on(month: int, day: int) -> checkpoints.Checkpoint | None:
        return checkpoints.at_or_before(context, path, dt.date(2018, month, day), plan)

    assert on(1, 15) is None
    assert on(1, 16) == on(2, 19) == first
    assert on(2, 20) == on(12, 31) == second


def test_to_compare_no_file_older_than_the_one_that_fits_is_read(
    context: Context, session: PlanSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = checkpoints.finish(context, session, TABLE)
    begin_call(session)
    second = checkpoints.finish(at(context, FEBRUARY), session, CALL)
    opened: list[Path] = []

    def noted(path: Path) -> tuple[bytes, dt.datetime]:
        opened.append(path)
        return read_bytes(path)

    monkeypatch.setattr(history, "read_bytes", noted)
    assert compared(context, session.path, session.plan).since == second
    assert opened == [second.path]
    assert compared(context, session.path, session.plan, dt.date(2018, 2, 19)).since == first
    assert opened == [second.path, second.path, first.path]


def test_other_texts_of_the_plan_are_told_apart(context: Context, session: PlanSession) -> None:
    checkpoints.finish(context, session, TABLE)
    text = session.path.read_bytes()
    context.store.history.keep(session.path, text, FEBRUARY)
    (session.path.parent / "history" / "by-hand.toml").write_bytes(text)
    os.utime(session.path.parent / "history" / "by-hand.toml", (1_520_000_000, 1_520_000_000))
    found = checkpoints.checkpoints(context, session.path, session.plan)
    assert [(each.name, each.review) for each in found] == [
        ("As it stood before 20 Feb 2018", None),
        ("Workshop, 16 Jan 2018", TABLE),
        ("As it stood before 2 Mar 2018", None),
    ]
    assert checkpoints.last(context, session.path, session.plan) == found[1]


def test_what_cannot_be_read_is_listed_with_its_reason(
    context: Context, session: PlanSession
) -> None:
    checkpoints.finish(context, session, TABLE)
    history = session.path.parent / "history"
    (history / "safety-networks-20180301-090000.toml").write_text("due = soon", encoding="utf-8")
    (history / "safety-networks-20180302-090000.toml").mkdir()
    (history / "safety-networks-20180303-999999.toml").write_text("", encoding="utf-8")
    (history / "other-20180301-090000.toml").write_text("due = soon", encoding="utf-8")
    (history / "notes.txt").write_text("not ours", encoding="utf-8")
    found = checkpoints.checkpoints(context, session.path, session.plan)
    assert [each.path.name for each in found if each.problem] == [
        "safety-networks-20180303-999999.toml",
        "safety-networks-20180302-090000.toml",
        "safety-networks-20180301-090000.toml",
    ]
    assert "empty" in found[0].problem
    assert "a folder" in found[1].problem
    assert found[2].problem.startswith("line 1")
    assert [each.name for each in found if not each.problem] == ["Workshop, 16 Jan 2018"]
    with pytest.raises(PlanUnreadableError, match="other earlier versions, are not affected"):
        checkpoints.load(context, found[2])


def test_links_that_lead_out_are_not_followed(
    context: Context, session: PlanSession, tmp_path: Path
) -> None:
    kept = checkpoints.finish(context, session, TABLE)
    outside = tmp_path / "outside.toml"
    outside.write_bytes(kept.path.read_bytes())
    link = kept.path.with_name("safety-networks-20180501-090000.toml")
    link.symlink_to(outside)
    kept.path.with_name("safety-networks-20180502-090000.toml").symlink_to(tmp_path / "nowhere")
    found = checkpoints.checkpoints(context, session.path, session.plan)
    assert [each.problem for each in found][:2] == [
        "this is a link that leads out of the folder: not followed"
    ] * 2
    with pytest.raises(PlanUnreadableError, match="not followed"):
        checkpoints.load(context, found[1])


def test_a_folder_of_earlier_versions_that_is_a_link_is_neither_read_nor_written(
    context: Context, session: PlanSession, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (session.path.parent / "history").symlink_to(tmp_path / "elsewhere")
    (found,) = checkpoints.checkpoints(context, session.path)
    assert found.problem
    with pytest.raises(NotSavedError, match="a link that leads out of"):
        checkpoints.finish(context, session, TABLE)
    assert list((tmp_path / "elsewhere").iterdir()) == []


# -- whole plans that move -------------------------------------------------------------------------


def test_a_file_with_another_name_keeps_its_history_and_a_duplicate_has_none(
    context: Context, session: PlanSession, sitting: Sitting
) -> None:
    kept = checkpoints.finish(context, session, TABLE)
    sitting.flush(10)
    copy = managing.duplicate(sitting, session.path)
    assert checkpoints.checkpoints(context, copy.path) == ()
    renamed = session.path.with_name("networks.toml")
    session.path.rename(renamed)
    assert checkpoints.checkpoints(context, renamed) == (kept,)


def test_a_table_that_is_renamed_takes_its_history_along(
    context: Context, session: PlanSession, sitting: Sitting
) -> None:
    checkpoints.finish(context, session, TABLE)
    sitting.flush(10)
    old = session.path.parent
    moved = change(sitting, session.path, {"table": "Table 4"})
    (kept,) = checkpoints.checkpoints(context, moved.path)
    assert kept.path.parent == context.store.root / "harrowmere-table-4" / "history"
    assert kept.stands
    assert not old.exists()


def test_the_history_of_the_other_plans_stays(context: Context, session: PlanSession) -> None:
    checkpoints.finish(context, session, TABLE)
    other = context.store.path_for("harrowmere-table-3", "qa")
    header = PLAN.plan.replace(id="qa-1", deliverable="qa")
    context.store.create(other, PLAN.replace(plan=header))
    checkpoints.keep(
        context,
        other,
        checkpoints.finished(PLAN.replace(plan=header), TABLE, context.stamp()),
        TABLE,
    )
    target = context.store.path_for("elsewhere", "qa")
    context.store.move(other, target)
    assert [each.path.name for each in checkpoints.checkpoints(context, target)] == [
        "qa-20180116-140000.toml"
    ]
    assert names(context, session) == ["Workshop, 16 Jan 2018"]


def test_a_move_that_cannot_take_all_along_takes_nothing(
    context: Context, session: PlanSession, sitting: Sitting
) -> None:
    checkpoints.finish(context, session, TABLE)
    sitting.flush(10)
    target = context.store.path_for("elsewhere", "safety-networks")
    target.parent.mkdir()
    (target.parent / "history").write_text("a file", encoding="utf-8")
    with pytest.raises(NotSavedError):
        context.store.move(session.path, target)
    assert session.path.exists()
    assert names(context, session) == ["Workshop, 16 Jan 2018"]


def test_a_plan_that_comes_back_from_the_trash_has_its_history(
    context: Context, session: PlanSession, sitting: Sitting
) -> None:
    kept = checkpoints.finish(context, session, TABLE)
    sitting.flush(10)
    path = session.path
    trashed = managing.delete(sitting, path)
    assert kept.path.exists()
    assert managing.restore(context, trashed) == path
    assert checkpoints.checkpoints(context, path) == (kept,)


# -- restoring -------------------------------------------------------------------------------------


def weeks_later(context: Context, session: PlanSession) -> None:
    stamp = Stamp(FEBRUARY, FEBRUARY.date(), context.suffix)
    plan = amend(session.plan, "S1-t5vn", {"due": dt.date(2018, 2, 9)}, stamp, "A week later")
    plan = editing.remove(plan, "B1-h9wc", FEBRUARY)
    plan = editing.add(plan, "B2-cccc", Barrier(text="Nobody has time"))
    plan = editing.add(plan, "R1-aaaa", Reading(date=FEBRUARY.date(), score=4.0))
    session.do(editing.edit_header(plan, title="Renamed"), "weeks of work")


def test_restoring_puts_back_what_was_planned_and_keeps_what_happened(
    context: Context, session: PlanSession
) -> None:
    kept = checkpoints.finish(context, session, TABLE)
    weeks_later(context, session)
    log = session.plan.log
    assert checkpoints.restore(at(context, FEBRUARY), session, kept)
    plan = session.plan
    assert plan.plan.title == "Networks"
    assert list(plan.barrier) == ["B1-h9wc"]
    assert plan.step["S1-t5vn"].due == dt.date(2018, 2, 2)
    assert plan.reading == {"R1-aaaa": Reading(date=FEBRUARY.date(), score=4.0)}
    assert plan.review[TABLE].finished == NOW
    assert log.items() < plan.log.items()
    (line,) = [line for key, line in plan.log.items() if key not in log]
    assert (line.field, line.was, line.now, line.why) == (
        "due",
        "2018-02-09",
        "2018-02-02",
        "put back as it stood: Workshop, 16 Jan 2018",
    )
    assert list(plan.removed) == ["B2-cccc"]
    assert checkpoints.last(context, session.path, plan) == kept
    assert not checkpoints.restore(context, session, kept), "nothing is different any more"


def test_undo_takes_a_restore_back(context: Context, session: PlanSession) -> None:
    kept = checkpoints.finish(context, session, TABLE)
    weeks_later(context, session)
    before = session.plan
    checkpoints.restore(context, session, kept)
    undone = session.undo()
    assert undone is not None
    assert undone.what == "put the plan back as it stood: Workshop, 16 Jan 2018"
    assert undone.skipped == 0
    assert changes(before, session.plan) == ()
    assert session.plan.log == before.log


def test_finishing_takes_a_long_plan_without_a_wait(context: Context, loaded: LoadedPlan) -> None:
    """A checkpoint is the whole plan, so what it holds is what a file would hold."""
    many = {f"B{n}-aaaa": Barrier(text=f"Barrier {n}") for n in range(1, 200)}
    plan = loaded.plan.replace(barrier=many, review=PLAN.review)
    plan = checkpoints.finished(plan, TABLE, context.stamp())
    kept = checkpoints.keep(context, loaded.path, plan, TABLE)
    assert codec.same_file(checkpoints.load(context, kept), plan)
