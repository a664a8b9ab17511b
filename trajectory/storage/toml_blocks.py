r"""Where everything stands in a TOML text: blocks, lines, values and comments, by their offsets.

The text has been parsed before, so it is valid: this reads its shape only, and never judges it.
Each character is looked at once. Lines may end in `\n` or `\r\n`; offsets count characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

_STRING = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
)
_QUOTED = re.compile(_STRING, re.DOTALL)
_TOKEN = re.compile(
    rf"(?:{_STRING})|(?P<comment>\#[^\r\n]*+)|(?P<open>[\[{{])|(?P<close>[\]}}])|[^\"'\#\[\]{{}}]++",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\r\n]*+")
_BLANKS = re.compile(r"[ \t]*+")
_SPACE = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_LINE_END = re.compile(r"[ \t]*+(#[^\r\n]*+)?\r?(?:\n|\Z)")
_KEY_PART = re.compile(
    rf"[ \t]*+(?:(?P<bare>[A-Za-z0-9_-]++)|(?P<quoted>{_STRING}))[ \t]*+(?P<dot>\.?)", re.DOTALL
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)")
_SIMPLE_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}

Keys = tuple[str, ...]


class ShapeError(ValueError):
    """The text is not laid out as TOML is, as far as this module can tell."""


@dataclass(eq=False, slots=True)
class Pair:
    """One `key = value` on a line of its own."""

    block: Block
    lead: int
    """Where the comment lines directly above it begin; `start` when there are none."""
    start: int
    """Where its line begins."""
    key: int
    value: int
    value_end: int
    end: int
    """Behind the end of its line; a comment on the line is before that."""


@dataclass(eq=False, slots=True)
class Block:
    """A table's header, what stands below it, and the comment lines directly above it.

    The first block has no header: it is what stands above the first one.
    """

    index: int
    start: int
    """Where the comment lines directly above the header begin."""
    head: int
    """Where the header begins."""
    head_end: int
    """Behind the line of the header. In the first block: behind the comments at the very top."""
    body_end: int
    """Behind the last pair and the comment lines directly below it."""
    end: int = 0
    """Where the next block starts. What lies between belongs to the place, not to the block."""
    pairs: list[Pair] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Node:
    """One key of the data, and where the text has it."""

    is_list: bool = False
    """Whether it is a list of tables, written `[[key]]`; its children are numbered from 0."""
    block: Block | None = None
    """The block whose header it is."""
    home: tuple[Block, Keys] | None = None
    """Where its own keys stand, and what stands before them (`plan.` in `plan.title = "x"`)."""
    pair: Pair | None = None
    """The line that has its whole value."""
    children: dict[str | int, Node] = field(default_factory=dict)

    def child(self, key: str | int) -> Node:
        """The node of a key of this table, made when it is new."""
        return self.children.setdefault(key, Node())

    def latest(self) -> Node:
        """The table that a header means which goes through this one."""
        return self.children[len(self.children) - 1] if self.is_list else self

    def all_nodes(self) -> Iterator[Node]:
        """This node and all below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.children.values())

    def all_blocks(self) -> list[Block]:
        """The blocks of this key and of all below it, in the order of the text."""
        found = [node.block for node in self.all_nodes() if node.block is not None]
        return sorted(found, key=lambda block: block.index)

    def all_pairs(self) -> list[Pair]:
        """The lines of this key and of all below it, in the order of the text."""
        found = [node.pair for node in self.all_nodes() if node.pair is not None]
        return sorted(found, key=lambda pair: pair.start)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, or one `key = value` of an inline table."""

    keys: Keys
    """Empty in a list."""
    start: int
    value: int
    end: int
    comma: int | None
    """Where the comma behind it stands."""

    @property
    def after(self) -> int:
        """Behind the item and its comma."""
        return self.end if self.comma is None else self.comma + 1


class Document:
    """A text with its blocks in order, its comments, and its keys as a tree of nodes."""

    def __init__(self, text: str) -> None:
        """Read the text; `ShapeError` when it is no TOML after all."""
        self.text = text
        self.newline = newline_of(text)
        self.comments: list[tuple[int, int]] = []
        self.root = Node()
        self.blocks = [Block(0, 0, 0, 0, 0)]
        self.root.home = (self.blocks[0], ())
        self._read()

    def comments_in(self, start: int, end: int) -> list[str]:
        """The comments of a part of the text, each from its `#`."""
        first = bisect_left(self.comments, (start, start))
        last = bisect_left(self.comments, (end, end))
        return [self.text[slice(*place)] for place in self.comments[first:last]]

    def indent_of(self, pair: Pair) -> str:
        """What stands before the key on its line."""
        return self.text[pair.start : pair.key]

    def _read(self) -> None:
        text, at, node, block = self.text, 0, self.root, self.blocks[0]
        lead: int | None = None
        attached = True  # whether a comment line here still belongs to what is above it
        while at < len(text):
            start = at
            first = _end(_BLANKS, text, at)
            opening = text[first : first + 1]
            if opening == "[":
                node, block, at = self._header(first, start if lead is None else lead)
                lead, attached = None, True
            elif opening not in ("", "#", "\r", "\n"):
                at = self._pair(node, block, start, first, start if lead is None else lead)
                block.body_end = at
                lead, attached = None, True
            else:
                at = self._line_end(start)
                if opening == "#":
                    lead = start if lead is None else lead
                    block.body_end = at if attached else block.body_end
                    if attached and block.index == 0 and not block.pairs:
                        block.head_end, lead = at, None
                else:
                    lead, attached = None, False
        for one, other in zip(self.blocks, self.blocks[1:], strict=False):
            one.end = other.start
            one.body_end = min(one.body_end, one.end)
        self.blocks[-1].end = len(text)

    def _header(self, head: int, start: int) -> tuple[Node, Block, int]:
        is_list = self.text.startswith("[[", head)
        keys, at = keys_at(self.text, head + 1 + is_list)
        if not keys or self.text[at : at + 1 + is_list] != "]" * (1 + is_list):
            raise ShapeError(f"no header at {at}")
        end = self._line_end(at + 1 + is_list)
        block = Block(len(self.blocks), start, head, end, end)
        self.blocks.append(block)
        node = self.root
        for key in keys[:-1]:
            node = node.child(key).latest()
        node = node.child(keys[-1])
        if is_list:
            node.is_list = True
            node = node.child(len(node.children))
        node.block, node.home = block, (block, ())
        return node, block, end

    def _pair(self, node: Node, block: Block, start: int, first: int, lead: int) -> int:
        keys, at = keys_at(self.text, first)
        if not keys or self.text[at : at + 1] != "=":
            raise ShapeError(f"no key at {first}")
        value = _end(_BLANKS, self.text, at + 1)
        value_end = end_of_value(self.text, value, self.comments)
        end = self._line_end(value_end)
        for length, key in enumerate(keys[:-1], start=1):
            node = node.child(key)
            node.home = node.home or (block, keys[:length])
        pair = Pair(block, lead, start, first, value, value_end, end)
        node.child(keys[-1]).pair = pair
        block.pairs.append(pair)
        return end

    def _line_end(self, at: int) -> int:
        """The start of the next line. Nothing but a comment may stand before it."""
        match = _LINE_END.match(self.text, at)
        if match is None:
            raise ShapeError(f"more than one thing on the line at {at}")
        if match[1] is not None:
            self.comments.append(match.span(1))
        return match.end()


def newline_of(text: str) -> str:
    """How the first line ends."""
    return "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"


def keys_at(text: str, at: int) -> tuple[Keys, int]:
    """The parts of a dotted key, and where the next thing behind it is. No parts for no key."""
    keys: list[str] = []
    while part := _KEY_PART.match(text, at):
        at = part.end()
        bare = part["bare"]
        keys.append(_unquoted(part["quoted"]) if bare is None else bare)
        if not part["dot"]:
            return tuple(keys), at
    return (), at


def end_of_value(text: str, at: int, comments: list[tuple[int, int]]) -> int:
    """Behind the value that begins here; comments inside it are added to `comments`."""
    opening = text[at : at + 1]
    if opening in ('"', "'"):
        return _end(_QUOTED, text, at)
    if opening not in ("[", "{"):
        scalar = _SCALAR.match(text, at)
        return at + len(scalar[0].rstrip()) if scalar else at
    depth = 0
    while token := _TOKEN.match(text, at):
        at = token.end()
        if token["comment"] is not None:
            comments.append(token.span())
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth == 0:
            return at
    raise ShapeError(f"a value without an end at {at}")


def items_of(text: str, at: int) -> list[Item]:
    """The items of the list or inline table that opens here, without those inside them."""
    is_list = text[at] == "["
    items: list[Item] = []
    at = _end(_SPACE, text, at + 1)
    while text[at : at + 1] not in ("]", "}"):
        start = at
        keys: Keys = ()
        if not is_list:
            keys, at = keys_at(text, at)
            if not keys or text[at : at + 1] != "=":
                raise ShapeError(f"no key at {at}")
            at = _end(_SPACE, text, at + 1)
        end = end_of_value(text, at, [])
        if end <= start:
            raise ShapeError(f"no item at {start}")
        behind = _end(_SPACE, text, end)
        comma = behind if text.startswith(",", behind) else None
        items.append(Item(keys, start, at, end, comma))
        at = behind if comma is None else _end(_SPACE, text, comma + 1)
    return items


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _unquoted(quoted: str) -> str:
    if quoted.startswith("'"):
        return quoted[1:-1]
    return _ESCAPE.sub(_unescaped, quoted[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "uUx" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _SIMPLE_ESCAPES.get(code, code)
