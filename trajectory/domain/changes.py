"""What changed between two versions of a plan, in words.

For what came from a colleague's copy, for what was recovered, and for the question between two
calls: what moved?
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trajectory.domain.change_words import Telling, hidden_in
from trajectory.domain.edits import HEADER_TABLES
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Entry, Plan, Record, Review
from trajectory.domain.privacy import private_keys

CAME, MOVED, WENT = "+", "~", "-"
"""The marks of a change: added, changed, removed."""

_NOT_SAID = frozenset({Kind.LOG, Kind.DISMISSED, Kind.CONFLICT})
"""What the program keeps for itself, or shows in a place of its own."""


@dataclass(frozen=True)
class Change:
    """One line: what happened to one record, or to one field of it."""

    mark: str
    """`+`, `~` or `-`."""
    key: str
    """Id of the record; `plan` or `position` for those tables."""
    label: str
    """What people call it: `B2`."""
    words: str
    """The text of what came or went; "by when: 2 Feb → 9 Feb 2018" for what changed."""
    table: str = ""
    """The table of the file that it is in: `step`."""
    about: str = ""
    """The text of the entry that a change is about, to know it by."""


def changes(before: Plan, after: Plan, *, private: bool = True) -> tuple[Change, ...]:
    """All that is different in `after`, in the order of its boxes.

    Args:
        before: the earlier version.
        after: the later one.
        private: say also what became of private entries. Without them, one that is private now is
            passed over whole, and one that was private and no longer is counts as new.
    """
    hidden = frozenset[str]() if private else hidden_in(before, after)
    telling = Telling(before, after, hidden)
    new = frozenset[str]() if private else private_keys(before) - hidden
    found: list[Change] = []
    for table in HEADER_TABLES:
        one, other = getattr(before, table), getattr(after, table)
        lines = telling.fields(table, table, one, other)
        found += [Change(MOVED, table, "", words, table) for words in lines]
    for kind in Kind:
        is_same = before.records(kind) is after.records(kind) and not (telling.has_notes or new)
        if kind not in _NOT_SAID and not is_same:
            found += (
                change
                for change in _of_kind(telling, kind, before, after, new)
                if change.key not in hidden
            )
    return tuple(found)


def counted(found: Sequence[Change]) -> str:
    """Say it in one line: "2 entries came, 1 changed, 1 went"; empty when nothing is different."""
    came = len({change.key for change in found if change.mark == CAME})
    moved = len({change.key for change in found if change.mark == MOVED})
    went = len({change.key for change in found if change.mark == WENT})
    parts = []
    if came:
        parts.append(f"{came:,} {'entry' if came == 1 else 'entries'} came")
    if moved:
        parts.append(f"{moved:,} changed" if came else f"{moved:,} {_entries(moved)} changed")
    if went:
        named = bool(came or moved)
        parts.append(f"{went:,} went" if named else f"{went:,} {_entries(went)} went")
    return ", ".join(parts)


def _entries(count: int) -> str:
    return "entry" if count == 1 else "entries"


def _of_kind(
    telling: Telling, kind: Kind, before: Plan, after: Plan, new: frozenset[str]
) -> Iterator[Change]:
    old, now = before.records(kind), after.records(kind)
    names, old_names = labels(after, kind), labels(before, kind)
    for key, record in now.items():
        was = None if key in new else old.get(key)
        lines: list[str] = []
        if was is None:
            if _is_told(record):
                said = telling.record(record, came=True)
                yield Change(CAME, key, names[key], said, kind.value)
        elif was is not record:
            lines += telling.fields(kind.value, key, was, record)
        if was is not None:
            lines += telling.notes(key)
        for words in lines:
            about = record.text if isinstance(record, Entry) else ""
            yield Change(MOVED, key, names[key], words, kind.value, about)
    for key, record in old.items():
        if key not in now and key not in new:
            said = telling.record(record, came=False)
            yield Change(WENT, key, old_names[key], said, kind.value)


def _is_told(record: Record) -> bool:
    """A review that has only begun is no news: it is where somebody asks for them."""
    return not isinstance(record, Review) or bool(record.finished or record.summary or record.asks)
