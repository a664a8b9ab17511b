"""What never gets into a plan, and how a pasted text becomes entries."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.cleaning import clean, lines_of_paste

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    "text, cleaned",
    [
        ("plain", "plain"),
        ("a\x00b\x1b[31mc\x7fd", "ab[31mcd"),
        ("\x9b31m\x85\x9dtitle\x9c", "31mtitle"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("dos\r\nmac\runix\n", "dos\nmac\nunix\n"),
        ("half \ud83d a pair", "half  a pair"),
        ("नमस्\u200dते فارسی\u200cها", "नमस्\u200dते فارسی\u200cها"),
        ("\u202eright to left stays, and is shown", "\u202eright to left stays, and is shown"),
        ("💚 é ź", "💚 é ź"),
    ],
)
def test_only_what_a_terminal_acts_on_is_dropped(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(ANY_TEXT)
def test_clean_text_is_clean_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")
    assert {unicodedata.category(c) for c in cleaned if c not in "\n\t"}.isdisjoint({"Cc", "Cs"})


@given(ANY_TEXT)
def test_nothing_else_is_dropped(text: str) -> None:
    kept = [c for c in text if unicodedata.category(c) not in {"Cc", "Cs"}]
    assert [c for c in clean(text) if c not in "\n\t"] == kept


@pytest.mark.parametrize(
    "line, entry",
    [
        ("- No room", "No room"),
        ("* No room", "No room"),
        ("• No room", "No room"),
        ("•\tNo room", "No room"),
        ("◦ No room", "No room"),
        ("– No room", "No room"),
        ("1. No room", "No room"),
        ("12) No room", "No room"),
        ("[ ] No room", "No room"),
        ("- [x] No room", "No room"),
        ("   - No room  ", "No room"),
        ("-10% staff", "-10% staff"),
        ("3.5 is where we are", "3.5 is where we are"),
        ("2026. A year", "2026. A year"),
        ("+ No mark is read", "+ No mark is read"),
        ("= 4", "= 4"),
        ("=4>7", "=4>7"),
        ("> quoted", "> quoted"),
        ("? asked", "? asked"),
        ("/next", "/next"),
        ("By fri !4 @Team manager", "By fri !4 @Team manager"),
        ("- - twice", "- twice"),
        ("1.", "1."),
        ("a - b", "a - b"),
    ],
)
def test_a_pasted_line_loses_its_bullet_and_nothing_else(line: str, entry: str) -> None:
    assert lines_of_paste(line) == [entry]


def test_each_line_of_a_paste_is_an_entry_and_blank_ones_are_none() -> None:
    pasted = "\ufeffOne\r\n\r\n  \n- \n•\n[ ]\nTwo\rThree\x0bFour\u2028Five\x0c\x1b[0m"
    assert lines_of_paste(pasted) == ["One", "Two", "Three", "Four", "Five", "[0m"]


def test_nothing_is_pasted() -> None:
    assert lines_of_paste("") == []
    assert lines_of_paste(" \n\t\n") == []


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), max_size=30))
def test_n_lines_give_n_entries(lines: list[str]) -> None:
    assert lines_of_paste("\n".join(lines)) == lines


@given(ANY_TEXT)
def test_pasted_entries_are_clean_and_one_line_each(text: str) -> None:
    for entry in lines_of_paste(text):
        assert entry
        assert entry == clean(entry).strip()
        assert "\n" not in entry
