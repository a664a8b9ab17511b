"""`trajectory open`, and `trajectory` alone: the app, at home or in one plan."""

from __future__ import annotations

import sys

import click

from trajectory.cli.options import plan_argument, plans_option
from trajectory.cli.setup import workspace
from trajectory.errors import UsageError


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
    opened = workspace(ctx)
    path = opened.context.store.find(plan) if plan is not None else None
    if not has_terminal():
        raise UsageError(
            "The app needs a terminal to draw on. Without one, `trajectory list`, `show` and `add` "
            "do the same work in plain lines."
        )
    # Here and not above: Textual takes longer to load than all other commands take to run.
    from trajectory.tui.app import run
    from trajectory.usecases.settings import open_settings
    from trajectory.usecases.sitting import Sitting

    ctx.exit(run(Sitting(opened.context), open_settings(), path))


def has_terminal() -> bool:
    """Whether there is a screen to draw on and a keyboard to read from."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
