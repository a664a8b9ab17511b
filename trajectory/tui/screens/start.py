"""What is seen first: a line to type into, while what reads plans is loaded beside it.

Loading that takes as long again as starting a terminal app at all. So it is done on a thread, and
what is typed meanwhile is shown at once. A key that means something elsewhere, such as Enter, waits
with all that come after it, and the screen that follows gets the line and then the keys, in order,
as if they had been pressed there. The screen stays under the others: whoever leaves a plan that was
named at the start gets the list of plans from here.

No key goes through a queue on its way: a letter that overtakes an Enter is in another entry. So the
app gives each one here (`TrajectoryApp.on_event`) until, in one step, the next screen has them all.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from trajectory.tui.commands.command import EVERYWHERE, Command
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.key_order import give

LEAVE_KEYS = EVERYWHERE[-1].keys.split(",")

TYPED_AHEAD = "ctrl+j"
"""What a terminal makes of an Enter that is pressed before the app has taken it over."""

CURSOR = content(" ", "reverse")

FIND = "Find a plan, or type a name to start one"
"""The title of the line at home, which is there from the first moment on."""


class StartScreen(CommandScreen):
    """A line to type into, under the name of the plan that is being opened; of the app, at home.

    The line is no `TextArea`: to load that takes a twentieth of the time until this is drawn.
    """

    commands: ClassVar[tuple[Command, ...]] = EVERYWHERE

    def __init__(self, plan_name: str = "") -> None:
        super().__init__(classes="-plan" if plan_name else "")
        self._plan_name = plan_name
        self._line = Static(CURSOR, id="find")
        self._message = Static(id="message")
        self._waiting: list[events.Key | events.Paste] = []
        self._was_pointed_at = False
        self._has_begun = False
        self.text = ""
        """What was typed so far, up to the first key that waits."""
        self.takes_keys = True
        """Whether every key is for this screen, even while another is being put up on top of it."""

    def compose(self) -> ComposeResult:
        """The line where it will be, in a plan or at home, and a word above it."""
        yield Static(one_line(self._plan_name or "Trajectory"), id="name")
        if self._plan_name:
            with Horizontal(id="line"):
                yield Static("›", id="label")
                yield self._line
        else:
            self._line.border_title = FIND
            yield self._line
        yield self._message

    def take(self, event: events.Key | events.Paste) -> None:
        """Show text, and do what Backspace does; every other key waits for the screen that comes.

        It is called before anything is drawn, too.
        """
        self.takes_keys = True
        if isinstance(event, events.Paste):
            self._waiting.append(event)
        elif event.key in LEAVE_KEYS and self.is_current:
            self.trajectory.action_leave()  # a disk that does not answer must not hold anybody here
        elif event.key == TYPED_AHEAD:
            self._waiting.append(events.Key("enter", "\r"))
        elif self._waiting:
            self._waiting.append(event)
        elif event.is_printable:
            self._show(self.text + (event.character or ""))
        elif event.key == "backspace":
            self._show(self.text[:-1])
        else:
            self._waiting.append(event)

    def _forward_event(self, event: events.Event) -> None:
        # Where a widget of a screen that was left hands on the keys behind the one that left it.
        if isinstance(event, events.Key | events.Paste):
            self.take(event)
        else:
            super()._forward_event(event)

    def _show(self, text: str) -> None:
        self.text = text
        self._line.update(content(text).append(CURSOR))

    def hand_over(self, screen: CommandScreen, *, refused: bool = False) -> None:
        """Give what was typed to the screen that is on top of this one now.

        When the plan was `refused` that it was typed for, no key does anything: all words are kept.
        """
        text, waiting = (self._words(), []) if refused else (self.text, self._waiting)
        self._has_begun, self.takes_keys, self._waiting = True, False, []
        self._show("")
        screen.go_on_typing(text)
        for event in waiting:
            give(self.app.focused or self.app.screen, event)

    def _words(self) -> str:
        words = self.text
        for event in self._waiting:
            if isinstance(event, events.Paste):
                words += event.text
            elif event.key == "backspace":
                words = words[:-1]
            else:
                words += (event.character or "") if event.is_printable else " "
        return " ".join(words.split())

    async def on_screen_resume(self) -> None:
        """The plan that was named at the start was left: show the list of plans."""
        if self._has_begun:
            from trajectory.tui.screens.home import HomeScreen

            await self.trajectory.put_up(HomeScreen())

    def ready_to_leave(self) -> bool:
        """Point at what was typed, once: it is nowhere yet."""
        if self._was_pointed_at or not (self.text or self._waiting):
            return True
        self._was_pointed_at = True
        self._message.update(
            "The plans are still being opened, so this line is not on record yet. "
            "Leave again, and it is gone."
        )
        return False
