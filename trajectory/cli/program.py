"""The program `trajectory`: finds the command that is meant, and ends with its exit code.

A command's module is imported when the command is used, and imports what is heavy (Textual,
pydantic) when it runs: `--version`, `--help` and shell completion load neither.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from trajectory import __version__
from trajectory.cli import faults
from trajectory.cli.options import plans_option
from trajectory.cli.printing import PipeClosed, discard, listed, tolerate_any_text
from trajectory.errors import PlanNotFoundError

NAME = "trajectory"
COMMANDS = (
    "open",
    "new",
    "add",
    "list",
    "show",
    "changes",
    "owners",
    "export",
    "agenda",
    "merge",
    "forget",
    "check",
    "schema",
)
"""In the order in which a plan's life needs them. Each is `command` in the module of its name."""

FOR_PROGRAMS = ("merge-driver",)
"""Commands that other programs run; no list shows them."""


class Program(click.Group):
    """All commands. A first word that is no command names a plan, which is opened."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a plan's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when there is no such command."""
        if cmd_name not in (*COMMANDS, *FOR_PROGRAMS):
            return None
        module = import_module(f"trajectory.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; `open` where the first one is a plan."""
        word = args[0]
        if ctx.resilient_parsing or word in (*COMMANDS, *FOR_PROGRAMS) or word.startswith("-"):
            return super().resolve_command(ctx, args)
        if not _may_be_plan(word):
            from difflib import get_close_matches

            near = get_close_matches(word, COMMANDS)
            if near:
                raise click.UsageError(
                    f'There is no command "{word}". Did you mean {near[0]}?', ctx
                )
            raise PlanNotFoundError(
                f'"{word}" is neither a plan nor a command. A plan is the path of its file, or '
                f"GROUP/DELIVERABLE; `{NAME} list` prints all of them. The commands are "
                f"{listed(COMMANDS)}."
            )
        return "open", self.get_command(ctx, "open"), args

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - click's own signature
    ) -> click.Context:
        """Read the arguments; `--help` prints here."""
        with _closed_pipe_noticed():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; the `--help` of a command prints here."""
        with _closed_pipe_noticed():
            return super().invoke(ctx)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 - click's own signature
        windows_expand_args: bool = False,  # noqa: FBT001, FBT002
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Run the program to its end, whatever happens, and leave with its exit code.

        Unlike click's own, it expands nothing in a person's words on Windows.
        """
        tolerate_any_text()
        run = super().main
        sys.exit(
            faults.exit_code(
                lambda: run(
                    args,
                    prog_name or NAME,
                    complete_var,
                    standalone_mode=False,
                    windows_expand_args=windows_expand_args,
                    **extra,
                )
            )
        )


@contextmanager
def _closed_pipe_noticed() -> Iterator[None]:
    """Tell a reader that has gone from a failure, before click does it with exit code 1."""
    try:
        yield
    except BrokenPipeError as error:
        discard(sys.stdout)
        raise PipeClosed from error


def _may_be_plan(word: str) -> bool:
    if "/" in word or "\\" in word or word.endswith(".toml"):
        return True
    from pathlib import Path

    from trajectory.storage.presence import is_there

    return is_there(Path(word))


@click.group(
    NAME,
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="[COMMAND] [PLAN]",
    epilog=f"""\b
Examples:
  {NAME}                                                    open the app
  {NAME} harrowmere-table-3/safety-networks                 open one plan in it
  {NAME} new --authority Harrowmere --table "Table 3"       start a table's plans
  {NAME} list                                               what is there

Without a command, or with a PLAN in its place, the app opens. Data goes to standard output, and
what is said about it to standard error.

\b
Exit codes: 0 fine; 1 `check` or `merge` found something; 2 not understood; 3 a plan cannot
be read; 4 no such plan, or no checkpoint of it; 5 not saved; 70 our own fault.
""",
)
@click.version_option(__version__, prog_name=NAME, message="%(prog)s %(version)s")
@plans_option
@click.pass_context
def program(ctx: click.Context) -> None:
    """Plan, in the room, how one piece of practice change will land."""
    if ctx.invoked_subcommand is None:
        from trajectory.cli.open import command

        ctx.invoke(command)
