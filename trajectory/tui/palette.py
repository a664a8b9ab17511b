"""The command palette: what the screen under it can do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon

from trajectory.tui.commands.command import EVERYWHERE, LEAVE_FROM_HERE, Command
from trajectory.tui.screens.base import CommandScreen


class Palette(CommandPalette):
    """Textual's palette, in our words; its own sign is two cells wide."""

    BINDINGS: ClassVar[list[BindingType]] = list(LEAVE_FROM_HERE)

    def __init__(self) -> None:
        # The id by which Textual knows that the palette is open.
        super().__init__(placeholder="Type what you want to do", id="--command-palette")

    def on_mount(self) -> None:
        """A sign that each terminal draws one cell wide."""
        for sign in self.query(SearchIcon):  # none, when the app is left at this very moment
            sign.icon = "›"


class CommandProvider(Provider):
    """Finds the commands of the current screen and of the app by their titles."""

    @property
    def _commands(self) -> tuple[Command, ...]:
        here = self.screen.commands if isinstance(self.screen, CommandScreen) else ()
        return (*here, *EVERYWHERE)

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(command.title, self._run(command), help=_help(command))

    async def search(self, query: str) -> Hits:
        """The commands whose title or help fits."""
        matcher = self.matcher(query)
        for command in self._commands:
            score = matcher.match(f"{command.title} {command.help}")
            if score > 0:
                title = matcher.highlight(command.title)
                yield Hit(score, title, self._run(command), text=command.title, help=_help(command))

    def _run(self, command: Command) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.screen.run_action(command.action)

        return run


def _help(command: Command) -> str:
    keys = f"  {command.key_words}" if command.keys else ""
    slash = f"  /{command.slash}" if command.slash else ""
    return f"{command.help}{keys}{slash}"
