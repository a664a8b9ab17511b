"""Exporting plans: each as one document, as text or in a file that is never half written."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from trajectory.domain.plan import Plan
from trajectory.domain.slugs import slug
from trajectory.errors import NoCheckpointError, PlanUnreadableError, UsageError
from trajectory.exporters.exporter import Exporter, ExportOptions, Since
from trajectory.exporters.registry import EXPORTERS
from trajectory.storage import atomic, links
from trajectory.storage.folder import SUFFIX
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.storage.presence import is_there
from trajectory.usecases import comparing
from trajectory.usecases.context import Context
from trajectory.usecases.reading import Made, Told, nobody, scan

__all__ = [
    "EXPORTERS",
    "DocumentFolder",
    "Exporter",
    "all_documents",
    "changed_since",
    "document",
    "export_beside",
    "plans",
    "write",
]

BESIDE = EXPORTERS["markdown"]
"""The format of the one-key export: what everybody can open, and Word imports."""


def document(
    context: Context,
    plan: Plan,
    exporter: Exporter,
    *,
    private: bool = False,
    since: Since | None = None,
) -> str:
    """The text of a plan's document as it stands today, with private entries only if asked for.

    `since` is what changed, for a document that is to say so: see `changed_since`.
    """
    title = deliverable_title(context, plan)
    options = ExportOptions(private=private, deliverable=title, since=since)
    return exporter.export(plan, context.today(), options)


def changed_since(
    context: Context, path: Path, plan: Plan, day: dt.date | None, *, private: bool
) -> tuple[Since, str]:
    """What a document says of the time since the last checkpoint, or the last up to a day.

    Also gives, for whoever asked, why it can say nothing; empty when it can.
    """
    try:
        found = comparing.compared(context, path, plan, day, private=private)
    except NoCheckpointError as error:
        return Since(), str(error)
    return Since(found.since.day, found.changes), ""


def deliverable_title(context: Context, plan: Plan) -> str | None:
    """What the plan's deliverable is called; None where nothing but its key says it.

    One of the group's own has the plan's title until that is changed: its key, made from the title,
    has lost its capitals, and all of it in other scripts.
    """
    return _deliverable_title(_titles(context), plan)


def _titles(context: Context) -> Mapping[str, str]:
    return {template.key: template.title for template in context.templates.deliverables}


def _deliverable_title(titles: Mapping[str, str], plan: Plan) -> str | None:
    key, title = plan.plan.deliverable, plan.plan.title
    if key is not None and key in titles:
        return titles[key]
    return title if title and slug(title) == key else None


def all_documents(
    context: Context, exporter: Exporter, told: Told, *, private: bool = False
) -> Iterator[Made[str] | BrokenPlan]:
    """The document of every plan of the folder, as `document` gives it; copies are told apart.

    `told` hears after each file how many are done, and of how many.
    """
    make = partial(_document, context.today(), exporter.name, _titles(context), private)
    return scan(context, make, told)


def _document(
    today: dt.date,
    exporter: str,
    titles: Mapping[str, str],
    private: bool,  # noqa: FBT001 - a partial of this is sent to other processes
    loaded: LoadedPlan,
) -> str:
    options = ExportOptions(private=private, deliverable=_deliverable_title(titles, loaded.plan))
    return EXPORTERS[exporter].export(loaded.plan, today, options)


def export_beside(context: Context, plan: Plan, path: Path) -> Path:
    """Write the plan's document next to its file, under the same name; gives where.

    An older document gives way. Raises `NotSavedError` when the system refuses.
    """
    target = path.with_suffix(BESIDE.ending)
    write(target, document(context, plan, BESIDE), within=path.parent)
    return target


def plans(
    context: Context, paths: Iterable[Path] | None, told: Told = nobody
) -> Iterator[LoadedPlan | BrokenPlan]:
    """Read these plans, or all; one that cannot be read does not stop the others.

    `told` hears, where all are read, how many are done after each, and of how many.

    Raises `PlanNotFoundError` for a path without a file.
    """
    if paths is None:
        total = len(context.store.paths())
        for number, item in enumerate(context.store.scan(), 1):
            told(number, max(number, total))
            yield item
        return
    for path in dict.fromkeys(paths):
        try:
            yield context.store.load(path)
        except PlanUnreadableError as error:
            yield BrokenPlan(path, error.problems)


class DocumentFolder:
    """A folder that takes the documents of many plans: `GROUP--DELIVERABLE.md`, no two the same.

    The group is part of the name because documents are mailed and moved, and each one still has to
    say whose it is.

    Nobody waits for the disk after each file, which takes longer than reading its plan: all of them
    can be made again. They are whole whatever becomes of this program (see `atomic.replace`).
    """

    def __init__(self, folder: Path, exporter: Exporter) -> None:
        self._folder = folder
        self._exporter = exporter
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def write(self, path: Path, text: str) -> tuple[Path, bool]:
        """Write the document of the plan at this path; gives where, and whether one was there.

        Raises `NotSavedError`: the system refused. What was there before is still there.
        """
        is_first = not self._taken
        target = self._folder / self.name(path)
        if is_first:
            _make_folder_of(target)
        with atomic.in_plain_words(target):
            is_link = target.is_symlink()
        if is_link:
            replaced = write(target, text, within=self._folder, mark=self._exporter.file_mark)
        else:
            replaced = is_there(target)
            data = f"{self._exporter.file_mark}{text}".encode()
            atomic.replace(target, data, lasting=False)
        return target, replaced

    def name(self, path: Path) -> str:
        """The name for the document of the plan at this path; another one each time."""
        stem = f"{slug(path.parent.name)}--{slug(path.stem)}"
        number = self._last.get(stem, 0) + 1
        name = stem if number == 1 else f"{stem}-{number}"
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._last[stem] = number
        self._taken.add(name)
        return name + self._exporter.ending


def write(target: Path, text: str, *, within: Path | None = None, mark: str = "") -> bool:
    """Write a document whole; gives whether one was there before, which it replaces.

    Args:
        target: the file.
        text: the document.
        within: the folder that was named, where the person did not name the file itself: then a
            link that leads out of it is not followed.
        mark: what the format has a file begin with.

    Raises:
        UsageError: the target is a plan, or would look like one. Nothing was written.
        NotSavedError: the system refused. What was there before is still there.
    """
    real = Path(os.path.realpath(target))  # unlike `resolve`, with no fault of its own for circles
    if SUFFIX in {target.suffix.lower(), real.suffix.lower()}:
        raise UsageError(
            f"{target} is the name of a plan, and an export never takes a plan's place. Nothing "
            "was written there: choose another name."
        )
    if within is not None:
        links.refuse_way_out(target, within)
    _make_folder_of(target)
    replaced = is_there(target)
    atomic.replace(target, f"{mark}{text}".encode())
    return replaced


def _make_folder_of(target: Path) -> None:
    with atomic.in_plain_words(target):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise NotADirectoryError(errno.ENOTDIR, "a file, and no folder") from error
