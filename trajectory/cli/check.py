"""`trajectory check`: plan files are read with care, and what is wrong is named with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trajectory.cli import faults
from trajectory.cli.options import json_option, plan_argument, plans_option
from trajectory.cli.printing import data, json_data, name, narrate
from trajectory.cli.setup import place, workspace

if TYPE_CHECKING:
    from trajectory.usecases.checking import Finding


@click.command(
    "check",
    epilog="""\b
Example:
  trajectory check && echo All is well

Exit code 1: something was found; 3: a plan cannot be read.
""",
)
@plan_argument(required=False, many=True)
@json_option("what was found")
@plans_option
@click.pass_context
def command(ctx: click.Context, plans: tuple[str, ...], *, as_json: bool) -> None:
    """Read plan files with care, and say what is wrong: all of them, or those named.

    Finds what cannot be read, links to items that never existed, steps that wait for each other,
    copies of one plan, and templates of yours that cannot be used. Prints one finding a line, as
    `file:line: key: message`.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    from trajectory.usecases.checking import check

    opened = workspace(ctx, tells=False)  # what is wrong with templates is data here
    context = opened.context
    if plans:
        checked = check(context, [context.store.find(plan) for plan in plans])
    else:
        checked = check(context, templates=opened.broken_templates)
    if as_json:
        json_data([_as_json(finding) for finding in checked.findings])
    elif checked.findings:
        data("\n".join(_line(finding, place(ctx, finding.path)) for finding in checked.findings))
    files = f"{checked.files:,} file{'' if checked.files == 1 else 's'}"
    if not opened.folder.exists and not plans:
        narrate(f"The plans folder {opened.folder.path} is not there yet.")
    elif not checked.findings:
        narrate(f"{files} checked: all is well.")
    else:
        things = "1 thing" if len(checked.findings) == 1 else f"{len(checked.findings):,} things"
        narrate(f"{files} checked: {things} to look at. Nothing was changed.")
    if checked.unreadable:
        ctx.exit(faults.UNREADABLE)
    if checked.findings:
        ctx.exit(faults.FOUND_SOMETHING)


def _line(finding: Finding, file: str) -> str:
    where = file if finding.line is None else f"{file}:{finding.line}"
    return name(": ".join(part for part in (where, finding.key, finding.message) if part))


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "file": str(finding.path),
        "line": finding.line,
        "key": finding.key,
        "message": finding.message,
        "unreadable": finding.unreadable,
    }
