"""A question or two that have to be answered before something is done with a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from trajectory.tui.commands.command import LEAVE_FROM_HERE, bindings
from trajectory.tui.commands.home import ASK
from trajectory.tui.text import content, one_line, plain
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.hint_line import HintLine


class AskScreen(ModalScreen[tuple[str, ...] | None]):
    """Gives the answers, one for each question, or None for Esc.

    `check` says in plain words what is wrong with the answers, or nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ASK), *LEAVE_FROM_HERE]
    DEFAULT_CSS = """
    AskScreen {
        align: center middle;
        VerticalScroll {
            width: 72; max-width: 100%; height: auto; max-height: 100%;
            border: round $border; background: $surface; padding: 0 1;
        }
        #ask-title { text-style: bold; padding: 0 1; height: auto; }
        .ask-question { padding: 0 1; color: $text-muted; height: auto; }
        FieldLine { background: $panel; }
        HintLine { dock: bottom; background: $panel; }
        #ask-problem { padding: 0 1; color: $text-error; text-style: bold; height: auto; }
    }
    """
    AUTO_FOCUS = "FieldLine"

    def __init__(
        self,
        title: str,
        questions: Sequence[tuple[str, str]],
        done: str,
        check: Callable[[tuple[str, ...]], str] = lambda _: "",
    ) -> None:
        """`questions` are pairs of question and first answer; `done` says what Enter does."""
        super().__init__()
        self._title = title
        self._questions = tuple(questions)
        self._done = done
        self._check = check

    def compose(self) -> ComposeResult:
        """A title, the questions, and what to press."""
        with VerticalScroll(can_focus=False):
            yield Static(one_line(self._title), id="ask-title")
            for question, answer in self._questions:
                yield Static(one_line(question), classes="ask-question")
                yield FieldLine(plain(answer), lambda _: "")
            yield Static(id="ask-problem")
        yield HintLine((replace(ASK[0], hint=self._done), *ASK[1:]))

    def on_mount(self) -> None:
        """The cursor stands behind each answer."""
        for line in self.query(FieldLine):
            line.move_cursor(line.document.end)

    def on_text_area_changed(self) -> None:
        """What was said about the answers is over."""
        self.query_one("#ask-problem", Static).update("")

    def action_next_or_done(self) -> None:
        """On to the next question; behind the last one, the answers are given."""
        lines = list(self.query(FieldLine))
        if self.focused is not lines[-1]:
            self.focus_next(FieldLine)
            return
        answers = tuple(
            # What was not touched is given as it was, not as it was drawn.
            line.text if line.changed else answer
            for line, (_, answer) in zip(lines, self._questions, strict=True)
        )
        problem = self._check(answers)
        if problem:
            self.query_one("#ask-problem", Static).update(content(problem))
        else:
            self.dismiss(answers)

    def action_focus_next_line(self) -> None:
        """On to the next question."""
        self.focus_next(FieldLine)

    def action_focus_previous_line(self) -> None:
        """Back to the question before."""
        self.focus_previous(FieldLine)

    def action_leave(self) -> None:
        """Nothing is done."""
        self.dismiss(None)
