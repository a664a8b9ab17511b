"""Two versions of a text, and the words in which they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.word_changes import differing_words


def marked(text: str, other: str) -> list[str]:
    return [text[start:end] for start, end in differing_words(text, other)]


@pytest.mark.parametrize(
    "text, other, words",
    [
        ("No room in Q1", "No room until April", ["in Q1"]),
        ("No room until April", "No room in Q1", ["until April"]),
        ("No room", "No big room", []),
        ("No big  room", "No room", ["big"]),
        ("one two", "three four", []),
        ("same words", "same words", []),
        ("a\nb c", "a\nd c", ["b"]),
        ("", "words", []),
        ("words", "", []),
    ],
)
def test_words_that_the_other_text_has_not(text: str, other: str, words: list[str]) -> None:
    assert marked(text, other) == words


texts = st.lists(st.sampled_from(["a", "b", "cc", "\n", "  "]), max_size=12).map(" ".join)


@given(texts, texts)
def test_what_is_left_unmarked_stands_in_both(text: str, other: str) -> None:
    spans = differing_words(text, other)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    left, at = [], 0
    for start, end in spans:
        left += text[at:start].split()
        at = end
    left += text[at:].split()
    rest = iter(other.split())
    assert not spans or all(word in rest for word in left), "in the same order"
