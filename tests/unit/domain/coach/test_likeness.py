"""Texts that say the same are found as if each were compared with each, at a counted cost."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.coach import likeness
from trajectory.domain.coach.likeness import MOST_COMPARED, Texts, mentions, twins, words_of


@pytest.mark.parametrize(
    "text, words",
    [
        ("The forms of the family", {"form", "family"}),
        ("Families' own people", {"familie", "own", "people"}),
        ("It's less, in process", {"less", "process"}),
        ("Bus gas plans", {"bus", "gas", "plan"}),
        ("Café, CAFE", {"cafe"}),
        ("4 of 20", {"4", "20"}),
        ("to be or not to be", {"to", "be", "or", "not"}),
        ("?!", set()),
    ],
)
def test_the_words_that_say_something(text: str, words: set[str]) -> None:
    assert words_of(text) == words


LETTERS = st.lists(st.sampled_from("pqrstuvw"), min_size=1, max_size=6).map(" ".join)


@given(st.lists(LETTERS, max_size=MOST_COMPARED), st.sampled_from([0.3, 0.5, 0.75, 0.8, 1.0]))
def test_twins_are_those_that_comparing_each_with_each_finds(said: list[str], share: float) -> None:
    texts = {f"B{number}": text for number, text in enumerate(said)}
    expected: dict[str, str] = {}
    for later, one in itertools.product(texts, repeat=2):
        ours, theirs = words_of(texts[later]), words_of(texts[one])
        if int(one[1:]) >= int(later[1:]) or len(ours & theirs) < share * len(ours | theirs):
            continue
        was = expected.setdefault(later, one)
        if ours == theirs and words_of(texts[was]) != ours:
            expected[later] = one  # the same words come before words that are like them
    assert dict(twins(texts, share)) == expected


def few_words(count: int) -> dict[str, str]:
    """Texts of the same few words, no two the same: the hardest that there is."""
    chance = random.Random(1)  # noqa: S311 - the same texts every time
    words = [f"word{letter}" for letter in "abcdefghijklmnopqrst"]
    return {f"B{n}": " ".join(chance.sample(words, 5)) for n in range(count)}


def test_the_work_grows_with_the_number_of_texts_and_not_with_its_square(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Texts] = []
    build = Texts.__init__

    def noted(index: Texts, words: dict[str, frozenset[str]]) -> None:
        build(index, words)
        made.append(index)

    monkeypatch.setattr(likeness.Texts, "__init__", noted)
    compared = []
    for count in (500, 2_000):
        list(twins(few_words(count), 0.8))
        compared.append(made[-1].compared)
    few, many = compared
    assert few > 500, "nothing was compared, so this counts nothing"
    assert many <= 4 * few * 1.5
    assert many <= MOST_COMPARED * 2_000


def test_an_entry_is_spoken_of_by_its_label_or_by_most_of_its_words() -> None:
    entries = {
        "B1-a": ("B1", "Supplier change window is quarterly"),
        "B2-a": ("B2", "Fear of inspection"),
        "B3-a": ("B3", "No time"),
        "rota": ("rota", "Nobody keeps it"),
    }
    texts = [
        "Who asks the supplier for another change window?",
        "b2, please",
        "B22 and B1x",
        "The rota: who keeps it?",
    ]
    found = mentions(entries, texts)
    assert found == {"B1-a": (0,), "B2-a": (1,), "B3-a": (), "rota": (3,)}
    assert mentions({}, texts) == {}
    assert mentions({"B1-a": ("B1", "?")}, []) == {"B1-a": ()}
