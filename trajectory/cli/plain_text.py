"""A plan as plain lines: the same document as an export, without any marks around the words.

Made to be read aloud by a screen reader and searched by other programs: nothing stands side by
side, so a table becomes one entry after another, each value with the name of its column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from trajectory.domain.plan import Plan
from trajectory.exporters.document.plan import write_plan
from trajectory.exporters.document.view import plan_view
from trajectory.exporters.document.writer import Column
from trajectory.exporters.exporter import ExportOptions

_INDENT = "  "
_SECTION = 2
"""The level of a section's heading; the document's own is 1."""


def plain_text(plan: Plan, deliverable: str | None, as_of: dt.date) -> str:
    """All of a plan, private entries included, as it stands on a day. No line end at the end."""
    writer = PlainWriter()
    options = ExportOptions(private=True, deliverable=deliverable)
    write_plan(writer, plan_view(plan, as_of, options))
    return writer.text()


class PlainWriter:
    """Writes the parts of a document as plain lines. See `document.writer.Writer`."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._in_list = False

    def text(self) -> str:
        """All that was written."""
        return "\n".join(self._lines).strip("\n")

    def heading(self, text: str, level: int) -> None:
        """Write a heading; a section's is in capitals, because lines of dashes are read aloud."""
        self._gap()
        self._lines.append(text.upper() if level == _SECTION else text)

    def paragraph(self, text: str) -> None:
        """Write a paragraph."""
        self._gap()
        self._lines += text.splitlines()

    def item(self, label: str, text: str, level: int = 0) -> None:
        """Write a line of a list; lines after its first stand under its words."""
        if not self._in_list:
            self._gap()
            self._in_list = True
        start = _INDENT * level + label
        first, *rest = text.split("\n")
        self._lines.append(f"{start} {first}".rstrip())
        self._lines += [_INDENT * (level + 1) + line for line in rest]

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Write each row as an entry: its first two cells, and under them the others, named."""
        self._gap()
        for row in rows:
            label, text, *others = [*row, ""]
            self._lines.append(f"{label} {text}".strip())
            named = zip(columns[2:], others, strict=False)
            self._lines += [
                f"{_INDENT}{column.title}: {cell}" for column, cell in named if cell.strip()
            ]

    def figure(self, text: str) -> None:
        """Write a picture made of characters."""
        self._gap()
        self._lines += [_INDENT + line for line in text.splitlines()]

    def _gap(self) -> None:
        self._in_list = False
        if self._lines:
            self._lines.append("")
