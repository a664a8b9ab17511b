"""A few changed records written into a long text by looking closely at the lines around them only.

A plan of a thousand entries is saved while somebody types, and Python does one thing at a time: to
take the whole text apart for one entry cost a fifth of a second of everybody's keys. So the text is
cut at its headers, and `layout` is given what was changed with its neighbours. That a header is one
and stands in no string is not proven: the whole result is read again and compared, and where the
smallest thing is otherwise, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from trajectory.storage import layout
from trajectory.storage.layout import Reader
from trajectory.storage.toml_order import tables_in
from trajectory.storage.toml_values import Writer

Place = tuple[str] | tuple[str, str]
"""A table of the first level, or a record in one."""

_HEADER = re.compile(
    r"^[ \t]*+\[([A-Za-z0-9_-]++)(?:\.([A-Za-z0-9_-]++))?\][ \t]*+(?:#[^\n]*+)?$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Change:
    """What becomes of one table: its data before and after; None where there is none."""

    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    behind: str | None = None
    """For a record that comes: the id of the one in front of it; None at the top."""


Changes = Mapping[Place, Change]


@dataclass(frozen=True)
class Tongue:
    """How TOML is read and written."""

    read: Reader
    write: Writer


def rewrite(
    text: str,
    old: Mapping[str, Any],
    changes: Changes,
    order: Sequence[str],
    read: Reader,
    write: Writer,
) -> tuple[str, Mapping[str, Any]] | None:
    r"""The text with these changes, and every other byte as it was.

    Args:
        text: a file's text without byte order mark; its lines may end in `\r\n`.
        old: the data that the text holds.
        changes: what changes, records that come in their order.
        order: the tables of the first level, in the order in which new ones come into a file.
        read: reads TOML.
        write: writes data as TOML.

    Returns:
        The new text, and its data as `read` gives it. None where more than the neighbours has to be
        looked at, such as for a record that was written on one line.
    """
    try:
        if _may_have_moved(changes):
            return None
        return _rewritten(_Cut(text), old, changes, order, Tongue(read, write))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # a cut went through something: the whole text has to be understood


def _rewritten(
    cut: _Cut, old: Mapping[str, Any], changes: Changes, order: Sequence[str], tongue: Tongue
) -> tuple[str, Mapping[str, Any]] | None:
    parts: list[str] = []
    wanted = dict(changes)
    done = 0
    for first, last, inside in _windows(cut, changes, _Anchors(old, changes, order)):
        start, end = cut.starts[first], cut.starts[last + 1]
        before = cut.text[start:end]
        data = tongue.read(before)
        new = _with(data, inside, carry=True)
        new = {key: new[key] for key in sorted(new, key=partial(_rank, order))}
        after = layout.rewrite(before, data, new, tongue.read, tongue.write)
        if after is None:
            return None
        now = tongue.read(after)
        wanted |= {place: replace(changes[place], new=at(now, place)) for place in inside}
        parts += [cut.text[done:start], after]
        done = end
    text = "".join([*parts, cut.text[done:]])
    data = tongue.read(text)
    expected = _with(old, wanted, carry=False)
    # What did not change is the same text as before, so that 1 and 1.0 need no telling apart.
    if data != expected or any(tables_in(data[key]) != tables_in(expected[key]) for key in data):
        return None
    return text, expected


def _rank(order: Sequence[str], key: str) -> int:
    return order.index(key) if key in order else len(order)


def _may_have_moved(changes: Changes) -> bool:
    """Whether a record went and the same words came: comments go with them, however far it is."""
    went = {change.old.get("text") for change in changes.values() if change.old and not change.new}
    came = {change.new.get("text") for change in changes.values() if change.new and not change.old}
    return bool((went & came) - {None})


class _Cut:
    """A text cut in front of each header, and of the comment lines directly above it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        """Where each piece begins, and where the text ends."""
        self._pieces: dict[Place, int] = {}
        for header in _HEADER.finditer(text.replace("\r\n", " \n")):  # as long as it was
            start = self._with_comments(header.start())
            if start > self.starts[-1]:
                self.starts.append(start)
            place = (header[1],) if header[2] is None else (header[1], header[2])
            if place in self._pieces:
                raise ValueError(place)  # one of the two stands in a string
            self._pieces[place] = len(self.starts) - 1
        self.starts.append(len(text))

    @property
    def last(self) -> int:
        """The number of the last piece."""
        return len(self.starts) - 2

    def piece(self, place: Place) -> int:
        """The number of the piece that a table begins in; `KeyError` when no header is its own."""
        return self._pieces[place]

    def _with_comments(self, start: int) -> int:
        while start:
            above = self.text.rfind("\n", 0, start - 1) + 1
            if above < self.starts[-1] or not self.text[above:start].lstrip(" \t").startswith("#"):
                break
            start = above
        return start


class _Anchors:
    """Where to look for a table: its own place, or for what comes that of what is beside it."""

    def __init__(self, old: Mapping[str, Any], changes: Changes, order: Sequence[str]) -> None:
        self._old = old
        self._changes = changes
        self._order = order

    def of(self, place: Place) -> Place:
        """A place that is in the text; `KeyError` where there is none that tells."""
        change = self._changes[place]
        if change.old is not None:
            return place
        if len(place) == 1 or place[0] not in self._old:
            return self._in_front_of(place[0])
        if change.behind is not None:
            beside = place[0], change.behind
            return self.of(beside) if beside in self._changes else beside
        for key in self._old[place[0]]:
            if self._stays(place[0], key):
                return place[0], key
        raise KeyError(place)

    def _in_front_of(self, table: str) -> Place:
        """The last record of the table in front of one that comes."""
        for name in reversed(self._order[: self._order.index(table)]):
            inside = self._old.get(name)
            if isinstance(inside, Mapping):
                for key in reversed(tables_in(inside)):
                    if self._stays(name, key):
                        return name, key
                return (name,)
        raise KeyError(table)

    def _stays(self, table: str, key: str) -> bool:
        change = self._changes.get((table, key))
        return change is None or change.new is not None


def _windows(
    cut: _Cut, changes: Changes, anchors: _Anchors
) -> Iterator[tuple[int, int, dict[Place, Change]]]:
    """From which piece to which, each with what changes there: that, and a neighbour on each side.

    For how a table goes or comes depends on what stands in front of it and behind it.
    """
    found = sorted(
        ((cut.piece(anchors.of(place)), place) for place in changes), key=lambda each: each[0]
    )
    first = last = 0
    inside: dict[Place, Change] = {}
    for piece, place in found:
        if inside and piece - 1 > last:
            yield first, last, inside
            inside = {}
        if not inside:
            first = max(0, piece - 1)
        last = min(cut.last, piece + 1)
        inside[place] = changes[place]
    if inside:
        yield first, last, inside


def at(data: Mapping[str, Any], place: Place) -> Mapping[str, Any] | None:
    """What the data have in this place; None for nothing."""
    found: Any = data
    for key in place:
        found = found.get(key, {})
    return found or None


def _with(data: Mapping[str, Any], changes: Changes, *, carry: bool) -> dict[str, Any]:
    """The data with these changes; to carry is to keep how a file says what is the same."""
    result = dict(data)
    own: dict[str, dict[str, Any]] = {}
    for place, change in changes.items():
        table, key = result, place[-1]
        if len(place) > 1:
            table = own.setdefault(place[0], dict(result.get(place[0], {})))
        if change.new is None:
            del table[key]
        elif change.old is None and len(place) > 1:
            own[place[0]] = _put_in(table, key, change)
        elif change.old is not None and carry:
            table |= layout.carried({key: table[key]}, {key: change.old}, {key: change.new})
        else:
            table[key] = change.new
    result |= own
    return {key: table for key, table in result.items() if table or key not in own}


def _put_in(table: dict[str, Any], key: str, change: Change) -> dict[str, Any]:
    """A record that comes, behind the one that it follows."""
    if key in table:
        raise KeyError(key)
    if change.behind is None:
        return {key: change.new} | table
    if change.behind == next(reversed(table), None):
        return table | {key: change.new}
    keys = list(table)
    keys.insert(keys.index(change.behind) + 1, key)
    return {each: table.get(each, change.new) for each in keys}
