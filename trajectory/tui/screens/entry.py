"""One entry with all its fields, as a form that is made from the tables in `domain.form`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from trajectory.domain.amending import Stamp, amend
from trajectory.domain.dates import echo
from trajectory.domain.form import KIND_WORDS, Ask, Field
from trajectory.domain.form_reading import FormReader
from trajectory.domain.ids import all_labels
from trajectory.domain.plan import Entry, Reading, Record
from trajectory.tui.commands import EVERYWHERE, Command, bindings
from trajectory.tui.screen_commands import ENTRY
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.text import one_line, plain
from trajectory.tui.widgets.choice_line import ChoiceLine
from trajectory.tui.widgets.field_row import FieldRow
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.usecases.session import PlanSession

HOW_TO_ANSWER: Mapping[Ask, str] = {
    Ask.LINE: "Type over it. ctrl+z puts back what it said.",
    Ask.LINES: "Enter begins another line. Tab goes on to the next question.",
    Ask.DATE: "A day, such as fri, 9 feb, in 2 weeks or eom (end of the month).",
    Ask.CHOICE: "Left and Right choose, or a first letter. Backspace takes the choice off.",
    Ask.NUMBER: "A number.",
    Ask.SCORES: "Each person's score with a space between: 2 3 4.5",
    Ask.ROLE: "A role, never a name. Right completes one that the plan knows.",
    Ask.ROLES: "Roles with ; between them. Right completes one that the plan knows.",
    Ask.LINK: "The label of one.",
    Ask.LINKS: "Labels with a space between.",
}

TINY = 60
"""Below this width a question stands above its answer."""


class EntryScreen(CommandScreen):
    """Shows and edits every field of one entry. Leaving keeps what was changed, as one act.

    What is not understood is said once before it is left out: nothing is lost in silence.
    """

    commands: ClassVar[tuple[Command, ...]] = ENTRY
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(ENTRY))
    CSS_PATH = "../styles/entry.tcss"
    AUTO_FOCUS = "FieldLine"

    def __init__(self, session: PlanSession, key: str) -> None:
        """`key` is the id of a record of the plan, of a kind that has a form."""
        super().__init__()
        self.session = session
        self._key = key
        self._told: tuple[str, ...] = ()
        self._reader: FormReader

    def compose(self) -> ComposeResult:
        """The title, a row for each field, what the app keeps, and what can be done."""
        self._reader = FormReader(self.session.plan, self._key, self.context.today())
        yield PlanBar(self.session, self._title())
        with VerticalScroll(id="form", can_focus=False):
            for asked in self._reader.fields:
                yield FieldRow(self._reader, asked)
            yield Static(self._kept(), id="kept")
        yield Static(id="notice")
        yield HintLine((*ENTRY, *EVERYWHERE), id="hints")

    def on_resize(self) -> None:
        """Where there is no room beside it, a question stands above its answer."""
        self.set_class(self.size.width < TINY, "-tiny")

    def on_descendant_focus(self) -> None:
        """Say how this question can be answered."""
        self._say(next((self._how(row.asked) for row in self._rows if row.has_focus_within), ""))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say what the answer is understood as now."""
        self._read_again(event.text_area)

    def on_choice_line_chosen(self, event: ChoiceLine.Chosen) -> None:
        """A choice needs no reading, but what was said about the form is over."""
        self._read_again(event.line)

    def _read_again(self, answer: TextArea | ChoiceLine) -> None:
        for row in self._rows:
            if row.answer is answer:
                row.show_reading()

    def action_next_answer(self) -> None:
        """On to the next question."""
        self.focus_next("FieldLine, FieldLines, ChoiceLine")

    def action_previous_answer(self) -> None:
        """Back to the question before."""
        self.focus_previous("FieldLine, FieldLines, ChoiceLine")

    def action_as_it_was(self) -> None:
        """The answer that has the focus, as it was at first."""
        for row in self._rows:
            if row.answer is self.focused:
                row.put_back()

    def action_save(self) -> None:
        """Keep what was changed, and go back; stay where something is not understood."""
        if self._problems:
            self._point_at_problem("Change it, or press Esc twice to leave it out.")
            return
        self._keep()
        self.dismiss(None)

    def action_back(self) -> None:
        """The same; what is still not understood after it was said is left out, and said again."""
        if self._has_said("Esc"):
            self._keep()
            self.dismiss(None)

    def ready_to_leave(self) -> bool:
        """Keep what was changed; what is not understood is pointed at once."""
        self._keep()
        return self._has_said("ctrl+q")

    def _has_said(self, key: str) -> bool:
        """Whether there is nothing, or nothing new, to say about answers that make no sense."""
        problems = self._problems
        if not problems or self._told == problems:
            return True
        self._told = problems
        self._point_at_problem(f"{key} again leaves this answer as it was.")
        return False

    @property
    def _rows(self) -> list[FieldRow]:
        return list(self.query(FieldRow))

    @property
    def _problems(self) -> tuple[str, ...]:
        """What is not understood, with what was typed."""
        return tuple(
            f"{row.asked.question} “{row.typed}”"
            for row in self._rows
            if row.changed and row.read().problem
        )

    def _point_at_problem(self, way_out: str) -> None:
        row = next(row for row in self._rows if row.changed and row.read().problem)
        row.answer.focus()
        self._say(f"{row.read().problem} {way_out}", "bold $text-warning")

    def _keep(self) -> None:
        """Make what was changed and understood one act, and say so."""
        changes = {
            row.asked.name: row.read().value
            for row in self._rows
            if row.changed and not row.read().problem
        }
        stamp = Stamp(self.context.now(), self.context.today(), self.context.suffix)
        before = self.session.plan
        after = amend(before, self._key, changes, stamp)
        label = self._reader.label
        said = []
        if self.session.do(after, f"changed {label}"):
            new = [all_labels(after)[key] for key in after.reading if key not in before.reading]
            put_right = f"{label} stays on record, {new[0]} puts it right" if new else ""
            said.append(f"{put_right or f'{label} is changed'}. ctrl+z takes it back.")
        said += [f"Not understood, so left as it was: {problem}" for problem in self._problems]
        if said:
            self.app.notify(plain(" ".join(said)), markup=False)

    def _how(self, asked: Field) -> str:
        if asked.ask in {Ask.LINK, Ask.LINKS}:
            here = " ".join(self._reader.labels_for(asked)) or "none yet"
            return f"{HOW_TO_ANSWER[asked.ask]} Here: {here}."
        return HOW_TO_ANSWER[asked.ask]

    def _say(self, notice: str, style: str = "$text-muted") -> None:
        self.query_one("#notice", Static).update(one_line(notice, style))

    def _title(self) -> str:
        return f"{self._reader.label}  {KIND_WORDS[self._reader.kind]}"

    def _record(self) -> Record:
        found = self.session.plan.find(self._key)
        if found is None:
            raise KeyError(self._key)
        return found[1]

    def _kept(self) -> Content:
        """What nobody fills in: first wording, when, what it took in, what we do not know."""
        record = self._record()
        names = all_labels(self.session.plan)
        lines = []
        if isinstance(record, Entry):
            lines += [f"First said: “{record.said}”"] if record.said else []
            taken = [names.get(key, key) for key in record.merged or ()]
            lines += [f"Took in: {' '.join(taken)}"] if taken else []
            lines += [f"Is part of: {names.get(record.into, record.into)}"] if record.into else []
        if isinstance(record, Reading) and record.corrects:
            lines.append(f"Puts right: {names.get(record.corrects, record.corrects)}")
        lines += [f"Also in the file: {k} = {v}" for k, v in (record.model_extra or {}).items()]
        moments = (("On record since", record.created), ("Last changed", record.changed))
        lines += [
            f"{words} {echo(at.date())}, {at:%H:%M} UTC" for words, at in moments if at is not None
        ]
        return Content("\n").join(one_line(line) for line in lines)
