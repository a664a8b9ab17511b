"""How long a document is on paper, near enough to ask whether it is too long."""

from __future__ import annotations

import re

PAGE = 4_000
"""Characters on a page of A4: 55 lines of 90 characters in 10 point, four fifths of them filled."""

_MARKUP = re.compile(r"^[ |:-]+$|[*|\\#`]| {2,}", re.MULTILINE)
"""What Markdown writes and no printer prints: rules of tables, bars, stars, runs of spaces."""


def pages(markdown: str) -> float:
    """About how many pages of A4 a Markdown document fills: 2.3 says a third page is begun."""
    return len(_MARKUP.sub("", markdown)) / PAGE
