"""What the lists of decisions and of parked remarks share: a table, and a question at the foot."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from trajectory.domain.form import FORMS, Field
from trajectory.domain.form_reading import FormReader
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Entry
from trajectory.domain.progress import title_of
from trajectory.tui.commands.command import EVERYWHERE
from trajectory.tui.screens.asking import Asking
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.ask_line import AskLine, Question
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.records_table import RecordColumn, RecordRow, RecordsTable
from trajectory.usecases.session import PlanSession


class RecordsScreen(Asking):
    """The records of one kind, a row each."""

    KIND: ClassVar[Kind]
    TITLE_WORDS: ClassVar[str]
    COLUMNS: ClassVar[tuple[RecordColumn, ...]]
    NONE_YET: ClassVar[str]
    """What stands in the place of an empty table: a sentence, and how the first one comes."""
    CSS_PATH = "../styles/records.tcss"
    AUTO_FOCUS = "RecordsTable"

    def __init__(self, session: PlanSession) -> None:
        super().__init__()
        self.session = session

    def rows(self) -> list[RecordRow]:
        """The rows that are to be shown."""
        raise NotImplementedError

    def nothing_shown(self) -> str:
        """What is said in the place of an empty table."""
        return self.NONE_YET

    def compose(self) -> ComposeResult:
        """The rows of the screen, from the top."""
        yield PlanBar(self.session, f"{self.TITLE_WORDS} › {title_of(self.session.plan)}")
        yield RecordsTable(self.COLUMNS, id="table")
        yield Static(id="empty")
        yield Static(id="details")
        yield Static(id="said")
        yield AskLine(id="ask")
        yield HintLine(id="hints")

    def on_mount(self) -> None:
        """Show the plan."""
        self.plan_changed()
        self.show_hints()

    # -- what is shown -------------------------------------------------------------------------

    @property
    def table(self) -> RecordsTable:
        """The table."""
        return self.query_one(RecordsTable)

    def current_entry(self) -> str | None:
        """Id of the record under the cursor."""
        return self.table.current

    def plan_changed(self, select: str | None = None) -> None:
        """Show the plan as it is now."""
        rows = self.rows()
        self.table.show_rows(rows, select)
        self.set_class(not rows, "-empty")
        self.query_one("#empty", Static).update(content("" if rows else self.nothing_shown()))
        self._show_details()

    def on_data_table_row_highlighted(self) -> None:
        """The details are those of the row under the cursor."""
        self._show_details()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter, or a click on the row that has the cursor."""
        event.stop()
        self.action_open_row()

    def _show_details(self) -> None:
        key = self.current_entry()
        found = self.session.plan.find(key) if key else None
        lines = []
        if found is not None and isinstance(found[1], Entry):
            entry = found[1]
            lines.append(one_line(f"{self.label_of(key or '')}  {entry.text}", "bold"))
            lines += [one_line(f"First said: “{entry.said}”")] if entry.said else []
            lines += [one_line(f"Remark: {entry.note}")] if entry.note else []
            lines += [one_line("Private: not in exports or agendas.")] if entry.private else []
        self.query_one("#details", Static).update(Content("\n").join(lines))

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self.query_one("#said", Static).update(one_line(notice))

    def show_hints(self) -> None:
        """The keys of the table, or how a question is answered."""
        hints = self.query_one("#hints", HintLine)
        if self.is_asking:
            hints.show_commands((), "Enter answers. Esc goes back to the list.")
        else:
            hints.show_commands((*self.commands, *EVERYWHERE))

    # -- one record ----------------------------------------------------------------------------

    def after_asking(self) -> RecordsTable:
        """Back to the table."""
        return self.table

    def action_open_row(self) -> None:
        """Every field of it; while something is asked, Enter is the answer."""
        if self.is_asking:
            self.answer()
        else:
            self.action_fields()

    def ask_field(self, name: str) -> None:
        """Ask for one field of the current record, beginning with what it holds."""
        current = self._current()
        if current is None:
            return
        key, _ = current
        field = _field(self.KIND, name)
        reader = FormReader(self.session.plan, key, self.context.today())

        def answered(value: object) -> None:
            self._edit(key, f"changed {field.question.rstrip('?').lower()} of", **{name: value})

        question = Question(
            f"{self.label_of(key)} · {field.question}",
            lambda typed: reader.read(field, typed),
            answered,
            lambda typed: reader.completion(field, typed),
        )
        self.ask(question, reader.shown(field))

    def action_back(self) -> None:
        """Out of a question, or back to where we came from."""
        if self.is_asking:
            self.leave_question()
        else:
            self.dismiss(None)


def _field(kind: Kind, name: str) -> Field:
    return next(field for field in FORMS[kind] if field.name == name)
