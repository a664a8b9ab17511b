"""Settling what a merge could not: one field, two values, and a person who chooses.

A merge keeps the value that was written last, and puts the other one into `[conflict.*]` of the
same file. Here both are said in words, and the choice is made as a pure function `Plan -> Plan`.
What is settled leaves its key in `[removed]`, so that a later merge does not ask again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from trajectory.domain import editing
from trajectory.domain.amending import Stamp
from trajectory.domain.field_words import (
    PLAN,
    POSITION_TABLE,
    ValueWords,
    field_words,
    kind_words,
)
from trajectory.domain.form_reading import begins
from trajectory.domain.ids import next_id, number_of
from trajectory.domain.kinds import SECTION_OF_KIND, Kind
from trajectory.domain.merge_values import as_in_file, conflict_key
from trajectory.domain.plan import RECORD_TYPES, Conflict, Entry, Model, Plan, Record
from trajectory.domain.privacy import private_keys
from trajectory.errors import UsageError

ModelT = TypeVar("ModelT", bound=Model)

_HEADERS = {PLAN: "Plan", POSITION_TABLE: "Scale"}
FILE = ""
"""The item of a conflict about a key of the whole file that we do not know."""
_PYTHON_NAMES = {"with": "with_", "for": "for_"}
_OURS_ALONE = frozenset({"created", "changed", "edited"})
"""The app's own stamps: whatever a file says, nobody chooses them."""


@dataclass(frozen=True)
class Difference:
    """One value that a merge could not keep, beside the one that the plan has now."""

    key: str
    """The conflict's."""
    item: str
    """Id of the item, or the name of a table without ids."""
    label: str
    """What people see for the item: "B1"; "Plan", "Scale" or "File" for what has no id."""
    kind: str
    """What it is: "Barrier"; empty where nobody can tell."""
    text: str
    """What the item says; empty for one that has no text, or is gone."""
    field: str
    """In words: "by when"."""
    ours: str
    """The value in the plan now, as people read it."""
    theirs: str
    """The other value."""
    written: dt.datetime | None = None
    """When the other value was written (UTC), if that is known."""
    is_gone: bool = False
    """The item is no longer in the plan."""
    is_same: bool = False
    """Both values are equal by now."""
    refusal: str = ""
    """Why the other value cannot be taken; empty where it can."""
    can_keep_both: bool = False
    """The other wording can become an entry of its own."""


@dataclass(frozen=True)
class Missing:
    """An entry that a copy of the plan no longer had, without a mark that somebody deleted it."""

    key: str
    """Its id."""
    label: str
    kind: str
    text: str
    """Empty for a record that has no text of its own."""


@dataclass(frozen=True)
class _Place:
    """Where a conflict's value belongs."""

    table: str
    """`barrier`, `plan`, `position`; empty for a table that we do not know, and for what is gone.
    """
    holder: Model | Mapping[str, object] | None
    """None when the item is gone."""
    name: str
    """The field's name in the model."""

    @property
    def value(self) -> object:
        """What stands there now."""
        return None if self.holder is None else dict(self.holder).get(self.name)

    @property
    def name_in_file(self) -> str:
        """The same as the file spells it: `for`, where Python needs `for_`."""
        holder = self.holder
        return editing.spelling(type(holder), self.name) if isinstance(holder, Model) else self.name

    @property
    def known_fields(self) -> tuple[str, ...]:
        """The format's own fields there."""
        return tuple(type(self.holder).model_fields) if isinstance(self.holder, Model) else ()


def open_conflicts(plan: Plan) -> tuple[Difference, ...]:
    """What is left to settle, in the order of the plan: its tables, its items, their fields."""
    if not plan.conflict:
        return ()
    words = ValueWords(plan)
    ranked = sorted((_rank(plan, conflict), key) for key, conflict in plan.conflict.items())
    return tuple(_difference(plan, key, words) for _, key in ranked)


def missing_entries(plan: Plan, keys: Iterable[str]) -> tuple[Missing, ...]:
    """Those of these records that are in the plan, in its order."""
    wanted = set(keys)
    if not wanted:
        return ()
    words = ValueWords(plan)
    return tuple(
        Missing(key, words.labels[key], kind_words(kind), getattr(record, "text", ""))
        for kind in Kind
        for key, record in plan.records(kind).items()
        if key in wanted
    )


def keep(plan: Plan, key: str, now: dt.datetime) -> Plan:
    """The value in the plan stays; the other one goes. Raises `KeyError` for an unknown key."""
    _conflict(plan, key)
    return editing.remove(plan, key, now)


def take(plan: Plan, key: str, now: dt.datetime) -> Plan:
    """The other value goes into the item, in the place of the one that is there.

    Both are settled then: an older copy that still has the one that went brings it up no more.

    Raises:
        KeyError: there is no such conflict.
        UsageError: the value cannot stand there, or there is nothing left to put it into. The
            plan is as it was.
    """
    conflict = _conflict(plan, key)
    place = _place(plan, conflict)
    problem = _refusal(plan, conflict, place)
    if problem:
        raise UsageError(problem)
    taken = editing.remove(_put(plan, conflict, place, now), key, now)
    went = conflict_key(conflict.item, place.name_in_file, as_in_file(place.value))
    if place.value is None or went == key or went in taken.conflict:
        return taken
    return taken.replace(removed={**taken.removed, went: now})


def both(plan: Plan, key: str, stamp: Stamp) -> Plan:
    """Both wordings stay: the other one becomes an entry of its own, behind the first.

    Where the first is gone, the other one stands at the end of its box.

    Raises:
        KeyError: there is no such conflict.
        UsageError: it is not about the words of an entry. The plan is as it was.
    """
    conflict = _conflict(plan, key)
    kind = _kind_of_entry(plan, conflict)
    if kind is None:
        raise UsageError("Only two wordings of an entry can both stay. Choose one of the two.")
    values: dict[str, Any] = {"text": conflict.value, "created": stamp.now}
    if conflict.item in private_keys(plan):
        values["private"] = True
    new = next_id(plan, kind, stamp.suffix)
    settled = editing.remove(plan, key, stamp.now)
    settled = editing.add(settled, new, RECORD_TYPES[kind].model_validate(values))
    order = list(plan.records(kind))
    place = order.index(conflict.item) + 1 if conflict.item in order else len(order)
    return editing.reorder(settled, kind, [*order[:place], new, *order[place:]])


# -- where it belongs --------------------------------------------------------------------------


def _conflict(plan: Plan, key: str) -> Conflict:
    return plan.conflict[key]


def _place(plan: Plan, conflict: Conflict) -> _Place:
    """The item's record comes first: somebody may have called an item `plan` by hand."""
    name = _PYTHON_NAMES.get(conflict.field, conflict.field)
    found = plan.find(conflict.item)
    if found is not None:
        return _Place(found[0].value, found[1], name)
    if conflict.item in _HEADERS:
        return _Place(conflict.item, getattr(plan, conflict.item), name)
    unknown = plan.model_extra or {}
    if conflict.item == FILE:
        known = conflict.field in type(plan).model_fields
        return _Place("", None if known else unknown, conflict.field)
    table = unknown.get(conflict.item)
    return _Place("", table if isinstance(table, Mapping) else None, conflict.field)


def _rank(plan: Plan, conflict: Conflict) -> tuple[int, int, int]:
    """Tables without ids first, then the items in their order; what is gone comes last."""
    place = _place(plan, conflict)
    tables = (PLAN, POSITION_TABLE, *(kind.value for kind in Kind), "")
    if place.holder is None:
        return len(tables), 0, 0
    keys = list(plan.records(Kind(place.table))) if isinstance(place.holder, Record) else []
    row = keys.index(conflict.item) if keys else 0
    fields = place.known_fields
    column = fields.index(place.name) if place.name in fields else len(fields)
    return tables.index(place.table), row, column


# -- in words ----------------------------------------------------------------------------------


def _difference(plan: Plan, key: str, words: ValueWords) -> Difference:
    conflict = plan.conflict[key]
    place = _place(plan, conflict)
    is_gone = place.holder is None
    label, kind, text = _named(plan, conflict, place, words)
    return Difference(
        key=key,
        item=conflict.item,
        label=label,
        kind=kind,
        text=text,
        field=_field(conflict, place),
        ours="" if is_gone else words.of(place.table, place.name, place.value),
        theirs=words.of(place.table, place.name, conflict.value),
        written=conflict.changed or conflict.created,
        is_gone=is_gone,
        is_same=not is_gone and _same(place.value, conflict.value),
        refusal=_refusal(plan, conflict, place),
        can_keep_both=_kind_of_entry(plan, conflict) is not None,
    )


def _named(
    plan: Plan, conflict: Conflict, place: _Place, words: ValueWords
) -> tuple[str, str, str]:
    """The item's label, what it is, and what it says."""
    if place.holder is None:
        kind = _kind_by_id(conflict.item)
        if kind is None:
            return conflict.item, "", ""
        return f"{kind.letter}{number_of(conflict.item, kind)}", kind_words(kind), ""
    if not isinstance(place.holder, Record):
        return _HEADERS.get(place.table, "File"), "", plan.plan.title or ""
    text = place.holder.text if isinstance(place.holder, Entry) else ""
    return words.labels[conflict.item], kind_words(Kind(place.table)), text


def _field(conflict: Conflict, place: _Place) -> str:
    words = field_words(place.table, place.name)
    is_ours = place.table or place.holder is None or conflict.item == FILE
    return words if is_ours else f"{conflict.item}, {words}"


def _refusal(plan: Plan, conflict: Conflict, place: _Place) -> str:
    """Why the other value cannot be taken."""
    if place.holder is None:
        return "It belongs to something that is no longer in the plan, so it has no place there."
    if place.name in _OURS_ALONE and isinstance(place.holder, Record):
        return "Trajectory keeps this by itself: there is nothing to choose."
    if (place.table, place.name) == (PLAN, "id") and not isinstance(place.holder, Record):
        return "A plan keeps its own mark for life: it cannot be changed to another plan's."
    if not isinstance(place.holder, Model):
        return ""
    try:
        _with(place.holder, place.name, conflict.value)
    except ValidationError:
        shown = begins(ValueWords(plan).of(place.table, place.name, conflict.value))
        named = field_words(place.table, place.name)
        return (
            f"“{shown}” cannot stand in the plan for “{named}”. Keep what is there; "
            "if something of it is needed, type it where it fits."
        )
    return ""


def _same(one: object, other: object) -> bool:
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    # `True` is no 1.
    return isinstance(one, bool) == isinstance(other, bool) and one == other


# -- putting it in -----------------------------------------------------------------------------


def _put(plan: Plan, conflict: Conflict, place: _Place, now: dt.datetime) -> Plan:
    value = conflict.value
    match place.holder:
        case Record() as record:
            changed = _with(record, place.name, value)
            if place.name in place.known_fields:
                fitting = {place.name: dict(changed).get(place.name)}
                return editing.edit(plan, conflict.item, now, **fitting)
            table = dict(plan.records(Kind(place.table)))
            table[conflict.item] = editing.stamped(changed, [place.name], now)
            return plan.replace(**{place.table: table})
        case Model() as header:
            return _with(plan, place.table, _with(header, place.name, value))
        case None:
            raise KeyError(conflict.item)
        case _ if conflict.item == FILE:
            return _with(plan, place.name, value)
        case unknown:
            kept = {k: v for k, v in {**unknown, place.name: value}.items() if v is not None}
            return _with(plan, conflict.item, kept)


def _with(model: ModelT, name: str, value: object) -> ModelT:
    """The model with another value, validated. `replace` could not take a field called `self`."""
    said = {field: old for field, old in model if field in model.model_fields_set}
    values = {field: new for field, new in {**said, name: value}.items() if new is not None}
    return type(model).model_validate(values)


def _kind_of_entry(plan: Plan, conflict: Conflict) -> Kind | None:
    """The kind of the entry whose words a conflict is about; None when it is about other things."""
    if conflict.field != "text":
        return None
    found = plan.find(conflict.item)
    kind = found[0] if found is not None else _kind_by_id(conflict.item)
    if kind is None or not issubclass(RECORD_TYPES[kind], Entry):
        return None
    try:
        RECORD_TYPES[kind].model_validate({"text": conflict.value})
    except ValidationError:
        return None
    return kind


def _kind_by_id(item: str) -> Kind | None:
    """The kind of a box's entry that is gone, as its id tells; None for an id made by hand."""
    return next((kind for kind in SECTION_OF_KIND if number_of(item, kind) is not None), None)
