"""On which line a key stands: for hand-written TOML of every style, and for anything written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.storage.strategies import characters
from trajectory.storage.locate import KeyPath, key_text, line_of, lines_of

SOURCE = '''\
# [not.a.table]
title = "a = 1 # [x]"
"quoted key" = 1
'literal.key' = 2
"\\u00e9\\t" = 3
a.b . "c d".e = 4

[step.S1] # heading
text = """
[step.S2]
due = 1 \\""" "" '"""  # over
due = 2018-02-09
with = [
  "one",  # first ]
  """two
  three""",
  ["nested", [1, 2]],
  { x = 1, y.z = [5] },
]
inline = { a = 1, b = { c = "}" }, d = [ { e = 1 },
  { e = 2 } ] }

 [ "step" . 'S 2' ]
	note = \'\'\'
it's
fine\'\'\'\'
last = 1979-05-27 07:32:00
[[list]]
k = 1
[[list]]
k = 2
[list.sub]
deep = 1
[[list.sub2]]
x = 1
[[list.sub2]]
x = 2
[[list]]
[[list.sub2]]
x = 3
[empty]
'''

LINES: dict[KeyPath, int] = {
    ("title",): 2,
    ("quoted key",): 3,
    ("literal.key",): 4,
    ("é\t",): 5,
    ("a", "b", "c d", "e"): 6,
    ("step", "S1"): 8,
    ("step", "S1", "text"): 9,
    ("step", "S1", "due"): 12,
    ("step", "S1", "with"): 13,
    ("step", "S1", "with", 0): 14,
    ("step", "S1", "with", 1): 15,
    ("step", "S1", "with", 2, 1, 1): 17,
    ("step", "S1", "with", 3, "y", "z", 0): 18,
    ("step", "S1", "inline", "b", "c"): 20,
    ("step", "S1", "inline", "d", 0, "e"): 20,
    ("step", "S1", "inline", "d", 1, "e"): 21,
    ("step", "S 2"): 23,
    ("step", "S 2", "note"): 24,
    ("step", "S 2", "last"): 27,
    ("list",): 28,
    ("list", 0, "k"): 29,
    ("list", 1, "k"): 31,
    ("list", 1, "sub", "deep"): 33,
    ("list", 1, "sub2", 0, "x"): 35,
    ("list", 1, "sub2", 1, "x"): 37,
    ("list", 2, "sub2", 0, "x"): 40,
    ("empty",): 41,
}  # fmt: skip


def test_the_example_is_toml() -> None:
    data = tomli.loads(SOURCE)
    assert data["list"][2] == {"sub2": [{"x": 3}]}
    assert data["step"]["S 2"]["note"] == "it's\nfine'"


@pytest.mark.parametrize("path, line", LINES.items(), ids=[key_text(path) for path in LINES])
def test_a_key_is_found_however_it_is_written(path: KeyPath, line: int) -> None:
    assert line_of(SOURCE, path) == line


@pytest.mark.parametrize(
    "path, line",
    [
        (("step", "S1", "missing"), 8),
        (("step", "S 2", "missing", 4, "more"), 23),
        (("list", 1, "missing"), 30),
        (("nothing",), None),
        ((), None),
    ],
)
def test_what_is_not_there_has_the_line_of_its_table(path: KeyPath, line: int | None) -> None:
    assert line_of(SOURCE, path) == line


@pytest.mark.parametrize(
    "path, text",
    [
        (("step", "S1-t5vn", "due"), "step.S1-t5vn.due"),
        (("step", "a b", "cuts", 0), 'step."a b".cuts[1]'),
        (("a.b", 'say "x"'), r'"a.b"."say \"x\""'),
        (("",), '""'),
    ],
)
def test_a_key_is_shown_as_the_file_spells_it(path: KeyPath, text: str) -> None:
    assert key_text(path) == text


names = st.text(characters, max_size=5)
MARK = 70_000
trees = st.dictionaries(
    names,
    st.recursive(
        st.just(None) | st.text(characters, max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
        max_leaves=12,
    ),
    max_size=4,
)


def marked(value: Any, counter: Iterator[int]) -> Any:
    """Each None of the tree as a number that stands nowhere else in the file."""
    if value is None:
        return MARK + next(counter)
    if isinstance(value, dict):
        return {key: marked(inner, counter) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner, counter) for inner in value]
    return value


def marks(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from marks(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from marks(inner, (*path, place))
    elif isinstance(value, int):
        yield path, str(value)


@given(trees, st.booleans())
def test_every_value_of_any_file_is_found_on_its_line(
    tree: dict[str, Any], long_text: bool
) -> None:
    data = marked(tree, itertools.count())
    text = tomli_w.dumps(data, multiline_strings=long_text)
    lines = text.split("\n")
    found = lines_of(text)
    for path, number in marks(data, ()):
        assert number in lines[found[path] - 1]


@given(st.text(st.sampled_from("[]{}\"'=.,# \n\\ab"), max_size=40))
def test_it_ends_whatever_the_text(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())
