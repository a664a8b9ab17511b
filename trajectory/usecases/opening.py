"""What the app works on: the plans that are open, the user's settings, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trajectory.errors import TrajectoryError
from trajectory.usecases.settings import Settings
from trajectory.usecases.sitting import Sitting


@dataclass(frozen=True)
class Workshop:
    """Everything that the app was opened with."""

    sitting: Sitting
    settings: Settings
    plan: Path | None = None
    """The plan to begin with; it is open in the sitting."""
    refused: Path | None = None
    """A plan that was named and could not be opened: opening it again says why."""


def open_workshop(sitting: Sitting, settings: Settings, plan: Path | None = None) -> Workshop:
    """Begin in this plan, if one is named and can be opened."""
    if plan is None:
        return Workshop(sitting, settings)
    try:
        sitting.open(plan)
    except TrajectoryError:
        return Workshop(sitting, settings, refused=plan)
    return Workshop(sitting, settings, plan)
