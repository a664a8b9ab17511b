"""`trajectory new`: a plan for each deliverable that a table will work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trajectory.cli.days import day_said
from trajectory.cli.options import plans_option
from trajectory.cli.printing import data, narrate
from trajectory.cli.setup import place, workspace

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from trajectory.domain.template import Templates


DELIVERABLES = {
    "safety-networks": "Safety planning and safety networks",
    "case-management": "Case management process alignment",
    "quality-assurance": "Further developing and implementing the QA system",
}
"""Spelled out, because reading them from the templates would load pydantic for a `--help`."""

NOTHING_MADE = "Nothing was made."

_KEYS = "\n".join(f"  {key:<20} {title}" for key, title in DELIVERABLES.items())


def _complete_key(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(key, help=title)
        for key, title in DELIVERABLES.items()
        if key.startswith(incomplete)
    ]


@click.command(
    "new",
    epilog=f"""\b
Example:
  trajectory new --authority Harrowmere --table "Table 3" --date 27nov

\b
A deliverable is one of
{_KEYS}
or a title of the group's own, which gets general prompts. Without --deliverable, there will be
a plan for each of the three.
""",
)
@click.option("--authority", required=True, help="Whose plan it is: the authority's name.")
@click.option("--table", required=True, help='Which group: "Table 3".')
@click.option(
    "--deliverable",
    "deliverables",
    metavar="KEY",
    multiple=True,
    shell_complete=_complete_key,
    help="A deliverable's key, or a title of the group's own. Can be given several times.",
)
@click.option("--date", "date", help="The day of the workshop: today, 27nov, 2026-11-27.")
@click.option("--horizon", help="The day up to which the plan reaches.")
@plans_option
@click.pass_context
def command(
    ctx: click.Context,
    authority: str,
    table: str,
    deliverables: tuple[str, ...],
    date: str | None,
    horizon: str | None,
) -> None:
    """Start a plan for each deliverable that a table will work on.

    Prints the path of each new file. A plan that is there already is never overwritten: then
    nothing is made.
    """
    from trajectory.usecases.creating import NewGroup, create_plans

    opened = workspace(ctx)
    today = opened.context.today()
    group = NewGroup(
        authority=authority,
        table=table,
        deliverables=deliverables,
        date=day_said(date, "--date", today, NOTHING_MADE),
        horizon=day_said(horizon, "--horizon", today, NOTHING_MADE),
    )
    if not opened.folder.exists:
        narrate(f"The plans folder {opened.folder.path} is not there yet: making it.")
    created = create_plans(opened.context, group)
    _ask_about_slips(opened.context.templates, deliverables)
    data("\n".join(place(ctx, plan.path) for plan in created))


def _ask_about_slips(templates: Templates, names: tuple[str, ...]) -> None:
    from trajectory.usecases.creating import meant_perhaps

    for name in names:
        meant = meant_perhaps(templates, name)
        if meant is not None:
            narrate(
                f'"{name}" was made as a deliverable of your own, with general prompts. '
                f"Did you mean {meant.key} ({meant.title})?"
            )
