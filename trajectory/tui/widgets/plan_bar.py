"""The top of each screen that works on a plan: what it is, where the words are, what came in."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from trajectory.domain.plan import Plan
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.row_list import DrawnRow
from trajectory.tui.widgets.save_status import SaveAlarm, SaveStatusMark
from trajectory.usecases.session import PlanSession

GAP = "  "
LEAST_TITLE = 16
"""In less room than this the title stands alone."""


class PlanBar(Vertical):
    """A title at the left, the save mark at the right, below them what is wrong, if anything."""

    DEFAULT_CSS = """
    PlanBar {
        height: auto;
        & > Horizontal { height: 1; background: $panel; }
        #plan-bar-title { width: 1fr; height: 1; padding: 0 1; }
        #plan-bar-news { display: none; height: auto; padding: 0 1; color: $text-warning; }
        &.-news #plan-bar-news { display: block; }
    }
    """

    class Arrived(Message):
        """What somebody else wrote is in the plan now: show the plan again."""

    def __init__(self, session: PlanSession | None, title: str, *between: Widget) -> None:
        """`between` are widgets that stand between the title and the save mark, such as a clock."""
        super().__init__()
        self._session = session
        self._title = title
        self._aside = Content()
        self._between = between
        self._stop: Callable[[], None] | None = None
        self._told = 0
        self._told_of: Plan | None = None

    def compose(self) -> ComposeResult:
        """The row, and the alarm under it."""
        with Horizontal():
            yield Static(DrawnRow(self._draw_title, 0), id="plan-bar-title")
            yield from self._between
            yield SaveStatusMark()
        yield SaveAlarm()
        yield Static(id="plan-bar-news")

    def show_title(self, title: str) -> None:
        """Another title from now on."""
        if title != self._title:
            self._title = title
            self.query_one("#plan-bar-title", Static).refresh()

    def show_aside(self, words: Content) -> None:
        """A few quiet words behind the title, which makes room for them; nothing is laid out."""
        if not self._aside.is_same(words):
            self._aside = words
            self.query_one("#plan-bar-title", Static).refresh()

    @property
    def aside(self) -> str:
        """Those words."""
        return self._aside.plain

    def _draw_title(self, room: int) -> Content:
        title = one_line(self._title, "bold")
        room -= self._aside.cell_length + len(GAP)
        if not self._aside or room < LEAST_TITLE:
            return title
        return title.truncate(room, ellipsis=True, pad=True) + content(GAP) + self._aside

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
        self._told = len(self._session.arrivals)
        self._tell("")
        self._show()

    def _show(self) -> None:
        session = self._session
        marks = self.query(SaveStatusMark)
        if session is None or not marks:  # not there yet, or going
            return
        session.catch_up()
        marks.first().show_status(session.status)
        self.query_one(SaveAlarm).show_status(session.status)
        news = session.arrivals[self._told :]
        if news:
            from trajectory.usecases.news import arrival_words  # and all that tells two plans apart

            self._told += len(news)
            self._tell(" ".join(words for arrival in news if (words := arrival_words(arrival))))
            self.post_message(self.Arrived())
        elif self._told_of is not None and session.plan is not self._told_of:
            self._tell("")

    def _tell(self, words: str) -> None:
        """Say what came in, until the table goes on."""
        self._told_of = self._session.plan if words and self._session else None
        self.query_one("#plan-bar-news", Static).update(one_line(words))
        self.set_class(bool(words), "-news")
