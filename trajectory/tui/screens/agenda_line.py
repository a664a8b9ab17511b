"""The line of the agenda: what is typed there, what it is understood as, and where it goes."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from trajectory.domain.capture import role_completion, routed
from trajectory.domain.kinds import Section
from trajectory.domain.outcomes import read_outcome
from trajectory.tui.commands.agenda import AGENDA
from trajectory.tui.commands.command import EVERYWHERE
from trajectory.tui.screens.agenda_actions import AgendaActions
from trajectory.tui.screens.asking import Asking
from trajectory.tui.text import one_line
from trajectory.tui.widgets.agenda_list import AgendaList
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.usecases.line_tasks import Desk

SLASH_COMMANDS = tuple(command for command in (*AGENDA, *EVERYWHERE) if command.slash)
SAID = "Said"
"""What stands before a line that is kept as it was spoken."""


class AgendaLine(Asking, AgendaActions):
    """Reads the line before Enter, and puts it on record at Enter."""

    desk: Desk

    @property
    def line(self) -> FieldLine:
        """Where outcomes are typed."""
        return self.query_one("#outcome", FieldLine)

    @property
    def items(self) -> AgendaList:
        """The items with their lines."""
        return self.query_one(AgendaList)

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self._notice = (notice, self.line.text)
        self.show_line()

    def on_text_area_changed(self) -> None:
        """Show what Enter would do now."""
        super().on_text_area_changed()
        self.show_line()

    def show_line(self) -> None:
        """What stands before the line, what will be read out of it, and the hints."""
        text = self.line.text
        label, words = self._preview(text)
        self.query_one("#label", Static).update(one_line(f"{label} ›"))
        notice, typed = self._notice
        if notice and typed == text:
            words = one_line(notice, "$text-warning")
        self.query_one("#said", Static).update(words)
        self.show_hints()

    def _preview(self, text: str) -> tuple[str, Content]:
        if text.startswith("/"):
            return "Command", _slashes(text[1:])
        read = read_outcome(text, self.desk.vocabulary, self.context.stamp())
        taken = one_line(" · ".join(each.words for each in read.taken), "$text-muted")
        warned = one_line("  ".join(read.warnings), "$text-warning")
        words = Content("   ").join(part for part in (taken, warned) if part.plain)
        section, _ = routed(text, Section.POSITION)
        if read.kind == "score":
            return "Score", words
        if section is Section.POSITION and not read.marked:
            return SAID, words
        return self.desk.template.prompts(section).entry, words

    def _complete(self, text: str) -> str:
        if text.startswith("/") and " " not in text:
            names = (command.slash for command in SLASH_COMMANDS)
            return next((name[len(text) - 1 :] for name in names if name.startswith(text[1:])), "")
        return role_completion(text, self.desk.vocabulary) or ""

    async def action_save(self) -> None:
        """Enter: the answer to a question, a command, or what was said."""
        if self.is_asking:
            self.answer()
            return
        text = self.line.text
        if text.startswith("/"):
            await self._run_slash(text)
        elif text.strip():
            self.put_down(text)
        else:
            self.say("Type what was said, or > a step, ? a question to park, /decide, /ask.")

    def line_put(self, text: str) -> None:
        """Put a text into the line; none, where it is on record now, at the end of the list."""
        self.line.put(text)
        if not text:
            self.items.scroll_end(animate=False)

    async def _run_slash(self, text: str) -> None:
        word, _, argument = text[1:].partition(" ")
        command = next((c for c in SLASH_COMMANDS if c.slash == word.lower()), None)
        if command is None:
            self.say(f"There is no command /{word} here. Type / to see them all.")
            return
        self.line.take()
        if command in EVERYWHERE:
            await self.app.run_action(command.action)
        elif command.takes:
            await self.app.run_action(("", command.action, (argument.strip(),)), self)
        else:
            await self.run_action(command.action)


def _slashes(typed: str) -> Content:
    """The slash commands that fit what is typed so far."""
    word = typed.partition(" ")[0]
    fit = [command for command in SLASH_COMMANDS if command.slash.startswith(word)]
    if not fit:
        return one_line("There is no such command here. Type / to see them all.", "$text-warning")
    if len(fit) == 1 or " " in typed:
        takes = f" {fit[0].takes}" if fit[0].takes else ""
        return one_line(f"/{fit[0].slash}{takes}   {fit[0].help}", "$text-muted")
    return one_line("  ".join(f"/{command.slash}" for command in fit), "$text-muted")
