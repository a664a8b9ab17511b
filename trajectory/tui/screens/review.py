"""The review between two meetings: five parts in their order, each answered by a key or a line.

It can be left at any moment and goes on there. See `usecases.reviewing` for what is on record when.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trajectory.domain.describing import Describer
from trajectory.domain.forums import FORUM_NAMES
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import ReviewForum
from trajectory.domain.progress import title_of
from trajectory.domain.reviewing import Part
from trajectory.domain.step_table import StepRow, step_rows
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.review import REVIEW, REVIEW_BARRIERS, REVIEW_DONE, REVIEW_STEPS
from trajectory.tui.screens.review_barriers import ReviewBarrierVerbs
from trajectory.tui.screens.review_end import ReviewEnd
from trajectory.tui.screens.review_next import ReviewNextQuestions
from trajectory.tui.screens.review_position import ReviewPositionQuestions
from trajectory.tui.screens.review_steps import ReviewStepVerbs
from trajectory.tui.screens.review_view import (
    NOTHING,
    heading,
    marks,
    recorded_lines,
    since_lines,
    step_lines,
)
from trajectory.tui.text import one_line
from trajectory.tui.widgets.ask_line import AskLine
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.item_list import rows_of
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.review_lists import (
    Page,
    RecordedPage,
    ReviewBarriers,
    ReviewSteps,
)
from trajectory.tui.widgets.scale import Scale, ScaleView
from trajectory.tui.widgets.section_stepper import SectionStepper
from trajectory.usecases.reviewing import ReviewDesk, Since, since_last
from trajectory.usecases.session import PlanSession

PARTS = tuple(Part)
LISTS = frozenset({Part.STEPS, Part.BARRIERS})
"""The parts with a list, in which letters are commands."""
_WAY_BACK = (
    *(command for command in REVIEW if command.id == "review.undo"),
    replace(REVIEW[-1], hint="back"),
    EVERYWHERE[0],
)


class ReviewScreen(
    ReviewStepVerbs, ReviewPositionQuestions, ReviewBarrierVerbs, ReviewNextQuestions, ReviewEnd
):
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
        self._since: Since | None = None
        self._seen: set[Part] = set()
        self._shows_end = False

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
        if self.desk.key is not None:
            self.say("This review was left here. It goes on.")
        self.app.theme_changed_signal.subscribe(self, lambda _: self._table.redraw())

    @work(thread=True, exclusive=True, group="since")
    def _read_changes(self) -> None:
        found = since_last(self.context, self.session, self.session.plan)
        self.app.call_from_thread(self._show_since, found)

    def _show_since(self, since: Since) -> None:
        self._since = since
        self.plan_changed()

    # -- from part to part -----------------------------------------------------------------------

    def go(self, part: Part) -> None:
        """Show a part, and ask what it asks."""
        self.part = part
        self.over = False
        self._seen.add(part)
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
            place, count = self._table.cursor_row, self._table.row_count
            self._table.move_cursor(row=min(place + 1, max(0, count - 1)))
            return place + 1 < count
        return self._barriers.mark_next()

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

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def _table(self) -> ReviewSteps:
        return self.query_one(ReviewSteps)

    @property
    def _changes(self) -> Page:
        return self.query_one("#changes", Page)

    @property
    def _empty(self) -> Page:
        return self.query_one("#empty", Page)

    @property
    def _barriers(self) -> ReviewBarriers:
        return self.query_one(ReviewBarriers)

    def current_row(self) -> StepRow | None:
        """The step under the cursor."""
        return self._table.current

    def current_entry(self) -> str | None:
        """Id of that step."""
        row = self.current_row()
        return row.key if row else None

    def current_barrier(self) -> str | None:
        """Id of the marked barrier."""
        return self._barriers.current

    def plan_changed(self, select: str | None = None) -> None:
        """Show the plan as it is now."""
        self._show_lists(select)
        self._show_words()
        if self.desk.is_finished is not self._shows_end:
            self.show_part()
        elif self.is_asking and not self.typed:
            self._ask_standing()

    def on_plan_bar_arrived(self) -> None:
        """Somebody else's words are in the plan now."""
        self.plan_changed()

    def show_part(self) -> None:
        """Show the part, with the focus where its keys go."""
        self.query_one(AskLine).stop()
        self._shows_end = self.desk.is_finished
        left = (each.key for each in self.desk.asked_about() if not each.is_answered)
        self.plan_changed(select=next(left, None))
        if self._shows_end:
            self.set_focus(self.query_one(RecordedPage))
        elif self.part in {Part.POSITION, Part.NEXT}:
            self._ask_standing()
        else:
            self.focus_list()
        self.show_hints()

    def _ask_standing(self) -> None:
        """What a part asks as long as it is shown."""
        if self.part is Part.POSITION:
            self.ask_position()
        elif self.part is Part.NEXT:
            self.ask_next()

    def focus_list(self) -> None:
        """The list of the part has the keys; where it is empty, its sentence has."""
        if self.part in {Part.POSITION, Part.NEXT}:
            return
        lists: dict[Part, Widget] = {Part.STEPS: self._table, Part.BARRIERS: self._barriers}
        is_empty = self.has_class("-empty")
        self.set_focus(self._empty if is_empty else lists.get(self.part, self._changes))
        if self.part is Part.BARRIERS:
            self._barriers.mark(self._barriers.place)

    def _show_lists(self, select: str | None = None) -> None:
        plan, today = self.session.plan, self.context.today()
        asked = self.desk.asked_about()
        rows = {row.key: row for row in step_rows(plan, today)}
        self._table.show_rows([rows[each.key] for each in asked if each.key in rows], today, select)
        barriers = self.desk.barriers()
        describer = Describer(plan, today)
        facts = {key: describer.facts(key, barrier) for key, barrier in barriers.items()}
        self._barriers.show_rows(rows_of(barriers, labels(plan, Kind.BARRIER), facts))
        if self._barriers.highlighted is None:
            self._barriers.mark(0)
        template = self.context.templates.get(plan.plan.deliverable)
        self.query_one(Scale).show_view(ScaleView.of(plan, template.scale, today))

    def _show_words(self) -> None:
        desk, finished = self.desk, self.desk.is_finished
        for part in Part:
            self.query_one(f"#{part.value}").display = part is self.part and not finished
        empty = not {Part.STEPS: desk.asked_about(), Part.BARRIERS: desk.barriers()}.get(
            self.part, True
        )
        self._empty.show([one_line(NOTHING.get(self.part, ""))])
        self.set_class(empty and self.part in LISTS, "-empty")
        self.query_one("#recorded").display = finished
        title = f"Review for the {FORUM_NAMES[desk.forum]} › {title_of(desk.plan)}"
        self.query_one(PlanBar).show_title(title)
        self.query_one("#heading", Static).update(heading(desk, self.part, self._since))
        self._changes.show(since_lines(self._since))
        self.query_one("#reading", Page).show(self.position_lines())
        self.query_one("#next", Page).show(self.next_lines())
        self.query_one(RecordedPage).show(recorded_lines(desk))
        self.query_one(SectionStepper).show_marks(
            marks(desk, self._since, self._seen), "" if finished else self.part.value
        )
        self._show_details()

    def _show_details(self) -> None:
        lines = step_lines(self.desk, self._table.current)
        self.query_one("#step-details", Static).update(Content("\n").join(lines))

    def on_data_table_row_highlighted(self) -> None:
        """The details are those of the row under the cursor."""
        self._show_details()

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self.query_one("#said", Static).update(one_line(notice))

    def show_hints(self) -> None:
        """What can be done here."""
        verbs = {Part.STEPS: REVIEW_STEPS, Part.BARRIERS: REVIEW_BARRIERS}
        hints, more = self.query_one("#hints", HintLine), self.query_one("#more-hints", HintLine)
        asking = self.is_asking
        of_part = REVIEW_DONE if self.desk.is_finished else verbs.get(self.part, ())
        hints.show_commands(() if asking else of_part)
        hints.display = bool(of_part) and not asking
        more.show_commands(_WAY_BACK if self.desk.is_finished else (*REVIEW, EVERYWHERE[0]))

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """Words were removed for good: nothing that is held here may have them any more."""
        line = self.query_one(AskLine).line
        line.put(change(line.text))
        self.say("")
        self._since = None
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
