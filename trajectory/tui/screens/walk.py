"""The walk: a table group goes through the boxes, and what is said is on record at once.

The capture line has the focus and takes everything; what it is doing now is its task
(`usecases.line_tasks`). The plan is shown again after each act, once for a whole burst of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from trajectory.domain.capture import role_completion, verbatim
from trajectory.domain.cleaning import lines_of_paste
from trajectory.domain.kinds import SECTION_OF_KIND, Section
from trajectory.domain.plan import TEXT_LIMIT
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.walk import LIST, SLASH, WALK
from trajectory.tui.screens.walk_actions import WalkActions
from trajectory.tui.screens.walk_questions import WalkQuestions
from trajectory.tui.text import one_line, plain
from trajectory.tui.widgets.capture_line import CaptureLine
from trajectory.tui.widgets.differences_bar import DifferencesBar
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.item_list import ItemList
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.scale import Scale
from trajectory.tui.widgets.section_boxes import SectionBoxes
from trajectory.tui.widgets.section_stepper import SectionStepper
from trajectory.tui.widgets.timer import Timer
from trajectory.tui.widgets.words import Words
from trajectory.usecases.leftovers import Draft
from trajectory.usecases.line_tasks import Desk, Entries, LineTask
from trajectory.usecases.sitting import Place

LABEL_ROOM = 26
"""A longer label, such as a question, stands above the line."""

SLASH_COMMANDS = tuple(command for command in (*WALK, *EVERYWHERE) if command.slash)


class WalkScreen(WalkActions, WalkQuestions):
    """One plan of a table's sitting, box by box."""

    commands: ClassVar[tuple[Command, ...]] = (*WALK, *LIST)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(WALK))
    CSS_PATH = "../styles/walk.tcss"
    AUTO_FOCUS = "CaptureLine"

    def __init__(
        self,
        path: Path,
        section: Section | None = None,
        entry: str | None = None,
        notice: str = "",
    ) -> None:
        """Open the plan in this box, at this entry, with something to say."""
        super().__init__()
        self._wished = (path, section, entry, notice)
        self._drawing = False
        self._select: str | None = None
        self._notice = ("", "")
        self._half_typed = ""
        self._pointed_at = ""
        self._offered = ""
        self._put_aside: dict[LineTask, str] = {}

    def compose(self) -> ComposeResult:
        """The rows of the screen, from the top."""
        yield PlanBar(None, "", Timer(self.context.clock, id="timer"))
        yield DifferencesBar(id="differences")
        yield SectionStepper(id="stepper")
        yield Static(id="question")
        yield Scale(id="scale")
        yield SectionBoxes(id="boxes")
        with Vertical(id="foot"):
            yield Words(id="preview")
            yield Words(id="asked")
            with Horizontal(id="line"):
                yield Words(id="label")
                yield CaptureLine(self._complete, self._paste, id="capture")
            yield HintLine(id="hints")

    def on_mount(self) -> None:
        """Open the plan at the place that was asked for."""
        self.open_plan(*self._wished)
        self.count_questions()

    def open_plan(
        self,
        path: Path,
        section: Section | None = None,
        entry: str | None = None,
        notice: str = "",
    ) -> None:
        """Work on this plan from now on, in this box, at this entry."""
        # Whoever leads here has opened it on a thread: nothing is read from the disk on this one.
        self.session = self.sitting.opened(path) or self.sitting.open(path)
        self.desk = Desk(self.context, self.session)
        found = self.session.plan.find(entry) if entry else None
        if found is not None:
            section = SECTION_OF_KIND.get(found[0], section)
        left = self.sitting.places.pop(self.session.path, None)
        draft = self.session.draft
        if left is not None:
            draft = Draft(left.section, left.half_typed)
        if section is None and draft is not None:
            section = draft.section
        self.section = section or self.session.plan.walk_order[0]
        self._notice = ("", "")
        self._half_typed = ""
        self.line_task: LineTask = Entries(self.section)
        self.line.put(draft.text if draft else "")
        self.look_round()
        self.show_plan()
        self.leave_count()
        self.show_task()
        self._say_what_was_found(notice, draft if left is None else None)
        if entry is not None:  # once the list is drawn
            self.call_after_refresh(self._go_to_entry, entry)

    def _say_what_was_found(self, notice: str, draft: Draft | None) -> None:
        """What led here; and once what an earlier sitting left: recovered lines, half a line."""
        said = [notice] if notice else []
        recovered = self.sitting.recovered.pop(self.session.path, None)
        if recovered is not None:
            from trajectory.usecases.news import recovered_words

            self.recovered = recovered
            said.append(recovered_words(recovered, self.context.today()))
        if draft is not None:
            said.append("This line was half typed when you left: Enter keeps it.")
        if said:
            self.say(" ".join(said))

    def _go_to_entry(self, entry: str) -> None:
        self.boxes.current_list.select(entry)
        self.boxes.current_list.focus()

    def close_plan(self) -> None:
        """Stop working on this plan; what is half typed waits in the sitting."""
        self.leave_task()
        self._keep_draft()
        self.session.save_now()
        self.sitting.places[self.session.path] = Place(self.section, self.line.take())

    def _keep_draft(self) -> None:
        """Have what is half typed kept on this computer, within a second."""
        text = self.line.text
        if not isinstance(self.line_task, Entries):  # what it offers is on record already
            text = self._half_typed or ("" if text == self._offered else text)
        self.session.half_typed(Draft(self.section, text) if text.strip() else None)

    def ready_to_leave(self) -> bool:
        """Half a line is pointed at once; asked again, it waits for the next time."""
        self._keep_draft()
        text = self.line.text.strip()
        if not text or self._pointed_at == text:
            return True
        self._pointed_at = text
        self.say(
            "This line is not on record yet: Enter keeps it. Leave again, and it waits for you."
        )
        return False

    # -- the line ------------------------------------------------------------------------------

    @property
    def line(self) -> CaptureLine:
        """The capture line."""
        return self.query_one(CaptureLine)

    def line_put(self, text: str) -> None:
        """Put a text into the line."""
        self.line.put(text)

    def go_on_typing(self, text: str) -> None:
        """Take what was typed before the screen was there, behind half a line from last time."""
        half = self.line.text
        self.action_type_on(f" {text}" if text and half and not half[-1].isspace() else text)

    async def action_save(self) -> None:
        """Enter: give the line to its task. A command works whatever the line is asking."""
        if not isinstance(self.line_task, Entries) and _command(self.line.text):
            read = self.desk.read(self.line.take(), self.section)
            self.leave_task()
            await self._run_slash(read.command, read.argument)
            return
        outcome = self.line_task.submit(self.desk, self.line.text)
        if not outcome.accepted:
            self.say(outcome.notice)
            return
        self.line.take()
        if outcome.made:
            self.last = outcome.made[-1]
            self._select = self.last
        if outcome.then is None and isinstance(self.line_task, Entries):
            self.line_task = Entries(self.section, self.last)
        else:
            self.begin(outcome.then)
        self.say(outcome.notice)
        self.plan_changed()
        if outcome.command is not None:
            await self._run_slash(*outcome.command)

    async def _run_slash(self, word: str, argument: str) -> None:
        command = next((c for c in SLASH_COMMANDS if c.slash == word), None)
        if command is None:
            self.line.put(f"/{word} {argument}".rstrip())
            self.line.select_all()
            self.say(f"There is no command /{word}. Type / to see them all.")
        elif command in EVERYWHERE:
            await self.app.run_action(command.action)
        elif command.takes:
            await self.run_action_with(command.action, argument)
        else:
            await self.run_action(command.action)

    async def run_action_with(self, action: str, argument: str) -> None:
        """Run an action with the words that followed its slash command."""
        await self.app.run_action(("", action, (argument,)), self)

    def _complete(self, text: str) -> str:
        if text.startswith("/"):
            words = (command.slash for command in SLASH_COMMANDS)
            return next((word[len(text) - 1 :] for word in words if word.startswith(text[1:])), "")
        return role_completion(text, self.desk.vocabulary) or ""

    def _paste(self, text: str) -> None:
        """Several lines at once become as many entries of the current box."""
        lines = lines_of_paste(text)
        if not isinstance(self.line_task, Entries):
            self.line.type_in(" ".join(lines))
            return
        long = [line for line in lines if len(line) > TEXT_LIMIT]
        captures = [verbatim(line, self.section) for line in lines if len(line) <= TEXT_LIMIT]
        count = f"{len(captures)} line{'' if len(captures) == 1 else 's'}"
        if captures:
            self.last = self._select = self.session.capture(captures, f"pasted {count}")[-1]
            self.line_task = Entries(self.section, self.last)
            self.plan_changed()
        notice = f"{count} added to {self.prompts.name} · ctrl+z takes them back."
        if long:
            self.line.type_in(long[0])
            notice += (
                f" {len(long)} over {TEXT_LIMIT:,} characters were left out: the first is in the "
                "line, to be shortened."
            )
        self.say(notice)

    def begin(self, task: LineTask | None, text: str = "") -> None:
        """Give the line a task, None for entries. Half-typed text waits until entries come back."""
        if isinstance(self.line_task, Entries) and task is not None:
            self._half_typed = self.line.take()
        if task is not None:
            self.line_task = task
            self._offered = self._put_aside.pop(task, plain(text))
            self.line.put(self._offered)
        elif not isinstance(self.line_task, Entries):
            self.line_task = Entries(self.section, self.last)
            self.line.put(self._half_typed)
            self._half_typed = ""
        self.set_focus(self.line)
        self.show_task()

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """Words were removed for good: what is half typed is without them too."""
        self.recovered, self._notice, self._offered = None, ("", ""), change(self._offered)
        self._half_typed = change(self._half_typed)
        self._put_aside = {task: change(text) for task, text in self._put_aside.items()}
        self.line.put(change(self.line.text))
        self.forget_questions()

    def leave_task(self) -> bool:
        """Back to entries without an answer; whether there was anything to leave."""
        task, text = self.line_task, self.line.text
        if isinstance(task, Entries):
            return False
        self.begin(None)
        if text.strip() and text != self._offered:
            self._put_aside[task] = text
            self.say("Left for now. Your words come back when you ask for this again.")
        return True

    def on_text_area_changed(self) -> None:
        """Show what Enter would do now."""
        self._keep_draft()
        self.show_task()

    def hands(self) -> Hashable:
        """Where the hands are: in which box, what is marked, what is typed, with the cursor."""
        marked = self.focused.highlighted if isinstance(self.focused, ItemList) else None
        line = self.line
        return self.session.path, self.section, marked, line.text, line.cursor_location

    def action_type_on(self, characters: str) -> None:
        """Text belongs to the line, wherever the focus is."""
        self.set_focus(self.line)
        self.line.type_in(characters)

    def action_paste_on(self, text: str) -> None:
        """And so does a paste."""
        self.set_focus(self.line)
        self.line.paste_in(text)

    def on_click(self, event: events.Click) -> None:
        """A click beside the lists comes back to the line."""
        if not isinstance(event.widget, ItemList):
            self.set_focus(self.line)

    def on_descendant_focus(self) -> None:
        """The hints are those of what has the focus."""
        self._show_hints()

    # -- what is shown -------------------------------------------------------------------------

    def say(self, notice: str) -> None:
        """One sentence, until something is typed."""
        self._notice = (notice, self.line.text)
        self.show_task()

    def show_task(self) -> None:
        """The label of the line, what will be read out of it, and the hints."""
        text = self.line.text
        preview = self.line_task.preview(self.desk, text)
        elsewhere = preview.section is not None and preview.section is not self.section
        label = self.query_one("#label", Words)
        label.set_class(elsewhere, "-elsewhere")
        asked = "" if len(preview.label) <= LABEL_ROOM else preview.label
        label.show(one_line("›" if asked else f"{preview.label} ›"))
        question = self.query_one("#asked", Words)
        question.display = bool(asked)
        question.show(one_line(asked))
        notice, typed = self._notice
        if notice and typed == text:
            words = one_line(notice, "$text-warning")
        elif text.startswith("/") and " " not in text and isinstance(self.line_task, Entries):
            words = _slashes(text[1:])
        else:
            taken = one_line(" · ".join(preview.taken), "$text-muted")
            warned = one_line("  ".join(preview.warnings), "$text-warning")
            words = Content("   ").join(part for part in (taken, warned) if part.plain)
        self.query_one("#preview", Words).show(words)
        self._show_hints()

    def _show_hints(self) -> None:
        hints = self.query_one(HintLine)
        if isinstance(self.focused, ItemList):
            hints.show_commands((*LIST, WALK[-1], *EVERYWHERE))
        elif isinstance(self.line_task, Entries):
            hints.show_commands((SLASH, *WALK, *EVERYWHERE))
        else:
            hints.show_commands((WALK[-1], *EVERYWHERE), self.line_task.hint)

    def plan_changed(self, select: str | None = None) -> None:
        """Show the plan again, once for all that changes before the next repaint."""
        self._select = select or self._select
        if not self._drawing:
            self._drawing = True
            self.call_later(self._redraw)

    def _redraw(self) -> None:
        self._drawing = False
        self.show_plan()
        self.show_task()
        select, self._select = self._select, None
        if select is not None:
            self.boxes.current_list.select(select)


def _command(text: str) -> bool:
    """Whether a line is one of our commands, and no answer that starts with a slash."""
    word = text[1:].split(maxsplit=1)[:1] if text.startswith("/") else []
    return any(command.slash in word for command in SLASH_COMMANDS)


def _slashes(typed: str) -> Content:
    """The slash commands that fit what is typed so far."""
    fit = [command for command in SLASH_COMMANDS if command.slash.startswith(typed)]
    if not fit:
        return one_line("There is no such command. Type / to see them all.", "$text-warning")
    if len(fit) == 1:
        takes = f" {fit[0].takes}" if fit[0].takes else ""
        return one_line(f"/{fit[0].slash}{takes}   {fit[0].help}", "$text-muted")
    return one_line("  ".join(f"/{command.slash}" for command in fit), "$text-muted")
