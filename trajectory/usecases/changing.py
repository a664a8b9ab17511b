"""Changing plans that may be open or not, one of a table or all of them.

A plan that is open is edited through its session, so that its undo knows of it and nobody writes
over anybody; any other is read and saved through the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain import dates, editing
from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError, PlanExistsError, PlanUnreadableError, UsageError
from trajectory.storage.presence import is_there
from trajectory.usecases.creating import group_folder
from trajectory.usecases.session import PlanSession, SaveState
from trajectory.usecases.sitting import Sitting

SHARED = (
    "authority",
    "table",
    "date",
    "horizon",
    "participants",
    "leadership_group",
    "parent_plan",
)
"""Fields of `[plan]` that the plans of one table have in common."""

FLUSH_SECONDS = 10.0
"""How long a change waits for what is still being saved."""


@dataclass(frozen=True)
class Values:
    """Fields of the two tables that say what a plan is about; None for one that is not said."""

    header: Mapping[str, object]
    position: Mapping[str, object]

    def put_into(self, plan: Plan) -> Plan:
        """The plan with these values."""
        return editing.edit_position(editing.edit_header(plan, **self.header), **self.position)

    def as_in(self, plan: Plan) -> Values:
        """The same fields with what this plan says."""
        return Values(
            {name: getattr(plan.plan, name) for name in self.header},
            {name: getattr(plan.position, name) for name in self.position},
        )


@dataclass(frozen=True)
class Changed:
    """What a change did, so that it can be taken back."""

    path: Path
    """Where the plan's file is now."""
    before: Mapping[Path, Values]
    """What each changed plan said before, by where its file is now."""
    moves: Mapping[Path, Path]
    """Files that got another place: old to new."""


def change(
    sitting: Sitting,
    path: Path,
    header: Mapping[str, object],
    position: Mapping[str, object] | None = None,
    *,
    everywhere: bool = False,
    move: bool = True,
) -> Changed:
    """Change fields of `[plan]` and `[position]`; None takes a field out.

    Args:
        sitting: the plans that are open.
        path: the plan.
        header: fields of `[plan]` with their new values.
        position: the same for `[position]`.
        everywhere: change what a table shares (`SHARED`) in its other plans too.
        move: when the authority or the table is another one, move the files to that group's folder.

    Raises:
        UsageError: a value cannot be. Nothing was changed.
        PlanExistsError: the other group has such a plan. Nothing was changed.
        PlanUnreadableError: a plan of the table cannot be read. Nothing was changed.
        NotSavedError: the message says what was changed before.
    """
    shared = {name: value for name, value in header.items() if name in SHARED}
    plans = readable(sitting, sitting.siblings(path) if everywhere and shared else (path,))
    edited = editing.edit_header(plans[path], **header)
    _refuse_impossible(edited)
    files = dict.fromkeys((*plans, *(_folder_of(sitting, path) if everywhere else ())))
    moves = _moves(sitting, path, plans[path], edited, tuple(files)) if move else {}
    values = {each: Values(shared, {}) for each in plans}
    values[path] = Values(header, position or {})
    before = {moves.get(e, e): values[e].as_in(plan) for e, plan in plans.items()}
    done: list[str] = []
    try:
        for each in plans:
            edit(sitting, each, "changed the details", values[each].put_into)
            done.append(sitting.context.store.name_of(each))
        _move_all(sitting, moves)
    except (NotSavedError, PlanExistsError) as problem:
        if not done:
            raise
        raise type(problem)(f"{problem} Changed before that: {', '.join(done)}.") from problem
    return Changed(moves.get(path, path), before, moves)


def take_back(sitting: Sitting, changed: Changed) -> None:
    """Put back what a change changed, in all its plans, and their files where they were."""
    for path, values in changed.before.items():
        edit(sitting, path, "put the details back", values.put_into)
    _move_all(sitting, {new: old for old, new in changed.moves.items()})


def edit(sitting: Sitting, path: Path, what: str, change: Callable[[Plan], Plan]) -> None:
    """Change one plan and see it saved; through its session when it is open."""
    if sitting.opened(path) is None:
        loaded = sitting.context.store.load(path)
        sitting.context.store.save(loaded, change(loaded.plan))
        return
    session = sitting.open(path)
    session.do(change(session.plan), what)
    settle(sitting, path)


def settle(sitting: Sitting, path: Path) -> None:
    """Wait until a plan that is open is on disk; `NotSavedError` when it cannot be."""
    session = sitting.opened(path)
    if session is None or _is_saved(session):
        return
    sitting.flush(FLUSH_SECONDS)
    if not _is_saved(session):
        name = sitting.context.store.name_of(path)
        raise NotSavedError(
            f"{name} is not saved yet: {session.status.problem or 'it takes longer than usual'}. "
            "What was typed is kept in memory, and saving is tried again every few seconds."
        )


def readable(sitting: Sitting, paths: tuple[Path, ...]) -> dict[Path, Plan]:
    """The plans at these places as they stand, saved or not."""
    plans: dict[Path, Plan] = {}
    for path in paths:
        is_open = sitting.opened(path) is not None
        try:
            holder = sitting.open(path) if is_open else sitting.context.store.load(path)
        except PlanUnreadableError as error:
            raise PlanUnreadableError(
                f"{error}. Nothing was changed, in no plan of this table: put that file right "
                "first, or change one plan alone.",
                path=error.path,
                problems=error.problems,
            ) from error
        plans[path] = holder.plan
    return plans


def _refuse_impossible(edited: Plan) -> None:
    header = edited.plan
    if header.date and header.horizon and header.horizon < header.date:
        raise UsageError(
            f"The plan cannot reach to {dates.echo(header.horizon)}: that is before the workshop, "
            f"{dates.echo(header.date)}. Nothing was changed."
        )


def _moves(
    sitting: Sitting, path: Path, before: Plan, after: Plan, chosen: tuple[Path, ...]
) -> dict[Path, Path]:
    """The new places of the chosen files, when their table got another name; never a taken one."""
    named = (after.plan.authority or "", after.plan.table or "")
    store = sitting.context.store
    if named == (before.plan.authority or "", before.plan.table or ""):
        return {}
    if not all(name.strip() for name in named) or path.parent.parent != store.root:
        return {}
    folder = store.root / group_folder(*named)
    if folder == path.parent:
        return {}
    moves = {old: folder / old.name for old in chosen}
    taken = [store.name_of(new) for new in moves.values() if is_there(new)]
    if taken:
        raise PlanExistsError(
            f"{', '.join(taken)} is there already, and a plan is never overwritten. "
            "Nothing was changed: choose another name for the table."
        )
    return moves


def _folder_of(sitting: Sitting, path: Path) -> list[Path]:
    """All plan files beside this one, copies that two people's edits left among them."""
    return [each for each in sitting.context.store.paths() if each.parent == path.parent]


def _move_all(sitting: Sitting, moves: Mapping[Path, Path]) -> None:
    for old, new in moves.items():
        settle(sitting, old)
        sitting.context.store.move(old, new)
        sitting.forget(old)
        if old in sitting.places:
            sitting.places[new] = sitting.places.pop(old)


def _is_saved(session: PlanSession) -> bool:
    return session.status.state is SaveState.SAVED
