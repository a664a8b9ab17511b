"""Leaving while something is not saved: what it is, why, and what can be done about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trajectory.domain.progress import title_of
from trajectory.errors import NotSavedError, TrajectoryError
from trajectory.tui.commands.command import Command, bindings
from trajectory.tui.commands.screens import LEAVE
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.usecases.rescuing import rescue, suggested_folder
from trajectory.usecases.session import PlanSession

AGAIN_SECONDS = 10.0
"""How long another try to save may take before it is said that it failed again."""

CHOICES = tuple(
    (command.action, f"{command.title}. {command.help}") for command in LEAVE if command.hint
)
SAFE_TO_LEAVE = (
    "lose",
    "Leave. Your words wait on this laptop until you open the plan here again",
)
SURE = (("stay", "No, stay"), ("lose", "Yes, leave. What is not saved is lost"))


class LeaveScreen(CommandScreen):
    """Names the plans that are not in their files. Nothing is given up before it is asked twice."""

    commands: ClassVar[tuple[Command, ...]] = LEAVE
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(LEAVE))
    CSS_PATH = "../styles/leave.tcss"
    AUTO_FOCUS = "#choices"

    def __init__(self, unsaved: tuple[PlanSession, ...]) -> None:
        super().__init__()
        self._unsaved = unsaved
        self._kept = False
        self._busy = False
        self._stop: list[Callable[[], None]] = []

    def compose(self) -> ComposeResult:
        """What is wrong, what can be done, and a line for the folder of the copies."""
        with VerticalScroll(id="leave", can_focus=False):
            yield Static("Not everything is saved", id="heading", markup=False)
            yield Static(id="plans")
            yield Static(id="where")
            yield OptionList(markup=False, id="choices")
            yield Static("Which folder? Change it or press Enter.", id="ask", markup=False)
            yield FieldLine(str(suggested_folder(self.context.today())), lambda _: "", id="folder")
            yield Static(id="said")
        yield HintLine(LEAVE, id="hints")

    def on_mount(self) -> None:
        """All choices, the safest one first."""
        self._show_plans()
        self._offer(*self._choices())
        app = self.app

        def heard() -> None:
            app.call_later(self._hear)

        self._stop = [session.listen(heard) for session in self._unsaved]

    def on_unmount(self) -> None:
        """Hear of no more saves."""
        for stop in self._stop:
            stop()

    def _hear(self) -> None:
        """A save went well or wrong, perhaps without anybody's doing."""
        if not self.is_attached or self.sitting.unsaved:
            return
        self._unsaved = ()
        self.query_one("#heading", Static).update("Everything is saved now")
        self._show_plans()
        self._offer(("again", "Leave"), ("back", "Stay and go on working"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a choice, or a click."""
        event.stop()
        if event.option.id == "stay":
            self._offer(*self._choices())
            self.action_back()
        elif self.query_one("#choices").has_class("-sure"):
            self._give_up()
        else:
            self.call_later(self.run_action, event.option.id or "back")

    async def action_write(self) -> None:
        """Enter in the folder's line: write the copies."""
        if not self.query_one("#folder").has_focus:
            return
        typed = self.query_one("#folder", FieldLine).text.strip()
        if not typed:
            self._say("Type the name of a folder, such as one on a memory stick.")
            return
        plans = [(session.path, session.plan) for session in self._unsaved]
        try:
            kept = await asyncio.to_thread(rescue, plans, Path(typed))
        except TrajectoryError as error:
            self._say(str(error))
            return
        self._kept = True
        self.action_back()
        self._offer(("lose", "Leave now"), ("back", "Stay and go on working"))
        where = "\n".join(str(path) for path in kept)
        self._say(f"Everything up to now is in:\n{where}\nYou can leave now.")

    async def action_again(self) -> None:
        """Try to save once more; leave when it worked."""
        if self._busy:
            return
        self._busy = True
        self._say("Trying …")
        self.run_worker(self._try_again(), exclusive=True)

    async def _try_again(self) -> None:
        saved = await asyncio.to_thread(self.sitting.flush, AGAIN_SECONDS)
        self._busy = False
        if saved:
            self.app.exit(0)
            return
        self._unsaved = self.sitting.unsaved
        self._show_plans()
        self._say("It did not work this time either. Nothing is lost.")

    def action_copy(self) -> None:
        """Ask for a folder."""
        self.add_class("-asking")
        self.query_one("#folder").focus()

    def action_back(self) -> None:
        """Out of the folder's line, or back to work."""
        if self.has_class("-asking"):
            self.remove_class("-asking")
            self.query_one("#choices").focus()
        else:
            self.dismiss(None)

    def action_lose(self) -> None:
        """Leave: at once when the words are kept somewhere, else after one more question."""
        if self._kept or self._is_in_journal():
            self._give_up()
            return
        count = len(self._unsaved)
        plans = "1 plan" if count == 1 else f"{count} plans"
        self._offer(*SURE)
        self.query_one("#choices").add_class("-sure")
        self._say(f"Words in {plans} would be lost for good. Do you want to leave?")

    def _is_in_journal(self) -> bool:
        """Whether this computer's journal holds every word."""
        return all(session.status.kept_in is not None for session in self._unsaved)

    def _choices(self) -> tuple[tuple[str, str], ...]:
        if not self._is_in_journal():
            return CHOICES
        return (*(choice for choice in CHOICES if choice[0] != "lose"), SAFE_TO_LEAVE)

    def _give_up(self) -> None:
        code = NotSavedError.exit_code
        self.app.exit(code, return_code=code)

    def _offer(self, *choices: tuple[str, str]) -> None:
        offered = self.query_one("#choices", OptionList)
        offered.remove_class("-sure")
        offered.clear_options()
        offered.add_options(Option(one_line(words), id=id_) for id_, words in choices)
        offered.highlighted = 0
        offered.focus()

    def _show_plans(self) -> None:
        if not self._unsaved:
            where = ""
        elif self._is_in_journal():
            where = (
                "Your words are safe: they are kept on this laptop, and go into the plan file when "
                "you open the plan here again. What would you like to do?"
            )
        else:
            where = (
                "Your words are still here while this window is open. What would you like to do?"
            )
        self.query_one("#where", Static).update(content(where))
        lines = []
        for session in self._unsaved:
            why = session.status.problem or "it is still being written"
            lines.append(one_line(title_of(session.plan), "bold"))
            if str(session.path) not in why:
                lines.append(one_line(str(session.path)))
            lines.append(one_line(why, "$text-error"))
        self.query_one("#plans", Static).update(Content("\n").join(lines))

    def _say(self, notice: str) -> None:
        self.query_one("#said", Static).update(content(notice))
