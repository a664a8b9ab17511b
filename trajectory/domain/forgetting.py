"""Taking words, or a whole entry, out of a plan for good, as a pure function `Plan -> Plan`.

What may go: every text that people write, wherever it is, the first wordings, the log, what a merge
could not keep, and keys that we do not know. What stays as it is: ids, links, the names of keys,
and choices out of a few; `names_left` tells where words are in one of those.

Whatever is changed is stamped, so that in a later merge it wins against a copy that still has the
words. But a merge discards nothing: what a copy elsewhere says of the same field comes back beside
it, as a difference to settle, or in its place if somebody wrote it later. That cannot be prevented
from here, because the other copy is not here. What can be prevented is that our own journals, last
copies and earlier texts are such copies: `usecases.forgetting` sees to it that they are not.
"""

from __future__ import annotations

import datetime as dt
import functools
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from trajectory.domain import editing
from trajectory.domain.field_words import PLAN, POSITION_TABLE, field_words
from trajectory.domain.forces import survivor_of
from trajectory.domain.ids import all_labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import TEXT_LIMIT, Conflict, Entry, Model, Plan, Record
from trajectory.domain.words_out import REMOVED, Words, words_of

ModelT = TypeVar("ModelT", bound=Model)

_NAMES = frozenset(
    {
        *("id", "deliverable", "into", "merged", "corrects", "item", "goal", "cuts", "uses"),
        *("after", "field", "code", "edited"),
    }
)
"""Fields that hold the name of something: what they name would not be found under another one."""

_HEADERS = {PLAN: "Plan", POSITION_TABLE: "Scale"}
_FILE = "File"

Change = Callable[[str], str]


@dataclass(frozen=True)
class Place:
    """A text of a plan, and where it is."""

    key: str
    """The record's id, `plan` or `position`; empty for what we do not know."""
    label: str
    """What people call it: "B1", "Plan"."""
    field: str
    """In words: "the first wording"."""
    text: str


def forget(plan: Plan, words: Words | Sequence[str], now: dt.datetime) -> Plan:
    """The plan with `[removed]` in the place of these words, whatever capitals they are in.

    The same plan when they are not in it. See above for what is not changed, and for what a merge
    with another copy brings back.
    """
    taken = words if isinstance(words, Words) else words_of(words)
    if taken is None:
        return plan
    return _changed(plan, _Removing(taken), now)


def forget_entry(plan: Plan, key: str, now: dt.datetime) -> Plan:
    """The plan without this record and without all that is said about it; marks of them stay.

    With it go its log, what a merge could not keep of it, the answers to questions about it, and
    the entries that were merged into it. A plan that does not have it is given back as it is.
    """
    if plan.find(key) is None:
        return plan
    gone = {key} | _merged_into(plan, key)
    gone |= {
        about
        for kind in (Kind.LOG, Kind.CONFLICT, Kind.DISMISSED)
        for about, record in plan.records(kind).items()
        if getattr(record, "item", None) in gone
    }
    for each in gone:
        plan = editing.remove(plan, each, now)
    return plan


def texts(plan: Plan, which: Callable[[str], bool] = lambda _: True) -> tuple[Place, ...]:
    """Every text of the plan that people have written, in its order.

    `which` picks texts before anything is made of them: of most plans that leaves next to none.
    """
    found: list[Place] = []
    for table, model in ((PLAN, plan.plan), (POSITION_TABLE, plan.position)):
        said = _said_in(model, which)
        found += [Place(table, _HEADERS[table], field_words(table, n), text) for n, text in said]
    of_records = [
        (kind.value, key, name, text)
        for kind in Kind
        for key, record in plan.records(kind).items()
        for name, text in _said_in(record, which)
    ]
    labels = all_labels(plan) if of_records else {}
    found += [
        Place(key, labels[key], field_words(table, name), text)
        for table, key, name, text in of_records
    ]
    for name, value in (plan.model_extra or {}).items():
        found += [Place("", _FILE, name, text) for text in _strings(value) if which(text)]
    return tuple(found)


def places(plan: Plan, words: Words) -> tuple[Place, ...]:
    """The texts of the plan in which these words are."""
    return tuple(place for place in texts(plan) if words.are_in(place.text))


def names_left(plan: Plan, words: Words) -> tuple[str, ...]:
    """The ids and names of keys that hold these words, which `forget` leaves as they are."""
    found = [key for kind in Kind for key in plan.records(kind)]
    found += plan.removed
    models: list[Model] = [plan, plan.plan, plan.position]
    models += [record for kind in Kind for record in plan.records(kind).values()]
    for model in models:
        for name, value in (model.model_extra or {}).items():
            found += [name, *_key_names(value)]
        if not isinstance(model, Plan):
            found += [text for name, text in _names_in(model) if name in _NAMES]
    return tuple(dict.fromkeys(name for name in found if is_named(name, words)))


def is_named(name: str, words: Words) -> bool:
    """Whether a name holds these words, as they are or as slugs have them: `jamie-bell`."""
    return words.are_in(name) or words.are_in(name.replace("-", " ").replace("_", " "))


class _Removing:
    """What is done with each value; a scalar of a key that we do not know counts as its text."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def text(self, text: str) -> str:
        """One text."""
        return self._words.out_of(text, TEXT_LIMIT)

    def any(self, value: Any) -> Any:  # noqa: ANN401 - any value of a file
        """One value of a key that we do not know, at any depth."""
        match value:
            case str():
                return self.text(value)
            case Mapping():
                return {key: self.any(inner) for key, inner in value.items()}
            case list() | tuple():
                return type(value)(self.any(inner) for inner in value)
            case bool():
                return value
            case _ if self._words.pattern.fullmatch(str(value)):
                return REMOVED  # a number, or a day
            case _:
                return value


def _changed(plan: Plan, removing: _Removing, now: dt.datetime) -> Plan:
    values: dict[str, Any] = {}
    for name, value in (plan.model_extra or {}).items():
        values[name] = removing.any(value)
    values[PLAN] = _model(plan.plan, removing)[0]
    values[POSITION_TABLE] = _model(plan.position, removing)[0]
    for kind in Kind:
        old = plan.records(kind)
        new = {key: _record(record, removing, now) for key, record in old.items()}
        if any(new[key] is not old[key] for key in old):
            values[kind.value] = new
    different = {name: value for name, value in values.items() if value != getattr(plan, name)}
    return plan.replace(**different) if different else plan


def _record(record: Record, removing: _Removing, now: dt.datetime) -> Record:
    changed, fields = _model(record, removing)
    return editing.stamped(changed, fields, now) if fields else record


def _model(model: ModelT, removing: _Removing) -> tuple[ModelT, tuple[str, ...]]:
    """The model without the words, and the fields that are others now."""
    changes: dict[str, Any] = {}
    for name in _text_fields(type(model)):
        value = getattr(model, name)
        if isinstance(value, str):
            changes[name] = removing.text(value)
        elif isinstance(value, tuple):
            # A list that is a set: two that were told apart by these words alone become one.
            changes[name] = tuple(dict.fromkeys(map(removing.text, value)))
    for name, value in (model.model_extra or {}).items():
        changes[name] = removing.any(value)
    if _has_words(model):
        changes["value"] = removing.any(getattr(model, "value", None))
    changes = {name: value for name, value in changes.items() if value != getattr(model, name)}
    return (model.replace(**changes) if changes else model), tuple(changes)


@functools.cache
def _text_fields(model: type[Model]) -> tuple[str, ...]:
    """The fields of a model that hold words of people."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if name not in _NAMES and _holds_text(field.annotation)
    )


def _has_words(model: Model) -> bool:
    """Whether this is a wording that a merge could not keep, and not a number or a day."""
    return isinstance(model, Conflict) and not isinstance(model.value, (int, float, dt.date))


def _holds_text(annotation: object) -> bool:
    if typing.get_origin(annotation) is Literal:
        return False
    if annotation is str:
        return True
    return any(map(_holds_text, typing.get_args(annotation)))


def _said_in(model: Model, which: Callable[[str], bool]) -> list[tuple[str, str]]:
    """The texts of one table that are wanted, each with the name of its field."""
    names: Sequence[str] = _text_fields(type(model))
    if model.model_extra or isinstance(model, Conflict):
        names = [*names, *(model.model_extra or {}), *(["value"] if _has_words(model) else [])]
    found: list[tuple[str, str]] = []
    for name in names:
        value = getattr(model, name)
        if isinstance(value, str):  # nearly all that is there
            if which(value):
                found.append((name, value))
        elif value is not None:
            found += [(name, text) for text in _strings(value) if which(text)]
    return found


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for inner in value.values():
                yield from _strings(inner)
        case list() | tuple():
            for inner in value:
                yield from _strings(inner)
        case None | bool():
            return
        case _:
            yield str(value)


def _key_names(value: object) -> Iterator[str]:
    match value:
        case Mapping():
            for key, inner in value.items():
                yield str(key)
                yield from _key_names(inner)
        case list() | tuple():
            for inner in value:
                yield from _key_names(inner)
        case _:
            return


def _names_in(model: Model) -> Iterator[tuple[str, str]]:
    for name, value in model:
        for text in _strings(value) if name in _NAMES else ():
            yield name, text


def _merged_into(plan: Plan, key: str) -> set[str]:
    found: set[str] = set()
    for kind in Kind:
        entries = {k: r for k, r in plan.records(kind).items() if isinstance(r, Entry)}
        if any(entry.into is not None for entry in entries.values()):
            found |= {each for each, end in survivor_of(entries).items() if end == key}
    return found
