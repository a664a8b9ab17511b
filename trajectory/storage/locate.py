"""On which line of a TOML text a key stands, so that a message about a value can name it.

The text has been parsed before: this reads its shape only, and never judges it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping

from trajectory.storage.toml_blocks import Document, Node, ShapeError, items_of

KeyPath = tuple[str | int, ...]
"""Keys from the top, with the place (from 0) where a list is stepped into."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


def key_text(path: KeyPath) -> str:
    """A path as the file would spell it: `step.S1-t5vn.cuts`; list places in brackets, from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += "." if text else ""
            text += part if _BARE_KEY.fullmatch(part) else _quoted(part)
    return text


def _quoted(key: str) -> str:
    """A key in quotation marks, on one line: a message about it is one line too."""
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'


def line_of(text: str, path: KeyPath) -> int | None:
    """The line (from 1) of the key at this path, else of the nearest table around it, else None."""
    return nearest(lines_of(text), path)


def nearest(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The same, where the lines of all keys are known already."""
    for length in range(len(path), 0, -1):
        line = lines.get(path[:length])
        if line is not None:
            return line
    return None


def lines_of(text: str) -> dict[KeyPath, int]:
    """The lines (from 1) of all keys, tables and list items of a text that is valid TOML.

    A key that is mentioned on several lines has the first of them.
    """
    places: dict[KeyPath, int] = {}
    with contextlib.suppress(ShapeError):  # no TOML after all: then nothing is told of it
        document = Document(text)
        _note(places, document, document.root, ())
    lines: dict[KeyPath, int] = {}
    line, counted_to = 1, 0
    for path, place in sorted(places.items(), key=lambda item: item[1]):
        line += text.count("\n", counted_to, place)
        counted_to = place
        lines[path] = line
    return lines


def _note(places: dict[KeyPath, int], document: Document, node: Node, path: KeyPath) -> int:
    """Note where a key and all inside it stand first; gives the place of the key."""
    first = len(document.text)
    if node.block is not None:
        first = node.block.head
    if node.pair is not None:
        first = node.pair.key
        _note_items(places, document.text, node.pair.value, path)
    for key, child in node.children.items():
        first = min(first, _note(places, document, child, (*path, key)))
    if path:
        places[path] = first
    return first


def _note_items(places: dict[KeyPath, int], text: str, at: int, path: KeyPath) -> None:
    if text[at : at + 1] not in ("[", "{"):
        return
    for number, item in enumerate(items_of(text, at)):
        inside = path
        for key in item.keys or (number,):
            inside = (*inside, key)
            places.setdefault(inside, item.start)
        _note_items(places, text, item.value, inside)
