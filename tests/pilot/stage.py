"""One screen of the app on a stage: put up over a plan, driven by keys, looked at as drawn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from tests.pilot.waiting import at_rest, press_in_turn
from trajectory.domain.plan import Plan
from trajectory.storage.codec import parse
from trajectory.tui.app import TrajectoryApp
from trajectory.usecases.session import PlanSession

ScreenT = TypeVar("ScreenT", bound=Screen[None])

NETWORKS = Path("harrowmere-table-3/safety-networks.toml")
TINY = (40, 12)

_KEYS = {
    " ": "space", "-": "minus", "@": "at", "!": "exclamation_mark", "=": "equals_sign",
    ">": "greater_than_sign", "?": "question_mark", "*": "asterisk", "+": "plus", "/": "slash",
    ".": "full_stop", ",": "comma", "'": "apostrophe", ";": "semicolon", "~": "tilde",
    "_": "underscore",
}  # fmt: skip


@dataclass
class Stage(Generic[ScreenT]):
    """What a test holds on to."""

    pilot: Pilot[int]
    session: PlanSession
    screen: ScreenT

    @property
    def app(self) -> TrajectoryApp:
        assert isinstance(self.pilot.app, TrajectoryApp)
        return self.pilot.app

    @property
    def plan(self) -> Plan:
        return self.session.plan

    def is_on_top(self) -> bool:
        """Whether the screen of this test is the one that is seen."""
        return self.top() is self.screen

    def top(self) -> Screen[object]:
        """The screen that is seen."""
        return self.app.screen

    async def put_up(self, screen: ScreenT) -> None:
        """Put up another screen; the test goes on with that one."""
        self.screen = screen
        await self.app.push_screen(screen)
        await at_rest(self.pilot)

    async def press(self, *keys: str) -> None:
        await press_in_turn(self.pilot, keys)
        await at_rest(self.pilot)

    async def type(self, text: str, *then: str) -> None:
        await self.press(*(_KEYS.get(character, character) for character in text), *then)

    def seen(self) -> str:
        """Everything on the terminal, row by row."""
        strips = self.top()._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def words(self) -> str:
        """The same as running text, wherever its lines break."""
        return " ".join(self.seen().split())

    def notices(self) -> list[str]:
        return [notice.message for notice in self.app._notifications]

    def on_disk(self) -> Plan:
        assert self.app.sitting.flush(10)
        return parse(self.session.path.read_bytes())[0]


@asynccontextmanager
async def on_stage(
    app: TrajectoryApp,
    make: Callable[[PlanSession], ScreenT],
    size: tuple[int, int],
    plan: Path = NETWORKS,
) -> AsyncIterator[Stage[ScreenT]]:
    """Put a screen up over one of the folder's plans."""
    async with app.run_test(size=size, notifications=True) as pilot:
        session = app.sitting.open(app.sitting.context.store.root / plan)
        screen = make(session)
        await app.push_screen(screen)
        await at_rest(pilot)
        yield Stage(pilot, session, screen)


def unseen(text: str) -> set[str]:
    """The characters that no terminal should ever be sent."""
    return {c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0)} | {
        c for c in text if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    }
