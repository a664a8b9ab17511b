"""The table of next steps: the columns that fit, what was done in words and shapes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widgets import DataTable

from trajectory.domain.dates import short
from trajectory.domain.progress import owner_of
from trajectory.domain.step_table import StepRow
from trajectory.tui.text import cell
from trajectory.tui.tones import rich_style
from trajectory.tui.widgets.key_order import handed_on, run_bound

NAMES = {
    "label": "",
    "what": "What",
    "who": "Who",
    "due": "By when",
    "state": "How it stands",
    "links": "Links",
}
TINY, MEDIUM = 60, 100
LEAST_WHAT = 16
WIDEST = {"label": 12, "who": 30, "due": 12, "state": 20, "links": 32}
WIDEST_WHO_NARROW = 16


class StepsTable(DataTable[Text]):
    """Shows rows; changes only the cells that changed since they were last shown."""

    DEFAULT_CSS = """
    StepsTable { height: 1fr; background: $background; overflow-x: hidden; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row")
        self._rows_shown: tuple[StepRow, ...] = ()
        self._today = dt.date.min
        self._layout: tuple[tuple[str, int], ...] = ()

    @property
    def current(self) -> StepRow | None:
        """The row under the cursor."""
        place = self.cursor_row
        return self._rows_shown[place] if 0 <= place < len(self._rows_shown) else None

    def show_rows(self, rows: Sequence[StepRow], today: dt.date, select: str | None = None) -> None:
        """Show these rows with the cursor on one of them; else it stays where it was."""
        kept = select or (self.current.key if self.current else None)
        place = self.cursor_row
        before, self._rows_shown, self._today = self._rows_shown, tuple(rows), today
        layout = self._columns(self.size.width)
        if layout == self._layout and [r.key for r in before] == [r.key for r in rows]:
            self._update(before)
        else:
            self._layout = layout
            self._rebuild()
        keys = [row.key for row in self._rows_shown]
        if keys:
            place = keys.index(kept) if kept in keys else min(place, len(keys) - 1)
            self.move_cursor(row=max(0, place))

    def redraw(self) -> None:
        """Draw all again: another theme, another width."""
        self._layout = ()
        self.show_rows(self._rows_shown, self._today)

    def on_resize(self, event: events.Resize) -> None:
        """Other columns fit now."""
        if self._columns(self.size.width) != self._layout:
            self.redraw()

    async def _on_key(self, event: events.Key) -> None:
        """Each key in its turn: what one of them asks is answered by those behind it."""
        if not handed_on(self, event):
            event.stop()
            event.prevent_default()
            await run_bound(self, event.key)

    def _update(self, before: tuple[StepRow, ...]) -> None:
        for old, row in zip(before, self._rows_shown, strict=True):
            if old != row:
                for name, _ in self._layout:
                    self.update_cell(row.key, name, self._cell(row, name))

    def _rebuild(self) -> None:
        self.clear(columns=True)
        for name, width in self._layout:
            self.add_column(NAMES[name], width=width, key=name)
        for row in self._rows_shown:
            self.add_row(*(self._cell(row, name) for name, _ in self._layout), key=row.key)

    def _cell(self, row: StepRow, name: str) -> Text:
        match name:
            case "what":
                return cell(row.step.text)
            case "state":
                style = rich_style(row.state.tone, self.app.theme_variables)
                return cell(self._words(row, name), style)
            case _:
                return cell(self._words(row, name))

    def _words(self, row: StepRow, name: str) -> str:
        match name:
            case "label":
                return row.label
            case "who":
                return owner_of(row.step) or "–"
            case "due":
                return short(row.step.due, self._today) if row.step.due else "–"
            case "state":
                return f"{row.state.shape} {row.state_words}"
            case _:
                return row.links

    def _columns(self, width: int) -> tuple[tuple[str, int], ...]:
        """The columns that fit, with widths; what is to be done gets what it needs, if it can."""
        names = ["label", "what", "who", "due", "state", "links"]
        if width < MEDIUM:
            names.remove("links")
        if width < TINY:
            names.remove("who")
            names.remove("due")
        widths = {name: self._width(name, width) for name in names if name != "what"}
        padding = 2 * len(names) + self.scrollbar_size_vertical
        left = width - sum(widths.values()) - padding
        longest = max((cell(row.step.text).cell_len for row in self._rows_shown), default=0)
        what = max(LEAST_WHAT, min(left, longest))
        return tuple((name, widths.get(name, what)) for name in names)

    def _width(self, name: str, width: int) -> int:
        most = WIDEST_WHO_NARROW if name == "who" and width < MEDIUM else WIDEST[name]
        longest = max((cell_len(self._words(row, name)) for row in self._rows_shown), default=0)
        return max(len(NAMES[name]), min(longest, most))
