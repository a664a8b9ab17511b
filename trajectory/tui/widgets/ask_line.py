"""One question at the foot of a screen, with a line for the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from trajectory.domain.form_reading import FieldRead
from trajectory.tui.text import one_line, plain
from trajectory.tui.widgets.field_line import FieldLine


def _no_completion(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Question:
    """What is asked, how the answer is read, and what is done with it."""

    words: str
    read: Callable[[str], FieldRead]
    answered: Callable[[Any], None]
    complete: Callable[[str], str] = _no_completion
    left: Callable[[], None] | None = None
    """What happens on Esc; nothing where it is None."""


class AskLine(Horizontal):
    """Hidden until something is asked."""

    DEFAULT_CSS = """
    AskLine {
        display: none; height: auto; border-top: solid $border;
        &.-asking { display: block; }
        #ask-words { width: auto; max-width: 50%; height: auto; padding: 0 1; text-style: bold;
                     color: $primary; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.question: Question | None = None
        """What is being asked; None while nothing is."""

    def compose(self) -> ComposeResult:
        """The question and the line."""
        yield Static(id="ask-words")
        yield FieldLine("", self._complete, id="ask-answer")

    @property
    def line(self) -> FieldLine:
        """Where the answer is typed."""
        return self.query_one(FieldLine)

    def ask(self, question: Question, text: str = "") -> None:
        """Ask this, with an answer to begin with."""
        self.question = question
        self.query_one("#ask-words", Static).update(one_line(f"{question.words} ›"))
        self.line.begin_with(plain(text))
        self.add_class("-asking")
        self.screen.set_focus(self.line)  # at once, for the next key of a burst

    def answer(self) -> FieldRead | None:
        """Read what is typed; None while nothing is asked."""
        return self.question.read(self.line.text) if self.question else None

    def stop(self) -> None:
        """Nothing is asked any more."""
        self.question = None
        self.remove_class("-asking")

    def _complete(self, typed: str) -> str:
        return plain(self.question.complete(typed)) if self.question else ""
