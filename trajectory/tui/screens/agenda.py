"""The agenda of a call, read out from the screen; what comes of it is typed below, as it is said.

The agenda stands as it was prepared while people talk: no item moves away under a finger. What came
of a line stands behind it, and what is new stands at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from trajectory.domain.agenda import LEAST_MINUTES, Agenda, Subject, agenda
from trajectory.domain.forums import USUAL
from trajectory.domain.plan import Plan, ReviewForum
from trajectory.domain.progress import title_of
from trajectory.domain.reviewing import under_way
from trajectory.errors import TrajectoryError
from trajectory.tui.agenda_rows import agenda_rows, head_words
from trajectory.tui.commands.agenda import AGENDA, AGENDA_ITEMS
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.screens.agenda_line import AgendaLine
from trajectory.tui.text import one_line
from trajectory.tui.widgets.agenda_list import AgendaList
from trajectory.tui.widgets.ask_line import AskLine
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.usecases import agendas
from trajectory.usecases.line_tasks import Desk
from trajectory.usecases.session import PlanSession


class AgendaScreen(AgendaLine):
    """The agenda of one plan's next call."""

    commands: ClassVar[tuple[Command, ...]] = (*AGENDA, *AGENDA_ITEMS)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(AGENDA))
    CSS_PATH = "../styles/agenda.tcss"
    AUTO_FOCUS = "#outcome"

    def __init__(self, session: PlanSession, forum: ReviewForum | None = None) -> None:
        """`forum` is where it is talked about; else where the review under way is, else a call."""
        super().__init__()
        self.session = session
        self._minutes = agendas.MINUTES
        key = under_way(session.plan)
        held_at = session.plan.review[key].forum if key else None
        self._forum: ReviewForum = forum or held_at or USUAL
        self._subject = Subject(session.plan)
        self._review: str | None = None
        self.prepared: Agenda

    def compose(self) -> ComposeResult:
        """The rows of the screen, from the top."""
        yield PlanBar(self.session, f"Agenda › {title_of(self.session.plan)}")
        yield Static(id="head")
        yield AgendaList(id="items")
        with Vertical(id="foot"):
            yield Static(id="said")
            yield AskLine(id="ask")
            with Horizontal(id="line"):
                yield Static(id="label")
                yield FieldLine("", self._complete, id="outcome")
            yield HintLine(id="hints")

    def on_mount(self) -> None:
        """Write the agenda; where there is a checkpoint, once more with what it holds."""
        self.desk = Desk(self.context, self.session)
        self.prepare()
        if self._subject.last_review(self.context.today()) is not None:
            self._read_checkpoint()

    @work(thread=True)
    def _read_checkpoint(self) -> None:
        """On a thread: the plan as it stood is a file, and a share may be slow."""
        today = self.context.today()
        try:
            found = agendas.subject(self.context, self.session.path, self._subject.plan, today)
        except TrajectoryError as problem:
            words = f"{problem}. What moved is read from the log instead."
            self.app.call_from_thread(self._compare_with, None, words)
            return
        self.app.call_from_thread(self._compare_with, found.before)

    def _compare_with(self, before: Plan | None, problem: str = "") -> None:
        if self.is_attached:  # else somebody has gone back meanwhile
            self._subject = Subject(self._subject.plan, before)
            self.prepare(again=False)
            if problem:  # else what stands there is about what was typed meanwhile
                self.say(problem)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def forum(self) -> ReviewForum:
        """Where the plan is talked about."""
        return self._forum

    def prepare(
        self, *, again: bool = True, minutes: int | None = None, forum: ReviewForum | None = None
    ) -> None:
        """Write the agenda; `again` from the plan as it is now, else as it was at first."""
        self._minutes, self._forum = minutes or self._minutes, forum or self._forum
        if again:
            self._subject = Subject(self.session.plan, self._subject.before)
        self.prepared = agenda(
            [self._subject], self.context.today(), self._forum, max(self._minutes, LEAST_MINUTES)
        )
        self.plan_changed()

    def current_entry(self) -> str | None:
        """Id of what the marked line is about."""
        row = self.items.current
        return row.key if row else None

    def plan_changed(self, select: str | None = None) -> None:
        """Show what came of the lines, and what is new."""
        came_of = agendas.came_of(self._subject.plan, self.session.plan, self.context.today())
        self._review = under_way(self.session.plan) or self._review
        rows = agenda_rows(self.prepared, came_of, self.session.plan, self._review)
        self.query_one("#head", Static).update(one_line(head_words(self.prepared)))
        self.items.show_rows(tuple(rows))
        self.show_line()

    # -- between the line and the items --------------------------------------------------------

    def action_enter_list(self) -> None:
        """Into the items; back to the line by Esc, or by typing on."""
        if self.items.has_lines and not self.is_asking:
            self.set_focus(self.items)
            self.items.begin()

    def action_page(self, pages: int) -> None:
        """Further down or up, without leaving the line."""
        self.items.scroll_relative(y=pages * (self.items.size.height - 1), animate=False)

    def action_type_on(self, characters: str) -> None:
        """Text belongs to the line, wherever the focus is."""
        self.set_focus(self.line)
        self.line.type_in(characters)

    def action_paste_on(self, text: str) -> None:
        """And so does a paste."""
        self.set_focus(self.line)
        self.line.paste_in(text)

    def on_descendant_focus(self) -> None:
        """The hints are those of what has the focus."""
        self.show_hints()

    def show_hints(self) -> None:
        """The keys of what has the focus."""
        hints = self.query_one("#hints", HintLine)
        self.query_one("#line").display = not self.is_asking
        if self.is_asking:
            hints.show_commands((), "Enter answers. Esc goes back to the agenda.")
        elif self.focused is self.items:
            hints.show_commands((*AGENDA_ITEMS, AGENDA[-1], *EVERYWHERE))
        else:
            hints.show_commands((*AGENDA, *EVERYWHERE), "/ commands ")

    # -- the way out ---------------------------------------------------------------------------

    def after_asking(self) -> AgendaList:
        """Questions are about a line of the agenda."""
        return self.items

    def half_typed(self) -> str:
        """An answer, or what was said."""
        return super().half_typed() or self.line.text.strip()

    def action_back(self) -> None:
        """Out of a question, from the items to the line, or back to where we came from."""
        if self.is_asking:
            self.leave_question()
        elif self.focused is self.items:
            self.set_focus(self.line)
        elif self.ready_to_leave():
            self.dismiss(None)

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """Words were removed for good: the agenda is written anew without them."""
        self._notice, self._subject = ("", ""), Subject(self.session.plan)
        self.line.put(change(self.line.text))
        self.prepare()
