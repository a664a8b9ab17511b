"""What our screens share: their commands, declared once, and the line that hints at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen

from trajectory.tui.commands.command import Command

if TYPE_CHECKING:
    from trajectory.tui.app import TrajectoryApp
    from trajectory.usecases.context import Context
    from trajectory.usecases.sitting import Sitting


class CommandScreen(Screen[None]):
    """A screen with commands of its own. Give the same ones to `bindings()` for BINDINGS."""

    commands: ClassVar[tuple[Command, ...]] = ()

    def on_compose(self) -> None:
        """Know the room before anything is put up: else all is styled again with the first size."""
        for breakpoints, cells in (
            (self.app.HORIZONTAL_BREAKPOINTS, self.app.size.width),
            (self.app.VERTICAL_BREAKPOINTS, self.app.size.height),
        ):
            self.add_class(max(each for each in breakpoints or () if each[0] <= cells)[1])

    def ready_to_leave(self) -> bool:
        """Put what is half done on record, for the app is about to close.

        Gives False when somebody should look at this screen first; asked again, it gives way.
        """
        return True

    def go_on_typing(self, text: str) -> None:
        """Take what was typed before this screen was there; for those that can come first."""
        raise NotImplementedError

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """Words were removed for good: no text that this screen has may hold them any more.

        `change` takes them out of a text.
        """

    @property
    def trajectory(self) -> TrajectoryApp:
        """The app, by its own type."""
        return cast("TrajectoryApp", self.app)

    @property
    def sitting(self) -> Sitting:
        """The plans that are open."""
        return self.trajectory.sitting

    @property
    def context(self) -> Context:
        """The folder, the templates, the clock."""
        return self.sitting.context
