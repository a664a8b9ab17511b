"""What can be done from an agenda: outcomes, a line's state, another length or meeting."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

from trajectory.domain import verdicts
from trajectory.domain.agenda import LEAST_MINUTES, Agenda
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.dates import echo
from trajectory.domain.form import FORMS
from trajectory.domain.form_reading import FieldRead
from trajectory.domain.forums import FORUM_NAMES, FORUM_OF_PARKED, PARKED_FOR, PARKED_NOW
from trajectory.domain.outcomes import Outcome, ask, decide, put_down
from trajectory.domain.plan import ParkingStatus, Plan, ReviewForum
from trajectory.domain.review_reading import read_day_and_why, read_words
from trajectory.domain.step_table import StepRow, step_rows
from trajectory.errors import TrajectoryError, UsageError
from trajectory.tui.screens.step_actions import StepActions
from trajectory.tui.widgets.ask_line import Question
from trajectory.usecases import agendas
from trajectory.usecases.reviewing import ReviewDesk

MOST_MINUTES = 480
MEETINGS: tuple[ReviewForum, ...] = ("monthly-call", "consultation", "leaders-workshop")
"""What Tab goes through; the workshop itself has the walk."""


class Verdict(Protocol):
    """One of `domain.verdicts` that takes a few words with it."""

    def __call__(self, plan: Plan, key: str, stamp: Stamp, words: str | None, /) -> Plan:
        """The plan with what was said of the step."""


class AgendaActions(StepActions):
    """The verbs of the agenda. A step has the same ones as in the review, a reason with each."""

    prepared: Agenda
    """The agenda as it was prepared."""
    _notice: tuple[str, str] = ("", "")
    """What is said, and what the line held when it was."""

    @property
    def forum(self) -> ReviewForum:
        """Where the plan is talked about."""
        raise NotImplementedError

    def prepare(
        self, *, again: bool = True, minutes: int | None = None, forum: ReviewForum | None = None
    ) -> None:
        """Write the agenda."""
        raise NotImplementedError

    def line_put(self, text: str) -> None:
        """Put a text into the line; none, where it is on record now."""
        raise NotImplementedError

    # -- what is typed -------------------------------------------------------------------------

    def put_down(self, text: str) -> None:
        """Put a line on record."""
        self._record(
            lambda: put_down(self.session.plan, text, self.forum, self.context.stamp()), text
        )

    def action_decide(self, words: str = "") -> None:
        """A decision."""
        self._record(
            lambda: decide(self.session.plan, words, self.context.stamp(), self.forum),
            f"/decide {words}",
        )

    def action_put_ask(self, words: str = "") -> None:
        """What others are asked for."""
        self._record(
            lambda: ask(self.session.plan, words, self.forum, self.context.stamp()),
            f"/ask {words}",
        )

    def _record(self, made: Callable[[], Outcome], typed: str) -> None:
        """Put what was typed on record; what cannot be kept stays in the line."""
        try:
            outcome = made()
        except UsageError as problem:
            self.line_put(typed)
            self.say(str(problem))
            return
        self.act(outcome.plan, outcome.said)
        self.line_put("")
        decision = self.session.plan.decision.get(outcome.key)
        if decision is not None and decision.decided_by is None:
            self.say(f"{outcome.label} is on record. Who decided? @role at its end says so.")
        else:
            self.say("On record. ctrl+z takes it back.")

    # -- what came of a line -------------------------------------------------------------------

    def current_row(self) -> StepRow | None:
        """The step of the marked line."""
        rows = step_rows(self.session.plan, self.context.today())
        return next((row for row in rows if row.key == self.current_entry()), None)

    def row_or_word(self) -> StepRow | None:
        """The same; where the line is about something else, that is said."""
        row = self.current_row()
        if row is None:
            self.say("This line is about no step. Type what came of it in the line below.")
        return row

    def action_settled(self) -> None:
        """A step is done: what shows it? A parked remark is resolved."""
        if not self._park("resolved"):
            self._ask_step("Done. What shows it?", verdicts.done, "done")

    def action_dropped(self) -> None:
        """A step will not be done: why? A parked remark is let go."""
        if not self._park("dropped"):
            self._ask_step("Drop it. Why?", verdicts.drop, "dropped")

    def action_still_true(self) -> None:
        """A step that was put off still stands: why?"""
        self._ask_step("Still true. Why?", verdicts.still_true, "still true")

    def action_due(self) -> None:
        """Another day, and why, on one line."""
        if (row := self.row_or_word()) is None:
            return
        today = self.context.today()

        def dated(read: tuple[dt.date, str | None]) -> None:
            due, why = read
            plan = verdicts.redate(self.session.plan, row.key, due, self.context.stamp(), why)
            self._answered(row, plan, f"{row.label} is due {echo(due)}")

        self._ask(row, "By when, and why?", lambda typed: read_day_and_why(typed, today), dated)
        self.say("Such as: fri, or 9 mar, the forms group met late.")

    def _ask_step(self, words: str, verdict: Verdict, now: str) -> None:
        """Ask for a few words about the marked step, and say how it stands."""
        if (row := self.row_or_word()) is None:
            return

        def answered(why: str | None) -> None:
            plan = verdict(self.session.plan, row.key, self.context.stamp(), why)
            self._answered(row, plan, f"{row.label} is {now}")

        self._ask(row, words, read_words, answered)
        self.say("A few words go on its log. Enter alone leaves them out; Esc leaves it as it is.")

    def _ask(
        self,
        row: StepRow,
        words: str,
        read: Callable[[str], FieldRead],
        answered: Callable[[Any], None],
    ) -> None:
        self.ask(Question(f"{row.label} · {words}", read, answered))

    def _answered(self, row: StepRow, plan: Plan, said: str) -> None:
        done = self.act(plan, said, select=row.key)
        self.say(f"{said}. ctrl+z takes it back." if done else f"{said} already.")

    def action_raised(self) -> None:
        """A parked remark was talked about."""
        if not self._park("raised"):
            self.say("Only a parked remark is raised. r is for those.")

    def action_parked_again(self) -> None:
        """A parked remark waits on."""
        if not self._park("parked"):
            self.say("Only a parked remark can be parked again. k is for those.")

    def _park(self, status: ParkingStatus) -> bool:
        """Say how a parked remark stands; False where the line is about something else."""
        key = self.current_entry()
        if key is None or key not in self.session.plan.parking:
            return False
        said = f"{self.label_of(key)} is {PARKED_NOW[status]}"
        plan = amend(self.session.plan, key, {"status": status}, self.context.stamp())
        done = self.act(plan, said, select=key)
        self.say(f"{said}. ctrl+z takes it back." if done else f"{said} already.")
        return True

    def action_fields(self) -> None:
        """Every field of what the line is about."""
        key = self.current_entry()
        found = self.session.plan.find(key) if key else None
        if found is None or found[0] not in FORMS:
            self.say("This belongs to the review itself: there is nothing more to see of it.")
            return
        super().action_fields()

    # -- the agenda itself ---------------------------------------------------------------------

    def action_minutes(self, words: str = "") -> None:
        """Another length."""
        number = words.removesuffix("minutes").removesuffix("min").strip()
        if number.isdecimal() and LEAST_MINUTES <= int(number) <= MOST_MINUTES:
            self.prepare(minutes=int(number))
            self.say(f"{int(number)} minutes are shared out anew.")
        else:
            self.say(f"Minutes are a number from {LEAST_MINUTES} to {MOST_MINUTES}: /minutes 45")

    def action_meeting(self) -> None:
        """On to the next kind of meeting, and round."""
        place = MEETINGS.index(self.forum) if self.forum in MEETINGS else -1
        forum = MEETINGS[(place + 1) % len(MEETINGS)]
        self.prepare(forum=forum)
        parked = FORUM_OF_PARKED[PARKED_FOR[forum]]
        self.say(f"{FORUM_NAMES[forum].capitalize()}, with what was parked for the {parked}.")

    async def action_finish(self) -> None:
        """The call is over: keep the plan as it stands, and end its review."""
        desk = ReviewDesk(self.context, self.session, self.forum)
        ending = desk.ending()
        try:
            kept = await asyncio.to_thread(desk.keep, ending)
        except TrajectoryError as error:
            self.say(f"{error} The review is not finished yet, and nothing of it is lost.")
            return
        desk.end(ending, kept)
        self.plan_changed()
        self.say(f"The call is on record, and the plan as it stands is kept: {kept.name}.")

    async def action_export(self) -> None:
        """Write the agenda as a document beside the plan, as it stands on this screen."""
        prepared, path = self.prepared, self.session.path
        try:
            written = await asyncio.to_thread(agendas.export_beside, prepared, path)
        except TrajectoryError as error:
            self.say(str(error))
        else:
            self.say(f"Exported to {written}")
