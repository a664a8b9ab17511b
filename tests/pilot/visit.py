"""A visit to the app from its first screen on: keys in, what is drawn out, nothing left to luck."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tests.pilot.waiting import at_rest, press_in_turn
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.widgets.capture_line import CaptureLine
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.row_list import RowList

ScreenT = TypeVar("ScreenT", bound=Screen[Any])


@dataclass
class Visit:
    """What a test holds on to."""

    pilot: Pilot[int]

    @property
    def app(self) -> TrajectoryApp:
        assert isinstance(self.pilot.app, TrajectoryApp)
        return self.pilot.app

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    def on(self, kind: type[ScreenT]) -> ScreenT:
        """The screen that is shown, which must be of this kind."""
        screen = self.screen
        assert isinstance(screen, kind), f"{screen} is shown"
        return screen

    async def settle(self) -> None:
        """Wait until the folder is read, what was asked for is done, and it is drawn."""
        await at_rest(self.pilot, rounds=2)

    async def press(self, *keys: str) -> None:
        await press_in_turn(self.pilot, keys)
        await self.settle()

    async def type(self, text: str, *then: str) -> None:
        """Put a text into the line that has the focus, at once, and press some keys."""
        line = self.app.focused
        assert isinstance(line, CaptureLine)
        line.post_message(events.Paste(text))
        await self.press(*then)

    async def answer(self, text: str) -> None:
        """Type over the line that has the focus."""
        line = self.app.focused
        assert isinstance(line, FieldLine)
        line.put("")
        await self.type(text)

    async def leave_by(self, key: str) -> int:
        """Press a key that ends the app; gives the exit code. Time only runs out on a failure."""
        await self.pilot.press(key)
        for _ in range(1000):
            if self.app.return_value is not None:
                return self.app.return_value
            await asyncio.sleep(0.01)
        raise AssertionError(f"the app is still there:\n{self.seen()}")

    def seen(self) -> str:
        """Everything on the terminal, row by row."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def row_with(self, text: str) -> int:
        """The row of the terminal that has this text."""
        rows = [n for n, line in enumerate(self.seen().splitlines()) if text in line]
        assert rows, f"{text!r} is not on the terminal:\n{self.seen()}"
        return rows[0]

    async def click(self, text: str) -> None:
        """Click on the first place on the terminal that has this text."""
        row = self.row_with(text)
        line = self.seen().splitlines()[row]
        await self.pilot.click(offset=(cell_len(line[: line.index(text)]), row))
        await self.settle()

    @property
    def marked(self) -> str:
        """The marked row as it is drawn, without its mark."""
        rows = self.screen.query_one(RowList)
        assert rows.highlighted is not None
        drawn = rows.render_line(rows.highlighted - rows.scroll_offset.y).text
        assert drawn.startswith("▸ ")
        return drawn.removeprefix("▸ ").rstrip()

    @property
    def message(self) -> str:
        return str(self.screen.query_one("#message", Static).content)

    @property
    def notice(self) -> str:
        return str(self.screen.query_one("#notice", Static).content)

    def line(self, selector: str = "FieldLine") -> FieldLine:
        return self.screen.query_one(selector, FieldLine)


@asynccontextmanager
async def visiting(app: TrajectoryApp, size: tuple[int, int]) -> AsyncIterator[Visit]:
    """Start the app and wait until the folder is read."""
    async with app.run_test(size=size, notifications=True) as pilot:
        visit = Visit(pilot)
        await visit.settle()
        yield visit
