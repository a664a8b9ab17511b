"""Opening a plan with all that belongs to it: what earlier sittings left in the journal.

Words that never reached the plan file are put together with what the file holds by now, item by
item. It is safe to do it twice: what is there already is not there again.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trajectory.domain.ids import may_be_one
from trajectory.domain.merge import merge
from trajectory.domain.plan import Plan
from trajectory.storage import codec
from trajectory.storage.journal import KEPT_DAYS, JournalFile
from trajectory.storage.loading import LoadedPlan, digest_of
from trajectory.storage.presence import is_missing
from trajectory.usecases.context import Context
from trajectory.usecases.leftovers import (
    FINISHED,
    Act,
    Leftover,
    has_acts,
    is_ours,
    may_hold_words,
    plan_of,
    read_leftover,
)
from trajectory.usecases.mending import last_copy
from trajectory.usecases.session import Past


@dataclass(frozen=True)
class Recovered:
    """What was found for a plan that is being opened."""

    past: Past
    before: Plan
    """The plan as the file holds it."""
    ended: dt.datetime | None = None
    """When the sitting ended whose words were not all in the file, if that is known."""


def recover(context: Context, loaded: LoadedPlan) -> Recovered:
    """Put together a plan file and what this computer has kept for it. Writes nothing."""
    journals = journals_of(context, loaded)
    words = _read([journal for journal in journals if may_hold_words(journal)])
    plan = loaded.plan
    for left in words:
        if left.is_unsaved:
            plan = merge([plan, left.plan], base=left.saved).plan
    of_words = not codec.same_file(plan, loaded.plan)
    plan, missing = _with_missing(context, loaded, plan)
    recovered = of_words or bool(missing)
    latest = _read([journal for journal in journals if has_acts(journal)][-1:], words)
    drafts = [left.draft for left in words if left.draft is not None]
    past = Past(
        plan if recovered else loaded.plan,
        _of_earlier(context, latest[0].acts if latest else ()),
        _of_earlier(context, latest[0].undone if latest else ()),
        recovered,
        missing,
        drafts[-1] if drafts else None,
        bool(words),
        lambda: _finish(context, words),
    )
    return Recovered(past, loaded.plan, _ended(words) if of_words else None)


def waiting(context: Context) -> list[Path]:
    """Plan files of this folder whose journals hold words that may not be in them yet.

    Opening the plan brings them in. Those of a plan that was deleted wait until it is brought back.
    """
    held = [j for j in context.journals.all() if is_ours(j) and may_hold_words(j)]
    found = [_place_now(context, *plan_of(journal)) for journal in held]
    return list(dict.fromkeys(path for path in found if path is not None))


def _place_now(context: Context, plan_id: str | None, was: str) -> Path | None:
    """Where a plan of this folder is that was in this file; None when it is nowhere in it."""
    root = os.path.realpath(context.store.root)
    path = Path(was)
    if os.path.realpath(path).startswith(root + os.sep):
        there = context.store.read(path)
        if isinstance(there, LoadedPlan) and may_be_one(there.plan.plan.id, plan_id):
            return path
        if there is not None and not isinstance(there, LoadedPlan):
            return path
    found = context.store.find_plan(plan_id, path.parent) if plan_id is not None else None
    return None if found is None else found.path


def tidy(context: Context) -> None:
    """Delete journals whose words are all in their plan files, once they are old.

    Whatever the clock says, a journal with words of its own stays. Raises `NotSavedError`.
    """
    oldest = context.now() - dt.timedelta(days=KEPT_DAYS)
    for journal in context.journals.all():
        if journal.written < oldest and journal.lines and not may_hold_words(journal):
            journal.remove()


def journals_of(context: Context, loaded: LoadedPlan) -> list[JournalFile]:
    """Those of this file, and those of the same plan from when its file had another name."""
    plan_id = loaded.plan.plan.id
    found = [
        journal
        for journal in context.journals.of(loaded.path)
        if journal.lines and may_be_one(plan_of(journal)[0], plan_id)
    ]
    if plan_id is not None:
        found += [
            journal
            for journal in context.journals.elsewhere(loaded.path, plan_id)
            if plan_of(journal)[0] == plan_id and _has_left(context, journal, loaded)
        ]
    return sorted(found, key=lambda journal: journal.path.name)


def _has_left(context: Context, journal: JournalFile, loaded: LoadedPlan) -> bool:
    """Whether the plan is no longer where it was when this was written, but here."""
    was = Path(plan_of(journal)[1])
    if is_missing(was) or os.path.realpath(was) == os.path.realpath(loaded.path):
        return True
    found = context.store.read(was)
    return isinstance(found, LoadedPlan) and found.plan.plan.id != loaded.plan.plan.id


def _read(journals: Sequence[JournalFile], known: Sequence[Leftover] = ()) -> list[Leftover]:
    """What the journals hold, the known ones as they were read: a long one takes its time."""
    read = {id(left.journal): left for left in known}
    found = [read.get(id(journal)) or read_leftover(journal) for journal in journals]
    return [left for left in found if left is not None]


def _with_missing(context: Context, loaded: LoadedPlan, plan: Plan) -> tuple[Plan, tuple[str, ...]]:
    """The plan with the entries that its file lost without a mark, and their ids."""
    kept = context.journals.last_copy(loaded.path)
    if kept is not None and digest_of(kept[0]) == loaded.digest:
        return plan, ()
    copy = last_copy(context, loaded.path)
    if copy is None or copy.plan.plan.id != loaded.plan.plan.id:
        return plan, ()
    merged = merge([plan, copy.plan], base=copy.plan)
    return (merged.plan, merged.missing) if merged.missing else (plan, ())


def _of_earlier(context: Context, acts: Sequence[Act]) -> tuple[Act, ...]:
    zone = context.clock().tzinfo
    return tuple(replace(act, sitting=act.at.astimezone(zone).date()) for act in acts)


def _ended(words: Sequence[Leftover]) -> dt.datetime | None:
    return max((act.at for left in words if left.is_unsaved for act in left.acts), default=None)


def _finish(context: Context, words: Sequence[Leftover]) -> None:
    for left in words:
        left.journal.finish({"is": FINISHED, "at": context.now().isoformat()})
