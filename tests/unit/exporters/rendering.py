"""What a reader sees of a Markdown document: its lines of text by the place where they stand.

Anything but headings, paragraphs, lists, tables, bold labels and figures shows up as `<<token>>`:
a text that became a link, a piece of HTML or a list of its own is not what was expected.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

GITHUB = MarkdownIt("gfm-like").use(tasklists_plugin).use(footnote_plugin)
"""Tables, strikethrough, bare addresses as links, boxes to tick, footnotes."""

EXTENDED = (
    MarkdownIt("commonmark")
    .enable(["table", "strikethrough"])
    .use(attrs_plugin)
    .use(attrs_block_plugin)
    .use(container_plugin, "note")
    .use(deflist_plugin)
    .use(dollarmath_plugin)
    .use(footnote_plugin)
)
"""Much of what pandoc reads beyond CommonMark: attributes, divs, definitions, maths, footnotes."""

COMMONMARK = MarkdownIt("commonmark").enable("table")
DIALECTS = {"commonmark": COMMONMARK, "github": GITHUB, "extended": EXTENDED}

_PLACES = {
    "heading": "heading",
    "paragraph": "paragraph",
    "list_item": "item",
    "th": "head",
    "td": "cell",
}
_FRAMES = {"bullet_list", "table", "thead", "tbody", "tr"}


@dataclass(frozen=True)
class Line:
    """One run of text and where it stands: heading, paragraph, item, head, cell or figure."""

    place: str
    text: str


def fold(text: str) -> str:
    """The text with each run of white space as one space, and accents composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def render(markdown: str, dialect: MarkdownIt = COMMONMARK) -> list[Line]:
    """All that a reader sees, in order."""
    return list(_lines(dialect.parse(markdown)))


def _lines(tokens: list[Token]) -> Iterator[Line]:
    open_places: list[str] = []
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "inline":
            place = "item" if "item" in open_places else open_places[-1]
            yield Line(place, fold("".join(map(_seen, token.children or ()))))
        elif token.type == "fence" and token.info == "text":
            yield Line("figure", token.content)
        elif name in _PLACES and not token.attrs.get("class"):
            if token.nesting == 1:
                open_places.append(_PLACES[name])
            else:
                open_places.pop()
        elif name not in _FRAMES:
            yield Line("other", f"<<{token.type}>>")


def _seen(token: Token) -> str:
    match token.type:
        case "text" | "text_special":
            return token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "strong_open" | "strong_close":
            return ""
        case _:
            return f"<<{token.type}>>"
