"""One box of the board: a heading with its count, and the entries or a word on what goes there."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.style import Style
from textual.widgets import Static

from trajectory.domain.kinds import Section
from trajectory.tui.text import one_line
from trajectory.tui.widgets.item_list import ItemList, Row


class BoardList(ItemList):
    """The entries of a box, read from the top."""

    DEFAULT_CSS = """
    BoardList { scrollbar-gutter: stable; }
    """

    def reveal_last(self) -> None:
        """Stay at the entry that is marked; else begin at the first one."""
        if self.highlighted is None:
            self.scroll_home(animate=False, immediate=True)
        else:
            self.scroll_to_highlight()


class BoardBox(Vertical):
    """Folded to its heading on a narrow screen, unless it is the current one."""

    DEFAULT_CSS = """
    BoardBox {
        .heading { height: auto; padding: 0 1; text-style: bold; }
        .nothing { display: none; height: auto; padding: 0 1; color: $text-muted; }
        &.-nothing .nothing { display: block; }
        &.-nothing BoardList { height: 0; }
        &.-current .heading { color: $primary; }
    }
    """

    def __init__(self, section: Section) -> None:
        super().__init__(id=f"board-{section.value}")
        self.section = section
        self._words = ""

    def compose(self) -> ComposeResult:
        """The heading, the entries, and what stands there while there are none."""
        yield Static(classes="heading")
        yield BoardList()
        yield Static(classes="nothing")

    @property
    def entries(self) -> BoardList:
        """The list of its entries."""
        return self.query_one(BoardList)

    def show(self, name: str, score: str, empty: str, rows: Sequence[Row]) -> None:
        """Show these entries under this heading, with the score where there is one."""
        self._words = " · ".join(part for part in (f"{name} {len(rows)}", score) if part)
        self.set_class(not rows, "-nothing")
        self.query_one(".nothing", Static).update(one_line(empty))
        self.entries.show_rows(rows)
        self._draw_heading()

    def mark_current(self, *, current: bool) -> None:
        """Whether this is the box that keys are about."""
        self.set_class(current, "-current")
        if current and self.entries.highlighted is None and self.entries.option_count:
            self.entries.highlighted = 0
        self._draw_heading()

    def _draw_heading(self) -> None:
        shape = "▾" if self.has_class("-current") else "▸"
        click = Style.from_meta({"@click": f"screen.go_to('{self.section.value}')"})
        words = one_line(f"{shape} {self._words}")
        self.query_one(".heading", Static).update(words.stylize(click))
