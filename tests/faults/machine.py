"""A machine that does what people, disks and crashes do, in any order, and holds the promises.

P1 what was shown as kept or saved is there after a crash; P2 the file is always a whole one;
P3 nobody's words are thrown away; P4 a file that cannot be read is never written; P5 a failed save
is shown until one succeeds; P6 comments stay.

Every text is another one, so words are followed by their text alone. Whoever edits an entry, or
deletes it, takes away what that person saw there; all else must be found somewhere in the plan.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.cases.people import Laptop, say
from tests.faults.judging import temporary
from trajectory.domain import editing
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Header, Plan
from trajectory.errors import PlanUnreadableError
from trajectory.storage import codec
from trajectory.storage.disk import Disk
from trajectory.storage.journal import Journals
from trajectory.storage.plan_store import PlanStore
from trajectory.storage.templates import load_templates
from trajectory.usecases.context import Context
from trajectory.usecases.leftovers import Draft
from trajectory.usecases.saving import Saveable, Writer
from trajectory.usecases.session import PlanSession, SaveState

COMMENT = b"# Somebody's own words about this plan."
PROMISED = (SaveState.SAVED, SaveState.KEPT)
CALLS = ("create", "write", "sync", "replace", "sync_folder", "open_journal")
START = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)

which = st.integers(0, 5)


class BreakableDisk(Disk):
    """Works until one of its calls is broken; no pauses."""

    def __init__(self) -> None:
        self.broken = ""

    def _check(self, call: str) -> None:
        if call == self.broken:
            raise OSError(5, os.strerror(5))

    def create(self, path: Path, mode: int) -> int:
        self._check("create")
        return super().create(path, mode)

    def open_journal(self, path: Path, mode: int) -> int:
        self._check("open_journal")
        return super().open_journal(path, mode)

    def write(self, handle: int, data: memoryview) -> int:
        if self.broken == "write" and len(data) > 20:
            return super().write(handle, data[: len(data) // 2])
        self._check("write")
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self._check("sync")
        super().sync(handle)

    def replace(self, source: Path, target: Path) -> None:
        self._check("replace")
        super().replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._check("sync_folder")

    def pause(self, seconds: float) -> None:
        pass


def words(plan: Plan) -> set[str]:
    """Every text that somebody wrote: what entries say and said, titles, what lost a merge."""
    said = {plan.plan.title or ""}
    for barrier in plan.barrier.values():
        said |= {barrier.text, barrier.said or ""}
    said |= {str(conflict.value) for conflict in plan.conflict.values()}
    return said - {""}


class Promises(RuleBasedStateMachine):
    """One person with a plan open, others who write its file, and a disk that may break."""

    steps = 0
    """Of all machines of this process."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
        usable = memory.is_dir() and os.access(memory, os.W_OK)
        self.folder = Path(tempfile.mkdtemp(dir=memory if usable else None))
        self.numbers = itertools.count(1000)
        self.now = START
        self.disk, self.journal_disk = BreakableDisk(), BreakableDisk()
        store = PlanStore(self.folder / "plans", self.folder / "locks", self.disk)
        journals = Journals(self.folder / "journals", self.suffix, self.journal_disk)
        templates = load_templates(None)[0]
        self.context = Context(store, journals, templates, lambda: self.now, self.suffix)
        self.others = PlanStore(self.folder / "plans", self.folder / "elsewhere")
        header = Header(id="x-1", title=self.text("title"))
        path = store.path_for("table-3", "safety-networks")
        self.path = store.create(path, Plan(plan=header)).path
        self.path.write_bytes(COMMENT + b"\n" + self.path.read_bytes())
        self.laptop = Laptop(self.context)
        self.session: PlanSession = self.laptop.open(self.path)
        self.bad: bytes | None = None
        """What the file holds while it cannot be read."""
        self.good = b""
        self.must = words(self.session.plan)
        """What is to be found in the plan, as far as people know."""
        self.safe = set(self.must)
        """What is to be found though the program is killed now."""
        self.replaced: set[str] = set()
        """What acts took away that are not known to be safe."""

    def teardown(self) -> None:
        self.laptop.stop()
        shutil.rmtree(self.folder)

    def suffix(self, length: int) -> str:
        """The next of many."""
        return f"{next(self.numbers):0{length}}"

    def text(self, what: str) -> str:
        """A text that nobody has written before."""
        return f"{what} {next(self.numbers)}"

    def key(self, plan: Plan, number: int) -> str:
        return list(plan.barrier)[number % len(plan.barrier)]

    # ------------------------------------------------------------------------------ our acts

    def act(self, do: Callable[[], object]) -> None:
        """Do something, and note what it brought and took away."""
        self.session.catch_up()
        before = words(self.session.plan)
        do()
        after = words(self.session.plan)
        self.must = self.must - (before - after) | after - before
        self.replaced |= before - after
        self.note_promise()

    def note_promise(self) -> None:
        """Take the save mark at its word."""
        if self.session.status.state in PROMISED:
            self.safe, self.replaced = set(self.must), set()

    def reword_one(self, plan: Plan, number: int) -> Plan:
        return editing.edit(plan, self.key(plan, number), self.stamp(), text=self.text("wording"))

    def stamp(self) -> dt.datetime:
        return self.context.now()

    @rule()
    def commit(self) -> None:
        self.act(lambda: say(self.session, self.text("line")))

    @rule(number=which)
    def edit(self, number: int) -> None:
        def do() -> None:
            if self.session.plan.barrier:
                self.session.do(self.reword_one(self.session.plan, number), "reworded")

        self.act(do)

    @rule()
    def retitle(self) -> None:
        def do() -> None:
            named = editing.edit_header(self.session.plan, title=self.text("title"))
            self.session.do(named, "changed the title")

        self.act(do)

    @rule(number=which)
    def delete(self, number: int) -> None:
        def do() -> None:
            plan = self.session.plan
            if plan.barrier:
                gone = editing.remove(plan, self.key(plan, number), self.stamp())
                self.session.do(gone, "deleted")

        self.act(do)

    @rule()
    def undo(self) -> None:
        self.act(self.session.undo)

    @rule()
    def redo(self) -> None:
        self.act(self.session.redo)

    @rule()
    def half_typed(self) -> None:
        self.session.half_typed(Draft(Section.BARRIER, self.text("half a line")))

    # --------------------------------------------------------------------- the writer's threads

    @rule()
    def keep(self) -> None:
        kept = self.session.keep()
        assert kept == (not self.session.status.journal_problem), "P5"
        self.note_promise()

    @rule()
    def write(self) -> None:
        saved = self.session.write()
        self.session.catch_up()
        status = self.session.status
        assert (
            saved
            or (status.state is SaveState.FAILED and status.problem)
            or (status.state is SaveState.SAVED)
        ), "P5"
        if self.bad is not None:
            assert self.path.read_bytes() == self.bad, "P4"
        if status.state is SaveState.SAVED and self.bad is None:
            missing = self.must - words(self.session.plan)
            assert not missing, f"P3: {missing}"
        self.note_promise()

    @rule()
    def catch_up(self) -> None:
        self.session.catch_up()
        self.note_promise()

    # ---------------------------------------------------------------------- other people, others

    def theirs(self, change: Callable[[Plan], Plan]) -> None:
        """Somebody else opens the file, changes something, and saves it."""
        loaded = self.others.load(self.path)
        plan = change(loaded.plan)
        before, after = words(loaded.plan), words(plan)
        self.others.save(loaded, plan)
        self.brought(before - after, after - before)

    def brought(self, gone: set[str], new: set[str]) -> None:
        """What somebody else saved is safe at once; what they took away need not be there."""
        self.must, self.safe = self.must - gone | new, self.safe - gone | new

    @precondition(lambda self: self.bad is None)
    @rule()
    def others_add(self) -> None:
        def change(plan: Plan) -> Plan:
            laptop = Laptop(Context(self.others, self.context.journals, self.context.templates,
                                    self.context.clock, self.suffix))  # fmt: skip
            session = PlanSession(laptop.context, self.others.load(self.path), NoWriter())
            say(session, self.text("theirs"))
            return session.plan

        self.theirs(change)

    @precondition(lambda self: self.bad is None)
    @rule(number=which)
    def others_reword(self, number: int) -> None:
        self.theirs(lambda plan: self.reword_one(plan, number) if plan.barrier else plan)

    @precondition(lambda self: self.bad is None)
    @rule(number=which)
    def others_delete(self, number: int) -> None:
        self.theirs(
            lambda plan: (
                editing.remove(plan, self.key(plan, number), self.stamp()) if plan.barrier else plan
            )
        )

    @precondition(lambda self: self.bad is None)
    @rule()
    def others_write_by_hand(self) -> None:
        """An entry with a name of its own, and another title, in an editor, without any time."""
        text, name = self.text("by hand"), f"hand-{next(self.numbers)}"
        data = self.path.read_bytes() + f'\n[barrier.{name}]\ntext = "{text}"\n'.encode()
        old, _ = codec.parse(data)
        title = self.text("title by hand")
        data = data.replace(f'title = "{old.plan.title}"'.encode(), f'title = "{title}"'.encode())
        new, _ = codec.parse(data)
        before = words(codec.parse(self.path.read_bytes())[0])
        self.path.write_bytes(data)
        self.brought(before - words(new), words(new) - before)

    @precondition(lambda self: self.bad is None)
    @rule(broken=st.sampled_from([b"", b"\0" * 40, b"<<<<<<< HEAD\n", b"[plan\n", b"\xff\xfe"]))
    def others_break_the_file(self, broken: bytes) -> None:
        self.good, self.bad = self.path.read_bytes(), broken
        self.path.write_bytes(broken)

    @precondition(lambda self: self.bad is not None)
    @rule()
    def others_mend_the_file(self) -> None:
        self.path.write_bytes(self.good)
        self.bad = None

    # -------------------------------------------------------------------------- the world around

    @rule(seconds=st.sampled_from([1, 60, 86_400, -86_400]))
    def time_passes(self, seconds: int) -> None:
        self.now += dt.timedelta(seconds=seconds)

    @rule(call=st.sampled_from(CALLS))
    def the_disk_breaks(self, call: str) -> None:
        self.disk.broken = call

    @rule(call=st.sampled_from(CALLS))
    def the_disk_of_the_journal_breaks(self, call: str) -> None:
        self.journal_disk.broken = call

    @rule()
    def the_disks_are_mended(self) -> None:
        self.disk.broken = self.journal_disk.broken = ""

    @rule(torn=st.booleans())
    def crash_and_open_again(self, torn: bool) -> None:
        """Everything in memory is gone; perhaps half a line was on its way to the journal."""
        self.laptop.stop()
        if torn:
            for journal in sorted(self.context.journals.root.glob("*/*.jsonl"))[-1:]:
                with journal.open("ab") as file:
                    file.write(b'{"is":"act","n":')
        self.laptop = Laptop(self.context)
        if self.bad is not None:
            try:
                self.laptop.open(self.path)
            except PlanUnreadableError:
                assert self.path.read_bytes() == self.bad, "P4"
            else:
                raise AssertionError(self.bad)
            self.others_mend_the_file()
        self.session = self.laptop.open(self.path)
        found = words(self.session.plan)
        lost = self.safe - self.replaced - found
        assert not lost, f"P1, P3: {lost}"
        self.must = found
        self.safe, self.replaced = self.safe & found, set()
        self.note_promise()

    # ------------------------------------------------------------------------------- at any time

    @invariant()
    def the_file_is_whole_and_has_its_comment(self) -> None:
        type(self).steps += 1
        data = self.path.read_bytes()
        if self.bad is not None:
            assert data == self.bad, "P4"
            return
        codec.parse(data)
        assert COMMENT in data, "P6"
        assert temporary(self.folder) == [], "P2"

    @invariant()
    def a_mark_is_true(self) -> None:
        """Words are never called saved, or kept, while they are in memory only."""
        status = self.session.status
        if status.state is SaveState.KEPT:
            assert status.kept_in is not None
        if status.state is SaveState.FAILED:
            assert status.problem, "P5"


class NoWriter(Writer):
    """Somebody else's program writes by other means."""

    def request(self, saveable: Saveable) -> None:
        """Not here."""
