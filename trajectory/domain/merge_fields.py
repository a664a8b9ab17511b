"""Several versions of one record, or of `[plan]` or `[position]`, become one, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from trajectory.domain.editing import spelling
from trajectory.domain.merge_values import (
    UNTOUCHED,
    Candidate,
    as_in_file,
    choose,
    code,
    combine,
)
from trajectory.domain.plan import Entry, Model, Record

M = TypeVar("M", bound=Model)

SETS = frozenset(
    {"cuts", "uses", "with", "after", "merged", "attended", "asks"}
    | {"participants", "leadership_group"}
)
"""Lists in which each value counts, and not their order."""

STAMPS = frozenset({"created", "changed", "edited"})
"""What says when a record was written; it is no content."""

_WORDING = ("text", "said")


@dataclass(frozen=True)
class Lost:
    """A value that could not stay, and that nobody may lose."""

    item: str
    """Id of the item; `plan`, `position`, or the name of a table that we do not know."""
    field: str
    """As the file spells it."""
    value: object
    stamp: dt.datetime


@dataclass(frozen=True)
class One(Generic[M]):
    """What became of several."""

    model: M
    lost: tuple[Lost, ...] = ()


def merged_model(item: str, copies: Sequence[M], base: M | None) -> One[M]:
    """One out of several versions of the same thing, whatever their order.

    Args:
        item: what a value that loses is said to belong to.
        copies: at least one, all of one type.
        base: the version that they all started from; None when that is not known.
    """
    first, *others = copies
    if all(is_same(first, other) for other in others):
        return One(first)
    fields = _Fields(item, copies, base)
    values = fields.values()
    return One(type(first).model_validate(values), tuple(fields.lost))


def content(model: Model) -> dict[str, object]:
    """What a model says, by the file's own names, without its stamps."""
    return {
        spelling(type(model), name): value
        for name, value in model
        if value is not None and name not in STAMPS
    }


def is_same(one: Model, other: Model) -> bool:
    """Equal in kind as well: for Python, 1 and `True` are the same."""
    return one is other or (one == other and _anything(one) == _anything(other))


def says_same(one: Model, other: Model) -> bool:
    """Whether two say the same, whenever each was written."""
    return one is other or code(content(one)) == code(content(other))


class _Fields:
    """The fields of several versions, side by side."""

    def __init__(self, item: str, copies: Sequence[Model], base: Model | None) -> None:
        self.lost: list[Lost] = []
        self._item = item
        self._copies = copies
        self._tables = [content(copy) for copy in copies]
        self._base = None if base is None else content(base)
        records = [copy for copy in copies if isinstance(copy, Record)]
        self._changed = max((r.changed for r in records if r.changed), default=None)
        self._created = min((r.created for r in records if r.created), default=None)
        self._edited = [dict(r.edited or {}) for r in records]
        self._ages: dict[str, dt.datetime] = {}

    def values(self) -> dict[str, Any]:
        """The fields of the merged one, by the file's own names; fills `lost`."""
        values: dict[str, object] = {}
        for name in self._names():
            if name == "text" and isinstance(self._copies[0], Entry):
                values |= self._wording()
            elif self._is_set(name):
                base = None if self._base is None else self._base.get(name)
                found: Any = [table.get(name) for table in self._tables]
                values[name] = combine(found, base, has_base=self._base is not None)  # type: ignore[arg-type]
            else:
                values[name] = self._chosen(name)
        if isinstance(self._copies[0], Record):
            values |= {"created": self._created, "changed": self._changed, "edited": self._older()}
        return {name: value for name, value in values.items() if value is not None}

    def _names(self) -> list[str]:
        """Ours in the order of the model, then those that we do not know."""
        model = type(self._copies[0])
        ours = [spelling(model, name) for name in model.model_fields if name not in STAMPS]
        known = set().union(*self._tables, *self._edited, self._base or ())
        entry = issubclass(model, Entry)
        named = [*(name for name in ours if name in known), *sorted(known.difference(ours))]
        return [name for name in named if not (entry and name == "said")]

    def _is_set(self, name: str) -> bool:
        tables = [*self._tables, self._base or {}]
        return name in SETS and all(_is_strings(table.get(name)) for table in tables)

    def _wording(self) -> dict[str, object]:
        """The text and its first wording belong together; what loses is kept by field."""
        pairs = [_pair(table) for table in self._tables]
        stamps = [self._stamp(place, "text") for place in range(len(pairs))]
        base = None if self._base is None else code(_pair(self._base))
        winner, losers = choose(map(Candidate.of, pairs, stamps), base)
        self._ages["text"] = winner.stamp
        kept = dict(zip(_WORDING, _parts(winner), strict=True))
        for loser in losers:
            for name, value in zip(_WORDING, _parts(loser), strict=True):
                if value is not None and value != kept[name]:
                    self.lost.append(Lost(self._item, name, value, loser.stamp))
        return kept

    def _chosen(self, name: str) -> object:
        found = [
            Candidate.of(table.get(name), self._stamp(place, name))
            for place, table in enumerate(self._tables)
        ]
        base = None if self._base is None else code(self._base.get(name))
        winner, losers = choose(found, base)
        self._ages[name] = winner.stamp
        self.lost += [
            Lost(self._item, name, as_in_file(loser.value), loser.stamp) for loser in losers
        ]
        return winner.value

    def _stamp(self, place: int, name: str) -> dt.datetime | None:
        copy = self._copies[place]
        if not isinstance(copy, Record):
            return None
        return (copy.edited or {}).get(name, copy.changed)

    def _older(self) -> Mapping[str, dt.datetime] | None:
        """The fields that are not as old as the record is said to be."""
        age = max(self._changed or UNTOUCHED, UNTOUCHED)
        older = {name: stamp for name, stamp in sorted(self._ages.items()) if stamp != age}
        return older or None


def latest(moments: Iterable[dt.datetime | None]) -> dt.datetime:
    """The latest of moments that may be missing."""
    return max((moment for moment in moments if moment is not None), default=UNTOUCHED)


def _anything(model: Model) -> str:
    """What a model takes of any type: unknown keys, and the value of a conflict."""
    return code([model.model_extra, getattr(model, "value", None)])


def _pair(table: Mapping[str, object]) -> tuple[object, object]:
    return table.get("text"), table.get("said")


def _parts(candidate: Candidate) -> tuple[object, object]:
    assert isinstance(candidate.value, tuple)  # noqa: S101 - for the type checker
    text, said = candidate.value
    return text, said


def _is_strings(value: object) -> bool:
    return value is None or (
        isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    )
