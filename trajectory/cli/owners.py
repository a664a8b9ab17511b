"""`trajectory owners`: who carries how much, over all plans of the folder."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from trajectory.cli import faults
from trajectory.cli.days import as_of_option, day_said
from trajectory.cli.list import unreadable
from trajectory.cli.options import json_option, plans_option
from trajectory.cli.printing import columns, data, json_data, narrate
from trajectory.cli.progress import progress
from trajectory.cli.setup import workspace

if TYPE_CHECKING:
    from trajectory.domain.progress import OwnerLoad


@click.command(
    "owners",
    epilog="""\b
Examples:
  trajectory owners
  trajectory owners --as-of "end of march" --json
""",
)
@as_of_option("Count what is late and due soon")
@json_option("the roles")
@plans_option
@click.pass_context
def command(ctx: click.Context, *, as_of: str | None, as_json: bool) -> None:
    """List every role that owns an open step, the most loaded first.

    The line has the role, its open steps, how many are late or due within 14 days, and the plans
    they are in. A role is the same whatever its capitals and spaces. Plans that were put away do
    not count. A plan that cannot be read is named on standard error, and the exit code is 3.
    """
    from trajectory.usecases.owners import count_loads

    opened = workspace(ctx)
    context = opened.context
    today = context.today()
    day = day_said(as_of, "--as-of", today) or today
    with progress("Reading plans") as told:
        count, broken = count_loads(context, day, told)
    loads = count.loads()
    if as_json:
        json_data([asdict(load) for load in loads])
    elif loads:
        data("\n".join(columns([_row(load) for load in loads])))
    if count.without_owner:
        steps = (
            "1 open step has"
            if count.without_owner == 1
            else f"{count.without_owner:,} open steps have"
        )
        narrate(f"{steps} no owner.")
    elif not loads and not broken:
        narrate(f"No open steps in {context.store.root}.")
    for plan in broken:
        narrate(unreadable(context.store.name_of(plan.path), plan.problems))
    if broken:
        ctx.exit(faults.UNREADABLE)


def _row(load: OwnerLoad) -> tuple[str, ...]:
    return (
        load.owner,
        f"{load.open_steps} open",
        f"{load.late} late" if load.late else "none late",
        f"{load.due_soon} due soon" if load.due_soon else "none due soon",
        ", ".join(load.plans),
    )
