"""A list of rows, each one line high and drawn only when it is seen: thousands cost little.

The marked row has a `▸` in front, so that it is seen without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

MARK = "▸"
GUTTER = 2
"""Cells in front of each row, for the mark."""


@dataclass(frozen=True)
class ListRow:
    """One row."""

    draw: Callable[[int], Content]
    """Draws the row for a width in cells."""
    id: str | None = None
    """What it is; None for a heading, which cannot be marked."""


class DrawnRow(Visual):
    """A row that is drawn when it is seen, at the width that there is then."""

    def __init__(self, draw: Callable[[int], Content], gutter: int = GUTTER) -> None:
        self._draw = draw
        self._gutter = gutter

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The row's one line, cut where there is no more room."""
        room = max(1, width - self._gutter)
        line = Content(" " * self._gutter) + self._draw(room).truncate(room, ellipsis=True)
        return line.render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line, whatever it says."""
        return 1


class RowList(OptionList):
    """Shows rows, and keeps the same one marked when they change."""

    DEFAULT_CSS = """
    RowList {
        height: 1fr; border: none; padding: 0; background: $background;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0 1 0 0; }
        & > .option-list--option-disabled { color: $text-muted; text-style: bold; }
    }
    """

    class LeftTop(Message):
        """Up was pressed on the first row."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._ids: list[str | None] = []

    @property
    def marked(self) -> str | None:
        """Id of the marked row."""
        place = self.highlighted
        return None if place is None or place >= len(self._ids) else self._ids[place]

    def show_rows(self, rows: Sequence[ListRow], *, first: bool = False) -> None:
        """Show these rows; the marked one stays marked, unless the first one is asked for."""
        kept, place = self.marked, self.highlighted
        self._ids = [row.id for row in rows]
        self.set_options(
            Option(DrawnRow(row.draw, GUTTER if row.id else 0), id=row.id, disabled=not row.id)
            for row in rows
        )
        if not rows:
            self.clear_options()
        if kept in self._ids and kept is not None and not first:
            self.highlighted = self._ids.index(kept)
        else:
            self._mark_near(0 if first or place is None else place)

    def mark(self, row_id: str) -> None:
        """Mark the row with this id, if it is here."""
        if row_id in self._ids:
            self.highlighted = self._ids.index(row_id)

    def action_cursor_up(self) -> None:
        """Up; from the first row on, somebody else's."""
        first = next((n for n, row_id in enumerate(self._ids) if row_id is not None), None)
        if self.highlighted is None or self.highlighted == first:
            self.post_message(self.LeftTop())
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Down, and no further than the last row."""
        last = max((n for n, row_id in enumerate(self._ids) if row_id is not None), default=None)
        if self.highlighted != last:
            super().action_cursor_down()

    def render_line(self, y: int) -> Strip:
        """The row's line, with the mark in front where it belongs."""
        strip = super().render_line(y)
        if self.highlighted is None or self.scroll_offset.y + y != self.highlighted:
            return strip
        # In one colour: a red that stands out from the screen may vanish on the marked row.
        row_style = self.get_visual_style("option-list--option", "option-list--option-highlighted")
        colour = Style(foreground=row_style.foreground).rich_style
        head, tail = strip.crop(0, GUTTER), strip.crop(GUTTER)
        style = next((segment.style for segment in head), None)
        marked = [Segment(f"{MARK} ", style), *tail]
        plain = (Segment(text, (own or colour) + colour, more) for text, own, more in marked)
        return Strip(plain, strip.cell_length)

    def _mark_near(self, place: int) -> None:
        """Mark the row that can be marked nearest to a place, the later one first."""
        places = [n for n, row_id in enumerate(self._ids) if row_id is not None]
        self.highlighted = min(places, key=lambda n: (abs(n - place), -n), default=None)
