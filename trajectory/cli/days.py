"""Days on the command line: what a person says for one, and the day that a command looks from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import click

from trajectory.errors import UsageError

LAST = "last"
"""What `--since` takes for the last checkpoint, whenever that was."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def as_of_option(what: str) -> Decorator:
    """`--as-of DAY`, with what is then read as it stands on that day. See `day_said`."""
    return click.option(
        "--as-of",
        "as_of",
        metavar="DAY",
        help=f"{what} as on this day (today, 9feb, 2018-02-09), not as today.",
    )


def since_option(what: str) -> Decorator:
    """`--since DATE|last`, with what is then said. See `since_said`."""
    return click.option(
        "--since",
        "since",
        metavar="DATE|last",
        help=f"{what} the last checkpoint, or the last one up to a day (such as 2018-01-16).",
    )


def since_said(said: str | None, today: dt.date) -> dt.date | None:
    """The day that `--since` names; None for `last`.

    Raises `UsageError` when it is no day, could be two, or is still to come.
    """
    if said is None or said.strip().casefold() == LAST:
        return None
    day = day_said(said, "--since", today)
    if day is not None and day > today:
        from trajectory.domain.dates import echo

        raise UsageError(
            f"--since: “{said}” is {echo(day)}, which is still to come. Type a day that has passed "
            'with its year: 2018-01-16, or "16 jan 2018".'
        )
    return day


def day_said(said: str | None, option: str, today: dt.date, otherwise: str = "") -> dt.date | None:
    """A day as people say it; what has two readings is refused, never guessed.

    Args:
        said: what stands behind the option; None where it was not given.
        option: its name, for the message.
        today: what "fri" and a date without a year are read from.
        otherwise: what was not done, a sentence for the end of the message.

    Raises:
        UsageError: it is no day, or could be two.
    """
    from trajectory.domain.dates import read_date

    if said is None:
        return None
    read = read_date(said, today)
    if read is not None and read.date is not None:
        return read.date
    problem = read.problem if read is not None else None
    words = problem or f"“{said}” is not a date: type it as 27 nov 2026."
    raise UsageError(f"{option}: {words} {otherwise}".rstrip())
