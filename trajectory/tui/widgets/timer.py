"""The clock that everybody sees: time gone, or time left of what was set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from trajectory.tui.text import one_line
from trajectory.tui.widgets.words import Words

TICK_SECONDS = 1.0
MINUTE = 60
MOST_MINUTES = 600


class Timer(Words):
    """Shows "07:21" since the start, or "12:40 left" of the minutes that were set."""

    DEFAULT_CSS = """
    Timer {
        width: auto; height: 1; padding: 0 1;
        &.-over { color: $text-warning; text-style: bold; }
    }
    """

    def __init__(self, clock: Callable[[], dt.datetime], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self._clock = clock
        self._started = clock()
        self._minutes: int | None = None
        self._shown = ""

    def on_mount(self) -> None:
        """Begin to tick."""
        self.set_interval(TICK_SECONDS, self._tick)
        self._tick()

    def start(self, minutes: int | None) -> None:
        """Count down so many minutes from now; None counts up from now."""
        self._minutes = minutes
        self._started = self._clock()
        self._tick()

    @property
    def counts_down(self) -> bool:
        """Whether minutes were set."""
        return self._minutes is not None

    def _tick(self) -> None:
        gone = int((self._clock() - self._started).total_seconds())
        over = False
        if self._minutes is None:
            words = _clock_face(gone)
        else:
            left = self._minutes * MINUTE - gone
            over = left <= 0
            words = (
                f"{_clock_face(left)} left"
                if left > 0
                else f"time is up, {_clock_face(-left)} over"
            )
        if words != self._shown:
            self._shown = words
            self.set_class(over, "-over")
            self.show(one_line(words))


def _clock_face(seconds: int) -> str:
    minutes, seconds = divmod(max(0, seconds), MINUTE)
    return f"{minutes}:{seconds:02}"


def read_minutes(text: str) -> int | None:
    """Whole minutes, 1 to 600, as in "10" or "10 min"; None for anything else."""
    word = text.strip().lower().removesuffix("minutes").removesuffix("mins").removesuffix("min")
    if not word.strip().isascii() or not word.strip().isdigit():
        return None
    minutes = int(word)
    return minutes if 1 <= minutes <= MOST_MINUTES else None
