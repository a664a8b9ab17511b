"""Tables that move: into another order among those of their kind, or to another kind.

For another order as few as possible are moved, each as it stands with its comments. Only where
somebody wrote some records as tables and others as lines, and one has to go between the others, is
it written in their way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trajectory.storage.toml_blocks import Block, Document, Node, Pair
from trajectory.storage.toml_revision import Revision
from trajectory.storage.toml_values import Form


def tables_in(value: object) -> list[str]:
    """The keys of a table that hold tables, in their order; none for what is no table."""
    if not isinstance(value, Mapping):
        return []
    return [key for key, inner in value.items() if isinstance(inner, Mapping)]


def reorder(
    document: Document, data: Mapping[str, Any], wanted: Mapping[str, Any], form: Form
) -> str:
    """The text with the tables inside each first-level table in the order of `wanted`.

    `data` is what the text holds, equal to `wanted` but for the order.
    """
    revision = Revision(document)
    for key, table in wanted.items():
        node = document.root.children[key]
        if tables_in(data[key]) == tables_in(table):
            continue
        if node.pair is not None:  # one inline table with all of them
            place = node.pair.value, node.pair.value_end
            revision.edit(node.pair, [(*place, form.literal(table))])
        else:
            _Mover(revision, node, key, form).move(tables_in(data[key]), table)
    return revision.text()


def moved_to_other_kinds(
    root: Node, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[Node, tuple[str, str]]]:
    """Records that went, whose words came in as a record of another kind; and where they came in.

    For a file they are two records: an id says its kind.
    """
    went: dict[str, list[Node]] = {}
    for kind, key, text in _records_without(new, old):
        if root.children[kind].pair is None:
            went.setdefault(text, []).append(root.children[kind].children[key])
    for kind, key, text in _records_without(old, new):
        target = root.children.get(kind)
        if went.get(text) and (target is None or target.pair is None):
            yield went[text].pop(0), (kind, key)


def _records_without(
    known: Mapping[str, Any], data: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """Kind, key and words of the records that are in `data` only."""
    for kind in data:
        table, other = data[kind], known.get(kind)
        for key in tables_in(table):
            text = table[key].get("text")
            if isinstance(text, str) and not (isinstance(other, Mapping) and key in other):
                yield kind, key, text


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The longest rising series among different numbers: what may stay when the rest is moved."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    chosen: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        chosen.add(last)
        last = before[last]
    return chosen


@dataclass(frozen=True)
class _Unit:
    """One record in the text: blocks of its own, or lines in the block of its kind."""

    blocks: list[Block]
    lines: list[Pair]

    @property
    def line_block(self) -> Block | None:
        return self.lines[0].block if self.lines else None

    @property
    def last_of_first_run(self) -> Block:
        """The last of the blocks that stand together with the first."""
        last = self.blocks[0]
        for block in self.blocks[1:]:
            if block.index != last.index + 1:
                break
            last = block
        return last


class _Mover:
    """Moves the records of one kind. A record in lines cannot stand between two in blocks."""

    def __init__(self, revision: Revision, node: Node, kind: str, form: Form) -> None:
        self._revision = revision
        self._node = node
        self._kind = kind
        self._form = form
        self._table: Mapping[str, Any] = {}
        self._units: dict[str, _Unit] = {}

    def move(self, now: Sequence[str], table: Mapping[str, Any]) -> None:
        """Bring the records that stand in the order of `now` into the order of `table`."""
        wanted = tables_in(table)
        place = {key: number for number, key in enumerate(now)}
        staying = longest_rising([place[key] for key in wanted])
        self._table = table
        self._units = {key: _unit(self._node.children[key]) for key in wanted}
        above: _Unit | None = None
        moving: list[str] = []
        for key in wanted:
            if place[key] not in staying:
                moving.append(key)
                continue
            self._put(above, moving, self._units[key])
            above, moving = self._units[key], []
        self._put(above, moving, None)

    def _put(self, above: _Unit | None, keys: list[str], below: _Unit | None) -> None:
        """Put some between two that stay, or in front of the first, or behind the last."""
        if above is not None:
            self._put_behind(above, keys, below)
        elif below is not None:
            self._put_in_front(keys, below)

    def _put_behind(self, above: _Unit, keys: list[str], below: _Unit | None) -> None:
        block = above.line_block
        only_lines = block and (block.index == 0 or (below and below.line_block is block))
        as_lines = block is not None
        for key in keys:
            as_lines = as_lines and bool(only_lines or self._units[key].lines)
            if as_lines:
                self._revision.insert_lines(above.lines[-1].end, self._as_lines(key))
            else:
                place = block or above.last_of_first_run
                self._revision.put_after(place, self._as_block(key))

    def _put_in_front(self, keys: list[str], below: _Unit) -> None:
        block = below.line_block
        as_lines = block is not None and block.index == 0
        for key in keys:
            as_lines = block is not None and (as_lines or bool(self._units[key].lines))
            if as_lines:
                self._revision.insert_lines(below.lines[0].lead, self._as_lines(key))
            else:
                self._revision.put_before(block or below.blocks[0], self._as_block(key))

    def _as_lines(self, key: str) -> str:
        unit = self._units[key]
        if unit.lines:
            return "".join(map(self._revision.cut_pair, unit.lines))
        _, prefix = self._node.home or (None, ())
        line = self._form.line((*prefix, key), self._table[key])
        return self._comments(key) + line + self._form.newline

    def _as_block(self, key: str) -> str:
        unit = self._units[key]
        if unit.lines:
            return self._comments(key) + self._form.tables((self._kind, key), self._table[key])
        cut = [self._revision.cut_block(block) for block in unit.blocks]
        return self._form.newline.join(cut)

    def _comments(self, key: str) -> str:
        return self._revision.take_comments(self._node.children[key])


def _unit(node: Node) -> _Unit:
    blocks = node.all_blocks()
    own = set(blocks)
    return _Unit(blocks, [pair for pair in node.all_pairs() if pair.block not in own])
