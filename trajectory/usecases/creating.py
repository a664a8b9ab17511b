"""Starting plans for a table: one file for each deliverable that it will work on.

What a group is asked once (participants, leadership group, horizon) is taken from the plans that it
already has, so that a deliverable added later is not asked it again.
"""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.cleaning import clean
from trajectory.domain.ids import PLAN_SUFFIX_LENGTH, SuffixSource
from trajectory.domain.plan import TEXT_LIMIT, Header, Plan, Position
from trajectory.domain.slugs import joined, slug
from trajectory.domain.template import GENERAL, Template, Templates
from trajectory.errors import (
    NotSavedError,
    PlanExistsError,
    PlanNotFoundError,
    PlanUnreadableError,
    UsageError,
)
from trajectory.storage.plan_store import LoadedPlan
from trajectory.storage.presence import files_in, is_there
from trajectory.usecases.context import Context

_NEAR = 0.75
"""How alike a name and a template's name are (0-1) before we ask whether that was meant."""


@dataclass(frozen=True)
class NewGroup:
    """What is known of a table before it begins. Only authority and table are needed."""

    authority: str
    table: str
    deliverables: tuple[str, ...] = ()
    """Keys of templates, or titles of the group's own. None: every deliverable with a template."""
    date: dt.date | None = None
    """The day of the workshop; today when it is not said."""
    horizon: dt.date | None = None
    participants: tuple[str, ...] | None = None
    """Roles, not names. None, as for the two fields beside it: as in the group's other plans."""
    leadership_group: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Deliverable:
    """A deliverable as a plan file holds it: its key, and the title to start with."""

    key: str
    title: str


def create_plans(context: Context, group: NewGroup) -> list[LoadedPlan]:
    """Write a plan for each deliverable of the group; every file or, where one is there, none.

    Raises:
        UsageError: a name is missing or leaves nothing for a file name; the horizon is in the past.
        PlanExistsError: one of the files is there already. Nothing was written.
        NotSavedError: a file could not be written; the message names those that were.
    """
    folder = group_folder(group.authority, group.table)
    wanted = deliverables(context.templates, group.deliverables)
    paths = [context.store.path_for(folder, deliverable.key) for deliverable in wanted]
    _refuse_existing(context, paths)
    header = _shared_header(context, group, paths[0].parent)
    created: list[LoadedPlan] = []
    for deliverable, path in zip(wanted, paths, strict=True):
        plan = new_plan(context.templates, header, deliverable, context.suffix)
        try:
            created.append(context.store.create(path, plan))
        except (NotSavedError, PlanExistsError) as problem:
            if not created:
                raise
            names = _listed([context.store.name_of(made.path) for made in created])
            message = f"{problem} These were made before that, and stay: {names}."
            raise type(problem)(message) from problem
    return created


def group_folder(authority: str, table: str) -> str:
    """The name of a group's folder: `harrowmere-table-3`."""
    named = {"authority": clean(authority).strip(), "table": clean(table).strip()}
    for what, name in named.items():
        if not name:
            raise UsageError(f"The {what} has no name yet. Nothing was made.")
    return joined(named["authority"], named["table"])


def deliverables(templates: Templates, named: tuple[str, ...]) -> list[Deliverable]:
    """The deliverables that were named, each once. None named: all that have a template."""
    if not named:
        return [Deliverable(template.key, template.title) for template in templates.deliverables]
    by_key: dict[str, Deliverable] = {}
    for name in named:
        wanted = deliverable(templates, name)
        by_key.setdefault(wanted.key, wanted)
    return list(by_key.values())


def deliverable(templates: Templates, name: str) -> Deliverable:
    """A template's deliverable by its key or title, or the group's own, whose title is the name."""
    name = _name(name)
    if not name:
        raise UsageError("A deliverable needs a name. Nothing was made.")
    for template in templates.deliverables:
        if name.casefold() in _names(template):
            return Deliverable(template.key, template.title)
    key = slug(name)
    if key == GENERAL:
        raise UsageError(
            f'"{GENERAL}" is the name of the prompts that every deliverable starts from. '
            "Call the deliverable something else. Nothing was made."
        )
    is_key = name == key
    return Deliverable(key, name.replace("-", " ").capitalize() if is_key else name)


def meant_perhaps(templates: Templates, name: str) -> Template | None:
    """The template that a name of the group's own looks like a slip of, if there is one."""
    typed = " ".join(name.split()).casefold()
    by_name = {known: t for t in templates.deliverables for known in _names(t)}
    if typed in by_name:
        return None
    near = difflib.get_close_matches(typed, by_name, n=1, cutoff=_NEAR)
    return by_name[near[0]] if near else None


def new_plan(
    templates: Templates, header: Header, deliverable: Deliverable, suffix: SuffixSource
) -> Plan:
    """An empty plan: a draft with an id of its own, the deliverable's title and its question."""
    template = templates.get(deliverable.key)
    return Plan(
        plan=header.replace(
            id=new_plan_id(deliverable.key, suffix),
            title=deliverable.title,
            deliverable=deliverable.key,
        ),
        position=Position(question=template.scale.question),
    )


def new_plan_id(deliverable: str, suffix: SuffixSource) -> str:
    """An id for the life of a plan: `networks-k7m2x9`, a word of its deliverable and chance."""
    return f"{deliverable.rpartition('-')[2]}-{suffix(PLAN_SUFFIX_LENGTH)}"


def _names(template: Template) -> tuple[str, ...]:
    return (template.key, template.title.casefold(), template.short.casefold())


def _refuse_existing(context: Context, paths: list[Path]) -> None:
    there = [context.store.name_of(path) for path in paths if is_there(path)]
    if there:
        verb = "is" if len(there) == 1 else "are"
        raise PlanExistsError(
            f"{_listed(there)} {verb} there already, and a plan is never overwritten. "
            "Nothing was made. Open what is there, or name another table or deliverable."
        )


def _shared_header(context: Context, group: NewGroup, folder: Path) -> Header:
    """What all plans of the group start with: said now, or taken from the plans it has."""
    known = _newest_header(context, folder) or Header()
    date = group.date or context.today()
    horizon = group.horizon or known.horizon
    if horizon is not None and horizon < date:
        if group.horizon is not None:
            raise UsageError(
                f"The horizon, {horizon}, is before the workshop, {date}. Nothing was made."
            )
        horizon = None
    said = {
        "authority": _name(group.authority),
        "table": _name(group.table),
        "date": date,
        "horizon": horizon,
        "parent_plan": _name(known.parent_plan or "") or None,
        "participants": _roles(group.participants, known.participants),
        "leadership_group": _roles(group.leadership_group, known.leadership_group),
        "status": "draft",
    }
    return Header().replace(**said)


def _newest_header(context: Context, folder: Path) -> Header | None:
    """The header of the group's latest plan.

    A plan that cannot be read, or is a link to nowhere, has nothing to give here; it is listed
    wherever plans are listed.
    """
    headers: list[Header] = []
    for path in files_in(folder, "*.toml"):
        try:
            headers.append(context.store.load(path).plan.plan)
        except (PlanUnreadableError, PlanNotFoundError):
            continue
    return max(headers, key=lambda header: header.date or dt.date.min, default=None)


def _name(text: str) -> str:
    name = " ".join(clean(text).split())
    if len(name) > TEXT_LIMIT:
        raise UsageError(f"A name can have {TEXT_LIMIT:,} characters at most. Nothing was made.")
    return name


def _roles(said: tuple[str, ...] | None, known: tuple[str, ...] | None) -> tuple[str, ...] | None:
    said = known if said is None else said
    if said is None:
        return None
    return tuple(dict.fromkeys(role for role in map(_name, said) if role)) or None


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
