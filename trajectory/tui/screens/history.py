"""A plan's history: as it stood after each workshop and review, compared in words, and restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from trajectory.domain.changes import changes
from trajectory.domain.plan import Plan
from trajectory.domain.progress import title_of
from trajectory.errors import TrajectoryError
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.history import HISTORY
from trajectory.tui.screens.changes import ChangesScreen
from trajectory.tui.screens.entry_actions import EntryActions
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.row_list import ListRow, RowList
from trajectory.usecases import checkpoints
from trajectory.usecases.checkpoints import Checkpoint
from trajectory.usecases.comparing import Earlier, earlier_versions
from trajectory.usecases.session import PlanSession

NOW = "now"
"""Id of the row that stands for the plan as it is."""
NOW_WORDS = "The plan as it is now"
NO_HISTORY = (
    "Nothing is kept of this plan yet.\n\n"
    "When a workshop is over, type /finish in the walk: the plan is kept as it stands, and a month "
    "later you see here what moved. Each finished review adds another."
)
ABOUT = (
    "Each line is the plan as it stood when a workshop or a review was finished, with how much "
    "changed from then on to the next. Enter says what is different now."
)
NARROW = 70
"""In less room than this a row has its name alone."""


class HistoryScreen(EntryActions):
    """The earlier versions of one plan, the latest first."""

    commands: ClassVar[tuple[Command, ...]] = HISTORY
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(HISTORY))
    CSS_PATH = "../styles/history.tcss"
    AUTO_FOCUS = "#versions"

    @dataclass
    class VersionsRead(Message):
        """The files of the history were read."""

        reading: int
        versions: tuple[Earlier, ...]
        problem: str

    def __init__(self, session: PlanSession) -> None:
        super().__init__()
        self.session = session
        self._versions: tuple[Earlier, ...] = ()
        self._reading = 0
        self._restoring: Earlier | None = None
        self._first: str | None = None
        """Id of the row that is to be compared with another."""

    def compose(self) -> ComposeResult:
        """The title, the versions, a word on them, what is said, and the hints."""
        yield PlanBar(self.session, f"History › {title_of(self.session.plan)}")
        yield RowList(id="versions")
        yield Static(id="about")
        yield Static(id="said")
        yield HintLine((*HISTORY, *EVERYWHERE), id="hints")

    def on_mount(self) -> None:
        """Read the files."""
        self.plan_changed()

    # -- what is shown -------------------------------------------------------------------------

    def current_entry(self) -> str | None:
        """No entry is marked here: versions are."""
        return None

    def plan_changed(self, select: str | None = None) -> None:
        """Read the history again, and compare it with the plan as it is now."""
        self._reading += 1
        self._read(self._reading, self.session.plan)

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """What was read has the words: read it again."""
        self._versions = ()
        self.plan_changed()

    @work(thread=True, exclusive=True, group="history")
    def _read(self, reading: int, plan: Plan) -> None:
        found: tuple[Earlier, ...] = ()
        problem = ""
        try:
            found = earlier_versions(self.context, self.session.path, plan)
        except TrajectoryError as error:
            problem = str(error)
        self.post_message(self.VersionsRead(reading, found, problem))

    def on_history_screen_versions_read(self, event: VersionsRead) -> None:
        """Show what was read, unless the plan changed meanwhile: then it is read once more."""
        if event.reading != self._reading:
            return
        self._versions = event.versions
        rows = self._rows() if self._versions else []
        self.query_one(RowList).show_rows(rows)
        self.query_one("#about", Static).update(
            content(ABOUT if self._versions else event.problem or NO_HISTORY)
        )

    def _rows(self) -> list[ListRow]:
        rows = [ListRow(partial(_line, NOW_WORDS, ""), NOW)]
        for version in self._versions:
            checkpoint = version.checkpoint
            row = partial(_line, _name(checkpoint), _facts(version, self._local_time(checkpoint)))
            rows.append(ListRow(row, str(checkpoint.path)))
        return rows

    def _local_time(self, checkpoint: Checkpoint) -> str:
        return f"{checkpoint.at.astimezone(self.context.clock().tzinfo):%H:%M}"

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self.query_one("#said", Static).update(one_line(notice))

    # -- a version -----------------------------------------------------------------------------

    def _marked(self) -> Earlier | None:
        marked = self.query_one(RowList).marked
        return next((v for v in self._versions if str(v.checkpoint.path) == marked), None)

    def _plan_at(self, row_id: str | None) -> tuple[str, Plan] | None:
        """The name of a row and the plan that it stands for; None, and said, where it has none."""
        if row_id == NOW:
            return "now", self.session.plan
        found = next((v for v in self._versions if str(v.checkpoint.path) == row_id), None)
        if found is None:
            self.say("There is no version here.")
        elif found.plan is None:
            self.say(f"This file cannot be read: {found.checkpoint.problem}. The others can.")
        else:
            return found.checkpoint.name, found.plan
        return None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a row, or a click on the marked one."""
        event.stop()
        self.action_open_version()

    def action_open_version(self) -> None:
        """What is different now; while something is asked, Enter is the answer."""
        if self._restoring is not None:
            self._restore(self._restoring)
            return
        marked = self.query_one(RowList).marked
        if self._first is not None:
            self.action_compare()
        elif marked == NOW:
            self.say("This is the plan as it is. Mark an earlier version below, and press Enter.")
        elif self._plan_at(marked) is not None:
            self._show_changes(marked, NOW)

    def action_compare(self) -> None:
        """Take the marked version as one of two; with the second one, say what changed."""
        marked = self.query_one(RowList).marked
        found = self._plan_at(marked)
        if found is None or self._restoring is not None:
            return
        if self._first is None or self._first == marked:
            self._first = marked
            self.say(f"Compare {found[0]} with which one? Mark it and press Enter. Esc: with none.")
            return
        first, self._first = self._first, None
        self.say("")
        self._show_changes(first, marked)

    def _show_changes(self, one: str | None, other: str | None) -> None:
        """The changes from the earlier of two rows to the later one."""
        order = [NOW, *(str(version.checkpoint.path) for version in self._versions)]
        later, earlier = sorted((one or NOW, other or NOW), key=order.index)
        before, after = self._plan_at(earlier), self._plan_at(later)
        if before is not None and after is not None:
            found = changes(before[1], after[1])
            self.app.push_screen(ChangesScreen(f"From {before[0]} to {after[0]}", found))

    # -- putting it back -----------------------------------------------------------------------

    def action_restore(self) -> None:
        """Ask whether the plan is to be put back as it stood."""
        version = self._marked()
        if version is None or version.plan is None:
            self.say("Mark an earlier version that can be read, then press r.")
            return
        self._first = None
        self._restoring = version
        self.say(
            f"Put the plan back as it stood: {version.checkpoint.name}? "
            "Readings, decisions, reviews and the log stay."
        )
        self._show_hints()

    def _restore(self, version: Earlier) -> None:
        self._stop_asking()
        checkpoint = version.checkpoint
        if not checkpoints.restore(self.context, self.session, checkpoint, version.plan):
            self.say("Nothing to put back: the plan stands as it stood then.")
            return
        self.plan_changed()
        self.say(f"The plan is back as it stood: {checkpoint.name}. ctrl+z takes that back.")

    def _stop_asking(self) -> None:
        self._restoring = self._first = None
        self.say("")
        self._show_hints()

    def _show_hints(self) -> None:
        hints = self.query_one("#hints", HintLine)
        if self._restoring is not None:
            hints.show_commands((), "Enter puts it back. Esc leaves it as it is.")
        else:
            hints.show_commands((*HISTORY, *EVERYWHERE))

    def on_option_list_option_highlighted(self) -> None:
        """Another version is marked: what was asked about the one before is not to be answered."""
        if self._restoring is not None:
            marked = self.query_one(RowList).marked
            if marked != str(self._restoring.checkpoint.path):
                self._stop_asking()

    def action_undo(self) -> None:
        """Take back the last act; a question first of all."""
        if self._restoring is not None:
            self._stop_asking()
        super().action_undo()

    def action_back(self) -> None:
        """Out of a question, or back to where we came from."""
        if self._restoring is not None or self._first is not None:
            self._stop_asking()
            self.say("Left as it was.")
        else:
            self.dismiss(None)


def _name(checkpoint: Checkpoint) -> str:
    return f"! {checkpoint.path.name}" if checkpoint.problem else checkpoint.name


def _facts(version: Earlier, time: str) -> str:
    checkpoint = version.checkpoint
    if checkpoint.problem:
        return f"cannot be read: {checkpoint.problem}"
    parts: Sequence[str] = (time, version.until_next)
    if checkpoint.review is not None and not checkpoint.stands:
        parts = (*parts, "taken back since")
    return " · ".join(parts)


def _line(name: str, facts: str, room: int) -> Content:
    if not facts or room < NARROW:
        return one_line(name)
    width = max(34, room // 3)
    shown = one_line(name)
    pad = " " * max(2, width - shown.cell_length)
    return shown + content(pad) + one_line(facts, "$text-muted")
