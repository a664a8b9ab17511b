"""What is offered to be removed: the entry that is asked about, what was typed, what was found."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.case_data import BIRTH_DATE, LONG_NUMBER
from trajectory.domain.plan import Barrier, Header, LogEntry, Plan
from trajectory.domain.removal_offers import TYPED, WHOLE, around, offers, spots

B1, B2 = "B1-aaaa", "B2-bbbb"
PLAN = Plan(
    plan=Header(id="x-1", title="Case 123456"),
    barrier={
        B1: Barrier(text="born 14/03/2009, 123456", said="born 14/03/2009"),
        B2: Barrier(text="case 7654321"),
    },
    log={"L1-aaaa": LogEntry(item=B1, date=dt.date(2018, 1, 16), field="x", was="14/03/2009")},
)


def test_what_looks_like_case_data_is_there_once_with_all_its_places() -> None:
    found = offers(PLAN, [])
    assert [(offer.words, offer.reason) for offer in found] == [
        ("123456", LONG_NUMBER),
        ("14/03/2009", BIRTH_DATE),
        ("7654321", LONG_NUMBER),
    ]
    assert [place.label for place in found[0].places] == ["Plan", "B1"]
    assert [place.label for place in found[1].places] == ["B1", "B1", "L1"]


def test_the_entry_that_is_asked_about_comes_first_whole_and_in_parts() -> None:
    found = offers(PLAN, [], B2)
    assert [(offer.words, offer.entry) for offer in found[:2]] == [
        ("case 7654321", B2),
        ("7654321", None),
    ]
    assert found[0].reason == WHOLE
    assert [(place.key, place.label) for place in found[0].places] == [(B2, "B2")]


def test_what_was_typed_comes_before_what_was_found_and_once() -> None:
    found = offers(PLAN, ["Nobody", "7654321"])
    assert [(offer.words, offer.reason) for offer in found[:2]] == [
        ("Nobody", TYPED),
        ("7654321", TYPED),
    ]
    assert found[0].places == ()
    assert [offer.words for offer in found].count("7654321") == 1


@pytest.mark.parametrize("key", ["B9-zzzz", "L1-aaaa"])
def test_what_is_no_entry_is_not_offered_whole(key: str) -> None:
    assert all(offer.entry is None for offer in offers(PLAN, [], key))


def test_where_the_words_stand() -> None:
    whole, number = offers(PLAN, [], B2)[:2]
    assert list(spots(whole.places[0], whole)) == [(0, len("case 7654321"))]
    assert list(spots(number.places[0], number)) == [(5, 12)]


def test_a_long_text_is_cut_around_the_words() -> None:
    assert around("a" * 50 + "words" + "b" * 50, 50, 55, 15) == ("…aaaaa", "words", "bbbbb…")
    assert around("words", 0, 5, 3) == ("", "words", "")


@given(st.text(), st.integers(0, 20), st.integers(0, 20), st.integers(0, 30))
def test_what_is_cut_is_a_part_of_the_text(text: str, start: int, length: int, room: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, words, after = around(text, start, end, room)
    assert before.removeprefix("…") + words + after.removesuffix("…") in text or "…" in text
    assert words == text[start:end]
