"""A program in a real pseudo-terminal, and its screen as a person sees it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Self

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

import pexpect
import pyte

PATIENCE = 60.0
"""Seconds after which a test gives up waiting; what it waits for usually takes far less."""
POLL = 0.05

CTRL_Q, CTRL_Z = "\x11", "\x1a"
ENTER, TAB, ESCAPE = "\r", "\t", "\x1b"
UP, DOWN, RIGHT = "\x1b[A", "\x1b[B", "\x1b[C"
BACKSPACE, END = "\x7f", "\x1b[F"
F4 = "\x1bOS"
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"


class Terminal:
    """One program. Its output is read whenever something is waited for."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        *,
        size: tuple[int, int] = (80, 24),
        patience: float = PATIENCE,
    ) -> None:
        columns, rows = size
        self.patience = patience
        self.process = pexpect.spawn(
            command[0],
            list(command[1:]),
            cwd=str(folder),
            env={"TERM": "xterm-256color", **environment},
            dimensions=(rows, columns),
            timeout=patience,
            # As in any terminal: what was started in the background hands on that it ignores it.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        self.process.delaybeforesend = None
        self.raw = b""
        """All bytes that the program sent to the terminal."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.close(force=True)

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def colours(self) -> set[tuple[str, str]]:
        """The colours of letters and ground that are on the screen."""
        rows = self._screen.buffer.values()
        return {(cell.fg, cell.bg) for row in rows for cell in row.values()}

    def send(self, keys: str) -> None:
        """Send keys as fast as the terminal takes them, reading what comes back meanwhile."""
        data = keys.encode()
        while data:
            sent = self.process.send(data[:1024])
            data = data[sent:]
            self._read(0)

    def type(self, *keys: str) -> None:
        """Send keys one by one and let the screen follow, as a person does."""
        for key in keys:
            self.send(key)
            self.read_for(0.15)

    def wait_for(self, shown: str) -> None:
        """Read until a text stands on the screen."""
        self.wait_until(lambda: shown in self.text(), f"{shown!r} on the screen")

    def wait_until(self, true: Callable[[], bool], what: str) -> None:
        """Read until something is true; fails the test when it does not become so."""
        give_up = time.monotonic() + self.patience
        while not true():
            if time.monotonic() > give_up or not self._read(POLL):
                pytest.fail(f"never came: {what}. The screen:\n{self.text()}")

    def read_for(self, seconds: float) -> None:
        """Read what comes within so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._read(min(left, POLL)):
            pass

    def hang_up(self) -> None:
        """Close the terminal under the program, as closing its window does."""
        self.process.ptyproc.fileobj.close()

    def wait_for_end(self) -> None:
        """Wait until the program is no more; fails the test when it stays."""
        give_up = time.monotonic() + self.patience
        while self.process.ptyproc.isalive():
            if time.monotonic() > give_up:
                pytest.fail(f"the program goes on; its screen was:\n{self.text()}")
            time.sleep(POLL)

    def wait(self) -> int | None:
        """Wait for the end; the exit status, or None when a signal ended it."""
        give_up = time.monotonic() + self.patience
        while time.monotonic() < give_up and self._read(POLL):
            pass
        # A program lets go of its terminal a moment before it is gone; closing now would kill it.
        self.wait_for_end()
        self.process.close()
        status: int | None = self.process.exitstatus
        return status

    def leave(self) -> int | None:
        """Press ctrl+q until the program ends; the exit status, or None when a signal ended it.

        Once is not always enough: a slow program reads an Esc and what follows it as one key.
        """
        give_up = time.monotonic() + self.patience
        while time.monotonic() < give_up and self.process.ptyproc.isalive():
            self.send(CTRL_Q)
            self.read_for(1)
        return self.wait()

    def _read(self, timeout: float) -> bool:
        """Read what is there; False when the program has ended."""
        try:
            data = self.process.read_nonblocking(65_536, timeout=timeout)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True
