"""One typed answer of a form: a line that wraps, or a text of several lines.

Built on the capture line, so that keys keep their order in a burst and known roles complete.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from trajectory.domain.cleaning import lines_of_paste
from trajectory.tui.widgets.capture_line import CaptureLine


class FieldLine(CaptureLine):
    """An answer of one line. Up and down leave it at its first and last row."""

    DEFAULT_CSS = """
    FieldLine {
        width: 1fr; height: auto; max-height: 5; border: none; padding: 0 1;
        background: $surface;
        &:focus { border: none; background: $panel; }
    }
    """

    def __init__(
        self,
        text: str,
        complete: Callable[[str], str],
        *,
        joint: str = " ",
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`joint` stands between the lines of a paste."""
        super().__init__(complete, self.type_pasted, id=id)
        self._first = text
        self._joint = joint
        self.load_text(text)

    def on_mount(self) -> None:
        """The cursor stands behind the words, where more of them go."""
        self.move_cursor(self.document.end)

    @property
    def changed(self) -> bool:
        """Whether it says anything else than at first."""
        return self.text != self._first

    def begin_with(self, text: str) -> None:
        """Say this at first, from now on."""
        self._first = text
        self.put(text)

    def put_back(self) -> None:
        """Say what it said at first."""
        self.put(self._first)

    def type_pasted(self, text: str) -> None:
        """Several pasted lines become one."""
        self.type_in(self._joint.join(lines_of_paste(text)))

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's own
        """Up within the answer; from its first row on, the screen's."""
        if not select and self._row == 0:
            raise SkipAction
        super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        """Down within the answer; from its last row on, the screen's."""
        if not select and self._row >= self.wrapped_document.height - 1:
            raise SkipAction
        super().action_cursor_down(select)

    def action_cursor_page_up(self) -> None:
        """An answer has no pages: this is the screen's."""
        raise SkipAction

    def action_cursor_page_down(self) -> None:
        """The same."""
        raise SkipAction

    @property
    def _row(self) -> int:
        return self.wrapped_document.location_to_offset(self.cursor_location).y


class FieldLines(FieldLine):
    """An answer that may have several lines: Enter begins another one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "break_line", "Another line", show=False),
    ]

    def action_break_line(self) -> None:
        """Begin another line."""
        self.type_in("\n")

    def type_pasted(self, text: str) -> None:
        """Pasted lines stay lines."""
        self.type_in("\n".join(lines_of_paste(text)))
