"""From a failure to a sentence and an exit code. Nobody ever sees a traceback.

0 fine; 1 `check` or `merge` found something; 2 not understood; 3 a plan cannot be read;
4 no such plan; 5 not saved; 70 our own fault; 130 ctrl+c; 141 whoever read our output has gone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from trajectory import __version__
from trajectory.cli.printing import PipeClosed, discard, narrate
from trajectory.errors import PlanUnreadableError, TrajectoryError

if TYPE_CHECKING:
    from pathlib import Path

FINE = 0
FOUND_SOMETHING = 1
USAGE = 2
UNREADABLE = PlanUnreadableError.exit_code
OUR_FAULT = TrajectoryError.exit_code
INTERRUPTED = 130
READER_GONE = 141


def exit_code(run: Callable[[], object]) -> int:
    """Run the program; say what went wrong, if anything did, and give the exit code."""
    try:
        code = run()
        return code if isinstance(code, int) else FINE
    except PipeClosed:
        return READER_GONE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (click.ClickException, TrajectoryError) as error:
        code = USAGE if isinstance(error, click.ClickException) else error.exit_code
        return _told(_words(error), code)
    except Exception as error:  # noqa: BLE001 - the last resort, which hides nothing: it reports
        return INTERRUPTED if _is_interrupt(error) else _told(_report(error), OUR_FAULT)


def _is_interrupt(error: BaseException | None) -> bool:
    """Whether ctrl+c is what it began with: while a class is made, Python wraps it in an error."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _told(message: str, code: int) -> int:
    try:
        narrate(message)
    except (PipeClosed, TrajectoryError):
        discard(sys.stderr)  # nobody can hear us; the exit code still says it
    return code


def _words(error: click.ClickException | TrajectoryError) -> str:
    if not isinstance(error, click.ClickException):
        return str(error)
    words = error.format_message()
    if isinstance(error, click.UsageError) and error.ctx is not None:
        words += f"\nTry: {error.ctx.command_path} --help"
    return words


def _report(error: Exception) -> str:
    """Put the details into a file; say what happened and what to send to whoever can help."""
    import platform
    import traceback

    details = "".join(traceback.format_exception(error))
    facts = (
        f"Trajectory {__version__}, Python {platform.python_version()}, {platform.platform()}, "
        f"{sys.stdout.encoding if sys.stdout else 'no output'}"
    )
    try:
        path = _write_report(f"{facts}\n\n{details}")
    except OSError as failure:
        where = traceback.extract_tb(error.__traceback__)[-1]
        kept = (
            f"It could not be written to a file ({failure.strerror}), so please send these lines:\n"
            f"  {type(error).__name__} in {where.name}, {where.filename}, line {where.lineno}"
        )
    else:
        kept = (
            "Please send these lines and the file to whoever looks after Trajectory for you; read "
            f"the file first, because it may quote from a plan:\n  {path}"
        )
    return (
        "Something went wrong inside Trajectory. This is our fault, not yours, and every line that "
        f"was on record is still there: start it again and go on.\n{kept}\n  {facts}"
    )


def _write_report(text: str) -> Path:
    import datetime as dt

    from trajectory.storage.places import state_folder

    folder = state_folder() / "reports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    time = dt.datetime.now(dt.UTC)
    path = folder / f"problem-{time:%Y%m%d-%H%M%S-%f}.txt"
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return path
