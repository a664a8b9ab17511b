"""The entries of one box, as one list. A widget per entry would slow down every key (see docs)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trajectory.domain.plan import Entry
from trajectory.tui.commands.command import bindings
from trajectory.tui.commands.walk import LIST
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.key_order import paste_on, type_on

LABEL_WIDTH = 5
FEW_GONE = 10
"""Taking out more rows than this one by one costs more than a new list."""
GAP = 3
"""Spaces between an entry's words and the facts beside them."""
RAGGED_WIDTH = 100
"""From this width on facts follow the words: at the far right they would be lost."""


@dataclass(frozen=True)
class Row:
    """One entry as the list shows it."""

    key: str
    label: str
    entry: Entry
    facts: tuple[str, ...]


class DrawnEntry(Visual):
    """An entry whose lines are broken already: asking for its height breaks none again."""

    def __init__(self, row: Row, lines: Content) -> None:
        self.row = row
        self._lines = lines
        self._height = lines.plain.count("\n") + 1

    def __str__(self) -> str:
        return self._lines.plain

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines as they were drawn."""
        return self._lines.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All that there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many lines as were drawn."""
        return self._height


class ItemList(OptionList):
    """Shows rows, and changes only what changed since they were last shown."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(LIST, on="screen"))
    DEFAULT_CSS = """
    ItemList {
        height: 1fr;
        border: none;
        padding: 0;
        background: $background;
        scrollbar-gutter: stable; /* a bar that comes sends no Resize: lines would break twice */
        &:focus { border: none; }
        & > .option-list--option { padding: 0 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._rows: tuple[Row, ...] = ()
        self._drawn: dict[str, DrawnEntry] = {}
        self._drawn_width = 0
        self._height = 0

    @property
    def current(self) -> str | None:
        """Id of the highlighted entry."""
        if self.highlighted is None or self.highlighted >= len(self._rows):
            return None
        return self._rows[self.highlighted].key

    def select(self, key: str | None) -> None:
        """Highlight the entry with this id, if it is here."""
        for place, row in enumerate(self._rows):
            if row.key == key:
                self.highlighted = place
                return

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows. What comes last, goes, or is reworded touches no other row."""
        before, after = self._rows, tuple(rows)
        self._rows = after
        if not self._drawn_width:
            return
        marked = before[self.highlighted].key if self.highlighted is not None else None
        keys = {row.key for row in after}
        gone = [place for place, row in enumerate(before) if row.key not in keys]
        stayed = [row for row in before if row.key in keys]
        in_place = all(row.key == new.key for row, new in zip(stayed, after, strict=False))
        if in_place and len(gone) <= FEW_GONE:
            self._change_rows(gone, stayed)
            self.select(marked)
        else:
            was_at = self.highlighted
            self._draw_all()
            self.select(marked)
            if self.current is None and was_at is not None and after:
                self.highlighted = min(was_at, len(after) - 1)

    def _change_rows(self, gone: Sequence[int], stayed: Sequence[Row]) -> None:
        """Take out some rows, and draw what is not as it was; what stayed leads all rows now."""
        for place in reversed(gone):
            self.remove_option_at_index(place)
        for place, row in enumerate(stayed):
            if row != self._rows[place]:
                self.replace_option_prompt_at_index(place, self._draw(self._rows[place]))
        self.add_options([Option(self._draw(row)) for row in self._rows[len(stayed) :]])

    def reveal_last(self) -> None:
        """Scroll so that the newest entry is seen."""
        self.scroll_end(animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Lines break elsewhere now; in a lower box what stood at its foot stays there."""
        width = self.scrollable_content_region.width
        lost = self._height - event.size.height
        self._height = event.size.height
        if width != self._drawn_width:
            highlighted = self.highlighted
            self._drawn_width = width
            self._drawn.clear()
            self._draw_all()
            self.highlighted = highlighted
            self.reveal_last()
        elif lost > 0:
            self.scroll_relative(y=lost, animate=False, immediate=True)

    async def _on_key(self, event: events.Key) -> None:
        await type_on(self, event)

    async def _on_paste(self, event: events.Paste) -> None:
        await paste_on(self, event)

    def _draw_all(self) -> None:
        self.clear_options()
        self.add_options([Option(self._draw(row)) for row in self._rows])
        self._drawn = {row.key: self._drawn[row.key] for row in self._rows}

    def _draw(self, row: Row) -> DrawnEntry:
        """An entry as it was drawn before, unless something about it is new."""
        drawn = self._drawn.get(row.key)
        if drawn is None or drawn.row != row:
            drawn = self._drawn[row.key] = DrawnEntry(row, self._lines_of(row))
        return drawn

    def _lines_of(self, row: Row) -> Content:
        """The label, the words behind it, and the facts beside the last line if they fit there."""
        star = "★" if row.entry.starred else " "
        label = f"{row.label:<{LABEL_WIDTH - 2}}{star} "
        width = max(10, self._drawn_width - len(label) - 2)
        facts = one_line(" · ".join(row.facts), "$text-muted")
        lines = content(row.entry.text).wrap(width)
        if row.facts and lines and lines[-1].cell_length + facts.cell_length + GAP <= width:
            room = width - lines[-1].cell_length - facts.cell_length
            lines[-1] = lines[-1] + Content(" " * (room if self._wide_enough else GAP)) + facts
        elif row.facts:
            lines += facts.wrap(width)
        head, *rest = lines or [Content("")]
        indent = Content(" " * len(label))
        return Content("\n").join(
            [content(label, "bold") + head, *(indent + line for line in rest)]
        )

    @property
    def _wide_enough(self) -> bool:
        """Whether facts read well at the right edge, as in a table."""
        return self._drawn_width < RAGGED_WIDTH


def rows_of(
    entries: Mapping[str, Entry], names: Mapping[str, str], facts: Mapping[str, tuple[str, ...]]
) -> tuple[Row, ...]:
    """Rows for some entries, with their labels and facts by id."""
    return tuple(
        Row(key, names.get(key, key), entry, facts.get(key, ())) for key, entry in entries.items()
    )
