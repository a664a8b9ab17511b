"""One entry with all its fields, as a form that is made from the tables in `domain.form`."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trajectory.domain.amending import amend
from trajectory.domain.dates import echo
from trajectory.domain.form import KIND_WORDS, Ask, Field
from trajectory.domain.form_reading import FormReader
from trajectory.domain.ids import all_labels
from trajectory.domain.plan import Entry, Reading, Record
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.screens import ENTRY
from trajectory.tui.screens.form import HOW_TO_ANSWER, FormBody, FormScreen
from trajectory.tui.text import one_line
from trajectory.tui.widgets.field_row import FieldRow
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.usecases.session import PlanSession


class EntryScreen(FormScreen):
    """Shows and edits every field of one entry. Leaving keeps what was changed, as one act."""

    commands: ClassVar[tuple[Command, ...]] = ENTRY
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(ENTRY))

    def __init__(self, session: PlanSession, key: str) -> None:
        """`key` is the id of a record of the plan, of a kind that has a form."""
        super().__init__()
        self.session = session
        self._key = key
        self._reader: FormReader

    def compose(self) -> ComposeResult:
        """The title, a row for each field, what the app keeps, and what can be done."""
        self._reader = FormReader(self.session.plan, self._key, self.context.today())
        yield PlanBar(self.session, self._title())
        with FormBody(id="form"):
            for asked in self._reader.fields:
                yield FieldRow(self._reader, asked)
            yield Static(self._kept(), id="kept")
        yield Static(id="notice")
        yield HintLine((*ENTRY, *EVERYWHERE), id="hints")

    def keep(self) -> None:
        """Make what was changed and understood one act, and say so."""
        stamp = self.context.stamp()
        before = self.session.plan
        after = amend(before, self._key, self.changes, stamp)
        label = self._reader.label
        said = []
        if self.session.do(after, f"changed {label}"):
            new = [all_labels(after)[key] for key in after.reading if key not in before.reading]
            put_right = f"{label} stays on record, {new[0]} puts it right" if new else ""
            said.append(f"{put_right or f'{label} is changed'}. ctrl+z takes it back.")
        said += [f"Not understood, so left as it was: {problem}" for problem in self.problems]
        if said:
            self.say_below(" ".join(said))

    def how_to_answer(self, asked: Field) -> str:
        """One sentence; for a link, with the labels that there are."""
        if asked.ask in {Ask.LINK, Ask.LINKS}:
            here = " ".join(self._reader.labels_for(asked)) or "none yet"
            return f"{HOW_TO_ANSWER[asked.ask]} Here: {here}."
        return super().how_to_answer(asked)

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
        zone = self.context.clock().tzinfo
        local = [(words, at.astimezone(zone)) for words, at in moments if at is not None]
        lines += [f"{words} {echo(at.date())}, {at:%H:%M}" for words, at in local]
        return Content("\n").join(one_line(line) for line in lines)
