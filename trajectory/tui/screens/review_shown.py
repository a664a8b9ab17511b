"""What a review puts on its screen: its parts, one at a time, with the focus where the keys go."""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trajectory.domain.describing import Describer
from trajectory.domain.forums import FORUM_NAMES
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind
from trajectory.domain.progress import title_of
from trajectory.domain.reviewing import Part
from trajectory.domain.step_table import StepRow, step_rows
from trajectory.tui.commands.command import EVERYWHERE
from trajectory.tui.commands.review import REVIEW, REVIEW_BARRIERS, REVIEW_DONE, REVIEW_STEPS
from trajectory.tui.screens.review_next import ReviewNextQuestions
from trajectory.tui.screens.review_position import ReviewPositionQuestions
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
from trajectory.tui.widgets.review_lists import Page, RecordedPage, ReviewBarriers, ReviewSteps
from trajectory.tui.widgets.scale import Scale, ScaleView
from trajectory.tui.widgets.section_stepper import SectionStepper
from trajectory.usecases.reviewing import Since

LISTS = frozenset({Part.STEPS, Part.BARRIERS})
"""The parts with a list, in which letters are commands."""
_WAY_BACK = (
    *(command for command in REVIEW if command.id == "review.undo"),
    replace(REVIEW[-1], hint="back"),
    EVERYWHERE[0],
)


class ReviewShown(ReviewPositionQuestions, ReviewNextQuestions):
    """The widgets of a review, brought up to date."""

    since: Since | None
    """What changed since the last checkpoint; None until that is read."""
    seen: set[Part]
    """The parts that somebody has been in."""
    _shows_end = False

    @property
    def table(self) -> ReviewSteps:
        """The steps."""
        return self.query_one(ReviewSteps)

    @property
    def _changes(self) -> Page:
        return self.query_one("#changes", Page)

    @property
    def _empty(self) -> Page:
        return self.query_one("#empty", Page)

    @property
    def barrier_list(self) -> ReviewBarriers:
        """The barriers."""
        return self.query_one(ReviewBarriers)

    def current_row(self) -> StepRow | None:
        """The step under the cursor."""
        return self.table.current

    def current_entry(self) -> str | None:
        """Id of that step."""
        row = self.current_row()
        return row.key if row else None

    def current_barrier(self) -> str | None:
        """Id of the marked barrier."""
        return self.barrier_list.current

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
        lists: dict[Part, Widget] = {Part.STEPS: self.table, Part.BARRIERS: self.barrier_list}
        is_empty = self.has_class("-empty")
        self.set_focus(self._empty if is_empty else lists.get(self.part, self._changes))
        if self.part is Part.BARRIERS:
            self.barrier_list.mark(self.barrier_list.place)

    def _show_lists(self, select: str | None = None) -> None:
        plan, today = self.session.plan, self.context.today()
        asked = self.desk.asked_about()
        rows = {row.key: row for row in step_rows(plan, today)}
        self.table.show_rows([rows[each.key] for each in asked if each.key in rows], today, select)
        barriers = self.desk.barriers()
        describer = Describer(plan, today)
        facts = {key: describer.facts(key, barrier) for key, barrier in barriers.items()}
        self.barrier_list.show_rows(rows_of(barriers, labels(plan, Kind.BARRIER), facts))
        if self.barrier_list.highlighted is None:
            self.barrier_list.mark(0)
        template = self.context.templates.get(plan.plan.deliverable)
        self.query_one(Scale).show_view(ScaleView.of(plan, template.scale, today))

    def _show_words(self) -> None:
        desk, finished = self.desk, self.desk.is_finished
        empty = self._is_empty
        for part in Part:
            shown = part is self.part and not finished and not empty
            self.query_one(f"#{part.value}").display = shown
        self._empty.show([one_line(NOTHING.get(self.part, ""))])
        self.set_class(empty and not finished, "-empty")
        self.query_one("#recorded").display = finished
        title = f"Review for the {FORUM_NAMES[desk.forum]} › {title_of(desk.plan)}"
        self.query_one(PlanBar).show_title(title)
        self.query_one("#heading", Static).update(heading(desk, self.part, self.since))
        self._changes.show(since_lines(self.since))
        self.query_one("#reading", Page).show(self.position_lines())
        self.query_one("#next", Page).show(self.next_lines())
        self.query_one(RecordedPage).show(recorded_lines(desk))
        self.query_one(SectionStepper).show_marks(
            marks(desk, self.since, self.seen), "" if finished else self.part.value
        )
        self._show_details()

    @property
    def _is_empty(self) -> bool:
        """Whether this part is a list that has nothing in it."""
        if self.part is Part.STEPS:
            return not self.desk.asked_about()
        return self.part is Part.BARRIERS and not self.desk.barriers()

    def _show_details(self) -> None:
        lines = step_lines(self.desk, self.table.current)
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
        of_part = () if self._is_empty else verbs.get(self.part, ())
        if self.desk.is_finished:
            of_part = REVIEW_DONE
        hints.show_commands(() if asking else of_part)
        hints.display = bool(of_part) and not asking
        more.show_commands(_WAY_BACK if self.desk.is_finished else (*REVIEW, EVERYWHERE[0]))
