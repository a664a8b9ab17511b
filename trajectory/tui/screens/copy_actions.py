"""What can be done on the first screen with what two people left: copies, and differences."""

from __future__ import annotations

from functools import partial

from trajectory.tui.screens.plan_actions import Act, PlanActions
from trajectory.usecases import copies, managing


class CopyActions(PlanActions):
    """The verbs for copies of a plan, and for the differences that are open in one."""

    async def action_put_together(self) -> None:
        """Bring a copy into the plan that it is a copy of; the copy goes to the trash."""
        row = self.plan_row()
        if row is None:
            return
        if row.copy_of is None:
            self.say("This is no copy of another plan: there is nothing to put together.")
            return
        original = row.copy_of
        merged = await self.attempt(lambda: copies.merge_copy(self.sitting, row.path, original))
        if merged is not None:
            settle = " D and then S settles it." if merged.differences else ""
            self.done(
                f"Put together with “{merged.title}”: {merged.came}.{settle}",
                Act(
                    "Taken back: the plan and its copy are as they were.",
                    partial(copies.take_apart, self.sitting, merged),
                ),
                mark=original,
            )

    async def action_keep_as_own(self) -> None:
        """Make a copy that was left by two people's edits a plan of its own."""
        row = self.plan_row()
        if row is not None:
            kept = await self.attempt(lambda: managing.keep_as_own(self.sitting, row.path))
            if kept is not None:
                self.say(f"“{kept.plan.plan.title}” is a plan of its own now.")
                self.refresh_rows(kept.path)

    async def action_differences(self) -> None:
        """Both versions of what two people changed in the same place."""
        from trajectory.tui.screens.differences import DifferencesScreen

        row = self.plan_row()
        if row is None:
            return
        session = await self.attempt(lambda: self.sitting.open(row.path))
        if session is not None:
            self.say("")  # what was said of it is old news on the way back
            await self.app.push_screen(DifferencesScreen(session))
