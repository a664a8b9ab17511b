"""Who has promised what, over all plans of the folder: loads, and the page of one role.

Plans that were put away do not count, and neither do the copies that a synchroniser leaves: the
same step would be carried twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from trajectory.domain.owners import OwnedStep, owner_page, roles_in, steps_in
from trajectory.domain.plan import Header, Plan
from trajectory.domain.progress import LoadCount, role_key
from trajectory.domain.slugs import slug
from trajectory.errors import UsageError
from trajectory.exporters.exporter import Exporter, ExportOptions
from trajectory.storage.folder import name_of
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases.context import Context
from trajectory.usecases.exporting import EXPORTERS, write
from trajectory.usecases.reading import Told, nobody, scan

_MOST_NAMED = 12
"""So many roles are named to somebody whose role nobody has."""


@dataclass(frozen=True)
class OwnedIn:
    """One step of somebody, and the file that it is in."""

    path: Path
    step: OwnedStep


def count_loads(
    context: Context, as_of: dt.date, told: Told = nobody
) -> tuple[LoadCount, tuple[BrokenPlan, ...]]:
    """Count what each role carries, and give what could not be read: the load may be more.

    `told` hears after each file how many are done, and of how many.
    """
    count, broken = LoadCount(as_of), []
    for item in scan(context, partial(_loads_in, context.store.root, as_of), told):
        if isinstance(item, BrokenPlan):
            broken.append(item)
        elif _is_work_now(item.header, item.copy_of):
            count.join(item.value)
    return count, tuple(broken)


def _loads_in(root: Path, as_of: dt.date, loaded: LoadedPlan) -> LoadCount:
    count = LoadCount(as_of)
    count.add(loaded.plan, name_of(root, loaded.path))
    return count


def counts(loaded: LoadedPlan) -> bool:
    """Whether a plan's steps are somebody's work now: it is in use, and no copy."""
    return _is_work_now(loaded.plan.plan, loaded.copy_of)


def _is_work_now(header: Header, copy_of: Path | None) -> bool:
    return copy_of is None and header.archived is None


def read_owned(
    context: Context, as_of: dt.date, current: Callable[[Path], Plan | None] = lambda _: None
) -> Iterator[tuple[OwnedIn, ...] | BrokenPlan]:
    """The steps of each plan that is in use, or why one cannot be read.

    `current` gives a plan that is open as it stands, which may not be on disk yet.
    """
    root = context.store.root
    for item in scan(context, partial(_steps_in, root, as_of)):
        if isinstance(item, BrokenPlan):
            yield item
        elif _is_work_now(item.header, item.copy_of):
            plan = current(item.path)
            name = name_of(root, item.path)
            steps = item.value if plan is None else steps_in(plan, name, as_of)
            yield tuple(OwnedIn(item.path, step) for step in steps)


def _steps_in(root: Path, as_of: dt.date, loaded: LoadedPlan) -> tuple[OwnedStep, ...]:
    return steps_in(loaded.plan, name_of(root, loaded.path), as_of)


def owner_document(
    context: Context,
    plans: Iterable[LoadedPlan],
    role: str,
    exporter: Exporter,
    *,
    private: bool = False,
) -> str:
    """What a role has promised in these plans: a page, or a list in a format that is one.

    Raises:
        UsageError: it owns nothing here and helps with nothing; names roles that are like it.
    """
    if not role.strip():
        raise UsageError("Name a role, such as Team manager. Nothing was exported.")
    today = context.today()
    options = ExportOptions(private=private, owner=role)
    steps: list[OwnedStep] = []
    known: dict[str, str] = {}
    texts: list[str] = []
    for loaded in plans:
        found = steps_in(loaded.plan, context.store.name_of(loaded.path), today, private=private)
        known |= {role_key(each): each for each in roles_in(found) if role_key(each) not in known}
        mine = [step for step in found if step.involves(role)]
        steps += mine
        if mine and exporter.export_owner is None:
            texts.append(exporter.export(loaded.plan, today, options))
    if not steps:
        raise UsageError(_nobody(role, known))
    if exporter.export_owner is not None:
        return exporter.export_owner(owner_page(steps, role, today))
    return "".join(exporter.joined(texts))


def export_page(context: Context, role: str) -> Path:
    """Write the page of a role into the plans folder, beside the groups; gives where.

    An older page gives way. Raises `UsageError` for a role that nobody has, and `NotSavedError`
    when the system refuses.
    """
    exporter = EXPORTERS["markdown"]
    items = (item for item in context.store.scan() if isinstance(item, LoadedPlan))
    text = owner_document(context, filter(counts, items), role, exporter)
    target = context.store.root / file_name(role, exporter)
    write(target, text, within=context.store.root)
    return target


def file_name(role: str, exporter: Exporter) -> str:
    """The name for the page of a role in a folder: `service-manager-assessment.md`."""
    return slug(role) + exporter.ending


def _nobody(role: str, known: dict[str, str]) -> str:
    said = f'No step belongs to "{role}", and none is helped with by that role.'
    if not known:
        return f"{said} No step in these plans has an owner yet."
    wanted = role_key(role)
    near = [known[key] for key in get_close_matches(wanted, known, n=3)]
    near += [name for key, name in known.items() if wanted in key and name not in near]
    names = near or sorted(known.values(), key=role_key)
    listed = "; ".join(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        listed += f"; and {len(names) - _MOST_NAMED:,} more"
    return f"{said} Did you mean {listed}?" if near else f"{said} The roles are: {listed}."
