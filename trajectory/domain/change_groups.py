"""Changes as a list to read: a part of the plan after the other, all of one entry together."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trajectory.domain.changes import CAME, MOVED, WENT, Change
from trajectory.domain.kinds import Kind

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Where we are": ("position", Kind.READING, Kind.MILESTONE),
    "Next steps": (Kind.STEP,),
    "Barriers": (Kind.BARRIER,),
    "Enablers": (Kind.ENABLER,),
    "Goals": (Kind.GOAL,),
    "Said about the position": (Kind.NOTE,),
    "Decisions": (Kind.DECISION,),
    "Parking lot": (Kind.PARKING,),
    "Reviews": (Kind.REVIEW,),
    "About the plan": ("plan",),
}
"""What is told together, in the order in which a manager asks."""

MARK_WORDS: Mapping[str, str] = {CAME: "new", MOVED: "changed", WENT: "gone"}
"""The marks as words."""


LINE = 90
"""Of an entry that changed so many characters are shown, to know it by."""


@dataclass(frozen=True)
class Item:
    """All that happened to one entry, or to one of the two tables that are about the plan."""

    mark: str
    table: str
    """The table of the file that it is in: `step`."""
    label: str
    """`B2`; empty for the tables that are about the plan."""
    text: str
    """What came or went; of an entry that changed, how its text begins."""
    lines: tuple[str, ...] = ()
    """What changed in it, a line each."""

    @property
    def title(self) -> str:
        """The entry in one line: "New: B3 Nobody has time"."""
        named = f"{self.label} {self.text}".strip()
        word = self.mark_word
        return f"{word.capitalize()}: {named}" if word else named

    @property
    def mark_word(self) -> str:
        """What stands before its text; a reading says by itself that it is new."""
        says_it = self.mark == MOVED or (self.mark == CAME and self.table == Kind.READING)
        return "" if says_it else MARK_WORDS[self.mark]


@dataclass(frozen=True)
class Group:
    """The changes of one part of the plan."""

    title: str
    """ "Next steps"."""
    items: tuple[Item, ...]


def grouped(found: Sequence[Change]) -> tuple[Group, ...]:
    """The changes by the part of the plan that they are in: those parts that have any."""
    groups = (
        Group(title, _items([change for change in found if change.table in tables]))
        for title, tables in GROUPS.items()
    )
    return tuple(group for group in groups if group.items)


def _items(found: Sequence[Change]) -> tuple[Item, ...]:
    by_entry: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        by_entry.setdefault((change.table, change.key), []).append(change)
    return tuple(_item(changes) for changes in by_entry.values())


def _item(changes: Sequence[Change]) -> Item:
    first = changes[0]
    if first.mark != MOVED:
        return Item(first.mark, first.table, first.label, first.words)
    lines = tuple(change.words for change in changes)
    about = textwrap.shorten(first.about, LINE, placeholder=" …")
    return Item(first.mark, first.table, first.label, about, lines)
