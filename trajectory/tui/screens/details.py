"""What a plan is about: title, table, days, people and scale; in one plan or in a table's all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from trajectory.domain.form import Ask, Choice, Field
from trajectory.domain.header_form import HEADER, POSITION, HeaderReader
from trajectory.domain.progress import title_of
from trajectory.errors import TrajectoryError
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.home import DETAILS
from trajectory.tui.screens.form import FormBody, FormScreen
from trajectory.tui.text import plain
from trajectory.tui.widgets.field_row import FieldRow
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.usecases.changing import SHARED, Changed, change

EVERYWHERE_FIELD = "everywhere"


class DetailsScreen(FormScreen):
    """Edits the plan at this path, which is open in the sitting.

    From the walk the edit is an act of the plan's session, which its undo takes back. With
    `changed` (from the first screen) files also move to the folder of another table. `at` is the
    name of the question to begin with.
    """

    commands: ClassVar[tuple[Command, ...]] = DETAILS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(DETAILS))

    def __init__(
        self, path: Path, changed: Callable[[Changed], None] | None = None, at: str = ""
    ) -> None:
        super().__init__()
        self._at = at
        self._path = path
        self._changed = changed
        self._failed = ""

    def compose(self) -> ComposeResult:
        """What the plan is, its table, and its scale."""
        session = self.sitting.opened(self._path) or self.sitting.open(self._path)
        reader = HeaderReader.of(session.plan, self.context.today())
        tables = len(self.sitting.siblings(self._path))
        yield PlanBar(session, f"About: {title_of(session.plan)}")
        with FormBody(id="form", classes="-headed"):
            yield Static("This plan", classes="heading", markup=False)
            yield from (FieldRow(reader, asked) for asked in HEADER if asked.name not in SHARED)
            yield Static("Its table", classes="heading", markup=False)
            yield from (FieldRow(reader, asked) for asked in HEADER if asked.name in SHARED)
            if tables > 1:
                yield FieldRow(reader, _everywhere(tables))
            yield Static("Its scale", classes="heading", markup=False)
            yield from (FieldRow(reader, asked) for asked in POSITION)
        yield Static(id="notice")
        yield HintLine((*DETAILS, *EVERYWHERE), id="hints")

    def on_mount(self) -> None:
        """Begin with the question that was asked for."""
        row = next((row for row in self.rows if row.asked.name == self._at), None)
        if row is not None:
            self.set_focus(row.answer)

    def keep(self) -> None:
        """Put what was changed on record, here and now: the app is about to close."""
        try:
            self._told_of(self._changing()())
        except TrajectoryError as error:
            self._fail(error)

    async def keep_and_close(self) -> None:
        """Put what was changed on record, and close; stay when that fails."""
        try:
            changed = await asyncio.to_thread(self._changing())
        except TrajectoryError as error:
            self._fail(error)
            return
        self._told_of(changed)
        self.dismiss(None)

    def ready_to_leave(self) -> bool:
        """Keep what was changed; a failure is shown once."""
        before = self._failed
        return super().ready_to_leave() and self._failed in {"", before}

    def how_to_answer(self, asked: Field) -> str:
        """One sentence; what is shared by a table's plans is said at its question."""
        if asked.name == EVERYWHERE_FIELD:
            return "What you changed under “Its table” can go into the table's other plans too."
        if asked.ask is Ask.ROLES:
            return "Roles, not names, with a comma between them; with ; where a title has a comma."
        return super().how_to_answer(asked)

    def _changing(self) -> Callable[[], Changed | None]:
        """What is to be done on disk, with the answers as they stand now."""
        header = self.changes
        everywhere = bool(header.pop(EVERYWHERE_FIELD, False))
        position = {
            asked.name: header.pop(asked.name) for asked in POSITION if asked.name in header
        }
        if not header and not position:
            return lambda: None
        move = self._changed is not None
        return partial(
            change, self.sitting, self._path, header, position, everywhere=everywhere, move=move
        )

    def _told_of(self, changed: Changed | None) -> None:
        said = [f"Not understood, so left as it was: {problem}" for problem in self.problems]
        if changed is not None and self._changed is not None:
            self._changed(changed)
        elif changed is not None:
            said.insert(0, _what_undo_does(len(changed.before) - 1))
        if said and self._changed is not None:  # its own sentence stands there
            self.app.notify(plain(" ".join(said)), markup=False)
        elif said:
            self.say_below(" ".join(said))

    def _fail(self, error: TrajectoryError) -> None:
        self._failed = str(error)
        self.say(self._failed, "bold $text-error")


def _what_undo_does(others: int) -> str:
    """Each plan has its own undo: on the walk it is that of the plan that is shown."""
    if not others:
        return "The details are changed. ctrl+z takes it back."
    plans = "1 other plan" if others == 1 else f"{others} other plans"
    return f"Also changed in {plans}; ctrl+z here takes back this plan only."


def _everywhere(tables: int) -> Field:
    others = "other plan" if tables == 2 else f"other {tables - 1} plans"  # noqa: PLR2004
    return Field(
        EVERYWHERE_FIELD,
        f"The {others} as well?",
        Ask.CHOICE,
        (Choice(None, "no, in this plan alone"), Choice(True, "yes, in all of them")),
    )
