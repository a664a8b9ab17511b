"""The one way for a person's text to a widget: drawn visibly, and never read as markup.

Textual reads markup in most places that take a string, and passes control characters on to the
terminal. So no screen or widget hands over a `str` that came from a person: it goes through here.
"""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.content import Content

from trajectory.domain.showing import show, show_in_place


def content(text: str, style: str = "") -> Content:
    """For Static, Label, Option, titles and notifications: one line or several, in one style."""
    shown = Content(show(text))
    return shown.stylize(style) if style else shown


def one_line(text: str, style: str = "") -> Content:
    """The same with line breaks folded into spaces."""
    return content(" ".join(text.split()), style)


def cell(text: str, style: str | Style = "") -> Text:
    """For DataTable and Tree, which take Rich's text: one line."""
    return Text(show(" ".join(text.split())), style=style, no_wrap=True, overflow="ellipsis")


def words(text: str, style: str = "") -> Text:
    """For Rich's tables: text that wraps."""
    return Text(show(text), style=style)


def typed(text: str) -> Text:
    """For a line of a TextArea: as many characters as it has, so that the cursor keeps its place.

    What a line holds can come from a clipboard, from a file, or from a crash.
    """
    return Text(show_in_place(text), end="", no_wrap=True)


def plain(text: str) -> str:
    """For what takes nothing but a string and reads no markup, such as an Input's value."""
    return show(text)
