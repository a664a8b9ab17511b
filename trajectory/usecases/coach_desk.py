"""The coach while the app runs: what it is asked on screens, and what it knows of other plans.

What owners carry in the other plans is read from the folder when somebody opens the questions, and
kept. To count the questions beside the work, nothing is read: until then a plan's own steps count.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trajectory.domain.plan import Plan
from trajectory.domain.thresholds import Thresholds
from trajectory.usecases.context import Context

if TYPE_CHECKING:
    from trajectory.domain.coach import Questions
    from trajectory.usecases.coaching import Loads


class CoachDesk:
    """Asks about plans as they stand. For threads of their own: a large plan takes half a second.

    A plan is an immutable value, so it may go on changing on the screen meanwhile. The coach itself
    is loaded there too, and not when the app starts.
    """

    def __init__(self, context: Context, thresholds: Thresholds) -> None:
        self._context = context
        self._thresholds = thresholds
        self._loads: Loads | None = None

    def ask(self, path: Path, plan: Plan) -> Questions:
        """The questions about a plan as of today, with what is known of the other plans."""
        from trajectory.usecases import coaching

        elsewhere = self._loads.elsewhere(path, plan.plan) if self._loads is not None else {}
        return coaching.ask(plan, self._thresholds, self._context.today(), elsewhere)

    def look_round(self) -> None:
        """Read what owners carry in all plans of the folder; takes as long as reading them."""
        from trajectory.usecases import coaching

        self._loads = coaching.loads(self._context, self._context.today())

    def forget(self) -> None:
        """Let go of what was read: the roles in it may have words that are to be nowhere."""
        self._loads = None
