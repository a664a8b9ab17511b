"""The review between two meetings: five parts in their order, each answered by a key or a line.

It can be left at any moment and goes on there. See `usecases.reviewing` for what is on record when.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from trajectory.domain.forums import FORUM_NAMES
from trajectory.domain.plan import ReviewForum
from trajectory.domain.reviewing import Part
from trajectory.tui.commands.command import Command, bindings
from trajectory.tui.commands.review import REVIEW, REVIEW_BARRIERS, REVIEW_DONE, REVIEW_STEPS
from trajectory.tui.screens.review_barriers import ReviewBarrierVerbs
from trajectory.tui.screens.review_end import ReviewEnd
from trajectory.tui.screens.review_shown import LISTS, ReviewShown
from trajectory.tui.screens.review_steps import ReviewStepVerbs
from trajectory.tui.screens.review_view import goes_on
from trajectory.tui.widgets.ask_line import AskLine
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.review_lists import (
    Page,
    RecordedPage,
    ReviewBarriers,
    ReviewSteps,
)
from trajectory.tui.widgets.scale import Scale
from trajectory.tui.widgets.section_stepper import SectionStepper
from trajectory.usecases.reviewing import ReviewDesk, Since, since_last
from trajectory.usecases.session import PlanSession

PARTS = tuple(Part)


class ReviewScreen(ReviewShown, ReviewStepVerbs, ReviewBarrierVerbs, ReviewEnd):
    """A review of one plan."""

    commands: ClassVar[tuple[Command, ...]] = (
        *REVIEW,
        *REVIEW_STEPS,
        *REVIEW_BARRIERS,
        *REVIEW_DONE,
    )
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(REVIEW))
    CSS_PATH = "../styles/review.tcss"
    AUTO_FOCUS = ""

    def __init__(self, session: PlanSession, forum: ReviewForum | None = None) -> None:
        super().__init__()
        self.session = session
        self._forum = forum
        self.since = None
        self.seen = set()

    def compose(self) -> ComposeResult:
        """The rows of the screen, from the top."""
        yield PlanBar(self.session, "Review")
        yield SectionStepper(id="stepper")
        yield Static(id="heading")
        yield Page(id="changes")
        with Vertical(id="steps"):
            yield ReviewSteps(id="step-table")
            yield Static(id="step-details")
        with Vertical(id="position"):
            yield Scale(id="scale", commands=False)
            yield Page(id="reading")
        yield ReviewBarriers(id="barriers")
        yield Page(id="next")
        yield Page(id="empty")
        yield RecordedPage(id="recorded")
        yield Static(id="said")
        yield AskLine(id="ask")
        yield HintLine(id="hints")
        yield HintLine(id="more-hints")

    def on_mount(self) -> None:
        """Go on where it was left, or begin."""
        self.desk = ReviewDesk(self.context, self.session)
        if self._forum is not None:
            self.desk.hold_at(self._forum)
        self.part = self.desk.part
        self._read_changes()
        self.go(self.part)
        if self.desk.review is not None:
            self.say(goes_on(self.desk.review, self.context.today()))
        self.app.theme_changed_signal.subscribe(self, lambda _: self.table.redraw())

    @work(thread=True, exclusive=True, group="since")
    def _read_changes(self) -> None:
        found = since_last(self.context, self.session, self.session.plan)
        self.app.call_from_thread(self._show_since, found)

    def _show_since(self, since: Since) -> None:
        self.since = since
        if self.is_attached:  # else somebody has gone on meanwhile
            self.plan_changed()

    # -- from part to part -----------------------------------------------------------------------

    def go(self, part: Part) -> None:
        """Show a part, and ask what it asks."""
        self.part = part
        self.over = False
        self.seen.add(part)
        self.say("")
        self.show_part()

    def action_next_part(self, places: int) -> None:
        """On to another part; what is typed is taken first, so that nothing is lost."""
        here = self.part
        if self.desk.is_finished or not self.take_typed():
            return
        if self.part is here:
            place = PARTS.index(here) + places
            self.go(PARTS[max(0, min(len(PARTS) - 1, place))])

    def action_go_to(self, key: str) -> None:
        """A click on the stepper."""
        if not self.desk.is_finished and self.take_typed():
            self.go(Part(key))

    def part_is_done(self) -> None:
        """On to the next part."""
        self.go(PARTS[PARTS.index(self.part) + 1])

    async def action_go_on(self) -> None:
        """Enter: the answer that is typed, else the next line, else the next part."""
        if self.desk.is_finished:
            self.dismiss(None)
        elif self.is_asking:
            self.over = False
            self.answer()
            if self.over:
                await self.action_finish()
        elif self.part not in LISTS or not self.to_the_next():
            self.part_is_done()

    def to_the_next(self) -> bool:
        """Mark the next line of the list; False when it was the last."""
        if self.part is Part.STEPS:
            place, count = self.table.cursor_row, self.table.row_count
            self.table.move_cursor(row=min(place + 1, max(0, count - 1)))
            return place + 1 < count
        return self.barrier_list.mark_next()

    def action_move(self, rows: int) -> None:
        """Up and down: in a text, and among the last part's questions."""
        pages = {Part.CHANGES: "#changes", Part.POSITION: "#reading"}
        if self.desk.is_finished:
            self.query_one("#recorded", Page).scroll_relative(y=rows, animate=False)
        elif self.part is Part.NEXT and abs(rows) == 1:
            self.move_question(rows)
        else:
            page = self.query_one(pages.get(self.part, "#next"), Page)
            page.scroll_relative(y=rows, animate=False)

    def action_next_forum(self) -> None:
        """Another meeting that it is held for."""
        forums = [forum for forum in FORUM_NAMES if forum != "table"]
        here = forums.index(self.desk.forum) if self.desk.forum in forums else -1
        self.desk.hold_at(forums[(here + 1) % len(forums)])
        self.plan_changed()
        self.say(f"This review is for the {FORUM_NAMES[self.desk.forum]}.")

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """Words were removed for good: nothing that is held here may have them any more."""
        line = self.query_one(AskLine).line
        line.put(change(line.text))
        self.say("")
        self.since = None
        self.forget_what_was()
        self._read_changes()

    # -- leaving ---------------------------------------------------------------------------------

    def action_back(self) -> None:
        """Out of a question, or back to where we came from; the review waits."""
        if self.part in LISTS and self.is_asking and not self.desk.is_finished:
            self.stop_asking()
            self.say("Left as it was.")
        elif self.ready_to_leave():
            self.dismiss(None)

    def ready_to_leave(self) -> bool:
        """Note where the review is; an answer that is half typed is pointed at once."""
        if self.points_at_typed():
            return False
        if not self.desk.is_finished:
            self.desk.leave(self.part)
        self.session.save_now()
        return True
