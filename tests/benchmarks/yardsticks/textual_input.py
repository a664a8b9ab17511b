"""The least that a Textual app with a line to type into can be."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class Least(App[None]):
    """A word and a line."""

    def compose(self) -> ComposeResult:
        """The word is what is waited for."""
        yield Static("ready")
        yield Input()


if __name__ == "__main__":
    Least().run()
