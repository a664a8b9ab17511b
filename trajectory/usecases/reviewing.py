"""A review of a plan on its session: begun with its first edit, resumed, finished as a checkpoint.

Looking at a review changes nothing. With its first edit it is on record, under way, and each edit
notes the part that it was made in: after a crash it goes on there. Every edit is one act, which
undo takes back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trajectory.domain import editing, reviewing
from trajectory.domain.amending import Stamp
from trajectory.domain.changes import Change, changes
from trajectory.domain.plan import Barrier, Plan, Review, ReviewForum
from trajectory.domain.reviewing import Asked, Part
from trajectory.errors import TrajectoryError
from trajectory.usecases import checkpoints
from trajectory.usecases.checkpoints import Checkpoint
from trajectory.usecases.context import Context
from trajectory.usecases.session import PlanSession


@dataclass(frozen=True)
class Since:
    """What became of a plan since its last checkpoint."""

    name: str = ""
    """Of the checkpoint: "Monthly call, 20 Feb 2018"; empty where there is none."""
    changes: tuple[Change, ...] = ()
    problem: str = ""
    """Why the checkpoint cannot be read, in a sentence."""


def since_last(context: Context, session: PlanSession, plan: Plan) -> Since:
    """What is different in `plan` from its last checkpoint. Reads the disk: not for a UI thread.

    The review that is being held is no news in itself.
    """
    try:
        last = checkpoints.last(context, session.path, plan)
        if last is None:
            return Since()
        before = checkpoints.load(context, last)
    except TrajectoryError as error:
        return Since(problem=str(error))
    found = changes(before, plan)
    own = {key for key, review in plan.review.items() if review.finished is None}
    return Since(last.name, tuple(change for change in found if change.key not in own))


@dataclass(frozen=True)
class Ending:
    """A review on its way to being finished."""

    key: str
    stamp: Stamp
    before: Plan
    plan: Plan
    """The plan with the review finished: what the checkpoint holds."""


class ReviewDesk:
    """What a review works on. Knows no screen; the plan changes on the caller's thread only."""

    def __init__(
        self, context: Context, session: PlanSession, forum: ReviewForum = "monthly-call"
    ) -> None:
        self.context = context
        self.session = session
        self._forum = forum
        self._asked: tuple[Plan, dt.date, tuple[Asked, ...]] | None = None
        self.finished: str | None = None
        """Id of the review, once it was finished here."""

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return self.session.plan

    @property
    def key(self) -> str | None:
        """Id of the review under way; None before its first edit."""
        return reviewing.under_way(self.plan)

    @property
    def review(self) -> Review | None:
        """The review under way."""
        return None if self.key is None else self.plan.review[self.key]

    @property
    def is_finished(self) -> bool:
        """Whether it was finished here, and that was not taken back."""
        review = self.plan.review.get(self.finished or "")
        return review is not None and review.finished is not None

    @property
    def forum(self) -> ReviewForum:
        """Where it takes place."""
        return (self.review.forum if self.review else None) or self._forum

    @property
    def part(self) -> Part:
        """Where it goes on."""
        review = self.review
        return Part(review.part) if review is not None and review.part else Part.CHANGES

    def asked_about(self) -> tuple[Asked, ...]:
        """The steps that it goes through; worked out once for a plan and a day."""
        plan, today = self.plan, self.context.today()
        if self._asked is None or self._asked[0] is not plan or self._asked[1] != today:
            self._asked = (plan, today, reviewing.asked_about(plan, self.review, today))
        return self._asked[2]

    def barriers(self) -> dict[str, Barrier]:
        """The barriers that it goes through."""
        return reviewing.standing_barriers(self.plan, self.review)

    def hold_at(self, forum: ReviewForum) -> None:
        """It takes place somewhere else."""
        self._forum = forum
        if self.key is not None:
            self.edit_review(self.part, "changed where the review takes place", forum=forum)

    def do(self, part: Part, plan: Plan, what: str) -> bool:
        """Make this the plan, as one act of the review; whether it changed anything."""
        if plan is self.plan or plan == self.plan:
            return False
        return self.session.do(self._noted(plan, part), what)

    def edit_review(self, part: Part, what: str, **fields: object) -> bool:
        """Say something about the review itself: who was there, what others are asked for."""
        plan = self._noted(self.plan, part)
        key = reviewing.under_way(plan)
        if key is None:
            raise KeyError(what)
        review = plan.review[key]
        if all(getattr(review, name) == value for name, value in fields.items()):
            return False
        edited = editing.edit(plan, key, self.context.now(), **fields)
        return self.session.do(edited, what)

    def leave(self, part: Part) -> None:
        """Note where it is, so that it goes on there. Nothing, where nothing was done in it yet."""
        if self.key is not None:
            self.session.do(self._noted(self.plan, part), "left the review for later")
        elif part is not Part.CHANGES and not self.is_finished:
            self.session.do(self._noted(self.plan, part), "began the review")

    def ending(self) -> Ending:
        """The plan with the review finished. Next its checkpoint is kept, and only then it ends."""
        if self.key is None:
            began, _ = reviewing.begin(self.plan, self.forum, self.context.stamp())
            self.session.do(began, "began the review")
        key, stamp = self.key or "", self.context.stamp()
        plan = checkpoints.finished(self.plan, key, stamp)
        return Ending(key, stamp, self.plan, plan)

    def keep(self, ending: Ending) -> Checkpoint:
        """Write the checkpoint; from any thread. `NotSavedError` when it cannot be kept."""
        return checkpoints.keep(self.context, self.session.path, ending.plan, ending.key)

    def end(self, ending: Ending, kept: Checkpoint) -> None:
        """End the review, now that its checkpoint is on disk."""
        plan = ending.plan
        if self.plan is not ending.before:  # somebody else's words came in meanwhile
            plan = checkpoints.finished(self.plan, ending.key, ending.stamp)
        self.session.do(plan, f"finished the review: {kept.name}")
        self.finished = ending.key

    def _noted(self, plan: Plan, part: Part) -> Plan:
        """The plan with the review under way, in this part."""
        plan, key = reviewing.begin(plan, self._forum, self.context.stamp())
        return reviewing.set_part(plan, key, part, self.context.now())
