"""Changes inside one TOML value, item by item, so that what stands around them stays as it is.

A list over several lines keeps its lines, indents and comments; an inline table keeps the order of
its keys. What is new is written as the codec writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from trajectory.storage.toml_blocks import Item, Keys, items_of

Edit = tuple[int, int, str]
"""Replace the text from here to there by this."""

Writer = Callable[[Mapping[str, Any]], str]
"""Writes data as TOML text, such as the codec does."""

MATCHED_ITEMS = 10_000
"""Lists are matched item by item while the product of their lengths is at most this."""

_REST_OF_LINE = re.compile(r"[ \t]*+(#[^\r\n]*+)?(?=\r?\n)")
_NEWLINE = re.compile(r"\r?\n")
_BLANKS = re.compile(r"[ \t]*+")


@dataclass(frozen=True)
class Form:
    """How new text is written: by the codec's writer, with the line ends of the file."""

    write: Writer
    newline: str

    def tables(self, path: Keys, value: object) -> str:
        """A table, or list of tables, with its headers. `path` says where it belongs."""
        for key in reversed(path):
            value = {key: value}
        assert isinstance(value, Mapping)  # noqa: S101 - for the type checker: a path has a key
        return self._lines(self.write(value))

    def line(self, keys: Keys, value: object) -> str:
        """`key = value` without the end of its line."""
        return f"{self.key(keys)} = {self.literal(value)}"

    def key(self, keys: Keys) -> str:
        """A dotted key."""
        return ".".join(self.write({key: 0}).removesuffix(" = 0\n") for key in keys)

    def literal(self, value: object) -> str:
        """A value as it stands behind `key =`; tables inside it are inline tables."""
        if isinstance(value, Mapping):
            inside = ", ".join(self.line((key,), inner) for key, inner in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        if isinstance(value, list | tuple) and any(map(_has_tables, value)):
            return f"[{', '.join(map(self.literal, value))}]"
        return self._lines(self.write({"x": value}).removeprefix("x = ").removesuffix("\n"))

    def _lines(self, text: str) -> str:
        return text.replace("\n", self.newline)


def same(one: object, other: object) -> bool:
    """Equal in kind as well as in value: for Python, `1`, `1.0` and `True` are the same."""
    if one is other:
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    # As text too: 0.0 equals -0.0, and a moment equals the same one of another time zone.
    return type(one) is type(other) and one == other and str(one) == str(other)


def changed(
    text: str, start: int, end: int, old: object, new: object, form: Form
) -> Iterator[Edit]:
    """The edits that make the value at `start` to `end`, which is `old`, read as `new`."""
    match text[start], old, new:
        case "[", list() | tuple(), list() | tuple() if text[start:end] != form.literal(old):
            inside = _Inside(text, start, items_of(text, start), form)
            edits = list(_in_list(inside, old, new))
        case "{", dict(), dict():
            inside = _Inside(text, start, items_of(text, start), form)
            edits = list(_in_table(inside, (), inside.items, old, new))
            edits += inside.spliced()
        case _:
            edits = []
    yield from edits or [(start, end, form.literal(new))]


class _Inside:
    """The items between one pair of brackets: which go, and what comes in behind which."""

    def __init__(self, text: str, opening: int, items: list[Item], form: Form) -> None:
        self.text = text
        self.items = items
        self.form = form
        self._opening = opening
        self._dropped: set[Item] = set()
        self._behind: dict[Item | None, list[str]] = {}

    def drop(self, items: Sequence[Item]) -> None:
        self._dropped.update(items)

    def insert(self, behind: Item | None, text: str) -> None:
        """Put a new item behind this one; in front of all for None."""
        self._behind.setdefault(behind, []).append(text)

    def value(self, item: Item, old: object, new: object) -> Iterator[Edit]:
        if not same(old, new):
            yield from changed(self.text, item.value, item.end, old, new, self.form)

    def spliced(self) -> list[Edit]:
        """The edits for what goes and comes; none when nothing stays, for then all is new."""
        kept = [item for item in self.items if item not in self._dropped]
        if not kept or not (self._dropped or self._behind):
            return []
        edits = [edit for item in self._dropped for edit in self._without(item)]
        front = self._behind.pop(None, [])
        if front:
            gap = self._gap(kept[0])
            edits.append((kept[0].start, kept[0].start, "".join(f"{new},{gap}" for new in front)))
        # New items go behind one that stays, so that nothing is put into what is taken out.
        anchor, waiting = kept[0], {item: list[str]() for item in kept}
        for item in self.items:
            anchor = anchor if item in self._dropped else item
            waiting[anchor] += self._behind.get(item, [])
        trailing = self.items[-1].comma is not None
        for item in kept:
            is_last = item is kept[-1]
            edits += self._commas(item, waiting[item], last=is_last, trailing=trailing)
        return edits

    def _commas(self, item: Item, new: list[str], *, last: bool, trailing: bool) -> Iterator[Edit]:
        if item.comma is None and (new or not last or trailing):
            yield item.end, item.end, ","
        elif item.comma is not None and last and not new and not trailing:
            yield item.comma, item.comma + 1, ""
        rest = _REST_OF_LINE.match(self.text, item.after)
        at = rest.end() if rest else item.after
        for place, text in enumerate(new, start=1):
            ends = last and place == len(new) and not trailing
            gap = self.form.newline + self._indent(item) if rest else " "
            yield at, at, f"{gap}{text}{'' if ends else ','}"

    def _without(self, item: Item) -> Iterator[Edit]:
        """Its line goes with an item that has one of its own; a comment on the line stays."""
        start, end = item.start, item.after
        line = self._line_start(start)
        before = self.text[line:start]
        rest = _REST_OF_LINE.match(self.text, end)
        newline = _NEWLINE.match(self.text, rest.end()) if rest and not rest[1] else None
        if newline and not before.strip():
            yield line, newline.end(), ""
        elif item is self.items[-1] and before.strip():
            yield line + len(before.rstrip(" \t")), end, ""
        else:
            blanks = _BLANKS.match(self.text, end)
            yield start, blanks.end() if blanks else end, ""

    def _gap(self, item: Item) -> str:
        """What separates something from this item behind it."""
        line = self._line_start(item.start)
        if self.text[line : item.start].strip():
            return " "
        return self.form.newline + self._indent(item)

    def _indent(self, item: Item) -> str:
        line = self.text[self._line_start(item.start) : item.start]
        return line[: len(line) - len(line.lstrip(" \t"))]

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1


def _in_list(inside: _Inside, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Edit]:
    items = inside.items
    for tag, start, end, new_start, new_end in _matched(old, new):
        if tag == "equal":
            continue
        both = min(end - start, new_end - new_start)
        for step in range(both):
            place, value = start + step, new[new_start + step]
            yield from inside.value(items[place], old[place], value)
        inside.drop(items[start + both : end])
        behind = items[start + both - 1] if start + both else None
        for value in new[new_start + both : new_end]:
            inside.insert(behind, inside.form.literal(value))
    if len(old) == len(items):
        yield from inside.spliced()


def _matched(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[str, int, int, int, int]]:
    """Which items are the same, as `difflib` tells it; never slow, however long the lists are."""
    one, other = [_label(value) for value in old], [_label(value) for value in new]
    first = 0
    while first < min(len(one), len(other)) and one[first] == other[first]:
        first += 1
    last = 0
    while last < min(len(one), len(other)) - first and one[-1 - last] == other[-1 - last]:
        last += 1
    one, other = one[first : len(one) - last], other[first : len(other) - last]
    if len(one) * len(other) > MATCHED_ITEMS:
        yield "replace", first, first + len(one), first, first + len(other)
        return
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield tag, first + a, first + b, first + c, first + d


def _label(value: object) -> str:
    """Text that is equal for values that are the same."""
    return f"{type(value).__name__} {value!r}"


def _in_table(
    inside: _Inside, prefix: Keys, items: list[Item], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Edit]:
    """Inside an inline table, or inside the table that its keys beginning with `prefix` make."""
    depth = len(prefix)
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.keys[depth], []).append(item)
    behind = items[0] if prefix else None
    for key, group in groups.items():
        if key not in new:
            inside.drop(group)
    for key, value in new.items():
        group = groups.get(key, [])
        whole = len(group) == 1 and len(group[0].keys) == depth + 1
        if whole:
            yield from inside.value(group[0], old[key], value)
        elif group and isinstance(value, Mapping) and value:
            yield from _in_table(inside, (*prefix, key), group, old[key], value)
        else:
            inside.drop(group)
            inside.insert(behind, inside.form.line((*prefix, key), value))
        behind = group[-1] if group else behind


def _has_tables(value: object) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_has_tables, value))
    return isinstance(value, Mapping)
