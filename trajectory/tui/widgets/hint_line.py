"""The line at the foot of a screen: what can be done here, each hint a key and clickable."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from trajectory.tui.commands import Command


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

    def _draw(self) -> None:
        parts: list[Content] = [Content(self._lead)] if self._lead else []
        room = self.size.width - 2 - len(self._lead)
        for command in self._commands:
            if not command.hint:
                continue
            words = f"{command.key_words} {command.hint}"
            room -= len(words) + 2
            if room < 0:
                break
            click = Style.from_meta({"@click": f"screen.{command.action}"})
            key = Content(command.key_words).stylize("bold $footer-key-foreground")
            parts.append((key + f" {command.hint}").stylize(click))
        self.update(Content("  ").join(parts))
