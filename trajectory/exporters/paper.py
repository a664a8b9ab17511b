"""How long a document is on paper, near enough to ask whether it is too long."""

from __future__ import annotations

PAGE = 4_000
"""Characters on a page of A4: 55 lines of 90 characters in 10 point, four fifths of them filled."""

_MARKUP = "|*\\#`-"
"""What Markdown writes and a printer does not: bars and rules of tables, stars, backslashes."""


def pages(markdown: str) -> float:
    """About how many pages of A4 a Markdown document fills: 2.3 says that a third one is begun."""
    return (len(markdown) - sum(map(markdown.count, _MARKUP))) / PAGE
