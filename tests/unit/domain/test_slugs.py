"""Names of files and folders: of every title, and good on every system."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.slugs import MAX_LENGTH, is_slug, joined, slug


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
        ("🏠🏠", "plan-ae0907"),
        ("План", "plan-a1b167"),
        ("Team Ω", "team-e0269d"),
        ("Işık", "isik"),
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
    "one, other",
    [("الطاولة ٣", "الطاولة ٤"), ("桌 1", "表 1"), ("Стол Б", "Стол В"), ("🙂", "🙃")],
)
def test_names_in_other_scripts_stay_apart(one: str, other: str) -> None:
    assert slug(one) != slug(other)
    assert slug(one) == slug(f"  {one} ")


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_name_of_two_parts_is_good_everywhere(lead: str, tail: str) -> None:
    assert is_slug(joined(lead, tail))


def test_what_comes_last_is_never_cut_off() -> None:
    assert joined("Harrowmere", "Table 3") == "harrowmere-table-3"
    assert joined("a" * 80, "Table 3").endswith("a-table-3")
    assert joined("中" * 80 + "a" * 80, "Table 3") != joined("文" * 80 + "a" * 80, "Table 3")
    assert joined("CON", "1") == "con-1"


@pytest.mark.parametrize(
    "name", ["", "A", "a b", "a/b", "..", "a.b", "é", "a\n", "nul", "lpt9", "templates", "x" * 61]
)
def test_what_is_no_name(name: str) -> None:
    assert not is_slug(name)
