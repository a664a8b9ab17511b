"""What is done with whole plans: rename, duplicate, archive, delete, and bring back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain import dates, editing
from trajectory.domain.cleaning import clean
from trajectory.domain.plan import TEXT_LIMIT
from trajectory.domain.progress import title_of
from trajectory.domain.slugs import MAX_LENGTH, slug
from trajectory.errors import PlanExistsError, TrajectoryError, UsageError
from trajectory.storage.plan_store import LoadedPlan
from trajectory.storage.presence import is_there
from trajectory.usecases.changing import edit, readable, settle
from trajectory.usecases.context import Context
from trajectory.usecases.creating import group_folder, new_plan_id
from trajectory.usecases.sitting import Sitting

_STAMP = "%Y%m%d-%H%M%S"
_MOST_COPIES = 1000


@dataclass(frozen=True)
class Deleted:
    """A plan in the trash."""

    path: Path
    name: str
    """Where it was: `harrowmere-table-3/safety-networks`."""
    title: str
    """The plan's own, or its name when it cannot be read."""
    day: str
    """When it was deleted: "16 Jan"; empty when the trash does not say."""


def rename(sitting: Sitting, path: Path, title: str) -> None:
    """Give a plan another title. Its file keeps its name."""
    title = _name(title)
    if not title:
        raise UsageError("A plan needs a title. Nothing was changed.")
    edit(sitting, path, "renamed the plan", lambda plan: editing.edit_header(plan, title=title))


def duplicate(
    sitting: Sitting,
    path: Path,
    title: str | None = None,
    authority: str | None = None,
    table: str | None = None,
) -> LoadedPlan:
    """Make a plan of its own with the same words: another id, title and file; None leaves as it is.

    For another table it is a draft again, which nobody has read back yet.
    """
    context = sitting.context
    plan = readable(sitting, (path,))[path]
    old = plan.plan
    authority = _name(old.authority or "" if authority is None else authority)
    table = _name(old.table or "" if table is None else table)
    header = old.replace(
        id=new_plan_id(old.deliverable or slug(title_of(plan)), context.suffix),
        title=_name(title or "") or f"{title_of(plan)} (copy)"[:TEXT_LIMIT],
        archived=None,
    )
    folder = path.parent
    if (authority, table) != (_name(old.authority or ""), _name(old.table or "")):
        folder = context.store.root / group_folder(authority, table)
        header = header.replace(
            authority=authority, table=table, status="draft", read_back=None, next_call=None
        )
    copy = plan.replace(plan=header)
    base = slug(path.stem.partition(".")[0])
    for number in range(_MOST_COPIES):
        place = folder / f"{_numbered(base, number, same_folder=folder == path.parent)}.toml"
        if is_there(place):
            continue
        try:
            return context.store.create(place, copy)
        except PlanExistsError:
            continue
    raise UsageError(f"{folder.name} has a thousand copies of this plan already. Nothing was made.")


def keep_as_own(sitting: Sitting, path: Path) -> LoadedPlan:
    """Make a copy that two people's edits left a plan of its own; the copy goes to the trash."""
    kept = duplicate(sitting, path)
    delete(sitting, path)
    return kept


def archive(sitting: Sitting, path: Path) -> None:
    """Put a plan away: it is listed among the archived ones from today on."""
    today = sitting.context.today()
    edit(sitting, path, "archived the plan", lambda plan: editing.edit_header(plan, archived=today))


def unarchive(sitting: Sitting, path: Path) -> None:
    """Take a plan back into use."""
    edit(
        sitting,
        path,
        "took the plan back from the archive",
        lambda plan: editing.edit_header(plan, archived=None),
    )


def delete(sitting: Sitting, path: Path) -> Path:
    """Move a plan, readable or not, into the trash of the plans folder; gives its place there."""
    settle(sitting, path)
    trashed = sitting.context.store.trash(path, sitting.context.now())
    sitting.forget(path)
    return trashed


def restore(context: Context, trashed: Path) -> Path:
    """Bring a deleted plan back to where it was."""
    return context.store.restore(trashed)


def deleted_plans(context: Context) -> list[Deleted]:
    """What can be brought back, the latest first."""
    return [_deleted(context, path) for path in context.store.trashed()]


def _deleted(context: Context, path: Path) -> Deleted:
    name = f"{path.parent.name}/{path.stem}"
    try:
        title = title_of(context.store.load(path).plan)
    except TrajectoryError:  # it can be brought back all the same
        title = name
    try:
        moment = dt.datetime.strptime(path.parts[-3][:15], _STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return Deleted(path, name, title, "")
    now = context.clock()
    return Deleted(path, name, title, dates.short(moment.astimezone(now.tzinfo).date(), now.date()))


def _numbered(base: str, number: int, *, same_folder: bool) -> str:
    """The plan's own name in another folder, else `-copy`, `-copy-2` behind it."""
    if number == 0 and not same_folder:
        return base
    place = number + 1 if same_folder else number
    tail = "-copy" if place == 1 else f"-copy-{place}"
    return base[: MAX_LENGTH - len(tail)] + tail


def _name(text: str) -> str:
    name = " ".join(clean(text).split())
    if len(name) > TEXT_LIMIT:
        raise UsageError(f"A name can have {TEXT_LIMIT:,} characters at most. Nothing was changed.")
    return name
