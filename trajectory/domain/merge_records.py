"""The records of several copies of a plan, by id: which of them stay, and what each one says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from trajectory.domain.editing import as_kind
from trajectory.domain.kinds import Kind
from trajectory.domain.merge_fields import Lost, latest, merged_model, says_same
from trajectory.domain.merge_values import UNTOUCHED
from trajectory.domain.plan import RECORD_TYPES, Entry, Plan, Record

_PLACES = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Held:
    """A record as one copy has it."""

    kind: Kind
    record: Record
    mark: dt.datetime | None
    """When it was removed, for a record that came back by hand: the mark is there as well."""

    @property
    def latest(self) -> dt.datetime:
        """When somebody last had a hand in it."""
        edited = (self.record.edited or {}).values()
        return latest([self.record.created, self.record.changed, *edited])


class Copy:
    """One copy of the plan, with its records by id."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.held: dict[str, Held] = {
            key: Held(kind, record, plan.removed.get(key))
            for kind in Kind
            for key, record in plan.records(kind).items()
        }

    @cached_property
    def latest(self) -> dt.datetime:
        """The moment of the last edit of anything in it that is stamped."""
        return latest([*(held.latest for held in self.held.values()), *self.plan.removed.values()])


class Records:
    """The records of all copies."""

    def __init__(self, copies: Sequence[Copy], base: Copy | None) -> None:
        self.lost: list[Lost] = []
        self._copies = copies
        self._base = base
        self._held: dict[str, list[Held]] = {}
        for copy in copies:
            for key, held in copy.held.items():
                self._held.setdefault(key, []).append(held)
        self._before = {} if base is None else dict(base.held)
        for key in [key for key, held in self._held.items() if len({h.kind for h in held}) > 1]:
            self._of_one_kind(key)

    def _of_one_kind(self, key: str) -> None:
        """A name that was given to two kinds, as a table that is renamed by hand leaves it.

        No file may hold both, and neither may be lost: entries become one of a kind, as if one of
        them had been moved there; other records get names of their own.
        """
        held, before = self._held[key], self._before.get(key)
        kinds = {one.kind for one in held}
        if before is not None:
            kinds = kinds - {before.kind} or kinds
        kind = max(kinds, key=_PLACES.__getitem__)
        own: list[Held] = []
        for one in held:
            if one.kind is kind or _is_entry(one.kind, kind):
                own.append(_of_kind(one, kind))
            else:
                self._held.setdefault(f"{key}-{one.kind.value}", []).append(one)
        self._held[key] = own
        if before is not None and before.kind is not kind:
            del self._before[key]
            if _is_entry(before.kind, kind):
                self._before[key] = _of_kind(before, kind)

    @property
    def plans(self) -> Iterator[Plan]:
        """The copies themselves."""
        return (copy.plan for copy in self._copies)

    # ---------------------------------------------------------------------------- who stays

    def missing(self) -> tuple[str, ...]:
        """Ids that the base has and a copy lacks, though neither it nor another removed them."""
        return tuple(
            key
            for key in self._before
            if any(key not in c.held and key not in c.plan.removed for c in self._copies)
            and self.is_alive(key)
        )

    def is_alive(self, key: str) -> bool:
        """Whether a record stays: nobody removed it, or somebody edited it."""
        held = self._held.get(key, [])
        removal = self.removal(key)
        before = self._before.get(key)
        if removal is None:
            return bool(held) or before is not None
        if before is not None:
            # Who takes a deletion back says nothing new, but later.
            return any(
                not _says_same(one, before) or removal <= one.latest != before.latest
                for one in held
            )
        return any(one.latest > removal or (one.mark or UNTOUCHED) >= removal for one in held)

    def removal(self, key: str) -> dt.datetime | None:
        """When a copy without this record removed it: since the base, where there is one."""
        known = None if self._base is None else self._base.plan.removed.get(key)
        marks = [
            mark
            for copy in self._copies
            if key not in copy.held and (mark := copy.plan.removed.get(key)) is not None
        ]
        return max((mark for mark in marks if known is None or mark > known), default=None)

    def removed(self, alive: AbstractSet[str]) -> dict[str, dt.datetime]:
        """The marks of what was removed, apart from these, in the order of time."""
        plans = [copy.plan for copy in (*self._copies, *([self._base] if self._base else []))]
        marks: dict[str, dt.datetime] = {}
        for plan in plans:
            for key, mark in plan.removed.items():
                marks[key] = max(mark, marks.get(key, mark))
        for key in alive & marks.keys():
            own = [one.mark for one in self._held.get(key, []) if one.mark is not None]
            if own:
                marks[key] = max(own)
            else:
                del marks[key]
        return dict(sorted(marks.items(), key=lambda row: (row[1], row[0])))

    # ------------------------------------------------------------------------ what they say

    def merged(self) -> dict[Kind, dict[str, Record]]:
        """Every record that stays, but for conflicts, by kind and id; fills `lost`."""
        tables: dict[Kind, dict[str, Record]] = {kind: {} for kind in Kind}
        for key, held, before in self._staying():
            kind = held[0].kind
            if kind is not Kind.CONFLICT:
                versions = [one.record for one in held]
                one = merged_model(key, versions, None if before is None else before.record)
                tables[kind][key] = one.model
                self.lost += one.lost
        del tables[Kind.CONFLICT]
        return tables

    def conflicts(self) -> Iterator[tuple[str, list[Record]]]:
        """Every conflict that stays, with its versions."""
        for key, held, _ in self._staying():
            if held[0].kind is Kind.CONFLICT:
                yield key, [one.record for one in held]

    def _staying(self) -> Iterator[tuple[str, list[Held], Held | None]]:
        """Each id that stays, what the copies have for it, else the base; and what the base has."""
        for key in dict.fromkeys([*self._held, *self._before]):
            if self.is_alive(key):
                before = self._before.get(key)
                yield key, self._held.get(key) or [h for h in [before] if h is not None], before


def _is_entry(one: Kind, other: Kind) -> bool:
    return issubclass(RECORD_TYPES[one], Entry) and issubclass(RECORD_TYPES[other], Entry)


def _of_kind(held: Held, kind: Kind) -> Held:
    if held.kind is kind:
        return held
    return Held(kind, as_kind(held.record, kind), held.mark)


def _says_same(one: Held, other: Held) -> bool:
    return one.kind is other.kind and says_same(one.record, other.record)
