"""What every command starts from: the plans folder that was asked for, opened when it is needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import click

from trajectory.cli.printing import name, narrate
from trajectory.errors import UsageError

if TYPE_CHECKING:  # importing these loads pydantic, which --help and completion do without
    from pathlib import Path

    from trajectory.usecases.building import Workspace

_PLANS = "trajectory.plans"


def _build(setup: Setup, plans: Path | None) -> Workspace:
    from trajectory.usecases.building import build_workspace

    return build_workspace(plans, setup.environ, setup.cwd)


def _here() -> Path:
    from pathlib import Path

    try:
        return Path.cwd()
    except FileNotFoundError as error:
        message = "The folder that you are in is not there any more. Go to another one first."
        raise UsageError(message) from error


@dataclass
class Setup:
    """The surroundings of one run. A test hands in its own as the `obj` of click's context."""

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    cwd: Path = field(default_factory=_here)
    build: Callable[[Setup, Path | None], Workspace] = _build

    @classmethod
    def of(cls, ctx: click.Context) -> Setup:
        """The setup of this run."""
        return ctx.ensure_object(cls)


def workspace(ctx: click.Context, *, tells: bool = True) -> Workspace:
    """Open the plans folder; `tells` what is wrong with its own templates, if anything is."""
    setup = Setup.of(ctx)
    opened = setup.build(setup, chosen_folder(ctx))
    if tells:
        tell_broken(opened)
    return opened


def tell_broken(opened: Workspace) -> None:
    """Say which templates of the folder cannot be used."""
    for broken in opened.broken_templates:
        narrate(
            f"{name(broken.path)} is left out of the templates: {broken.problems[0]}. "
            "The plans are not affected."
        )


def plans_folder(ctx: click.Context) -> Path:
    """The plans folder that is meant, known without loading what reads plans."""
    from trajectory.storage import places

    setup = Setup.of(ctx.find_root())
    documents = places.documents_folder()
    return places.plans_folder(chosen_folder(ctx), setup.environ, setup.cwd, documents).path


def place(ctx: click.Context, path: Path) -> str:
    """A path as short as it can be from the folder that the person is in."""
    try:
        return name(path.relative_to(Setup.of(ctx).cwd))
    except ValueError:
        return name(path)


def chosen_folder(ctx: click.Context) -> Path | None:
    """The folder that `--plans` names, before the command or after it."""
    return cast("Path | None", ctx.meta.get(_PLANS))


def choose_folder(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Keep what `--plans` says for the whole run; said after the command, it wins."""
    from pathlib import Path

    if value == "":
        raise click.BadParameter("it names no folder.", ctx, param)
    if value is not None:
        ctx.meta[_PLANS] = Path(value)
