"""One question of a form with its answer, and what the answer was understood as."""

from __future__ import annotations

from typing import Any, Protocol

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
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


class FieldRow(Widget):
    """Shows a field of a record, and reads what is put there instead.

    The row draws the question itself, and what an answer was understood as is mounted when there is
    something to say: a form of twenty questions has two widgets for each, not five.
    """

    DEFAULT_CSS = """
    FieldRow {
        layout: vertical; height: auto; min-height: 1;
        FieldLine, FieldLines, ChoiceLine, .reading { margin: 0 0 0 31; }
        .reading { height: auto; padding: 0 1; color: $text-muted; }
        .reading.-problem { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self, reader: Reader, asked: Field) -> None:
        super().__init__(id=f"row-{asked.name}")
        self.asked = asked
        self._reader = reader
        self._answer = self._answer_widget()
        self._said: Static | None = None

    def compose(self) -> ComposeResult:
        """The answer; the question is drawn beside it."""
        yield self._answer

    def on_mount(self) -> None:
        """Say what links and dates lead to."""
        self.show_reading()

    def on_descendant_focus(self) -> None:
        """The question of the current answer has a mark."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """It has none any more."""
        self.refresh()

    def on_resize(self) -> None:
        """It has grown by what its answer is understood as, which may stand below the last row."""
        if self.has_focus_within:
            self.scroll_visible(animate=False)

    def render(self) -> Content:
        """The question, with a mark while its answer has the focus."""
        here = self.has_focus_within
        question = Content("▸ " if here else "  ") + one_line(self.asked.question)
        return question.stylize("bold" if here else "$text-muted")

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
        return self._answer

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
        answer = self.answer
        if isinstance(answer, ChoiceLine):
            return
        read = self.read() if self.changed or self._speaks else FieldRead()
        said = read.problem or ("" if read.echo == answer.text else read.echo)
        self._say(said, problem=bool(read.problem))

    def show_problem(self, problem: str) -> None:
        """Say under the answer what is wrong with it, though nobody has touched it yet."""
        self._say(problem, problem=True)

    def _say(self, words: str, *, problem: bool) -> None:
        if self._said is None:
            if not words:
                return
            self._said = Static(classes="reading")
            self.mount(self._said)
        self._said.display = bool(words)
        self._said.set_class(problem, "-problem")
        self._said.update(one_line(words))

    @property
    def _speaks(self) -> bool:
        return self.asked.ask in {Ask.LINK, Ask.LINKS, Ask.SCORES}
