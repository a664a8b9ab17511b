"""The boxes of the walk in their order, with counts; each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from trajectory.tui.text import content


@dataclass(frozen=True)
class StepMark:
    """One box on the stepper."""

    key: str
    name: str
    count: str
    """How much is in it: a number of entries, or the score; empty for nothing yet."""
    done: bool


class SectionStepper(Static):
    """`✓1 Now 4  ✓2 Goals 3  ●3 Enablers 2  ○4 Barriers 0`: shape and word first, colour second."""

    DEFAULT_CSS = """
    SectionStepper { height: 1; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id)
        self._marks: tuple[StepMark, ...] = ()
        self._current = ""

    def show_marks(self, marks: Sequence[StepMark], current: str) -> None:
        """Show these boxes, one of them as the current one."""
        if (tuple(marks), current) != (self._marks, self._current):
            self._marks, self._current = tuple(marks), current
            self._draw()

    def on_resize(self) -> None:
        """Names are shortened where there is no room for them."""
        self._draw()

    def _draw(self) -> None:
        """As much as fits: wide gaps, narrow gaps, names cut short but for the current one."""
        room = self.size.width - 2
        full = [self._mark(place, mark, mark.name) for place, mark in enumerate(self._marks, 1)]
        short = [
            self._mark(place, mark, mark.name if mark.key == self._current else mark.name[:3])
            for place, mark in enumerate(self._marks, 1)
        ]
        drawn = [
            content(gap).join(parts) for parts, gap in ((full, "  "), (full, " "), (short, " "))
        ]
        self.update(next((line for line in drawn if line.cell_length <= room), drawn[-1]))

    def _mark(self, place: int, mark: StepMark, name: str) -> Content:
        here = mark.key == self._current
        shape = "●" if here else "✓" if mark.done else "○"
        style = "bold $primary" if here else "$foreground" if mark.done else "$text-muted"
        words = content(f"{shape}{place} {name} {mark.count}".rstrip(), style)
        return words.stylize(Style.from_meta({"@click": f"screen.go_to('{mark.key}')"}))
