"""Reading plans with care: each kind of trouble is found once, on its line, and nothing else is."""

from __future__ import annotations

import graphlib
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repository import ROOT
from tests.unit.usecases.conftest import written
from trajectory.domain.plan import Plan
from trajectory.errors import PlanNotFoundError
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.checking import check, circles, dangling
from trajectory.usecases.context import Context

HEAD = '[plan]\nid = "networks-1"\n'


def write(context: Context, text: str, name: str = "group/plan") -> Path:
    path = context.store.root / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(context: Context, text: str) -> list[tuple[int | None, str, str]]:
    path = write(context, HEAD + text)
    return [(f.line, f.key, f.message) for f in check(context, [path]).findings]


def test_the_examples_are_well(context: Context) -> None:
    for path in (ROOT / "plans").glob("*/*.toml"):
        write(context, path.read_text(encoding="utf-8"), f"group/{path.stem}")
    checked = check(context)
    assert (checked.files, checked.findings) == (3, ())


def test_an_empty_folder_is_well(context: Context) -> None:
    assert check(context).files == 0


@pytest.mark.parametrize(
    "table, field, value",
    [
        ("step.S1-aaaa", "goal", '"G9-zzzz"'),
        ("step.S1-aaaa", "cuts", '["G9-zzzz"]'),
        ("step.S1-aaaa", "uses", '["G9-zzzz"]'),
        ("step.S1-aaaa", "after", '["G9-zzzz"]'),
        ("note.N1-aaaa", "into", '"G9-zzzz"'),
        ("barrier.B1-aaaa", "merged", '["G9-zzzz"]'),
    ],
)
def test_a_link_to_what_never_existed_is_found(
    context: Context, table: str, field: str, value: str
) -> None:
    text = f'[{table}]\ntext = "Words"\n{field} = {value}\n'
    line = 5
    assert found(context, text) == [(line, f"{table}.{field}", "there is no G9-zzzz in this plan")]


@pytest.mark.parametrize(
    "text, key",
    [
        (
            '[reading.R1-a]\ndate = 2018-01-16\nscore = 4\ncorrects = "R9"\n',
            "reading.R1-a.corrects",
        ),
        ('[log.L1-a]\nitem = "R9"\ndate = 2018-01-16\nfield = "due"\n', "log.L1-a.item"),
        ('[dismissed.X1-a]\ncode = "C01"\nitem = "R9"\n', "dismissed.X1-a.item"),
        ('[conflict.C1-a]\nitem = "R9"\nfield = "text"\nvalue = "x"\n', "conflict.C1-a.item"),
    ],
)
def test_what_is_said_of_an_item_that_never_existed_is_found(
    context: Context, text: str, key: str
) -> None:
    assert [(key, message) for _, key, message in found(context, text)] == [
        (key, "there is no R9 in this plan")
    ]


def test_what_is_said_of_a_deleted_item_or_of_the_plan_itself_is_fine(context: Context) -> None:
    text = (
        '[step.S1-a]\ntext = "Words"\ncuts = ["B1-gone"]\nafter = ["S2-gone"]\n'
        '[log.L1-a]\nitem = "S2-gone"\ndate = 2018-01-16\nfield = "due"\n'
        '[log.L2-a]\nitem = "position"\ndate = 2018-01-16\nfield = "target"\n'
        '[conflict.C1-a]\nitem = "plan"\nfield = "title"\nvalue = "x"\n'
        '[removed]\n"B1-gone" = 2018-01-16T15:04:10Z\n"S2-gone" = 2018-01-16T15:04:10Z\n'
    )
    assert found(context, text) == []


def test_a_link_to_an_item_of_another_kind_is_found(context: Context) -> None:
    text = (
        '[enabler.E1-a]\ntext = "Help"\n[milestone.M1-a]\ntext = "There"\n'
        '[step.S1-a]\ntext = "Words"\ncuts = ["E1-a"]\ngoal = "M1-a"\n'
    )
    assert [(line, message) for line, _, message in found(context, text)] == [
        (9, "E1-a is an enabler, and a barrier belongs here"),
        (10, "M1-a is a milestone, and a goal belongs here"),
    ]


def test_steps_that_wait_for_each_other_are_found_once(context: Context) -> None:
    text = (
        '[step.S1-a]\ntext = "One"\nafter = ["S3-c"]\n'
        '[step.S2-b]\ntext = "Two"\nafter = ["S1-a"]\n'
        '[step.S3-c]\ntext = "Three"\nafter = ["S2-b"]\n'
        '[step.S4-d]\ntext = "Four"\nafter = ["S3-c", "S4-d"]\n'
    )
    assert [(key, message) for _, key, message in found(context, text)] == [
        (
            "step.S2-b.after",
            "S1 waits for S3 waits for S2 waits for S1: none of them can start",
        ),
        ("step.S4-d.after", "S4 waits for S4: none of them can start"),
    ]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(context: Context) -> None:
    write(context, '[plan]\nstatus = "done"\n[step.S1-a]\ntext = ""\n', "a/broken")
    write(context, HEAD + '[step.S1-a]\ntext = "Words"\ngoal = "G9"\n', "b/plan")
    checked = check(context)
    assert checked.files == 2
    assert checked.unreadable
    assert [(f.path.stem, f.line, f.key, f.unreadable) for f in checked.findings] == [
        ("broken", 2, "plan.status", True),
        ("broken", 4, "step.S1-a.text", True),
        ("plan", 5, "step.S1-a.goal", False),
    ]


def test_two_files_of_one_plan_are_copies(context: Context) -> None:
    first = write(context, HEAD, "group/networks")
    write(context, HEAD, "group/networks-LAPTOP")
    write(context, '[plan]\nid = "other-2"\n', "group/other")
    (copy,) = check(context).findings
    assert (copy.path.stem, copy.line, copy.key) == ("networks-LAPTOP", 2, "plan.id")
    assert "copy of group/networks:" in copy.message
    assert check(context, [first]).findings == ()
    assert len(check(context, [first, copy.path, first]).findings) == 1


def test_plans_without_an_id_are_no_copies_of_each_other(context: Context) -> None:
    write(context, "[plan]\n", "group/one")
    write(context, "[plan]\n", "group/two")
    assert check(context).findings == ()


def test_a_named_file_that_is_broken_or_gone(context: Context) -> None:
    path = write(context, "")
    assert check(context, [path]).unreadable
    path.unlink()
    with pytest.raises(PlanNotFoundError):
        check(context, [path])


def test_a_check_changes_nothing(context: Context, loaded: LoadedPlan) -> None:
    before = written(loaded.path)
    check(context)
    assert written(loaded.path) == before


NAMES = [f"S{number}-a" for number in range(1, 8)]
GRAPHS = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(NAMES), max_size=3, unique=True) for name in NAMES}
)


@given(graph=GRAPHS)
def test_a_circle_is_found_exactly_when_there_is_one(graph: dict[str, list[str]]) -> None:
    steps = {key: {"text": key, "after": after} for key, after in graph.items()}
    plan = Plan.model_validate({"plan": {}, "step": steps})
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError:
        assert list(circles(plan))
    else:
        assert not list(circles(plan))
    assert not list(dangling(plan))
    for (_, key, _), message in circles(plan):
        way = [f"{label}-a" for label in message.partition(":")[0].split(" waits for ")]
        assert way[0] == way[-1]
        assert key in way
        assert all(after in graph[step] for step, after in itertools.pairwise(way))


def test_a_long_chain_of_steps_is_walked_without_running_out_of_stack() -> None:
    steps = {f"S{n}-a": {"text": "x", "after": [f"S{n % 5000 + 1}-a"]} for n in range(1, 5001)}
    plan = Plan.model_validate({"plan": {}, "step": steps})
    ((_, message),) = circles(plan)
    assert message == (
        "S1 waits for S2 waits for S3 waits for S4 waits for S5 waits for S6 waits for S7 "
        "waits for … waits for S1: none of them can start"
    )


def test_circles_beside_each_other_are_all_found_and_no_step_is_in_two() -> None:
    after = {"S1-a": ["S2-a", "S4-a"], "S2-a": ["S3-a"], "S3-a": ["S2-a", "S1-a"]}
    after |= {"S4-a": ["S5-a"], "S5-a": ["S4-a", "S9-a"]}
    steps = {key: {"text": "x", "after": keys} for key, keys in after.items()}
    plan = Plan.model_validate({"plan": {}, "step": steps, "removed": {}})
    assert [message.partition(":")[0] for _, message in circles(plan)] == [
        "S2 waits for S3 waits for S2",
        "S4 waits for S5 waits for S4",
    ]
