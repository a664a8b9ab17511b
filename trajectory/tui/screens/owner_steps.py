"""What one role has promised, plan by plan; Enter goes to the step in its plan."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from trajectory.domain.kinds import Section
from trajectory.domain.owners import by_date
from trajectory.domain.progress import is_open
from trajectory.errors import TrajectoryError
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.owners import OWNER_STEPS
from trajectory.tui.owner_rows import NOBODY, promised_words, step_rows
from trajectory.tui.screens.owned import OwnedScreen
from trajectory.tui.text import one_line
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.row_list import RowList
from trajectory.usecases.owners import OwnedIn, export_page


class OwnerStepsScreen(OwnedScreen):
    """The open steps of one role, plan by plan, by date: those it owns, those it helps with."""

    commands: ClassVar[tuple[Command, ...]] = OWNER_STEPS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(OWNER_STEPS))
    CSS_PATH = "../styles/owners.tcss"
    AUTO_FOCUS = "#promised"

    def __init__(self, role: str, owned: Sequence[OwnedIn]) -> None:
        super().__init__()
        self._role = role
        self.owned = list(owned)
        self._shown: list[OwnedIn] = []

    def compose(self) -> ComposeResult:
        """Whose steps, the steps, and how many."""
        yield Static(one_line(self._role or NOBODY, "bold"), id="role")
        yield RowList(id="promised")
        yield Static(id="message")
        yield HintLine((*OWNER_STEPS, *EVERYWHERE), id="hints")

    def on_mount(self) -> None:
        """Show what the list of roles had read already."""
        self.show_owned()

    def show_owned(self) -> None:
        """The role's steps, under the plan that they are in."""
        mine = [
            each
            for each in self.owned
            if is_open(each.step.row.step) and each.step.involves(self._role)
        ]
        mine.sort(key=lambda each: (str(each.path), by_date(each.step)))
        self._shown = mine
        rows = step_rows(mine, self._role, self.context.today())
        self.query_one(RowList).show_rows(rows)
        self.say(promised_words(mine, self._role))

    async def action_open_step(self) -> None:
        """Go to the marked step, on the walk."""
        marked = self.query_one(RowList).marked
        if marked is None:
            return
        found = self._shown[int(marked)]
        try:
            await asyncio.to_thread(self.sitting.open, found.path)
        except TrajectoryError as error:
            self.query_one("#message", Static).update(one_line(str(error), "$text-error"))
            return
        await self.trajectory.show_plan(found.path, Section.STEP, found.step.row.key)

    async def on_option_list_option_selected(self) -> None:
        """Enter on a row, or a click."""
        await self.action_open_step()

    async def action_export(self) -> None:
        """Write the page of this role into the plans folder."""
        if not self._role:
            self.say("These steps are nobody's yet, so there is no page. O gives one an owner.")
            return
        try:
            written = await asyncio.to_thread(export_page, self.context, self._role)
        except TrajectoryError as error:
            self.query_one("#message", Static).update(one_line(str(error), "$text-error"))
        else:
            self.say(f"Exported to {written}")
