"""What the screens about owners share: the steps of all plans, read on a thread of its own.

The folder is read again whenever somebody comes back from a plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual import work
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from trajectory.domain.plan import Plan
from trajectory.errors import TrajectoryError
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.text import one_line
from trajectory.usecases.owners import OwnedIn, read_owned

BATCH = 50
"""So many plans are read before what was found in them is shown."""


class OwnedScreen(CommandScreen):
    """Reads the steps of all plans; `show_owned` shows what was read so far."""

    @dataclass
    class PlansRead(Message):
        """Some plans were read."""

        reading: int
        owned: list[OwnedIn]
        broken: list[str]
        done: bool

    def __init__(self) -> None:
        super().__init__()
        self.owned: list[OwnedIn] = []
        self.broken: list[str] = []
        self.is_reading = False
        self._fresh: list[OwnedIn] = []
        self._reading = 0

    def show_owned(self) -> None:
        """Show the steps of `self.owned`."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Somebody came, or came back from a plan: read the folder."""
        self.read_again()

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """What was read has the words: read it again."""
        self.owned = []
        self.read_again()

    def read_again(self) -> None:
        """Read the folder; what was shown stays until there is more."""
        self._reading += 1
        self.is_reading = True
        self._fresh, self.broken = [], []
        self._read(self._reading)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, reading: int) -> None:
        worker = get_current_worker()
        owned: list[OwnedIn] = []
        broken: list[str] = []
        try:
            plans = read_owned(self.context, self.context.today(), self._current)
            for number, item in enumerate(plans, start=1):
                if worker.is_cancelled:
                    return
                if isinstance(item, tuple):
                    owned += item
                else:
                    broken.append(self.context.store.name_of(item.path))
                if number % BATCH == 0:
                    self.post_message(self.PlansRead(reading, owned, broken, done=False))
                    owned, broken = [], []
        except TrajectoryError as error:
            broken.append(str(error))
        self.post_message(self.PlansRead(reading, owned, broken, done=True))

    def _current(self, path: Path) -> Plan | None:
        session = self.sitting.opened(path)
        return session.plan if session is not None else None

    def on_owned_screen_plans_read(self, event: PlansRead) -> None:
        """Show what came; when it was shown before, all at once at the end."""
        if event.reading != self._reading:
            return
        self._fresh += event.owned
        self.broken += event.broken
        self.is_reading = not event.done
        if event.done or len(self._fresh) > len(self.owned):
            self.owned = list(self._fresh)
            self.show_owned()

    def say(self, said: str) -> None:
        """What is to be said at the foot, and what could not be read."""
        if self.broken:
            said += f" Could not be read, so not counted: {', '.join(self.broken)}."
        self.query_one("#message", Static).update(one_line(said))

    def action_back(self) -> None:
        """Back, one level."""
        self.dismiss(None)
