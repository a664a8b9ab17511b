"""Which words of a text another version of it has not, so that two long texts can be compared."""

from __future__ import annotations

import difflib
import re

from trajectory.domain.finding import Span

_WORD = re.compile(r"\S+")


def differing_words(text: str, other: str) -> tuple[Span, ...]:
    """Where `text` says something that `other` does not say in that place.

    Empty when they have no word in common: to mark all of it would tell nothing.
    """
    words = list(_WORD.finditer(text))
    others = _WORD.findall(other)
    matcher = difflib.SequenceMatcher(None, [word[0] for word in words], others)
    blocks = matcher.get_opcodes()
    if not any(tag == "equal" for tag, *_ in blocks):
        return ()
    return tuple(
        (words[start].start(), words[end - 1].end())
        for tag, start, end, _, _ in blocks
        if tag != "equal" and start < end
    )
