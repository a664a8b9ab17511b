"""One version of a text under its heading; the words that the other version has not are marked."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.style import Style
from textual.widgets import Static

from trajectory.domain.word_changes import differing_words
from trajectory.tui.text import content, one_line, plain

DIFFERS = "bold underline"
"""Seen without colour."""


class VersionBox(Vertical):
    """Shows a text of any length; what does not fit is scrolled to."""

    DEFAULT_CSS = """
    VersionBox {
        height: 1fr; min-height: 3;
        .heading { height: 1; padding: 0 1; text-style: bold; text-wrap: nowrap;
            text-overflow: ellipsis; }
        VerticalScroll { height: 1fr; }
        .version { height: auto; padding: 0 1 0 4; }
    }
    """

    def compose(self) -> ComposeResult:
        """The heading, which can be clicked, and the text."""
        yield Static(classes="heading")
        with VerticalScroll(can_focus=False):
            yield Static(classes="version")

    def show(self, heading: str, text: str, other: str, action: str) -> None:
        """Show a text that is to be compared with another; a click on the heading chooses it."""
        choose = Style.from_meta({"@click": f"screen.{action}"}) if action else Style()
        self.query_one(".heading", Static).update(one_line(heading).stylize(choose))
        shown = plain(text)
        words = content(shown)
        for start, end in differing_words(shown, plain(other)) if other else ():
            words = words.stylize(DIFFERS, start, end)
        self.query_one(".version", Static).update(words)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def scroll_pages(self, pages: int) -> None:
        """Up or down in a long text."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)
