"""A copy of a plan, as a synchroniser or two people's edits leave one, put together with the plan.

Nothing is lost on the way: the plan is saved before the copy goes to the trash, what cannot stand
in its place waits as a difference to settle, and all of it can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trajectory.domain import edits
from trajectory.domain.changes import changes, counted
from trajectory.domain.merge import merge
from trajectory.domain.plan import Plan
from trajectory.domain.progress import title_of
from trajectory.errors import NotSavedError, PlanNotFoundError, TrajectoryError, UsageError
from trajectory.storage.presence import is_there
from trajectory.usecases import managing
from trajectory.usecases.changing import edit
from trajectory.usecases.sitting import Sitting

ALL_THERE = "the plan had all of it already"


@dataclass(frozen=True)
class PutTogether:
    """What came of a copy, and what is needed to take it back."""

    original: Path
    trashed: Path
    """Where the copy is now."""
    before: Plan
    after: Plan
    """The plan without what the copy had, and with it."""

    @property
    def title(self) -> str:
        """The plan's."""
        return title_of(self.after)

    @property
    def differences(self) -> int:
        """How many differences came that somebody has to settle."""
        return len(self.after.conflict.keys() - self.before.conflict.keys())

    @property
    def came(self) -> str:
        """In words: "3 entries came, 1 changed, 1 difference to settle"."""
        found = [counted(changes(self.before, self.after))]
        if self.differences:
            several = f"{self.differences:,} differences"
            found.append(f"{'1 difference' if self.differences == 1 else several} to settle")
        return ", ".join(words for words in found if words) or ALL_THERE


def merge_copy(sitting: Sitting, copy: Path, original: Path) -> PutTogether:
    """Bring all that a copy has into the plan that it is a copy of, and the copy into the trash.

    Raises:
        UsageError: the two are different plans. Nothing was changed.
        PlanUnreadableError: one of them cannot be read. Nothing was changed.
        PlanNotFoundError: one of them is gone. Nothing was changed.
        NotSavedError: the plan could not be saved, and the copy is where it was; or the copy could
            not be put away, and is there still. The message says which.
    """
    theirs = _current(sitting, copy)
    versions: list[Plan] = []

    def put_in(plan: Plan) -> Plan:
        _refuse_another(sitting, plan, theirs, copy)
        versions[:] = [plan, merge([plan, theirs]).plan]
        return versions[1]

    edit(sitting, original, "put a copy together with the plan", put_in)
    before, after = versions
    return PutTogether(original, _put_away(sitting, copy, theirs), before, after)


def take_apart(sitting: Sitting, merged: PutTogether) -> None:
    """Bring the copy back, and take out of the plan what came from it.

    What somebody wrote into the plan since stays.
    """
    if is_there(merged.trashed):  # else somebody has brought it back already
        managing.restore(sitting.context, merged.trashed)
    edit(
        sitting,
        merged.original,
        "took out again what a copy had brought",
        lambda plan: _without(sitting, plan, merged),
    )


def _current(sitting: Sitting, path: Path) -> Plan:
    """A plan as it stands, saved or not."""
    if sitting.opened(path) is not None:
        return sitting.open(path).plan
    return sitting.context.store.load(path).plan


def _refuse_another(sitting: Sitting, plan: Plan, theirs: Plan, copy: Path) -> None:
    ours, other = plan.plan.id, theirs.plan.id
    if ours is not None and other is not None and ours != other:
        raise UsageError(
            f"{sitting.context.store.name_of(copy)} only looks like a copy: it is another plan, "
            "with a mark of its own. Nothing was changed. You can make it a plan of its own here."
        )


def _put_away(sitting: Sitting, copy: Path, seen: Plan) -> Path:
    """Move the copy to the trash, unless it holds something that nobody has looked at."""
    name = sitting.context.store.name_of(copy)
    try:
        if _current(sitting, copy) == seen:
            return managing.delete(sitting, copy)
        why = "it was changed at this very moment"
    except PlanNotFoundError:
        why = "it was moved or deleted at this very moment"
    except TrajectoryError as error:
        why = str(error).rstrip(".")
    raise NotSavedError(
        f"The plan has what the copy had, but {name} could not be put into the trash: {why}. "
        "Nothing is lost. Put it together once more."
    )


def _without(sitting: Sitting, plan: Plan, merged: PutTogether) -> Plan:
    """The plan without what came. No mark says that it was deleted, so that it can come again."""
    if plan == merged.after:
        return merged.before
    came = edits.between(merged.before, merged.after)
    left, _ = came.turned().apply(plan, sitting.context.now())
    marks = {key: at for key, at in left.removed.items() if key not in _came(merged)}
    return left.replace(removed=marks or None)


def _came(merged: PutTogether) -> set[str]:
    return {
        change.key
        for change in edits.between(merged.before, merged.after).changes
        if isinstance(change, edits.RecordChange) and change.before is None
    }
