"""Removing words for good: what looks like case data, other words, a question, what was done.

The one act of this app that cannot be undone, and so the only one that asks first.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from trajectory.domain.cleaning import clean
from trajectory.domain.removal_offers import Offer, around, offers, spots
from trajectory.domain.words_out import words_of
from trajectory.errors import TrajectoryError
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.forgetting import FORGET
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.screens.pick import Choice, PickScreen
from trajectory.tui.text import content, one_line, plain
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.tui.widgets.row_list import ListRow, RowList
from trajectory.usecases.forgetting import forget_words
from trajectory.usecases.forgetting_values import Forgotten
from trajectory.usecases.session import PlanSession

MOST_PLACES = 6
"""Of one thing so many places are shown."""
ROOM = 60
"""Of a long text so many characters are shown around the words."""
NOTHING_FOUND = "Nothing in this plan looks like case data. Names, and anything else, you can type."
WHAT_GOES = (
    "What is ticked goes for good: from the plan with its log and comments, from undo, from what "
    "this computer keeps of it, from earlier texts and the trash. It cannot be undone."
)
AFTERWARDS = tuple(command for command in FORGET if command.action in {"scroll(1)", "back"})
REMOVE, LEAVE = "remove", "leave"


class ForgetScreen(CommandScreen):
    """Offers what can go from one plan, and removes what is ticked."""

    commands: ClassVar[tuple[Command, ...]] = FORGET
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(FORGET))
    CSS_PATH = "../styles/forget.tcss"
    AUTO_FOCUS = ""

    def __init__(self, session: PlanSession, words: str = "", entry: str | None = None) -> None:
        """`words` are ticked at first; `entry` is offered to go whole."""
        super().__init__()
        self.session = session
        self._entry = entry
        self._typed = [words] if words_of([words]) else []
        self._offers: tuple[Offer, ...] = ()
        self._ticked = {Offer(each, "", ()).id for each in self._typed}
        self._is_busy = False
        self._is_done = False

    def compose(self) -> ComposeResult:
        """What can go, where it stands, a line for other words, and what will happen."""
        yield PlanBar(self.session, "Remove for good")
        yield RowList(id="offers")
        with VerticalScroll(id="shown", can_focus=False):
            yield Static(id="places")
        line = FieldLine("", lambda _: "", id="words")
        line.border_title = "Other words to remove, exactly as they stand in the plan"
        yield line
        yield Static(content(WHAT_GOES), id="goes")
        yield Static(id="said")
        yield HintLine((*FORGET, *EVERYWHERE), id="hints")

    def on_mount(self) -> None:
        """Begin in the list where there is something in it."""
        self._show_offers()
        self.set_focus(self.query_one(RowList if self._offers else FieldLine))

    def ready_to_leave(self) -> bool:
        """Not while something is being removed: what is half typed below has the words still."""
        if self._is_busy:
            self.action_back()
        return not self._is_busy

    # -- what is shown -------------------------------------------------------------------------

    def on_plan_bar_arrived(self) -> None:
        """Somebody else's words are in the plan now."""
        if not self._is_done:
            self._show_offers()

    def _show_offers(self) -> None:
        self._offers = offers(self.session.plan, self._typed, self._entry)
        self._ticked &= {offer.id for offer in self._offers}
        rows = [
            ListRow(partial(_row, offer, ticked=offer.id in self._ticked), str(number))
            for number, offer in enumerate(self._offers)
        ]
        self.query_one(RowList).show_rows(rows)
        self._show_places()

    def _show_places(self) -> None:
        offer = self._marked
        if offer is None:
            shown = content(NOTHING_FOUND)
        elif not offer.places:
            shown = content("The plan does not have it. What is kept of the plan may.")
        else:
            lines = [_place(offer, number) for number in range(len(offer.places[:MOST_PLACES]))]
            more = len(offer.places) - MOST_PLACES
            lines += [content(f"and {more:,} more")] if more > 0 else []
            shown = Content("\n").join(lines)
        self.query_one("#places", Static).update(shown)
        self.query_one("#shown", VerticalScroll).scroll_home(animate=False)

    @property
    def _marked(self) -> Offer | None:
        marked = self.query_one(RowList).marked
        return self._offers[int(marked)] if marked is not None else None

    def on_option_list_option_highlighted(self) -> None:
        """Where this one stands."""
        if not self._is_done:
            self._show_places()

    def say(self, notice: str) -> None:
        """One sentence for the user."""
        self.query_one("#said", Static).update(one_line(notice))

    # -- choosing ------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a row."""
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        """This one is to go, or is not."""
        offer = self._marked
        if offer is not None and not self._is_busy and not self._is_done:
            self._ticked ^= {offer.id}
            self._show_offers()
            self.say("")

    def action_other_words(self) -> None:
        """To the line, and back to the list."""
        if self._is_done:
            return
        line = self.query_one(FieldLine)
        has_rows = bool(self._offers)
        self.set_focus(self.query_one(RowList) if line.has_focus and has_rows else line)

    def action_add_words(self) -> None:
        """Put what is typed on the list, ticked."""
        line = self.query_one(FieldLine)
        words = " ".join(clean(line.text).split())
        if self._is_busy or self._is_done or not words:
            return
        if words_of([words]) is None:
            self.say("Type two characters or more, as they stand in the plan.")
            return
        line.put("")
        offer = Offer(words, "", ())
        if offer.id not in {each.id for each in self._offers}:
            self._typed.append(words)
        self._ticked.add(offer.id)
        self._show_offers()
        place = next(n for n, each in enumerate(self._offers) if each.id == offer.id)
        self.query_one(RowList).mark(str(place))
        self._show_places()
        self.say("On the list, and ticked. ctrl+r removes what is ticked.")

    # -- removing ------------------------------------------------------------------------------

    def action_remove(self) -> None:
        """Ask once more."""
        if self._is_busy or self._is_done:
            return
        if self.query_one(FieldLine).text.strip():
            self.action_add_words()
        going = [offer for offer in self._offers if offer.id in self._ticked]
        if not going:
            self.say("Nothing is ticked: space ticks a row, Tab goes to the line for other words.")
            return
        several = f"these {len(going)} things" if len(going) > 1 else "this"
        choices = [
            Choice(LEAVE, "No, leave everything as it is", "n"),
            Choice(REMOVE, f"Yes, remove {several} for good", "y"),
        ]
        named = "; ".join(_named(offer) for offer in going)
        title = f"Remove {several} for good, and from all that is kept of this plan? It cannot be "
        title += f"undone. {named}"
        self.app.push_screen(PickScreen(title, choices), partial(self._answered, going))

    def _answered(self, going: list[Offer], answer: str | None) -> None:
        if answer != REMOVE or self._is_busy:
            self.say("Nothing was removed.")
            return
        self._is_busy = True
        self.say("Removing …")
        self.run_worker(self._remove(going), exclusive=True)

    async def _remove(self, going: list[Offer]) -> None:
        """Beside the keys, for it is much work for the disk."""
        phrases = [offer.words for offer in going if offer.entry is None]
        entries = [offer.entry for offer in going if offer.entry is not None]
        path = self.session.path
        try:
            done = await asyncio.to_thread(forget_words, self.sitting, path, phrases, entries)
        except TrajectoryError as error:
            self.say(str(error))
            return
        finally:
            self._is_busy = False
        words = words_of(phrases)
        for screen in self.app.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.words_forgotten(words.out_of if words else _as_it_is)
        self._show_done(done)

    def _show_done(self, done: Forgotten) -> None:
        self._is_done = True
        self._offers, self._typed, self._ticked = (), [], set()
        self.query_one(RowList).show_rows([])
        self.add_class("-done")
        self.set_focus(None)
        lines = [
            content(plain(line), "$text-error" if line.startswith("STILL") else "")
            for line in done.lines()
        ]
        self.query_one("#places", Static).update(Content("\n\n").join(lines))
        self.query_one("#shown", VerticalScroll).scroll_home(animate=False)
        self.query_one(HintLine).show_commands((*AFTERWARDS, *EVERYWHERE))
        self.say("Done." if done.is_complete else "Not all of it could be removed: see above.")

    def action_scroll(self, pages: int) -> None:
        """Further up or down in what is shown."""
        shown = self.query_one("#shown", VerticalScroll)
        shown.scroll_relative(y=pages * max(1, shown.size.height - 1), animate=False)

    def action_back(self) -> None:
        """Back to where we came from, once nothing is under way."""
        if self._is_busy:
            self.say("It is still being removed. A moment.")
        else:
            self.dismiss(None)


def _row(offer: Offer, _width: int, *, ticked: bool) -> Content:
    mark = "●" if ticked else "○"
    labels = " ".join(dict.fromkeys(place.label for place in offer.places))
    if offer.entry is not None:
        whole = one_line(f"{mark} all of {labels}, with its log", "bold" if ticked else "")
        return content("  ").join([whole, one_line(offer.words, "$text-muted")])
    words = one_line(f"{mark} {offer.words}", "bold" if ticked else "")
    why = one_line(offer.reason, "$text-muted")
    return content("  ").join([words, why, one_line(labels)])


def _named(offer: Offer) -> str:
    """What is asked about: "“14/03/2009” in 2 places", "all of B1"."""
    if offer.entry is not None:
        return f"All of {offer.places[0].label}"
    count = len(offer.places)
    places = "1 place" if count == 1 else f"{count:,} places"
    before, words, after = around(offer.words, 0, 0, 2 * ROOM)
    return f"“{before}{words}{after}” in {places}"


def _place(offer: Offer, number: int) -> Content:
    """Where it stands: "B1, the text: … born 14/03/2009 …"."""
    place = offer.places[number]
    start, end = next(iter(spots(place, offer)), (0, 0))
    before, words, after = around(place.text, start, end, ROOM)
    lead = one_line(f"{place.label}, {place.field}:", "$text-muted")
    parts = [_kept(before), _kept(words).stylize("bold underline"), _kept(after)]
    return lead + content(" ") + content("").join(parts)


def _kept(text: str) -> Content:
    """A part of a line, with the blanks at its ends."""
    return content(" ".join(f"|{text}|".split())[1:-1])


def _as_it_is(text: str) -> str:
    return text
