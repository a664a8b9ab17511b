"""What forms share: a row for each question, the way from one to the next, and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Protocol, runtime_checkable

from textual.containers import VerticalScroll
from textual.widgets import Static, TextArea

from trajectory.domain.form import Ask, Field
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.text import one_line, plain
from trajectory.tui.widgets.choice_line import ChoiceLine
from trajectory.tui.widgets.field_row import FieldRow

HOW_TO_ANSWER: Mapping[Ask, str] = {
    Ask.LINE: "Type, or change what is there. ctrl+z puts it back as it was.",
    Ask.LINES: "Enter begins another line. Tab goes on to the next question.",
    Ask.DATE: "A day, such as fri, 9 feb, in 2 weeks or eom (end of the month).",
    Ask.CHOICE: "Left and Right choose, or a first letter. Backspace takes the choice off.",
    Ask.NUMBER: "A number.",
    Ask.SCORES: "Each person's score with a space between: 2 3 4.5",
    Ask.ROLE: "A role, never a name. Right completes one that the plan knows.",
    Ask.ROLES: "Roles with ; between them. Right completes one that the plan knows.",
    Ask.LINK: "The label of one.",
    Ask.LINKS: "Labels with a space between.",
}

TINY = 60
"""Below this width a question stands above its answer."""


@runtime_checkable
class Speaks(Protocol):
    """A screen with a place for what is to be said."""

    def say(self, notice: str) -> None:
        """One sentence for the user."""


class FormBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The rows of a form. The arrows are the form's, so they do not scroll; the focus does."""


class FormScreen(CommandScreen):
    """Questions with their answers. Leaving keeps what was changed.

    What is not understood is said once before it is left out: nothing is lost in silence. Each form
    has a `#notice` for what is to be said.
    """

    CSS_PATH = "../styles/form.tcss"
    AUTO_FOCUS = "FieldLine"
    ANSWERS: ClassVar[str] = "FieldLine, FieldLines, ChoiceLine"

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[str, ...] = ()
        self._pointed_at: FieldRow | None = None

    def keep(self) -> None:
        """Put what was changed and understood on record."""
        raise NotImplementedError

    async def keep_and_close(self) -> None:
        """Do so, and close the form."""
        self.keep()
        self.dismiss(None)

    def how_to_answer(self, asked: Field) -> str:
        """One sentence on how a question can be answered."""
        return HOW_TO_ANSWER[asked.ask]

    def on_resize(self) -> None:
        """Where there is no room beside it, a question stands above its answer."""
        self.set_class(self.size.width < TINY, "-slim")

    def on_descendant_focus(self) -> None:
        """Say how this question can be answered, unless it was just said what is wrong with it."""
        row = next((row for row in self.rows if row.has_focus_within), None)
        if row is None or row is not self._pointed_at:
            self._pointed_at = None
            self.say(self.how_to_answer(row.asked) if row else "")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say what the answer is understood as now."""
        self._read_again(event.text_area)

    def on_choice_line_chosen(self, event: ChoiceLine.Chosen) -> None:
        """A choice needs no reading, but what was said about the form is over."""
        self._read_again(event.line)

    def _read_again(self, answer: TextArea | ChoiceLine) -> None:
        for row in self.rows:
            if row.answer is answer:
                row.show_reading()

    async def action_next_answer(self) -> None:
        """On to the next question."""
        self.focus_next(self.ANSWERS)

    def action_previous_answer(self) -> None:
        """Back to the question before."""
        self.focus_previous(self.ANSWERS)

    def action_as_it_was(self) -> None:
        """The answer that has the focus, as it was at first."""
        for row in self.rows:
            if row.answer is self.focused:
                row.put_back()

    async def action_save(self) -> None:
        """Keep what was changed, and go back; stay where something is not understood."""
        if self.problems:
            self.point_at_problem("Change it, or press Esc twice to leave it out.")
        else:
            await self.keep_and_close()

    async def action_back(self) -> None:
        """The same; what is still not understood after it was said is left out, and said again."""
        if self._has_said("Esc"):
            await self.keep_and_close()

    def ready_to_leave(self) -> bool:
        """Keep what was changed; what is not understood is pointed at once."""
        self.keep()
        return self._has_said("ctrl+q")

    def _has_said(self, key: str) -> bool:
        """Whether there is nothing, or nothing new, to say about answers that make no sense."""
        problems = self.problems
        if not problems or self._told == problems:
            return True
        self._told = problems
        self.point_at_problem(f"{key} again leaves this answer as it was.")
        return False

    @property
    def rows(self) -> list[FieldRow]:
        """The rows of the form, from the top."""
        return list(self.query(FieldRow))

    @property
    def problems(self) -> tuple[str, ...]:
        """What is not understood, with what was typed."""
        return tuple(
            f"{row.asked.question} “{row.typed}”"
            for row in self.rows
            if row.changed and row.read().problem
        )

    @property
    def changes(self) -> dict[str, object]:
        """What was changed and understood, by the names of the fields."""
        read = {row.asked.name: row.read() for row in self.rows if row.changed}
        return {name: answer.value for name, answer in read.items() if not answer.problem}

    def point_at_problem(self, way_out: str) -> None:
        """Go to the first answer that is not understood, and say why."""
        row = next(row for row in self.rows if row.changed and row.read().problem)
        self.point_at(row, f"{row.read().problem} {way_out}")

    def point_at(self, row: FieldRow, problem: str) -> None:
        """Go to a row, and say what is wrong there."""
        self._pointed_at = row
        row.answer.focus()
        self.say(problem, "bold $text-warning")

    def say_below(self, notice: str) -> None:
        """One sentence on the screen that is come back to: a toast would cover its line."""
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1]
        if isinstance(below, Speaks):
            below.say(notice)
        else:
            self.app.notify(plain(notice), markup=False)

    def say(self, notice: str, style: str = "$text-muted") -> None:
        """One sentence at the foot of the form."""
        self.query_one("#notice", Static).update(one_line(notice, style))
