"""A person's text as Markdown that renders exactly as typed, in every dialect that reads our files.

CommonMark, GitHub and pandoc each give other characters a meaning: pandoc alone reads `$maths$`,
`@citations`, `^notes^`, definition lists, `(a)` lists and typographic quotes. A backslash before a
mark of ASCII punctuation is plain text in all of them, so every mark that may mean something gets
one, and the marks of ordinary sentences only where they would. What GitHub does after rendering
(`name@host` becomes a mail link, `@name` in a comment a mention) no escape can stop; the text stays
what it was.
"""

from __future__ import annotations

import re

from trajectory.domain.showing import show_line

_MEANINGFUL = re.compile(
    r"""
    [\\`*_\[\]<>{}|~^$\#@'"]          # emphasis, code, links, tables, notes, maths, quotes
    | &(?=[\w\#])                     # entities
    | :(?=\S)                         # addresses, :shortcodes:
    | (?<=/)/                         # addresses again
    | (?<=\w)\.(?=[^\W\d_])           # host names
    | \.(?=\.) | (?<=\.)\.            # an ellipsis
    | -(?=-)   | (?<=-)-              # long dashes
    | =(?==)   | (?<==)=              # highlights
    """,
    re.VERBOSE,
)

# What the first marks of a line can make of it: a list, a heading, a definition, a table's caption
# (`- `, `===`, `: `, `1.`, `a)`, `(iv)`, `Table:`). Where it is escaped above, this fits no more.
_LINE_START = re.compile(
    r"^(?:(?=[-+=:])|(\(?(?:[0-9]+|[a-z]|[ivxlcdm]+)(?=[.)])|table(?=:)))", re.IGNORECASE
)

_LINE_BREAK = re.compile("\r?\n")
_LINE_END = "\\\n"


def inline(text: str) -> str:
    """The text for a heading, a table cell or a place within a line: newlines become spaces."""
    return _MEANINGFUL.sub(r"\\\g<0>", show_line(text).strip())


def paragraph(text: str) -> str:
    """The text for a paragraph of its own: its newlines are line breaks."""
    return _LINE_END.join(map(_at_line_start, _lines(text)))


def item(text: str, indent: str) -> str:
    """The text for a list item, behind its label: its newlines are line breaks.

    Each line after the first starts with `indent`, the width of the item's own mark.
    """
    first, *rest = _lines(text) or [""]
    return (_LINE_END + indent).join([first, *map(_at_line_start, rest)])


def strong(text: str) -> str:
    """The text in bold; nothing where there is no text."""
    escaped = inline(text)
    return f"**{escaped}**" if escaped else ""


def _lines(text: str) -> list[str]:
    lines = (inline(line) for line in _LINE_BREAK.split(text))
    return [line for line in lines if line]


def _at_line_start(line: str) -> str:
    return _LINE_START.sub(r"\1\\", line)
