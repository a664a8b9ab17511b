"""A person's comments, key order and layout survive whatever the app does to their plan."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.storage.hand_edits import (
    CORPUS,
    all_edits,
    comments_of,
    saved,
    undone,
)
from tests.unit.storage.handwriting import Hand, any_change, any_data
from tests.unit.storage.strategies import plans
from trajectory.domain.plan import Plan
from trajectory.storage import codec
from trajectory.storage.codec import toml_text
from trajectory.storage.layout import carried, rewrite
from trajectory.storage.toml_blocks import Document
from trajectory.storage.toml_values import same

MIXED = "lines-and-tables-mixed"
names = pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
randoms = st.randoms(use_true_random=True)


def read(path: Path) -> tuple[str, Plan]:
    data = path.read_bytes()
    return data.decode("utf-8-sig"), codec.parse(data)[0]


def changed(text: str, new: Mapping[str, Any]) -> str | None:
    return rewrite(text, tomli.loads(text), new, tomli.loads, toml_text)


def untouched_blocks(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The text of each table with a header whose keys, and those inside it, are as they were."""
    document = Document(text)
    found: list[tuple[int, str]] = []
    waiting: list[tuple[Any, Any, Any]] = [(document.root, old, new)]
    while waiting:
        node, one, other = waiting.pop()
        if node.block and same(one, other) and list(one) == list(other):
            found.append((node.block.start, text[node.block.start : node.block.body_end]))
        for key, child in node.children.items():
            if isinstance(one, dict) and isinstance(other, dict) and key in one and key in other:
                waiting.append((child, one[key], other[key]))
    return [block for _, block in sorted(found)]


# --------------------------------------------------------------------- files edited by hand


def test_there_are_plans_of_many_hands() -> None:
    assert len(CORPUS) >= 30


@pytest.mark.slow
@names
def test_every_edit_keeps_what_a_person_wrote(path: Path) -> None:
    text, plan = read(path)
    for what, made in all_edits(plan):
        after = made()
        got = saved(text, plan, after)
        assert got is not None, what
        assert codec.same_file(codec.parse(got.encode())[0], after), what
        assert comments_of(got) == comments_of(text), what
        is_move = "move" in what or "turned" in what
        if is_move and path.stem == MIXED:  # there a table may have to become a line
            continue
        at = 0
        for block in untouched_blocks(text, codec.to_plain(plan), codec.to_plain(after)):
            at = got.find(block.rstrip("\r\n"), 0 if is_move else at)
            assert at >= 0, (what, block)


@names
def test_every_edit_can_be_taken_back(path: Path) -> None:
    text, plan = read(path)
    for what, made in all_edits(plan):
        if what.startswith(("delete", "to barrier", "all", "unlink")):
            after = made()
            then = saved(text, plan, after) or ""
            before = undone(plan, after)
            got = saved(then, after, before)
            assert got is not None, what
            assert codec.same_file(codec.parse(got.encode())[0], before), what
            assert comments_of(got) == comments_of(text), what


@names
def test_an_edit_that_changes_nothing_gives_the_very_same_text(path: Path) -> None:
    text, plan = read(path)
    assert saved(text, plan, plan) == text
    assert changed(text, tomli.loads(text)) is text


@given(st.sampled_from(CORPUS), st.lists(st.integers(0, 10_000), min_size=3, max_size=8))
def test_a_sitting_of_many_edits_keeps_every_comment(path: Path, choices: list[int]) -> None:
    text, plan = read(path)
    comments = comments_of(text)
    for choice in choices:
        possible = list(all_edits(plan))
        after = possible[choice % len(possible)][1]()
        got = saved(text, plan, after)
        assert got is not None
        text, plan = got, after
        assert codec.same_file(codec.parse(text.encode())[0], plan)
        assert comments_of(text) == comments


def test_a_file_that_only_the_app_wrote_is_written_as_the_app_writes_it() -> None:
    _, plan = read(next(path for path in CORPUS if path.stem == "whole-plan-with-remarks"))
    text = codec.encode(plan).decode()
    for what, made in all_edits(plan):
        after = made()
        assert saved(text, plan, after) == codec.encode(after).decode(), what


# ------------------------------------------------------------------------------ whatever it is


@given(plans, randoms)
def test_any_plan_with_remarks_is_edited_in_place(plan: Plan, random: Random) -> None:
    text = with_remarks(codec.encode(plan).decode(), random)
    raw = tomli.loads(text)
    after = random.choice(list(all_edits(plan)))[1]()
    got = saved(text, plan, after)
    assert got is not None
    assert same(tomli.loads(got), carried(raw, codec.to_plain(plan), codec.to_plain(after)))
    assert comments_of(got) == comments_of(text)


def with_remarks(text: str, random: Random) -> str:
    """Comments and empty lines between the lines of a file that the app wrote."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")[:-1]):
        if random.random() < 0.2:
            lines.append(random.choice(("", "\t", f"# above {number}", f"  # [plan] {number}")))
        lines.append(line + (f" # beside {number}" if line and random.random() < 0.2 else ""))
    return "\n".join(lines) + "\n"


@given(randoms)
def test_any_data_in_any_hand_becomes_any_other(random: Random) -> None:
    hand = Hand(random)
    text = hand.document(any_data(random))
    old = tomli.loads(text)
    new = any_change(random, old)
    got = changed(text, new)
    assert got is not None
    assert same(tomli.loads(got), new)
    assert [list(table) for table in tables(tomli.loads(got))] == [list(t) for t in tables(new)]
    assert comments_of(got) == sorted(hand.comments)


def tables(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tables inside each first-level table: those whose order counts."""
    return [
        {key: inner for key, inner in data[name].items() if isinstance(inner, dict)}
        for name in sorted(data)
        if isinstance(data[name], dict)
    ]


# --------------------------------------------------------------------------------- examples


def example(before: str, change: Callable[[dict[str, Any]], object]) -> str | None:
    new = tomli.loads(before)
    change(new)
    return changed(before, new)


def reordered(*keys: str) -> Callable[[dict[str, Any]], object]:
    return lambda d: d.update(step={key: d["step"][key] for key in keys})


CASES = [
    pytest.param(
        "[step.a] # first\ntext  =  'x'  # said so\ndue = 2018-01-01\n",
        lambda d: d["step"]["a"].update(text="y"),
        '[step.a] # first\ntext  =  "y"  # said so\ndue = 2018-01-01\n',
        id="only the value is replaced",
    ),
    pytest.param(
        "[step.a]\ntext = 'x'\n# by when\ndue = 2018-01-01\n# more to come\n\n# end\n",
        lambda d: d.update(step={"a": {"text": "x", "owner": "O", **d["step"]["a"], "z": 1}}),
        "[step.a]\ntext = 'x'\nowner = \"O\"\n# by when\ndue = 2018-01-01\nz = 1\n# more to come\n"
        "\n# end\n",
        id="a new key stands behind the one that the models have before it",
    ),
    pytest.param(
        "[step.a]\n\t# what\n\ttext = 'x'\n",
        lambda d: d.update(step={"a": {"id": 1, "text": "x", "due": 2}}),
        "[step.a]\n\tid = 1\n\t# what\n\ttext = 'x'\n\tdue = 2\n",
        id="a new key has the indent of the others",
    ),
    pytest.param(
        "[step.a]\ntext = 'x'\n# when?\ndue = 1 # moved once\nz = 1\n",
        lambda d: d["step"]["a"].pop("due"),
        "[step.a]\ntext = 'x'\n# when?\n# moved once\nz = 1\n",
        id="the comments of a key that goes stay",
    ),
    pytest.param(
        "[step.a]\ntext = 'x'\n\n# about b\n[step.b] # b\ntext = 'y' # c\n# d\n\n[log]\n",
        lambda d: d["step"].pop("b"),
        "[step.a]\ntext = 'x'\n\n# about b\n# b\n# c\n# d\n\n[log]\n",
        id="the comments of a table that goes stay",
    ),
    pytest.param(
        "[step.a]\ntext = 'x'\n\n# ---- log ----\n\n[log]\n",
        lambda d: d["step"].update(b={"text": "y"}),
        "[step.a]\ntext = 'x'\n\n[step.b]\ntext = \"y\"\n\n# ---- log ----\n\n[log]\n",
        id="a new table stands behind its last sibling, before what is between the tables",
    ),
    pytest.param(
        "# a\n[a]\nx = 1\n# c\n[c]\nx = 1\n",
        lambda d: (c := d.pop("c"), d.update(b={"x": 1}, c=c)),
        "# a\n[a]\nx = 1\n\n[b]\nx = 1\n# c\n[c]\nx = 1\n",
        id="a table of a new kind stands where the models have it",
    ),
    pytest.param(
        "# one\n[step.a]\nx = 1 # 1\n\n# between\n\n# two\n[step.b]\nx = 2 # 2",
        reordered("b", "a"),
        "# one\n# two\n[step.b]\nx = 2 # 2\n\n[step.a]\nx = 1 # 1\n\n# between",
        id="a table moves with its comments; those at the top of the file stay there",
    ),
    pytest.param(
        "[note.a]\nx = 1\n\n# said twice\n[note.b] # b\ntext = 'y' # c\n\n[step.a]\nx = 1\n",
        lambda d: d["step"].update(b={**d["note"].pop("b"), "due": 1}),
        "[note.a]\nx = 1\n\n[step.a]\nx = 1\n\n"
        '# said twice\n# b\n# c\n[step.b]\ntext = "y"\ndue = 1\n',
        id="the comments of a record that moves to another kind go with it",
    ),
    pytest.param(
        "[note]\na = { text = 'x' } # a\n\n[step.a]\nx = 1\n",
        lambda d: d.update(goal={"c": d.pop("note")["a"]}),
        '[step.a]\nx = 1\n\n# a\n[goal.c]\ntext = "x"\n',
        id="the comments of a record go to a kind that is new",
    ),
    pytest.param(
        "[step]\na = { x = 1 } # a\n# b\nb.x = 2\nb.y = 3 # b\n\n[step.c]\nx = 4\n",
        reordered("b", "c", "a"),
        "[step]\n# b\nb.x = 2\nb.y = 3 # b\n\n[step.c]\nx = 4\n\n# a\n[step.a]\nx = 1\n",
        id="a line becomes a table where it has to stand behind one",
    ),
    pytest.param(
        "[step]\na = { x = 1 }\nb = { x = 2 }\n\n# c\n[step.c]\nx = 4 # 4\n",
        reordered("a", "c", "b"),
        "[step]\na = { x = 1 }\n# c\n# 4\nc = { x = 4 }\nb = { x = 2 }\n",
        id="a table becomes a line where it has to stand between lines",
    ),
    pytest.param(
        "[p]\nwho = [\n    'a', # A\n    'b', # B\n    'c' # C\n]\n",
        lambda d: d["p"].update(who=["z", "a", "c", "d"]),
        "[p]\nwho = [\n    \"z\",\n    'a', # A\n    # B\n    'c', # C\n    \"d\"\n]\n",
        id="a list over several lines keeps them",
    ),
    pytest.param(
        "[p]\nwho = ['a','b' , 'c']\n",
        lambda d: d["p"].update(who=["a", "c", "d"]),
        "[p]\nwho = ['a','c', \"d\"]\n",
        id="a list on one line stays on it",
    ),
    pytest.param(
        "[p]\nwho = [ # all\n  'a',\n] # end\n",
        lambda d: d["p"].update(who=[]),
        "[p]\n# all\nwho = [] # end\n",
        id="the comments of a list that is emptied stand above it",
    ),
    pytest.param(
        "s = {a={x=1,  y='q'},b={x=2}} # s\n",
        lambda d: d["s"]["a"].update(y="r", z=True),
        's = {a={x=1,  y="r", z = true},b={x=2}} # s\n',
        id="inside an inline table only the value is replaced",
    ),
    pytest.param(
        "s = { a = 1, b = 2 }\n",
        lambda d: d["s"].pop("b"),
        "s = { a = 1 }\n",
        id="an inline table gets no comma at its end",
    ),
    pytest.param(
        "plan.title = 'x'\nplan.place.room = 'y'\n",
        lambda d: (d["plan"].update(owner="O"), d["plan"]["place"].update(seats=4)),
        "plan.title = 'x'\nplan.place.room = 'y'\nplan.place.seats = 4\nplan.owner = \"O\"\n",
        id="dotted keys get dotted company",
    ),
    pytest.param(
        "[step.a]\nx = 1\n",
        lambda d: d["step"].update(n=1, m="2"),
        '[step]\nn = 1\nm = "2"\n\n[step.a]\nx = 1\n',
        id="a table that had no header gets one",
    ),
    pytest.param(
        "[[file]]\nname = 'a' # 1\n[[file]]\nname = 'b'\n[file.size]\nx = 1\n",
        lambda d: d["file"][1].update(name="c", size={"x": 1, "y": 2}, note={"z": 3}),
        "[[file]]\nname = 'a' # 1\n[[file]]\nname = \"c\"\nnote = { z = 3 }\n"
        "[file.size]\nx = 1\ny = 2\n",
        id="a table in a list of tables changes in place",
    ),
    pytest.param(
        "\r\n[a]\r\nx = [\r\n  1, # one\r\n]\r\n",
        lambda d: (d["a"]["x"].append(2), d.update(b={"y": 1})),
        "\r\n[a]\r\nx = [\r\n  1, # one\r\n  2,\r\n]\r\n\r\n[b]\r\ny = 1\r\n",
        id="lines end as the others do",
    ),
    pytest.param(
        "[a]\nx = 1 # one",
        lambda d: d["a"].update(y=2),
        "[a]\nx = 1 # one\ny = 2",
        id="a last line without an end stays so",
    ),
    pytest.param(
        "[a]\nx = 4\ny = 2018-01-01\n",
        lambda d: d["a"].update(x=4.0, y=str(d["a"]["y"])),
        '[a]\nx = 4.0\ny = "2018-01-01"\n',
        id="another kind of value is another value",
    ),
]


@pytest.mark.parametrize("before, change, after", CASES)
def test_an_edit_changes_only_what_it_is_about(
    before: str, change: Callable[[dict[str, Any]], object], after: str
) -> None:
    assert example(before, change) == after


# ------------------------------------------------------------------------------ never trusted


def test_there_is_no_result_when_the_text_holds_something_else() -> None:
    text = "[a]\nx = 1\n"
    assert rewrite(text, {"a": {"x": 1, "y": 2}}, {"a": {"y": 3}}, tomli.loads, toml_text) is None
    assert rewrite(text, {"a": {"x": 2}}, {"a": {"x": 2}, "b": {}}, tomli.loads, toml_text) is None


def test_there_is_no_result_when_what_is_written_reads_otherwise() -> None:
    def careless(data: Mapping[str, Any]) -> str:
        return toml_text(data).replace("true", "1")

    text = "[a]\nx = 1\n"
    assert rewrite(text, {"a": {"x": 1}}, {"a": {"x": True}}, tomli.loads, careless) is None


@pytest.mark.parametrize("text", ["[a]\nx\n", "[a\n", "a = [1\n", "a = {b}\n"])
def test_there_is_no_result_for_what_is_no_toml(text: str) -> None:
    assert rewrite(text, {"a": {"x": 1}}, {"a": {"x": 2}}, tomli.loads, toml_text) is None


# -------------------------------------------------------------------------------- carried over


def test_what_an_edit_did_not_change_stays_as_the_file_has_it() -> None:
    raw = {"a": {"score": 4.0, "text": "x"}, "empty": {}, "own": [1.0]}
    old = {"format": 1, "a": {"score": 4, "text": "x"}, "own": [1]}
    new = {"format": 1, "a": {"score": 4, "text": "y", "due": 2}, "b": {"z": 1}, "own": [1]}
    assert carried(raw, old, old) == raw
    got = carried(raw, old, new)
    wanted = {"a": {"score": 4.0, "text": "y", "due": 2}, "b": {"z": 1}, "own": [1.0], "empty": {}}
    assert same(got, wanted)


def test_what_a_file_left_out_comes_in_when_it_is_changed() -> None:
    assert carried({"a": {}}, {"format": 1, "a": {}}, {"format": 2, "a": {}}) == {
        "format": 2,
        "a": {},
    }


def test_the_order_of_records_is_the_new_one() -> None:
    raw = {"step": {"a": {"x": 1.0}, "b": {"x": 2.0}}}
    old = {"step": {"a": {"x": 1}, "b": {"x": 2}}}
    new = {"step": {"b": {"x": 2}, "a": {"x": 1}}}
    assert list(carried(raw, old, new)["step"]) == ["b", "a"]


# --------------------------------------------------------------------------------- large files


def calls_for(size: int, change: Callable[[dict[str, Any]], object]) -> int:
    """How many functions are called to change a plan with so many steps."""
    records = {f"S{n}": {"text": f"step {n}", "cuts": ["B1", "B2"], "due": n} for n in range(size)}
    text = toml_text({"plan": {"title": "x"}, "step": records})
    old = tomli.loads(text)
    new = tomli.loads(text)
    change(new)
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        got = rewrite(text, old, new, tomli.loads, toml_text)
    finally:
        sys.setprofile(None)
    assert got is not None
    return calls


LARGE_CHANGES = [
    pytest.param(lambda d: d["step"]["S5"].update(text="y"), id="a word"),
    pytest.param(lambda d: d["step"].clear(), id="all gone"),
    pytest.param(
        lambda d: d["step"].update({f"T{n}": {"x": n} for n in range(len(d["step"]))}), id="added"
    ),
    pytest.param(lambda d: d.update(step=dict(reversed(d["step"].items()))), id="turned round"),
    pytest.param(lambda d: [r.update(text="y", cuts=[]) for r in d["step"].values()], id="all"),
]


@pytest.mark.parametrize("change", LARGE_CHANGES)
def test_twice_the_tables_are_no_more_than_twice_the_work(
    change: Callable[[dict[str, Any]], object],
) -> None:
    assert calls_for(400, change) < 2.2 * calls_for(200, change)
