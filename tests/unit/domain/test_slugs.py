"""Names of files and folders: of every title, and good on every system."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.slugs import MAX_LENGTH, is_slug, slug


@pytest.mark.parametrize(
    "title, name",
    [
        ("Harrowmere (example), Table 3", "harrowmere-example-table-3"),
        ("Quality assurance", "quality-assurance"),
        ("  --Ærøskøbing & Łódź--  ", "aeroskobing-and-lodz"),
        ("Sir John’s / Children's Services", "sir-johns-childrens-services"),
        ("Ynys Môn – Bwrdd 2", "ynys-mon-bwrdd-2"),
        ("ﬁrst ½", "first-1-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-plan"),
        ("com1", "com1-plan"),
        ("templates", "templates-plan"),
        ("History", "history-plan"),
        ("🏠🏠", "plan"),
        ("План", "plan"),
        ("", "plan"),
        ("a" * 300, "a" * 60),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text(max_size=200))
def test_any_title_has_a_name_that_is_good_everywhere(title: str) -> None:
    name = slug(title)
    assert is_slug(name)
    assert len(name) <= MAX_LENGTH
    assert slug(name) == name


@pytest.mark.parametrize(
    "name", ["", "A", "a b", "a/b", "..", "a.b", "é", "a\n", "nul", "lpt9", "templates", "x" * 61]
)
def test_what_is_no_name(name: str) -> None:
    assert not is_slug(name)
