"""`trajectory merge`: files of one plan become one, and nothing that anybody wrote is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trajectory.cli import faults
from trajectory.cli.options import complete_plan, plans_option
from trajectory.cli.printing import data, document, narrate, shown
from trajectory.cli.setup import place, workspace
from trajectory.errors import UsageError

if TYPE_CHECKING:
    from trajectory.usecases.merging import MergedFile

STDOUT = "-"
ATTRIBUTE = "*/*.toml merge=trajectory"
DRIVER = "trajectory merge-driver %O %A %B %P"


@click.command(
    "merge",
    epilog="""\b
Examples:
  trajectory merge plans/table-3/qa.toml "plans/table-3/qa (conflicted copy).toml"
  trajectory merge mine.toml theirs.toml --base before.toml --output together.toml
  trajectory merge --setup-git

Exit code 1: the plan is whole, and some differences are left for a person to settle.
""",
)
@click.argument("ours", required=False, shell_complete=complete_plan)
@click.argument("theirs", nargs=-1, shell_complete=complete_plan)
@click.option("--base", metavar="PLAN", help="The version that all of them started from.")
@click.option(
    "--output",
    metavar="FILE|-",
    type=click.Path(dir_okay=False),
    help="A new file for the result, or - for standard output; else OURS is written.",
)
@click.option("--anyway", is_flag=True, help="Put plans together that are no copies of one.")
@click.option("--setup-git", is_flag=True, help="Print what makes git merge plans like this.")
@plans_option
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    ours: str | None,
    theirs: tuple[str, ...],
    *,
    base: str | None,
    output: str | None,
    anyway: bool,
    setup_git: bool,
) -> None:
    """Put copies of one plan together: entry by entry, field by field.

    OURS takes in what THEIRS have; comments and order of OURS stay. Where two changed the same
    field, the later value stays, and the other one waits in the plan until somebody settles it.
    With --base it is known who changed what. Prints the path of what was written.

    OURS and THEIRS are paths of plan files, or GROUP/DELIVERABLE in the plans folder.
    """
    from pathlib import Path

    from trajectory.usecases.merging import merge_files, merge_text

    if setup_git:
        _print_setup()
        return
    if ours is None or not theirs:
        raise click.UsageError("Name the plan that takes in the others, and those others.", ctx)
    context = workspace(ctx).context
    target, *others = (context.store.find(name) for name in (ours, *theirs))
    before = None if base is None else context.store.find(base)
    if output == STDOUT:
        found = merge_text(context, target, others, before, anyway=anyway)
        text = found.data.decode("utf-8-sig")
        if shown(text) != text:
            raise UsageError(
                "The plan holds characters that a terminal would act on, so it is not printed. "
                "Use --output FILE."
            )
        document(text)
    else:
        new = None if output is None else Path(output)
        found = merge_files(context, target, others, before, output=new, anyway=anyway)
    narrate("\n".join(told(found)))
    if output != STDOUT:
        data(place(ctx, target if output is None else Path(output)))
    if found.merged.conflicts:
        ctx.exit(faults.FOUND_SOMETHING)


def told(found: MergedFile) -> list[str]:
    """What came together, and what is left for a person, a line each."""
    lines = [f"{found.came}." if found.came else "Nothing came that was not there."]
    left = len(found.merged.conflicts)
    if left:
        differences = "1 difference is" if left == 1 else f"{left:,} differences are"
        lines.append(f"{differences} left to settle: open the plan and type /differences.")
    if found.merged.missing:
        ids = ", ".join(found.merged.missing)
        lines.append(f"Missing without a mark that somebody deleted it, and kept: {ids}.")
    return lines


def _print_setup() -> None:
    data(f"echo '{ATTRIBUTE}' >> .gitattributes")
    data(f"git config merge.trajectory.driver '{DRIVER}'")
    narrate(
        "Run both lines in the plans folder. The first is shared through git; the second is run "
        "once on each computer."
    )
