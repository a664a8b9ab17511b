"""`trajectory add`: what was said goes on record, a line or many, without opening the app."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from trajectory.cli.options import plan_argument, plans_option
from trajectory.cli.printing import data, narrate
from trajectory.cli.setup import workspace
from trajectory.errors import UsageError

if TYPE_CHECKING:
    from trajectory.usecases.adding import Added, AddedLine

SECTIONS = ("position", "goal", "enabler", "barrier", "step", "parking")
"""Spelled out, because reading them from the domain would load pydantic for a `--help`."""

FROM_INPUT = "-"

MANY = 50
"""From more lines than these only what was not understood is said, not what was."""

_OPTION = re.compile(r"--[a-z][a-z-]*(=.*)?", re.DOTALL)


class TextLast(click.Command):
    """A command whose last words are taken as they are, though they start with a dash."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read options up to the first word of TEXT; from there on everything is text."""
        options, words = self._split(ctx, args)
        return super().parse_args(ctx, [*options, "--", *words] if words else options)

    def _split(self, ctx: click.Context, args: list[str]) -> tuple[list[str], list[str]]:
        """The options, and the words behind them: PLAN and TEXT."""
        takes_value = {
            name: isinstance(option, click.Option) and not option.is_flag
            for option in self.get_params(ctx)
            for name in option.opts
        }
        options: list[str] = []
        plan: list[str] = []
        left = list(args)
        while left:
            word = left[0]
            name, joined, _ = word.partition("=")
            if word == "--":
                del left[0]
                break
            if name in takes_value and (word == name or name.startswith("--")):
                count = 2 if takes_value[name] and not joined else 1
                options += left[:count]
                del left[:count]
            elif plan and _OPTION.fullmatch(word) and not ctx.resilient_parsing:
                raise click.NoSuchOption(name, possibilities=_alike(name, takes_value), ctx=ctx)
            elif plan:
                break
            elif word.startswith("-"):
                options.append(left.pop(0))  # there is no such option: click says so
            else:
                plan.append(left.pop(0))
        return options, [*plan, *left]


@click.command(
    "add",
    cls=TextLast,
    epilog="""\b
Examples:
  trajectory add harrowmere-table-3/safety-networks "- No room in the diary !4"
  trajectory add harrowmere-table-3/safety-networks "> Ring the school @Team manager by 9 feb"
  trajectory add harrowmere-table-3/safety-networks =4
  trajectory add harrowmere-table-3/safety-networks --section goal < goals.txt

\b
One line is one entry. It starts with the mark of its section and a space,
  = position   * goal   + enabler   - barrier   > step   ? parking
and may end with `@role`, `by 9 feb`, `!4`, `cuts B1`, `uses E1` or `for G1`. `=4>7` says where
we are and what we aim for. A line without a mark is a note on the current position.
""",
)
@plan_argument()
@click.argument("text", nargs=-1)
@click.option(
    "--section",
    type=click.Choice(SECTIONS),
    metavar="KEY",
    help=f"Where it goes: {', '.join(SECTIONS)}. A mark at the start of a line is literal then.",
)
@click.option("--verbatim", is_flag=True, help="Take each line as it is: read nothing out of it.")
@plans_option
@click.pass_context
def command(
    ctx: click.Context, plan: str, text: tuple[str, ...], section: str | None, *, verbatim: bool
) -> None:
    """Put what was said on record.

    TEXT is one entry; without it, or with -, each line of standard input is one. Either all lines
    go on record or, where one cannot, none. Empty lines are passed over. Prints each new id.

    A PLAN is the path of a plan file, or GROUP/DELIVERABLE in the plans folder. A TEXT that starts
    with a dash needs no --.
    """
    from trajectory.domain.kinds import Section
    from trajectory.usecases.adding import add_lines
    from trajectory.usecases.saving import LEFT_OTHER_NAME

    context = workspace(ctx).context
    path = context.store.find(plan)
    from_input = not text or text == (FROM_INPUT,)
    if from_input:
        context.store.load(path)  # whatever is wrong with it is said before anybody types
    lines = _lines_of_input() if from_input else [" ".join(text)]
    chosen = Section(section) if section is not None else None
    added = add_lines(context, path, lines, chosen, verbatim=verbatim)
    if not added.lines and not from_input:
        raise UsageError("There is no text to add: type what was said. Nothing was added.")
    if added.loaded.left_other_name:
        narrate(LEFT_OTHER_NAME)
    _narrate(added, numbered=from_input, section_named=chosen is not None)
    if added.ids:
        data("\n".join(added.ids))


def _alike(name: str, names: dict[str, Any]) -> list[str]:
    import difflib

    return difflib.get_close_matches(name, names)


def _lines_of_input() -> list[str]:
    from trajectory.usecases.adding import lines_of

    if sys.stdin is None:
        return []
    if sys.stdin.isatty():
        end = "ctrl+z and Enter" if sys.platform == "win32" else "ctrl+d"
        narrate(f"Type an entry on each line. End with {end}.")
    try:
        return lines_of(sys.stdin.buffer)
    except KeyboardInterrupt:
        narrate("\nStopped before the end. Nothing was added.")
        raise


def _narrate(added: Added, *, numbered: bool, section_named: bool) -> None:
    """What was read out of the lines, what was not understood, and where lines went."""
    if not added.lines:
        narrate("There was nothing to add.")
        return
    brief = len(added.lines) > MANY
    said = [
        f"Line {line.number:,}: {remarks}" if numbered else remarks
        for line in added.lines
        if (remarks := _remarks(line, brief=brief))
    ]
    unmarked = sum(line.capture.kind == "entry" and not line.capture.marked for line in added.lines)
    if unmarked and not section_named:
        what = "It is" if unmarked == len(added.lines) == 1 else _without_mark(unmarked)
        said.append(
            f"{what} in the current position; a mark or --section puts a line elsewhere "
            "(trajectory add --help)."
        )
    if said:
        narrate("\n".join(said))


def _remarks(line: AddedLine, *, brief: bool) -> str:
    taken = [] if brief else [taken.words for taken in line.capture.taken]
    return " ".join([*([f"{', '.join(taken)}."] if taken else []), *line.capture.warnings])


def _without_mark(count: int) -> str:
    return "1 line without a mark is" if count == 1 else f"{count:,} lines without a mark are"
