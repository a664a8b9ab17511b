"""A screen with a question at its foot: asked, answered, left, never lost without a word."""

from __future__ import annotations

from typing import ClassVar

from textual.widget import Widget

from trajectory.tui.screens.entry_actions import EntryActions
from trajectory.tui.widgets.ask_line import AskLine, Question


class Asking(EntryActions):
    """Asks with the `AskLine` of the screen. What is typed there is understood as it is typed."""

    warning: ClassVar[str] = "Enter keeps what is typed here. Leave again, and it is gone."
    _warned_of = ""
    """The half-typed words that were pointed at."""

    def after_asking(self) -> Widget:
        """What has the focus when nothing is asked any more."""
        raise NotImplementedError

    def show_hints(self) -> None:
        """Hint at what can be done now."""
        raise NotImplementedError

    @property
    def is_asking(self) -> bool:
        """Whether a question stands at the foot."""
        return self.query_one(AskLine).question is not None

    def ask(self, question: Question, text: str = "") -> None:
        """Ask at the foot of the screen, with an answer to begin with."""
        self.query_one(AskLine).ask(question, text)
        self.show_hints()

    def answer(self) -> None:
        """Take what is typed for the answer, if it is one."""
        line = self.query_one(AskLine)
        read, question = line.answer(), line.question
        if read is None or question is None:
            return
        if read.problem:
            self.say(read.problem)
            return
        self.stop_asking()
        question.answered(read.value)

    def leave_question(self) -> None:
        """Out of the question, which stays open."""
        question = self.query_one(AskLine).question
        self.stop_asking()
        if question is not None and question.left is not None:
            question.left()
        else:
            self.say("Left as it was.")

    def stop_asking(self) -> None:
        """Nothing is asked any more."""
        self.query_one(AskLine).stop()
        self.set_focus(self.after_asking())  # at once, for the next key of a burst
        self.show_hints()

    def ready_to_leave(self) -> bool:
        """An answer that is half typed is pointed at once."""
        return self.pointed_at(self.half_typed())

    def half_typed(self) -> str:
        """What is typed and not on record yet."""
        line = self.query_one(AskLine)
        return line.line.text.strip() if line.question and line.line.changed else ""

    def pointed_at(self, typed: str) -> bool:
        """Point at half-typed words once; True where there are none, or they were pointed at."""
        if not typed or typed == self._warned_of:
            return True
        self._warned_of = typed
        self.say(self.warning)
        return False

    def on_text_area_changed(self) -> None:
        """Say what the answer is understood as now."""
        line = self.query_one(AskLine)
        read = line.answer() if line.question and line.line.changed else None
        if read is not None and (read.echo or read.problem):
            self.say(read.echo or read.problem)
