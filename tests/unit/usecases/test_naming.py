"""A typed name is told apart into authority and table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.usecases.naming import read_name


@pytest.mark.parametrize(
    "name, authority, table",
    [
        ("Westbrook, Table 2", "Westbrook", "Table 2"),
        ("Westbrook Table 2", "Westbrook", "Table 2"),
        ("  westbrook   table 2 ", "westbrook", "table 2"),
        ("harrowmere night shift", "Harrowmere", "night shift"),
        ("Harrowmere", "Harrowmere", ""),
        ("Harrowmere East", "Harrowmere East", ""),
        ("Harrowmeres", "Harrowmeres", ""),
        ("Table 5", "", "Table 5"),
        ("Northshire", "Northshire", ""),
        ("Stable Isle", "Stable Isle", ""),
        (", x", "", "x"),
        ("", "", ""),
    ],
)
def test_a_typed_name_is_told_apart(name: str, authority: str, table: str) -> None:
    assert read_name(name, ["Harrowmere", "Harrowmere East"]) == (authority, table)


@given(st.text(), st.lists(st.text(max_size=8), max_size=3))
def test_any_typed_name_gives_two_trimmed_names(name: str, known: list[str]) -> None:
    for part in read_name(name, [*known, name[:3]]):
        assert part == part.strip()
