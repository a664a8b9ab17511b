"""An answer to choose, with all choices in sight: `○ not started  ● in progress  ○ blocked`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from trajectory.domain.form import Choice
from trajectory.tui.text import one_line
from trajectory.tui.widgets.key_order import handed_on, take_in_turn

GAP = 2


class ChoiceLine(Widget, can_focus=True):
    """Left and Right choose, or a choice's first letter; Backspace says nothing any more.

    Which one is chosen is seen by its shape. A value that is none of the choices stays as it is
    until another one is chosen.
    """

    DEFAULT_CSS = """
    ChoiceLine {
        width: 1fr; height: auto; padding: 0 1; color: $foreground;
        &:focus { background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose_by(-1)", "Choice before", show=False),
        Binding("right", "choose_by(1)", "Next choice", show=False),
        Binding("backspace,delete", "choose_none", "Say nothing", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Another choice was made."""

        line: ChoiceLine

    def __init__(
        self,
        choices: Sequence[Choice],
        value: object,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self._first = value
        self.value = value

    @property
    def changed(self) -> bool:
        """Whether it says anything else than at first."""
        return self.value != self._first

    def put_back(self) -> None:
        """Say what it said at first."""
        self._choose(self._first)

    @property
    def _place(self) -> int | None:
        values = [choice.value for choice in self._choices]
        return values.index(self.value) if self.value in values else None

    def action_choose_by(self, places: int) -> None:
        """On to a neighbour; from nothing to the first or the last."""
        if self._place is None:
            place = 0 if places > 0 else len(self._choices) - 1
        else:
            place = max(0, min(len(self._choices) - 1, self._place + places))
        self._choose(self._choices[place].value)

    def action_choose_none(self) -> None:
        """Nothing is said."""
        self._choose(None)

    def action_choose(self, place: int) -> None:
        """A click on a choice."""
        self.focus()
        self._choose(self._choices[place].value)

    async def on_key(self, event: events.Key) -> None:
        """A choice's first letter; pressed again, the next one that begins with it.

        The keys that leave it are done in their turn too: in a burst, the letters behind them are
        for the next answer.
        """
        if event.character is None or not event.is_printable:
            await take_in_turn(self, event)
        elif not handed_on(self, event):
            event.stop()
            event.prevent_default()
            self._choose_letter(event.character.casefold())

    def _choose_letter(self, letter: str) -> None:
        fit = [place for place, c in enumerate(self._choices) if letter in _initials(c.words)]
        if fit:
            here = self._place
            place = next((p for p in fit if here is not None and p > here), fit[0])
            self._choose(self._choices[place].value)

    def _choose(self, value: object) -> None:
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Chosen(self))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the choices take, whole words to a row."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The choices, each of them a click away."""
        place = self._place
        rows = [
            Content(" " * GAP).join(self._drawn(n, chosen=n == place) for n in row)
            for row in self._rows(self.content_size.width)
        ]
        return Content("\n").join(rows)

    def _drawn(self, place: int, *, chosen: bool) -> Content:
        style = "bold" if chosen else "$text-muted"
        words = one_line(f"{'●' if chosen else '○'} {self._choices[place].words}", style)
        return words.stylize(Style.from_meta({"@click": f"choose({place})"}))

    def _rows(self, width: int) -> list[list[int]]:
        rows: list[list[int]] = [[]]
        used = 0
        for place, choice in enumerate(self._choices):
            length = len(choice.words) + 2
            if rows[-1] and used + GAP + length > width:
                rows.append([])
            used = used + GAP + length if rows[-1] else length
            rows[-1].append(place)
        return rows


def _initials(words: str) -> set[str]:
    """The letters that choose: "2 can influence" answers to 2 and to c."""
    first, *rest = words.casefold().split()
    return {first[0], rest[0][0]} if first.isdigit() and rest else {first[0]}
