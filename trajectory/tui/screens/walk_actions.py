"""What the commands of the walk do. `WalkScreen` has the parts; this has the verbs."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.content import Content
from textual.widgets import Static

from trajectory.domain import editing
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Entry
from trajectory.domain.scale import in_words
from trajectory.domain.template import Prompts, Template
from trajectory.errors import TrajectoryError
from trajectory.tui.screens.walk_pages import WalkPages
from trajectory.tui.text import one_line
from trajectory.tui.widgets.differences_bar import DifferencesBar
from trajectory.tui.widgets.item_list import ItemList
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.scale import TINY_SCREEN, Scale, ScaleView
from trajectory.tui.widgets.section_boxes import SectionBoxes
from trajectory.tui.widgets.section_stepper import SectionStepper, StepMark
from trajectory.tui.widgets.timer import Timer, read_minutes
from trajectory.usecases.line_tasks import (
    Desk,
    Entries,
    LineTask,
    Linking,
    Rewording,
    Wording,
    links_of,
)

SAVE_SECONDS = 10.0
TALL = 30
"""From this height on all spoken prompts are shown."""
FEW_PROMPTS = 1


class WalkActions(WalkPages):
    """The verbs of the walk."""

    desk: Desk
    line_task: LineTask
    """What the line is doing now."""
    last: str | None = None
    """Id of what was put on record last."""
    _places: tuple[Path, ...] = ()
    """The table's plans; looked for when somebody comes here, and not at each entry."""

    def open_plan(
        self,
        path: Path,
        section: Section | None = None,
        entry: str | None = None,
        notice: str = "",
    ) -> None:
        """Work on this plan from now on."""
        raise NotImplementedError

    def close_plan(self) -> None:
        """Stop working on this plan."""
        raise NotImplementedError

    def begin(self, task: LineTask | None, text: str = "") -> None:
        """Give the line a task, None for entries."""
        raise NotImplementedError

    def leave_task(self) -> bool:
        """Back to entries; whether there was anything to leave."""
        raise NotImplementedError

    def show_task(self) -> None:
        """Show what the line is doing."""
        raise NotImplementedError

    # -- where we are --------------------------------------------------------------------------

    @property
    def boxes(self) -> SectionBoxes:
        """The lists of the boxes."""
        return self.query_one(SectionBoxes)

    @property
    def template(self) -> Template:
        """The words of this deliverable."""
        return self.desk.template

    @property
    def prompts(self) -> Prompts:
        """The words of the current box."""
        return self.template.prompts(self.section)

    def current_entry(self) -> str | None:
        """The highlighted entry of the list that has the focus."""
        if isinstance(self.focused, ItemList):
            return self.focused.current
        return self.boxes.current_list.current

    def look_round(self) -> None:
        """See which plans the table has."""
        self._places = self.sitting.siblings(self.session.path)

    def on_screen_resume(self) -> None:
        """Somebody is back from another screen, where a plan may have been started."""
        if hasattr(self, "session"):
            self.look_round()
            self._show_crumb()

    def show_plan(self) -> None:
        """Bring all rows of the screen up to date."""
        plan, today = self.session.plan, self.context.today()
        self._show_crumb()
        self.query_one(DifferencesBar).show_plan(plan, len(self.session.missing))
        marks = [self._mark(section) for section in plan.walk_order]
        self.query_one(SectionStepper).show_marks(marks, self.section.value)
        self._show_question()
        scale = self.query_one(Scale)
        scale.display = self.section is Section.POSITION
        scale.show_view(ScaleView.of(plan, self.template.scale, today))
        self.boxes.show_plan(plan, self.template, self.section, today)

    def _show_crumb(self) -> None:
        header = self.session.plan.plan
        group = " ".join(part for part in (header.authority, header.table) if part)
        here = self.session.path
        places = self._places
        place = f" ({places.index(here) + 1} of {len(places)})" if len(places) > 1 else ""
        title = self.template.short if self.context.templates.knows(here.stem) else header.title
        crumb = f"{group or here.parent.name} › {title or here.stem}{place}"
        self.query_one(PlanBar).show_session(self.session, crumb)

    def _mark(self, section: Section) -> StepMark:
        plan = self.session.plan
        count = len(plan.entries(section))
        reading = plan.current_reading if section is Section.POSITION else None
        amount = str(count) if section is not Section.POSITION else "–"
        if reading is not None:
            amount = in_words(reading.score)
        name = self.template.prompts(section).short
        return StepMark(section.value, name, amount, bool(count or reading))

    def _show_question(self) -> None:
        asks = self.prompts.asks
        height = self.size.height
        shown = asks if height >= TALL else asks[:FEW_PROMPTS] if height >= TINY_SCREEN else ()
        question = one_line(self.prompts.question, "bold $primary")
        lines = [question, *(one_line(f"Ask: {ask}", "$text-muted") for ask in shown)]
        self.query_one("#question", Static).update(Content("\n").join(lines))

    def on_resize(self) -> None:
        """A tall screen has room for all spoken prompts."""
        if hasattr(self, "session"):
            self._show_question()

    # -- boxes and deliverables ----------------------------------------------------------------

    def go(self, section: Section) -> None:
        """Make this the current box. What is half typed comes along."""
        self.section = section
        self.say("")
        if isinstance(self.line_task, Entries):
            self.line_task = Entries(section, self.last)
        self.show_plan()
        self.boxes.current_list.reveal_last()
        self.show_task()

    def action_go_to(self, key: str) -> None:
        """A click on the stepper."""
        self.go(Section(key))

    def action_next_section(self) -> None:
        """On to the next box; behind the last one comes the first."""
        self._go_by(1)

    def action_previous_section(self) -> None:
        """Back to the box before."""
        self._go_by(-1)

    def _go_by(self, places: int) -> None:
        order = self.session.plan.walk_order
        self.go(order[(order.index(self.section) + places) % len(order)])

    def action_toggle_order(self) -> None:
        """Now first, or goal first."""
        goal_first = self.session.plan.plan.order == "goal-first"
        order = None if goal_first else "goal-first"
        self.act(editing.edit_header(self.session.plan, order=order), "changed the order")
        self.say(
            "Now first: from where we are." if goal_first else "Goal first: back from the goal."
        )

    async def action_next_deliverable(self) -> None:
        """On to the table's next deliverable, where it was left, or at its first box."""
        self.look_round()
        places = self._places
        if len(places) < 2:  # noqa: PLR2004 - one is no choice
            self.say("This table has one plan. Start another one from the first screen.")
            return
        path = places[(places.index(self.session.path) + 1) % len(places)]
        try:
            await asyncio.to_thread(self.sitting.open, path)
        except TrajectoryError as error:
            self.say(str(error))
            return
        self.close_plan()
        self.last = None
        self.open_plan(path)

    def action_start_command(self) -> None:
        """A slash in the line."""
        self.begin(None)
        self.line_put("/")

    # -- the list ------------------------------------------------------------------------------

    def action_enter_list(self, label: str = "") -> None:
        """Into the list at its last entry, or straight to the entry with this label."""
        if label:
            key = self._labelled(label)
            if key is None:
                self.say(f"There is no {label.upper()} in this plan.")
            else:
                self._reword(key)
            return
        entries = self.boxes.current_list
        if not entries.option_count:
            self.say("Nothing here yet. Type what is said, and press Enter.")
            return
        self.set_focus(entries)
        entries.highlighted = entries.option_count - 1

    def _labelled(self, label: str) -> str | None:
        for section in Section:
            for key, name in labels(self.session.plan, section.kind).items():
                if name.casefold() == label.strip().casefold():
                    return key
        return None

    def action_edit_entry(self) -> None:
        """The entry's words come back to the line."""
        if (key := self.current_entry()) is not None:
            self._reword(key)

    def _reword(self, key: str) -> None:
        found = self.session.plan.find(key)
        if found is not None and isinstance(found[1], Entry):
            self.begin(Rewording(key), found[1].text)

    def action_link_entry(self) -> None:
        """The links of a step come to the line; a barrier or enabler is linked from its step."""
        key = self.current_entry()
        if key is not None and key in self.session.plan.step:
            self.begin(Linking(key), links_of(self.session.plan, key))
            self.say("Type what it cuts, uses and is for, such as: cuts B1 B2 uses E1 for G1")
        else:
            self.say("Links are set at a step: what it cuts, uses and is for.")

    def action_move_last(self, box: str = "") -> None:
        """Move the last entry to another box."""
        key = self.last
        if key is None or self.session.plan.find(key) is None:
            key = self.boxes.current_list.current or next(
                reversed(self.session.plan.entries(self.section)), None
            )
        if key is None:
            self.say("There is no entry here yet.")
            return
        section = self._box_named(box)
        if section is None:
            self.ask_box(key)
        else:
            self.move_to(key, section)

    def _box_named(self, word: str) -> Section | None:
        word = word.strip().casefold()
        for section in Section:
            prompts = self.template.prompts(section)
            names = (section.value, section.mark, prompts.name, prompts.short, prompts.entry)
            if word and word in {name.casefold() for name in names}:
                return section
        return None

    def action_view(self, view: str) -> None:
        """Say of the last note whether it works well, worries, or needs to happen."""
        plan = self.session.plan
        key = self.last if self.last in plan.note else next(reversed(list(plan.note)), None)
        if key is None:
            self.say("There is no note about the current position yet.")
            return
        self.act(
            editing.edit(plan, key, self.context.now(), view=view), f"sorted {self.label_of(key)}"
        )
        self.say(f"{self.label_of(key)}: {view.replace('_', ' ')}.")

    # -- the scale -----------------------------------------------------------------------------

    async def action_score(self, words: str = "") -> None:
        """`/score 4` is `=4`; alone it starts one."""
        if not words.strip():
            self.begin(None)
            self.line_put("=")
            return
        read = self.desk.read(f"={words.strip()}", Section.POSITION)
        if read.kind != "score":
            self.say("A score is 0 to 10, in half points: /score 4 or /score 2 3 4 5")
            return
        self.session.capture([read], "added a score")
        self.plan_changed()
        self.go(Section.POSITION)

    def line_put(self, text: str) -> None:
        """Put a text into the line."""
        raise NotImplementedError

    def action_anchor_zero(self, words: str = "") -> None:
        """What 0 means."""
        self._word("anchor_0", "0 means", words, self.template.scale.anchor_0)

    def action_anchor_ten(self, words: str = "") -> None:
        """What 10 means."""
        self._word("anchor_10", "10 means", words, self.template.scale.anchor_10)

    def action_plus_one(self, words: str = "") -> None:
        """What one point higher would look like."""
        self._word("plus_one", "+1 would be", words, "")

    def action_scale_question(self, words: str = "") -> None:
        """What the scale asks."""
        self._word("question", "The scale asks", words, self.template.scale.question)

    def _word(self, field: str, label: str, words: str, suggestion: str) -> None:
        task = Wording(field, label)
        if words.strip():
            task.submit(self.desk, words)
            self.plan_changed()
        else:
            said = getattr(self.session.plan.position, field)
            self.begin(task, said or suggestion)

    # -- the sitting ---------------------------------------------------------------------------

    def action_timer(self, words: str = "") -> None:
        """Count down so many minutes, or count up from now."""
        timer = self.query_one(Timer)
        if not words.strip():
            timer.start(None)
            self.say("The clock counts up from now. /timer 10 counts ten minutes down.")
        elif (minutes := read_minutes(words)) is None:
            self.say("Minutes are a whole number from 1 to 600: /timer 10")
        else:
            timer.start(minutes)

    async def action_export(self) -> None:
        """Write the Markdown document beside the plan, as it stands at this moment."""
        from trajectory.usecases.exporting import export_beside

        plan, path = self.session.plan, self.session.path
        try:
            written = await asyncio.to_thread(export_beside, self.context, plan, path)
        except TrajectoryError as error:
            self.say(str(error))
        else:
            self.say(f"Exported to {written}")

    async def action_save_now(self) -> None:
        """All is saved by itself; this waits for it and says where."""
        if await asyncio.to_thread(self.sitting.flush, SAVE_SECONDS):
            self.say(f"All is saved, in {self.session.path}")

    def action_back(self) -> None:
        """Back, one level: an answer, the list, the screen."""
        if self.leave_task():
            return
        if isinstance(self.focused, ItemList):
            self.begin(None)
        else:
            self.close_plan()
            self.app.pop_screen()
