"""What can be done with one plan of the first screen's list. `HomeScreen` has the list.

Everything touches the disk on a thread of its own; a failure is a sentence on the screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from trajectory.errors import PlanUnreadableError, TrajectoryError
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.screens.pick import Choice, PickScreen
from trajectory.usecases import managing
from trajectory.usecases.changing import Changed, take_back
from trajectory.usecases.overview import BrokenRow, PlanRow, Row

T = TypeVar("T")

MOST_DELETED = 9
"""The trash is offered by digits, so that one key brings a plan back."""


@dataclass(frozen=True)
class Act:
    """Something done with a plan that can be taken back."""

    taken_back: str
    """What is said when it was."""
    reverse: Callable[[], object]
    trashed: Path | None = None
    """Where a deleted plan is; brought back from there, there is nothing left to take back."""


class PlanActions(CommandScreen):
    """The verbs of the list of plans."""

    def __init__(self) -> None:
        super().__init__()
        self._undo: list[Act] = []

    def current_row(self) -> Row | None:
        """The marked row, when it is a file."""
        raise NotImplementedError

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        raise NotImplementedError

    def refresh_rows(self, mark: Path | None = None) -> None:
        """Read the folder again, and mark this file if it is given."""
        raise NotImplementedError

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """What can be taken back here could bring them back: nothing can, from here on."""
        self._undo.clear()

    async def attempt(self, job: Callable[[], T]) -> T | None:
        """Do something that touches the disk; None when it failed, and then it was said."""
        try:
            return await asyncio.to_thread(job)
        except PlanUnreadableError as error:
            if error.path is not None and error.problems:
                from trajectory.tui.screens.problems import ProblemsScreen

                name = self.context.store.name_of(error.path) + error.path.suffix
                self.app.push_screen(ProblemsScreen(name, error.path, error.problems, self.context))
            self.say(str(error))
        except TrajectoryError as error:
            self.say(str(error))
        return None

    async def managed(self, job: Callable[[], object]) -> bool:
        """Do something that touches the disk and gives nothing; whether it was done."""
        return await self.attempt(lambda: (job(),)) is not None

    def plan_row(self) -> PlanRow | None:
        """The marked row, when it is a plan that can be read; else it is said why not."""
        row = self.current_row()
        if isinstance(row, PlanRow):
            return row
        if row is None:
            self.say("Mark a plan first: Down moves into the list.")
        else:
            self.say("This file cannot be read: Enter says what is wrong with it.")
        return None

    def _later(self, work: Awaitable[None]) -> None:
        self.run_worker(work, group="verbs")

    # -- more ------------------------------------------------------------------------------------

    def action_more(self) -> None:
        """A menu of what can be done with the marked file."""
        row = self.current_row()
        if row is None:
            self.say("Mark a plan first: Down moves into the list.")
            return
        title = row.title if isinstance(row, PlanRow) else row.name
        self.app.push_screen(PickScreen(title, _choices(row)), self._chosen)

    async def _chosen(self, choice: str | None) -> None:
        if choice is not None:
            await self.run_action(choice)

    async def action_history(self) -> None:
        """The marked plan as it stood after each workshop and review."""
        from trajectory.tui.screens.history import HistoryScreen

        row = self.plan_row()
        if row is not None:
            session = await self.attempt(lambda: self.sitting.open(row.path))
            if session is not None:
                await self.app.push_screen(HistoryScreen(session))

    def action_rename(self) -> None:
        """Another title."""
        from trajectory.tui.screens.ask import AskScreen

        row = self.plan_row()
        if row is not None:
            ask = AskScreen("Rename", [("Title of the plan", row.title)], "rename", _title_needed)
            self.app.push_screen(ask, partial(self._rename, row))

    def _rename(self, row: PlanRow, answers: tuple[str, ...] | None) -> None:
        async def rename() -> None:
            if answers is not None and answers[0] != row.title:
                sitting = self.sitting
                if await self.managed(lambda: managing.rename(sitting, row.path, answers[0])):
                    self.done(
                        f"Renamed to “{answers[0]}”.",
                        Act(
                            "Taken back: the new title.",
                            lambda: managing.rename(sitting, row.path, row.title),
                        ),
                    )

        self._later(rename())

    def action_duplicate(self) -> None:
        """Another plan with the same words."""
        from trajectory.tui.screens.ask import AskScreen

        row = self.plan_row()
        if row is not None:
            questions = [
                ("Title", f"{row.title} (copy)"),
                ("Authority", row.authority),
                ("Table", row.table),
            ]
            ask = AskScreen(
                "Duplicate, here or for another table", questions, "make it", _title_needed
            )
            self.app.push_screen(ask, partial(self._duplicate, row))

    def _duplicate(self, row: PlanRow, answers: tuple[str, ...] | None) -> None:
        async def duplicate() -> None:
            if answers is None:
                return
            made = await self.attempt(lambda: managing.duplicate(self.sitting, row.path, *answers))
            if made is not None:
                self.done(
                    f"“{answers[0]}” is a plan of its own now.",
                    Act(
                        "Taken back: the duplicate.",
                        lambda: managing.delete(self.sitting, made.path),
                    ),
                    mark=made.path,
                )

        self._later(duplicate())

    def action_details(self) -> None:
        """Title, table, dates, people and the scale's words."""
        row = self.plan_row()
        if row is not None:
            self._later(self._open_details(row.path))

    async def _open_details(self, path: Path) -> None:
        from trajectory.tui.screens.details import DetailsScreen

        session = await self.attempt(lambda: self.sitting.open(path))
        if session is not None:
            await self.app.push_screen(DetailsScreen(path, changed=self._details_changed))

    def _details_changed(self, changed: Changed) -> None:
        """What the details say was changed from here."""
        self.done(
            "The details are changed.",
            Act("Taken back: the change of the details.", lambda: take_back(self.sitting, changed)),
            mark=changed.path,
        )

    # -- archive, delete -------------------------------------------------------------------------

    async def action_archive(self) -> None:
        """Put the plan away, or take it back into use."""
        row = self.plan_row()
        if row is None:
            return
        away, back = managing.archive, managing.unarchive
        act, reverse = (away, back) if row.archived is None else (back, away)
        if await self.managed(lambda: act(self.sitting, row.path)):
            said = "is archived: A shows it" if row.archived is None else "is in use again"
            taken_back = f"Taken back: “{row.title}” is as it was."
            self.done(
                f"“{row.title}” {said}.",
                Act(taken_back, lambda: reverse(self.sitting, row.path)),
            )

    async def action_delete(self) -> None:
        """Move the file to the trash."""
        row = self.current_row()
        if row is None:
            self.say("Mark a plan first: Down moves into the list.")
            return
        name = row.title if isinstance(row, PlanRow) else row.name
        trashed = await self.attempt(lambda: managing.delete(self.sitting, row.path))
        if trashed is not None:
            self.done(
                f"“{name}” is deleted.",
                Act("The plan is back.", lambda: managing.restore(self.context, trashed), trashed),
                mark=row.path,
            )

    async def action_deleted(self) -> None:
        """What is in the trash, to bring it back."""
        found = await self.attempt(lambda: managing.deleted_plans(self.context))
        if not found:
            self.say("There are no deleted plans.")
            return
        choices = [
            Choice(
                str(item.path),
                f"{item.title} ({item.name}{f', deleted {item.day}' if item.day else ''})",
                str(number) if number <= MOST_DELETED else "",
            )
            for number, item in enumerate(found, start=1)
        ]
        self.app.push_screen(PickScreen("Bring back a deleted plan", choices), self._bring_back)

    async def _bring_back(self, choice: str | None) -> None:
        if choice is not None:
            path = await self.attempt(lambda: managing.restore(self.context, Path(choice)))
            if path is not None:
                self._undo = [act for act in self._undo if act.trashed != Path(choice)]
                self.say("The plan is back.")
                self.refresh_rows(path)

    async def action_undo(self) -> None:
        """Take back what was last done with a plan here."""
        if not self._undo:
            self.say("There is nothing to take back here. Each plan has its own undo.")
            return
        act = self._undo.pop()
        if await self.managed(act.reverse):
            self.say(act.taken_back)
            self.refresh_rows()

    async def action_review(self) -> None:
        """The review of the marked plan: what a manager does before the call."""
        from trajectory.tui.screens.review import ReviewScreen

        row = self.plan_row()
        if row is not None:
            session = await self.attempt(lambda: self.sitting.open(row.path))
            if session is not None:
                await self.app.push_screen(ReviewScreen(session))

    async def action_agenda(self) -> None:
        """The agenda of the next call about the marked plan."""
        from trajectory.tui.screens.agenda import AgendaScreen

        row = self.plan_row()
        if row is not None:
            session = await self.attempt(lambda: self.sitting.open(row.path))
            if session is not None:
                await self.app.push_screen(AgendaScreen(session))

    async def action_questions(self) -> None:
        """What a good facilitator would ask about the marked plan."""
        from trajectory.tui.screens.questions import QuestionsScreen

        row = self.plan_row()
        if row is not None:
            session = await self.attempt(lambda: self.sitting.open(row.path))
            if session is not None:
                await self.app.push_screen(QuestionsScreen(session))

    async def action_export(self) -> None:
        """Write the plan's document beside its file."""
        from trajectory.usecases.exporting import export_beside

        row = self.plan_row()
        if row is None:
            return

        def export() -> Path:
            session = self.sitting.open(row.path)
            return export_beside(self.context, session.plan, row.path)

        written = await self.attempt(export)
        if written is not None:
            self.say(f"Exported to {written}")

    def done(self, said: str, act: Act, mark: Path | None = None) -> None:
        """Say what was done, and how it is taken back."""
        self._undo.append(act)
        self.say(f"{said} ctrl+z takes it back.")
        self.refresh_rows(mark)


def _choices(row: Row) -> list[Choice]:
    # No letter that a double press, D D, would hit.
    delete = Choice("delete", "Delete (ctrl+z brings it back)", key="delete")
    deleted = Choice("deleted", "Deleted plans: bring one back", "b")
    if isinstance(row, BrokenRow):
        return [Choice("start", "What is wrong with it", "w"), delete, deleted]
    own = [Choice("differences", _to_settle(row), "s")] if row.differences else []
    if row.copy_of:
        own += [
            Choice("put_together", "Put it together with the plan", "t"),
            Choice("keep_as_own", "Make this copy a plan of its own", "k"),
        ]
    put_away = "Put it away, into the archive" if row.archived is None else "Put it back into use"
    return [
        *own,
        Choice("rename", "Rename", "r"),
        Choice("details", "About this plan: table, dates, people, scale", "i"),
        Choice("duplicate", "Duplicate, here or for another table", "c"),
        Choice("history", "History: as it stood at each review", "h"),
        Choice("archive", put_away, "p"),
        delete,
        deleted,
    ]


def _to_settle(row: PlanRow) -> str:
    count = row.differences
    return f"Settle {'1 difference' if count == 1 else f'{count:,} differences'}"


def _title_needed(answers: tuple[str, ...]) -> str:
    return "" if answers[0].strip() else "A plan needs a title."
