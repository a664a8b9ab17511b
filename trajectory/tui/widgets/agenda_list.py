"""The items of an agenda with their lines, as one list that scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trajectory.tui.commands.agenda import AGENDA_ITEMS
from trajectory.tui.commands.command import bindings
from trajectory.tui.text import one_line
from trajectory.tui.widgets.key_order import paste_on, type_on

LABEL_WIDTH = 7
LEAST_WIDTH = 20


@dataclass(frozen=True)
class AgendaRow:
    """One line of the agenda, or the heading of an item."""

    key: str
    """Id of the record; empty for a heading, which cannot be marked."""
    label: str
    """What people call the record; empty for a heading."""
    text: str
    note: str = ""
    """What is known of it, and the question; of a heading what is wanted, and who speaks."""
    outcome: str = ""
    """What came of it in this call."""


class AgendaList(OptionList):
    """Shows rows, and keeps its place when they change. A sentence typed here is the line's."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(AGENDA_ITEMS, on="screen"))
    DEFAULT_CSS = """
    AgendaList {
        height: 1fr; border: none; padding: 0; background: $background;
        scrollbar-gutter: stable; /* a bar that comes sends no Resize: lines would break twice */
        &:focus { border: none; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $foreground; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._rows: tuple[AgendaRow, ...] = ()
        self._drawn_width = 0

    @property
    def current(self) -> AgendaRow | None:
        """The marked line."""
        place = self.highlighted
        return None if place is None or place >= len(self._rows) else self._rows[place]

    @property
    def has_lines(self) -> bool:
        """Whether there is anything that can be marked."""
        return any(row.key for row in self._rows)

    def show_rows(self, rows: Sequence[AgendaRow]) -> None:
        """Show these rows; only those that changed are drawn again."""
        before, self._rows = self._rows, tuple(rows)
        if not self._drawn_width:
            return
        shared = min(len(before), len(self._rows))
        if [row.key for row in before] == [row.key for row in self._rows[: len(before)]]:
            for place in range(shared):
                if before[place] != self._rows[place]:
                    drawn = self._draw(self._rows[place])
                    self.replace_option_prompt_at_index(place, drawn)
            self.add_options(self._option(row) for row in self._rows[shared:])
        else:
            self._draw_all()

    def begin(self) -> None:
        """Mark a line, where none is marked yet."""
        if self.current is None:
            self.action_first()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """With the first line marked, the heading above it is seen as well."""
        first = next((n for n, row in enumerate(self._rows) if row.key), None)
        if event.option_index == first:
            self.scroll_home(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Lines break elsewhere now."""
        width = self.scrollable_content_region.width
        if width != self._drawn_width:
            self._drawn_width = width
            self._draw_all()

    async def _on_key(self, event: events.Key) -> None:
        await type_on(self, event)

    async def _on_paste(self, event: events.Paste) -> None:
        await paste_on(self, event)

    def _draw_all(self) -> None:
        place = self.highlighted
        self.clear_options()
        self.add_options(self._option(row) for row in self._rows)
        if place is not None and self._rows:
            self._mark_near(place)

    def _mark_near(self, place: int) -> None:
        lines = [n for n, row in enumerate(self._rows) if row.key]
        self.highlighted = min(lines, key=lambda n: (abs(n - place), -n), default=None)

    def _option(self, row: AgendaRow) -> Option:
        return Option(self._draw(row), disabled=not row.key)

    def _draw(self, row: AgendaRow) -> Content:
        """The label, the words beside it, and under them what is known and what came of it."""
        if not row.key:
            return _heading(row, max(LEAST_WIDTH, self._drawn_width - 2))
        width = max(LEAST_WIDTH, self._drawn_width - LABEL_WIDTH - 2)
        lines = one_line(row.text).wrap(width)
        if row.note:
            lines += one_line(row.note, "$text-muted").wrap(width)
        if row.outcome:
            lines += one_line(f"→ {row.outcome}", "bold $text-success").wrap(width)
        head, *rest = lines or [Content("")]
        indent = Content(" " * LABEL_WIDTH)
        label = one_line(row.label, "bold").truncate(LABEL_WIDTH - 1, ellipsis=True, pad=True)
        return Content("\n").join([label + Content(" ") + head, *(indent + line for line in rest)])


def _heading(row: AgendaRow, width: int) -> Content:
    words = one_line(row.text, "bold $primary").wrap(width)
    wanted = one_line(row.note, "$text-muted").wrap(width) if row.note else []
    return Content("\n").join([Content(""), *words, *wanted])
