"""The app: themes, what is shared by all screens, and a safe way out.

What a person sees first is loaded first. This module and `screens/start.py` import nothing of the
plan: pydantic and all that stands on it take as long to load as Textual itself, and a line to type
into need not wait for them (tests/architecture/test_headless.py holds that).
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from trajectory.domain.cleaning import clean
from trajectory.errors import TrajectoryError
from trajectory.tui import themes
from trajectory.tui.beside import beside
from trajectory.tui.commands.command import EVERYWHERE, bindings
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.screens.start import StartScreen
from trajectory.tui.text import plain

if TYPE_CHECKING:
    from textual.command import Provider

    from trajectory.domain.kinds import Section
    from trajectory.usecases.coach_desk import CoachDesk
    from trajectory.usecases.opening import Workshop
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


def _commands() -> type[Provider]:
    from trajectory.tui.palette import CommandProvider

    return CommandProvider


@dataclass(frozen=True)
class Opening:
    """What is known before anything is loaded, and how the rest is had."""

    load: Callable[[], Workshop]
    """Called once, on a thread beside the first screen. What it raises ends the app."""
    plan_name: str = ""
    """The plan that is about to be opened; empty at home."""
    theme: str | None = None
    """Name of the theme that the user chose."""


FirstScreen = Callable[[], CommandScreen]


def _first_screen(workshop: Workshop) -> FirstScreen:
    """What makes the screen to begin with; its module is loaded here and now."""
    if workshop.plan is not None:
        from trajectory.tui.screens.walk import WalkScreen

        return partial(WalkScreen, workshop.plan)
    from trajectory.tui.screens.home import HomeScreen

    return partial(HomeScreen, workshop.refused)


class TrajectoryApp(App[int]):
    """Planning workshops on record. Screens do the work; the app holds what they share."""

    TITLE = "Trajectory"
    CSS_PATH = ["styles/app.tcss", "styles/start.tcss"]  # noqa: RUF012 - Textual's own declaration
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(EVERYWHERE))
    COMMANDS = {_commands}  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (16, "-low")]  # noqa: RUF012

    def __init__(self, opening: Opening | Workshop) -> None:
        """`opening` is what there is to work on, or how to have it."""
        # Said before the app starts: with NO_COLOR Textual picks its filter then, and the one for
        # themes with colours of their own would paint the terminal's colours black on black.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._opening = opening
        self._start = StartScreen(opening.plan_name if isinstance(opening, Opening) else "")
        self.workshop: Workshop | None = None if isinstance(opening, Opening) else opening
        """What the app works on; None until it is loaded."""
        self.left: Path | None = None
        """The plan that was on the screen last, for the list of plans to mark."""
        self.fault: Exception | None = None
        """What went wrong inside the app and ended it."""
        for theme in themes.OWN:
            self.register_theme(theme)
        self._use_theme(opening.theme if isinstance(opening, Opening) else opening.settings.theme)

    def _use_theme(self, wished: str | None) -> None:
        self.theme = themes.starting_theme(os.environ, wished, set(self.available_themes))

    def get_default_screen(self) -> Screen[None]:
        """The screen that is under all others, and drawn first."""
        return self._start

    async def on_mount(self) -> None:
        """Go on with what is loaded; else load it, once the first screen is drawn."""
        self._hear_signals()
        if isinstance(self._opening, Opening):
            self.call_after_refresh(self._load, self._opening.load)
        else:
            await self._begin(self._opening, _first_screen(self._opening))

    @work
    async def _load(self, load: Callable[[], Workshop]) -> None:
        try:
            workshop, first = await beside(partial(self._loaded_by, load))
        except TrajectoryError as error:
            self.fault = error
            self.exit()
            return
        # What is loaded by now stays: the garbage collector need not go through it ever again.
        gc.freeze()
        await self._begin(workshop, first)

    def _loaded_by(self, load: Callable[[], Workshop]) -> tuple[Workshop, FirstScreen]:
        self.workshop = load()
        return self.workshop, _first_screen(self.workshop)

    async def _begin(self, workshop: Workshop, first: FirstScreen) -> None:
        """Use the user's settings, look after the open plans, and show the first real screen."""
        self._use_theme(workshop.settings.theme)
        self.set_keymap(dict(workshop.settings.keys))
        self.set_interval(LOOK_SECONDS, workshop.sitting.look)
        self.left = workshop.plan
        await self.put_up(first(), refused=workshop.refused is not None)

    async def put_up(self, screen: CommandScreen, *, refused: bool = False) -> None:
        """Show a screen on top of the first one, with what was typed meanwhile.

        `refused` says that it was typed for a plan that cannot be opened.
        """
        self._start.takes_keys = True
        with self.batch_update():  # never seen without it
            await self.push_screen(screen)
            self._start.hand_over(screen, refused=refused)

    @property
    def sitting(self) -> Sitting:
        """The plans that are open."""
        return self._loaded.sitting

    @property
    def settings(self) -> Settings:
        """What the user has set."""
        return self._loaded.settings

    @cached_property
    def coach(self) -> CoachDesk:
        """The coach, and what it knows of other plans."""
        from trajectory.usecases.coach_desk import CoachDesk

        return CoachDesk(self.sitting.context, self.settings.coach)

    @property
    def _loaded(self) -> Workshop:
        if self.workshop is None:
            msg = "no screen that needs it is shown before the workshop is loaded"
            raise RuntimeError(msg)
        return self.workshop

    def on_app_focus(self) -> None:
        """Somebody comes back to this window, perhaps from an editor with a plan in it."""
        if self.workshop is not None:
            self.workshop.sitting.look()

    async def on_event(self, event: events.Event) -> None:
        """Keys wait in order while the first screen is put up.

        And Textual's own Input, unlike our lines, draws a paste as it came.
        """
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._start.takes_keys:
                self._start.take(event)
                return
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
        for screen in self._screens_with_words:
            screen.ready_to_leave()
        if self.workshop is not None:
            self.workshop.sitting.flush(SIGNAL_FLUSH_SECONDS)
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

        self.left = path
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
        from trajectory.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    @property
    def _screens_with_words(self) -> list[CommandScreen]:
        """Ours, from below; one that is still being put up has nothing that could be lost."""
        return [s for s in self.screen_stack if isinstance(s, CommandScreen) and s.is_mounted]

    def action_leave(self) -> None:
        """Leave when all is saved; else say what is not, and what can be done."""
        for screen in reversed(self._screens_with_words):
            if not screen.ready_to_leave():
                while self.screen is not screen:
                    self.pop_screen()
                return
        self.run_worker(self._leave_when_saved(), exclusive=True)

    async def _leave_when_saved(self) -> None:
        """Beside the keys: a disk that hangs must not freeze the screen."""
        if self.workshop is None or await asyncio.to_thread(self.sitting.flush, FLUSH_SECONDS):
            self.exit(0)
        else:
            from trajectory.tui.screens.leave import LeaveScreen

            self.push_screen(LeaveScreen(self.sitting.unsaved))

    async def action_quit(self) -> None:
        """Textual's own way out takes the same care."""
        self.action_leave()


def run(opening: Opening) -> int:
    """Run the app until the user leaves; gives the exit code.

    A fault of ours is raised when everything on record, and what was half typed, is on disk.
    """
    app = TrajectoryApp(opening)
    try:
        code = app.run()
    finally:
        if app.workshop is not None:
            app.workshop.sitting.close(FLUSH_SECONDS)
    if app.fault is not None:
        raise app.fault
    return code or app.return_code or 0
