"""What was decided, as a list: when, where and by whom."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from trajectory.domain.capture import role_completion
from trajectory.domain.dates import short
from trajectory.domain.form_reading import FieldRead
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind
from trajectory.domain.outcomes import decide
from trajectory.domain.vocabulary import vocabulary
from trajectory.errors import UsageError
from trajectory.tui.commands.agenda import DECISIONS
from trajectory.tui.commands.command import Command, bindings
from trajectory.tui.screens.records import RecordsScreen
from trajectory.tui.widgets.ask_line import Question
from trajectory.tui.widgets.records_table import RecordColumn, RecordRow


class DecisionsScreen(RecordsScreen):
    """The decisions of one plan, the newest first."""

    KIND = Kind.DECISION
    TITLE_WORDS = "Decisions"
    COLUMNS = (
        RecordColumn("", 6),
        RecordColumn("What was decided"),
        RecordColumn("When", 11),
        RecordColumn("Who decided", 20),
        RecordColumn("Where", 20, from_width=100),
    )
    NONE_YET = (
        "No decisions on record yet. Press a to put one down: what was decided, and @ and a role "
        "at the end for who decided it.\n\n"
        "In the walk and on the agenda it is typed as\n"
        "/decide We start in March @Assistant Director"
    )

    commands: ClassVar[tuple[Command, ...]] = DECISIONS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(DECISIONS))

    def rows(self) -> list[RecordRow]:
        """The newest first; those without a day behind them."""
        plan, today = self.session.plan, self.context.today()
        names = labels(plan, Kind.DECISION)
        live = [(key, each) for key, each in plan.decision.items() if each.into is None]
        live.sort(key=lambda pair: pair[1].date.toordinal() if pair[1].date else 0, reverse=True)
        return [
            RecordRow(
                key,
                (
                    names[key],
                    each.text,
                    short(each.date, today) if each.date else "–",
                    each.decided_by or "–",
                    each.forum or "–",
                ),
            )
            for key, each in live
        ]

    def action_add(self) -> None:
        """Ask what was decided, and put it on record."""
        known = vocabulary(self.session.plan)

        def decided(words: str | None) -> None:
            if words is None:
                self.say("Left as it was.")
                return
            made = decide(self.session.plan, words, self.context.stamp())
            self.act(made.plan, made.said, select=made.key)
            self.say(f"{made.label} is on record. ctrl+z takes it back.")

        self.ask(
            Question(
                "What was decided?",
                self._read,
                decided,
                lambda typed: role_completion(typed, known) or "",
            )
        )
        self.say("End it with @ and a role for who decided: … @Assistant Director")

    def _read(self, typed: str) -> FieldRead:
        if not typed.strip():
            return FieldRead()
        try:
            made = decide(self.session.plan, typed, self.context.stamp())
        except UsageError as problem:
            return FieldRead(problem=str(problem))
        by = made.plan.decision[made.key].decided_by
        return FieldRead(typed, f"decided by {by}" if by else "")

    def action_who(self) -> None:
        """Who decided."""
        self.ask_field("decided_by")

    def action_when(self) -> None:
        """When."""
        self.ask_field("date")

    def action_where(self) -> None:
        """Where."""
        self.ask_field("forum")
