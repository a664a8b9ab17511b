"""The app: themes, what is shared by all screens, and a safe way out."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.widgets import Input

from trajectory.domain.cleaning import clean
from trajectory.domain.kinds import Section
from trajectory.tui import themes
from trajectory.tui.commands.command import EVERYWHERE, bindings
from trajectory.tui.palette import CommandProvider, Palette
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.text import plain
from trajectory.usecases.coach_desk import CoachDesk
from trajectory.usecases.settings import Settings
from trajectory.usecases.sitting import Sitting

FLUSH_SECONDS = 10.0
"""How long leaving waits for the last save."""
EXIT_SECONDS = 2.0
"""How long the app has after a signal to put the terminal in order, before it just ends."""
LOOK_SECONDS = 2.0
"""How often it is looked whether somebody else wrote a plan that is open."""
SIGNAL_FLUSH_SECONDS = 2.0
"""The same when the terminal closes or the machine shuts down: then others decide how long."""


class TrajectoryApp(App[int]):
    """Planning workshops on record. Screens do the work; the app holds what they share."""

    TITLE = "Trajectory"
    CSS_PATH = "styles/app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(EVERYWHERE))
    COMMANDS = {CommandProvider}  # noqa: RUF012 - Textual's own declaration
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-low")]  # noqa: RUF012

    def __init__(self, sitting: Sitting, settings: Settings, plan_path: Path | None = None) -> None:
        # Said before the app starts: with NO_COLOR Textual picks its filter then, and the one for
        # themes with colours of their own would paint the terminal's colours black on black.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.sitting = sitting
        self.settings = settings
        self.coach = CoachDesk(sitting.context, settings.coach)
        self._plan_path = plan_path
        self.fault: Exception | None = None
        """What went wrong inside the app and ended it."""

    def on_mount(self) -> None:
        """Put up the first screen, and hear the signals that end a program."""
        for theme in themes.OWN:
            self.register_theme(theme)
        known = set(self.available_themes)
        self.theme = themes.starting_theme(os.environ, self.settings.theme, known)
        self.set_keymap(dict(self.settings.keys))
        self._hear_signals()
        self.set_interval(LOOK_SECONDS, self.sitting.look)
        self.push_screen(HomeScreen(self._plan_path))

    def on_app_focus(self) -> None:
        """Somebody comes back to this window, perhaps from an editor with a plan in it."""
        self.sitting.look()

    async def on_event(self, event: events.Event) -> None:
        """Textual's own Input, unlike our lines, draws a paste as it came."""
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            event.text = plain(clean(event.text))
        await super().on_event(event)

    def _hear_signals(self) -> None:
        # Without this a closed terminal skips every line of code after it (Textual #5140).
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and os.name == "posix":
                loop.add_signal_handler(number, partial(self._leave_on, number))

    def _leave_on(self, number: int) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.ready_to_leave()
        self.sitting.flush(SIGNAL_FLUSH_SECONDS)
        self.exit(128 + number, return_code=128 + number)
        # A terminal that is gone can block Textual's own way out for ever. All is on disk by now.
        last_resort = threading.Timer(EXIT_SECONDS, os._exit, (128 + number,))
        last_resort.daemon = True
        last_resort.start()

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print the values of local variables: what people said, for all to see.
        self.fault = self.fault or error
        super()._handle_exception(error)
        self._exit_renderables.clear()

    async def show_plan(
        self,
        path: Path,
        section: Section | None = None,
        entry: str | None = None,
        notice: str = "",
    ) -> None:
        """Go to this plan on the walk, at an entry if one is named; a walk that is there is used.

        The plan must have been opened in the sitting: what can go wrong with that is the caller's.
        `notice` is said there.
        """
        from trajectory.tui.screens.walk import WalkScreen

        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.mark_later(path)
        walk = next((s for s in self.screen_stack if isinstance(s, WalkScreen)), None)
        if walk is None:
            # On top of what is there: keys that wait in a line of it find their way to this one.
            await self.push_screen(WalkScreen(path, section, entry, notice))
            return
        while self.screen is not walk:
            self.pop_screen()
        walk.close_plan()
        walk.open_plan(path, section, entry, notice)

    def action_help(self) -> None:
        """The keys of this screen, how to do things, and the method."""
        from trajectory.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """All that can be done here."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_leave(self) -> None:
        """Leave when all is saved; else say what is not, and what can be done."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, CommandScreen) and not screen.ready_to_leave():
                while self.screen is not screen:
                    self.pop_screen()
                return
        self.run_worker(self._leave_when_saved(), exclusive=True)

    async def _leave_when_saved(self) -> None:
        """Beside the keys: a disk that hangs must not freeze the screen."""
        from trajectory.tui.screens.leave import LeaveScreen

        if await asyncio.to_thread(self.sitting.flush, FLUSH_SECONDS):
            self.exit(0)
        else:
            self.push_screen(LeaveScreen(self.sitting.unsaved))

    async def action_quit(self) -> None:
        """Textual's own way out takes the same care."""
        self.action_leave()


def run(sitting: Sitting, settings: Settings, plan_path: Path | None = None) -> int:
    """Run the app until the user leaves; gives the exit code.

    A fault of ours is raised when everything on record, and what was half typed, is on disk.
    """
    app = TrajectoryApp(sitting, settings, plan_path)
    try:
        code = app.run()
    finally:
        sitting.close(FLUSH_SECONDS)
    if app.fault is not None:
        raise app.fault
    return code or app.return_code or 0
