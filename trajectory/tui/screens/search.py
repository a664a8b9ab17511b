"""Words in one plan or in all of them, found while they are typed; Enter goes there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from trajectory.domain.finding import Span
from trajectory.domain.plan import Plan
from trajectory.errors import TrajectoryError
from trajectory.tui.commands.command import EVERYWHERE, Command, bindings
from trajectory.tui.commands.home import SEARCH
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.text import content, one_line, plain
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.hint_line import HintLine
from trajectory.tui.widgets.row_list import ListRow, RowList
from trajectory.usecases.searching import Hit, Passage, find, read_passages

MOST_HITS = 200
"""More than anybody reads: another word makes it fewer."""
BATCH = 50
"""So many plans are read before what was found in them is shown."""
LABEL_WIDTH = 6
BEFORE_MATCH = 12
"""So much of a long text is kept in front of the first match."""
BEFORE_SHORT = 3
"""The same where there is little room."""


class SearchScreen(CommandScreen):
    """Finds words in the plan at `path`, or in all plans without one."""

    commands: ClassVar[tuple[Command, ...]] = SEARCH
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(SEARCH))
    CSS_PATH = "../styles/search.tcss"
    AUTO_FOCUS = "#words"

    @dataclass
    class PlansRead(Message):
        """Some plans were read."""

        reading: int
        passages: list[Passage]
        broken: list[str]
        done: bool

    def __init__(self, path: Path | None = None, words: str = "") -> None:
        super().__init__()
        self._path = path
        self._words = words
        self._everywhere = path is None
        self._passages: list[Passage] = []
        self._broken: list[str] = []
        self._reading = 0
        self._is_reading = False
        self._hits: list[Hit] = []
        self._searched: str | None = None

    def compose(self) -> ComposeResult:
        """The line, what was found, and how much of it there is."""
        line = FieldLine(plain(self._words), lambda _: "", id="words")
        yield line
        yield RowList(id="hits")
        yield Static(id="message")
        useful = [c for c in SEARCH if self._path is not None or c.action != "everywhere"]
        yield HintLine((*useful, *EVERYWHERE), id="hints")

    def on_mount(self) -> None:
        """The marked row moves while the line keeps the focus."""
        self.query_one(RowList).can_focus = False
        self._read_plans()

    # -- reading ---------------------------------------------------------------------------------

    def _read_plans(self) -> None:
        title = "Search in all plans" if self._everywhere else "Search in this plan"
        self.query_one(FieldLine).border_title = title
        self._passages, self._broken = [], []
        self._reading += 1
        self._is_reading = True
        self._searched = None
        self._read(self._reading, None if self._everywhere else self._path)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, reading: int, path: Path | None) -> None:
        worker = get_current_worker()
        passages: list[Passage] = []
        broken: list[str] = []
        try:
            plans = read_passages(self.context, path, self._current)
            for number, item in enumerate(plans, start=1):
                if worker.is_cancelled:
                    return
                if isinstance(item, tuple):
                    passages += item
                else:
                    broken.append(self.context.store.name_of(item.path))
                if number % BATCH == 0:
                    self.post_message(self.PlansRead(reading, passages, broken, done=False))
                    passages, broken = [], []
        except TrajectoryError as error:
            broken.append(str(error))
        self.post_message(self.PlansRead(reading, passages, broken, done=True))

    def _current(self, path: Path) -> Plan | None:
        session = self.sitting.opened(path)
        return session.plan if session is not None else None

    def on_search_screen_plans_read(self, event: PlansRead) -> None:
        """Search in what came."""
        if event.reading != self._reading:
            return
        self._passages += event.passages
        self._broken += event.broken
        self._is_reading = not event.done
        self._search()

    def words_forgotten(self, change: Callable[[str], str]) -> None:
        """What was read has the words: read it again."""
        self.query_one(FieldLine).put(change(self._typed))
        self._read_plans()

    # -- searching -------------------------------------------------------------------------------

    @property
    def _typed(self) -> str:
        return self.query_one(FieldLine).text

    def on_text_area_changed(self) -> None:
        """Search as somebody types."""
        if self._typed != self._searched:
            self._search()

    def _search(self) -> None:
        first = self._typed != self._searched
        self._searched = self._typed
        found = list(islice(find(self._passages, self._typed), MOST_HITS + 1))
        self._hits = found[:MOST_HITS]
        rows: list[ListRow] = []
        numbered = enumerate(self._hits)
        for _, group in groupby(numbered, key=lambda pair: pair[1].passage.path):
            hits = list(group)
            passage = hits[0][1].passage
            about = " · ".join(part for part in (passage.title, passage.group) if part)
            rows.append(ListRow(lambda _, about=about: one_line(about)))  # type: ignore[misc]
            rows += [ListRow(partial(_hit, hit), str(number)) for number, hit in hits]
        self.query_one(RowList).show_rows(rows, first=first)
        self._show_message(more=len(found) > MOST_HITS)

    def _show_message(self, *, more: bool) -> None:
        count = len(self._hits)
        if not self._typed.strip():
            said = (
                "Type a word or two. All of them must be there; capitals and accents don't matter."
            )
        elif more:
            said = f"More than {MOST_HITS} entries have these words: type another word."
        elif count:
            said = (
                "1 entry has these words." if count == 1 else f"{count} entries have these words."
            )
        elif self._is_reading:
            said = "Searching …"
        elif self._everywhere:
            said = "No plan has all of these words in one entry. Try fewer, or a part of a word."
        else:
            said = "No entry of this plan has all of these words. Tab searches all plans."
        if self._broken:
            named = ", ".join(self._broken)
            said += f" Could not be read, so not searched: {named}."
        self.query_one("#message", Static).update(one_line(said))

    # -- verbs -----------------------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        """Mark another row; headings are stepped over."""
        hits = self.query_one(RowList)
        for _ in range(abs(rows)):
            if rows > 0:
                hits.action_cursor_down()
            else:
                hits.action_cursor_up()

    async def action_open_hit(self) -> None:
        """Go to the marked entry, on the walk."""
        if self._typed != self._searched:
            self._search()
        marked = self.query_one(RowList).marked
        if marked is None:
            return
        passage = self._hits[int(marked)].passage
        try:
            await asyncio.to_thread(self.sitting.open, passage.path)
        except TrajectoryError as error:
            self.query_one("#message", Static).update(one_line(str(error), "$text-error"))
            return
        await self.trajectory.show_plan(passage.path, passage.section, passage.key)

    async def on_option_list_option_selected(self) -> None:
        """A click on a row."""
        await self.action_open_hit()

    def action_everywhere(self) -> None:
        """This plan, or all plans."""
        if self._path is not None:
            self._everywhere = not self._everywhere
            self._read_plans()

    def action_back(self) -> None:
        """Back, one level."""
        self.dismiss(None)


def _hit(hit: Hit, width: int) -> Content:
    """The label, the text with the found words marked, and the fields that have the others."""
    label = content(f"{hit.passage.label:<{LABEL_WIDTH}}", "bold")
    room = max(1, width - LABEL_WIDTH)
    others = [
        content(f"  {other.name}: ", "$text-muted")
        + _near_match(other.text, other.spans, room // 4)
        for other in hit.others
    ]
    # The text makes room for the field that has the rest of the words.
    if others:
        room = max(room // 2, room - max(other.cell_length for other in others))
    text = _near_match(hit.passage.text, hit.spans, room).truncate(room, ellipsis=True)
    return label + Content("").join([text, *others])


def _near_match(text: str, spans: tuple[Span, ...], room: int) -> Content:
    """A text from a little before its first match on, when the match would not be seen else."""
    last_seen = spans[0][1] if spans else 0
    before = BEFORE_MATCH if room > 4 * BEFORE_MATCH else BEFORE_SHORT
    cut = max(0, spans[0][0] - before) if last_seen > room else 0
    return Content("…" if cut else "") + _marked(text, spans, cut)


def _marked(text: str, spans: tuple[Span, ...], cut: int) -> Content:
    """A text from a place on, with the found words in bold."""
    parts: list[Content] = []
    place = cut
    for start, end in spans:
        if end > place:
            parts += [
                _piece(text[place:start]),
                _piece(text[max(place, start) : end], "bold underline"),
            ]
            place = end
    return Content("").join([*parts, _piece(text[place:])])


def _piece(text: str, style: str = "") -> Content:
    return content(text, style)
