"""What can be done with one step of the table: its state, its owner, its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from trajectory.domain.amending import amend
from trajectory.domain.dates import echo
from trajectory.domain.form import FORMS, Ask, Field, choice_words
from trajectory.domain.form_reading import FormReader
from trajectory.domain.kinds import Kind
from trajectory.domain.step_table import StepRow
from trajectory.tui.screens.entry_actions import EntryActions
from trajectory.tui.widgets.ask_line import Question

FIELDS = {field.name: field for field in FORMS[Kind.STEP]}
WHY = Field("why", "Why does it move?", Ask.LINE)


class StepActions(EntryActions):
    """The commands of `STEPS` that are about the current step. What moves goes on the log."""

    def current_row(self) -> StepRow | None:
        """The row of the table that a command is about."""
        raise NotImplementedError

    def ask(self, question: Question, text: str = "") -> None:
        """Ask at the foot of the screen, with an answer to begin with."""
        raise NotImplementedError

    def row_or_word(self) -> StepRow | None:
        """The current row; where there is none, that is said."""
        row = self.current_row()
        if row is None:
            self.say("There is no step here.")
        return row

    def action_state(self, status: str) -> None:
        """Say how it stands."""
        if (row := self.row_or_word()) is not None:
            words = choice_words(FIELDS["status"], status)
            self._amend(row, {"status": status}, f"{row.label} is {words}")

    def action_blocked(self) -> None:
        """It cannot go on: ask by what."""
        if (row := self.row_or_word()) is None:
            return

        def blocked(by: str | None) -> None:
            changes = {"status": "blocked", "blocked_by": by}
            self._amend(row, changes, f"{row.label} is blocked")

        self._ask_about(row, FIELDS["blocked_by"], "What is in its way?", blocked)
        self.say("Enter marks it as blocked, with or without a reason. Esc leaves it as it is.")

    def action_owner(self) -> None:
        """Who does it."""
        if (row := self.row_or_word()) is None:
            return

        def owned(role: str | None) -> None:
            who = f"{row.label} goes to {role}" if role else f"{row.label} has no owner now"
            self._amend(row, {"owner": role}, who)

        self._ask_about(row, FIELDS["owner"], "Who?", owned)
        self.say("One role, never a name. Right completes one that the plan knows.")

    def action_due(self) -> None:
        """By when; and why, when a date moves."""
        if (row := self.row_or_word()) is None:
            return

        def dated(due: dt.date | None) -> None:
            words = f"{row.label} is due {echo(due)}" if due else f"{row.label} has no date now"
            if row.step.due is None or due == row.step.due:
                self._amend(row, {"due": due}, words)
            else:
                self._ask_why(row, due, words)

        self._ask_about(row, FIELDS["due"], "By when?", dated)
        self.say("A day, such as fri, 9 feb, in 2 weeks or eom (end of the month).")

    def _ask_why(self, row: StepRow, due: dt.date | None, words: str) -> None:
        def moved(why: str | None) -> None:
            self._amend(row, {"due": due}, words, why)

        # Esc here keeps the date: it was typed, and is not to be lost with the reason.
        self._ask_about(row, WHY, WHY.question, moved, lambda: moved(None))
        self.say(f"{words}. A few words go on its log; Enter without any is fine.")

    def _ask_about(
        self,
        row: StepRow,
        field: Field,
        words: str,
        answered: Callable[[Any], None],
        left: Callable[[], None] | None = None,
    ) -> None:
        """Ask for one field of a step, beginning with what it holds."""
        reader = FormReader(self.session.plan, row.key, self.context.today())
        question = Question(
            f"{row.label} · {words}",
            lambda typed: reader.read(field, typed),
            answered,
            lambda typed: reader.completion(field, typed),
            left,
        )
        self.ask(question, "" if field is WHY else reader.shown(field))

    def _amend(
        self, row: StepRow, changes: Mapping[str, object], said: str, why: str | None = None
    ) -> None:
        stamp = self.context.stamp()
        plan = amend(self.session.plan, row.key, changes, stamp, why)
        if self.act(plan, said, select=row.key):
            self.say(f"{said}. ctrl+z takes it back.")
        else:
            self.say(f"{said} already.")
