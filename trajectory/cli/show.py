"""`trajectory show`: a plan as plain lines, for a terminal, a screen reader or another program."""

from __future__ import annotations

import click

from trajectory.cli.options import PLAN_HELP, json_option, plan_argument, plans_option
from trajectory.cli.printing import data, json_data
from trajectory.cli.setup import workspace


@click.command(
    "show",
    help=f"""Print a plan as plain text; with --json the structure of its file.

    {PLAN_HELP}
    """,
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
def command(ctx: click.Context, plan: str, as_json: bool) -> None:  # noqa: FBT001
    from trajectory.cli.plain_text import plain_text
    from trajectory.storage.codec import plan_json

    context = workspace(ctx).context
    loaded = context.store.load(context.store.find(plan))
    if as_json:
        json_data(plan_json(loaded.plan))
    else:
        template = context.templates.get(loaded.plan.plan.deliverable)
        data(plain_text(loaded.plan, template, context.today()))
