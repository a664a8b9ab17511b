"""Removing words, or a whole entry, for good: from the plan and from all that is kept of it.

Here, and nowhere else in this app, something goes that cannot be taken back; so whoever asks for it
is asked once more before, by the screen or the command.

The plan file comes last. Before anything goes, everything is saved in it; then go the journals,
which hold nothing else by then, the last copy, earlier texts, deleted versions; and then the plan
file itself. Should the computer stop on the way, the words are still in the plan for everybody to
see, and doing it once more finishes it. And no journal is left that could bring them back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from trajectory.domain.forgetting import is_named, names_left, texts
from trajectory.domain.plan import Plan
from trajectory.errors import (
    ChangedOnDiskError,
    PlanUnreadableError,
    TrajectoryError,
)
from trajectory.storage import atomic, codec, remains
from trajectory.storage.cleaned import Cleaned, cleaned
from trajectory.storage.journal import JournalFile, Journals, read_journal
from trajectory.storage.loading import LoadedPlan, digest_of, read_bytes
from trajectory.usecases.context import Context
from trajectory.usecases.forgetting_values import Forgotten, Left, Removal, Removed, removal_of
from trajectory.usecases.leftovers import Draft, may_hold_words, read_leftover
from trajectory.usecases.recovering import journals_of, recover
from trajectory.usecases.session import StartedOver
from trajectory.usecases.session_journal import SessionJournal
from trajectory.usecases.sitting import Sitting

IN_USE = (
    "Trajectory has the plan open in another window, and writes this. Close the plan there, and do "
    "this once more"
)
NEWS = (
    "this holds lines that are in no plan, and that this version cannot read, so it was kept. "
    "Delete it if nobody needs them"
)
"""Why a journal was not deleted."""


def forget_words(
    sitting: Sitting, path: Path, phrases: Sequence[str], entries: Sequence[str] = ()
) -> Forgotten:
    """Take words, and whole entries, out of a plan and out of all that is kept of it.

    Args:
        sitting: the plans that are open.
        path: the plan.
        phrases: the words, one thing each; capitals and runs of spaces make no difference.
        entries: ids of entries that go whole.

    Raises:
        UsageError: there is nothing to look for. Nothing was changed.
        PlanNotFoundError, PlanUnreadableError: nothing was changed.
        NotSavedError: not everything could be saved in the plan first. Nothing was removed.
    """
    context, session = sitting.context, sitting.opened(path)
    plan = context.store.load(path).plan if session is None else session.plan
    work = _Work(context, removal_of(plan, phrases, entries))
    if session is None:
        work.run(context.store.load(path), None).journal.close()
    else:
        session.start_over(work.run, work.change)
    sitting.recovered.pop(path, None)
    place = sitting.places.get(path)
    if place is not None:
        sitting.places[path] = replace(place, half_typed=work.out_of(place.half_typed))
    return work.result()


class _Work:
    """The steps, in their order, and what came of them."""

    def __init__(self, context: Context, removal: Removal) -> None:
        self._context = context
        self._removal = removal
        self._removed: dict[str, int] = {}
        self._left: list[Left] = []
        self._names: tuple[str, ...] = ()
        self._lost_layout = False
        self._loaded: LoadedPlan
        self._recovered: set[Path] = set()

    def change(self, plan: Plan) -> Plan:
        """What is done to each plan."""
        return self._removal.out_of(plan, self._context)

    def out_of(self, text: str) -> str:
        """What is done to each other text."""
        return text if self._removal.words is None else self._removal.words.out_of(text)

    def result(self) -> Forgotten:
        """What came of it."""
        # What people know of comes first, though it was done last.
        counted = reversed(self._removed.items())
        removed = tuple(Removed(place, count) for place, count in counted)
        return Forgotten(removed, tuple(self._left), self._names, self._lost_layout)

    def run(self, loaded: LoadedPlan, draft: Draft | None) -> StartedOver:
        """All steps. What fails is noted, and the next one done; the plan file is the last.

        What could go wrong without anything being removed comes first, and raises.
        """
        self._recovered = {journal.path for journal in journals_of(self._context, loaded)}
        found = recover(self._context, loaded)
        if found.past.recovered:
            loaded = self._context.store.save(loaded, found.past.plan)
        self._loaded = loaded
        new = cleaned(_bytes(loaded), self.change, self._removal.words)
        draft = draft or found.past.draft
        if draft is not None:
            text = self.out_of(draft.text)
            self._count("in the line that was half typed", int(text != draft.text))
            draft = replace(draft, text=text)
        journal = self._new_journal(replace(loaded, plan=new.plan, wrapping=new.wrapping), draft)
        self._journals(journal)
        self._each("in the last copy on this computer", remains.last_copies(self._kept))
        half_written = remains.half_written(self._kept, loaded.path)
        self._each("in half-written files", half_written)
        root = self._context.store.root
        self._each("in earlier texts (history)", remains.earlier_texts(root, loaded.path))
        self._each("in the trash", remains.deleted(root))
        self._reports()
        written = self._plan_file(loaded, new)
        self._look_around()
        return StartedOver(written, journal, draft)

    # ------------------------------------------------------------------------ on this computer

    @property
    def _kept(self) -> Journals:
        return self._context.journals

    def _new_journal(self, loaded: LoadedPlan, draft: Draft | None) -> SessionJournal:
        """A journal that knows of nothing but what is half typed; none while nothing is."""
        journal = SessionJournal(self._kept)
        if draft is not None:
            journal.keep(loaded, [], draft)
        return journal

    def _journals(self, new: SessionJournal) -> None:
        """Delete the journals: what they hold is in the plan file by now."""
        path, plan_id = self._loaded.path, self._loaded.plan.plan.id
        ours = new.journal.path if new.journal else None
        for file in remains.journals_of(self._kept, path, plan_id):
            read = None if file == ours else read_journal(file)
            if read is not None and not self._is_news(read):
                self._try(file, read.remove, "journals of earlier sittings")
            elif file != ours and self._may_hold(file):
                self._leave(file, IN_USE if read is None else NEWS)
        for file in remains.damaged_journals(self._kept):
            # Whose they are nobody can tell, but for those beside the journals of this file.
            if file.parent == self._kept.folder_of(path) or self._may_hold(file):
                self._try(file, file.unlink, "damaged journals")

    def _is_news(self, journal: JournalFile) -> bool:
        """Whether a journal holds words that are not in the plan, as far as anybody can tell."""
        if not journal.lines or not may_hold_words(journal):
            return False
        left = read_leftover(journal)
        if left is None:
            return True
        return journal.path not in self._recovered and (left.is_unsaved or left.draft is not None)

    def _reports(self) -> None:
        for file in remains.reports(self._kept):
            if remains.is_file(file) and self._may_hold(file):
                self._try(file, file.unlink, "reports of faults")

    # ----------------------------------------------------------------------- texts of the plan

    def _each(self, place: str, files: Sequence[Path]) -> None:
        """Take it out of those files that are texts of this plan."""
        for file in files:
            try:
                data = remains.bytes_of(file)
                if not self._is_ours(file, data):
                    continue
                new = cleaned(data, self.change, self._removal.words)
            except PlanUnreadableError:
                if self._is_named_after(file) and self._may_hold(file):
                    self._leave(file, "it cannot be read as a plan, so nothing in it was changed")
                continue
            except (OSError, TrajectoryError) as error:
                self._leave(file, _why(error))
                continue
            if new.data != data:
                self._try(file, _writing(file, new.data), place)

    def _is_ours(self, file: Path, data: bytes) -> bool:
        """Whether a file holds this plan. Raises `PlanUnreadableError`."""
        plan_id = self._loaded.plan.plan.id
        if plan_id is not None and plan_id.encode() not in data and not self._is_named_after(file):
            return False
        found = codec.parse(data)[0].plan.id
        return found == plan_id and (plan_id is not None or self._is_named_after(file))

    def _is_named_after(self, file: Path) -> bool:
        own = self._loaded.path
        if file.parent == self._kept.folder_of(own):
            return True
        near = file.parent.name if file.parent.name != "history" else file.parent.parent.name
        return near == own.parent.name and file.name.startswith(own.stem)

    def _plan_file(self, loaded: LoadedPlan, new: Cleaned) -> LoadedPlan:
        """The last step: the plan file as it is to be; the one that there is when that failed."""
        words = self._removal.words
        if words is not None:
            name = f"{loaded.path.parent.name}/{loaded.path.stem}"
            self._names = names_left(new.plan, words)
            self._names += (name,) if is_named(name, words) else ()
        if new.data == _bytes(loaded):
            return loaded
        try:
            with self._context.store.locked(loaded.path):
                atomic.replace(loaded.path, new.data, guard=lambda: _refuse_changed(loaded))
                written = self._context.store.load(loaded.path)
        except TrajectoryError as error:
            self._leave(loaded.path, str(error).rstrip("."))
            return loaded
        self._lost_layout = not new.kept_layout
        self._count("in comments of the plan file", new.in_comments)
        self._count_in_plan(loaded.plan)
        return replace(written, plan=new.plan, copy_of=loaded.copy_of)

    def _count_in_plan(self, plan: Plan) -> None:
        gone = len([key for key in self._removal.entries if plan.find(key) is not None])
        self._count("whole entries", gone)
        words = self._removal.words
        if words is not None:
            self._count("in the plan", sum(words.count(place.text) for place in texts(plan)))

    # ----------------------------------------------------------------------------- what is left

    def _look_around(self) -> None:
        """Name the files that are not ours to change and have the words."""
        store, own = self._context.store, self._loaded.path
        seen = {own}
        for path in store.paths():
            if path not in seen and self._may_hold(path):
                item = store.read(path)
                same = getattr(getattr(item, "plan", None), "plan", None)
                is_copy = same is not None and same.id == self._loaded.plan.plan.id
                what = "a copy of this plan" if is_copy else "another plan"
                self._leave(path, f"{what} has the words too", failed=False)
            seen.add(path)
        for path in remains.around(own):
            if path not in seen and self._may_hold(path):
                self._leave(path, "a file beside the plan has the words too", failed=False)

    def _may_hold(self, file: Path) -> bool:
        telling = self._removal.telling
        if telling is None:
            return False
        try:
            return telling.are_in_bytes(remains.bytes_of(file))
        except OSError as error:
            self._leave(file, f"it could not be looked into: {atomic.reason(error)}", failed=False)
            return False

    # ---------------------------------------------------------------------------------- notes

    def _try(self, file: Path, action: Callable[[], object], place: str) -> None:
        try:
            action()
        except FileNotFoundError:
            return  # it is gone, which is what was wanted
        except (OSError, TrajectoryError) as error:
            self._leave(file, _why(error))
        else:
            self._count(place, 1)

    def _count(self, place: str, count: int) -> None:
        self._removed[place] = self._removed.get(place, 0) + count

    def _leave(self, path: Path, why: str, *, failed: bool = True) -> None:
        self._left.append(Left(path, why, failed))


def _writing(file: Path, data: bytes) -> Callable[[], None]:
    return lambda: atomic.replace(file, data)


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{atomic.reason(error)} and try again"
    return str(error).rstrip(".")


def _bytes(loaded: LoadedPlan) -> bytes:
    return codec.whole_bytes(loaded.plan, loaded.wrapping)


def _refuse_changed(loaded: LoadedPlan) -> None:
    data, _ = read_bytes(loaded.path)
    if digest_of(data) != loaded.digest:
        raise ChangedOnDiskError(
            "somebody else changed it at this very moment, so it was left alone. Do it once more"
        )
