"""Starting a table's plans: only authority and table are needed, all else can wait."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Button, Static

from trajectory.domain.form import Ask, Choice, Field
from trajectory.domain.header_form import DATE, HORIZON, NEW_PLAN, HeaderReader
from trajectory.errors import TrajectoryError
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.home import NEW_PLAN as NEW_PLAN_COMMANDS
from trajectory.tui.screens.form import FormBody, FormScreen
from trajectory.tui.widgets.field_row import FieldRow
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.usecases.creating import NewGroup, create_plans

OWN = Field("own", "And one of your own? (title)")
_DELIVERABLE = "deliverable-"
_YES_NO = (Choice(True, "yes"), Choice(False, "no"))
_NEEDED = {
    "authority": "Whose plan is it? Type the authority's name.",
    "table": "Which group is it? Type a name, such as Table 3.",
}


HINTS = (*NEW_PLAN_COMMANDS, *EVERYWHERE)
ON_START = tuple(
    replace(command, hint="starts") if command.id == "new.next" else command
    for command in HINTS
    if command.id != "new.start"
)


class NewPlanScreen(FormScreen):
    """Asks who, when and on what; makes a plan for each deliverable, and opens the first."""

    commands: ClassVar[tuple[Command, ...]] = NEW_PLAN_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(NEW_PLAN_COMMANDS))
    ANSWERS: ClassVar[str] = "FieldLine, FieldLines, ChoiceLine, Button"

    def __init__(self, authority: str = "", table: str = "") -> None:
        super().__init__()
        self._known = {"authority": authority, "table": table}
        self._busy = False
        self._made = False

    def compose(self) -> ComposeResult:
        """The questions, and a button at the end."""
        templates = self.context.templates.deliverables
        works_on = [Field(_DELIVERABLE + t.key, t.short, Ask.CHOICE, _YES_NO) for t in templates]
        values = {**self._known, **{asked.name: True for asked in works_on}}
        reader = HeaderReader(values, self.context.today(), needed=_NEEDED)
        yield Static("New plan", id="title", markup=False)
        with FormBody(id="form", classes="-headed"):
            yield Static(
                "Only the authority and the table are needed. The rest can wait.",
                classes="heading",
                markup=False,
            )
            yield from (FieldRow(reader, asked) for asked in NEW_PLAN)
            yield Static("What will this table work on?", classes="heading", markup=False)
            yield from (FieldRow(reader, asked) for asked in (*works_on, OWN))
            yield Button("  Start", id="start", variant="primary", compact=True)
        yield Static(id="notice")
        yield HintLine(HINTS, id="hints")

    def on_mount(self) -> None:
        """Begin at the first question that is not answered yet."""
        first = next((name for name, known in self._known.items() if not known), DATE.name)
        self.set_focus(self.query_one(f"#row-{first}", FieldRow).answer)

    def on_descendant_focus(self) -> None:
        """On the button Enter starts, and a mark says where we are."""
        super().on_descendant_focus()
        button = self.query_one("#start", Button)
        button.label = "▸ Start" if button.has_focus else "  Start"
        self.query_one(HintLine).show_commands(ON_START if button.has_focus else HINTS)

    def on_screen_resume(self) -> None:
        """Back from the walk of the plan that was made: there is nothing left to do here."""
        if self._made:
            self.dismiss(None)

    def how_to_answer(self, asked: Field) -> str:
        """One sentence on how a question can be answered."""
        if asked.ask is Ask.ROLES:
            return "Roles, not names, with a comma between them; with ; where a title has a comma."
        if asked is DATE:
            return "Empty is today. Else a day, such as fri, 9 feb or 27 nov 2026."
        if asked is HORIZON:
            return (
                "The day up to which the plan reaches, such as 14 dec, or eoy for the year's end."
            )
        if asked.ask is Ask.CHOICE:
            template = self.context.templates.get(asked.name.removeprefix(_DELIVERABLE))
            return f"{template.title}: y or n. Each “yes” becomes a plan of its own."
        if asked is OWN:
            return "Something else to land. It gets questions that fit any change in practice."
        return _NEEDED.get(asked.name, "")

    def on_button_pressed(self) -> None:
        """Enter on the button, or a click."""
        self.run_worker(self.action_start(), group="start")

    async def action_next_answer(self) -> None:
        """On to the next question; the button behind the last one starts."""
        if isinstance(self.focused, Button):
            await self.action_start()
        else:
            self.focus_next(self.ANSWERS)

    async def action_start(self) -> None:
        """Make the plans, and open the first."""
        if self._busy or not self._is_understood():
            return
        self._busy = True
        try:
            made = await asyncio.to_thread(create_plans, self.context, self._group())
            await asyncio.to_thread(self.sitting.open, made[0].path)
        except TrajectoryError as error:
            self.say(str(error), "bold $text-error")
            return
        finally:
            self._busy = False
        self._made = True
        await self.trajectory.show_plan(made[0].path)

    def keep(self) -> None:
        """Nothing is made before somebody says so."""

    async def action_back(self) -> None:
        """Back to the plans."""
        self.dismiss(None)

    def ready_to_leave(self) -> bool:
        """What is half typed here is nobody's plan yet."""
        return True

    def _is_understood(self) -> bool:
        for row in self.rows:
            problem = row.read().problem
            if problem:
                row.show_problem(problem)
                self.point_at(row, problem)
                return False
        if not self._deliverables():
            self.say("Say yes to one thing to work on, or name your own.", "bold $text-error")
            return False
        return True

    def _answers(self) -> dict[str, object]:
        return {row.asked.name: row.read().value for row in self.rows}

    def _deliverables(self) -> tuple[str, ...]:
        answers = self._answers()
        own = answers.pop(OWN.name)
        chosen = [
            name.removeprefix(_DELIVERABLE)
            for name, yes in answers.items()
            if name.startswith(_DELIVERABLE) and yes
        ]
        return (*chosen, str(own)) if own else tuple(chosen)

    def _group(self) -> NewGroup:
        said = {asked.name: self._answers()[asked.name] for asked in NEW_PLAN}
        return NewGroup(deliverables=self._deliverables(), **said)  # type: ignore[arg-type]
