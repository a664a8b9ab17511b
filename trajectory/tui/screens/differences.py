"""Settling differences: both versions of one place side by side, and one key that chooses.

One difference at a time. What came first is what is most often meant, so Enter keeps what the plan
says now. Each choice is one act of the plan's session, which its undo takes back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from trajectory.domain import editing, settling
from trajectory.domain.plan import Plan
from trajectory.domain.progress import title_of
from trajectory.domain.settling import Difference, Missing
from trajectory.errors import UsageError
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.settling import SETTLE
from trajectory.tui.difference_words import (
    ALL_SETTLED,
    NOTHING_HERE,
    Question,
    about_missing,
    choice_line,
    choices,
    written,
)
from trajectory.tui.screens.entry_actions import EntryActions
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.version_box import VersionBox
from trajectory.usecases.session import PlanSession

WITHOUT_CHOICES = tuple(c for c in SETTLE if c.action in {"undo", "redo", "back"})


class DifferencesScreen(EntryActions):
    """What two people changed in the same place of one plan, one after the other."""

    commands: ClassVar[tuple[Command, ...]] = SETTLE
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(SETTLE))
    CSS_PATH = "../styles/differences.tcss"
    AUTO_FOCUS = ""

    def __init__(self, session: PlanSession) -> None:
        super().__init__()
        self.session = session
        self._open: tuple[Question, ...] = ()
        self._place = 0
        self._settled = False

    def compose(self) -> ComposeResult:
        """Which difference it is, both versions, what can be chosen, and what is to be said."""
        yield PlanBar(self.session, f"Differences › {title_of(self.session.plan)}")
        yield Static(id="place")
        with Container(id="versions"):
            yield VersionBox(id="ours")
            yield VersionBox(id="theirs")
        yield Static(id="nothing")
        yield Static(id="choices")
        yield Static(id="said")
        yield HintLine(id="hints")

    def on_mount(self) -> None:
        """Show the first difference."""
        self.plan_changed()

    # -- what is shown -------------------------------------------------------------------------

    @property
    def _here(self) -> Question | None:
        return self._open[self._place] if self._open else None

    def _read(self) -> tuple[Question, ...]:
        plan = self.session.plan
        missing = settling.missing_entries(plan, self.session.missing)
        return (*settling.open_conflicts(plan), *missing)

    def current_entry(self) -> str | None:
        """Id of the item that the difference is about."""
        match self._here:
            case Difference(item=item):
                return item
            case Missing(key=key):
                return key
            case None:
                return None

    def plan_changed(self, select: str | None = None) -> None:
        """Show what is open now; the same one again if it still is, else the one in its place."""
        before = self._here
        self._open = self._read()
        wanted = select or (before.key if before else None)
        places = [n for n, each in enumerate(self._open) if each.key == wanted]
        self._place = places[0] if places else max(0, min(self._place, len(self._open) - 1))
        self._show()

    def _show(self) -> None:
        here = self._here
        self.set_class(here is None, "-nothing")
        self.set_class(isinstance(here, Missing), "-one")
        self.query_one(HintLine).show_commands(
            (*(SETTLE if here else WITHOUT_CHOICES), *EVERYWHERE)
        )
        self.query_one("#nothing", Static).update(
            content(ALL_SETTLED if self._settled else NOTHING_HERE)
        )
        self.query_one("#choices", Static).update(
            content("\n").join([choice_line(*each) for each in choices(here)])
        )
        if here is not None:
            self._show_place(here)
            self._show_versions(here)

    def _show_place(self, here: Question) -> None:
        count = f"{self._place + 1} of {len(self._open)}   "
        if isinstance(here, Missing):
            what, text = "missing from the file", ""
        else:
            what = here.field
            text = "" if here.text in {here.ours, ""} else here.text
        name = " ".join(part for part in (here.label, here.kind) if part)
        lines = [content(count) + one_line(f"{name} · {what}", "bold")]
        if text:
            lines.append(one_line(text, "$text-muted"))
        self.query_one("#place", Static).update(content("\n").join(lines))

    def _show_versions(self, here: Question) -> None:
        ours, theirs = self.query_one("#ours", VersionBox), self.query_one("#theirs", VersionBox)
        if isinstance(here, Missing):
            ours.show("An entry that the file no longer had", about_missing(here), "", "")
            return
        if here.is_gone:
            gone = "It is no longer in the plan: somebody took it out."
            ours.show("1  In the plan now", gone, "", "keep")
        else:
            ours.show("1  In the plan now", here.ours, here.theirs, "keep")
        digit = "" if here.refusal else "2  "
        theirs.show(
            f"{digit}The other version{written(here, self.context.clock())}",
            here.theirs,
            here.ours,
            "" if here.refusal else "take",
        )

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self.query_one("#said", Static).update(one_line(notice))

    # -- choosing ------------------------------------------------------------------------------

    def action_keep(self) -> None:
        """What is there stays."""
        here = self._here
        if isinstance(here, Missing):
            self._keep_missing(here)
        elif here is not None:
            now = self.context.now()
            self._settle(
                lambda plan: settling.keep(plan, here.key, now),
                f"kept what was there for {here.label}",
                f"{here.label}: {here.field} stays as it is.",
            )

    def action_take(self) -> None:
        """The other version goes in; an entry that was missing goes out."""
        here, now = self._here, self.context.now()
        if isinstance(here, Missing):
            key = here.key
            self._settle(
                lambda plan: editing.remove(plan, key, now),
                f"took {here.label} out",
                f"{here.label} is taken out.",
            )
        elif here is not None:
            self._settle(
                lambda plan: settling.take(plan, here.key, now),
                f"took the other version for {here.label}",
                f"{here.label}: the other version is in the plan now.",
            )

    def action_both(self) -> None:
        """Both wordings stay, each an entry."""
        here = self._here
        if not isinstance(here, Difference) or not here.can_keep_both:
            if here is not None:
                self.say("Only two wordings of an entry can both stay. Choose one of the two.")
            return
        self._settle(
            partial(settling.both, key=here.key, stamp=self.context.stamp()),
            f"kept both wordings of {here.label}",
            f"{here.label}: both wordings are in the plan now, each an entry.",
        )

    def _settle(self, change: Callable[[Plan], Plan], what: str, said: str) -> None:
        if self._here not in self._read():
            # Somebody else's version came in while this one was looked at.
            self.plan_changed()
            self.say("The plan has changed meanwhile. Nothing was chosen: look once more.")
            return
        try:
            plan = change(self.session.plan)
        except UsageError as error:
            self.say(str(error))
            return
        self._settled = True
        self.act(plan, what)
        self.say(f"{said} ctrl+z takes it back.")

    def _keep_missing(self, here: Missing) -> None:
        """No act: the entry never left the plan."""
        self._settled = True
        self.session.seen(here.key)
        self.plan_changed()
        self.say(f"{here.label} stays in the plan.")

    def action_undo(self) -> None:
        """Take back the last act, and show what is open again."""
        self._back_to_what_came(super().action_undo)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._back_to_what_came(super().action_redo)

    def _back_to_what_came(self, act: Callable[[], None]) -> None:
        before = {each.key for each in self._open}
        act()
        came = next((each.key for each in self._open if each.key not in before), None)
        if came is not None:
            self.plan_changed(select=came)

    # -- from one to the next ------------------------------------------------------------------

    def action_go(self, places: int) -> None:
        """On to another difference, and round."""
        if self._open:
            self._place = (self._place + places) % len(self._open)
            self.say("")
            self._show()

    def action_scroll(self, pages: int) -> None:
        """Further up or down in both versions."""
        for box in self.query(VersionBox):
            box.scroll_pages(pages)

    def action_back(self) -> None:
        """Back to where we came from."""
        self.dismiss(None)
