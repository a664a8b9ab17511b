"""Which texts say the same, and which speak of an entry: by the words they share.

Comparing each text with every other would take the square of their number. A text that shares most
of the words of another shares one of its *rarest* words as well, so only those are looked up. And
no text is compared with more than `MOST_COMPARED` others: a plan made of a few words over and over
takes no longer than one that people wrote, and what goes unnoticed there is a notice only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from trajectory.domain.finding import fold

MOST_COMPARED = 40
"""With how many others one text is compared."""

SPOKEN_OF = 0.6
"""A text that has this share of an entry's words speaks of that entry."""

_WORD = re.compile(r"[^\W_]+")
_LITTLE = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has"),
        *("have", "in", "is", "it", "its", "no", "not", "of", "on", "or", "our"),
        *("that", "the", "their", "them", "they", "this", "to", "was", "we", "what", "when"),
        *("which", "who", "will", "with"),
    }
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say something: without capitals, accents, little words and plurals.

    A text of little words only keeps those.
    """
    every = frozenset(_WORD.findall(fold(text).replace("'", "").replace("’", "")))
    return frozenset(map(_singular, every - _LITTLE or every))


@lru_cache(maxsize=4096)  # people use few words: looking one up takes a third of the time
def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")  # noqa: PLR2004
    return word[:-1] if is_plural else word


class Texts:
    """Texts that are looked through by their words."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words
        self._places: dict[str, list[str]] = {}
        for key, found in words.items():
            for word in sorted(found):
                self._places.setdefault(word, []).append(key)
        self.compared = 0
        """How many comparisons were made so far."""

    def having(self, word: str) -> Sequence[str]:
        """The texts that have this word."""
        return self._places.get(word, ())

    def sharing(self, words: frozenset[str], share: float) -> Iterator[str]:
        """The texts that have at least this share (0-1) of these words, in no order that matters.

        Of very many that have its rarest words, only the first are looked at.
        """
        if not words:
            return
        least = max(1, math.ceil(share * len(words) - 1e-9))
        rarest = sorted(words, key=lambda word: (len(self._places.get(word, ())), word))
        looked_up = rarest[: len(words) - least + 1]
        candidates = dict.fromkeys(
            key for word in looked_up for key in islice(self._places.get(word, ()), MOST_COMPARED)
        )
        for key in islice(candidates, MOST_COMPARED):
            self.compared += 1
            if len(words & self._words[key]) >= least:
                yield key


def twins(texts: Mapping[str, str], share: float) -> Iterator[tuple[str, str]]:
    """Pairs of texts of which each has this share of all the words of the two; a later one first.

    Each text is named once as the later one: with the first that has the same words, where there is
    one, else with the first that it is like.
    """
    words = {key: words_of(text) for key, text in texts.items()}
    first_with: dict[frozenset[str], str] = {}
    for key, found in words.items():
        first_with.setdefault(found, key)
    # Those that are the same but for little words need no looking up, however many they are.
    different = {first: words[first] for first in first_with.values() if words[first]}
    # So few are compared with each other sooner than they are looked up.
    index = Texts(different) if len(different) > MOST_COMPARED else None
    place = {key: number for number, key in enumerate(texts)}
    for key, found in words.items():
        if not found:
            continue
        if first_with[found] != key:
            yield key, first_with[found]
            continue
        like = [
            other
            for other in (different if index is None else index.sharing(found, share))
            if place[other] < place[key]
            and len(found & words[other]) >= share * len(found | words[other]) - 1e-9
        ]
        if like:
            yield key, min(like, key=place.__getitem__)


def mentions(
    entries: Mapping[str, tuple[str, str]], texts: Sequence[str]
) -> Mapping[str, tuple[int, ...]]:
    """For each of these entries, given by label and text, the places of the texts that speak of it.

    A text speaks of an entry when it names its label ("B1"), or has most of its words.
    """
    if not entries:
        return {}
    index = Texts({str(place): words_of(text) for place, text in enumerate(texts)})
    found = {}
    for key, (label, text) in entries.items():
        places = [*index.having(fold(label)), *index.sharing(words_of(text), SPOKEN_OF)]
        found[key] = tuple(sorted({int(place) for place in places}))
    return found
