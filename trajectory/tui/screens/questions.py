"""The coach's questions about a plan: the most pressing first, each with the way to its answer.

They are found on a thread of their own, again after each change: first from the plan alone, then
with what owners carry in the other plans of the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from trajectory.domain.coach import Finding, Questions, ask_again, dismiss, is_at_rest
from trajectory.domain.form_reading import FieldRead
from trajectory.domain.kinds import SECTION_OF_KIND, Section
from trajectory.domain.plan import Dismissed, Entry, Plan
from trajectory.domain.progress import title_of
from trajectory.errors import UsageError
from trajectory.tui import question_rows
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.questions import QUESTIONS
from trajectory.tui.question_rows import Shown
from trajectory.tui.screens.asking import Asking
from trajectory.tui.screens.details import DetailsScreen
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.ask_line import AskLine, Question
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.question_list import QuestionList, QuestionRow
from trajectory.usecases.session import PlanSession

CASE_DATA = "C43"
"""The question that is answered where words are removed for good."""
IN_DETAILS: Mapping[str, str] = {"C09": "target", "C10": "target_by"}
"""The questions that are answered in what the plan is about, with the field there."""
NOT_ASIDE = tuple(command for command in QUESTIONS if command.id != "questions.again")
ASIDE = tuple(
    command
    for command in QUESTIONS
    if command.id not in {"questions.fine", "questions.all", "questions.aside"}
)


class QuestionsScreen(Asking):
    """The questions about one plan."""

    commands: ClassVar[tuple[Command, ...]] = QUESTIONS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(QUESTIONS))
    CSS_PATH = "../styles/questions.tcss"
    AUTO_FOCUS = "QuestionList"

    @dataclass
    class Found(Message):
        """What there is to ask about a plan."""

        plan: Plan
        questions: Questions

    class LookedRound(Message):
        """The other plans of the folder were read."""

    def __init__(self, session: PlanSession) -> None:
        super().__init__()
        self.session = session
        self.counted: QuestionsScreen.Found | None = None
        """What was found last."""
        self._shown = Shown.LIVE
        self._rows: tuple[tuple[Finding, Dismissed | None], ...] = ()

    def compose(self) -> ComposeResult:
        """How many, the questions, what is known of the marked one, what is said, the hints."""
        yield PlanBar(self.session, f"Questions › {title_of(self.session.plan)}")
        yield Static(one_line("Looking at the plan …"), id="head")
        yield QuestionList(id="questions")
        yield Static(id="empty")
        yield Static(id="details")
        yield Static(id="said")
        yield AskLine(id="ask")
        yield HintLine(id="hints")

    def on_mount(self) -> None:
        """See what owners carry in the other plans, once."""
        self.show_hints()
        self._look_round()

    def on_screen_resume(self) -> None:
        """Somebody came, or came back from where a question is answered."""
        self.plan_changed()

    # -- finding them ----------------------------------------------------------------------------

    def plan_changed(self, select: str | None = None) -> None:
        """Ask about the plan as it is now."""
        self._ask_coach(self.session.plan)

    @work(thread=True, exclusive=True, group="questions")
    def _ask_coach(self, plan: Plan) -> None:
        found = self.trajectory.coach.ask(self.session.path, plan)
        self.post_message(self.Found(plan, found))

    @work(thread=True, exclusive=True, group="round")
    def _look_round(self) -> None:
        self.trajectory.coach.look_round()
        self.post_message(self.LookedRound())

    def on_questions_screen_looked_round(self) -> None:
        """Ask once more: somebody may carry too much over all plans."""
        self.plan_changed()

    def on_questions_screen_found(self, event: Found) -> None:
        """Show what was found, unless the plan changed meanwhile: then it is being asked again."""
        if event.plan is self.session.plan:
            self.counted = event
            self._show()

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """What was found has the words, and so may a reason that is half typed."""
        self.counted = None
        self._show()
        if self.is_asking:
            self.stop_asking()
        self.say("")
        self.trajectory.coach.forget()
        self.plan_changed()
        self._look_round()

    # -- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        found = self.counted.questions if self.counted else Questions((), ())
        self._rows = tuple(question_rows.shown_rows(found, self._shown))
        rows = [
            QuestionRow(
                (finding.code, finding.item, finding.about),
                partial(question_rows.row_lines, finding, self._text(finding), dismissed),
            )
            for finding, dismissed in self._rows
        ]
        self.query_one(QuestionList).show_rows(rows)
        head = question_rows.head_words(found, self._shown) if self.counted else ""
        self.query_one("#head", Static).update(one_line(head))
        self.set_class(not self._rows, "-empty")
        self.query_one("#empty", Static).update(content(self._nothing() if self.counted else ""))
        self._show_details()

    def _nothing(self) -> str:
        if self._shown is Shown.ASIDE:
            return question_rows.NONE_ASIDE
        at_rest = is_at_rest(self.session.plan)
        return question_rows.AT_REST if at_rest else question_rows.NOTHING_ASKED

    def _show_details(self) -> None:
        lines: list[Content] = []
        marked = self._marked()
        if marked is not None:
            finding, dismissed = marked
            lines = question_rows.detail_lines(finding, self._text(finding), dismissed)
        self.query_one("#details", Static).update(Content("\n").join(lines))

    def on_option_list_option_highlighted(self) -> None:
        """The details are those of the marked question."""
        self._show_details()

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self.query_one("#said", Static).update(one_line(notice))

    def show_hints(self) -> None:
        """The keys of the list, or how a question is answered."""
        hints = self.query_one("#hints", HintLine)
        if self.is_asking:
            hints.show_commands((), "Enter sets it aside. Esc leaves it open.")
        else:
            here = ASIDE if self._shown is Shown.ASIDE else NOT_ASIDE
            hints.show_commands((*here, *EVERYWHERE))

    def action_show_all(self) -> None:
        """All of them, or the most pressing ones."""
        if not self.is_asking:
            self._go_to(Shown.LIVE if self._shown is Shown.ALL else Shown.ALL)

    def action_show_dismissed(self) -> None:
        """Those that were set aside; pressed again, those that are open."""
        if not self.is_asking:
            self._go_to(Shown.LIVE if self._shown is Shown.ASIDE else Shown.ASIDE)

    def _go_to(self, shown: Shown) -> None:
        self._shown = shown
        self.say("")
        self._show()
        self.show_hints()

    # -- the marked question ---------------------------------------------------------------------

    def after_asking(self) -> QuestionList:
        """Back to the list."""
        return self.query_one(QuestionList)

    def current_entry(self) -> str | None:
        """Id of what the marked question is about."""
        marked = self._marked()
        return marked[0].item if marked else None

    def _marked(self) -> tuple[Finding, Dismissed | None] | None:
        place = self.query_one(QuestionList).marked
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _marked_or_word(self) -> tuple[Finding, Dismissed | None] | None:
        marked = self._marked()
        if marked is None:
            self.say("There is no question here.")
        return marked

    def _entry(self, finding: Finding) -> Entry | None:
        found = self.session.plan.find(finding.item) if finding.item else None
        return found[1] if found is not None and isinstance(found[1], Entry) else None

    def _text(self, finding: Finding) -> str:
        entry = self._entry(finding)
        return entry.text if entry is not None else ""

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on the marked question."""
        event.stop()
        await self.action_go_there()

    async def action_go_there(self) -> None:
        """Go to where it is answered; while something is asked, Enter is the answer."""
        if self.is_asking:
            self.answer()
            return
        marked = self._marked_or_word()
        if marked is None:
            return
        finding, _ = marked
        if finding.code == CASE_DATA:
            self.open_forgetting()
        elif finding.code in IN_DETAILS:
            details = DetailsScreen(self.session.path, at=IN_DETAILS[finding.code])
            await self.app.push_screen(details)
        else:
            await self._go_to_box(finding)

    async def _go_to_box(self, finding: Finding) -> None:
        """The walk, at the entry that it is about; else at the box where the answer belongs."""
        found = self.session.plan.find(finding.item) if finding.item else None
        own = SECTION_OF_KIND.get(found[0]) if found is not None else None
        section = own or finding.section or Section.POSITION
        entry = finding.item if own is not None else None
        words = question_rows.arrival_words(finding)
        await self.trajectory.show_plan(self.session.path, section, entry, words)

    def action_fields(self) -> None:
        """Every field of the entry that it is about."""
        marked = self._marked_or_word()
        if marked is not None and self._entry(marked[0]) is None:
            self.say("This is about no single entry. Enter goes to where it is answered.")
        elif marked is not None:
            super().action_fields()

    # -- setting aside ---------------------------------------------------------------------------

    def action_fine(self) -> None:
        """It is fine as it is: ask why."""
        marked = self._marked_or_word()
        if marked is None:
            return
        finding, dismissed = marked
        if dismissed is not None:
            self.say("It is set aside already. b asks it again.")
            return
        about = finding.label or question_rows.THE_PLAN
        self.ask(
            Question(
                f"{about} is fine as it is, because",
                partial(self._read_reason, finding),
                partial(self._set_aside, finding),
            )
        )
        self.say("A few words, for whoever opens the plan next.")

    def _read_reason(self, finding: Finding, typed: str) -> FieldRead:
        try:
            dismiss(self.session.plan, finding, typed, self.context.stamp())
        except UsageError as problem:
            return FieldRead(problem=str(problem))
        return FieldRead(typed)

    def _set_aside(self, finding: Finding, reason: str) -> None:
        about = finding.label or "the plan"
        plan = dismiss(self.session.plan, finding, reason, self.context.stamp())
        record = plan.dismissed[list(plan.dismissed)[-1]]
        # Away at once, for the next key of a burst; the coach looks at all of it again behind that.
        if self.counted is not None:
            found = self.counted.questions
            left = tuple(each for each in found.open if each is not finding)
            found = Questions(left, (*found.dismissed, (finding, record)))
            self.counted = self.Found(plan, found)
            self._show()
        self.act(plan, f"found {about} fine as it is: {finding.question}")
        comes_back = finding.label or "that"
        self.say(f"Set aside. It comes back when {comes_back} changes. ctrl+z asks it again.")

    def action_ask_again(self) -> None:
        """Take back that it was set aside."""
        marked = self._marked_or_word()
        if marked is None:
            return
        finding, dismissed = marked
        if dismissed is None:
            self.say("It is asked already. d shows those that were set aside.")
            return
        plan = ask_again(self.session.plan, finding, self.context.now())
        self.act(plan, f"asked again: {finding.question}")
        self.say("It is asked again. ctrl+z sets it aside as before.")

    # -- the way out -----------------------------------------------------------------------------

    def action_back(self) -> None:
        """Out of a question, out of those set aside, or back to where we came from."""
        if self.is_asking:
            self.leave_question()
        elif self._shown is Shown.ASIDE:
            self._go_to(Shown.LIVE)
        else:
            self.dismiss(None)
