"""What changed between two versions of a plan, in words.

For what came from a colleague's copy, for what was recovered, and for the question between two
calls: what moved?
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trajectory.domain.edits import HEADER_TABLES
from trajectory.domain.field_words import ValueWords, field_words
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Entry, Model, Plan, Reading, Record, Review
from trajectory.domain.scale import in_words

CAME, MOVED, WENT = "+", "~", "-"
"""The marks of a change: added, changed, removed."""

_NOT_SAID = frozenset({Kind.LOG, Kind.DISMISSED, Kind.CONFLICT})
"""What the program keeps for itself, or shows in a place of its own."""
_STAMPS = frozenset({"created", "changed", "edited"})


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
    """The text of what came or went; "by when: 2 Feb → 9 Feb" for what changed."""


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """All that is different in `after`, in the order of its boxes."""
    old, new = ValueWords(before), ValueWords(after)
    found: list[Change] = []
    for table in HEADER_TABLES:
        one, other = getattr(before, table), getattr(after, table)
        found += [Change(MOVED, table, "", words) for words in _fields(old, new, table, one, other)]
    for kind in Kind:
        if kind not in _NOT_SAID and before.records(kind) is not after.records(kind):
            found += _of_kind(old, new, kind)
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


def _of_kind(old: ValueWords, new: ValueWords, kind: Kind) -> Iterator[Change]:
    before, after = old.plan.records(kind), new.plan.records(kind)
    names, old_names = labels(new.plan, kind), labels(old.plan, kind)
    for key, record in after.items():
        was = before.get(key)
        if was is None:
            yield Change(CAME, key, names[key], _said(record))
        elif was is not record:
            for words in _fields(old, new, kind.value, was, record):
                yield Change(MOVED, key, names[key], words)
    for key, record in before.items():
        if key not in after:
            yield Change(WENT, key, old_names[key], _said(record))


def _said(record: Record) -> str:
    match record:
        case Entry():
            return record.text
        case Reading():
            return in_words(record.score)
        case Review():
            return record.summary or ""
        case _:
            return ""


def _fields(
    old: ValueWords, new: ValueWords, table: str, before: Model, after: Model
) -> Iterator[str]:
    one, other = dict(before), dict(after)
    for name in dict.fromkeys([*one, *other]):
        was, now = one.get(name), other.get(name)
        if name not in _STAMPS and was != now:
            words = field_words(table, name)
            yield f"{words}: {old.of(table, name, was)} → {new.of(table, name, now)}"
