"""A list of questions, two lines each with air between them, drawn only when they are seen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trajectory.tui.commands.command import bindings
from trajectory.tui.commands.questions import QUESTIONS
from trajectory.tui.widgets.key_order import handed_on, run_bound
from trajectory.tui.widgets.row_list import GUTTER, MARK

HEIGHT = 3
"""Rows of the terminal for each question, an empty one included."""


@dataclass(frozen=True)
class QuestionRow:
    """One question."""

    id: Hashable
    """What tells it from the others, whatever the list shows."""
    draw: Callable[[int], Sequence[Content]]
    """Draws its lines for a width in cells."""


class _Drawn(Visual):
    """Some lines that are drawn when they are seen, at the width that there is then."""

    def __init__(self, draw: Callable[[int], Sequence[Content]]) -> None:
        self._draw = draw

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines, each cut where there is no more room."""
        room = max(1, width - GUTTER)
        lines = [*self._draw(room), *[Content()] * HEIGHT][:HEIGHT]
        gutter = Content(" " * GUTTER)
        return [
            strip
            for line in lines
            for strip in (gutter + line.truncate(room, ellipsis=True)).render_strips(
                width, 1, style, options
            )
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The same for all, so that a thousand are not drawn to know where each of them is."""
        return HEIGHT


class QuestionList(OptionList):
    """Shows questions, and keeps the same one marked when they change."""

    # The stock list answers Enter with a message, which waits behind the keys of a burst.
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(QUESTIONS[:1], on="screen"))
    DEFAULT_CSS = """
    QuestionList {
        height: 1fr; border: none; padding: 0; background: $background;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0 1 0 0; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._ids: list[Hashable] = []

    @property
    def marked(self) -> int | None:
        """The place of the marked question, from 0."""
        place = self.highlighted
        return None if place is None or place >= len(self._ids) else place

    def show_rows(self, rows: Sequence[QuestionRow]) -> None:
        """Show these; the marked one stays marked, or else the one that stands in its place."""
        place = self.marked
        kept = None if place is None else self._ids[place]
        self._ids = [row.id for row in rows]
        self.clear_options()
        self.add_options(Option(_Drawn(row.draw)) for row in rows)
        if kept is not None and kept in self._ids:
            self.highlighted = self._ids.index(kept)
        elif rows:
            self.highlighted = min(place or 0, len(rows) - 1)

    def action_cursor_up(self) -> None:
        """Up, and no further than the first."""
        if self.highlighted:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Down, and no further than the last."""
        if self.highlighted != len(self._ids) - 1:
            super().action_cursor_down()

    async def _on_key(self, event: events.Key) -> None:
        """Each key in its turn: what one of them asks is answered by those behind it."""
        if not handed_on(self, event):
            event.stop()
            event.prevent_default()
            await run_bound(self, event.key)

    def render_line(self, y: int) -> Strip:
        """A line, with the mark in front of the marked question."""
        strip = super().render_line(y)
        place, line = divmod(self.scroll_offset.y + y, HEIGHT)
        if self.highlighted is None or place != self.highlighted:
            return strip
        if line == HEIGHT - 1:  # the air below it is not marked
            plain_style = self.get_visual_style("option-list--option")
            return Strip.blank(strip.cell_length, plain_style.rich_style)
        # In one colour: a red that stands out from the screen may vanish on the marked row.
        row_style = self.get_visual_style("option-list--option", "option-list--option-highlighted")
        colour = Style(foreground=row_style.foreground).rich_style
        head, tail = strip.crop(0, GUTTER), strip.crop(GUTTER)
        style = next((segment.style for segment in head), None)
        mark = f"{MARK} " if line == 0 else " " * GUTTER
        marked = [Segment(mark, style), *tail]
        plain = (Segment(text, (own or colour) + colour, more) for text, own, more in marked)
        return Strip(plain, strip.cell_length)
