"""The line at the foot of a screen: what can be done here, each hint a key and clickable."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from trajectory.tui.commands.command import Command
from trajectory.tui.text import content

GAP = "  "
HINT = "hint"
"""What a click finds in the style of a hint. (`@click` would draw it as a link, underlined.)"""


class HintLine(Static):
    """Shows the commands that have a hint word, for as long as they fit."""

    DEFAULT_CSS = """
    HintLine { height: 1; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, commands: Iterable[Command] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self._lead = ""
        self._commands = tuple(commands)

    def show_commands(self, commands: Iterable[Command], lead: str = "") -> None:
        """Hint at these from now on, behind a few words of our own."""
        commands = tuple(commands)
        if (commands, lead) != (self._commands, self._lead):
            self._commands, self._lead = commands, lead
            self._draw()

    def on_mount(self) -> None:
        """Draw once there is a width."""
        self._draw()

    def on_resize(self) -> None:
        """More or fewer hints fit now."""
        self._draw()

    async def on_click(self, event: events.Click) -> None:
        """Do what the hint says, on the screen or else on the app."""
        action = event.style.meta.get(HINT)
        if action is not None:
            event.stop()
            if not await self.app.run_action(action, self.screen):
                await self.app.run_action(action, self.app)

    def _draw(self) -> None:
        """What fits, in order; the way back and help have their room before all others."""
        hinted = [command for command in self._commands if command.hint]
        room = self.size.width - 2 - len(self._lead)
        shown: set[str] = set()
        for command in sorted(hinted, key=lambda command: not _is_vital(command)):
            room -= len(f"{command.key_words} {command.hint}") + len(GAP)
            if room + len(GAP) < 0:
                break
            shown.add(command.id)
        parts = [_hint(command) for command in hinted if command.id in shown]
        self.update(content(GAP).join([content(self._lead), *parts] if self._lead else parts))


def _is_vital(command: Command) -> bool:
    return command.keys.split(",")[0] in {"escape", "f1"}


def _hint(command: Command) -> Content:
    key = content(command.key_words, "bold $footer-key-foreground")
    return (key + content(f" {command.hint}")).stylize(Style.from_meta({HINT: command.action}))
