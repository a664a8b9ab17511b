"""What a document is written with: its parts, without any format's marks.

The document says what comes in which order (`document.plan`); a format says how that looks. Every
string that goes through here is plain text, a person's or ours, and each writer makes it safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Column(NamedTuple):
    """A column of a table."""

    title: str
    width: int
    """Its share of the page, in relation to the others'."""
    number: bool = False
    """Whether it holds numbers, which stand at the right."""


class Writer(Protocol):
    """Takes the parts of a document one after another."""

    def heading(self, text: str, level: int) -> None:
        """Start the document (level 1), a section (2) or a part of one (3)."""

    def paragraph(self, text: str) -> None:
        """Write text whose newlines are line breaks."""

    def item(self, label: str, text: str, level: int = 0) -> None:
        """Write a line of a list, with its label in bold; level 1 is a list below the last line."""

    def table(self, columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> None:
        """Write a table; each row has as many cells as there are columns."""

    def figure(self, text: str) -> None:
        """Write a picture made of characters, whose places and lines stay as they are."""
