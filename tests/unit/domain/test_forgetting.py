"""Words taken out of a plan: wherever people write, and nowhere else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.storage.strategies import plans
from trajectory.domain.forgetting import forget, forget_entry, names_left, places, texts
from trajectory.domain.merge import merge
from trajectory.domain.plan import (
    TEXT_LIMIT,
    Barrier,
    Conflict,
    Dismissed,
    Goal,
    Header,
    LogEntry,
    Plan,
    Position,
    Reading,
    Review,
    Step,
)
from trajectory.domain.words_out import REMOVED, SHORT, Words, words_of
from trajectory.storage import codec

NOW = dt.datetime(2018, 1, 16, 15, tzinfo=dt.UTC)
THEN = NOW - dt.timedelta(hours=1)
DAY = dt.date(2018, 1, 16)
B1, B2 = "B1-aaaa", "B2-bbbb"


def words(*phrases: str) -> Words:
    found = words_of(phrases)
    assert found is not None
    return found


def plan_with(**tables: Any) -> Plan:
    return Plan.model_validate({"plan": Header(id="x-1"), **tables})


def one(text: str, **fields: Any) -> Plan:
    return plan_with(barrier={B1: Barrier(text=text, **fields)})


def text_after(text: str, *phrases: str) -> str:
    return forget(one(text), phrases, NOW).barrier[B1].text


# ------------------------------------------------------------------------------- what matches


@pytest.mark.parametrize(
    "text, phrase, left",
    [
        ("Jamie left", "Jamie", "[removed] left"),
        ("JAMIE and jamie", "Jamie", "[removed] and [removed]"),
        ("Jamie  B.\nleft", "jamie b.", "[removed]\nleft"),
        ("Jamie B. left", "  Jamie \n B. ", "[removed] left"),
        ("Jamie's mother", "Jamie", "[removed]'s mother"),
        ("Ann planned the annual plan", "Ann", "[removed] planned the annual plan"),
        ("ID123456", "123456", "ID[removed]"),
        ("123456", "23456", "123456"),
        ("Zoe\u0308 came", "Zoë", "[removed] came"),
        ("Zoë came", "Zoe\u0308", "[removed] came"),
        ("a.b", "a.b", "[removed]"),
        ("axb", "a.b", "axb"),
        ("Jamie", "Jamie", "[removed]"),
        ("(born 1/2/2003)", "born 1/2/2003", "([removed])"),
    ],
)
def test_what_matches_is_replaced(text: str, phrase: str, left: str) -> None:
    assert text_after(text, phrase) == left


def test_the_longest_goes_first() -> None:
    assert text_after("Jamie Bell, Jamie", "Jamie", "Jamie Bell") == "[removed], [removed]"


def test_doing_it_again_changes_nothing() -> None:
    plan = forget(one("Jamie left"), ["Jamie", "removed"], NOW)
    assert forget(plan, ["Jamie", "removed", REMOVED], NOW + dt.timedelta(days=1)) is plan


@pytest.mark.parametrize("phrases", [[], [""], [" "], ["x"], ["[removed]"], ["Removed"]])
def test_nothing_to_look_for(phrases: list[str]) -> None:
    plan = one("x y removed")
    assert words_of(phrases) is None
    assert forget(plan, phrases, NOW) is plan


def test_a_text_at_its_limit_stays_within_it() -> None:
    text = ("Al " * TEXT_LIMIT)[:TEXT_LIMIT]
    left = text_after(text, "al")
    assert len(left) <= TEXT_LIMIT
    assert set(left.split()) <= {SHORT, "A"}
    assert "Al" not in left


@pytest.mark.parametrize(
    "data",
    [
        'Zoë "B" 1/2'.encode(),
        'ZOË\t "b"\n1/2'.encode(),
        rb"Zo\u00eb \"B\" 1\/2",
        rb"Zo\\u00EB \\\"B\\\" \u0031/2",
        rb"Zo\U000000eb\n\"B\" 1/2",
        b'Zo\xc3\xab "\\\n   B" 1/2',
        'Zoe\u0308 \\"B\\"\\u00a01\\/2'.encode(),
    ],
)
def test_bytes_are_looked_through_however_they_are_written(data: bytes) -> None:
    assert words('Zoë "B" 1/2').are_in_bytes(b"x " + data + b" y")


@given(st.text(max_size=30), st.text(max_size=12))
@example("0\x1f0", "0 0")
@example("0\u30000", "0 0")
@example("0\x850", "0 0")
def test_any_words_can_be_looked_for(text: str, phrase: str) -> None:
    found = words_of([phrase])
    if found is not None:
        left = found.out_of(text)
        assert not found.are_in(left)
        assert found.are_in(text) == (left != text)
        encoded = text.encode("utf-8", "surrogatepass")
        assert found.are_in_bytes(encoded) or not found.are_in(text)


# ------------------------------------------------------------------------------- where it goes


def everywhere(text: str) -> Plan:
    """A text in every field that people write."""
    return plan_with(
        plan=Header.model_validate(
            {
                "id": "x-1",
                "title": text,
                "authority": text,
                "table": text,
                "parent_plan": text,
                "owner": text,
                "participants": (text, "Chair"),
                "leadership_group": (text,),
                "x_own": text,
            }
        ),
        position=Position(question=text, anchor_0=text, anchor_10=text, plus_one=text),
        barrier={
            B1: Barrier(text=text, said=text, note=text, speaker=text, cut_through=text),
            B2: Barrier.model_validate({"text": "x", "x_deep": {"a": [{"b": [text, 1]}]}}),
        },
        goal={"G1-aaaa": Goal(text="x", see=text, measure=text, baseline=text, target=text)},
        step={
            "S1-aaaa": Step.model_validate(
                {
                    "text": text,
                    "owner": text,
                    "with": (text, "x"),
                    "cue": text,
                    "done_when": text,
                    "blocked_by": text,
                    "cuts": (B1,),
                    "goal": "G1-aaaa",
                }
            )
        },
        reading={"R1-aaaa": Reading(date=DAY, score=4, reason=text)},
        review={"V1-aaaa": Review(date=DAY, summary=text, asks=(text,), attended=(text,))},
        log={"L1-aaaa": LogEntry(item=B1, date=DAY, field="x", was=text, now=text, why=text)},
        dismissed={"X1-aaaa": Dismissed(code="C43", item=B1, reason=text)},
        conflict={
            "C-1": Conflict(item=B1, field="text", value=text),
            "C-2": Conflict(item=B1, field="x_deep", value=[text, {"a": text}]),
            "C-3": Conflict(item="plan", field="date", value=DAY),
        },
        x_table={"y": text, "z": [text]},
    )


def test_it_goes_from_every_field() -> None:
    plan = everywhere("Jamie was here")
    assert len(places(plan, words("Jamie"))) == 41
    after = forget(plan, ["Jamie"], NOW)
    assert places(after, words("Jamie")) == ()
    assert b"Jamie" not in codec.encode(after)
    assert forget(everywhere("[removed] was here"), ["x2"], NOW) == forget_stamps(after)


def forget_stamps(plan: Plan) -> Plan:
    """The plan as if nobody had stamped it."""
    from trajectory.domain.kinds import Kind

    tables = {
        kind.value: {
            key: type(record).model_validate(
                {name: value for name, value in dict(record).items()
                 if name != "changed" and value is not None}
            )
            for key, record in plan.records(kind).items()
        }
        for kind in Kind
        if plan.records(kind)
    }  # fmt: skip
    return plan.replace(**tables)


def test_ids_links_choices_and_days_stay() -> None:
    plan = everywhere("x y")
    after = forget(
        plan, [B1, "C43", "safety-networks", "2018-01-16", "G1-aaaa", "x-1", "plan"], NOW
    )
    assert after == plan
    assert names_left(plan, words(B1)) == (B1,)


def test_names_are_told() -> None:
    plan = plan_with(
        plan=Header(id="x-1", deliverable="jamie-bell"),
        barrier={"jamie": Barrier.model_validate({"text": "x", "x_jamie": 1, "y": {"Jamie": 2}})},
        removed={"Jamie 2": NOW},
    )
    assert names_left(plan, words("jamie")) == (
        "jamie",
        "Jamie 2",
        "jamie-bell",
        "x_jamie",
        "Jamie",
    )


@pytest.mark.parametrize("value", [4857773456, dt.date(2009, 3, 14), "4857773457"])
def test_a_number_of_a_key_that_we_do_not_know_goes_whole(value: object) -> None:
    plan = plan_with(x_child={"nhs": value, "yes": True, "other": 1.5})
    after = forget(plan, [str(value)], NOW)
    assert after.model_extra == {"x_child": {"nhs": REMOVED, "yes": True, "other": 1.5}}


def test_only_what_changes_is_stamped() -> None:
    plan = plan_with(
        barrier={
            B1: Barrier(
                text="Jamie", created=THEN, changed=THEN, edited={"text": THEN, "note": THEN}
            ),
            B2: Barrier(text="x", created=THEN, changed=THEN),
        }
    )
    after = forget(plan, ["Jamie"], NOW)
    assert after.barrier[B1].changed == NOW
    assert after.barrier[B1].edited == {"note": THEN}
    assert after.barrier[B2] is plan.barrier[B2]


def test_a_set_in_which_two_become_one_has_it_once() -> None:
    plan = plan_with(review={"V1-aaaa": Review(date=DAY, asks=("Jamie", "JAMIE", "x"))})
    assert forget(plan, ["Jamie"], NOW).review["V1-aaaa"].asks == (REMOVED, "x")


@given(plans)
def test_the_texts_that_are_wanted_are_those_of_all_texts(plan: Plan) -> None:
    every = texts(plan)
    assert texts(plan, str.isascii) == tuple(place for place in every if place.text.isascii())
    assert texts(plan, lambda _: False) == ()


@given(plans, st.text(alphabet="aeint .", min_size=2, max_size=3))
def test_in_any_plan_they_are_gone_and_it_can_be_saved(plan: Plan, phrase: str) -> None:
    found = words_of([phrase])
    if found is None:
        return
    after = forget(plan, found, NOW)
    assert places(after, found) == () or forget(after, found, NOW) == after
    assert codec.parse(codec.encode(after))[0] == after


# ---------------------------------------------------------------------------- and with a merge


def test_the_words_win_against_no_older_copy_of_ours() -> None:
    """A copy from before is the base of our own merges, and brings nothing back."""
    plan = one("Jamie left", created=THEN)
    after = forget(plan, ["Jamie"], NOW)
    merged = merge([after, plan], base=plan)
    assert merged.plan == after
    assert merged.conflicts == ()


def test_a_copy_elsewhere_brings_them_back_as_a_difference() -> None:
    """As the docstring says: nothing here can prevent it."""
    plan = one("Jamie left", created=THEN, changed=THEN)
    after = forget(plan, ["Jamie"], NOW)
    merged = merge([after, plan]).plan
    assert merged.barrier[B1].text == "[removed] left"
    assert [conflict.value for conflict in merged.conflict.values()] == ["Jamie left"]


# ------------------------------------------------------------------------------- a whole entry


def test_an_entry_goes_with_all_that_is_said_about_it() -> None:
    plan = plan_with(
        barrier={
            B1: Barrier(text="x"),
            B2: Barrier(text="taken in", into=B1),
            "B3-cccc": Barrier(text="taken in by that", into=B2),
            "B4-dddd": Barrier(text="stays"),
        },
        log={
            "L1-aaaa": LogEntry(item=B1, date=DAY, field="note", now="x"),
            "L2-bbbb": LogEntry(item="B4-dddd", date=DAY, field="note", now="x"),
            "L3-cccc": LogEntry(item=B2, date=DAY, field="note", now="x"),
        },
        conflict={"C-1": Conflict(item=B1, field="text", value="y")},
        dismissed={"X1-aaaa": Dismissed(code="C43", item=B1)},
        step={"S1-aaaa": Step(text="x", cuts=(B1,))},
    )
    after = forget_entry(plan, B1, NOW)
    assert list(after.barrier) == ["B4-dddd"]
    assert list(after.log) == ["L2-bbbb"]
    assert not after.conflict
    assert not after.dismissed
    assert after.step == plan.step
    gone = {B1, B2, "B3-cccc", "L1-aaaa", "L3-cccc", "C-1", "X1-aaaa"}
    assert after.removed == dict.fromkeys(gone, NOW)
    assert merge([after, plan], base=plan).plan == after


def test_an_entry_that_is_not_there() -> None:
    plan = one("x")
    assert forget_entry(plan, "B9-zzzz", NOW) is plan


# ---------------------------------------------------------------------------------- the places


def test_a_place_has_its_label_and_what_the_field_is_called() -> None:
    plan = plan_with(
        plan=Header(id="x-1", title="Jamie"),
        barrier={B1: Barrier(text="x", said="Jamie")},
        x_table={"y": "Jamie"},
    )
    found = [(place.key, place.label, place.field) for place in places(plan, words("Jamie"))]
    assert found == [
        ("plan", "Plan", "the title"),
        (B1, "B1", "the first wording"),
        ("", "File", "x_table"),
    ]


@given(plans)
def test_all_texts_of_any_plan_are_found(plan: Plan) -> None:
    for place in texts(plan):
        assert isinstance(place.text, str)
