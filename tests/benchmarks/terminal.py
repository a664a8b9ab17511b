"""A terminal with a stopwatch: a program runs in it, its questions are answered.

A thread does nothing but read what the program sends and note when it came; the screen is drawn
from that afterwards. So the time that something was shown is the time at which the bytes that show
it arrived, however long it takes us to understand them.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import queue
import re
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

import pyte

from tests.benchmarks.programs import Command

PATIENCE = 60.0
"""Seconds after which something is not waited for any longer."""

ENTER, ESCAPE, BACKSPACE, DOWN = "\r", "\x1b", "\x7f", "\x1b[B"
CTRL_F, CTRL_Q, CTRL_Z = "\x06", "\x11", "\x1a"

ANSWERS: Mapping[bytes, bytes] = {
    rb"\x1b\[\?(\d+)\$p": b"\x1b[?%b;2$y",  # is this mode known?  yes, and off
    rb"\x1b\[0?(c)": b"\x1b[?62;22%b",  # what are you?  a VT220 with colours
    rb"\x1b\[>0?(c)": b"\x1b[>1;10;0%b",
    rb"\x1b\[>0?(q)": b"\x1bP>|%b\x1b\\",
    rb"\x1b\[6(n)": b"\x1b[1;1R%.0b",  # where is the cursor?
    rb"\x1b\[5(n)": b"\x1b[0%b",
    rb"\x1b\[\?(u)": b"\x1b[?0%b",  # which keyboard protocol?  the usual one
    rb"\x1b\](1[01]);\?(?:\x07|\x1b\\)": b"\x1b]%b;rgb:1010/1010/1010\x1b\\",
}
"""Questions that programs ask a terminal, and what a plain one says. Unanswered, some wait."""

# Private modes that pyte reads as other, older commands: what they switch is nothing to see.
_UNSEEN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[[0-9;]*\$[a-z]|\x1bP.*?\x1b\\", re.DOTALL)


class NotShownError(Exception):
    """Something that was waited for never came."""


class Stopwatch:
    """One program in a terminal of its own, from its start on."""

    def __init__(
        self,
        command: Command,
        environment: Mapping[str, str],
        folder: Path,
        *,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._came: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self.last = 0.0
        """When what was drawn last had come."""
        self.sent = 0
        """Bytes that the program sent."""
        self._code: int | None = None
        self.started = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:  # the child: nothing but becoming the program
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.chdir(folder)
            os.execvpe(command[0], list(command), dict(environment))  # noqa: S606 - no shell
        self._ended = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    # -- keys and screen -------------------------------------------------------------------------

    def send(self, keys: str) -> float:
        """Press keys; gives when."""
        at = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return at

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(self, shown: str | Callable[[str], bool], patience: float = PATIENCE) -> float:
        """Wait until a text, or what makes the function true, is on the screen; gives since when.

        Raises:
            NotShownError: it never came.
        """
        is_there = shown if callable(shown) else lambda text: shown in text
        give_up = time.perf_counter() + patience
        while not is_there(self.text()):
            if not self._take(give_up - time.perf_counter()):
                ended = f" {self.how_it_ended()}." if self.is_over else ""
                raise NotShownError(f"never shown: {shown}.{ended} The screen:\n{self.text()}")
        return self.last

    def wait_for_end(self, patience: float = PATIENCE) -> None:
        """Wait until the program has ended by itself, and draw its last words.

        Raises:
            NotShownError: it goes on, or ended otherwise than well.
        """
        if not self._ended.wait(patience):
            raise NotShownError(f"it never ended. The screen:\n{self.text()}")
        while self._take(0.01):
            pass
        if self._exit_code() != 0:
            raise NotShownError(f"{self.how_it_ended()}. The screen:\n{self.text()}")

    @property
    def is_over(self) -> bool:
        """Whether the program has ended."""
        return self._ended.is_set()

    def how_it_ended(self) -> str:
        """How a program ended that has: "the program ended with exit code 1"."""
        code = self._exit_code()
        how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        return f"the program {how}"

    def _exit_code(self) -> int:
        """The exit code of a program that has ended; minus a signal's number where one did it."""
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code

    def settle(self, quiet: float = 0.25, patience: float = 10.0) -> None:
        """Wait until nothing came for a while."""
        give_up = time.perf_counter() + patience
        while time.perf_counter() < give_up and self._take(quiet):
            pass

    def watch(self, seconds: float) -> None:
        """Draw what comes within so many seconds."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._take(left)

    def _take(self, timeout: float) -> bool:
        """Draw what came next; False when nothing does, or the program is gone."""
        if timeout <= 0:
            return False
        if self.is_over:  # all that came is there by now
            timeout = 0.0
        try:
            self.last, data = self._came.get(timeout=timeout)
        except queue.Empty:
            return False
        if not data:
            return False
        self._stream.feed(_UNSEEN.sub(b"", data))
        return True

    def _read(self) -> None:
        asked = b""
        while True:
            try:
                data = os.read(self._terminal, 65_536)
            except OSError:  # Linux says so when the last program of a terminal is gone
                data = b""
            self._came.put((time.perf_counter(), data))
            self.sent += len(data)
            if not data:
                self._ended.set()
                return
            asked = self._answer(asked[-32:] + data, len(asked[-32:]))

    def _answer(self, data: bytes, known: int) -> bytes:
        """Answer the questions that end in the new part of what came."""
        asked = [
            (found.end(), answer % found[1])
            for question, answer in ANSWERS.items()
            for found in re.finditer(question, data)
        ]
        for end, answer in sorted(asked):  # in the order in which they were asked
            if end > known:
                with contextlib.suppress(OSError):  # gone meanwhile
                    os.write(self._terminal, answer)
        return data

    # -- what it costs ---------------------------------------------------------------------------

    def processor(self) -> float:
        """Milliseconds of processor that the program has used so far, over all its threads."""
        used = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(OSError):  # a thread that has just ended
                used += int((task / "schedstat").read_text().split()[0])
        return used / 1e6

    def memory(self) -> float:
        """Megabytes of the machine's memory that the program holds."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        if found is None:
            raise NotShownError(f"the program is gone. Its screen was:\n{self.text()}")
        return int(found[1]) / 1000

    def end(self) -> None:
        """End the program, whatever it is doing."""
        if self._code is None:  # its number is still its own
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._exit_code()
        self._ended.wait(5.0)
        self._reader.join(5.0)
        with contextlib.suppress(OSError):
            os.close(self._terminal)
