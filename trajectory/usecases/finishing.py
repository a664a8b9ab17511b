"""A workshop that is over: its review, and with it the plan as it stands, for whoever comes next.

A review of a plan is finished on its own screen; this is for the table, which has worked on the
plan all along and has nothing left to go through.
"""

from __future__ import annotations

from trajectory.domain import reviewing
from trajectory.domain.changes import changes
from trajectory.usecases import checkpoints
from trajectory.usecases.checkpoints import Checkpoint
from trajectory.usecases.context import Context
from trajectory.usecases.reviewing import Ending, ReviewDesk
from trajectory.usecases.session import PlanSession


class Finishing:
    """Finishes the review under way; where there is none, the workshop itself.

    In this order, `kept_already` and `keep` on any thread, the others on the session's own. A
    failure in between leaves the review under way, to be finished by doing this once more.
    """

    def __init__(self, context: Context, session: PlanSession, summary: str = "") -> None:
        self._context = context
        self._session = session
        self._summary = " ".join(summary.split())
        self._desk = ReviewDesk(context, session, "table")

    def kept_already(self) -> Checkpoint | None:
        """The last checkpoint, when nothing has changed since and nothing is to be finished."""
        plan = self._session.plan
        if self._summary or reviewing.under_way(plan) is not None:
            return None
        last = checkpoints.last(self._context, self._session.path, plan)
        if last is None or changes(checkpoints.load(self._context, last), plan):
            return None
        return last

    def begin(self) -> Ending:
        """Put the review on record, if there is none under way, with who was there."""
        desk, part = self._desk, self._desk.part
        if desk.key is None:
            who = self._session.plan.plan.participants
            desk.edit_review(part, "began to finish the workshop", attended=who)
        if self._summary:
            desk.edit_review(part, "said what came out of it", summary=self._summary)
        return desk.ending()

    def keep(self, ending: Ending) -> Checkpoint:
        """Write the checkpoint. `NotSavedError` when it cannot be kept."""
        return self._desk.keep(ending)

    def end(self, ending: Ending, kept: Checkpoint) -> None:
        """Mark the review as finished, now that its checkpoint is on disk."""
        self._desk.end(ending, kept)
