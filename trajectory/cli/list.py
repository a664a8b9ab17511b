"""`trajectory list`: every plan of the folder on a line."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from trajectory.cli import faults
from trajectory.cli.options import json_option, plans_option
from trajectory.cli.printing import columns, data, json_data, narrate
from trajectory.cli.progress import progress
from trajectory.cli.setup import workspace

if TYPE_CHECKING:
    from trajectory.domain.progress import PlanSummary
    from trajectory.errors import Problem
    from trajectory.storage.folder import Names
    from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
    from trajectory.usecases.context import Context
    from trajectory.usecases.reading import Made

    _Listed = tuple[dt.datetime, PlanSummary]


@click.command(
    "list",
    epilog="""\b
Example:
  trajectory list
  trajectory list --json | jq -r '.[] | select(.late > 0) | .name'
""",
)
@json_option("the list")
@plans_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """List every plan on a line of its own.

    The line has the plan's name, the score and the aim, what is late, the last edit, the status
    and the title. Plans that were put away are listed too, and say so. A plan that cannot be read
    is named on standard error with the reason, and the exit code is 3.
    """
    from trajectory.storage.plan_store import BrokenPlan
    from trajectory.usecases.reading import scan

    opened = workspace(ctx)
    context = opened.context
    names = context.store.names()
    rows: list[tuple[str, ...]] = []
    items: list[dict[str, Any]] = []
    broken: list[BrokenPlan] = []
    with progress("Reading plans") as told:
        for item in scan(context, partial(_listed, context.today()), told):
            if isinstance(item, BrokenPlan):
                broken.append(item)
                items.append(_broken_json(context, item))
            elif as_json:
                items.append(_json(names, item))
            else:
                rows.append(_row(names, context.clock(), item))
    if as_json:
        json_data(items)
    elif rows:
        data("\n".join(columns(rows)))
    if not opened.folder.exists:
        narrate(
            f"The plans folder {opened.folder.path} is not there yet. `trajectory new` makes it."
        )
    elif not rows and not items:
        narrate(f"No plans yet in {opened.folder.path}. `trajectory new` starts one.")
    for plan in broken:
        narrate(unreadable(context.store.name_of(plan.path), plan.problems))
    if broken:
        ctx.exit(faults.UNREADABLE)


def unreadable(name: str, problems: tuple[Problem, ...]) -> str:
    """One sentence for a plan that cannot be read."""
    more = f" (and {len(problems) - 1:,} more: trajectory check)" if len(problems) > 1 else ""
    return f"{name} cannot be read: {problems[0]}{more}"


def _listed(today: dt.date, loaded: LoadedPlan) -> _Listed:
    """What a line of the list needs of a plan."""
    from trajectory.domain.progress import summarise

    return loaded.edited, summarise(loaded.plan, today)


def _row(names: Names, now: dt.datetime, plan: Made[_Listed]) -> tuple[str, ...]:
    edited, summary = plan.value
    state = "archived" if summary.archived else str(plan.header.status or "")
    if plan.copy_of is not None:
        state = f"copy of {names.of(plan.copy_of)}"
    return (
        names.of(plan.path),
        _score(summary.score, summary.target),
        summary.outlook,
        _edited(edited, now),
        state,
        summary.title,
    )


def _score(score: float | None, target: float | None) -> str:
    from trajectory.domain.scale import in_words

    if score is None and target is None:
        return "no score"
    now = "?" if score is None else in_words(score)
    return now if target is None else f"{now} → {in_words(target)}"


def _edited(edited: dt.datetime, now: dt.datetime) -> str:
    from trajectory.domain.dates import short

    day = edited.astimezone(now.tzinfo).date()
    return "edited today" if day == now.date() else f"edited {short(day, now.date())}"


def _json(names: Names, plan: Made[_Listed]) -> dict[str, Any]:
    edited, summary = plan.value
    header = plan.header
    return {
        "name": names.of(plan.path),
        "path": str(plan.path),
        "id": header.id,
        "title": summary.title,
        "deliverable": summary.deliverable,
        "authority": summary.authority,
        "table": summary.table,
        "date": _iso(summary.date),
        "score": summary.score,
        "target": summary.target,
        "open_steps": summary.open_steps,
        "late": summary.late,
        "to_check": summary.to_check,
        "next_due": _iso(summary.next_due),
        "edited": f"{edited.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "status": header.status,
        "archived": _iso(summary.archived),
        "copy_of": None if plan.copy_of is None else str(plan.copy_of),
    }


def _broken_json(context: Context, broken: BrokenPlan) -> dict[str, Any]:
    return {
        "name": context.store.name_of(broken.path),
        "path": str(broken.path),
        "error": str(broken.problems[0]),
        "problems": [
            {"line": problem.line, "key": problem.key, "message": problem.message}
            for problem in broken.problems
        ],
    }


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()
