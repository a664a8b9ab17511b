"""What is seen first: a line to type into, while what reads plans is loaded beside it.

Loading that takes as long again as starting a terminal app at all. So it is done on a thread, and
what is typed meanwhile is shown at once. A key that means something elsewhere, such as Enter, waits
with all that come after it, and the screen that follows gets the line and then the keys, in order,
as if they had been pressed there. The screen stays under the others: whoever leaves a plan that was
named at the start gets the list of plans from here.
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
from trajectory.tui.widgets.key_order import give, handed_on

LEAVE_KEYS = EVERYWHERE[-1].keys.split(",")

CURSOR = content(" ", "reverse")

FIND = "Find a plan, or type a name to start one"
"""The title of the line at home, which is there from the first moment on."""


class StartLine(Static, can_focus=True):
    """Takes text and Backspace; every other key waits for the screen that comes.

    It is no `TextArea`: to load that takes a twentieth of the time until this is drawn.
    """

    def __init__(self) -> None:
        super().__init__(CURSOR, id="find")
        self._waiting: list[events.Key | events.Paste] | None = []
        self.text = ""

    async def _on_key(self, event: events.Key) -> None:
        if self._waiting is None:
            handed_on(self, event)
            return
        event.stop()
        event.prevent_default()
        if event.key in LEAVE_KEYS:  # a disk that does not answer must not hold anybody here
            await self.run_action("app.leave")
        elif self._waiting:
            self._waiting.append(event)
        elif event.is_printable:
            self._show(self.text + (event.character or ""))
        elif event.key == "backspace":
            self._show(self.text[:-1])
        else:
            self._waiting.append(event)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self._waiting is None:
            give(self.app.focused or self.app.screen, event)
        else:
            self._waiting.append(event)

    def _show(self, text: str) -> None:
        self.text = text
        self.update(content(text).append(CURSOR))

    @property
    def holds_something(self) -> bool:
        """Whether anything was typed that is nowhere yet."""
        return bool(self.text or self._waiting)

    def hand_over(self) -> None:
        """Give the waiting keys to what has the focus now, before any that are still to come."""
        waiting, self._waiting = self._waiting or [], None
        for event in waiting:
            give(self.app.focused or self.app.screen, event)


class StartScreen(CommandScreen):
    """Named after nothing but the plan that is being opened, if one is."""

    commands: ClassVar[tuple[Command, ...]] = EVERYWHERE
    AUTO_FOCUS = "StartLine"

    def __init__(self, plan_name: str = "") -> None:
        super().__init__(classes="-plan" if plan_name else "")
        self._plan_name = plan_name
        self._was_pointed_at = False
        self._has_begun = False

    def compose(self) -> ComposeResult:
        """The line where it will be, in a plan or at home, and a word above it."""
        yield Static(one_line(self._plan_name or "Trajectory"), id="name")
        line = StartLine()
        if self._plan_name:
            with Horizontal(id="line"):
                yield Static("›", id="label")
                yield line
        else:
            line.border_title = FIND
            yield line
        yield Static(id="message")

    def hand_over(self, screen: CommandScreen) -> None:
        """Give what was typed to the screen that is on top of this one now."""
        self._has_begun = True
        line = self.query_one(StartLine)
        screen.go_on_typing(line.text)
        line.hand_over()

    def on_screen_resume(self) -> None:
        """The plan that was named at the start was left: show the list of plans."""
        if self._has_begun:
            from trajectory.tui.screens.home import HomeScreen

            self.app.push_screen(HomeScreen())

    def ready_to_leave(self) -> bool:
        """Point at what was typed, once: it is nowhere yet."""
        if self._has_begun or self._was_pointed_at or not self.query_one(StartLine).holds_something:
            return True
        self._was_pointed_at = True
        self.query_one("#message", Static).update(
            "The plans are still being opened, so this line is not on record yet. "
            "Leave again, and it is gone."
        )
        return False
