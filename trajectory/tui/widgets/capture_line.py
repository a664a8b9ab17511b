"""The line at the foot of the walk, where everything is typed.

Keys keep their order in a burst. The stock widgets put printable keys into their own queue and let
bound keys bubble, to run later: "one⏎two⏎" sent at once becomes one entry "onetwo" (Textual #6605).
So this line runs what a key is bound to itself, in turn, before it looks at the next key. The
binding chain is Textual's own, so that keys changed in the settings hold here too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from trajectory.domain.cleaning import clean
from trajectory.tui.text import plain, typed
from trajectory.tui.widgets.key_order import handed_on, run_bound

GIVEN_UP = frozenset({"ctrl+e", "f6", "f7"})
"""Keys that TextArea has for what End and the mouse do too; here they belong to the screen."""


def _kept() -> list[BindingType]:
    kept: list[BindingType] = []
    for binding in TextArea.BINDINGS:
        if isinstance(binding, Binding):
            keys = [key for key in binding.key.split(",") if key not in GIVEN_UP]
            if keys:
                kept.append(dataclasses.replace(binding, key=",".join(keys)))
    return kept


class CaptureLine(TextArea, inherit_bindings=False):
    """One line of text that wraps to three rows, with undo of typing and completion.

    `complete` gives the rest of the word being typed, shown dimmed and taken with the right arrow.
    `pasted` takes a paste of several lines, at once, so that it keeps its place among the keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = _kept()

    def __init__(
        self,
        complete: Callable[[str], str],
        pasted: Callable[[str], None],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(
            id=id,
            soft_wrap=True,
            compact=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            tab_behavior="focus",
        )
        self.cursor_blink = False
        self._complete = complete
        self._pasted = pasted

    def take(self) -> str:
        """Give the text and empty the line, in one step."""
        text = self.text
        self.load_text("")
        return text

    def put(self, text: str) -> None:
        """Put a text into the line, with the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def type_in(self, characters: str) -> None:
        """Type at the cursor, for keys that another widget passes on."""
        self.insert(characters)

    def update_suggestion(self) -> None:
        """Offer the rest of a role or command while the cursor stands at the end."""
        at_end = self.cursor_at_end_of_text
        self.suggestion = plain(self._complete(self.text)) if at_end and self.text else ""

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn."""
        return typed(self.document.get_line(line_index))

    async def _on_key(self, event: events.Key) -> None:
        if handed_on(self, event) or event.is_printable:
            return  # what is printable and ours, TextArea's own handler types next
        event.stop()
        event.prevent_default()
        await run_bound(self, event.key)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.paste_in(event.text)

    def paste_in(self, text: str) -> None:
        """Take a paste: one line as if it were typed, several as `pasted` has it."""
        lines = text.strip("\r\n").splitlines()
        if len(lines) > 1:
            self._pasted(text)
        elif lines:
            self.insert(clean(lines[0]))

    def action_undo(self) -> None:
        """Undo typing; where there is none to undo, the key is the screen's."""
        before = self.text
        if before:
            super().action_undo()
        if self.text == before:
            raise SkipAction

    def action_redo(self) -> None:
        """Redo typing; where there is none to redo, the key is the screen's."""
        before = self.text
        if before:
            super().action_redo()
        if self.text == before:
            raise SkipAction

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's own
        """Up within a wrapped line; from its first row on, the screen's."""
        if not select and self.cursor_at_first_line and self.wrapped_document.height <= 1:
            raise SkipAction
        super().action_cursor_up(select)
