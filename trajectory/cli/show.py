"""`trajectory show`: a plan as plain lines, for a terminal, a screen reader or another program."""

from __future__ import annotations

import click

from trajectory.cli.options import json_option, plan_argument, plans_option
from trajectory.cli.printing import data, json_data
from trajectory.cli.setup import workspace


@click.command(
    "show",
    epilog="""\b
Examples:
  trajectory show harrowmere-table-3/safety-networks
  trajectory show harrowmere-table-3/safety-networks --json | jq .barrier
""",
)
@plan_argument()
@json_option("the plan")
@plans_option
@click.pass_context
def command(ctx: click.Context, plan: str, *, as_json: bool) -> None:
    """Print a plan as plain text; with --json the structure of its file.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    from trajectory.storage.codec import plan_json

    context = workspace(ctx).context
    loaded = context.store.load(context.store.find(plan))
    if as_json:
        json_data(plan_json(loaded.plan))
        return
    from trajectory.cli.plain_text import plain_text
    from trajectory.usecases.exporting import deliverable_title

    title = deliverable_title(context, loaded.plan)
    data(plain_text(loaded.plan, title, context.today()))
