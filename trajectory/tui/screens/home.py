"""The first screen: all plans, found by typing; a name that no plan has starts one.

The line has the focus and takes every letter; Down moves into the list, where letters are commands.
The folder is read on a thread of its own, after the screen is drawn, and again whenever somebody
comes back here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from trajectory.errors import NotSavedError
from trajectory.tui import themes
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.home import HOME, IN_LIST, PLANS
from trajectory.tui.home_rows import NEW, SAMPLE, about_folder, row_id, rows_of
from trajectory.tui.screens.copy_actions import CopyActions
from trajectory.tui.screens.start import FIND
from trajectory.tui.text import content
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.row_list import RowList
from trajectory.usecases.naming import read_name
from trajectory.usecases.overview import (
    BrokenRow,
    Overview,
    PlanRow,
    Row,
    RowReader,
    arrange,
)
from trajectory.usecases.recovering import tidy, waiting

FIRST_BATCH = 20
"""So many rows are shown first; each batch after that is twice as long."""
ESC_AGAIN = "Esc again leaves. All is saved."
MOST_NAMED = 3
"""How many plans a notice names."""
SETTLE_SECONDS = 2.0
"""How long reading the folder waits for what is still being saved, and a key for the folder."""


class HomeScreen(CopyActions):
    """Shows the plans folder. A plan that was refused is opened again, which says why."""

    commands: ClassVar[tuple[Command, ...]] = (*HOME, *PLANS)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings((*HOME, *PLANS)))
    CSS_PATH = "../styles/home.tcss"
    AUTO_FOCUS = "#find"

    @dataclass
    class RowsRead(Message):
        """Some files of the folder were read."""

        reading: int
        """Which reading of the folder they belong to."""
        rows: list[Row]
        done: bool

    def __init__(self, refused: Path | None = None) -> None:
        super().__init__()
        self._refused = refused
        self._rows: list[Row] = []
        self._fresh: list[Row] = []
        self._reader: RowReader | None = None
        self._reading = 0
        self._is_reading = True
        self._all_read = asyncio.Event()
        self._shown = Overview()
        self._shown_for: str | None = None
        self._archived = False
        self._mark: Path | None = None
        self._notice = ""
        self._leaving = False

    def compose(self) -> ComposeResult:
        """The name and theme, the line, the list, what is to be said, and the hints."""
        with Horizontal(id="top"):
            yield Static("Trajectory", id="name")
            yield Static(id="theme")
        line = FieldLine("", lambda _: "", id="find")
        line.border_title = FIND
        yield line
        yield RowList(id="plans")
        yield Static(id="message")
        yield HintLine(id="hints")

    def on_mount(self) -> None:
        """Say what is wrong with the settings, if anything is, and open the plan that was named."""
        self._show_theme()
        self._show_hints()
        if self.trajectory.settings.problem:
            self.say(self.trajectory.settings.problem)
        if self._refused is not None:
            self.call_after_refresh(self._open_named, self._refused)
        self.call_after_refresh(self._look_into_journals)

    def on_screen_resume(self) -> None:
        """Somebody came, or came back from a plan: read the folder."""
        self._stay()
        left, self.trajectory.left = self.trajectory.left, None
        if self._refused is None:
            self.refresh_rows(left or self._mark)

    # -- reading ---------------------------------------------------------------------------------

    def refresh_rows(self, mark: Path | None = None) -> None:
        """Read the folder again, and mark this file if it is given."""
        self._mark = mark
        self._reading += 1
        self._is_reading = True
        self._all_read.clear()
        self._fresh = []
        self.call_after_refresh(self._read, self._reading)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, reading: int) -> None:
        worker = get_current_worker()
        if self.sitting.unsaved:
            self.sitting.flush(SETTLE_SECONDS)
        batch: list[Row] = []
        size = FIRST_BATCH
        if self._reader is None:
            self._reader = RowReader(self.context)
        for row in self._reader.read():
            if worker.is_cancelled:
                return
            batch.append(row)
            if len(batch) >= size:
                self.post_message(self.RowsRead(reading, batch, done=False))
                batch, size = [], size * 2
        self.post_message(self.RowsRead(reading, batch, done=True))

    @work(thread=True, group="journals")
    def _look_into_journals(self) -> None:
        """Say which plans have words on this laptop only; let go of journals that are old."""
        found = waiting(self.context)
        if found:
            self.app.call_from_thread(self._say_what_waits, found)
        try:
            tidy(self.context)
        except NotSavedError as error:
            self.app.call_from_thread(self.say, str(error))

    def _say_what_waits(self, paths: Sequence[Path]) -> None:
        if not self._notice:
            names = ", ".join(self.context.store.name_of(path) for path in paths[:MOST_NAMED])
            more = f" and {len(paths) - MOST_NAMED:,} more" if len(paths) > MOST_NAMED else ""
            self.say(
                f"Words that are not in a plan file yet are kept on this laptop: {names}{more}. "
                "Open it, and they go in."
            )

    def on_home_screen_rows_read(self, event: RowsRead) -> None:
        """Show the rows as they come; when they were shown before, all at once at the end."""
        if event.reading != self._reading:
            return
        self._fresh += event.rows
        self._is_reading = not event.done
        if event.done or len(self._fresh) > len(self._rows):
            self._rows = list(self._fresh)
            self._show_rows()
        if event.done and self._mark is not None:
            self.query_one(RowList).mark(row_id(self._mark))
            self._mark = None
        if event.done:
            self._all_read.set()

    def _show_rows(self, *, first: bool = False) -> None:
        typed = self._typed
        self._shown_for = typed
        self._shown = arrange(self._rows, typed, show_archived=self._archived)
        rows = rows_of(self._shown, typed, reading=self._is_reading)
        self.query_one(RowList).show_rows(rows, first=first)
        self._show_message()

    # -- the line --------------------------------------------------------------------------------

    def go_on_typing(self, text: str) -> None:
        """Find with what was typed before the screen was there."""
        self.set_focus(self._line)
        if text:
            self._line.type_in(text)

    @property
    def _line(self) -> FieldLine:
        return self.query_one("#find", FieldLine)

    @property
    def _typed(self) -> str:
        return " ".join(self._line.text.split())

    def on_text_area_changed(self) -> None:
        """Find as somebody types: one pass for each letter."""
        if self._typed != self._shown_for:
            if self._shown_for is not None:
                self._notice = ""
                self._leaving = False
            self._show_rows(first=True)

    async def action_start(self) -> None:
        """Do what the marked row is there for."""
        await self._look_at_all()
        marked = self.query_one(RowList).marked
        if marked == NEW:
            await self._start_plan(self._typed)
        elif marked == SAMPLE and self.focused is self._line:
            self.say("Type a name to start a plan. For the sample press Down first, then Enter.")
        elif marked == SAMPLE:
            await self._make_sample()
        elif isinstance(row := self.current_row(), BrokenRow):
            from trajectory.tui.screens.problems import ProblemsScreen

            self.app.push_screen(ProblemsScreen(row.name, row.path, row.problems, self.context))
        elif row is not None:
            await self.open(row.path)
        elif self._typed:
            await self._start_plan(self._typed)

    async def open(self, path: Path) -> None:
        """Run the workshop on this plan."""
        if await self.attempt(lambda: self.sitting.open(path)):
            await self.trajectory.show_plan(path)

    async def _open_named(self, path: Path) -> None:
        self._refused = None
        await self.open(path)
        if self.is_current:  # it could not be opened
            self.refresh_rows()

    async def action_new_plan(self) -> None:
        """Start a table's plans, with what was typed for a name."""
        await self._start_plan(self._typed)

    async def _look_at_all(self) -> None:
        """Whoever types and presses Enter at once means a plan, before it is read, as well."""
        if self._typed != self._shown_for:
            self._show_rows(first=True)
        if self._is_reading and self.focused is self._line and self.current_row() is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._all_read.wait(), SETTLE_SECONDS)
            self._show_rows(first=True)

    async def _start_plan(self, name: str) -> None:
        from trajectory.tui.screens.new_plan import NewPlanScreen

        rows = [row for row in self._rows if isinstance(row, PlanRow)]
        authority, table = read_name(name, {row.authority for row in rows})
        self._line.put("")
        # Waited for, as each screen is: the next keys of a burst belong to it.
        await self.app.push_screen(NewPlanScreen(authority, table))

    async def _make_sample(self) -> None:
        from trajectory.usecases.samples import create_samples

        paths = await self.attempt(lambda: create_samples(self.context))
        if paths:
            self.say("Here is the sample. Enter opens a plan; D in the list deletes it again.")
            self.refresh_rows(paths[0])

    # -- the list --------------------------------------------------------------------------------

    def current_row(self) -> Row | None:
        """The marked row, when it is a file."""
        marked = self.query_one(RowList).marked
        shown = (*self._shown.plans, *self._shown.archived, *self._shown.copies)
        rows: tuple[Row, ...] = (*shown, *self._shown.broken)
        return next((row for row in rows if row_id(row.path) == marked), None)

    async def action_enter_list(self) -> None:
        """Into the list, where letters are commands."""
        await self._look_at_all()
        plans = self.query_one(RowList)
        if plans.marked is not None:
            self.set_focus(plans)  # at once, for the next key of a burst

    def on_row_list_left_top(self) -> None:
        """Up from the first row comes back to the line."""
        self.set_focus(self._line)

    async def on_option_list_option_selected(self) -> None:
        """Enter on a row, or a click."""
        await self.action_start()

    def action_show_archived(self) -> None:
        """Show the plans that were put away, or hide them again."""
        self._archived = not self._archived
        found = arrange(self._rows, show_archived=True).archived
        if not found:
            self.say("There are no archived plans. D on a plan archives it.")
        else:
            self.say(
                "Archived plans are shown." if self._archived else "Archived plans are hidden."
            )
        self._show_rows()

    async def action_search(self) -> None:
        """Find words in all plans."""
        from trajectory.tui.screens.search import SearchScreen

        await self.app.push_screen(SearchScreen())

    async def action_owners(self) -> None:
        """Who carries how much, over all plans."""
        from trajectory.tui.screens.owners import OwnersScreen

        await self.app.push_screen(OwnersScreen())

    def action_back(self) -> None:
        """From the list to the line; there, empty it; then leave, when it is pressed again."""
        if self.focused is not self._line:
            self.set_focus(self._line)
        elif self._line.text:
            self._line.put("")
            self._stay()
        elif self._leaving:
            self.trajectory.action_leave()
        else:
            self.say("Esc again leaves." if self.sitting.unsaved else ESC_AGAIN)
            self._leaving = True

    def _stay(self) -> None:
        """Something else was done: the next Esc asks again."""
        if self._leaving:
            self.say("")

    def on_descendant_focus(self) -> None:
        """The hints are those of what has the focus."""
        self._stay()
        self._show_hints()

    def _show_hints(self) -> None:
        in_list = isinstance(self.focused, RowList)
        self.query_one(HintLine).show_commands(IN_LIST if in_list else (*HOME, EVERYWHERE[0]))

    # -- what is said ----------------------------------------------------------------------------

    def say(self, notice: str) -> None:
        """One sentence, until something else is typed."""
        self._leaving = False
        self._notice = notice
        self._show_message()

    def _show_message(self) -> None:
        message = self.query_one("#message", Static)
        message.set_class(bool(self._notice), "-said")
        message.set_class(not self._notice and bool(self._rows), "-short")
        if self._notice:
            message.update(content(self._notice))
        else:
            root = self.context.store.root
            message.update(
                about_folder(root, self._rows, self._fresh if self._is_reading else None)
            )

    # -- the theme -------------------------------------------------------------------------------

    async def action_next_theme(self) -> None:
        """The next theme, kept for next time."""
        self._stay()
        names = [name for name in themes.CHOICES if name in self.app.available_themes]
        place = names.index(self.app.theme) if self.app.theme in names else -1
        theme = names[(place + 1) % len(names)]
        self.app.theme = theme
        self._show_theme()
        problem = await self.attempt(lambda: (self.trajectory.settings.choose_theme(theme),))
        if problem and problem[0]:
            self.say(problem[0])

    def _show_theme(self) -> None:
        name = themes.CHOICES.get(self.app.theme, self.app.theme)
        words = Content.from_markup(
            "[@click=screen.next_theme]Theme: $name[/]  [@click=app.help][b]F1[/b] help[/]",
            name=name,
        )
        self.query_one("#theme", Static).update(words)
