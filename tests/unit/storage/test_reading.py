"""Files that cannot be read: each fault is named with its line, its key and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repository import ROOT
from trajectory.domain.plan import FORMAT
from trajectory.errors import PlanUnreadableError, Problem
from trajectory.storage import guards, problems
from trajectory.storage.codec import parse
from trajectory.storage.schema import schema

EXAMPLE = ROOT / "plans" / "harrowmere-table-3" / "safety-networks.toml"


def problems_in(data: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(PlanUnreadableError) as refused:
        parse(data if isinstance(data, bytes) else data.encode())
    assert refused.value.problems
    assert str(refused.value.problems[0]) in str(refused.value)
    return refused.value.problems


def problem_in(data: bytes | str) -> Problem:
    (problem,) = problems_in(data)
    return problem


# ------------------------------------------------------------------- whatever the bytes may be


def reads_or_refuses(data: bytes) -> None:
    try:
        parse(data)
    except PlanUnreadableError as error:
        problems = error.problems
        messages = [problem.message for problem in problems]
    else:
        return
    assert messages
    assert all(messages)
    assert not any("\n" in str(problem) for problem in problems)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_plan_or_are_refused(data: bytes) -> None:
    reads_or_refuses(data)


FRAGMENTS = (
    *("[plan]\n", "[step.S1]\n", "[[note]]\n", "text", "due", "format", "x", " = ", ".", ",", "#"),
    *("[", "]", "{", "}", '"', "'", '"""', "'''", "\\", "\\u", "\n", "\r\n", "\0", "\ufeff", "é"),
    *("2018-02-09", "T10:00:00", "Z", "+25:00", "0001-01-01T00:00:00+23:59", "0x", "1e999"),
    *('"a\\nb"', '"\\u001b\\r"', "9" * 400, "nan", "-inf", "true", "3.5", "-0", "with_", "1"),
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25))
def test_any_mixture_of_toml_is_a_plan_or_is_refused(parts: list[str]) -> None:
    reads_or_refuses("".join(parts).encode())
    reads_or_refuses(b"[plan]\n" + "".join(parts).encode())


@given(st.data())
def test_a_damaged_plan_is_a_plan_or_is_refused(data: st.DataObject) -> None:
    whole = EXAMPLE.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 60))
    patch = data.draw(st.sampled_from([*FRAGMENTS, ""])).encode()
    reads_or_refuses(whole[:start] + patch + whole[start + length :])


def test_a_cut_plan_is_a_shorter_plan_or_is_refused() -> None:
    whole = EXAMPLE.read_bytes()
    for end in range(0, len(whole), 37):
        reads_or_refuses(whole[:end])


# ------------------------------------------------------------------------------ wrong values


def test_a_wrong_value_is_named_with_line_key_and_what_is_allowed() -> None:
    source = "[plan]\n\n[step.S1-t5vn]\ntext = 'Ask'\n\ndue = 'soon'\n"
    assert problem_in(source) == Problem(
        6, "step.S1-t5vn.due", '"soon" is not a date: write it like 2026-02-09'
    )
    assert str(problem_in(source)) == 'line 6, due: "soon" is not a date: write it like 2026-02-09'


def test_all_problems_are_named_in_the_order_of_the_file() -> None:
    source = "[plan]\ntitle = 3\nx = nan\n[step.a]\n[note.b]\ntext = ''\nvotes = 2.5\n"
    assert [(p.line, p.key) for p in problems_in(source)] == [
        (2, "plan.title"),
        (3, "plan.x"),
        (4, "step.a.text"),
        (6, "note.b.text"),
        (7, "note.b.votes"),
    ]


@pytest.mark.parametrize(
    "line, message",
    [
        ("title = 3", '3 is not text: text stands in quotation marks, like "Team manager"'),
        ("date = 2018", "2018 is not a date: write it like 2026-02-09"),
        ('date = "2018-02-09"', '"2018-02-09" is text: write 2018-02-09 without quotation marks'),
        (
            "date = 2018-02-09T10:00:00",
            "2018-02-09T10:00:00 has a time of day: write the date alone, 2018-02-09",
        ),
        ('participants = "Manager"', '"Manager" is not a list: write it like ["one", "another"]'),
        (
            "status = 'agred'",
            '"agred" is not one of draft, agreed, active or closed: did you mean agreed?',
        ),
        ("title = '" + "a" * 5001 + "'", "is 5,001 characters long: at most 5,000 are kept"),
        ("theirs = nan", "nan is not a number that a plan can hold"),
        ("theirs = 1e999", "inf is not a number that a plan can hold"),
        (
            "theirs = [0, 1" + "0" * 20 + "]",
            "a number of 21 digits is too large a number: other programs would round it",
        ),
    ],
)
def test_what_is_said_about_a_line_of_the_header(line: str, message: str) -> None:
    problem = problem_in(f"[plan]\n{line}\n")
    assert problem.line == 2
    assert problem.message == message


@pytest.mark.parametrize(
    "table, key, message",
    [
        (
            "[position]\ntarget = true",
            "position.target",
            "true is not a number: 0 to 10 in half points",
        ),
        (
            "[position]\ntarget = '4'",
            "position.target",
            '"4" is text: write 4 without quotation marks',
        ),
        (
            "[position]\ntarget = 10.5",
            "position.target",
            "10.5 is not allowed: 0 to 10 in half points",
        ),
        (
            "[position]\ntarget = 3.7",
            "position.target",
            "3.7 is not a whole or half point: 0 to 10 in half points",
        ),
        (
            "[reading.R1]\nscore = 4\ndate = 2018-01-16\nscores = 4",
            "reading.R1.scores",
            "4 is not a list: write it like [3, 4.5]",
        ),
        (
            "[reading.R1]\nscore = 4\ndate = 2018-01-16\nscores = [4,\n nan]",
            "reading.R1.scores[2]",
            "nan is not a number that a plan can hold",
        ),
        (
            "[barrier.B1]\ntext = 'x'\nstrength = 6",
            "barrier.B1.strength",
            "6 is not allowed: 1 to 5",
        ),
        (
            "[barrier.B1]\ntext = 'x'\nstrength = 2.0",
            "barrier.B1.strength",
            "2.0 is not a whole number: 1 to 5",
        ),
        (
            "[barrier.B1]\ntext = 'x'\nvotes = -1",
            "barrier.B1.votes",
            "-1 is not allowed: 0 or more",
        ),
        (
            "[barrier.B1]\ntext = 'x'\nstarred = 'true'",
            "barrier.B1.starred",
            '"true" is text: write true without quotation marks',
        ),
        (
            "[barrier.B1]\ntext = 'x'\nstarred = 1",
            "barrier.B1.starred",
            "1 is neither true nor false",
        ),
        ("[barrier.B1]\ntext = ' \t'", "barrier.B1.text", "is empty"),
        ("[barrier.B1]", "barrier.B1.text", "is missing: every barrier has one"),
        (
            "[barrier]\nB1 = 'x'",
            "barrier.B1",
            '"x" stands where a table belongs: give it the heading [barrier.B1]',
        ),
        (
            "[[barrier]]\ntext = 'x'",
            "barrier",
            (
                "a list stands where a table belongs:"
                " give each barrier a heading with an id of its own, like [barrier.first]"
            ),
        ),
        (
            "[parking.P1]\ntext = 'x'\nfor_ = 'call'",
            "parking.P1.for_",
            "the name of this is for, without the _",
        ),
        (
            "[step.'a b']\ntext = 'x'\nwith_ = ['y']",
            'step."a b".with_',
            "the name of this is with, without the _",
        ),
        (
            "[removed]\nB1 = 2018-01-16",
            "removed.B1",
            "2018-01-16 is not a point in time: write it in UTC, like 2026-02-09T14:02:00Z",
        ),
        (
            "[removed]\nB1 = 2018-01-16T10:00:00",
            "removed.B1",
            "2018-01-16T10:00:00 needs a time zone: write it in UTC, such as 2026-11-22T14:02:00Z",
        ),
        (
            "[removed]\nB1 = 0001-01-01T00:00:00+23:59",
            "removed.B1",
            "0001-01-01T00:00:00+23:59 is outside the years 1 to 9999 in UTC",
        ),
    ],
)
def test_what_is_said_about_a_table(table: str, key: str, message: str) -> None:
    problem = problem_in(f"[plan]\n{table}\n")
    assert (problem.key, problem.message) == (key, message)


def test_a_plan_of_a_newer_version_is_not_touched() -> None:
    problem = problem_in(f"format = {FORMAT + 1}\n[plan]\n")
    assert problem.line == 1
    assert "newer Trajectory" in problem.message


@pytest.mark.parametrize("source", ["title = 'x'\n", "# only a remark\n", " \n\t\n", "[step]\n"])
def test_a_file_without_a_plan_table_is_no_plan(source: str) -> None:
    problem = problem_in(source)
    assert problem.key == "plan"
    assert "no [plan] table" in problem.message


def wrong_for(rule: Mapping[str, Any]) -> str:
    """A value, as TOML, of a kind that this rule of the schema never allows."""
    return '[["no"]]' if rule.get("type") in {"boolean", "integer", "number", "array"} else "[[7]]"


def fields() -> Iterator[tuple[str, str, str]]:
    """Heading of a valid record, name of a field of it, and a wrong value for that field."""
    heads = {"plan": "[plan]\n", "position": "[plan]\n[position]\n"}
    for table, rule in schema()["properties"].items():
        inner = rule.get("additionalProperties", rule)
        if "$ref" not in inner:
            continue
        properties = schema()["$defs"][inner["$ref"].rpartition("/")[2]]["properties"]
        head = heads.get(table, f"[plan]\n[{table}.a]\n")
        for name, field in properties.items():
            if field.keys() - {"title", "description"}:  # `conflict.value` may be anything
                yield (
                    head,
                    f"{table}.a.{name}" if table not in heads else f"{table}.{name}",
                    wrong_for(field),
                )


FIELDS = list(fields())


def test_every_field_is_tried() -> None:
    assert len(FIELDS) > 150
    assert {key for _, key, _ in FIELDS} >= {"plan.title", "step.a.with", "review.a.finished"}


@pytest.mark.parametrize("head, key, value", FIELDS, ids=[key for _, key, _ in FIELDS])
def test_a_field_of_the_wrong_kind_is_named(head: str, key: str, value: str) -> None:
    source = f"{head}{key.rpartition('.')[2]} = {value}\n"
    found = {problem.key.partition("[")[0]: problem for problem in problems_in(source)}
    assert found[key].line == source.count("\n")
    assert found[key].message.startswith(
        ("a list is not", "a list has", "a list is ", "a list stands")
    )


# --------------------------------------------------------------------------- syntax and guards


@pytest.mark.parametrize(
    "source, line, words",
    [
        ("[plan]\ntitle 'x'\n", 2, "there is no = between a name and its value"),
        ("[plan\ntitle = 'x'\n", 1, "the heading lacks its closing ]"),
        ("[plan]\ntitle = 'x' 'y'\n", 2, "something follows the value"),
        ("[plan]\ntitle = x\n", 2, "the value is not understood: text stands in quotation marks"),
        ("[plan]\ntitle = \n", 2, "the value is not understood"),
        ('[plan]\ntitle = "x\nowner = "y"\n', 2, 'the text lacks its closing "'),
        ('[plan]\ntitle = """x\n', 3, 'text that opens with " is never closed'),
        ("[plan]\nparticipants = ['a' 'b']\n", 2, "a list that opens with ["),
        ("[plan]\nx = { a = 1\n", 3, "a table that opens with {"),
        ('[plan]\ntitle = "C:\\Plans"\n', 2, "a backslash in text is written twice"),
        ("[plan]\ndate = 2018-02-30\n", 2, "there is no such date or time"),
        ("[plan]\nx = 2018-02-03T10:00:00+01:00:30\n", 2, "something follows the value"),
        ('[plan]\ntitle = "\\ud83d"\n', 2, "the \\u code in the text is no character"),
        ('[plan]\ntitle = "\\u12"\n', 2, "the \\u code in the text is incomplete"),
        ("[plan]\n= 3\n", 2, "the line is neither a [heading] nor a name"),
        ("[plan]\na. = 3\n", 2, "the name lacks, or has a character that needs quotation marks"),
        ("[plan]\n[plan]\n", 2, "the heading stands in the file twice"),
        ("[plan]\na = 1\na = 2\n", 3, "the name stands twice in this table"),
        ("[plan]\nx = { a = 1, a = 2 }\n", 2, "the name stands twice in this table"),
        ("[plan]\n[step.a]\n[step]\nb.c = 1\na.d = 1\n", 5, "the table stands in the file twice"),
        ("[plan]\nx = { a = 1 }\n[plan.x]\n", 3, "the heading stands in the file twice"),
        ("[plan]\nx = { a = 1 }\n[plan.x.y]\n", 3, "the heading stands in the file twice"),
        ("[plan]\n# bell \x07\n", 2, "there is a control character in the text"),
        ("[plan]\ntitle = 'bell \x07'\n", 2, "there is a control character in the text"),
        ("[plan]\nx = " + "1" * 5_000 + "\n", 2, "a number is too long"),
    ],
)
def test_a_slip_in_the_toml_is_told_in_plain_words(source: str, line: int, words: str) -> None:
    problem = problem_in(source)
    assert problem.line == line
    assert words in problem.message


def test_the_column_is_named() -> None:
    assert problem_in("[plan]\ntitle = x\n").message.startswith("column 9: ")


@pytest.mark.parametrize(
    "data, line, words",
    [
        (b"", None, "empty (0 bytes)"),
        (b"\0" * 4096, None, "4,096 zero bytes"),
        (b"[plan]\ntitle = 'caf\xe9'\n", 2, "byte 13 of the line (hexadecimal e9) is not UTF-8"),
        ("[plan]\n".encode("utf-16"), 1, "UTF-16"),
        (b"[plan]\ntitle = '" + b"a" * 64_001 + b"'\n", 2, "64,011 bytes"),
        (b"[plan]\n" + b"# x\n" * 500_001, None, "too large for a plan"),
        (b"[plan]\n\na.b.c.d.e.f.g.h.i.j = 1\n", 3, "more than 8 dots"),
        (b"[plan]\n[a.b.c.d.e.'f.'.g.h.i.j]\n", 2, "more than 8 dots"),
        (b"[plan]\nx = [" + b"1,\n" * 40_001 + b"]\n", None, "too many parts for a plan: 40,004"),
        (b"[plan]\n" + b"".join(b"[a%d.b.c.d.e]\n" % n for n in range(9_000)), None, "45,001"),
        (b"[plan]\nx = " + b"[" * 33 + b"]" * 33 + b"\n", None, "more than 32 deep"),
        (b"[plan]\nx = " + b"[" * 10_000, None, "more than 32 deep"),
        (b"[plan]\nx = " + b"{a=" * 33 + b"1" + b"}" * 33 + b"\n", None, "more than 32 deep"),
        (b"[plan]\nx = " + b"{a=" * 12 + b"1" + b"}" * 12 + b"\n", 2, "more than 9 deep"),
        (b"[plan]\n" + b".".join([b"a"] * 20_000) + b" = 1\n", 2, "more than 8 dots"),
    ],
)
def test_what_is_refused_before_it_is_parsed(data: bytes, line: int | None, words: str) -> None:
    problem = problem_in(data)
    assert problem.line == line
    assert words in problem.message


@pytest.mark.parametrize(
    "source",
    [
        "[plan]\nx = " + "[" * 30 + "]" * 30,
        "[plan]\nx = [" + "[1, 2.5], " * 2_000 + "]",
        "[plan]\ntitle = '" + "[" * 99 + "'",
        '[plan]\ntitle = "\\"' + "{" * 99 + '"',
        "[plan]\ntitle = '''\n" + "[" * 99 + "''''",
        '[plan]\ntitle = """a "quoted" \\""" word ' + "." * 99 + '"""',
        "[plan]\n# " + "[." * 99,
        "[plan]\n'a.b.c.d.e.f.g.h.i.j.k' = '...........'",
        "[plan]\nx = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 1.5]",
        "[plan]\ntitle = '''<<<<<<< ours\n=======\n>>>>>>> theirs'''",
    ],
    ids=range(10),
)
def test_text_and_honest_lists_are_never_taken_for_an_attack(source: str) -> None:
    parse(source.encode())


@pytest.mark.parametrize(
    "text",
    [
        '\\"' * 30_000,
        '\\"""x' * 20_000,
        "'''" + "x''" * 20_000,
        '"' * 64_001,
        ". " * 30_000,
        "[{" * 30_000,
    ],
    ids=["escaped", "escaped-long", "literal", "quotes", "dots", "brackets"],
)
def test_hostile_text_is_looked_at_once_not_once_for_each_character(text: str) -> None:
    """No time is measured: a guard that goes back for each quote would not end today."""
    guards.text_problem(text * 20)
    guards.text_problem("\n".join([text] * 20))


def test_the_marks_that_git_leaves_are_explained() -> None:
    source = "[plan]\n<<<<<<< HEAD\ntitle = 'a'\n=======\ntitle = 'b'\n>>>>>>> theirs\n"
    problem = problem_in(source)
    assert problem.line == 2
    assert "git could not join two versions" in problem.message


def test_more_problems_are_counted_in_the_message() -> None:
    with pytest.raises(PlanUnreadableError, match=r"line 2, title: .* \(and 2 more\)"):
        parse(b"[plan]\ntitle = 1\nowner = 2\ntable = 3\n")


def test_no_more_problems_are_told_than_anybody_reads() -> None:
    source = "[plan]\n[removed]\n" + "".join(f"a{number} = 1\n" for number in range(3_000))
    assert len(problems_in(source)) == 1_000
    assert len(problems_in("[plan]\nx = [\n" + "nan,\n" * 3_000 + "]\n")) == 1_000


def test_a_problem_is_told_on_one_line_whatever_the_file_calls_it() -> None:
    problem = problem_in('[plan]\n[step."a\\nplan.toml:1: b\\\\"]\ntext = "x"\ndue = "y\\nz"\n')
    assert problem.key == 'step."a\\u000aplan.toml:1: b\\\\".due'
    assert problem.message == '"y␊z" is not a date: write it like 2026-02-09'


def test_one_name_for_two_items_is_refused_as_nobody_could_tell_them_apart() -> None:
    source = b"""[plan]
[barrier.rota]
text = "No rota"
[step.rota]
text = "Write a rota"
"""
    with pytest.raises(PlanUnreadableError) as error:
        parse(source)
    assert [(p.line, p.key) for p in error.value.problems] == [(4, "step.rota")]
    assert "a barrier has this name too" in str(error.value)


SAFE = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-9, 9) | st.text()
HAZARDS = st.sampled_from([2**53 + 1, -(2**60), float("inf"), float("nan")])


def nested(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    values = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
    )
    return st.dictionaries(KEYS, values, max_size=4)


KEYS = st.sampled_from("abc")


def is_hazard(value: object) -> bool:
    """What is asked of each value, without any haste."""
    match value:
        case dict():
            return any(map(is_hazard, value.values()))
        case list():
            return any(map(is_hazard, value))
        case _:
            return value in {2**53 + 1, -(2**60), float("inf")} or value != value  # noqa: PLR0124


@given(nested(SAFE | HAZARDS))
def test_no_hazard_is_missed_by_a_quick_look(data: dict[str, Any]) -> None:
    assert bool(list(problems.hazards(data, ""))) is is_hazard(data)


@pytest.mark.parametrize("depth, told", [(problems.MAX_TABLES, 0), (problems.MAX_TABLES + 1, 1)])
def test_tables_too_deep_are_seen_behind_any_number_of_shallow_ones(depth: int, told: int) -> None:
    deep: dict[str, Any] = {}
    for _ in range(depth - 1):
        deep = {"x": deep}
    assert len(list(problems.hazards({"a": {"b": 1}, "x": deep, "z": []}, ""))) == told
