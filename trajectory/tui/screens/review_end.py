"""The end of a review: its checkpoint, and what follows: documents, and questions still open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import work

from trajectory.domain.plan import Plan
from trajectory.errors import TrajectoryError
from trajectory.tui.question_count import counter
from trajectory.tui.screens.questions import QuestionsScreen
from trajectory.tui.screens.review_base import ReviewBase
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.usecases import agendas
from trajectory.usecases.exporting import export_beside


class ReviewEnd(ReviewBase):
    """Finishing, the agenda, the export. Each writes a file, on a thread of its own."""

    _plan_before: Plan | None = None
    """The plan just before it was marked as finished."""

    def show_part(self) -> None:
        """Show where the review is now."""
        raise NotImplementedError

    def forget_what_was(self) -> None:
        """Hold no earlier version of the plan any more."""
        self._plan_before = None

    async def action_finish(self) -> None:
        """Keep the plan as it stands, and end the review."""
        if self.desk.is_finished or not self.take_typed():
            return
        ending = self.desk.ending()
        try:
            kept = await asyncio.to_thread(self.desk.keep, ending)
        except TrajectoryError as error:
            self.say(f"{error} The review is not finished yet, and nothing of it is lost.")
            return
        self._plan_before = ending.before
        self.desk.end(ending, kept)
        self.show_part()
        self.say(f"Kept: {kept.name}.")
        self._count_questions(self.session.plan)

    @work(thread=True, exclusive=True, group="questions")
    def _count_questions(self, plan: Plan) -> None:
        found = self.trajectory.coach.ask(self.session.path, plan)
        self.app.call_from_thread(self._show_count, len(found.open))

    def _show_count(self, count: int) -> None:
        if self.is_attached:  # else somebody has gone on meanwhile
            self.query_one(PlanBar).show_aside(counter(count))

    def action_questions(self) -> None:
        """What is still to be asked about the plan."""
        self.app.push_screen(QuestionsScreen(self.session), lambda _: self.plan_changed())

    async def action_write_agenda(self) -> None:
        """What to talk about, beside the plan file."""
        await self._write(self._agenda)

    async def action_export(self) -> None:
        """The whole plan as a document."""
        await self._write(self._document)

    async def _write(self, job: Callable[[], str]) -> None:
        try:
            self.say(await asyncio.to_thread(job))
        except TrajectoryError as error:
            self.say(str(error))

    def _agenda(self) -> str:
        # Of the plan before it was marked as finished: what moved since the review before this one.
        plan = self._plan_before or self.session.plan
        path, forum = self.session.path, self.desk.forum
        day = agendas.day_of_call(plan, self.context.today())
        found = agendas.prepare(self.context, [(path, plan)], day, forum)
        return f"The agenda is in {agendas.export_beside(found, path)}"

    def _document(self) -> str:
        written = export_beside(self.context, self.session.plan, self.session.path)
        return f"Exported to {written}"
