"""Removing words for good: looked for in the bytes of every file, whatever stops it on the way."""

from __future__ import annotations

import datetime as dt
import errno
import gc
import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from trajectory.domain import editing
from trajectory.domain.amending import amend
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Barrier, Conflict, Header, LogEntry, Plan, Position, Review
from trajectory.errors import NotSavedError, PlanNotFoundError, PlanUnreadableError, UsageError
from trajectory.storage import atomic, codec, remains
from trajectory.storage.journal import Journals
from trajectory.storage.plan_store import PlanStore
from trajectory.storage.templates import load_templates
from trajectory.usecases import checkpoints
from trajectory.usecases.context import Context
from trajectory.usecases.forgetting import forget_words
from trajectory.usecases.forgetting_values import OUT_OF_REACH, Forgotten
from trajectory.usecases.leftovers import Draft
from trajectory.usecases.recovering import recover
from trajectory.usecases.saving import AT_ONCE, Writer
from trajectory.usecases.session import PlanSession
from trajectory.usecases.sitting import Place, Sitting

NOW = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)
CHILD = 'Zoë "Bee" Müller'
BORN = "born 14/03/2009"
WORDS = (CHILD, BORN)
OTHER = "Nobody asks the father's side"
B1, B2, B3 = "B1-aaaa", "B2-bbbb", "B3-cccc"


@dataclass
class World:
    """A plans folder and this computer's state folder, at one time of one day."""

    folder: Path
    numbers: Iterator[int]

    def context(self) -> Context:
        """As a program that has just started has it."""
        return Context(
            PlanStore(self.plans, self.folder / "state" / "locks"),
            Journals(self.folder / "state" / "journals", lambda _: f"{next(self.numbers)}"),
            load_templates(None)[0],
            lambda: NOW,
            lambda length: f"{next(self.numbers)}"[-length:],
        )

    def sitting(self) -> Sitting:
        return Sitting(self.context(), Writer(AT_ONCE))

    @property
    def plans(self) -> Path:
        return self.folder / "plans"

    @property
    def plan_file(self) -> Path:
        return self.plans / "table-3" / "safety-networks.toml"

    def plan(self) -> Plan:
        return codec.parse(self.plan_file.read_bytes())[0]

    def journals(self) -> list[Path]:
        return sorted((self.folder / "state").rglob("*.jsonl"))


def a_plan() -> Plan:
    """The words in every place that a plan has."""
    said = f"{CHILD.upper()}, {BORN}, is on no  list"
    about = LogEntry(item=B1, date=NOW.date(), field="note", was=CHILD, now=said, why=BORN)
    return Plan.model_validate(
        {
            "plan": Header(id="x-1", title=f"About {CHILD}", participants=("Chair", CHILD)),
            "position": Position(question=said, anchor_0=CHILD),
            "barrier": {
                B1: Barrier(text=CHILD, said=said, note=f"({BORN})", speaker=CHILD, created=NOW),
                B2: Barrier(text=OTHER, created=NOW),
                B3: Barrier.model_validate({"text": "x", "x_notes": {"a": [said, {"b": CHILD}]}}),
            },
            "review": {"V1-aaaa": Review(date=NOW.date(), summary=said, asks=(CHILD, "more"))},
            "log": {"L1-aaaa": about},
            "conflict": {"C-1": Conflict(item=B2, field="text", value=said)},
            "x_table": {"text": said, "more": {"born": BORN}},
        }
    )


COMMENTS = """\
# Zoë "Bee" Müller came up here, born
# 14/03/2009, I think

"""


def put_words_everywhere(world: World) -> None:
    """As a few weeks of work leave them: in the file, its history, the trash, several journals."""
    context = world.context()
    context.store.create(world.plan_file, a_plan())
    text = world.plan_file.read_text(encoding="utf-8")
    text = text.replace(f"[barrier.{B2}]", f"{COMMENTS}[barrier.{B2}] # not {BORN}")
    world.plan_file.write_text(text, encoding="utf-8")
    for place in ("table-3/history/safety-networks-20180101-100000.toml",
                  ".trash/20180101-100000/table-3/safety-networks.toml"):  # fmt: skip
        (world.plans / place).parent.mkdir(parents=True)
        (world.plans / place).write_text(text, encoding="utf-8")
    sitting = world.sitting()
    session = sitting.open(world.plan_file)
    act(session, B2, text=f"{OTHER}: {CHILD}")
    act(session, B2, text=OTHER)
    act(session, B3, text="y")
    session.half_typed(Draft(Section.BARRIER, f"{CHILD} was"))
    sitting.flush(10)
    session.close()
    with world.journals()[0].open("ab") as journal:
        journal.write(json.dumps({"is": "act", "text": CHILD}).encode())
    damaged = world.journals()[0].with_name("20170101T000000-1.bad")
    damaged.write_bytes(json.dumps({"text": CHILD}).encode())
    report = world.folder / "state" / "reports" / "problem-1.txt"
    report.parent.mkdir()
    report.write_text(f"ValueError: {CHILD}", encoding="utf-8")


def act(session: Any, key: str, **changes: object) -> None:
    session.do(editing.edit(session.plan, key, NOW, **changes), "changed something")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give a plans folder in which the words are everywhere."""
    world = World(tmp_path, itertools.count(100_000))
    put_words_everywhere(world)
    return world


PARTS = ("Zoë", "Müller", "14/03/2009")


def holding(folder: Path) -> list[str]:
    """The files that hold a part of the words, however it is written there."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            for _ in range(3):  # JSON in which TOML is, in which text is
                text = re.sub(r"\\+u00([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), text)
            if any(part.casefold() in text.casefold() for part in PARTS):
                found.append(path.relative_to(folder).as_posix())
    return found


def test_the_words_are_everywhere_at_first(world: World) -> None:
    assert len(holding(world.folder)) == 7
    assert len(world.journals()) == 1


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_afterwards_no_file_holds_them(world: World, is_open: bool) -> None:
    sitting = world.sitting()
    if is_open:
        sitting.open(world.plan_file)
    done = forget_words(sitting, world.plan_file, WORDS)
    assert sitting.close(10)
    assert holding(world.folder) == []
    assert done.is_complete
    assert done.left == ()
    removed = {removed.place: removed.count for removed in done.removed}
    assert removed["in comments of the plan file"] == 3
    assert removed["in the plan"] > 20
    assert removed["in earlier texts (history)"] == removed["in the trash"] == 1
    assert removed["in the last copy on this computer"] == 1
    assert removed["damaged journals"] == removed["reports of faults"] == 1
    assert removed["journals of earlier sittings"] >= 1
    assert removed["in the line that was half typed"] == 1
    assert done.lines()[-1] == OUT_OF_REACH


def test_nothing_else_goes(world: World) -> None:
    before = world.plan()
    forget_words(world.sitting(), world.plan_file, WORDS)
    after = world.plan()
    assert after.barrier[B1].text == "[removed]"
    assert after.barrier[B1].said == "[removed], [removed], is on no  list"
    assert after.barrier[B1].changed == NOW
    assert after.barrier[B2] == before.barrier[B2]
    assert list(after.barrier) == list(before.barrier)
    assert after.log["L1-aaaa"].item == B1
    assert after.plan.participants == ("Chair", "[removed]")
    text = world.plan_file.read_text(encoding="utf-8")
    assert "# [removed] came up here, [removed], I think" in text
    assert f"[barrier.{B2}] # not [removed]" in text
    draft = recover(world.context(), world.context().store.load(world.plan_file)).past.draft
    assert draft == Draft(Section.BARRIER, "[removed] was")


def can(session: PlanSession) -> tuple[bool, bool]:
    return session.can_undo, session.can_redo


def test_neither_undo_nor_redo_nor_another_sitting_brings_them_back(world: World) -> None:
    sitting = world.sitting()
    session = sitting.open(world.plan_file)
    act(session, B2, text=f"{CHILD} again")
    act(session, B2, text=OTHER)
    session.undo()
    assert can(session) == (True, True)
    forget_words(sitting, world.plan_file, WORDS)
    assert can(session) == (False, False)
    assert (session.undo(), session.redo()) == (None, None)
    assert session.draft == Draft(Section.BARRIER, "[removed] was")
    assert session.arrivals == ()
    act(session, B2, text="Work goes on")
    assert can(session) == (True, False)
    assert sitting.close(10)
    assert world.plan().barrier[B2].text == "Work goes on"
    assert holding(world.folder) == []
    later = world.sitting().open(world.plan_file)
    assert later.can_undo
    while later.undo():
        pass
    assert BORN not in codec.encode(later.plan).decode()
    assert CHILD not in str(later.plan)


def test_after_a_kill_right_behind_it_nothing_comes_back(world: World) -> None:
    sitting = world.sitting()
    sitting.open(world.plan_file)
    forget_words(sitting, world.plan_file, WORDS)
    later = world.sitting()
    assert later.open(world.plan_file).plan == world.plan()
    assert world.plan_file not in later.recovered
    assert not later.open(world.plan_file).can_undo
    assert later.close(10)
    assert holding(world.folder) == []


def test_words_that_only_a_journal_holds_are_saved_first(world: World) -> None:
    """A sitting that was killed before its line came into the plan file."""
    lost = "The school was never told"
    killed = world.sitting()
    session = killed.open(world.plan_file)
    stuck = PlanStore.save
    PlanStore.save = refusing  # type: ignore[method-assign, assignment]
    try:
        act(session, B3, text=f"{lost}, says {CHILD}")
        killed.flush(10)
    finally:
        PlanStore.save = stuck  # type: ignore[method-assign]
    session.close()
    assert lost not in world.plan_file.read_text(encoding="utf-8")
    forget_words(world.sitting(), world.plan_file, WORDS)
    assert world.plan().barrier[B3].text == f"{lost}, says [removed]"
    assert holding(world.folder) == []


def refusing(*_: object, **__: object) -> None:
    raise NotSavedError("The disk is full")


# ------------------------------------------------------------------ what stops it on the way


class Killed(BaseException):
    """The computer stops here."""


@dataclass
class Fault:
    """Makes the n-th call that changes something go wrong."""

    at: int
    error: BaseException
    calls: int = 0

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.at:
                raise self.error
            return function(*args, **options)

        return call


@pytest.fixture
def break_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Fault], None]:
    """Give what puts a fault between the program and the disk."""

    def put(fault: Fault) -> None:
        monkeypatch.undo()
        for name in ("create", "open_journal", "write", "sync", "replace", "link", "remove"):
            monkeypatch.setattr(atomic.DISK, name, fault(getattr(atomic.DISK, name)))
        monkeypatch.setattr(Path, "unlink", fault(Path.unlink))

    return put


STEPS = pytest.mark.parametrize("every", [13, pytest.param(1, marks=pytest.mark.slow)])
"""The core suite takes every thirteenth step, the slower tier each one."""


@STEPS
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_killed_at_each_step_it_is_finished_by_doing_it_once_more(
    tmp_path: Path,
    break_at: Callable[[Fault], None],
    monkeypatch: pytest.MonkeyPatch,
    is_open: bool,
    every: int,
) -> None:
    for step in itertools.count(1, every):
        world = World(tmp_path / str(step), itertools.count(100_000))
        put_words_everywhere(world)
        sitting = world.sitting()
        if is_open:
            sitting.open(world.plan_file)
            assert sitting.flush(10)
        fault = Fault(step, Killed())
        break_at(fault)
        killed = False
        try:
            forget_words(sitting, world.plan_file, WORDS)
        except Killed as stop:
            killed, stop.__traceback__ = True, None
        monkeypatch.undo()
        let_go(sitting.opened(world.plan_file))
        plan = world.plan()
        assert plan.barrier[B2].text == OTHER
        if killed and holding(world.folder):
            # Whoever opens the plan sees that it was not done.
            assert world.plan_file.relative_to(world.folder).as_posix() in holding(world.folder)
        again = world.sitting()
        draft = again.open(world.plan_file).draft
        assert draft is not None
        assert draft.text in {f"{CHILD} was", "[removed] was"}
        assert forget_words(again, world.plan_file, WORDS).is_complete
        assert again.close(10)
        assert holding(world.folder) == []
        assert world.plan().barrier[B2].text == OTHER
        if not killed:
            assert fault.calls < step
            break
    assert step > 10, step


def let_go(session: PlanSession | None) -> None:
    """What the system does for a program that was killed: its locks are free."""
    if session is not None:
        session.close()
    gc.collect()


@STEPS
def test_a_fault_at_each_step_is_said_and_doing_it_once_more_finishes_it(
    tmp_path: Path, break_at: Callable[[Fault], None], monkeypatch: pytest.MonkeyPatch, every: int
) -> None:
    for step in itertools.count(1, every):
        world = World(tmp_path / str(step), itertools.count(100_000))
        put_words_everywhere(world)
        sitting = world.sitting()
        session = sitting.open(world.plan_file)
        assert sitting.flush(10)
        fault = Fault(step, OSError(errno.EIO, "it broke"))
        break_at(fault)
        done: Forgotten | None = None
        try:
            done = forget_words(sitting, world.plan_file, WORDS)
        except NotSavedError:
            assert world.plan() == session.plan
        monkeypatch.undo()
        if done is not None and fault.calls >= step and holding(world.folder):
            assert not done.is_complete
            left = {path.path.relative_to(world.folder).as_posix() for path in done.left}
            assert set(holding(world.folder)) <= left
            assert any(line.startswith("STILL THERE: ") for line in done.lines())
        assert forget_words(sitting, world.plan_file, WORDS).is_complete
        assert sitting.close(10)
        assert holding(world.folder) == []
        if fault.calls < step:
            break
    assert step > 10, step


def test_a_plan_that_cannot_be_saved_first_loses_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = world.sitting()
    session = sitting.open(world.plan_file)
    monkeypatch.setattr(sitting.context.store, "save", refusing)
    act(session, B2, text="New")
    before = holding(world.folder)
    with pytest.raises(NotSavedError):
        forget_words(sitting, world.plan_file, WORDS)
    assert set(before) <= set(holding(world.folder))
    assert session.plan.barrier[B2].text == "New"
    assert session.can_undo
    assert sitting.recovered == {}


def test_what_a_killed_save_left_is_reached(world: World) -> None:
    left = [
        world.plan_file.with_name(".trajectory-12345678.tmp"),
        world.journals()[0].with_name(".trajectory-12345678.tmp"),
    ]
    for path in left:
        path.write_bytes(world.plan_file.read_bytes())
    done = forget_words(world.sitting(), world.plan_file, WORDS)
    assert holding(world.folder) == []
    assert {removed.place: removed.count for removed in done.removed}["in half-written files"] == 2


# ---------------------------------------------------------------------------- what is only named


def test_copies_documents_and_other_plans_are_named_and_not_changed(world: World) -> None:
    folder = world.plan_file.parent
    copy = folder / "safety-networks.sync-conflict-20180101-1.toml"
    copy.write_bytes(world.plan_file.read_bytes())
    document = folder / "safety-networks.md"
    document.write_text(f"# About {CHILD}\n\nborn 14\\/03\\/2009", encoding="utf-8")
    editor = folder / ".safety-networks.toml.swp"
    editor.write_bytes(CHILD.encode())
    other = folder / "quality-assurance.toml"
    other.write_bytes(codec.encode(Plan(plan=Header(id="x-2", title=f"{CHILD} too"))))
    clean = folder / "case-management.toml"
    clean.write_bytes(codec.encode(Plan(plan=Header(id="x-3", title="Nothing here"))))
    before = {path: path.read_bytes() for path in (copy, document, editor, other, clean)}
    done = forget_words(world.sitting(), world.plan_file, WORDS)
    assert {left.path: left.why.partition(" has")[0] for left in done.left} == {
        copy: "a copy of this plan",
        other: "another plan",
        document: "a file beside the plan",
        editor: "a file beside the plan",
    }
    assert done.is_complete
    assert {path: path.read_bytes() for path in before} == before
    assert sum(line.startswith("Not changed: ") for line in done.lines()) == 4


def test_a_journal_that_another_window_writes_is_named(world: World) -> None:
    journal = world.journals()[0]
    with FileLock(journal.with_suffix(".lock")):
        done = forget_words(world.sitting(), world.plan_file, WORDS)
        assert [left.path for left in done.left] == [journal]
        assert not done.is_complete
        assert "another window" in done.lines()[1]
    assert forget_words(world.sitting(), world.plan_file, WORDS).is_complete
    assert holding(world.folder) == []


def test_a_journal_that_nobody_understands_is_kept_and_named(world: World) -> None:
    from trajectory.storage.journal import _written

    lines = [{"is": "open", "plan": "x-1", "text": CHILD, "at": NOW.isoformat()}]
    lines += [{"is": "act", "number": 1, "as": "did", "delta": CHILD}]  # type: ignore[dict-item]
    journal = world.journals()[0].with_name("20180202T000000-1.jsonl")
    journal.write_bytes(b"".join(_written(n, line) for n, line in enumerate(lines, 1)))
    done = forget_words(world.sitting(), world.plan_file, WORDS)
    assert [(left.path, left.failed) for left in done.left] == [(journal, True)]
    assert journal.exists()


def test_damaged_texts_of_the_plan_are_named(world: World) -> None:
    for place in ("table-3/history/safety-networks-20180101-100000.toml",
                  ".trash/20180101-100000/table-3/safety-networks.toml"):  # fmt: skip
        path = world.plans / place
        path.write_bytes(path.read_bytes() + b"\n[broken")
    done = forget_words(world.sitting(), world.plan_file, WORDS)
    assert len([left for left in done.left if left.failed]) == 2
    assert len(holding(world.folder)) == 2


def test_a_checkpoint_loses_the_words_and_is_still_the_checkpoint(world: World) -> None:
    sitting = world.sitting()
    session = sitting.open(world.plan_file)
    key = next(iter(session.plan.review))
    kept = checkpoints.finish(sitting.context, session, key, attended=(CHILD,))
    sitting.flush(10)
    assert BORN.encode() in kept.path.read_bytes()
    forget_words(sitting, world.plan_file, WORDS)
    assert sitting.close(10)
    assert holding(world.folder) == []
    again = checkpoints.last(world.context(), world.plan_file)
    assert again == kept
    assert checkpoints.load(world.context(), kept).review[key].attended == ("[removed]",)


def test_a_checkpoint_that_a_kill_left_half_written_is_named(world: World) -> None:
    half = world.plan_file.parent / "history" / ".trajectory-00000000.tmp"
    half.write_text(f"[plan # {BORN}", encoding="utf-8")
    done = forget_words(world.sitting(), world.plan_file, WORDS)
    assert [left.path for left in done.left] == [half]


def test_texts_of_other_plans_in_history_and_trash_are_left_alone(world: World) -> None:
    other = codec.encode(Plan(plan=Header(id="x-2", title=CHILD)))
    places = [
        world.plans / "table-3/history/other-20180101-100000.toml",
        world.plans / ".trash/20180101-100000/table-3/other.toml",
    ]
    for path in places:
        path.write_bytes(other)
    forget_words(world.sitting(), world.plan_file, WORDS)
    assert [path.read_bytes() for path in places] == [other, other]


def test_a_moved_plan_s_journal_and_last_copy_are_reached(world: World) -> None:
    new = world.plans / "table-4" / "safety-networks.toml"
    new.parent.mkdir()
    world.plan_file.rename(new)
    done = forget_words(world.sitting(), new, WORDS)
    assert done.is_complete
    assert holding(world.folder) == []


def test_names_are_never_changed_but_told(world: World) -> None:
    key = "zoë-müller"
    plan = world.plan()
    barriers = {**plan.barrier, key: Barrier(text="Zoë Müller")}
    named = world.plan_file.with_name("zoë-müller.toml")
    named.write_bytes(codec.encode(plan.replace(barrier=barriers)))
    done = forget_words(world.sitting(), named, ["Zoë Müller"])
    assert done.names == (key, "table-3/zoë-müller")
    assert not done.is_complete
    assert codec.parse(named.read_bytes())[0].barrier[key].text == "[removed]"
    assert f"“{key}”" in " ".join(done.lines())


@pytest.mark.parametrize("place", ["history", ".trash"])
def test_a_text_that_the_system_does_not_show_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    read = remains.bytes_of

    def closed(path: Path) -> bytes:
        if place in path.parts:
            raise OSError(errno.EACCES, "closed")
        return read(path)

    monkeypatch.setattr(remains, "bytes_of", closed)
    done = forget_words(world.sitting(), world.plan_file, WORDS)
    (left,) = done.left
    assert left.failed
    assert place in left.path.parts
    assert "no permission" in left.why


def test_a_plan_that_somebody_writes_at_this_very_moment_is_left_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's edit is lost for it, and it is said."""
    theirs = world.plan_file.read_bytes() + b"# theirs\n"

    def written(_: Path) -> list[Path]:
        world.plan_file.write_bytes(theirs)
        return []

    monkeypatch.setattr(remains, "deleted", written)
    done = forget_words(world.sitting(), world.plan_file, WORDS)
    assert [(left.path, left.failed) for left in done.left] == [(world.plan_file, True)]
    assert "this very moment" in done.left[0].why
    assert world.plan_file.read_bytes() == theirs
    monkeypatch.undo()
    assert forget_words(world.sitting(), world.plan_file, WORDS).is_complete
    assert holding(world.folder) == []
    assert world.plan_file.read_bytes().endswith(b"# theirs\n")


def test_what_somebody_does_on_the_screen_meanwhile_stays_without_the_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = world.sitting()
    session = sitting.open(world.plan_file)

    def meanwhile(_: Path) -> list[Path]:
        act(session, B2, text=f"Meanwhile {CHILD}")
        return []

    monkeypatch.setattr(remains, "deleted", meanwhile)
    forget_words(sitting, world.plan_file, WORDS)
    assert session.plan.barrier[B2].text == "Meanwhile [removed]"
    assert session.plan.barrier[B1].text == "[removed]"
    assert sitting.close(10)
    assert world.plan().barrier[B2].text == "Meanwhile [removed]"
    assert [place for place in holding(world.folder) if ".trash" not in place] == []


def test_a_journal_of_a_copy_that_holds_words_of_its_own_is_kept_and_named(world: World) -> None:
    copy = world.plan_file.with_name("safety-networks.sync-conflict-1.toml")
    copy.write_bytes(world.plan_file.read_bytes())
    sitting = world.sitting()
    session = sitting.open(copy)
    session.half_typed(Draft(Section.GOAL, f"of {CHILD}"))
    assert sitting.flush(10)
    journal = session._journal.journal
    assert journal is not None
    session.close()
    done = forget_words(world.sitting(), world.plan_file, WORDS)
    assert {left.path: left.failed for left in done.left} == {journal.path: True, copy: False}
    assert journal.path.exists()


# ------------------------------------------------------------------------------- whole entries


def test_a_whole_entry_goes_with_its_log_from_everywhere(world: World) -> None:
    sitting = world.sitting()
    session = sitting.open(world.plan_file)
    said = "A mother told us what happened on a Tuesday in May"
    plan = editing.edit(session.plan, B2, NOW, text=said)
    session.do(plan, "changed B2")
    stamp = replace(sitting.context.stamp(), today=NOW.date() + dt.timedelta(days=9))
    session.do(amend(session.plan, B2, {"status": "gone"}, stamp, why="she moved"), "gone")
    assert sitting.flush(10)
    done = forget_words(sitting, world.plan_file, [], [B2])
    assert sitting.close(10)
    after = world.plan()
    assert B2 not in after.barrier
    assert B2 in after.removed
    assert all(line.item != B2 for line in after.log.values())
    assert all(conflict.item != B2 for conflict in after.conflict.values())
    assert {removed.place: removed.count for removed in done.removed}["whole entries"] == 1
    for text in (said, OTHER, "she moved"):
        assert not [p for p in world.folder.rglob("*") if p.is_file() and text in _text(p)]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_an_entry_that_is_gone_by_now_is_said(world: World) -> None:
    with pytest.raises(UsageError, match="no entry B9-zzzz"):
        forget_words(world.sitting(), world.plan_file, [], ["B9-zzzz"])


# ------------------------------------------------------------------------------------ the rest


@pytest.mark.parametrize("phrases", [[], [""], [" \n"], ["x"], ["[removed]"]])
def test_nothing_to_look_for_is_said(world: World, phrases: list[str]) -> None:
    with pytest.raises(UsageError, match="nothing to remove"):
        forget_words(world.sitting(), world.plan_file, phrases)


def test_words_that_are_nowhere_change_nothing(world: World) -> None:
    before = world.plan_file.read_bytes()
    done = forget_words(world.sitting(), world.plan_file, ["Nobody of this name"])
    assert world.plan_file.read_bytes() == before
    assert "in the plan" not in done.lines()[0]


def test_a_plan_that_cannot_be_read_is_refused(world: World) -> None:
    world.plan_file.write_text("[plan", encoding="utf-8")
    with pytest.raises(PlanUnreadableError):
        forget_words(world.sitting(), world.plan_file, WORDS)
    world.plan_file.unlink()
    with pytest.raises(PlanNotFoundError):
        forget_words(world.sitting(), world.plan_file, WORDS)
    assert len(holding(world.folder)) == 6


def test_a_line_that_was_taken_back_does_not_come_back(world: World) -> None:
    sitting = Sitting(world.context(), Writer())  # which takes its time with what is half typed
    session = sitting.open(world.plan_file)
    session.half_typed(Draft(Section.GOAL, "/forget"))
    assert sitting.flush(10)
    session.half_typed(None)
    forget_words(sitting, world.plan_file, WORDS)
    assert session.draft is None
    assert sitting.close(10)
    assert world.sitting().open(world.plan_file).draft is None


def test_what_waits_half_typed_in_the_sitting_goes_too(world: World) -> None:
    sitting = world.sitting()
    sitting.open(world.plan_file)
    sitting.places[world.plan_file] = Place(Section.GOAL, f"for {CHILD}")
    forget_words(sitting, world.plan_file, WORDS)
    assert sitting.places[world.plan_file] == Place(Section.GOAL, "for [removed]")


def test_a_colleague_who_writes_meanwhile_loses_nothing(world: World) -> None:
    """Their words come in before ours go out."""
    sitting = world.sitting()
    session = sitting.open(world.plan_file)
    assert sitting.flush(10)
    theirs = world.plan_file.read_text(encoding="utf-8").replace(OTHER, f"{OTHER}, {BORN}")
    world.plan_file.write_text(theirs, encoding="utf-8")
    forget_words(sitting, world.plan_file, WORDS)
    session.catch_up()
    assert session.plan.barrier[B2].text == f"{OTHER}, [removed]"
    assert len(session.arrivals) == 1
    assert BORN not in str(session.arrivals)
    assert sitting.close(10)
    assert holding(world.folder) == []


def test_the_session_tells_its_listeners_and_is_saved(world: World) -> None:
    sitting = world.sitting()
    session = sitting.open(world.plan_file)
    assert sitting.flush(10)
    heard: list[bool] = []
    session.listen(lambda: heard.append(CHILD in str(session.plan)))
    forget_words(sitting, world.plan_file, WORDS)
    assert heard[-1] is False
    assert sitting.close(10)
    assert sitting.unsaved == ()
