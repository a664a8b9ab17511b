"""Words in text: capitals and accents make no difference, and matches are where they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.finding import fold, has_all, query_words, spans


@pytest.mark.parametrize(
    "text, folded",
    [
        ("Café", "cafe"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ﬁrst", "first"),
        ("Åsa Ñandú", "asa nandu"),
        ("", ""),
    ],
)
def test_folding_drops_capitals_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_query_is_its_words_each_once() -> None:
    assert query_words("  Réview  the review ") == ("review", "the")
    assert query_words(" \t\n") == ()


def test_all_words_must_be_there_in_any_order_whole_or_not() -> None:
    folded = fold("Network is not in the strategy discussion")
    assert has_all(folded, query_words("strat NETWORK"))
    assert not has_all(folded, query_words("network rota"))
    assert has_all(folded, ())


@pytest.mark.parametrize(
    "text, query, parts",
    [
        ("Network of networks", "network", ["Network", "network"]),
        ("café, CAFÉ", "cafe", ["café", "CAFÉ"]),
        ("cafe\u0301 bar", "cafe bar", ["cafe", "bar"]),
        ("aaaa", "aa", ["aaaa"]),
        ("abcabc", "abc bca", ["abcabc"]),
        ("Straße", "ss", ["ß"]),
        ("nothing here", "xyz", []),
        ("", "a", []),
    ],
)
def test_spans_are_where_the_words_stand(text: str, query: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in spans(text, query_words(query))] == parts


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text(), st.text())
def test_spans_are_in_order_apart_and_inside_the_text(before: str, word: str, after: str) -> None:
    text = before + word + after
    found = spans(text, query_words(word))
    flat = [place for span in found for place in span]
    assert flat == sorted(set(flat))
    assert all(0 <= start < end <= len(text) for start, end in found)


@given(
    st.text(alphabet="aé B\u0301ß"),
    st.text(alphabet="aéBß", min_size=1),
    st.text(alphabet="aé B\u0301ß"),
)
def test_what_is_found_can_be_shown(before: str, word: str, after: str) -> None:
    text = before + word + after
    if has_all(fold(text), query_words(word)):
        assert spans(text, query_words(word))
