"""What several commands take: `--plans`, `--json`, and a PLAN, which the shell can complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from trajectory.cli.printing import name
from trajectory.cli.setup import choose_folder, plans_folder
from trajectory.errors import UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def complete_plan(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The plans of the folder whose name starts so; files, where it looks like a path."""
    from click.shell_completion import CompletionItem

    names = sorted(name for name in _names(ctx) if name.startswith(incomplete))
    if not names and (incomplete[:1] in {".", "/", "~"} or "\\" in incomplete):
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(name) for name in names]


def _names(ctx: click.Context) -> Iterator[str]:
    """GROUP/DELIVERABLE of each file, by path alone: reading plans would make completion slow."""
    from trajectory.storage.presence import files_in

    try:
        folder = plans_folder(ctx)
    except UsageError:  # the command itself will say it: here somebody is still typing
        return
    for path in files_in(folder, "*/*.toml"):
        group = path.parent.name
        hidden = group.startswith(".") or path.name.startswith(".")
        if not hidden and group.lower() not in {"templates", "history"}:
            plan = f"{group}/{path.stem}"
            # A shell takes what we print for its own lines, and shows it as it is.
            if name(plan) == plan:
                yield plan


def plans_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--plans DIR`, which every command takes before or after its name."""
    return click.option(
        "--plans",
        "plans_folder",
        metavar="DIR",
        type=click.Path(file_okay=False),
        callback=choose_folder,
        expose_value=False,
        is_eager=True,
        help="The plans folder. Else TRAJECTORY_PLANS, ./plans, or one in your documents.",
    )(function)


def json_option(what: str) -> Decorator:
    """`--json`, with what it prints."""
    return click.option("--json", "as_json", is_flag=True, help=f"Print {what} as JSON.")


def plan_argument(*, required: bool = True, many: bool = False) -> Decorator:
    """PLAN, or PLAN... where `many` can be named."""
    return click.argument(
        "plans" if many else "plan",
        metavar=f"{'PLAN' if required else '[PLAN]'}{'...' if many else ''}",
        nargs=-1 if many else 1,
        required=required,
        shell_complete=complete_plan,
    )
