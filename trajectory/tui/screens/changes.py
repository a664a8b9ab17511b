"""What changed between two versions of a plan: a list to read, and nothing to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trajectory.domain.change_groups import Item, grouped
from trajectory.domain.changes import Change, counted
from trajectory.tui.commands.command import LEAVE_FROM_HERE, bindings
from trajectory.tui.commands.screens import CHANGES
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.hint_line import HintLine


class ChangesScreen(ModalScreen[None]):
    """The parts of the plan, their entries with a mark: + came, ~ changed and how, - went."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CHANGES), *LEAVE_FROM_HERE]
    DEFAULT_CSS = """
    ChangesScreen {
        align: center middle;
        & > Vertical {
            width: 100; max-width: 100%; height: auto; max-height: 100%;
            border: round $border; background: $surface; padding: 0 1;
        }
        OptionList {
            height: auto; max-height: 1fr; border: none; background: $surface; padding: 0;
            &:focus { border: none; }
        }
        #changes-title { text-style: bold; padding: 0 1; height: auto; }
        #changes-count { color: $text-muted; padding: 0 1; height: auto; }
        HintLine { background: $panel; }
    }
    """

    def __init__(self, title: str, changes: Sequence[Change]) -> None:
        super().__init__()
        self._title = title
        self._changes = tuple(changes)

    def compose(self) -> ComposeResult:
        """The title, how much it is, and each change."""
        with Vertical():
            yield Static(one_line(self._title), id="changes-title")
            yield Static(one_line(counted(self._changes) or "Nothing"), id="changes-count")
            yield OptionList(*_options(self._changes), markup=False)
            yield HintLine(CHANGES)

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _options(changes: Sequence[Change]) -> Iterator[Option]:
    for group in grouped(changes):
        yield Option(one_line(group.title, "bold $primary"), disabled=True)
        for item in group.items:
            yield from (Option(line) for line in _lines(item))


def _lines(item: Item) -> Iterator[Content]:
    """An entry with its mark, and under it what changed in it."""
    if item.label or item.text:
        name = one_line(f"{item.mark} {item.label}", "bold")
        yield name + content(" ") + one_line(item.text)
    for line in item.lines:
        yield content("    ") + one_line(line)
