"""A real disk on which the n-th call fails, or after which the computer is off."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from trajectory.storage.disk import Disk


class PowerCutError(BaseException):
    """The computer stops: nothing more is done, not even tidying up."""


class FaultyDisk(Disk):
    """Counts its calls; `fail` may raise before the call of that number and name is made."""

    def __init__(self, fail: Callable[[int, str], None] = lambda number, name: None) -> None:
        self.calls: list[str] = []
        self.pauses: list[float] = []
        self.open_handles: set[int] = set()
        self._fail = fail

    def pause(self, seconds: float) -> None:
        """Nobody waits in a test."""
        self.pauses.append(seconds)

    def _call(self, name: str, action: Callable[..., Any], *arguments: Any) -> Any:
        self.calls.append(name)
        self._fail(len(self.calls), name)
        return action(*arguments)

    def stat(self, path: Path) -> os.stat_result:
        found: os.stat_result = self._call("stat", super().stat, path)
        return found

    def create(self, path: Path, mode: int) -> int:
        handle: int = self._call("create", super().create, path, mode)
        self.open_handles.add(handle)
        return handle

    def write(self, handle: int, data: memoryview) -> int:
        written: int = self._call("write", super().write, handle, data[: max(1, len(data) // 2)])
        return written

    def set_group(self, handle: int, group: int) -> None:
        self._call("set_group", super().set_group, handle, group)

    def set_mode(self, handle: int, mode: int) -> None:
        self._call("set_mode", super().set_mode, handle, mode)

    def sync(self, handle: int) -> None:
        self._call("sync", super().sync, handle)

    def close(self, handle: int) -> None:
        # As the system does it: the handle is gone, even where closing reports a fault.
        if handle in self.open_handles:
            super().close(handle)
            self.open_handles.remove(handle)
        self._call("close", lambda: None)

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace", super().replace, source, target)

    def link(self, source: Path, target: Path) -> None:
        self._call("link", super().link, source, target)

    def remove(self, path: Path) -> None:
        self._call("remove", super().remove, path)

    def sync_folder(self, folder: Path) -> None:
        self._call("sync_folder", super().sync_folder, folder)

    def switch_off(self) -> None:
        """Give the handles back to the system, as it takes them from a process that ended."""
        for handle in self.open_handles:
            super().close(handle)
        self.open_handles.clear()


def failing_at(number: int, code: int) -> Callable[[int, str], None]:
    """The call of this number fails, once."""

    def fail(count: int, _: str) -> None:
        if count == number:
            raise OSError(code, os.strerror(code))

    return fail


def failing_on(name: str, *codes: int | OSError) -> Callable[[int, str], None]:
    """The first calls of this name fail, one after the other, with these errors."""
    left: Iterator[int | OSError] = iter(codes)

    def fail(_: int, called: str) -> None:
        if called == name:
            error = next(left, None)
            if error is not None:
                raise error if isinstance(error, OSError) else OSError(error, os.strerror(error))

    return fail


def always_failing_on(name: str, code: int) -> Callable[[int, str], None]:
    """Every call of this name fails."""

    def fail(_: int, called: str) -> None:
        if called == name:
            raise OSError(code, os.strerror(code))

    return fail


def switched_off_at(number: int) -> Callable[[int, str], None]:
    """From this call on the computer is off."""

    def fail(count: int, _: str) -> None:
        if count >= number:
            raise PowerCutError

    return fail


def held_by_another_program(code: int = 32) -> OSError:
    """What Windows says while another program has the file open."""
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = code  # type: ignore[attr-defined,unused-ignore]
    return error
