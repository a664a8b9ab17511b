"""Finding words in text as people mean them: capitals and accents make no difference.

All words must be there, in any order, whole or as parts: "manag wor" finds "Work for managers".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""Where a match starts in a text, and where it ends (the end is not part of it)."""


def fold(text: str) -> str:
    """The text without capitals and accents, for comparing: `Café` and `cafe` are one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    # Once more, for what case folding takes apart, such as the dotted capital I of Turkish.
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(character for character in folded if not unicodedata.combining(character))


def query_words(query: str) -> tuple[str, ...]:
    """What to look for: the folded words of a query, each once."""
    return tuple(dict.fromkeys(fold(query).split()))


def has_all(folded: str, words: Sequence[str]) -> bool:
    """Whether a folded text holds every one of these folded words."""
    return all(word in folded for word in words)


def spans(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Where the folded words stand in a text as it is written; neighbours are joined."""
    folded, places = _folded_with_places(text)
    found: list[Span] = []
    for word in words:
        start = folded.find(word)
        while start >= 0 and word:
            end = start + len(word)
            found.append((places[start], places[end - 1] + 1))
            start = folded.find(word, end)
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in the text it came from."""
    folded = fold(text)
    if text.isascii():
        return folded, range(len(text))
    parts = [fold(character) for character in text]
    places = [place for place, part in enumerate(parts) for _ in part]
    return "".join(parts), places
