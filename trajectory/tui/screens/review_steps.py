"""The second part of a review: what became of each step that is late or due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from trajectory.domain import verdicts
from trajectory.domain.amending import amend
from trajectory.domain.dates import echo
from trajectory.domain.form_reading import FieldRead
from trajectory.domain.review_reading import read_day_and_why, read_words
from trajectory.domain.step_table import StepRow
from trajectory.tui.screens.review_base import WITHOUT, ReviewBase


class ReviewStepVerbs(ReviewBase):
    """The commands of `REVIEW_STEPS`. What is asked with them takes one line."""

    def action_step_done(self) -> None:
        """It is done; what shows it?"""
        if (row := self.row_or_word()) is not None:

            def done(evidence: str | None) -> None:
                plan = verdicts.done(self.session.plan, row.key, self.context.stamp(), evidence)
                self.answered(plan, f"{row.label} is done")

            self._ask_of(row, "Done. What shows it?", read_words, done)

    def action_step_drop(self) -> None:
        """It will not be done; why?"""
        if (row := self.row_or_word()) is not None:

            def dropped(why: str | None) -> None:
                plan = verdicts.drop(self.session.plan, row.key, self.context.stamp(), why)
                self.answered(plan, f"{row.label} is dropped")

            self._ask_of(row, "Drop it. Why?", read_words, dropped)

    def action_step_blocked(self) -> None:
        """It cannot go on; what does it wait for?"""
        if (row := self.row_or_word()) is not None:

            def blocked(by: str | None) -> None:
                plan = verdicts.block(self.session.plan, row.key, self.context.stamp(), by)
                self.answered(plan, f"{row.label} is blocked")

            self._ask_of(row, "What is in its way?", read_words, blocked)

    def action_step_true(self) -> None:
        """It still stands as it is; why?"""
        if (row := self.row_or_word()) is not None:

            def true(why: str | None) -> None:
                plan = verdicts.still_true(self.session.plan, row.key, self.context.stamp(), why)
                self.answered(plan, f"{row.label} is still true")

            self._ask_of(row, "Still true. Why?", read_words, true)

    def action_step_begun(self) -> None:
        """Somebody is at it: nothing to ask."""
        if (row := self.row_or_word()) is not None:
            stamp = self.context.stamp()
            plan = amend(self.session.plan, row.key, {"status": "in_progress"}, stamp)
            self.answered(plan, f"{row.label} is in progress")

    def action_step_due(self) -> None:
        """Another day, and why."""
        if (row := self.row_or_word()) is None:
            return
        today = self.context.today()

        def dated(read: tuple[dt.date, str | None]) -> None:
            due, why = read
            plan = verdicts.redate(self.session.plan, row.key, due, self.context.stamp(), why)
            self.answered(plan, f"{row.label} is due {echo(due)}")

        self._ask_of(row, "By when, and why?", lambda typed: read_day_and_why(typed, today), dated)
        self.say("Such as: fri, or 9 mar, the forms group met late.")

    def _ask_of(
        self,
        row: StepRow,
        words: str,
        read: Callable[[str], FieldRead],
        answered: Callable[[Any], None],
    ) -> None:
        self.ask_for(f"{row.label} · {words}", read, answered)
        self.say(WITHOUT.format(label=row.label))
