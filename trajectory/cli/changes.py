"""`trajectory changes`: what became of a plan since a checkpoint, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trajectory.cli.days import since_option, since_said
from trajectory.cli.options import json_option, plan_argument, plans_option
from trajectory.cli.printing import data, json_data
from trajectory.cli.setup import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trajectory.usecases.comparing import Compared


@click.command(
    "changes",
    epilog="""\b
Examples:
  trajectory changes harrowmere-table-3/safety-networks
  trajectory changes harrowmere-table-3/safety-networks --since 2018-01-16 --json

Exit code 4: there is no such plan, or no checkpoint to compare it with.
""",
)
@plan_argument()
@since_option("Since")
@json_option("the changes")
@plans_option
@click.pass_context
def command(ctx: click.Context, plan: str, *, since: str | None, as_json: bool) -> None:
    """Say what changed in a plan since its last checkpoint, or since one of an earlier day.

    A checkpoint is the plan as it stood when a workshop or a review was finished. Private entries
    are in: this is for you, and no document to hand on.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    from trajectory.usecases.comparing import compared

    context = workspace(ctx).context
    path = context.store.find(plan)
    loaded = context.store.load(path)
    day = since_said(since, context.today())
    found = compared(context, path, loaded.plan, day)
    if as_json:
        json_data(_as_json(context.store.name_of(path), found))
    else:
        data("\n".join(_lines(found)))


def _lines(found: Compared) -> Iterator[str]:
    from trajectory.domain.change_groups import grouped
    from trajectory.domain.changes import counted

    yield f"Since {found.since.name}: {counted(found.changes) or 'nothing changed'}."
    for group in grouped(found.changes):
        yield ""
        yield group.title
        for item in group.items:
            if item.title:
                yield f"  {_folded(item.title)}"
            yield from (f"    {_folded(line)}" for line in item.lines)


def _folded(text: str) -> str:
    """A text on one line, so that what stands under what can be seen and heard."""
    return " ".join(text.split())


def _as_json(name: str, found: Compared) -> dict[str, Any]:
    from trajectory.domain.change_groups import MARK_WORDS
    from trajectory.domain.changes import counted

    since = found.since
    return {
        "plan": name,
        "since": {
            "name": since.name,
            "date": since.day.isoformat(),
            "kept": since.at.isoformat().replace("+00:00", "Z"),
            "file": str(since.path),
        },
        "counted": counted(found.changes),
        "changes": [
            {
                "change": MARK_WORDS[change.mark],
                "table": change.table,
                "id": change.key,
                "label": change.label,
                "about": change.about,
                "words": change.words,
            }
            for change in found.changes
        ],
    }
