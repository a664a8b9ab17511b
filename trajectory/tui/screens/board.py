"""The board: all boxes at once, side by side where there is room, else one unfolded at a time."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from trajectory.domain.describing import Describer
from trajectory.domain.ids import labels
from trajectory.domain.kinds import SECTION_OF_KIND, Section
from trajectory.domain.plan import Plan
from trajectory.domain.progress import title_of
from trajectory.domain.scale import in_words
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.screens import BOARD
from trajectory.tui.commands.walk import LIST
from trajectory.tui.screens.entry_actions import EntryActions
from trajectory.tui.text import one_line
from trajectory.tui.widgets.board_box import BoardBox, BoardList
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.item_list import rows_of
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.usecases.session import PlanSession

ON_AN_ENTRY = tuple(command for command in LIST if command.id != "list.edit")
"""What can be done with an entry here; its words are edited among all its fields."""

HINTED = (
    *(command for command in BOARD if command.id in {"board.open", "board.next"}),
    *(command for command in LIST if command.id in {"list.move", "list.delete", "list.star"}),
    *(command for command in BOARD if command.id in {"board.undo", "board.leave"}),
    *EVERYWHERE,
)


class BoardScreen(EntryActions):
    """All boxes of one plan; the parking lot only when something is in it."""

    commands: ClassVar[tuple[Command, ...]] = (*BOARD, *ON_AN_ENTRY)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(BOARD))
    CSS_PATH = "../styles/board.tcss"
    AUTO_FOCUS = ""

    def __init__(self, session: PlanSession, section: Section | None = None) -> None:
        """Opens at `section`; else at the first box that has something in it."""
        super().__init__()
        self.session = session
        self._begin_at = section
        self._here = session.plan.walk_order[0]

    def compose(self) -> ComposeResult:
        """The boxes in the order in which the plan is walked through."""
        yield PlanBar(self.session, f"Board › {title_of(self.session.plan)}")
        with Container(id="board"):
            for section in self.session.plan.walk_order:
                yield BoardBox(section)
        yield Static(id="said")
        yield HintLine(HINTED, id="hints")

    def on_mount(self) -> None:
        """Begin at the box that was asked for, else at the first that has something in it."""
        self.plan_changed()
        asked = [box for box in self._shown if box.section is self._begin_at]
        filled = [box for box in self._shown if self.session.plan.entries(box.section)]
        self._go((asked or filled or self._shown)[0])

    # -- what is shown -------------------------------------------------------------------------

    @property
    def _shown(self) -> list[BoardBox]:
        return [box for box in self.query(BoardBox) if self._is_shown(box.section)]

    def _is_shown(self, section: Section) -> bool:
        """The parking lot stays away while nothing is in it."""
        return section is not Section.PARKING or bool(self.session.plan.entries(section))

    def _box(self, section: Section) -> BoardBox:
        return self.query_one(f"#board-{section.value}", BoardBox)

    def current_entry(self) -> str | None:
        """The marked entry of the current box."""
        return self._box(self._here).entries.current

    def plan_changed(self, select: str | None = None) -> None:
        """Show the plan as it is now."""
        plan, today = self.session.plan, self.context.today()
        template = self.context.templates.get(plan.plan.deliverable)
        describer = Describer(plan, today)
        for box in self.query(BoardBox):
            entries = plan.entries(box.section)
            prompts = template.prompts(box.section)
            facts = {key: describer.facts(key, entry) for key, entry in entries.items()}
            rows = rows_of(entries, labels(plan, box.section.kind), facts)
            score = _score(plan) if box.section is Section.POSITION else ""
            box.show(prompts.name, score, prompts.empty, rows)
            box.display = self._is_shown(box.section)
        if not self._is_shown(self._here):
            self._go(self._shown[-1])
        if select is not None:
            self._select(select)

    def _select(self, key: str) -> None:
        found = self.session.plan.find(key)
        section = SECTION_OF_KIND.get(found[0]) if found else None
        if section is not None:
            self._go(self._box(section))
            self._box(section).entries.select(key)

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self.query_one("#said", Static).update(one_line(notice))

    # -- from box to box -----------------------------------------------------------------------

    def action_next_box(self, places: int) -> None:
        """On to another box, and round."""
        shown = self._shown
        here = next(n for n, box in enumerate(shown) if box.section is self._here)
        self._go(shown[(here + places) % len(shown)])

    def action_go_to(self, key: str) -> None:
        """A click on a heading."""
        self._go(self._box(Section(key)))

    def on_descendant_focus(self) -> None:
        """A click into a list makes its box the current one."""
        focused = self.focused
        if isinstance(focused, BoardList) and isinstance(focused.parent, BoardBox):
            self._mark(focused.parent)

    def _go(self, box: BoardBox) -> None:
        self._mark(box)
        self.set_focus(box.entries)  # at once, for the next key of a burst

    def _mark(self, current: BoardBox) -> None:
        self._here = current.section
        for box in self.query(BoardBox):
            box.mark_current(current=box is current)

    # -- an entry ------------------------------------------------------------------------------

    def action_edit_entry(self) -> None:
        """Enter or e in a list: the words stand among all fields."""
        self.action_fields()

    def action_link_entry(self) -> None:
        """Links stand there too."""
        self.action_fields()

    def action_type_on(self, _characters: str) -> None:
        """Text belongs to the walk's line."""
        self.say("New entries are typed on the walk: Esc goes back there.")

    def action_paste_on(self, _text: str) -> None:
        """And so does a paste."""
        self.action_type_on("")

    def action_back(self) -> None:
        """Back to where we came from."""
        self.dismiss(None)


def _score(plan: Plan) -> str:
    """Where we are and what we aim at: "3.5 → 6"."""
    reading, target = plan.current_reading, plan.position.target
    aim = f" → {in_words(target)}" if target is not None else ""
    return f"{in_words(reading.score) if reading else 'no score yet'}{aim}"
