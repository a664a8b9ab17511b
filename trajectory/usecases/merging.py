"""Files of one plan become one: those that people name, and those that git hands over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.changes import changes, counted
from trajectory.domain.editing import edit_header
from trajectory.domain.merge import Merged, merge
from trajectory.domain.plan import Plan
from trajectory.errors import (
    ChangedOnDiskError,
    NotSavedError,
    PlanExistsError,
    PlanUnreadableError,
    UsageError,
)
from trajectory.storage import atomic, codec
from trajectory.storage.loading import LoadedPlan, read_plan
from trajectory.usecases.context import Context

ATTEMPTS = 5
"""How often we read the files again when somebody else changes ours while we are writing."""


@dataclass(frozen=True)
class MergedFile:
    """What became of several files."""

    merged: Merged
    came: str
    """What is new in ours, in words: "2 entries came, 1 changed"; empty when nothing is."""
    data: bytes
    """The file's bytes, in the layout of ours."""


def merge_files(
    context: Context,
    ours: Path,
    theirs: Sequence[Path],
    base: Path | None = None,
    *,
    output: Path | None = None,
    anyway: bool = False,
) -> MergedFile:
    """Merge the files of one plan, and write what comes out.

    Args:
        context: the plans folder.
        ours: the file whose layout and comments stay; it is written, unless `output` is named.
        theirs: the other files; they are only read.
        base: the version that all of them started from, where it is still there.
        output: a new file for the result.
        anyway: merge plans of different ids too, which then are the one of ours.

    Raises:
        UsageError: they are different plans, or `output` is there already.
        PlanNotFoundError, PlanUnreadableError, NotSavedError: as of the plan store. Nothing was
            written.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _merge_once(context, ours, theirs, base, output, anyway=anyway)
        except ChangedOnDiskError as error:
            if attempt == ATTEMPTS:
                raise ChangedOnDiskError(
                    f"{context.store.name_of(ours)} is being changed by somebody else all the "
                    "time. Nothing was merged: try again in a moment."
                ) from error
    raise AssertionError  # the last attempt returns or raises


def merge_text(
    context: Context, ours: Path, theirs: Sequence[Path], base: Path | None, *, anyway: bool
) -> MergedFile:
    """Merge the files of one plan, and write nothing; raises as `merge_files` does."""
    store = context.store
    loaded, *others = (store.load(path) for path in (ours, *theirs))
    before = None if base is None else store.load(base).plan
    plans = _of_one_plan(context, loaded, others, anyway=anyway)
    return _merged_file(loaded, plans, before)


def merge_for_git(base: Path, ours: Path, theirs: Path) -> MergedFile | None:
    """Merge three versions as git hands them to a merge driver, and write the result into ours.

    An empty base is none: both sides added the file. None when one of the versions cannot be read
    as a plan, or the result could not be; ours is as it was.
    """
    try:
        loaded = read_plan(ours, str(ours))
        other = read_plan(theirs, str(theirs)).plan
        before = None if is_empty(base) else read_plan(base, str(base)).plan
        found = _merged_file(loaded, [loaded.plan, other], before)
    except (PlanUnreadableError, NotSavedError):
        return None
    if found.merged.plan is not loaded.plan:
        atomic.replace(ours, found.data)
    return found


def is_empty(path: Path) -> bool:
    """Whether a file is there and holds nothing: git's way to say that there is no base."""
    try:
        return path.is_file() and path.stat().st_size == 0
    except OSError:
        return False  # what nobody may look at, or can be no name: reading it says so


def is_plan(path: Path) -> bool:
    """Whether this file can be read as a plan."""
    try:
        read_plan(path, str(path))
    except PlanUnreadableError:
        return False
    return True


def _merge_once(
    context: Context,
    ours: Path,
    theirs: Sequence[Path],
    base: Path | None,
    output: Path | None,
    *,
    anyway: bool,
) -> MergedFile:
    store = context.store
    if output is not None:
        found = merge_text(context, ours, theirs, base, anyway=anyway)
        try:
            atomic.create_new(output, found.data)
        except PlanExistsError as error:
            raise PlanExistsError(
                f"{output} is there already, and is never overwritten. Nothing was written: "
                "choose another name."
            ) from error
        return found
    with store.locked(ours):
        loaded = store.load(ours)
        before = None if base is None else store.load(base).plan
        others = [store.load(path) for path in theirs]
        plans = _of_one_plan(context, loaded, others, anyway=anyway)
        found = _merged_file(loaded, plans, before)
        store.save(loaded, found.merged.plan)
    return found


def _of_one_plan(
    context: Context, ours: LoadedPlan, theirs: Sequence[LoadedPlan], *, anyway: bool
) -> list[Plan]:
    """The plans to merge, all with the id of ours; `UsageError` when they are different plans."""
    key = ours.plan.plan.id
    plans = [ours.plan]
    for other in theirs:
        if other.plan.plan.id == key:
            plans.append(other.plan)
            continue
        if key and other.plan.plan.id and not anyway:
            one, two = (context.store.name_of(file.path) for file in (ours, other))
            raise UsageError(
                f"{one} and {two} are two plans, and not copies of one: each was started on its "
                "own. Nothing was merged. To put them together all the same, add --anyway."
            )
        plans.append(edit_header(other.plan, id=key))
    return plans


def _merged_file(loaded: LoadedPlan, plans: Sequence[Plan], base: Plan | None) -> MergedFile:
    merged = merge(plans, base)
    if codec.same_file(merged.plan, loaded.plan):
        merged = Merged(loaded.plan, merged.conflicts, merged.missing)
        data = codec.revise(loaded.plan, loaded.plan, loaded.wrapping).data
    else:
        data = codec.revise(merged.plan, loaded.plan, loaded.wrapping).data
    return MergedFile(merged, counted(changes(loaded.plan, merged.plan)), data)
