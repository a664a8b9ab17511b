"""Which words of a text another version of it has not, so that two long texts can be compared."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from trajectory.domain.finding import Span

_WORD = re.compile(r"\S+")

SHORT = 8
"""A text of at most so many words is shown whole: its parts would be no shorter."""
AROUND = 2
"""So many words are shown on each side of those that changed, to know the place again."""
MOST_PLACES = 3
"""So many changed places are shown; the others are counted."""
SAME = 0.4
"""Two texts that share less than this much of their words are called reworded, and not compared."""
MOST_PAIRS = 20_000
"""So many pairs of equal words are looked at; prose of 5,000 characters has a third of that."""
LONGEST = 30
"""Of a changed place so many words are shown."""
BEGINNING = 10
"""So many words of a text that was reworded are shown of its old wording."""

_Opcode = tuple[str, int, int, int, int]


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


def reworded(was: str, now: str) -> str:
    """What became of a text, in as few of its words as tell it: "… by Friday" → "… by Monday".

    Short texts stand whole. Of one that was written anew the old wording only begins.
    """
    before, after = _WORD.findall(was), _WORD.findall(now)
    if before == after:
        return "the same words, set out in another way"
    if max(len(before), len(after)) <= SHORT:
        return f"{_quoted(before)} → {_quoted(after)}"
    opcodes = _opcodes(before, after)
    if _shared(opcodes) * 2 < SAME * (len(before) + len(after)):
        return f"{_begins(before)} → {_quoted(after)}"
    places = list(_places(opcodes))
    shown = [
        f"{_excerpt(before, start, end)} → {_excerpt(after, other, other_end)}"
        for start, end, other, other_end in places[:MOST_PLACES]
    ]
    more = len(places) - len(shown)
    if more:
        shown.append(f"and {more:,} more {'place' if more == 1 else 'places'}")
    return "; ".join(shown)


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Sequence[_Opcode]:
    """What leads from one text to the other; of texts that repeat themselves only the two ends.

    To compare two words of which each text is full takes time by the cube of their number: 5,000
    characters of "a b a b" would take minutes.
    """
    counts = Counter(before)
    if sum(counts[word] for word in after) <= MOST_PAIRS:
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        return matcher.get_opcodes()
    room = min(len(before), len(after))
    head = next((n for n in range(room) if before[n] != after[n]), room)
    room -= head
    tail = next((n for n in range(room) if before[-1 - n] != after[-1 - n]), room)
    end, other_end = len(before) - tail, len(after) - tail
    return (
        ("equal", 0, head, 0, head),
        ("replace", head, end, head, other_end),
        ("equal", end, len(before), other_end, len(after)),
    )


def _shared(opcodes: Sequence[_Opcode]) -> int:
    return sum(end - start for tag, start, end, _, _ in opcodes if tag == "equal")


def _places(opcodes: Sequence[_Opcode]) -> Iterator[tuple[int, int, int, int]]:
    """The changed stretches of both texts; those that their surroundings would join are one."""
    open_place: tuple[int, int, int, int] | None = None
    for tag, start, end, other, other_end in opcodes:
        if tag == "equal":
            continue
        if open_place is not None and start - open_place[1] <= 2 * AROUND:
            open_place = (open_place[0], end, open_place[2], other_end)
            continue
        if open_place is not None:
            yield open_place
        open_place = (start, end, other, other_end)
    if open_place is not None:
        yield open_place


def _excerpt(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(words), end + AROUND)
    before = "… " if first > 0 else ""
    last = min(last, first + LONGEST)
    after = " …" if last < len(words) else ""
    return f"“{before}{' '.join(words[first:last])}{after}”"


def _begins(words: Sequence[str]) -> str:
    return f"“{' '.join(words[:BEGINNING])}{' …' if len(words) > BEGINNING else ''}”"


def _quoted(words: Sequence[str]) -> str:
    return f"“{' '.join(words)}”"
