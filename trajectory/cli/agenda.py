"""`trajectory agenda`: the call writes itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from trajectory.cli import faults
from trajectory.cli.days import day_said
from trajectory.cli.list import unreadable
from trajectory.cli.options import json_option, plan_argument, plans_option
from trajectory.cli.printing import data, document, json_data, name, narrate
from trajectory.cli.progress import progress
from trajectory.cli.setup import workspace

if TYPE_CHECKING:
    from trajectory.domain.plan import ReviewForum
    from trajectory.storage.plan_store import BrokenPlan, LoadedPlan

FORUMS = ("monthly-call", "consultation", "leaders-workshop", "table")
"""Spelled out, because reading them from the model would load pydantic for a `--help`."""

LEAST, MOST = 5, 480
STDOUT = "-"


@click.command(
    "agenda",
    epilog="""\b
Examples:
  trajectory agenda harrowmere-table-3/safety-networks --as-of "20 feb"
  trajectory agenda --authority Harrowmere --minutes 45 --output call.md
""",
)
@plan_argument(required=False, many=True)
@click.option("--authority", metavar="TEXT", help="All plans in use of this authority.")
@click.option("--as-of", metavar="DAY", help="The day of the call; today if not said.")
@click.option(
    "--for",
    "forum",
    type=click.Choice(FORUMS),
    default=FORUMS[0],
    show_default=True,
    help="Where it takes place: what was parked for that comes back.",
)
@click.option(
    "--minutes",
    type=click.IntRange(LEAST, MOST),
    default=30,
    show_default=True,
    help="How long it lasts.",
)
@click.option(
    "--output",
    default=STDOUT,
    metavar="FILE|-",
    type=click.Path(dir_okay=False),
    help="Where to: a file, or - for standard output, as without it.",
)
@json_option("the agenda")
@plans_option
@click.pass_context
def command(  # noqa: PLR0913 - an option each
    ctx: click.Context,
    plans: tuple[str, ...],
    *,
    authority: str | None,
    as_of: str | None,
    forum: str,
    minutes: int,
    output: str,
    as_json: bool,
) -> None:
    """Write the agenda of a call from the state of the plans: at most five items, with minutes.

    What moved since the last review, what is late or blocked, what was promised, what is to be
    decided and asked, and what was parked for this meeting. Without a PLAN it is about all plans in
    use. Several plans have one agenda. Private entries are left out.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    if plans and authority is not None:
        words = "Name plans or say --authority, one of the two."
        raise click.UsageError(words, ctx)
    if as_json and output != STDOUT:
        words = "--json goes to standard output: leave --output away, or use > FILE."
        raise click.UsageError(words, ctx)
    from trajectory.usecases import agendas, exporting

    context = workspace(ctx).context
    day = day_said(as_of, "--as-of", context.today()) or context.today()
    paths = [context.store.find(plan) for plan in plans] if plans else None
    with progress("Reading plans") as told:
        found, broken = _sorted_out(agendas.chosen(context, paths, authority, told))
    prepared = agendas.prepare(
        context,
        [(loaded.path, loaded.plan) for loaded in found],
        day,
        cast("ReviewForum", forum),
        minutes,
    )
    if as_json:
        json_data(agendas.values(prepared))
    elif not found:
        whose = f" of {authority}" if authority else ""
        narrate(f"No plans{whose} in {context.store.root}: there is nothing to talk about yet.")
    elif output == STDOUT:
        document(agendas.markdown(prepared))
    else:
        target = Path(output)
        if exporting.write(target, agendas.markdown(prepared)):
            narrate("1 older file gave way.")
        data(name(target))
    for each in broken:
        narrate(unreadable(context.store.name_of(each.path), each.problems))
    if broken:
        ctx.exit(faults.UNREADABLE)


def _sorted_out(
    items: Iterable[LoadedPlan | BrokenPlan],
) -> tuple[list[LoadedPlan], list[BrokenPlan]]:
    """What can be talked about, and what cannot be read."""
    from trajectory.storage.plan_store import BrokenPlan

    found: list[LoadedPlan] = []
    broken: list[BrokenPlan] = []
    for item in items:
        if isinstance(item, BrokenPlan):
            broken.append(item)
        else:
            found.append(item)
    return found, broken
