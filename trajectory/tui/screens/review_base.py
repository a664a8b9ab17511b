"""What the parts of a review share: the desk that they work on, and how they ask and answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trajectory.domain.form_reading import FieldRead
from trajectory.domain.plan import Plan
from trajectory.domain.reviewing import Part
from trajectory.tui.screens.step_actions import StepActions
from trajectory.tui.widgets.ask_line import AskLine, Question
from trajectory.usecases.reviewing import ReviewDesk

WITHOUT = "Enter alone leaves that out. Esc leaves {label} as it was."


class ReviewBase(StepActions):
    """A review with its desk. Every edit goes over it, so that the review is on record with it."""

    desk: ReviewDesk
    part: Part
    """The part that is shown."""
    _warned_of = ""
    """The half typed answer that was pointed at last."""

    def focus_list(self) -> None:
        """Give the keys to the list of the part, where it has one."""
        raise NotImplementedError

    def show_hints(self) -> None:
        """What can be done here."""
        raise NotImplementedError

    def act(self, plan: Plan, what: str, select: str | None = None) -> bool:
        """Make this the plan, as one act of the review; whether it changed anything."""
        changed = self.desk.do(self.part, plan, what)
        if changed:
            self.plan_changed(select)
        return changed

    # -- asking ----------------------------------------------------------------------------------

    @property
    def is_asking(self) -> bool:
        """Whether something is asked at the foot of the screen."""
        return self.query_one(AskLine).question is not None

    @property
    def typed(self) -> str:
        """What is half typed as an answer; empty while that is what stood there at first."""
        line = self.query_one(AskLine)
        return line.line.text.strip() if line.question is not None and line.line.changed else ""

    def ask(self, question: Question, text: str = "") -> None:
        """Ask at the foot of the screen."""
        self.query_one(AskLine).ask(question, text)
        self.show_hints()

    def ask_for(
        self,
        words: str,
        read: Callable[[str], FieldRead],
        answered: Callable[[Any], None],
        text: str = "",
        complete: Callable[[str], str] = lambda _: "",
    ) -> None:
        """Ask this, with an answer to begin with."""
        self.ask(Question(words, read, answered, complete), text)

    def answer(self) -> bool:
        """Take the answer as it is typed; whether it could be taken."""
        line = self.query_one(AskLine)
        read, question = line.answer(), line.question
        if read is None or question is None:
            return True
        if read.problem:
            self.say(read.problem)
            return False
        self.stop_asking()
        question.answered(read.value)
        return True

    def take_typed(self) -> bool:
        """Put what is half typed on record; False when it cannot be, and somebody should look."""
        return self.answer() if self.typed else True

    def stop_asking(self) -> None:
        """Ask nothing any more; the list has the keys again."""
        self.query_one(AskLine).stop()
        self.focus_list()
        self.show_hints()

    def on_text_area_changed(self) -> None:
        """Say what the answer is understood as now."""
        read = self.query_one(AskLine).answer() if self.typed else None
        if read is not None and (read.echo or read.problem):
            self.say(read.echo or read.problem)

    def points_at_typed(self) -> bool:
        """Point at an answer that is half typed; False when there is none, or it was done."""
        if not self.typed or self.typed == self._warned_of:
            return False
        self._warned_of = self.typed
        self.say("Enter keeps what is typed here. Leave again, and it goes.")
        return True

    # -- what an answer does ---------------------------------------------------------------------

    def answered(self, plan: Plan, said: str) -> None:
        """Keep what was said of one step or barrier, and go on to the next one."""
        if self.act(plan, said):
            self.say(f"{said}. ctrl+z takes it back.")
        else:
            self.say(f"{said} already.")
        self.to_the_next()

    def to_the_next(self) -> bool:
        """Mark the next line of the list; False when there is none."""
        raise NotImplementedError
