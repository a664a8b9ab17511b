"""`trajectory merge-driver`: what git runs, where `trajectory merge --setup-git` was followed.

It is no command for people, so the list of commands leaves it out.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from trajectory.cli import faults
from trajectory.cli.merge import told
from trajectory.cli.options import plans_option
from trajectory.cli.printing import narrate

_PATH = click.Path(path_type=Path)


@click.command("merge-driver", hidden=True)
@click.argument("base", type=_PATH)
@click.argument("ours", type=_PATH)
@click.argument("theirs", type=_PATH)
@click.argument("name", required=False, metavar="[PATH]")
@plans_option
@click.pass_context
def command(ctx: click.Context, base: Path, ours: Path, theirs: Path, name: str | None) -> None:
    """Merge three versions of a plan for git, as `merge-driver %O %A %B %P`.

    Writes the result into OURS. Exit code 0: all is merged; 1: something is left for a person, and
    git says so. What cannot be read as a plan is merged line by line, as git does it.
    """
    from trajectory.usecases.merging import merge_for_git

    found = merge_for_git(base, ours, theirs)
    shown_name = name or str(ours)
    if found is None:
        narrate(f"{shown_name} was merged line by line: one version cannot be read as a plan.")
        ctx.exit(_by_line(base, ours, theirs))
    narrate(f"{shown_name}: " + " ".join(told(found)))
    if found.merged.conflicts:
        ctx.exit(faults.FOUND_SOMETHING)


def _by_line(base: Path, ours: Path, theirs: Path) -> int:
    """Merge lines into OURS; 0 only where it went well and none of the versions is a plan."""
    from shutil import which

    from trajectory.usecases.merging import is_empty, is_plan

    plans = [path for path in (base, ours, theirs) if not is_empty(path) and is_plan(path)]
    git = which("git")
    if git is None:
        return faults.FOUND_SOMETHING
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    ran = subprocess.run(  # noqa: S603 - git itself, and paths that git gave us
        [git, "merge-file", *labels, "--", str(ours), str(base), str(theirs)], check=False
    )
    return faults.FOUND_SOMETHING if ran.returncode or plans else faults.FINE
