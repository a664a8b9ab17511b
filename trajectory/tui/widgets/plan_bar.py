"""The top of each screen that works on a plan: what it is, and where the words are."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from trajectory.tui.text import one_line
from trajectory.tui.widgets.save_status import SaveAlarm, SaveStatusMark
from trajectory.usecases.session import PlanSession


class PlanBar(Vertical):
    """A title at the left, the save mark at the right, below them what is wrong, if anything."""

    DEFAULT_CSS = """
    PlanBar {
        height: auto;
        & > Horizontal { height: 1; background: $panel; }
        #plan-bar-title {
            width: 1fr; height: 1; padding: 0 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    """

    def __init__(self, session: PlanSession | None, title: str, *between: Widget) -> None:
        """`between` are widgets that stand between the title and the save mark, such as a clock."""
        super().__init__()
        self._session = session
        self._title = title
        self._between = between
        self._stop: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """The row, and the alarm under it."""
        with Horizontal():
            yield Static(one_line(self._title), id="plan-bar-title")
            yield from self._between
            yield SaveStatusMark()
        yield SaveAlarm()

    def show_title(self, title: str) -> None:
        """Another title from now on."""
        if title != self._title:
            self._title = title
            self.query_one("#plan-bar-title", Static).update(one_line(title))

    def show_session(self, session: PlanSession, title: str) -> None:
        """Another plan from now on, or the same one under another title."""
        self.show_title(title)
        if session is not self._session:
            self._session = session
            self._listen()

    def on_mount(self) -> None:
        """Hear of each save."""
        self._listen()

    def on_unmount(self) -> None:
        """Hear of no more."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _listen(self) -> None:
        self.on_unmount()
        if self._session is None:
            return
        app = self.app  # taken along: the writer's thread has no way to it once we are gone

        def heard() -> None:
            app.call_later(self._show)

        self._stop = self._session.listen(heard)
        self._show()

    def _show(self) -> None:
        if self.is_attached and self._session is not None:
            self.query_one(SaveStatusMark).show_status(self._session.status)
            self.query_one(SaveAlarm).show_status(self._session.status)
