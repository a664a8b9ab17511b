"""One question of a form with its answer, and what the answer was understood as."""

from __future__ import annotations

from typing import Any, Protocol

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from trajectory.domain.form import Ask, Field
from trajectory.domain.form_reading import FieldRead
from trajectory.tui.text import one_line, plain
from trajectory.tui.widgets.choice_line import ChoiceLine
from trajectory.tui.widgets.field_line import FieldLine, FieldLines


class Reader(Protocol):
    """What knows the answers of a form, and reads new ones: `FormReader`, for one."""

    def value(self, asked: Field) -> Any:  # noqa: ANN401 - as many types as there are fields
        """What is on record."""

    def shown(self, asked: Field) -> str:
        """The same, as somebody would type it."""

    def read(self, asked: Field, typed: str) -> FieldRead:
        """What a typed answer means."""

    def completion(self, asked: Field, typed: str) -> str:
        """The rest of what is being typed, where it is known."""


class FieldRow(Horizontal):
    """Shows a field of a record, and reads what is put there instead."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto; border-left: blank;
        &:focus-within { border-left: wide $border; }
        &:focus-within .question { text-style: bold; color: $foreground; }
        .question { width: 31; height: auto; padding: 0 1; color: $text-muted; }
        .reading { display: none; height: auto; padding: 0 1; color: $text-muted; }
        .reading.-said { display: block; }
        .reading.-problem { color: $text-error; text-style: bold; }
        & > Vertical { width: 1fr; height: auto; }
    }
    """

    def __init__(self, reader: Reader, asked: Field) -> None:
        super().__init__()
        self.asked = asked
        self._reader = reader
        self._problem = ""

    def compose(self) -> ComposeResult:
        """The question at the left, the answer and its reading at the right."""
        yield Static(self.asked.question, classes="question", markup=False)
        with Vertical():
            yield self._answer_widget()
            yield Static(classes="reading")

    def on_mount(self) -> None:
        """Say what links and dates lead to."""
        self.show_reading()

    def _answer_widget(self) -> FieldLine | ChoiceLine:
        if self.asked.ask is Ask.CHOICE:
            # A "no" in a file says what a missing field says.
            return ChoiceLine(self.asked.choices, self._reader.value(self.asked) or None)
        kind = FieldLines if self.asked.ask is Ask.LINES else FieldLine
        return kind(
            plain(self._reader.shown(self.asked)),
            lambda typed: plain(self._reader.completion(self.asked, typed)),
            joint="; " if self.asked.ask is Ask.ROLES else " ",
        )

    @property
    def answer(self) -> FieldLine | ChoiceLine:
        """The widget that holds the answer."""
        return self.query_one("FieldLine, FieldLines, ChoiceLine")  # type: ignore[return-value]

    @property
    def changed(self) -> bool:
        """Whether the answer is another one than at first."""
        return self.answer.changed

    @property
    def typed(self) -> str:
        """What stands there, for a message about it."""
        return self.answer.text.strip() if isinstance(self.answer, FieldLine) else ""

    def read(self) -> FieldRead:
        """What the answer means."""
        answer = self.answer
        if isinstance(answer, ChoiceLine):
            return FieldRead(answer.value)
        return self._reader.read(self.asked, answer.text)

    def put_back(self) -> None:
        """The answer as it was at first."""
        self.answer.put_back()
        self.show_reading()

    def show_reading(self) -> None:
        """Say under the answer what it was understood as, or why it was not."""
        said = self.query_one(".reading", Static)
        if isinstance(self.answer, ChoiceLine):
            return
        read = self.read() if self.changed or self._speaks else FieldRead()
        words: Any = read.problem or read.echo
        if read.echo == self.answer.text:
            words = ""
        said.set_class(bool(words), "-said")
        said.set_class(bool(read.problem), "-problem")
        said.update(one_line(words))

    def show_problem(self, problem: str) -> None:
        """Say under the answer what is wrong with it, though nobody has touched it yet."""
        said = self.query_one(".reading", Static)
        said.set_class(True, "-said")
        said.set_class(True, "-problem")
        said.update(one_line(problem))

    @property
    def _speaks(self) -> bool:
        return self.asked.ask in {Ask.LINK, Ask.LINKS, Ask.SCORES}
