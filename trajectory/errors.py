"""Every way in which Trajectory can fail, each with the exit code of the command line.

A message is read by a person: it says what happened, that nothing was lost, and what to do next.
This module imports nothing, so that every layer may raise these.
"""

from __future__ import annotations


class TrajectoryError(Exception):
    """What all our own errors share: a sentence for people, and an exit code."""

    exit_code = 70


class UsageError(TrajectoryError):
    """What was asked for cannot be done as it was asked."""

    exit_code = 2


class PlanUnreadableError(TrajectoryError):
    """A plan file is there, and cannot be read as a plan."""

    exit_code = 3


class PlanNotFoundError(TrajectoryError):
    """There is no such plan."""

    exit_code = 4


class NotSavedError(TrajectoryError):
    """A file could not be written; what was there before is still there."""

    exit_code = 5


class PlanExistsError(UsageError):
    """A plan of that name is there already, and is never overwritten."""


class ChangedOnDiskError(NotSavedError):
    """Somebody else changed the file since we read it; nothing was overwritten."""
