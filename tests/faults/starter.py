"""Starts scenes in processes of their own, quickly: `python -m tests.faults.starter`.

Everything is imported and has run once, so a scene's calls to the system are those of its own work
and nothing else. A scene waits until a tracer is attached; so the tracer counts from its beginning.
Orders come as JSON lines on the standard input, and each has its answer on the standard output.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, NoReturn

from tests.faults import scenes

PR_SET_PTRACER, ANY = 0x59616D61, -1
"""Lets a tracer that is no parent of ours attach, where the system asks for that (Yama)."""


def main() -> None:
    """Obey until the standard input ends."""
    rehearse()
    gc.collect()
    gc.freeze()
    waiting: dict[int, int] = {}
    for line in sys.stdin:
        order = json.loads(line)
        match order["do"]:
            case "start":
                pid, door = start(order)
                waiting[pid] = door
                answer = pid
            case "go":
                door = waiting.pop(order["pid"])
                os.write(door, b"!")
                os.close(door)
                answer = os.waitpid(order["pid"], 0)[1]
            case other:
                raise ValueError(other)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def rehearse() -> None:
    """Play the scenes once in a folder that is thrown away: whatever is imported late is in.

    Those with threads are left out, because a process with threads is not to be copied.
    """
    folder = Path(tempfile.mkdtemp(prefix="rehearsal-"))
    ours, orders = [os.dup(number) for number in range(3)], sys.stdin
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    try:
        scenes.prepare(folder)
        for name in ("work", "recover", "add"):
            scenes.SCENES[name](scenes.enter(folder, nowhere))
    finally:
        for number, handle in enumerate(ours):
            os.dup2(handle, number)
            os.close(handle)
        os.close(nowhere)
        sys.stdin = orders
        shutil.rmtree(folder)


def start(order: dict[str, Any]) -> tuple[int, int]:
    """Fork a scene that waits; gives its number, and where to write so that it goes on."""
    waits, door = os.pipe()
    ready, bell = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(door)
        os.close(ready)
        play(order, waits, bell)
    os.close(waits)
    os.close(bell)
    os.read(ready, 1)
    os.close(ready)
    return pid, door


def play(order: dict[str, Any], waits: int, bell: int) -> NoReturn:
    """Play a scene in this process and end it: with 0, or with 1 and a traceback in its log."""
    folder, status = Path(order["folder"]), 0
    log = os.open(folder / scenes.LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    try:
        stage = scenes.enter(folder, 1)
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANY)
        os.close(bell)
        os.readv(waits, [bytearray(1)])
        os.close(waits)
        scenes.set_limits(order["limits"])
        scenes.SCENES[order["scene"]](stage)
    except BaseException:  # noqa: BLE001 - it is told, and this process ends here
        os.writev(2, [traceback.format_exc().encode()])
        status = 1
    os._exit(status)


if __name__ == "__main__":
    main()
