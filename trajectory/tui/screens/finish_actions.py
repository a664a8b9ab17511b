"""Finishing: the plan is kept as it stands, when a workshop or a review is over."""

from __future__ import annotations

import asyncio

from trajectory.errors import TrajectoryError
from trajectory.tui.screens.entry_actions import EntryActions

KEPT = "Kept: {name}. Next: ctrl+e exports the plan, /history shows what was kept."


class FinishActions(EntryActions):
    """The commands that are about the plan as it stood."""

    async def action_finish(self, summary: str = "") -> None:
        """Finish the workshop, or the review that is under way: keep the plan as it stands."""
        from trajectory.usecases.finishing import Finishing

        finishing = Finishing(self.context, self.session, summary)
        try:
            same = await asyncio.to_thread(finishing.kept_already)
            if same is not None:
                self.say(f"Nothing has changed since it was kept: {same.name}.")
                return
            ending = finishing.begin()
            kept = await asyncio.to_thread(finishing.keep, ending)
        except TrajectoryError as error:
            self.say(f"Not finished yet, and nothing is lost: {error}")
            return
        finishing.end(ending, kept)
        self.plan_changed()
        self.say(KEPT.format(name=kept.name))

    def action_history(self) -> None:
        """The plan as it stood after each workshop and review."""
        from trajectory.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.session), lambda _: self.plan_changed())
