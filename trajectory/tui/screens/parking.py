"""The parking lot as a list: what waits, and for which meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from trajectory.domain.amending import amend
from trajectory.domain.forums import FORUM_OF_PARKED, PARKED_NOW
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import Forum, ParkingStatus
from trajectory.tui.commands.agenda import PARKED
from trajectory.tui.commands.command import Command, bindings
from trajectory.tui.screens.records import RecordsScreen
from trajectory.tui.widgets.records_table import RecordColumn, RecordRow
from trajectory.usecases.session import PlanSession

NOT_SAID = "not said"
_PLACES: tuple[Forum, ...] = tuple(FORUM_OF_PARKED)
_SETTLED = frozenset({"resolved", "dropped"})
_STANDS: Mapping[ParkingStatus, str] = {
    "parked": "○ waits",
    "raised": "► raised",
    "resolved": "✓ resolved",
    "dropped": "× let go",
}


class ParkingScreen(RecordsScreen):
    """What is parked in one plan."""

    KIND = Kind.PARKING
    TITLE_WORDS = "Parking lot"
    COLUMNS = (
        RecordColumn("", 6),
        RecordColumn("What was said"),
        RecordColumn("Where for", 12, from_width=60),
        RecordColumn("How it stands", 13),
        RecordColumn("Who said it", 24, from_width=100),
    )
    NONE_YET = (
        "Nothing is parked. A remark that belongs elsewhere is kept here for the place where it "
        "does.\n\nPress Esc to go back to the walk, and type one there:\n"
        "? Can partners share contact details?\n\n"
        "It comes back on the agenda of the meeting that it is parked for."
    )
    ALL_SETTLED = "Everything that was parked is settled. Tab shows it."

    commands: ClassVar[tuple[Command, ...]] = PARKED
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(PARKED))

    def __init__(self, session: PlanSession) -> None:
        super().__init__(session)
        self._waiting_only = False

    def rows(self) -> list[RecordRow]:
        """In the order of the file; those that are settled too, or only those that are not."""
        plan = self.session.plan
        names = labels(plan, Kind.PARKING)
        found = []
        for key in plan.entries(Section.PARKING):
            parked = plan.parking[key]
            if self._waiting_only and parked.status in _SETTLED:
                continue
            place = FORUM_OF_PARKED[parked.for_] if parked.for_ else NOT_SAID
            stands = _STANDS[parked.status or "parked"]
            cells = (names[key], parked.text, place, stands, parked.speaker or "–")
            found.append(RecordRow(key, cells))
        return found

    def nothing_shown(self) -> str:
        """Nothing is parked, or nothing waits."""
        is_empty = not self.session.plan.entries(Section.PARKING)
        return self.NONE_YET if is_empty else self.ALL_SETTLED

    def action_status(self, status: ParkingStatus) -> None:
        """Say how it stands."""
        if current := self._current():
            key, _ = current
            said = f"{self.label_of(key)} is {PARKED_NOW[status]}"
            plan = amend(self.session.plan, key, {"status": status}, self.context.stamp())
            done = self.act(plan, said, select=key)
            self.say(f"{said}. ctrl+z takes it back." if done else f"{said} already.")

    def action_where(self) -> None:
        """On to the next place, and round."""
        if current := self._current():
            key, _ = current
            now = self.session.plan.parking[key].for_
            place = (_PLACES.index(now) + 1) % len(_PLACES) if now else 0
            where = _PLACES[place]
            self._edit(key, "changed where to raise", for_=where)
            to = "elsewhere" if where == "other" else f"the {FORUM_OF_PARKED[where]}"
            self.say(f"{self.label_of(key)} is for {to} now. f again for the next place.")

    def action_show_more(self) -> None:
        """Settled ones too, or only those that wait."""
        self._waiting_only = not self._waiting_only
        self.plan_changed()
        self.say("Only what is not settled yet." if self._waiting_only else "All of them.")
