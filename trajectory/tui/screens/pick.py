"""One choice out of a few, by a key, the arrows or a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trajectory.tui.commands.command import LEAVE_FROM_HERE, key_name
from trajectory.tui.text import content, one_line


@dataclass(frozen=True)
class Choice:
    """One thing to choose."""

    id: str
    words: str
    keys: str = ""
    """The characters that choose it at once; the first one is shown."""
    key: str = ""
    """A key without a character that does: `delete`."""

    @property
    def shown_key(self) -> str:
        """Its key as people read it."""
        return key_name(self.key) if self.key else self.keys[:1]


class PickScreen(ModalScreen[str | None]):
    """Gives the id of what was chosen, or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="pick.back"),
        *LEAVE_FROM_HERE,
    ]
    DEFAULT_CSS = """
    PickScreen {
        align: center middle;
        & > Vertical {
            width: 56; max-width: 100%; height: auto; max-height: 100%;
            border: round $border; background: $surface; padding: 0 1;
        }
        OptionList {
            height: auto; border: none; background: $surface; padding: 0;
            &:focus { border: none; }
        }
        #pick-title { text-style: bold; padding: 0 1; }
        #pick-hint { color: $text-muted; padding: 0 1; }
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """A title, the choices, and what to press."""
        with Vertical():
            yield Static(one_line(self._title), id="pick-title")
            wide = max((len(choice.shown_key) for choice in self._choices), default=1)
            yield OptionList(
                *(Option(_words(choice, wide), id=choice.id) for choice in self._choices),
                markup=False,
            )
            yield Static("Press its key, or Enter on it. Esc goes back.", id="pick-hint")

    def on_key(self, event: events.Key) -> None:
        """A choice's own key."""
        for choice in self._choices:
            is_its_letter = event.character is not None and event.character in choice.keys
            if is_its_letter or event.key == choice.key:
                event.stop()
                event.prevent_default()
                self.dismiss(choice.id)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _words(choice: Choice, wide: int) -> Content:
    return content(f"{choice.shown_key:<{wide}}  ", "bold") + one_line(choice.words)
