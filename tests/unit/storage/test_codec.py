"""A plan as text and back: what is written reads as the same plan, and looks as it should."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.storage.strategies import plans, texts
from trajectory.domain import editing
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError
from trajectory.storage import codec
from trajectory.storage.codec import NEW, Wrapping, encode, parse, plan_json

wrappings = st.builds(
    Wrapping,
    bom=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
    head=st.lists(st.sampled_from(["\n", "#\n", "# a remark: é\n", "\t# indented\n"])).map("".join),
)


def plan_of(**tables: Any) -> Plan:
    return Plan.model_validate({"plan": {}, **tables})


def text_of(**tables: Any) -> str:
    return encode(plan_of(**tables)).decode()


# ------------------------------------------------------------------------------- round trips


@given(plans, wrappings)
def test_any_plan_reads_back_as_itself(plan: Plan, wrapping: Wrapping) -> None:
    data = encode(plan, wrapping)
    read, read_wrapping = parse(data)

    assert read == plan
    assert codec.same_file(read, plan)
    assert read_wrapping == wrapping
    assert encode(read, read_wrapping) == data


@settings(max_examples=25)
@given(plans)
def test_the_json_of_any_plan_is_plain(plan: Plan) -> None:
    shown = json.loads(json.dumps(plan_json(plan), allow_nan=False))
    assert shown["format"] == 1
    assert list(shown.get("step", {})) == list(plan.step)


@given(texts.filter(str.strip), st.sampled_from(["\n", "\r\n"]))
def test_text_keeps_every_character_whatever_ends_the_lines(text: str, newline: str) -> None:
    plan = plan_of(note={"N1-aaaa": {"text": text}})
    data = encode(plan, Wrapping(newline=newline))
    assert parse(data)[0].note["N1-aaaa"].text == text


def test_what_a_reader_does_not_know_is_kept_through_an_edit() -> None:
    source = """\
#:schema ../trajectory-plan.schema.json
colour = "green"
format = 1

[plan]
title = "Networks"
facilitator = { name = "Team manager", since = 2018-01-16 }

[step.S1-t5vn]
text = "Add two questions"
cost = 12.50
dates = [2018-01-16, 2018-02-16]

[step.S1-t5vn.estimate]
low = 1

[[attachment]]
file = "minutes of the first meeting, with everything that was said by everybody at the table.pdf"
seen = 2018-01-16T09:30:00+01:00

[[attachment]]
file = "b.pdf"

[survey.2018]
returned = 14
"""
    plan, wrapping = parse(source.encode())
    edited = editing.edit(plan, "S1-t5vn", dt.datetime(2018, 2, 1, tzinfo=dt.UTC), text="Add three")
    again, _ = parse(encode(edited, wrapping))
    shown = plan_json(again)

    assert shown["colour"] == "green"
    assert shown["plan"]["facilitator"] == {"name": "Team manager", "since": "2018-01-16"}
    assert shown["step"]["S1-t5vn"] == {
        "text": "Add three",
        "said": "Add two questions",
        "changed": "2018-02-01T00:00:00Z",
        "cost": 12.5,
        "dates": ["2018-01-16", "2018-02-16"],
        "estimate": {"low": 1},
    }
    assert [a["file"] for a in shown["attachment"]][1] == "b.pdf"
    assert shown["attachment"][0]["seen"] == "2018-01-16T09:30:00+01:00"
    assert shown["survey"] == {"2018": {"returned": 14}}


# ------------------------------------------------------------------------------------ layout


def test_a_new_file_reads_as_the_format_says() -> None:
    plan = plan_of(
        plan={"title": "Networks", "date": dt.date(2018, 1, 16), "participants": ["Team manager"]},
        position={"target": 6},
        reading={"R1-b7qe": {"date": dt.date(2018, 1, 16), "score": 4.0, "scores": [2, 3.5, 4.0]}},
        step={
            "S1-t5vn": {
                "mood": "hopeful",
                "created": dt.datetime(2018, 1, 16, 15, 4, 10, tzinfo=dt.UTC),
                "votes": 2,
                "cuts": ["B1-h9wc"],
                "due": dt.date(2018, 2, 9),
                "owner": "Service Manager",
                "speaker": "Practice lead",
                "text": "Add two questions",
                "with": ["Data analyst"],
            }
        },
        removed={"B2-w8hs": dt.datetime(2018, 1, 16, 15, 4, 10, tzinfo=dt.UTC)},
    )
    assert (
        encode(plan).decode()
        == """\
#:schema ../trajectory-plan.schema.json
format = 1

[plan]
title = "Networks"
date = 2018-01-16
participants = ["Team manager"]

[position]
target = 6

[reading.R1-b7qe]
date = 2018-01-16
score = 4
scores = [2, 3.5, 4]

[step.S1-t5vn]
text = "Add two questions"
speaker = "Practice lead"
owner = "Service Manager"
with = ["Data analyst"]
due = 2018-02-09
cuts = ["B1-h9wc"]
votes = 2
created = 2018-01-16T15:04:10Z
mood = "hopeful"

[removed]
B2-w8hs = 2018-01-16T15:04:10Z
"""
    )


def test_a_plan_may_be_empty() -> None:
    assert text_of() == "#:schema ../trajectory-plan.schema.json\nformat = 1\n\n[plan]\n"
    assert parse(b"[plan]")[0] == plan_of()


def test_what_was_never_said_is_not_written() -> None:
    plan = plan_of(plan={"title": "x"}).replace(position={}, note={}, removed={})
    again = plan.replace(plan=plan.plan.replace(title=None))
    assert encode(again) == encode(plan_of())


def test_tables_stand_in_the_order_of_the_format_whatever_the_file_had() -> None:
    mixed = "[zebra]\nx=1\n[step.b]\ntext='b'\n[plan]\n[goal.a]\ntext='a'\n[position]\ntarget=2\n"
    written = encode(*parse(mixed.encode())).decode()
    headings = [line for line in written.splitlines() if line.startswith("[")]
    assert headings == ["[plan]", "[position]", "[goal.a]", "[step.b]", "[zebra]"]


def test_a_long_list_has_a_line_for_each_of_its_texts() -> None:
    roles = [f"Service Manager, Assessment {number}" for number in range(4)]
    written = text_of(plan={"participants": roles})
    assert all(f'    "{role}",\n' in written for role in roles)


@pytest.mark.parametrize(
    "text",
    [
        "a\x85b",
        "[\n    1,\n]",
        "x = [\n",
        "a = 2018-01-16 15:04:10+00:00",
        '", "',
        "]\n[plan]\n",
        "#:schema",
    ],
)
def test_text_that_looks_like_layout_stays_text(text: str) -> None:
    plan = plan_of(plan={"title": text, "participants": [text, text]})
    assert parse(encode(plan))[0] == plan


def test_an_empty_table_of_ours_is_left_out_and_an_unknown_one_is_kept() -> None:
    plan, _ = parse(b"[plan]\n[step]\n[position]\n[removed]\n[theirs]\n")
    written = encode(plan).decode()
    assert "[step]" not in written
    assert "[position]" not in written
    assert "[theirs]" in written


# ---------------------------------------------------------------------------------- wrapping


def test_a_file_keeps_its_mark_its_line_ends_and_its_first_comments() -> None:
    data = b"\xef\xbb\xbf# Our table\r\n\r\n#:schema x.json\r\nformat = 1\r\n\r\n[plan]\r\n"
    plan, wrapping = parse(data)

    assert wrapping == Wrapping(True, "\r\n", "# Our table\n\n#:schema x.json\n")
    written = encode(plan, wrapping)
    assert written.startswith(b"\xef\xbb\xbf# Our table\r\n\r\n#:schema x.json\r\nformat = 1\r\n")
    assert written.count(b"\n") == written.count(b"\r\n")


def test_a_file_without_comments_gets_none() -> None:
    _, wrapping = parse(b"[plan]\n# below\n")
    assert wrapping == Wrapping(head="")


# --------------------------------------------------------------------- what cannot be written


LONE = "half \ud83d a pair"
ODD_OFFSET = dt.timezone(dt.timedelta(hours=1, seconds=30))
REFUSED = [
    pytest.param({"note": {LONE: {"text": "x"}}}, "note", id="surrogate in an id"),
    pytest.param({"note": {"N1": {"text": "x", "mood": LONE}}}, "note.N1.mood", id="surrogate"),
    pytest.param({"theirs": {"a": [{"b": LONE}]}}, "theirs.a[1].b", id="surrogate deep down"),
    pytest.param({"theirs": {LONE: 1}}, "theirs", id="surrogate in a key"),
    pytest.param({"theirs": 2**53 + 1}, "theirs", id="big number"),
    pytest.param({"theirs": [1.0, float("nan")]}, "theirs[2]", id="nan"),
    pytest.param({"theirs": {"x": b"bytes"}}, "bytes", id="bytes"),
    pytest.param({"theirs": ["x" * 70_000]}, "70,0", id="a long line"),
    pytest.param({"theirs": ["x" * 1_000] * 2_100}, "too large", id="a large file"),
    pytest.param(
        {"theirs": dt.datetime(2018, 1, 1, tzinfo=ODD_OFFSET)}, "column", id="offset with seconds"
    ),
]


@pytest.mark.parametrize("tables, named", REFUSED)
def test_nothing_is_written_that_could_not_be_read(tables: dict[str, Any], named: str) -> None:
    plan = plan_of(**tables)
    with pytest.raises(NotSavedError) as refused:
        encode(plan)
    assert named in str(refused.value)


def test_a_plan_that_grows_too_large_is_refused_in_a_whole_sentence() -> None:
    with pytest.raises(NotSavedError) as refused:
        encode(plan_of(theirs=["x" * 1_000] * 2_100))
    assert str(refused.value).startswith(
        "The plan cannot be saved like this: the file is too large for a plan: 2,1"
    )
    assert str(refused.value).endswith(
        "Nothing was changed on disk: take the last change back, or make it smaller, and try again."
    )


def test_a_text_that_would_read_differently_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong in writing, the text is compared with the plan before it is saved."""
    dumps = tomli_w.dumps
    monkeypatch.setattr(tomli_w, "dumps", lambda data: dumps(data).replace("Goal", "Foul"))
    with pytest.raises(NotSavedError, match="would read differently"):
        encode(plan_of(plan={"title": "Goal"}), NEW)


def test_equal_is_more_than_pythons_equal() -> None:
    assert not codec.same_file(plan_of(x=1), plan_of(x=True))
    assert not codec.same_file(plan_of(x=1), plan_of(x=1.0))
    assert not codec.same_file(plan_of(x=0.0), plan_of(x=-0.0))
    first = plan_of(note={"a": {"text": "a"}, "b": {"text": "b"}})
    second = plan_of(note={"b": {"text": "b"}, "a": {"text": "a"}})
    assert first == second
    assert not codec.same_file(first, second)
    assert codec.same_file(first, editing.reorder(second, Kind.NOTE, ["a"]))
