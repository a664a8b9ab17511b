"""Who carries how much over all plans: every role, found by typing; Enter shows its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from trajectory.domain.finding import fold, has_all, query_words
from trajectory.domain.progress import LoadCount, OwnerLoad
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.owners import OWNERS
from trajectory.tui.owner_rows import NOBODY, nobodys_load, role_rows
from trajectory.tui.screens.owned import OwnedScreen
from trajectory.tui.screens.owner_steps import OwnerStepsScreen
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.row_list import RowList


class OwnersScreen(OwnedScreen):
    """Every role that owns an open step, the most loaded first; typing finds one."""

    commands: ClassVar[tuple[Command, ...]] = OWNERS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(OWNERS))
    CSS_PATH = "../styles/owners.tcss"
    AUTO_FOCUS = "#words"

    def __init__(self) -> None:
        super().__init__()
        self._loads: tuple[OwnerLoad, ...] = ()
        self._shown: tuple[OwnerLoad, ...] = ()
        self._found_for = ""

    def compose(self) -> ComposeResult:
        """The line, the roles, and how many there are."""
        line = FieldLine("", lambda _: "", id="words")
        line.border_title = "Find a role"
        yield line
        yield RowList(id="roles")
        yield Static(id="message")
        yield HintLine((*OWNERS, *EVERYWHERE), id="hints")

    def on_mount(self) -> None:
        """The marked row moves while the line keeps the focus."""
        self.query_one(RowList).can_focus = False

    def show_owned(self) -> None:
        """Count anew."""
        count = LoadCount(self.context.today())
        for each in self.owned:
            count.add_step(each.step.row.step, each.step.plan.name)
        self._loads = count.loads()
        if count.without_owner:
            self._loads += (nobodys_load(self.owned, self.context.today()),)
        self._find()

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """The line may have the words as well."""
        self.query_one(FieldLine).put(change(self.query_one(FieldLine).text))
        super().words_forgotten(change)

    def on_text_area_changed(self) -> None:
        """Find as somebody types."""
        if self.query_one(FieldLine).text != self._found_for:
            self._find(first=True)

    def _find(self, *, first: bool = False) -> None:
        self._found_for = self.query_one(FieldLine).text
        words = query_words(self._found_for)
        self._shown = tuple(
            load for load in self._loads if has_all(fold(load.owner or NOBODY), words)
        )
        rows = role_rows(self._shown)
        self.query_one(RowList).show_rows(rows, first=first)
        self._show_message()

    def _show_message(self) -> None:
        roles = sum(bool(load.owner) for load in self._loads)
        if self.is_reading and not self._loads:
            self.say("Reading the plans …")
        elif not self._loads:
            self.say("No open step has an owner yet. A step gets one with @Team manager.")
        elif not self._shown:
            self.say("No role has these words. Try a part of the title.")
        else:
            named = "1 role owns" if roles == 1 else f"{roles:,} roles own"
            self.say(f"{named} open steps. Titles that differ only in capitals are one role.")

    def action_move(self, rows: int) -> None:
        """Mark another row."""
        roles = self.query_one(RowList)
        for _ in range(abs(rows)):
            if rows > 0:
                roles.action_cursor_down()
            else:
                roles.action_cursor_up()

    async def action_open_role(self) -> None:
        """The steps of the marked role."""
        if self.query_one(FieldLine).text != self._found_for:
            self._find(first=True)
        marked = self.query_one(RowList).marked
        if marked is not None:
            # Waited for: the next keys of a burst belong to it.
            await self.app.push_screen(OwnerStepsScreen(self._shown[int(marked)].owner, self.owned))

    async def on_option_list_option_selected(self) -> None:
        """A click on a row."""
        await self.action_open_role()
