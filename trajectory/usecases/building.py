"""Putting the pieces together: which plans folder, its templates, the real clock, real chance."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trajectory.domain.ids import ALPHABET
from trajectory.storage import places, templates
from trajectory.storage.journal import Journals
from trajectory.storage.places import Folder
from trajectory.storage.plan_store import PlanStore
from trajectory.storage.templates import BrokenTemplate
from trajectory.usecases.context import Context

__all__ = ["BrokenTemplate", "Folder", "Workspace", "build_workspace", "local_now", "random_suffix"]


@dataclass(frozen=True)
class Workspace:
    """A plans folder, opened: what the verbs need, and what there is to say about it."""

    context: Context
    folder: Folder
    """Which folder it is, whether it exists yet, and who chose it."""
    broken_templates: Sequence[BrokenTemplate] = ()
    """The folder's own templates that cannot be used; they are left out, and the rest work."""


def build_workspace(plans: Path | None, environ: Mapping[str, str], cwd: Path) -> Workspace:
    """Open the plans folder that was asked for, or the usual one. Nothing is created.

    Args:
        plans: the folder named by `--plans`, if any.
        environ: the environment, for `TRAJECTORY_PLANS`.
        cwd: the folder that the program was started in, for `./plans`.
    """
    folder = places.plans_folder(plans, environ, cwd, places.documents_folder())
    found, broken = templates.load_templates(folder.path if folder.exists else None)
    state = places.state_folder()
    context = Context(
        store=PlanStore(folder.path, state / "locks"),
        journals=Journals(state / "journals", random_suffix),
        templates=found,
        clock=local_now,
        suffix=random_suffix,
    )
    return Workspace(context, folder, broken)


def local_now() -> dt.datetime:
    """The time now, in the time zone of this machine."""
    return dt.datetime.now().astimezone()


def random_suffix(length: int) -> str:
    """So many random characters for an id: unique over laptops that never spoke to each other."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
