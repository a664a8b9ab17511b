"""A plan as Markdown that GitHub, pandoc and Word's importers read alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from trajectory.domain.plan import Plan
from trajectory.exporters.document.plan import write_plan
from trajectory.exporters.document.view import plan_view
from trajectory.exporters.document.writer import Column
from trajectory.exporters.exporter import DEFAULT, ExportOptions
from trajectory.exporters.markdown_text import inline, item, paragraph, strong

_INDENT = "  "


def export(plan: Plan, as_of: dt.date, options: ExportOptions = DEFAULT) -> str:
    """The plan as a Markdown document: the same text for the same plan, day and options."""
    writer = MarkdownWriter()
    write_plan(writer, plan_view(plan, as_of, options))
    return writer.text()


class MarkdownWriter:
    """Writes the parts of a document as Markdown. See `document.writer.Writer`."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._in_list = False

    def text(self) -> str:
        """All that was written, with one newline at the end."""
        return "\n".join(self._lines).strip("\n") + "\n"

    def heading(self, text: str, level: int) -> None:
        """Write a heading of this level."""
        self._block(f"{'#' * level} {inline(text)}")

    def paragraph(self, text: str) -> None:
        """Write a paragraph; its newlines are line breaks."""
        self._block(paragraph(text))

    def item(self, label: str, text: str, level: int = 0) -> None:
        """Write a list item.

        It always begins with its label: pandoc reads an item that begins with `[x]` as a box to
        tick, escaped or not.
        """
        if not self._in_list:
            self._lines.append("")
            self._in_list = True
        indent = _INDENT * level
        said = item(text, indent + _INDENT)
        self._lines.append(f"{indent}- {strong(label) or '**?**'} {said}".rstrip(" "))

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Write a table. Pandoc gives its columns widths in proportion to the dashes."""
        rule = ("-" * (c.width - 1) + ":" if c.number else "-" * c.width for c in columns)
        lines = [_row(column.title for column in columns), _row(rule)]
        lines += [_row(map(inline, row)) for row in rows]
        self._block("\n".join(lines))

    def figure(self, text: str) -> None:
        """Write a picture made of characters as a block of code."""
        self._block(f"```text\n{text}\n```")

    def _block(self, text: str) -> None:
        self._in_list = False
        self._lines += ("", text)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
