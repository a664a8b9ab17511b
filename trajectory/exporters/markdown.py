"""A plan as Markdown that GitHub, pandoc and Word's importers read alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from trajectory.domain.owners import OwnerPage
from trajectory.domain.plan import Plan
from trajectory.domain.showing import show, show_line
from trajectory.exporters.document.owner import write_owner
from trajectory.exporters.document.plan import write_plan
from trajectory.exporters.document.view import plan_view
from trajectory.exporters.document.writer import Column
from trajectory.exporters.exporter import DEFAULT, ExportOptions
from trajectory.exporters.markdown_text import at_line_start, inline, lines

_INDENT = "  "
_BLANK_LINE = "\n\n"
_LINE_END = "\\\n"


def export(plan: Plan, as_of: dt.date, options: ExportOptions = DEFAULT) -> str:
    """The plan as a Markdown document: the same text for the same plan, day and options."""
    writer = MarkdownWriter()
    write_plan(writer, plan_view(plan, as_of, options))
    return writer.text()


def export_owner(page: OwnerPage) -> str:
    """The page of one role as a Markdown document."""
    writer = MarkdownWriter()
    write_owner(writer, page)
    return writer.text()


class MarkdownWriter:
    """Writes the parts of a document as Markdown. See `document.writer.Writer`.

    Marks and texts are kept apart, in turn, until the end: then all texts are escaped together,
    which takes a third of the time of doing it one by one.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._line_starts: list[int] = []
        """Which of the texts stand at the start of a line."""
        self._in_list = False

    def text(self) -> str:
        """All that was written, with one newline at the end."""
        parts = [*self._parts, "\n"]
        texts = inline(parts[1::2])
        for place in self._line_starts:
            texts[place] = at_line_start(texts[place])
        parts[1::2] = texts
        return "".join(parts).removeprefix(_BLANK_LINE)

    def heading(self, text: str, level: int) -> None:
        """Write a heading of this level."""
        self._block(f"{'#' * level} ", text)

    def paragraph(self, text: str) -> None:
        """Write a paragraph; its newlines are line breaks."""
        self._in_list = False
        mark = _BLANK_LINE
        for line in lines(text) or [""]:
            self._line(mark, line)
            mark = _LINE_END

    def item(self, label: str, text: str, level: int = 0) -> None:
        """Write a list item; the newlines of its text are line breaks.

        It always begins with its label: pandoc reads an item that begins with `[x]` as a box to
        tick, escaped or not.
        """
        indent = _INDENT * level
        before = "\n" if self._in_list else _BLANK_LINE
        self._in_list = True
        name = label if label.strip() else show_line(label) or "?"
        first, _, rest = show(text).strip("\n").partition("\n")
        self._parts += (f"{before}{indent}- **", name, "** ", first)
        for line in lines(rest) if rest else ():
            self._line(f"{_LINE_END}{indent}{_INDENT}", line)

    def table(self, columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> None:
        """Write a table."""
        self._block(_head(columns))
        for row in rows:
            cells = [" | "] * (2 * len(row))
            cells[0] = "\n| "
            cells[1::2] = row
            self._parts += (*cells, " |", "")

    def figure(self, text: str) -> None:
        """Write a picture made of characters as a block of code."""
        self._block(f"```text\n{text}\n```")

    def _line(self, mark: str, text: str) -> None:
        self._line_starts.append(len(self._parts) // 2)
        self._parts += (mark, text)

    def _block(self, mark: str, text: str = "") -> None:
        self._parts += (_BLANK_LINE + mark, text)
        self._in_list = False


@lru_cache(maxsize=32)  # there are a handful of kinds of table
def _head(columns: tuple[Column, ...]) -> str:
    """The head of a table. Pandoc gives its columns widths in proportion to the dashes."""
    titles = inline(column.title for column in columns)
    rule = ("-" * (c.width - 1) + ":" if c.number else "-" * c.width for c in columns)
    return f"| {' | '.join(titles)} |\n| {' | '.join(rule)} |"
