"""`trajectory open`, and `trajectory` alone: the app, at home or in one plan."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from trajectory.cli.options import plan_argument, plans_option
from trajectory.cli.setup import plans_folder, tell_broken, workspace
from trajectory.errors import UsageError

if TYPE_CHECKING:  # importing it loads pydantic
    from trajectory.usecases.building import Workspace
    from trajectory.usecases.opening import Workshop

REPAINTS = "120"
"""How often a second Textual repaints at most; it reads that when it is imported.

What changes right after a repaint waits for the next one. With twice the usual 60 an entry is seen
a quarter sooner after Enter, at the same cost for the processor: where nothing changed, nothing is
repainted. A single letter is drawn at once either way.
"""


@click.command(
    "open",
    epilog="""\b
Examples:
  trajectory
  trajectory harrowmere-table-3/safety-networks
  trajectory --plans D:/workshop open harrowmere-table-3/safety-networks
""",
)
@plan_argument(required=False)
@plans_option
@click.pass_context
def command(ctx: click.Context, plan: str | None) -> None:
    """Open the app; with a PLAN, in that plan. The word `open` can be left out.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    if plan is not None and not _is_there(ctx, plan):
        workspace(ctx).context.store.find(plan)  # says what is wrong before any screen is drawn
    if not has_terminal():
        raise UsageError(
            "The app needs a terminal to draw on. Without one, `trajectory list`, `show` and `add` "
            "do the same work in plain lines."
        )
    os.environ.setdefault("TEXTUAL_FPS", REPAINTS)
    # Here and not above: Textual takes longer to load than all other commands take to run.
    from trajectory.storage.theme_line import settings_path, theme_in
    from trajectory.tui.app import Opening, run

    found: list[Workspace] = []
    opening = Opening(partial(_load, ctx, plan, found), plan or "", theme_in(settings_path()))
    code = run(opening)
    for opened in found:  # now that there are lines to write on again
        tell_broken(opened)
    ctx.exit(code)


def _load(ctx: click.Context, plan: str | None, found: list[Workspace]) -> Workshop:
    """All that the app works on. To load this takes as long again as the app and its first screen.

    `found` is given the folder that was opened.
    """
    from trajectory.usecases.opening import open_workshop
    from trajectory.usecases.settings import open_settings
    from trajectory.usecases.sitting import Sitting

    found.append(workspace(ctx, tells=False))
    context = found[0].context
    path = context.store.find(plan) if plan is not None else None
    return open_workshop(Sitting(context), open_settings(), path)


def _is_there(ctx: click.Context, plan: str) -> bool:
    """Whether this is a plan's file or name, told by a look at the disk alone."""
    from pathlib import Path

    from trajectory.storage.presence import is_file

    return is_file(Path(plan)) or is_file(plans_folder(ctx) / f"{plan}.toml")


def has_terminal() -> bool:
    """Whether there is a screen to draw on and a keyboard to read from."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
