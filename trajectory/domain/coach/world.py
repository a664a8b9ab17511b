"""What one plan cannot know of the world around it, handed in as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field

from trajectory.domain.progress import OwnerLoad


@dataclass(frozen=True)
class World:
    """What the coach is told beside the plan and the day. Without it, it asks less."""

    elsewhere: Mapping[str, OwnerLoad] = field(default_factory=dict)
    """What owners carry in the *other* plans of this plan's authority, by `progress.role_key`. Its
    own steps are added to that."""
    bank_holidays: Container[dt.date] = frozenset()
    """The days on which offices are closed: anything that answers `day in bank_holidays`."""
    pages: Callable[[], float | None] = lambda: None
    """How long the plan is as a document, in pages of A4; None where nobody can tell. It has to be
    written for that, so it is asked only where it matters."""
