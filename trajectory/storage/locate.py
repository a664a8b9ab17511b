"""On which line of a TOML text a key stands, so that a message about a value can name it.

The text has been parsed before: this reads its shape only, and never judges it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

KeyPath = tuple[str | int, ...]
"""Keys from the top, with the place (from 0) where a list is stepped into."""

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANKS = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)")
_SIMPLE_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def key_text(path: KeyPath) -> str:
    """A path as the file would spell it: `step.S1-t5vn.cuts`; list places in brackets, from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += "." if text else ""
            text += part if _BARE_KEY.fullmatch(part) else '"' + part.replace('"', '\\"') + '"'
    return text


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
    """The lines (from 1) of all keys, tables and list items of a text that is valid TOML."""
    return _Reader(text).read()


class _Reader:
    """One pass over the text, which notes the line of each key path it meets first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._lines: dict[KeyPath, int] = {}
        self._lists: dict[KeyPath, int] = {}

    def read(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while self._skip(_SPACE) < len(self._text):
            start = self._at
            if self._text.startswith("[", start):
                table = self._header()
            else:
                self._pair(table)
            if self._at <= start:  # no TOML after all: give up rather than stand still
                break
        return self._lines

    def _header(self) -> KeyPath:
        is_list = self._text.startswith("[[", self._at)
        self._at += 2 if is_list else 1
        line = self._line_here()
        keys = self._keys()
        path = self._inside_lists(keys[:-1])
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], line)
        path = (*path, *keys[-1:])
        if is_list:
            self._lists[path] = self._lists.get(path, -1) + 1
            self._lines.setdefault(path, line)
            path = (*path, self._lists[path])
        else:
            path = self._inside_lists(keys)
        self._lines.setdefault(path, line)
        self._skip(_BLANKS)
        self._at += 2 if is_list else 1
        return path

    def _inside_lists(self, keys: list[str]) -> KeyPath:
        """The path of a header, which stands in the latest item of each list on its way."""
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            if path in self._lists:
                path = (*path, self._lists[path])
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line_here()
        path = table
        for key in self._keys():
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._skip(_BLANKS)
        if self._text.startswith("=", self._at):
            self._at += 1
            self._skip(_BLANKS)
            self._value(path)

    def _value(self, path: KeyPath) -> None:
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            string = _STRING.match(self._text, self._at)
            self._at = string.end() if string else self._skip(_SCALAR)

    def _list(self, path: KeyPath) -> None:
        self._at += 1
        place = 0
        while self._skip(_SPACE) < len(self._text) and self._text[self._at] != "]":
            start = self._at
            self._lines.setdefault((*path, place), self._line_here())
            self._value((*path, place))
            place += 1
            if self._skip(_SPACE) < len(self._text) and self._text[self._at] == ",":
                self._at += 1
            if self._at <= start:
                return
        self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while self._skip(_SPACE) < len(self._text) and self._text[self._at] != "}":
            start = self._at
            self._pair(path)
            if self._skip(_SPACE) < len(self._text) and self._text[self._at] == ",":
                self._at += 1
            if self._at <= start:
                return
        self._at += 1

    def _keys(self) -> list[str]:
        """The parts of a dotted key; stops in front of whatever follows it."""
        keys: list[str] = []
        while True:
            self._skip(_BLANKS)
            quoted = _STRING.match(self._text, self._at)
            bare = _BARE_KEY.match(self._text, self._at)
            if quoted:
                keys.append(_unquoted(quoted[0]))
                self._at = quoted.end()
            elif bare:
                keys.append(bare[0])
                self._at = bare.end()
            self._skip(_BLANKS)
            if not (quoted or bare) or not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line


def _unquoted(quoted: str) -> str:
    if quoted.startswith("'"):
        return quoted[1:-1]
    return _ESCAPE.sub(_unescaped, quoted[1:-1])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "uUx" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _SIMPLE_ESCAPES.get(code, code)
