"""A plan file that cannot be read: all that is wrong with it, where it is, and what to do.

Where this computer has kept the last version that it could read, that can be brought back; the
damaged file is kept beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from trajectory.domain.dates import echo
from trajectory.errors import Problem, TrajectoryError
from trajectory.tui.commands.command import LEAVE_FROM_HERE, bindings
from trajectory.tui.commands.home import PROBLEMS
from trajectory.tui.text import one_line
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.usecases.context import Context
from trajectory.usecases.mending import LastCopy, bring_back, last_copy

BRING_BACK, *ALWAYS = PROBLEMS


class ProblemsScreen(ModalScreen[None]):
    """Explains why a file is listed and cannot be opened."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROBLEMS), *LEAVE_FROM_HERE]
    DEFAULT_CSS = """
    ProblemsScreen {
        align: center middle;
        VerticalScroll {
            width: 90; max-width: 100%; height: auto; max-height: 100%;
            border: round $border; background: $surface; padding: 0 1;
        }
        #problems-title { text-style: bold; height: auto; padding: 0 1 1 1; }
        #problems { height: auto; padding: 0 1; }
        HintLine { dock: bottom; background: $panel; }
    }
    """

    def __init__(
        self,
        name: str,
        path: Path,
        problems: Sequence[Problem],
        context: Context | None = None,
    ) -> None:
        """`context` is where a last copy may be; without one none is offered."""
        super().__init__()
        self._name = name
        self._path = path
        self._problems = tuple(problems)
        self._kept_by = context
        self._copy: LastCopy | None = None
        if context is not None and path.is_file():
            self._copy = last_copy(context, path)

    def compose(self) -> ComposeResult:
        """The name, all problems, the place, and the way out."""
        with VerticalScroll(can_focus=False):
            yield Static(one_line(f"{self._name} cannot be read"), id="problems-title")
            yield Static(Content("\n").join(self._lines()), id="problems")
        yield HintLine(PROBLEMS if self._copy else tuple(ALWAYS))

    def _lines(self) -> list[Content]:
        first = next((problem.line for problem in self._problems if problem.line), None)
        place = f"go to line {first}, " if first else ""
        lines = [one_line(f"! {problem}") for problem in self._problems]
        if not self._path.is_dir():
            lines += [
                Content(""),
                one_line("The file is here, and was not changed:", "$text-muted"),
                one_line(str(self._path)),
                Content(""),
                one_line(
                    f"What you can do: open it in a text editor, {place}put it right and save it. "
                    "This list reads it again by itself when you come back to it. Your other plans "
                    "are not affected.",
                ),
            ]
        if self._copy is not None and self._kept_by is not None:
            when = self._copy.written.astimezone(self._kept_by.clock().tzinfo)
            lines += [
                Content(""),
                one_line(
                    f"Or press r: this laptop has the plan as it was on {echo(when.date())} at "
                    f"{when:%H:%M}. It takes the damaged file's place, which is kept beside it.",
                ),
            ]
        return lines

    async def action_bring_back(self) -> None:
        """Put the last version that could be read in the place of the damaged file."""
        if self._copy is None or self._kept_by is None:
            return
        try:
            aside = await asyncio.to_thread(bring_back, self._kept_by, self._path)
        except TrajectoryError as error:
            said = [one_line(str(error))]
        else:
            self._copy = None
            said = [
                one_line("The plan is back as this laptop knew it. The damaged file is kept as"),
                one_line(str(aside)),
            ]
        self.query_one("#problems", Static).update(Content("\n").join(said))
        self.query_one(HintLine).show_commands(tuple(ALWAYS))

    def action_scroll(self, rows: int) -> None:
        """Up and down in a long list of problems."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Back to the plans."""
        self.dismiss(None)
