"""What cannot be seen is drawn; what people write is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.showing import (
    MARKS_LIMIT,
    are_plain,
    is_plain,
    show,
    show_in_place,
    show_line,
)

ACCENT = "\u0301"
OBEYED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
anything = st.text(st.characters(), max_size=200)
hostile = st.lists(
    st.sampled_from(["a", " ", "\n", "\r\n", "\t", "\x1b[31m", "\x9b", "\u202e", "\u200d", ACCENT])
    | st.characters(),
    max_size=60,
).map("".join)


@pytest.mark.parametrize(
    "text, shown",
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x00\x7f", "␀␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("\x85", "⟨U+0085⟩"),
        ("a\rb", "a␍b"),
        ("\u202etxt.exe", "⟨U+202E⟩txt.exe"),
        ("\u2066a\u2069", "⟨U+2066⟩a⟨U+2069⟩"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("\ufeffa\u200bb\u00adc", "⟨U+FEFF⟩a⟨U+200B⟩b⟨U+00AD⟩c"),
        ("\ud800", "⟨U+D800⟩"),
    ],
)
def test_what_a_terminal_obeys_is_drawn(text: str, shown: str) -> None:
    assert show(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Families' own people: 4 of 20 → 14 of 20",
        "Cynllun diogelwch: tŷ, dŵr, gŵyl",
        "خطة السلامة",
        "👨\u200d👩\u200d👧 and 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "نامه\u200cای",
        "क्\u200dष",
        "Zażółć\u00a0gęślą",
        "שָׁלוֹם \u200e(",
        "e\u0302\u0323 (Vietnamese)",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert show(text) == text


def test_newlines_and_tabs_are_kept_or_drawn() -> None:
    assert show("a\r\nb\tc\n") == "a\nb\tc\n"
    assert show("a\r\nb\tc\n", lines=False) == "a␍␊b␉c␊"


def test_a_line_has_no_breaks_and_no_runs_of_blanks() -> None:
    assert show_line("  a\r\n\n b\t c  ") == "a b c"
    assert show_line("a\rb") == "a␍b"


def test_deep_stacks_of_marks_are_cut_and_counted() -> None:
    assert show("e" + ACCENT * MARKS_LIMIT) == "e" + ACCENT * MARKS_LIMIT
    over = show("e" + ACCENT * (MARKS_LIMIT + 3) + "f")
    assert over == "e" + ACCENT * MARKS_LIMIT + "⟨+3 marks⟩f"
    joined = show("e" + f"{ACCENT}\u200d" * MARKS_LIMIT)
    assert joined.endswith(f"⟨+{MARKS_LIMIT} marks⟩")
    assert show("\n" + ACCENT * (MARKS_LIMIT + 1)).endswith("⟨+1 marks⟩")


def test_punctuation_and_emoji_in_a_row_are_no_stack() -> None:
    row = "🏠" * 30 + "…" * 30 + "。" * 30
    assert show(row) == row


def deepest_stack(text: str) -> int:
    deepest = depth = 0
    for character in text:
        marks = unicodedata.category(character) in {"Mn", "Me"} or character in "\u200c\u200d"
        depth = depth + 1 if marks else 0
        deepest = max(deepest, depth)
    return deepest


@given(anything | hostile)
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    shown = show(text)
    assert not OBEYED & set(shown)
    for character in shown:
        assert character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    assert deepest_stack(shown) <= MARKS_LIMIT
    shown.encode("utf-8")


@given(anything | hostile, st.booleans())
def test_showing_twice_shows_the_same(text: str, lines: bool) -> None:
    shown = show(text, lines=lines)
    assert show(shown, lines=lines) == shown
    assert show_line(show_line(text)) == show_line(text)


@given(anything | hostile)
def test_a_line_in_which_somebody_types_keeps_its_places(text: str) -> None:
    shown = show_in_place(text)
    assert len(shown) == len(text)
    assert not OBEYED & set(shown)
    for before, after in zip(text, shown, strict=True):
        assert after == before or show(before) != before
        assert after in "\n\t" or unicodedata.category(after) not in {"Cc", "Cs"}


@given(anything | hostile)
def test_a_line_is_one_line(text: str) -> None:
    line = show_line(text)
    assert line.splitlines() in ([line], [])
    assert line == line.strip()


@given(anything | hostile)
def test_plain_text_is_text_that_needs_nothing(text: str) -> None:
    if is_plain(text):
        assert show_line(text) == text.strip()
        assert show(text) == text


@given(st.lists(anything | hostile | st.just("Siân — 4 → 14")))
def test_many_texts_are_plain_when_each_is(texts: list[str]) -> None:
    if are_plain(texts):
        assert all(map(is_plain, texts))
    elif "  " not in "".join(texts):  # blanks at two ends that meet call for the closer look
        assert not all(map(is_plain, texts))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=100))
def test_letters_numbers_punctuation_and_symbols_are_never_touched(text: str) -> None:
    assert show(text) == text
