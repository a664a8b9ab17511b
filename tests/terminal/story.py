"""What the parts of the story share: the office, the plan in it, and the documents of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.terminal.office import Office

NAME = "aldermoor-table-1/group-supervision-in-every-team"
CTRL_E, CTRL_G, CTRL_N, CTRL_O, CTRL_R, CTRL_S, CTRL_Y = "\x05\x07\x0e\x0f\x12\x13\x19"

Golden = Callable[[str, str], None]


class Story:
    """The office, the plan in it, and the documents that are kept of it."""

    def __init__(self, folder: Path, golden: Golden) -> None:
        self.office = Office(folder)
        self.plan_file = self.office.plans / f"{NAME}.toml"
        self._golden = golden
        self._count = 0

    def keeps(self, name: str, text: str) -> None:
        """A document of the story: the same as the last time that it was told."""
        self._count += 1
        self._golden(f"story/{self._count:02}-{name}", text)

    def beside(self, ending: str) -> str:
        """A document that the app wrote beside the plan file."""
        return (self.plan_file.parent / f"{self.plan_file.stem}{ending}").read_text("utf-8")
