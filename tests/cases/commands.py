"""The command line as the cases use it: every command that reads a plan, over one bad file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from click.testing import Result

from tests.command_line import NETWORKS, CommandLine
from tests.repository import ROOT
from trajectory.errors import PlanUnreadableError

UNREADABLE = PlanUnreadableError.exit_code


class Room:
    """A plans folder with the example plans, and one file of the case's own."""

    def __init__(self, folder: Path) -> None:
        self.plans = folder / "plans"
        shutil.copytree(ROOT / "plans", self.plans)
        self.run = CommandLine(self.plans)

    def put(self, data: bytes, name: str = "westbrook/qa.toml") -> Path:
        """Write a file of the case's own."""
        path = self.plans / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def left(self) -> dict[Path, tuple[int, int, bytes]]:
        """All that lies in the folder: inode, time and bytes of each ordinary file."""
        files = (path for path in self.plans.rglob("*") if path.is_file())
        return {
            path: (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in files
        }

    def every_command(self, path: Path) -> Iterator[tuple[tuple[str, ...], Result]]:
        """Run each command that reads this plan, or all plans."""
        for arguments in (
            *(("show", str(path)), ("show", str(path), "--json"), ("export", str(path))),
            *(("check", str(path)), ("add", str(path), "- one"), ("list",), ("check",)),
            *(("list", "--json"), ("export", "--all"), ("merge", str(path), NETWORKS)),
            *(("merge", NETWORKS, str(path)), ("forget", "--yes", str(path), "one thing")),
        ):
            yield arguments, self.run(*arguments)

    def refuses(self, path: Path, *words: str) -> None:
        """See that each command names what is wrong, with exit code 3, and touches nothing."""
        before = self.left()
        for arguments, result in self.every_command(path):
            told = result.stdout + result.stderr
            assert result.exit_code == UNREADABLE, (arguments, told)
            assert all(word in told for word in words), (arguments, told)
        assert self.left() == before
