"""A sample to look round in: one table's three plans, which come with the program."""

from __future__ import annotations

import datetime as dt
import importlib.resources
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from trajectory.domain.plan import Plan
from trajectory.storage import codec, history
from trajectory.storage.presence import is_there
from trajectory.usecases.context import Context

FOLDER = "samples"
"""In the package: the same files as the project's own `plans/`."""


def create_samples(context: Context) -> list[Path]:
    """Put the sample's plans into the plans folder; those that are there already stay as they are.

    Raises `NotSavedError` when the folder cannot be written to.
    """
    paths: list[Path] = []
    for group, deliverable, plan in _samples():
        path = context.store.path_for(group, deliverable)
        if not is_there(path):
            context.store.create(path, plan)
            for at, earlier in _history(group, plan):
                context.store.history.keep_plan(path, earlier, at)
        paths.append(path)
    order = {template.key: template.order for template in context.templates.deliverables}
    return sorted(paths, key=lambda path: (path.parent.name, order.get(path.stem, len(order) + 1)))


def _samples() -> Iterator[tuple[str, str, Plan]]:
    for group in _folders(importlib.resources.files("trajectory") / FOLDER):
        for file in group.iterdir():
            deliverable, dot, ending = file.name.rpartition(".")
            if dot and ending == "toml":
                yield group.name, deliverable, codec.parse(file.read_bytes())[0]


def _history(group: str, plan: Plan) -> Iterator[tuple[dt.datetime, Plan]]:
    """The sample's checkpoints of a plan: as it stood when each of its reviews was finished."""
    folder = importlib.resources.files("trajectory") / FOLDER / group / history.FOLDER
    files = folder.iterdir() if folder.is_dir() else iter(())
    earlier = [codec.parse(file.read_bytes())[0] for file in files]
    for then in (each for each in earlier if each.plan.id == plan.plan.id):
        moments = [review.finished for review in then.review.values() if review.finished]
        yield max(moments), then


def _folders(folder: Traversable) -> list[Traversable]:
    return [item for item in folder.iterdir() if item.is_dir() and not item.name.startswith("_")]
