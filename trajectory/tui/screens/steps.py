"""The next steps as a table: who does what by when, how it stands, and one key per state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import DataTable, Static

from trajectory.domain.form_reading import FieldRead, complete_role
from trajectory.domain.progress import title_of
from trajectory.domain.step_table import Show, StepRow, details, fits, roles_of, step_rows
from trajectory.domain.vocabulary import vocabulary
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.screens import STEPS
from trajectory.tui.screens.asking import Asking
from trajectory.tui.screens.step_actions import StepActions
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.ask_line import AskLine, Question
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.steps_table import StepsTable
from trajectory.usecases.session import PlanSession

NO_STEPS = (
    "No next steps yet. A step says who does what next, and by when.\n\n"
    "Press Esc to go back to the walk, and type one there:\n"
    "> Ask two questions at the forms meeting @Team manager by 9 feb\n\n"
    "It stands in this table from then on."
)
NOTHING_FITS: Mapping[Show, str] = {
    Show.ALL: "",
    Show.LATE: "No step is late. Press 1 for all of them.",
    Show.MINE: "No step belongs to {role}. Press 3 for another role, 1 for all steps.",
    Show.NO_OWNER: "Every open step has an owner. Press 1 for all of them.",
    Show.NO_DATE: "Every open step has a date. Press 1 for all of them.",
}
ON_A_STEP = tuple(c for c in STEPS if c.keys == "enter" or len(c.keys) == 1)
BESIDES = (*(command for command in STEPS if command not in ON_A_STEP), *EVERYWHERE)


class StepsScreen(Asking, StepActions):
    """The steps of one plan."""

    commands: ClassVar[tuple[Command, ...]] = STEPS
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(STEPS))
    CSS_PATH = "../styles/steps.tcss"
    AUTO_FOCUS = "StepsTable"
    warning = "Enter keeps what is typed here. ctrl+q again leaves without it."

    def __init__(self, session: PlanSession) -> None:
        super().__init__()
        self.session = session
        self._show = Show.ALL
        self._role = ""
        self._rows: tuple[StepRow, ...] = ()

    def compose(self) -> ComposeResult:
        """The rows of the screen, from the top."""
        yield PlanBar(self.session, f"Next steps › {title_of(self.session.plan)}")
        yield Static(id="filters")
        yield StepsTable(id="table")
        yield Static(id="empty")
        yield Static(id="details")
        yield Static(id="said")
        yield AskLine(id="ask")
        yield HintLine(ON_A_STEP, id="hints")
        yield HintLine(BESIDES, id="more-hints")

    def on_mount(self) -> None:
        """Show the plan, and draw it again in another theme's colours."""
        self.plan_changed()
        self.app.theme_changed_signal.subscribe(self, lambda _: self.table.redraw())

    def on_resize(self) -> None:
        """Other filters fit now."""
        self._show_filters()

    @property
    def table(self) -> StepsTable:
        """The table."""
        return self.query_one(StepsTable)

    # -- what is shown -------------------------------------------------------------------------

    def current_row(self) -> StepRow | None:
        """The row under the cursor."""
        return self.table.current

    def current_entry(self) -> str | None:
        """Id of its step."""
        row = self.current_row()
        return row.key if row else None

    def plan_changed(self, select: str | None = None) -> None:
        """Show the plan as it is now."""
        today = self.context.today()
        self._rows = step_rows(self.session.plan, today)
        shown = [row for row in self._rows if fits(row, self._show, today, self._role)]
        self.table.show_rows(shown, today, select)
        self.set_class(not shown, "-empty")
        nothing = NOTHING_FITS[self._show].format(role=self._role) if self._rows else NO_STEPS
        self.query_one("#empty", Static).update(content(nothing))
        self._show_filters()
        self._show_details()

    def on_data_table_row_highlighted(self) -> None:
        """The details are those of the row under the cursor."""
        self._show_details()

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter, or a click on the row that has the cursor."""
        event.stop()
        self.action_open_step()

    def _show_details(self) -> None:
        row = self.table.current
        lines = details(self.session.plan, row) if row else ()
        first, *rest = (one_line(line) for line in lines) if lines else (Content(),)
        self.query_one("#details", Static).update(
            Content("\n").join([first.stylize("bold"), *rest])
        )

    def _show_filters(self) -> None:
        today = self.context.today()
        parts = []
        for place, (show, words) in enumerate(self._filter_words().items(), 1):
            count = sum(fits(row, show, today, self._role) for row in self._rows)
            amount = "" if show is Show.MINE and not self._role else f" {count}"
            here = show is self._show
            part = Content("▸" if here else " ") + one_line(f"{place} {words}{amount}")
            part = part.stylize("bold $primary" if here else "$text-muted")
            parts.append(part.stylize(Style.from_meta({"@click": f"screen.show_only('{show}')"})))
        line = Content("  ").join(parts)
        if line.cell_length > self.size.width:
            line = parts[list(Show).index(self._show)] + Content("  Tab: other filters")
        self.query_one("#filters", Static).update(line)

    def _filter_words(self) -> Mapping[Show, str]:
        return {
            Show.ALL: "All",
            Show.LATE: "Late",
            Show.MINE: self._role or "One role's",
            Show.NO_OWNER: "No owner",
            Show.NO_DATE: "No date",
        }

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self.query_one("#said", Static).update(one_line(notice))

    # -- filters -------------------------------------------------------------------------------

    def action_show_only(self, show: str) -> None:
        """Show those that fit; asks whose for one role's."""
        chosen = Show(show)
        if chosen is Show.MINE:
            self._ask_role()
            return
        self._show = chosen
        self.say("")
        self.plan_changed()

    def action_next_filter(self, places: int) -> None:
        """On to another filter; one role's is passed over until a role was chosen."""
        order = [show for show in Show if show is not Show.MINE or self._role]
        here = order.index(self._show)
        self._show = order[(here + places) % len(order)]
        self.say("")
        self.plan_changed()

    def _ask_role(self) -> None:
        roles = roles_of(self._rows) or vocabulary(self.session.plan).roles

        def show(role: str | None) -> None:
            self._role = role or ""
            self._show = Show.MINE if role else Show.ALL
            self.plan_changed()

        self.ask(
            Question(
                "Whose steps? (a role)",
                lambda typed: FieldRead(_as_known(typed, roles)),
                show,
                lambda typed: complete_role(typed, roles),
            ),
            self._role,
        )
        self.say(f"Right completes a role: {', '.join(roles)}" if roles else "")

    # -- one step ------------------------------------------------------------------------------

    def action_open_step(self) -> None:
        """Every field of it; while something is asked, Enter is the answer."""
        if self.is_asking:
            self.answer()
        elif self.row_or_word() is not None:
            self.action_fields()

    # -- the question at the foot --------------------------------------------------------------

    def after_asking(self) -> StepsTable:
        """The table has the focus again."""
        return self.table

    def action_back(self) -> None:
        """Out of a question, or back to where we came from."""
        if self.is_asking:
            self.leave_question()
        else:
            self.dismiss(None)

    def show_hints(self) -> None:
        """What the keys do now."""
        asking = self.is_asking
        hints = self.query_one("#hints", HintLine)
        if asking:
            hints.show_commands((), "Enter answers. Esc goes back to the table.")
        else:
            hints.show_commands(ON_A_STEP)
        self.query_one("#more-hints").display = not asking


def _as_known(typed: str, roles: tuple[str, ...]) -> str | None:
    """A typed role as the plan writes it; the beginning of one is enough."""
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        return None
    return next((role for role in roles if role.casefold().startswith(wanted)), typed.strip())
