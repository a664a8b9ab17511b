"""The bar of a long command: only after a second, only at a terminal, and gone at the end."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from trajectory.cli.progress import PATIENCE, progress


class Screen(StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "stream, each, shown",
    [
        (Screen(), PATIENCE, True),
        (Screen(), PATIENCE / 100, False),
        (StringIO(), PATIENCE, False),
    ],
    ids=["long, at a terminal", "short", "long, in a pipe"],
)
def test_a_bar_is_shown_to_who_waits(
    monkeypatch: pytest.MonkeyPatch, stream: StringIO, each: float, shown: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += each
        return now

    with progress("Reading plans", clock) as told:
        for number in range(1, 11):
            told(number, 10)
    written = stream.getvalue()
    assert bool(written) is shown
    if shown:
        assert "Reading plans" in written
        assert "10/10" in written
        assert written.endswith("\x1b[1A\x1b[2K")
