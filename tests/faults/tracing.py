"""Scenes under strace: which calls they make, and how they end when one of the calls fails.

`strace -p` counts from the moment when it is attached, so the third `write` is the scene's third.
Never `strace -P`: with it faults miss their file, and every test passes.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.faults import scenes
from tests.repository import ROOT
from trajectory.storage import codec

LOOKED_AT = "%file,%desc"
"""All calls that have to do with files."""
INJECTED = "(INJECTED)"
KILLED = "+++ killed by SIGKILL +++"
_CALL = re.compile(r"(?P<thread>\d*) *(?P<name>\w+)\((?P<arguments>.*)")
_CHANGES = {
    *("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "truncate", "fallocate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat"),
    *("mkdir", "mkdirat", "rmdir", "symlink", "symlinkat"),
    *("fchmod", "fchmodat", "chmod", "fchown", "chown"),
}


@dataclass(frozen=True)
class Call:
    """One call to the system: the `number`-th of its name, from 1."""

    name: str
    number: int
    arguments: str

    @property
    def changes(self) -> bool:
        """Whether anything on the disk may be another thing after it."""
        return self.name in _CHANGES or (self.name == "openat" and "O_CREAT" in self.arguments)


@dataclass(frozen=True)
class Played:
    """What came of one play."""

    folder: Path
    status: int
    """Of the process, as `waitpid` gives it: 0, or 9 where it was killed."""
    log: tuple[str, ...]
    """What the scene told, line by line."""
    trace: str

    def told(self, word: str) -> list[str]:
        """What was said after each line that begins with this word."""
        return [line[len(word) + 1 :] for line in self.log if line.startswith(word + " ")]

    @property
    def states(self) -> list[str]:
        """The plan's words after each act, from when it was opened."""
        return [told.split(" ", 1)[1] for told in self.told("did")]

    @property
    def promised(self) -> int:
        """The last act that was shown as saved or kept; 0 for what was there before."""
        return max((int(number) for number in self.told("ack")), default=0)

    @property
    def file_words(self) -> str:
        """The words that are in the plan's file now."""
        return scenes.words_of(codec.parse((self.folder / scenes.PLAN).read_bytes())[0])

    @property
    def end(self) -> Mapping[str, str]:
        """How the words were shown at the end; empty when it did not come to that."""
        found: Mapping[str, str] = json.loads((self.told("end") or ["{}"])[-1])
        return found


class Stagehand:
    """Plays scenes, one after another, each in a new process; has the starter at hand."""

    def __init__(self, strace: Path, folder: Path) -> None:
        """`folder` is where plays are laid out; a disk in memory makes it quick."""
        self._strace = strace
        self._folder = folder
        self._count = 0
        self._starter = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.starter"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._starter.stdin is not None and self._starter.stdout is not None:
            self._starter.stdin.close()
            self._starter.stdout.close()
        self._starter.wait()

    def new_folder(self) -> Path:
        """A folder that is laid out for a scene."""
        self._count += 1
        folder = self._folder / f"play-{self._count}"
        scenes.prepare(folder)
        return folder

    def strike(self, folder: Path) -> None:
        """Clear a folder away."""
        shutil.rmtree(folder)

    def play(self, scene: str, folder: Path, *options: str, **limits: int) -> Played:
        """Play a scene; with options, strace looks on or makes a fault."""
        log, trace = folder / scenes.LOG, folder / "trace"
        for left in (log, trace):
            left.unlink(missing_ok=True)
        pid = self._order(do="start", scene=scene, folder=str(folder), limits=limits)
        tracer = self._attach(pid, trace, options) if options else None
        status = self._order(do="go", pid=pid)
        if tracer is not None:
            tracer.communicate()
        told = log.read_text(encoding="utf-8", errors="replace").splitlines()
        traced = trace.read_text(encoding="utf-8", errors="replace") if options else ""
        return Played(folder, status, tuple(told), traced)

    def _attach(self, pid: int, trace: Path, options: Iterable[str]) -> subprocess.Popen[str]:
        command = [str(self._strace), "-f", "-s", "0", "-o", str(trace), "-p", str(pid), *options]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        assert "attached" in said, f"strace may not look on: {said}"
        return tracer

    def _order(self, **order: Any) -> int:
        assert self._starter.stdin is not None
        assert self._starter.stdout is not None
        self._starter.stdin.write(json.dumps(order) + "\n")
        self._starter.stdin.flush()
        return int(self._starter.stdout.readline())


def calls_of(played: Played) -> list[Call]:
    """The calls of a play that `strace -y` looked on, on files of its folder; its log left out.

    strace counts for each thread on its own. Calls of two threads with one name and number are one.
    """
    counted: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, int], Call] = {}
    ours = (str(played.folder / scenes.PLANS), str(played.folder / scenes.STATE))
    for line in played.trace.splitlines():
        match = _CALL.match(line)
        if match is None:
            continue
        thread, name = match["thread"], match["name"]
        counted[thread, name] += 1
        number = counted[thread, name]
        if any(place in line for place in ours):
            found.setdefault((name, number), Call(name, number, match["arguments"]))
    return list(found.values())
