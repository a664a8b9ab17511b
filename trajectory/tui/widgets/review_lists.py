"""The lists of a review: what changed, the steps, the barriers. Letters in them are commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from trajectory.domain.change_groups import grouped
from trajectory.domain.changes import Change
from trajectory.tui.commands.command import bindings
from trajectory.tui.commands.review import REVIEW_BARRIERS, REVIEW_DONE, REVIEW_STEPS
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.item_list import ItemList
from trajectory.tui.widgets.key_order import take_in_turn
from trajectory.tui.widgets.steps_table import StepsTable

_STYLES = {"+": "$text-success", "~": "$text-warning", "-": "$text-error"}


class Page(VerticalScroll, can_focus=True, inherit_bindings=False):
    """A text to read. The keys are the screen's; it scrolls by them."""

    DEFAULT_CSS = """
    Page { height: 1fr; padding: 0 1; &:focus { background-tint: $foreground 0%; } }
    Page Static { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(Static(), id=id)

    def show(self, lines: Sequence[Content]) -> None:
        """Show these lines from now on."""
        self.query_one(Static).update(Content("\n").join(lines))

    async def _on_key(self, event: events.Key) -> None:
        await take_in_turn(self, event)


def change_lines(changes: Sequence[Change]) -> list[Content]:
    """What changed, part by part of the plan, each entry with its mark in front."""
    lines: list[Content] = []
    for group in grouped(changes):
        lines += [Content(), one_line(group.title, "bold $primary")]
        for item in group.items:
            mark = content(f"{item.mark} ", f"bold {_STYLES.get(item.mark, '')}")
            if item.label or item.text:
                lines.append(mark + one_line(f"{item.label} {item.text}"))
                lines += [content("    ") + one_line(line) for line in item.lines]
            else:  # the scale, or the plan as a whole: the title has named it
                lines += [mark + one_line(line) for line in item.lines]
    return lines[1:]


class RecordedPage(Page):
    """What a review put on record, with the keys that come after it."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(REVIEW_DONE, on="screen"))


class ReviewSteps(StepsTable):
    """The steps of a review. Enter is the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.go_on", show=False),
        *bindings(REVIEW_STEPS, on="screen"),
    ]


def _moves(binding: BindingType) -> bool:
    return isinstance(binding, Binding) and binding.key != "enter"


class ReviewBarriers(ItemList, inherit_bindings=False):
    """The barriers of a review. Enter is the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *filter(_moves, OptionList.BINDINGS),
        *bindings(REVIEW_BARRIERS, on="screen"),
    ]
    _wished = 0
    """What is to be marked once the list is drawn."""

    @property
    def current(self) -> str | None:
        """Id of the marked barrier: the first one, until the list is drawn and can mark it."""
        return self._rows[self.place].key if self.place < len(self._rows) else None

    @property
    def place(self) -> int:
        """Where the mark is, from 0."""
        return self._wished if self.highlighted is None else self.highlighted

    def mark(self, place: int) -> None:
        """Mark the barrier at this place; once the list is drawn, if it is not yet."""
        self._wished = place
        if place < self.option_count:
            self.highlighted = place

    def mark_next(self) -> bool:
        """Mark the next one; False when there is none."""
        last = len(self._rows) - 1
        is_last = self.place >= last
        self.mark(max(0, min(self.place + 1, last)))
        return not is_last

    async def _on_key(self, event: events.Key) -> None:
        await take_in_turn(self, event)

    def on_resize(self, event: events.Resize) -> None:
        """The list is drawn after this, by the one that this one is made of."""
        self.call_after_refresh(self._mark_again)

    def _mark_again(self) -> None:
        if self.highlighted is None:
            self.mark(self._wished)
