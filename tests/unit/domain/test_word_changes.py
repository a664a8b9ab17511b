"""Two versions of a text, and the words in which they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.word_changes import differing_words, reworded


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


LONG = "one two three four five six seven eight nine ten eleven twelve"


@pytest.mark.parametrize(
    "was, now, words",
    [
        ("No room", "No room in Q1", "“No room” → “No room in Q1”"),
        ("No  room", "No\nroom", "the same words, set out in another way"),
        ("", "", "the same words, set out in another way"),
        (LONG, LONG.replace("six", "6"), ("“… four five six seven eight …” → "
         "“… four five 6 seven eight …”")),
        (LONG, f"{LONG} thirteen", "“… eleven twelve” → “… eleven twelve thirteen”"),
        (f"zero {LONG}", LONG, "“zero one two …” → “one two …”"),
        (LONG, LONG.replace("two", "2").replace("eleven", "11"),
         ("“one two three four …” → “one 2 three four …”; "
         "“… nine ten eleven twelve” → “… nine ten 11 twelve”")),
        (LONG, "a b c d e f g h i j", ("“one two three four five six seven eight nine ten …” → "
         "“a b c d e f g h i j”")),
    ],
)  # fmt: skip
def test_only_the_words_that_changed_are_shown(was: str, now: str, words: str) -> None:
    assert reworded(was, now) == words


def test_many_places_are_counted() -> None:
    was = " ".join(f"w{number}" for number in range(100))
    now = was
    for number in (5, 25, 45, 65, 85):
        now = now.replace(f"w{number} ", f"x{number} ")
    assert reworded(was, now).endswith("; and 2 more places")
    assert reworded(was, now.replace("x85", "w85")).endswith("; and 1 more place")


def test_texts_that_repeat_themselves_are_compared_at_their_ends() -> None:
    """Compared word by word they would take minutes."""
    twice = "a b " * 1_000
    assert reworded(f"{twice}{twice}", f"{twice}c {twice}") == "“… a b a b …” → “… a b c a b …”"
    assert reworded(twice, "c " * 2_000).endswith(" c c”")


def test_a_long_place_is_cut() -> None:
    was = " ".join(f"w{number}" for number in range(200))
    now = was.replace("w50 ", " ".join(f"n{number}" for number in range(60)) + " ")
    shown = reworded(was, now)
    assert "n0 n1" in shown
    assert "n59" not in shown
    assert shown.endswith(" …”")


words_of_texts = st.lists(st.sampled_from(["a", "b", "cc", "d"]), max_size=30).map(" ".join)


@given(words_of_texts, words_of_texts)
def test_what_is_shown_was_said(was: str, now: str) -> None:
    shown = reworded(was, now)
    if was.split() == now.split():
        assert "→" not in shown
    else:
        assert "→" in shown
        said = shown.replace("“", " ").replace("”", " ").split()
        known = {*was.split(), *now.split(), "→", "…", ";", "and", "more", "place", "places"}
        assert all(word in known or word.isdigit() for word in said)
