"""A table of records: the columns that fit, and the cursor where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widgets import DataTable

from trajectory.tui.text import cell
from trajectory.tui.widgets.key_order import handed_on, run_bound

LEAST_WORDS = 16
PADDING = 2
"""Cells beside each column."""


@dataclass(frozen=True)
class RecordColumn:
    """One column. The one without a `most` takes what room there is."""

    title: str
    most: int = 0
    """The widest that it gets, in cells."""
    from_width: int = 0
    """The width of the table from which on it is shown."""


@dataclass(frozen=True)
class RecordRow:
    """One record: its id, and a text for each column."""

    key: str
    cells: tuple[str, ...]


class RecordsTable(DataTable[Text]):
    """Shows rows with as many of the columns as fit."""

    DEFAULT_CSS = """
    RecordsTable { height: 1fr; background: $background; overflow-x: hidden; }
    """

    def __init__(self, columns: Sequence[RecordColumn], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, cursor_type="row")
        self._all_columns = tuple(columns)
        self._shown: tuple[RecordRow, ...] = ()

    @property
    def current(self) -> str | None:
        """Id of the record under the cursor."""
        place = self.cursor_row
        return self._shown[place].key if 0 <= place < len(self._shown) else None

    def show_rows(self, rows: Sequence[RecordRow], select: str | None = None) -> None:
        """Show these rows with the cursor on one of them; else it stays where it was."""
        kept, place = select or self.current, self.cursor_row
        self._shown = tuple(rows)
        self.clear(columns=True)
        columns = self._fitting()
        for number, width in columns:
            self.add_column(self._all_columns[number].title, width=width)
        for row in self._shown:
            self.add_row(*(cell(row.cells[number]) for number, _ in columns))
        keys = [row.key for row in self._shown]
        if keys:
            place = keys.index(kept) if kept in keys else min(place, len(keys) - 1)
            self.move_cursor(row=max(0, place))

    def on_resize(self, event: events.Resize) -> None:
        """Other columns fit now."""
        self.show_rows(self._shown)

    async def _on_key(self, event: events.Key) -> None:
        """Each key in its turn: what one of them asks is answered by those behind it."""
        if not handed_on(self, event):
            event.stop()
            event.prevent_default()
            await run_bound(self, event.key)

    def _fitting(self) -> list[tuple[int, int]]:
        """The columns that are shown, by their number, each with its width."""
        width = self.size.width
        shown = [n for n, column in enumerate(self._all_columns) if width >= column.from_width]
        widths = {n: self._width(n) for n in shown if self._all_columns[n].most}
        left = width - sum(widths.values()) - PADDING * len(shown) - self.scrollbar_size_vertical
        return [
            (n, widths[n] if n in widths else max(LEAST_WORDS, min(left, self._longest(n))))
            for n in shown
        ]

    def _width(self, number: int) -> int:
        column = self._all_columns[number]
        return max(len(column.title), min(self._longest(number), column.most))

    def _longest(self, number: int) -> int:
        return max((cell_len(cell(row.cells[number]).plain) for row in self._shown), default=0)
