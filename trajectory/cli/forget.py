"""`trajectory forget`: words are removed for good, from a plan and from all that is kept of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from trajectory.cli.add import FROM_INPUT, TextLast
from trajectory.cli.options import plan_argument, plans_option
from trajectory.cli.printing import narrate
from trajectory.cli.setup import workspace
from trajectory.errors import NotSavedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trajectory.domain.plan import Plan

MOST_SHOWN = 10
"""So many places are shown before the question; of the others only the number is said."""


@click.command(
    "forget",
    cls=TextLast,
    epilog="""\b
Examples:
  trajectory forget harrowmere-table-3/safety-networks born 14/03/2009
  trajectory forget --yes harrowmere-table-3/safety-networks < words.txt

\b
Exit code 5: something could not be removed; it is named.
""",
)
@plan_argument()
@click.argument("words", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask. Needed where there is no terminal.")
@plans_option
@click.pass_context
def command(ctx: click.Context, plan: str, words: tuple[str, ...], *, yes: bool) -> None:
    """Remove words for good: what must not be in a plan, such as a child's date of birth.

    WORDS are one thing, as it stands in the plan; without them, or with -, each line of standard
    input is one, and your shell's history does not have it. They are taken out of the plan, its
    comments, its log, the journals and the last copy on this computer, earlier texts, and deleted
    versions in the trash. What cannot be reached is named. This cannot be undone, so it asks first.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder.
    """
    from trajectory.usecases.forgetting import forget_words
    from trajectory.usecases.sitting import Sitting

    context = workspace(ctx).context
    path = context.store.find(plan)
    before = context.store.load(path).plan
    from_input = not words or words == (FROM_INPUT,)
    phrases = _lines_of_input() if from_input else [" ".join(words)]
    if not yes and (from_input or not _is_terminal()):
        raise UsageError(
            "This cannot be undone, and there is no terminal to ask on: say --yes if you are sure. "
            "Nothing was changed."
        )
    _show(before, phrases)
    if not yes and not click.confirm("Remove this for good? It cannot be undone.", err=True):
        narrate("Nothing was changed.")
        return
    done = forget_words(Sitting(context), path, phrases)
    narrate("\n".join(done.lines()))
    if not done.is_complete:
        ctx.exit(NotSavedError.exit_code)


def _show(plan: Plan, phrases: Sequence[str]) -> None:
    """Where the words are in the plan, each with its sentence."""
    from trajectory.domain.forgetting import places
    from trajectory.usecases.forgetting_values import removal_of

    words = removal_of(plan, phrases).words
    found = places(plan, words) if words is not None else ()
    if not found:
        narrate("The words are not in the plan. What is kept of it is looked through all the same.")
        return
    lines = [f"  {place.label}, {place.field}: {' '.join(place.text.split())}" for place in found]
    more = len(lines) - MOST_SHOWN
    if more > 0:
        lines[MOST_SHOWN:] = [f"  and {more:,} more"]
    narrate("\n".join(["In the plan:", *lines]))


def _lines_of_input() -> list[str]:
    from trajectory.usecases.adding import lines_of

    return [] if sys.stdin is None or sys.stdin.isatty() else lines_of(sys.stdin.buffer)


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
