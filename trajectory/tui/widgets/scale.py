"""The 0-10 scale with words at both ends, the score, each person's score, and the aim."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from trajectory.domain.dates import short
from trajectory.domain.plan import Plan, Position, Reading
from trajectory.domain.scale import in_words
from trajectory.domain.template import Scale as ScaleWords
from trajectory.tui.text import content, one_line

POINTS = 10
"""The scale has this many steps, and two halves in each."""
ANCHOR_ROWS = 2
"""Rows that the words of one end may take; one where rows are short."""
TINY_SCREEN = 16
"""Below this height only the ruler and the score are shown."""
SHORT_SCREEN = 30
"""Below this height the list needs the rows more than the words do."""


@dataclass(frozen=True)
class ScaleView:
    """All that the scale shows."""

    position: Position
    current: Reading | None
    readings: tuple[Reading, ...]
    """The last one of each day, in their order."""
    words: ScaleWords
    """The template's suggestions, shown while the table has no words of its own."""
    today: dt.date

    @classmethod
    def of(cls, plan: Plan, words: ScaleWords, today: dt.date) -> ScaleView:
        """The scale of a plan on one day."""
        by_day = {r.date: r for r in sorted(plan.reading.values(), key=lambda r: r.date)}
        if plan.current_reading is not None:
            by_day[plan.current_reading.date] = plan.current_reading
        readings = tuple(by_day.values())
        return cls(plan.position, plan.current_reading, readings, words, today)


class Scale(Static):
    """Draws a `ScaleView`; the words of the ends are folded to the width."""

    DEFAULT_CSS = """
    Scale { height: auto; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None, commands: bool = True) -> None:  # noqa: A002 - Textual's own name
        """With `commands` it says what to type for what is not said yet."""
        super().__init__("", id=id)
        self._commands = commands
        self._view: ScaleView | None = None

    def show_view(self, view: ScaleView) -> None:
        """Show this from now on."""
        if view != self._view:
            self._view = view
            self._draw()

    def on_resize(self) -> None:
        """The ruler is as wide as there is room."""
        self._draw()

    def _draw(self) -> None:
        if self._view is None or self.size.width == 0:
            return
        view, width = self._view, self.size.width - 2
        position, words = view.position, view.words
        rows = 1 if self.screen.size.height < SHORT_SCREEN else ANCHOR_ROWS
        parts = [_fold(one_line(position.question, "bold"), width, 1)] if position.question else []
        parts += [
            _ruler(view, width),
            _said(view, commands=self._commands),
        ]
        if self.screen.size.height < TINY_SCREEN:
            self.update(Content("\n").join(parts[-2:]))
            return
        parts += [
            _anchor(" 0", position.anchor_0, words.anchor_0, self._how("/zero"), width, rows),
            _anchor("10", position.anchor_10, words.anchor_10, self._how("/ten"), width, rows),
        ]
        if position.plus_one and rows > 1:
            plus_one = Content("+1 ").stylize("bold") + one_line(position.plus_one)
            parts.append(_fold(plus_one, width, rows))
        self.update(Content("\n").join(parts))

    def _how(self, command: str) -> str:
        return f"({command} to word it) " if self._commands else ""


def _ruler(view: ScaleView, width: int) -> Content:
    gap = max(1, min(5, (width - 8) // POINTS - 1))
    cells = list(("┼" + "─" * gap) * POINTS + "┼")
    cells[0], cells[-1] = "├", "┤"

    def at(point: float) -> int:
        return round(point * (gap + 1))

    styles: dict[int, str] = {}
    if view.current is not None:
        for score in view.current.scores or ():
            cells[at(score)] = "•"
    if view.position.target is not None:
        cells[at(view.position.target)] = "◇"
        styles[at(view.position.target)] = "bold $accent"
    if view.current is not None:
        cells[at(view.current.score)] = "●"
        styles[at(view.current.score)] = "bold $primary"
    drawn = [content(cell, styles.get(i, "$text-muted")) for i, cell in enumerate(cells)]
    return Content("0 ").stylize("bold") + Content("").join(drawn) + Content(" 10").stylize("bold")


def _said(view: ScaleView, *, commands: bool) -> Content:
    position, current = view.position, view.current
    parts: list[Content] = []
    if current is None:
        how = ": type =4, or each person's: =2 3 4 5" if commands else ""
        parts.append(content(f"No score yet{how}", "$text-muted"))
    else:
        parts.append(content(f"● now {in_words(current.score)}", "bold"))
        if current.scores:
            spread = f"{in_words(min(current.scores))} to {in_words(max(current.scores))}"
            each = " ".join(in_words(score) for score in current.scores)
            parts.append(content(f"each • {each} ({spread})"))
    if position.target is not None:
        by = f" by {short(position.target_by, view.today)}" if position.target_by else ""
        parts.append(content(f"◇ aim {in_words(position.target)}{by}"))
    if len(view.readings) > 1:
        path = " → ".join(
            f"{short(r.date, view.today)} {in_words(r.score)}" for r in view.readings[-4:]
        )
        parts.append(content(path, "$text-muted"))
    return Content("   ").join(parts)


def _anchor(end: str, said: str | None, suggested: str, how: str, width: int, rows: int) -> Content:
    head = content(f"{end} ", "bold")
    if said:
        return _fold(head + one_line(said), width, rows)
    return _fold(head + one_line(f"{how}{suggested}", "$text-muted"), width, rows)


def _fold(text: Content, width: int, rows: int) -> Content:
    lines = text.wrap(max(10, width - 4))
    if len(lines) > rows:
        lines = [*lines[: rows - 1], lines[rows - 1].rstrip() + "…"]
    return Content("\n   ").join(lines)
