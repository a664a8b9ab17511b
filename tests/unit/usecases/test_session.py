"""A session: acts, undo and redo of one act's fields, and a save mark that tells the truth."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.usecases.conftest import NOW, context_in
from trajectory.domain import editing
from trajectory.domain.capture import verbatim
from trajectory.domain.ids import SuffixSource
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Barrier, Header, Plan
from trajectory.errors import NotSavedError
from trajectory.storage import layout
from trajectory.storage.codec import NEW
from trajectory.storage.disk import Disk
from trajectory.storage.journal import Journals
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.usecases.context import Context
from trajectory.usecases.leftovers import Draft
from trajectory.usecases.news import arrival_words
from trajectory.usecases.saving import Writer
from trajectory.usecases.session import PlanSession, SaveState
from trajectory.usecases.sitting import Sitting


class NoWriter(Writer):
    """Writes when the test says so."""

    def request(self, saveable: object) -> None:
        pass

    def request_draft(self, saveable: object) -> None:
        pass


@pytest.fixture
def session(context: Context, loaded: LoadedPlan) -> PlanSession:
    return PlanSession(context, loaded, NoWriter())


def say(session: PlanSession, text: str, section: Section = Section.BARRIER) -> str:
    return session.capture([verbatim(text, section)], f"added {text}")[0]


def state(session: PlanSession) -> SaveState:
    return session.status.state


def test_what_is_captured_is_in_the_plan_at_once_and_on_disk_after_the_write(
    session: PlanSession, context: Context
) -> None:
    key = say(session, "No room")
    assert session.plan.barrier[key].text == "No room"
    assert state(session) is SaveState.SAVING
    assert session.write()
    assert state(session) is SaveState.SAVED
    assert context.store.load(session.path).plan.barrier[key].text == "No room"


def test_undo_takes_back_and_redo_makes_again_in_order(session: PlanSession) -> None:
    first, second = say(session, "one"), say(session, "two")
    undone = session.undo()
    assert undone is not None
    assert undone.what == "added two"
    assert list(session.plan.barrier) == [first]
    session.undo()
    assert not session.plan.barrier
    assert session.undo() is None
    session.redo()
    session.redo()
    assert session.redo() is None
    assert [b.text for b in session.plan.barrier.values()] == ["one", "two"]
    assert list(session.plan.barrier) == [first, second]
    assert not session.plan.removed


def test_a_new_act_ends_what_could_be_redone(session: PlanSession) -> None:
    say(session, "one")
    session.undo()
    assert session.can_redo
    say(session, "two")
    assert not session.can_redo


def test_an_act_that_changes_nothing_is_none(session: PlanSession) -> None:
    assert not session.do(session.plan, "nothing")
    assert not session.can_undo


def test_undo_leaves_alone_what_was_changed_since_and_says_so(session: PlanSession) -> None:
    key = say(session, "one")
    later = NOW + dt.timedelta(minutes=1)
    session.do(editing.edit(session.plan, key, later, strength=3), "set strength")
    # What a merge would bring: not an act of this sitting, so nothing of it is undone.
    session._plan = editing.edit(session.plan, key, later, strength=5)
    undone = session.undo()
    assert undone is not None
    assert undone.skipped == 1
    assert session.plan.barrier[key].strength == 5


def test_a_number_that_was_given_is_never_given_again(session: PlanSession) -> None:
    first = say(session, "one")
    session.undo()
    second = say(session, "two")
    assert first.startswith("B1-")
    assert second.startswith("B2-")


def test_somebody_elses_edit_and_ours_are_both_in_the_file(
    session: PlanSession, context: Context, loaded: LoadedPlan
) -> None:
    theirs = loaded.path.read_text(encoding="utf-8").replace("Networks", "Their title")
    loaded.path.write_text(theirs, encoding="utf-8")
    key = say(session, "ours")
    assert session.write()
    written = context.store.load(loaded.path).plan
    assert (written.plan.title, written.barrier[key].text) == ("Their title", "ours")
    assert session.plan.plan.title == "Networks", "an act is never changed under its hands"
    session.catch_up()
    assert session.plan == written
    assert state(session) is SaveState.SAVED
    (arrival,) = session.arrivals
    assert arrival_words(arrival) == "Somebody else wrote this plan too: 1 entry changed."
    session.undo()
    assert session.plan.plan.title == "Their title", "undo takes back what is ours"


def test_where_the_file_as_it_was_is_kept_is_said_until_the_plan_is_closed(
    context: Context, loaded: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = PlanSession(context, context.store.load(loaded.path), NoWriter())
    before = loaded.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(layout, "rewrite", lambda *_: None)
        say(session, "one")
        assert session.write()
    kept = session.status.layout_kept_in
    assert kept is not None
    assert kept.read_bytes() == before
    say(session, "two")
    assert session.write()
    assert session.status.layout_kept_in == kept
    assert [b.text for b in session.plan.barrier.values()] == ["one", "two"]


class Refusing(PlanStore):
    """A disk that refuses, until it is told to work."""

    works = False
    error: Exception = NotSavedError("the disk is full")

    def save(self, loaded: LoadedPlan, plan: Plan) -> LoadedPlan:
        if not self.works:
            raise self.error
        return super().save(loaded, plan)


@pytest.mark.parametrize(
    "error, words",
    [(NotSavedError("the disk is full"), "the disk is full"), (ZeroDivisionError("x"), "Zero")],
)
def test_a_failed_save_is_shown_until_one_succeeds(
    context: Context, loaded: LoadedPlan, tmp_path: Path, error: Exception, words: str
) -> None:
    store = Refusing(context.store.root, tmp_path / "locks")
    store.error = error
    refused = replace(context, store=store)
    session = PlanSession(refused, loaded, NoWriter())
    say(session, "one")
    assert not session.write()
    assert state(session) is SaveState.FAILED
    assert words in session.status.problem
    say(session, "two")
    assert words in session.status.problem, "a new line does not hide that nothing is saved"
    store.works = True
    assert session.write()
    assert state(session) is SaveState.SAVED
    assert not session.status.problem
    assert len(store.load(session.path).plan.barrier) == 2


def test_a_line_said_while_a_save_is_under_way_is_not_called_saved(
    context: Context, loaded: LoadedPlan, tmp_path: Path
) -> None:
    class Slow(PlanStore):
        def save(self, loaded: LoadedPlan, plan: Plan) -> LoadedPlan:
            written = super().save(loaded, plan)
            if len(plan.barrier) == 1:
                say(busy, "said meanwhile")
            return written

    slow = Slow(context.store.root, tmp_path / "locks")
    busy = PlanSession(replace(context, store=slow), loaded, NoWriter())
    say(busy, "one")
    assert busy.write()
    assert state(busy) is SaveState.SAVING
    assert busy.write()
    assert state(busy) is SaveState.SAVED


def test_listeners_hear_each_change_until_they_stop(session: PlanSession) -> None:
    heard: list[SaveState] = []
    stop = session.listen(lambda: heard.append(session.status.state))
    say(session, "one")
    session.write()
    stop()
    say(session, "two")
    assert heard == [SaveState.SAVING, SaveState.SAVED]


@given(st.lists(st.sampled_from(["add", "edit", "delete", "move", "undo", "redo"]), max_size=25))
def test_undoing_everything_gives_back_what_the_sitting_started_with(acts: list[str]) -> None:
    """Up to time stamps and the marks of what was deleted."""
    numbers = iter(range(1000, 9999))
    started = Plan(
        plan=Header(title="x"),
        barrier={"B1-aaaa": Barrier(text="one"), "B2-aaaa": Barrier(text="two")},
    )
    session = bare_session(started, lambda _: str(next(numbers)))
    for act in acts:
        apply_act(session, act)
    while session.undo() is not None:
        pass
    assert dict(session.plan.barrier) == {
        key: value.replace(changed=session.plan.barrier[key].changed)
        for key, value in started.barrier.items()
    }
    assert list(session.plan.barrier) == list(started.barrier)
    assert not session.plan.step


def bare_session(plan: Plan, suffix: SuffixSource) -> PlanSession:
    """A session whose plan is on no disk."""
    nowhere = PlanStore(Path("nowhere"), Path("nowhere"))
    context = context_in(Path("nowhere"), suffix, nowhere)
    loaded = LoadedPlan(Path("nowhere/plan.toml"), plan, "", NEW, NOW)
    return PlanSession(context, loaded, NoWriter())


def apply_act(session: PlanSession, act: str) -> None:
    plan = session.plan
    last = next(reversed(list(plan.barrier)), None)
    if act == "add":
        say(session, "new")
    elif act == "undo":
        session.undo()
    elif act == "redo":
        session.redo()
    elif last is not None and act == "edit":
        text = plan.barrier[last].text + "!"
        session.do(editing.edit(plan, last, NOW, text=text), "edited")
    elif last is not None and act == "delete":
        session.do(editing.remove(plan, last, NOW), "deleted")
    elif last is not None and act == "move":
        session.do(editing.move_within(plan, last, -1), "moved")


def test_a_plan_that_is_opened_again_has_what_somebody_else_wrote_meanwhile(
    context: Context, loaded: LoadedPlan
) -> None:
    sitting = Sitting(context)
    session = sitting.open(loaded.path)
    key = say(session, "ours")
    assert sitting.flush(10)
    theirs = context.store.load(loaded.path)
    later = editing.edit_header(theirs.plan, title="Their title")
    context.store.save(theirs, later)

    assert sitting.open(loaded.path) is session
    assert session.plan.plan.title == "Their title"
    session.undo()
    assert sitting.flush(10)
    written = context.store.load(loaded.path).plan
    assert (written.plan.title, dict(written.barrier)) == ("Their title", {})
    assert key in written.removed
    sitting.close(10)


def test_what_is_not_saved_yet_is_never_given_up_for_what_is_on_disk(
    session: PlanSession, loaded: LoadedPlan
) -> None:
    say(session, "ours")
    text = loaded.path.read_text(encoding="utf-8")
    loaded.path.write_text(text.replace("Networks", "Theirs"), encoding="utf-8")
    session.catch_up()
    assert not session.arrivals
    assert [b.text for b in session.plan.barrier.values()] == ["ours"]


def test_a_copy_beside_a_plan_is_no_sibling(context: Context, loaded: LoadedPlan) -> None:
    other = context.store.create(context.store.path_for("table-3", "qa"), Plan(plan=Header()))
    for name in ("qa (conflicted copy 2026-11-22)", "qa.sync-conflict-20261122-140000-ABCDEF7"):
        loaded.path.with_name(f"{name}.toml").write_bytes(other.path.read_bytes())
    sitting = Sitting(context)
    assert sitting.siblings(loaded.path) == (loaded.path, other.path)
    sitting.close(10)


class CountingDisk(Disk):
    """Counts what waits for the disk."""

    def __init__(self) -> None:
        self.syncs = 0

    def sync(self, handle: int) -> None:
        self.syncs += 1
        super().sync(handle)


def test_entries_and_the_line_that_is_empty_behind_them_wait_for_the_disk_once(
    context: Context, loaded: LoadedPlan, tmp_path: Path
) -> None:
    disk = CountingDisk()
    journals = Journals(tmp_path / "counted", lambda length: "a" * length, disk)
    session = PlanSession(replace(context, journals=journals), loaded, NoWriter())
    session.half_typed(Draft(Section.BARRIER, "No ro"))
    assert session.keep()
    for texts in (["No room"], [f"remark {number}" for number in range(200)]):
        before = disk.syncs
        for text in texts:
            say(session, text)
        session.half_typed(None)
        assert session.keep()
        assert disk.syncs == before + 1
        session.half_typed(Draft(Section.BARRIER, "and"))
        assert session.keep()
