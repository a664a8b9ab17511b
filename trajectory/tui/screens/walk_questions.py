"""The quiet counter of the coach's questions on the walk, and the way to them.

Nothing of it is on the way of a key: once a second it is looked whether anything moved, and after a
pause the questions are found on a thread of their own. The plan is an immutable value, so that is
safe whatever happens on the screen meanwhile. While somebody types the counter stays as it is.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from textual import work
from textual.message import Message

from trajectory.domain.plan import Plan
from trajectory.tui.question_count import counter
from trajectory.tui.screens.entry_actions import EntryActions
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.usecases.session import PlanSession

LOOK_SECONDS = 1.0
PAUSE = 4
"""After so many looks at hands that lie still, the questions are counted."""


class WalkQuestions(EntryActions):
    """Counts the questions while nobody types."""

    @dataclass
    class Counted(Message):
        """The questions were found."""

        plan: Plan
        hands: Hashable
        count: int

    _still_for = 0
    _last_hands: Hashable = None
    _counted_of: Plan | None = None
    """The plan that was counted last, or is being counted."""
    _shown_of: PlanSession | None = None
    """What the counter is about."""

    def hands(self) -> Hashable:
        """What a key changes: as long as it stays the same, nobody types."""
        raise NotImplementedError

    def count_questions(self) -> None:
        """Begin to look whether it is quiet."""
        self.set_interval(LOOK_SECONDS, self.look_at_hands)

    def look_at_hands(self) -> None:
        """Have the questions found when nothing moved for a while, once for each plan."""
        plan, hands = self.session.plan, self.hands()
        moved = hands != self._last_hands or not self.is_current
        self._last_hands = hands
        self._still_for = 0 if moved else self._still_for + 1
        if self._still_for >= PAUSE and plan is not self._counted_of:
            self._counted_of = plan
            self._find_questions(plan, hands)

    @work(thread=True, exclusive=True, group="questions")
    def _find_questions(self, plan: Plan, hands: Hashable) -> None:
        found = self.trajectory.coach.ask(self.session.path, plan)
        self.post_message(self.Counted(plan, hands, len(found.open)))

    def on_walk_questions_counted(self, event: Counted) -> None:
        """Show how many, unless somebody types again: then it is for the next pause."""
        if event.plan is self.session.plan and event.hands == self.hands():
            self._show_count(event.count)
        else:
            self._counted_of = None

    def _show_count(self, count: int) -> None:
        self._shown_of = self.session
        self.query_one(PlanBar).show_aside(counter(count))

    def leave_count(self) -> None:
        """Another plan than the one that was counted shows none, until it is quiet."""
        if self._shown_of is not self.session:
            self._show_count(0)

    def forget_questions(self) -> None:
        """Words were removed for good: hold no earlier version of the plan any more."""
        self._counted_of = None
        self.trajectory.coach.forget()

    def action_questions(self) -> None:
        """The questions; what was counted there holds here."""
        from trajectory.tui.screens.questions import QuestionsScreen

        screen = QuestionsScreen(self.session)

        def back(_: None) -> None:
            self.plan_changed()
            if screen.counted is not None and screen.counted.plan is self.session.plan:
                self._counted_of = screen.counted.plan
                self._show_count(len(screen.counted.questions.open))

        self.app.push_screen(screen, back)
