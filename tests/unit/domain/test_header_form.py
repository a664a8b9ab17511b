"""The questions about a plan as a whole: shown as typed, read as meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.form import Ask, Field
from trajectory.domain.header_form import HEADER, NEW_PLAN, POSITION, HeaderReader, read_roles
from trajectory.domain.plan import Header, Plan, Position
from trajectory.storage.codec import parse

TODAY = dt.date(2018, 1, 16)
EXAMPLE = Path(__file__).resolve().parents[3] / "plans" / "harrowmere-table-3"
BY_NAME = {field.name: field for field in (*HEADER, *POSITION)}

roles = st.lists(
    st.text(alphabet="abcé ,/-", min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.strip(" ,-/") and text[0] != "-"),
    min_size=1,
    max_size=5,
    unique_by=lambda text: text.casefold(),
)


def reader(**values: object) -> HeaderReader:
    return HeaderReader(values, TODAY)


def test_each_question_is_a_field_of_the_plan() -> None:
    assert {field.name for field in HEADER} <= set(Header.model_fields)
    assert {field.name for field in POSITION} == set(Position.model_fields)
    assert {field.name for field in NEW_PLAN} <= {field.name for field in HEADER}


def test_the_choices_are_those_of_the_file() -> None:
    for choice in BY_NAME["status"].choices:
        assert Header.model_validate({"status": choice.value}).status == choice.value


@pytest.mark.parametrize("path", sorted(EXAMPLE.glob("*.toml")), ids=lambda path: path.stem)
def test_what_is_shown_reads_as_what_is_on_record(path: Path) -> None:
    reader = HeaderReader.of(parse(path.read_bytes())[0], TODAY)
    for field in (*HEADER, *POSITION):
        if field.ask is not Ask.CHOICE:
            read = reader.read(field, reader.shown(field))
            assert (read.value, read.problem) == (reader.value(field), "")


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("Team manager, Practice lead", ("Team manager", "Practice lead")),
        (
            "Team manager; Service Manager, Assessment",
            ("Team manager", "Service Manager, Assessment"),
        ),
        ("Service Manager, Assessment;", ("Service Manager, Assessment",)),
        (
            "Team manager\nService Manager, Assessment\n",
            ("Team manager", "Service Manager, Assessment"),
        ),
        ("- Team manager\n- Practice lead", ("Team manager", "Practice lead")),
        ("team manager, Team Manager , ,", ("team manager",)),
        ("known title, with comma, Practice lead", ("known title, with comma", "Practice lead")),
        ("  ", ()),
        (";,", (",",)),
    ],
)
def test_roles_are_told_apart(typed: str, expected: tuple[str, ...]) -> None:
    assert read_roles(typed, ["Known title, with comma"]) == expected


@given(roles)
def test_roles_that_are_shown_are_read_again(titles: list[str]) -> None:
    shown = reader(participants=tuple(titles)).shown(BY_NAME["participants"])
    assert read_roles(shown) == tuple(titles)


@given(st.text(), st.lists(st.text(max_size=10), max_size=3))
def test_any_text_gives_roles_without_stray_blanks(typed: str, known: list[str]) -> None:
    for role in read_roles(typed, known):
        assert role == " ".join(role.split())
        assert role


@pytest.mark.parametrize(
    "name, typed, value, echo",
    [
        ("date", "9 feb", dt.date(2018, 2, 9), "Fri 9 Feb 2018"),
        ("target", "6.5", 6.5, ""),
        ("target", "7", 7.0, ""),
        ("title", "  Two\x1b  words ", "Two words", ""),
        ("owner", "team manager", "team manager", ""),
        ("participants", "A, B", ("A", "B"), "2 roles: A · B"),
        ("participants", "A", ("A",), "1 role: A"),
        ("parent_plan", "", None, ""),
    ],
)
def test_answers_are_read(name: str, typed: str, value: object, echo: str) -> None:
    read = reader().read(BY_NAME[name], typed)
    assert (read.value, read.echo, read.problem) == (value, echo, "")


@pytest.mark.parametrize(
    "name, typed, words",
    [
        ("date", "12/5", "12 May or 5 December"),
        ("date", "whenever", "not a date"),
        ("target", "11", "0 to 10"),
        ("target", "nan", "0 to 10"),
        ("target", "3.2", "half points"),
        ("title", "x" * 5_001, "5,000 fit"),
    ],
)
def test_what_cannot_be_meant_is_said(name: str, typed: str, words: str) -> None:
    read = reader().read(BY_NAME[name], typed)
    assert read.value is None
    assert words in read.problem


def test_what_is_needed_cannot_be_empty() -> None:
    plan = HeaderReader.of(Plan(plan=Header(title="x")), TODAY)
    assert plan.read(BY_NAME["title"], " ").problem == "A plan needs a title."
    assert not plan.read(BY_NAME["table"], " ").problem


@pytest.mark.parametrize(
    "name, typed, rest",
    [
        ("participants", "Prac", "tice lead"),
        ("participants", "Team manager, prac", "tice lead"),
        ("participants", "Team manager; prac", "tice lead"),
        ("participants", "Practice lead", ""),
        ("owner", "pr", "actice lead"),
        ("title", "Prac", ""),
    ],
)
def test_known_roles_complete(name: str, typed: str, rest: str) -> None:
    plan = Plan(plan=Header(participants=("Team manager", "Practice lead")))
    assert HeaderReader.of(plan, TODAY).completion(BY_NAME[name], typed) == rest


def test_a_number_is_shown_without_needless_digits() -> None:
    assert reader(target=6.0).shown(BY_NAME["target"]) == "6"
    assert reader(target=6.5).shown(BY_NAME["target"]) == "6.5"
    assert reader().shown(Field("target", "?")) == ""
