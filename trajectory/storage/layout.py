"""A changed plan written into the text of its file, so that a person's own layout stays as it is.

People edit plan files by hand: they put in comments, group tables, line lists up. An edit in the
app changes the words that it is about and leaves every other byte alone. The text is cut into
blocks by table header, and unchanged blocks are copied; in a changed block only the values that
changed are replaced; new keys come where the models have them, new tables behind the last of their
kind. No comment ever goes: those of a key or table that was removed stay where it was, and those of
a record that went to another kind go with it.

Why this is code of our own, and not tomlkit: tomlkit deletes the comment above a table with the
table before it, moves a table only by writing it anew, and takes thirteen times as long; to put its
comments back one has to know where everything stands, which is most of what is here. And what comes
out is not trusted: it is read again and compared. Where it does not say exactly what it should,
there is no result, and the caller writes the plan plainly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from trajectory.storage.toml_blocks import Block, Document, Node, Pair, ShapeError, newline_of
from trajectory.storage.toml_order import moved_to_other_kinds, reorder, tables_in
from trajectory.storage.toml_revision import Revision
from trajectory.storage.toml_values import Form, Writer, changed, same

Reader = Callable[[str], Mapping[str, Any]]
"""Reads TOML text; raises `ValueError` for what is none."""

Path = tuple[str | int, ...]


def rewrite(
    old_text: str, old: Mapping[str, Any], new: Mapping[str, Any], read: Reader, write: Writer
) -> str | None:
    r"""The text with what changed from `old` to `new`, and every other byte as it was.

    Args:
        old_text: a file's text without byte order mark; its lines may end in `\r\n`.
        old: the data that the text holds.
        new: the data that it is to hold. Tables inside a table of the first level (the records of
            one kind) come into this order; other tables and keys stay where the person put them.
        read: reads TOML, to check the result.
        write: writes data as TOML; used for what is new.

    Returns:
        Text that `read` reads as exactly `new`. None when the layout is beyond us.
    """
    if _is_exactly(old, new):
        return old_text
    ending = "" if old_text.endswith("\n") else newline_of(old_text)
    try:
        document = Document(old_text + ending)
        form = Form(write, document.newline)
        text = _Changes(document, form).text(old, new)
        data = read(text)
        if not same(data, new):
            return None
        if not _is_exactly(data, new):
            text = reorder(Document(text), data, new, form)
            if not _is_exactly(read(text), new):
                return None
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None
    return text.removesuffix(ending)


def carried(
    raw: Mapping[str, Any], old: Mapping[str, Any], new: Mapping[str, Any]
) -> dict[str, Any]:
    """The file's own data with what changed from `old` to `new`.

    A file may say the same thing in other ways than the models do (`4.0` for 4, a moment in another
    time zone, an empty table). `old` and `new` are what the models make of the data, before and
    after an edit; what is the same in both stays as `raw` has it.
    """
    result: dict[str, Any] = {}
    for key, value in new.items():
        if key not in old:
            result[key] = value
        elif key not in raw:
            if not same(old[key], value):
                result[key] = value
        elif (
            isinstance(raw[key], Mapping)
            and isinstance(old[key], Mapping)
            and isinstance(value, Mapping)
        ):
            result[key] = carried(raw[key], old[key], value)
        else:
            result[key] = raw[key] if same(old[key], value) else value
    return result | {key: raw[key] for key in raw if key not in old and key not in new}


@dataclass(frozen=True)
class _Table:
    """One table of the data: where the text has it, and what it is to hold."""

    node: Node
    path: Path
    new: Mapping[str, Any]


@dataclass(frozen=True)
class _Tail:
    """Behind what a new table goes: a line, or else a block."""

    line: Pair | None
    block: Block | None


class _Changes:
    """Walks old and new data side by side, and notes what the difference means in the text."""

    def __init__(self, document: Document, form: Form) -> None:
        self._document = document
        self._form = form
        self._revision = Revision(document)
        self._removed: set[Node] = set()
        self._tails: dict[Node, _Tail] = {}
        self._headless: dict[Node, dict[str, Any]] = {}
        self._arriving: dict[Path, str] = {}

    def text(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        """The text with all that changed, but for the order of tables."""
        for node, path in moved_to_other_kinds(self._document.root, old, new):
            self._removed.add(node)
            self._arriving[path] = self._revision.take_comments(node)
        self._compare(_Table(self._document.root, (), new), old)
        if self._arriving:
            raise ShapeError("the comments of a record that moved have found no place")
        return self._revision.text()

    # ------------------------------------------------------------------------- differences

    def _compare(self, table: _Table, old: Mapping[str, Any]) -> None:
        """Make one table hold what is new; a key that comes in stands where `new` has it."""
        for key in old:
            if key not in table.new:
                self._remove(table.node.children[key])
        above: Pair | None = None
        for key, value in table.new.items():
            if key not in old:
                self._add(table, key, above)
                continue
            if not same(old[key], value):
                self._change(table, key, old[key], above)
            above = self._last_line(table.node, table.node.children[key]) or above
        if lines := self._headless.get(table.node):
            text = self._block(table.path, lines)
            self._revision.put_before(table.node.all_blocks()[0], text)

    def _change(self, table: _Table, key: str, old: object, above: Pair | None) -> None:
        child, new, path = table.node.children[key], table.new[key], (*table.path, key)
        if child.pair is not None:
            start, end = child.pair.value, child.pair.value_end
            edits = changed(self._document.text, start, end, old, new, self._form)
            self._revision.edit(child.pair, edits)
        elif isinstance(old, Mapping) and isinstance(new, Mapping) and (new or child.block):
            self._compare(_Table(child, path, new), old)
        elif isinstance(old, list) and _are_tables(new) and len(old) == len(new):
            for place, (one, other) in enumerate(zip(old, new, strict=True)):
                self._compare(_Table(child.children[place], (*path, place), other), one)
        else:
            self._remove(child)
            self._add(table, key, above)

    def _remove(self, node: Node) -> None:
        self._removed.add(node)
        for block in node.all_blocks():
            self._revision.remove_block(block)
        for pair in node.all_pairs():
            self._revision.remove_pair(pair)

    # -------------------------------------------------------------------------- what is new

    def _add(self, table: _Table, key: str, above: Pair | None) -> None:
        """Put in a key. Tables inside an item of a list of tables have no headers of their own."""
        in_list = any(isinstance(part, int) for part in table.path)
        if in_list or not self._needs_header(table.new[key]):
            self._add_line(table, key, above)
        elif not table.path:
            self._add_first_level_block(table, key)
        else:
            self._add_block(table, key)

    def _add_line(self, table: _Table, key: str, above: Pair | None) -> None:
        if table.node.home is None:  # only tables inside it have headers: it gets one for its lines
            self._headless.setdefault(table.node, {})[key] = table.new[key]
            return
        block, prefix = table.node.home
        pairs = table.node.all_pairs() if prefix else block.pairs
        like = above or (pairs[0] if pairs else None)
        at = above.end if above else pairs[0].lead if prefix else block.head_end
        indent = self._document.indent_of(like) if like else ""
        line = self._form.line((*prefix, key), table.new[key])
        comments = self._arriving.pop((*table.path, key), "")
        self._revision.insert_lines(at, comments + indent + line + self._form.newline)

    def _add_block(self, table: _Table, key: str) -> None:
        """A new table goes behind the last of its siblings, and is written in the same way."""
        if table.node not in self._tails:
            self._tails[table.node] = self._tail(table.node)
        tail = self._tails[table.node]
        if tail.block is None:
            self._add_line(table, key, tail.line)
        else:
            text = self._block((*table.path, key), table.new[key])
            self._revision.put_after(tail.block, text)

    def _tail(self, node: Node) -> _Tail:
        tables = [child for child in node.children.values() if self._is_staying_table(child)]
        last = max(tables, key=_place, default=None)
        line = self._last_line(node, last) if last else None
        if line or (not last and node.home and node.home[1]):
            return _Tail(line, None)
        blocks = node.all_blocks()
        staying = [block for block in blocks if not self._revision.is_gone(block)]
        return _Tail(None, (staying or blocks)[-1])

    def _add_first_level_block(self, table: _Table, key: str) -> None:
        keys = list(table.new)
        text = self._block((key,), table.new[key])
        for near in reversed(keys[: keys.index(key)]):
            if blocks := self._blocks_of(near):
                self._revision.put_after(blocks[-1], text)
                return
        for near in keys[keys.index(key) + 1 :]:
            if blocks := self._blocks_of(near):
                self._revision.put_before(blocks[0], text)
                return
        self._revision.put_after(self._document.blocks[-1], text)

    # -------------------------------------------------------------------------------- places

    def _blocks_of(self, key: str) -> list[Block]:
        node = self._document.root.children.get(key)
        return [] if node is None else node.all_blocks()

    def _needs_header(self, value: object) -> bool:
        """Whether the writer gives it a header, or several."""
        if isinstance(value, Mapping):
            return True
        return _are_tables(value) and self._form.write({"x": value}).startswith("[")

    def _is_staying_table(self, node: Node) -> bool:
        if node in self._removed:
            return False
        return node.pair is None or self._document.text[node.pair.value] == "{"

    def _last_line(self, node: Node, child: Node) -> Pair | None:
        """The last line of a key that stands among the lines of its table; None elsewhere."""
        if child in self._removed or node.home is None:
            return None
        if child.pair is None and (child.home is None or child.home[0] is not node.home[0]):
            return None
        pairs = (pair for pair in child.all_pairs() if pair.block is node.home[0])
        return max(pairs, key=lambda pair: pair.start)

    def _block(self, path: Path, value: object) -> str:
        """The text of a new table; a record that moved here has its comments above it."""
        inside = value if isinstance(value, Mapping) else {}
        if len(path) == 1 and inside and len(tables_in(inside)) == len(inside):
            parts = [self._block((*path, key), record) for key, record in inside.items()]
            return self._form.newline.join(parts)
        arriving = [path, *((*path, key) for key in inside)]
        comments = "".join(self._arriving.pop(place, "") for place in arriving)
        return comments + self._form.tables(tuple(map(str, path)), value)


def _is_exactly(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return same(one, other) and all(
        tables_in(value) == tables_in(other[key]) for key, value in one.items()
    )


def _are_tables(value: object) -> bool:
    if not isinstance(value, list | tuple):
        return False
    return bool(value) and all(isinstance(item, Mapping) for item in value)


def _place(node: Node) -> int:
    """Where the last of a key stands."""
    return max(
        *(block.start for block in node.all_blocks()),
        *(pair.start for pair in node.all_pairs()),
        -1,
        -1,
    )
