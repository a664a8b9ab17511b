"""Where everything stands in a TOML text; and which tables have to move for another order."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.storage.hand_edits import CORPUS
from tests.unit.storage.handwriting import Hand, any_data
from trajectory.storage.toml_blocks import Document, Node, ShapeError, items_of
from trajectory.storage.toml_order import longest_rising
from trajectory.storage.toml_values import same

TEXTS = [pytest.param(path.read_bytes().decode("utf-8-sig"), id=path.stem) for path in CORPUS]


def data_of(document: Document, node: Node) -> Any:
    """The data, put together from nothing but the places of keys and values."""
    if node.pair is not None:
        return tomli.loads("x = " + document.text[node.pair.value : node.pair.value_end])["x"]
    if node.is_list:
        return [data_of(document, node.children[place]) for place in range(len(node.children))]
    return {key: data_of(document, child) for key, child in node.children.items()}


def check(text: str) -> None:
    document = Document(text)
    assert same(data_of(document, document.root), tomli.loads(text))
    assert document.blocks[0].start == 0
    assert document.blocks[-1].end == len(text)
    for block, following in zip(document.blocks, document.blocks[1:], strict=False):
        assert block.start <= block.head_end <= block.body_end <= block.end == following.start
    for block in document.blocks:
        for pair in block.pairs:
            assert block.start <= pair.lead <= pair.start <= pair.key < pair.value < pair.value_end
            assert pair.value_end <= pair.end <= block.body_end


@pytest.mark.parametrize("text", TEXTS)
def test_every_key_of_a_file_is_found(text: str) -> None:
    check(text)


@given(st.randoms(use_true_random=True))
def test_every_key_and_comment_in_any_hand_is_found(random: Random) -> None:
    hand = Hand(random)
    text = hand.document(any_data(random))
    check(text)
    found = [text[start:end] for start, end in Document(text).comments]
    assert sorted(found) == sorted(hand.comments)


def test_comments_directly_above_a_header_belong_to_it() -> None:
    text = "# file\n\n# a\n  # b\n[x] # c\ny = 1\n# d\n\n# e\n\n# f\n[z]\n"
    _, first, second = Document(text).blocks
    assert text[first.start : first.body_end] == "# a\n  # b\n[x] # c\ny = 1\n# d\n"
    assert text[first.body_end : first.end] == "\n# e\n\n"
    assert text[second.start :] == "# f\n[z]\n"


def test_comments_at_the_very_top_belong_to_the_file() -> None:
    text = "#:schema x.json\n[plan]\n"
    top, plan = Document(text).blocks
    assert text[: top.body_end] == "#:schema x.json\n"
    assert text[plan.start :] == "[plan]\n"


def test_the_items_of_a_list_and_of_an_inline_table() -> None:
    text = "[ 'a,b' , # c, d\n [1, 2],{x = ']'}\n]"
    found = [
        (text[item.value : item.end], text[item.end : item.after]) for item in items_of(text, 0)
    ]
    assert found == [("'a,b'", " ,"), ("[1, 2]", ","), ("{x = ']'}", "")]
    text = "{ a . 'b.c' = 1 , \"d\"={} }"
    found_keys = [(item.keys, text[item.start : item.end]) for item in items_of(text, 0)]
    assert found_keys == [(("a", "b.c"), "a . 'b.c' = 1"), (("d",), '"d"={}')]


@pytest.mark.parametrize(
    "text",
    ["[a", "[a]]", "[[a]", "[a] b", "a", "a = 'b' c", "= 1", "a. = 1", "a = [1", "[]", "a = {"],
)
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(ShapeError):
        Document(text)


@pytest.mark.parametrize("text", ["{1}", "[,]", "{a = 1, = 2}"])
def test_what_is_no_list_of_items_is_refused(text: str) -> None:
    with pytest.raises(ShapeError):
        items_of(text, 0)


def test_same_is_more_than_pythons_equal() -> None:
    assert same({"a": [1, "x"], "b": {}}, {"b": {}, "a": (1, "x")})
    assert not same(1, 1.0)
    assert not same(1, True)
    assert not same(0.0, -0.0)
    assert not same(dt.date(2018, 1, 1), dt.datetime(2018, 1, 1))  # noqa: DTZ001
    assert not same(dt.datetime(2018, 1, 1, 1, tzinfo=dt.UTC), dt.datetime(2018, 1, 1, 1))  # noqa: DTZ001
    assert not same([1], {"a": 1})
    assert not same([1], [1, 2])


@pytest.mark.parametrize("numbers", list(permutations(range(5))))
def test_as_few_as_possible_are_moved(numbers: tuple[int, ...]) -> None:
    staying = longest_rising(numbers)
    kept = [number for number in numbers if number in staying]
    assert kept == sorted(kept)
    subsets = range(1 << len(numbers))
    chosen = ([n for place, n in enumerate(numbers) if bits >> place & 1] for bits in subsets)
    assert len(kept) == max(len(some) for some in chosen if some == sorted(some))


def test_of_nothing_nothing_is_moved() -> None:
    assert longest_rising([]) == set()
