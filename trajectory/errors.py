"""Every way in which Trajectory can fail, each with the exit code of the command line.

A message is read by a person: it says what happened, that nothing was lost, and what to do next.
This module imports nothing of ours, so that every layer may raise these.
"""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing in a file that cannot be understood, and where it is."""

    line: int | None
    """Line of the file, counted from 1; None where no line can be named."""
    key: str
    """The key as the file spells it, such as `step.S1-t5vn.due`; empty for the file as a whole."""
    message: str
    """What was found and what is allowed, in plain English."""

    def __str__(self) -> str:
        """The problem on one line: `line 14, due: "soon" is not a date: ...`."""
        last = self.key if self.key.endswith('"') else self.key.rpartition(".")[2]
        where = [f"line {self.line}" if self.line else "", last]
        place = ", ".join(part for part in where if part)
        return f"{place}: {self.message}" if place else self.message


class TrajectoryError(Exception):
    """What all our own errors share: a sentence for people, and an exit code."""

    exit_code = 70


class UsageError(TrajectoryError):
    """What was asked for cannot be done as it was asked."""

    exit_code = 2


class PlanUnreadableError(TrajectoryError):
    """A plan file is there, and cannot be read as a plan."""

    exit_code = 3

    def __init__(
        self, message: str, *, path: Path | None = None, problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(message)
        self.path = path
        """The file, where one was read."""
        self.problems = problems
        """All that is wrong with it, in the order of the file."""


class PlanNotFoundError(TrajectoryError):
    """There is no such plan."""

    exit_code = 4


class NoCheckpointError(PlanNotFoundError):
    """The plan is there, and has no earlier version to compare it with."""


class NotSavedError(TrajectoryError):
    """A file could not be written; what was there before is still there."""

    exit_code = 5


class PlanExistsError(UsageError):
    """A plan of that name is there already, and is never overwritten."""


class ChangedOnDiskError(NotSavedError):
    """Somebody else changed the file since we read it; nothing was overwritten."""
