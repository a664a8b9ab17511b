"""What the verbs need from the world, handed in once: where plans are, the time, and chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from trajectory.domain.amending import Stamp
from trajectory.domain.ids import SuffixSource
from trajectory.domain.template import Templates
from trajectory.storage.journal import Journals
from trajectory.storage.plan_store import PlanStore


@dataclass(frozen=True)
class Context:
    """One plans folder, its templates, a clock and a source of random suffixes."""

    store: PlanStore
    journals: Journals
    templates: Templates
    clock: Callable[[], dt.datetime]
    """The time now, aware, in the user's own time zone."""
    suffix: SuffixSource

    def now(self) -> dt.datetime:
        """The time now in UTC to the second, as plan files hold it."""
        return self.clock().astimezone(dt.UTC).replace(microsecond=0)

    def stamp(self) -> Stamp:
        """What an edit that leaves a trace on the log needs."""
        return Stamp(self.now(), self.today(), self.suffix)

    def today(self) -> dt.date:
        """The user's date."""
        return self.clock().date()
