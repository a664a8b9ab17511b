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
from collections.abc import Iterable

from trajectory.domain.showing import are_plain, show, show_line

# First any mark, then what makes it one that means something: so words are skipped at full speed.
_MEANINGFUL = re.compile(
    r"""[\\`*_\[\]<>{}|~^$\#@'"&:/.=-]
    (?: (?<![&:/.=-])                                 # emphasis, code, links, notes, maths, quotes
      | (?<=&)(?=[\w\#])                              # entities
      | (?<=:)(?=\S)                                  # addresses, :shortcodes:
      | (?<=//) | (?<=/)(?=/)                         # addresses without a name before them
      | (?<=\w\.)(?=[^\W\d_])                        # host names
      | (?<=\.\.) | (?<=\.)(?=\.)                    # ellipses
      | (?<=--) | (?<=-)(?=-) | (?<===) | (?<==)(?==) # long dashes, highlights
    )""",
    re.VERBOSE,
)

# Pandoc pairs typed quotes, and changes what has no proper end: “ loses blanks, ‘ turns round. No
# backslash stops that; a number does, and every dialect reads it.
_OPENING_QUOTE = re.compile(r"‘|“(?!\S[^“”\n]*(?<=\S)”)")

# What the first marks of a line can make of it: a list, a heading, a definition, a table's caption
# (`- `, `===`, `: `, `1.`, `a)`, `(iv)`, `Table:`). Where it is escaped above, this fits no more.
_LINE_START = re.compile(
    r"(?:(?=[-+=:])|(\(?(?:[0-9]+|[a-z]|[ivxlcdm]+)(?=[.)](?:\s|$))|table(?=:)))", re.IGNORECASE
)


def inline(texts: Iterable[str]) -> list[str]:
    """Each text for a heading, a table cell or a place within a line: newlines become spaces.

    Takes many at once, because one pass over all texts of a document is several times as fast.
    """
    texts = list(texts)
    plain = are_plain(texts)
    lines = "\n".join(map(str.strip if plain else show_line, texts))
    lines = _MEANINGFUL.sub(r"\\\g<0>", lines)
    if "‘" in lines or "“" in lines:
        lines = _OPENING_QUOTE.sub(_as_number, lines)
    return lines.split("\n")


def lines(text: str) -> list[str]:
    """The lines of a text that say something, for `inline` and then `at_line_start`."""
    return [line for line in show(text).split("\n") if line.strip()]


def at_line_start(line: str) -> str:
    """What `inline` gave, safe at the start of a line as well."""
    start = _LINE_START.match(line)
    return line if start is None else f"{start[0]}\\{line[start.end() :]}"


def _as_number(character: re.Match[str]) -> str:
    return f"&#{ord(character[0])};"
