"""A few changed records written into a long text by looking closely at the lines around them only.

A plan of a thousand entries is saved while somebody types, and Python does one thing at a time: to
take the whole text apart for one entry cost a fifth of a second of everybody's keys. So the text is
cut at its headers, and `layout` is given what was changed with its neighbours. That a header is one
and stands in no string is not proven: the whole result is read again and compared, and where the
smallest thing is otherwise, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


Changes = Mapping[Place, Change]


def rewrite(
    text: str, old: Mapping[str, Any], changes: Changes, read: Reader, write: Writer
) -> tuple[str, Mapping[str, Any]] | None:
    r"""The text with these changes, and every other byte as it was.

    Args:
        text: a file's text without byte order mark; its lines may end in `\r\n`.
        old: the data that the text holds.
        changes: what changes; records that come are the last of their kind.
        read: reads TOML.
        write: writes data as TOML.

    Returns:
        The new text, and its data as `read` gives it. None where more than the neighbours has to be
        looked at, such as for the first record of a kind.
    """
    try:
        return _rewritten(_Cut(text), old, changes, read, write)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # a cut went through something: the whole text has to be understood


def _rewritten(
    cut: _Cut, old: Mapping[str, Any], changes: Changes, read: Reader, write: Writer
) -> tuple[str, Mapping[str, Any]] | None:
    if _may_have_moved(changes):
        return None
    parts: list[str] = []
    wanted: dict[Place, Change] = {}
    done = 0
    for first, last, inside in _windows(cut, old, changes):
        start, end = cut.starts[first], cut.starts[last + 1]
        before = cut.text[start:end]
        data = read(before)
        after = layout.rewrite(before, data, _with(data, inside, carry=True), read, write)
        if after is None:
            return None
        now = read(after)
        wanted |= {place: Change(change.old, at(now, place)) for place, change in inside.items()}
        parts += [cut.text[done:start], after]
        done = end
    text = "".join([*parts, cut.text[done:]])
    data = read(text)
    expected = _with(old, wanted, carry=False)
    # What did not change is the same text as before, so that 1 and 1.0 need no telling apart.
    if data != expected or any(tables_in(data[key]) != tables_in(expected[key]) for key in data):
        return None
    return text, data


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


def _windows(
    cut: _Cut, old: Mapping[str, Any], changes: Changes
) -> Iterator[tuple[int, int, dict[Place, Change]]]:
    """From which piece to which, each with what changes there: that, and a neighbour on each side.

    For how a table goes or comes depends on what stands in front of it and behind it.
    """
    found = sorted(
        ((cut.piece(_anchor(place, old, changes)), place) for place in changes),
        key=lambda each: each[0],
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


def _anchor(place: Place, old: Mapping[str, Any], changes: Changes) -> Place:
    """Where to look for a table: its place, or for a new record that of the last of its kind."""
    if changes[place].old is not None:
        return place
    kind = place[0]
    for key in reversed(old[kind]):
        change = changes.get((kind, key))
        if change is None or change.new is not None:
            return kind, key
    raise KeyError(place)


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
            table = own.setdefault(place[0], dict(result[place[0]]))
            result[place[0]] = table
        if change.new is None:
            del table[key]
        elif change.old is None:
            table[key] = change.new
        elif carry:
            table |= layout.carried({key: table[key]}, {key: change.old}, {key: change.new})
        else:
            table[key] = change.new
    for kind, table in own.items():
        if not table:
            del result[kind]
    return result
