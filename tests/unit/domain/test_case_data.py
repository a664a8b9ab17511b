"""What looks like case data, and what only nearly does: each rule on both sides."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.repository import ROOT
from trajectory.domain.case_data import (
    BIRTH_DATE,
    LONG_NUMBER,
    NEAR,
    NHS_NUMBER,
    POSTCODE,
    case_data,
)
from trajectory.domain.forgetting import texts
from trajectory.storage import codec


def found(text: str) -> list[tuple[str, str]]:
    return [(each.words, each.reason) for each in case_data(text)]


@pytest.mark.parametrize(
    "text, date",
    [
        ("born 14/03/2009", "14/03/2009"),
        ("Born on 14.3.09 in Leeds", "14.3.09"),
        ("DOB: 14-03-2009", "14-03-2009"),
        ("dob 2009-03-14", "2009-03-14"),
        ("the girl (d.o.b. 14 March 2009)", "14 March 2009"),
        ("D. O. B. 14th Mar 2009", "14th Mar 2009"),
        ("date of birth is the 3rd of May, 2011", "3rd of May, 2011"),
        ("Date of Birth: March 14, 2009", "March 14, 2009"),
        ("14 Sept 2009 is her birthday", "14 Sept 2009"),
        ("born" + " " * NEAR + "1/1/2001", "1/1/2001"),
    ],
)
def test_a_full_date_near_a_word_of_birth(text: str, date: str) -> None:
    assert found(text) == [(date, BIRTH_DATE)]


@pytest.mark.parametrize(
    "text",
    [
        "Workshop on 14/03/2009",
        "agreed 14 March 2009, next call 28 March",
        "born in March 2009",
        "born on a Friday, at 3 in the night",
        "stubborn 14/03/2009",
        "airborne 14/03/2009",
        "dobbin 14/03/2009",
        "born" + " " * (NEAR + 1) + "1/1/2001",
        "born 1/2",
        "date of birth",
    ],
)
def test_no_date_or_no_word_of_birth(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text, number",
    [
        ("case 123456", "123456"),
        ("ID1234567, closed", "1234567"),
        ("ref. 20180209", "20180209"),  # a day without dashes may be anybody's
        ("ring 01134960000", "01134960000"),  # a telephone number leads to a person
        ("ring 01134 960000", "960000"),
        ("NHS 4857773456", "4857773456"),
        ("(123456)", "123456"),
        ("123456.", "123456"),
    ],
)
def test_six_digits_or_more(text: str, number: str) -> None:
    assert found(text) == [(number, LONG_NUMBER)]


@pytest.mark.parametrize(
    "text",
    [
        "case 12345",
        "1,234,567 forms",
        "£250000",
        "€ 250000",
        "0.1234567",
        "2018-02-09",
        "09/02/2018",
        "B1 B2 B3 G1",
        "4 of 20, then 14 of 20",
    ],
)
def test_fewer_digits_amounts_and_dates(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("number", ["485 777 3456", "485-777-3456"])
def test_three_three_four(number: str) -> None:
    assert found(f"NHS no. {number}, seen") == [(number, NHS_NUMBER)]


@pytest.mark.parametrize(
    "text",
    ["485 777 345", "485 77 3456", "485 777-3456", "1 485 777 3456", "485 777 34567", "2 3 4 5"],
)
def test_other_groups_of_digits(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "postcode", ["SW1A 1AA", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "LS11AB", "GIR 0AA"]
)
def test_a_postcode(postcode: str) -> None:
    assert found(f"lives at {postcode}.") == [(postcode, POSTCODE)]


@pytest.mark.parametrize(
    "text",
    ["cuts B1 2nd", "cuts B1 B2", "sw1a 1aa", "AB1 2CD3", "step S1 1st", "M1 motorway", "E1 G1"],
)
def test_no_postcode(text: str) -> None:
    assert found(text) == []


def test_all_in_their_order_and_what_overlaps_once() -> None:
    text = "B33 8TH, born 14/03/2009, case 1234567, NHS 485 777 3456"
    assert [words for words, _ in found(text)] == [
        "B33 8TH",
        "14/03/2009",
        "1234567",
        "485 777 3456",
    ]
    for each in case_data(text):
        assert text[each.start : each.end] == each.words


@given(st.text(alphabet=st.sampled_from("born dob./-0123456789BSWA1\n£,é\u0663"), max_size=60))
@example("born" * 500 + "1/1/2001" * 500)
def test_any_text_is_looked_through(text: str) -> None:
    places = [(each.start, each.end) for each in case_data(text)]
    assert places == sorted(places)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    case_data(text)


def test_no_ordinary_text_fires() -> None:
    plans = sorted((ROOT / "plans").glob("*/*.toml"))
    assert plans
    for path in plans:
        for place in texts(codec.parse(path.read_bytes())[0]):
            assert case_data(place.text) == (), f"{path.stem} {place}"
