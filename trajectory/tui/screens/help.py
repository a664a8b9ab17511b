"""The help: the keys of the screen below, how to do things, what can be typed, and the method."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import ContentSwitcher, Input, Markdown, OptionList, Static
from textual.widgets.option_list import Option

from trajectory.tui import help_texts
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.registry import GROUPS, known_commands
from trajectory.tui.commands.screens import HELP
from trajectory.tui.help_texts import MARKS, TASKS, TOKENS, Task
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.text import content, one_line, words
from trajectory.tui.widgets.hint_line import HintLine

KEY_WIDTH = 12
INDENT = 3
SAID_ONCE = {f"list.strength-{number}" for number in range(2, 6)}
"""The row of the first strength tells of all five."""
PARTS = {
    "now": "Keys here",
    "how": "How do I …",
    "line": "What I can type",
    "method": "The method",
}


class HelpScreen(CommandScreen):
    """Lies over the screen that it helps with; what is chosen is done there."""

    commands: ClassVar[tuple[Command, ...]] = HELP
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(HELP))
    CSS_PATH = "../styles/help.tcss"
    AUTO_FOCUS = ""

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below
        self._here = below.commands if isinstance(below, CommandScreen) else ()
        self._part = next(iter(PARTS))
        self._fitting: tuple[Task, ...] = ()

    def compose(self) -> ComposeResult:
        """The names of the parts, the part itself, and what can be done."""
        yield Static(id="parts")
        with ContentSwitcher(initial=self._part, id="part"):
            with VerticalScroll(id="now", can_focus=False):
                yield Static(_keys((*self._here, *EVERYWHERE)))
            with VerticalScroll(id="how", can_focus=False):
                yield Input(
                    placeholder="Type a word or two, such as: date",
                    compact=True,
                    select_on_focus=False,
                    id="query",
                )
                yield OptionList(markup=False, id="tasks")
            with VerticalScroll(id="line", can_focus=False):
                yield Static(_card())
            with VerticalScroll(id="method", can_focus=False):
                yield Markdown(help_texts.method(), open_links=False)
        yield Static(id="said")
        yield HintLine(HELP, id="hints")

    def on_mount(self) -> None:
        """Begin with the keys of the screen below. The query keeps the focus among the tasks."""
        self.query_one("#tasks", OptionList).can_focus = False
        self._find("")
        self._show_part(self._part)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as somebody types."""
        self._find(event.value)

    def on_input_submitted(self) -> None:
        """Enter is a key of the field's own: it does what is marked in the list."""
        self.action_choose()

    def on_option_list_option_selected(self) -> None:
        """A click."""
        self.action_choose()

    def action_show_part(self, part: str) -> None:
        """A click on the name of a part."""
        self._show_part(part)

    def action_next_part(self, places: int) -> None:
        """On to another part, and round."""
        parts = list(PARTS)
        self._show_part(parts[(parts.index(self._part) + places) % len(parts)])

    def action_scroll(self, rows: int) -> None:
        """Up and down: the list of tasks, or the text."""
        if self._part != "how":
            page = self.query_one(f"#{self._part}", VerticalScroll)
            page.scroll_relative(y=rows, animate=False)
            return
        tasks = self.query_one("#tasks", OptionList)
        if tasks.option_count:
            place = 0 if tasks.highlighted is None else tasks.highlighted + rows
            tasks.highlighted = max(0, min(tasks.option_count - 1, place))

    def action_choose(self) -> None:
        """Close the help and do what is marked, where the screen below can do it."""
        if self._part != "how":
            self.action_next_part(1)
            return
        place = self.query_one("#tasks", OptionList).highlighted
        if place is None or place >= len(self._fitting):
            return
        task = self._fitting[place]
        able = {command.id: command for command in (*self._here, *EVERYWHERE)}
        command = next((able[name] for name in task.commands if name in able), None)
        if command is None:
            self._say(_why_not(task))
            return
        below = self._below

        async def do() -> None:
            await below.run_action(command.action)

        self.dismiss(None)
        self.app.call_later(do)

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def _show_part(self, part: str) -> None:
        self._part = part
        self.query_one(ContentSwitcher).current = part
        if part == "how":
            self.query_one(Input).focus()
        else:
            self.set_focus(None)
        self._say("")
        names = [
            content(
                f"{'▸' if key == part else ' '}{words} ", "bold reverse" if key == part else ""
            ).stylize(Style.from_meta({"@click": f"screen.show_part('{key}')"}))
            for key, words in PARTS.items()
        ]
        self.query_one("#parts", Static).update(Content(" ").join(names))
        self.query_one(HintLine).show_commands(HELP if part == "how" else HELP[1:])

    def on_resize(self) -> None:
        """Lines break elsewhere now."""
        self._find(self.query_one(Input).value)

    def _find(self, query: str) -> None:
        known = known_commands()
        told = [(task, task.told(known)) for task in TASKS]
        fitting = [(task, how) for task, how in told if task.fits(query, how)]
        self._fitting = tuple(task for task, _ in fitting)
        tasks = self.query_one("#tasks", OptionList)
        tasks.clear_options()
        width = max(20, self.query_one("#part").size.width - INDENT - 4)
        tasks.add_options(Option(_told(task, how, width)) for task, how in fitting)
        tasks.highlighted = 0 if fitting else None
        self._say("" if fitting else f"Nothing about “{query}”. Try another word, or fewer.")

    def _say(self, notice: str) -> None:
        self.query_one("#said", Static).update(one_line(notice))


def _told(task: Task, how: str, width: int) -> Content:
    """What somebody wants to do, and below it, set in, how it is done."""
    lines = [Content(" " * INDENT) + line for line in content(how).wrap(width)]
    return Content("\n").join([content(task.words, "bold"), *lines])


def _why_not(task: Task) -> str:
    if not task.commands:
        return "This is done by typing, as it says."
    return "This is done while a plan is open: press the key that it names there."


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True, min_width=KEY_WIDTH)
    grid.add_column(ratio=1)
    return grid


def _keys(commands: tuple[Command, ...]) -> Table:
    """Each command with its key and its slash command, in groups as they were declared."""
    grid = _grid()
    group = ""
    for command in commands:
        if command.id in SAID_ONCE:
            continue
        heading = GROUPS[command.id.partition(".")[0]]
        if heading != group:
            if group:
                grid.add_row("", "")
            grid.add_row("", words(heading, "bold underline"))
            group = heading
        key = command.key_words if command.keys else ""
        slash = f"/{command.slash}" if command.slash else ""
        told = words(command.title, "bold") + words(f". {command.help}")
        if key and slash:
            told += words(f" Or {slash}.")
        grid.add_row(words(key or slash, "bold"), told)
    return grid


def _card() -> Table:
    """What can be typed into the walk's line."""
    grid = _grid()
    for heading, rules in (
        ("The first character sends a line to its box", MARKS),
        ("What a line can say", TOKENS),
    ):
        grid.add_row("", words(heading, "bold underline"))
        for rule in rules:
            grid.add_row(words(rule.typed, "bold"), words(rule.does))
        grid.add_row("", "")
    grid.add_row("", words("What is not understood stays text. ctrl+z takes back the last line."))
    return grid
