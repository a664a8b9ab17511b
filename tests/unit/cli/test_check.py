"""`trajectory check`: findings with file, line and key; the exit code says how bad."""

from __future__ import annotations

import json

import pytest

from tests.command_line import NETWORKS, CommandLine


def write(trajectory: CommandLine, name: str, text: str) -> str:
    path = trajectory.plans / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path.relative_to(trajectory.plans.parent))


DANGLING = '[plan]\n[step.S1-a]\ntext = "Words"\ncuts = ["B1-zzzz"]\n'
BROKEN = '[plan]\nhorizon = "soon"\n'


def test_plans_that_are_well(trajectory: CommandLine) -> None:
    checked = trajectory("check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == "3 files checked: all is well.\n"
    named = trajectory("check", NETWORKS, "--json")
    assert (named.exit_code, json.loads(named.stdout)) == (0, [])
    assert named.stderr == "1 file checked: all is well.\n"


def test_something_found_is_1(trajectory: CommandLine) -> None:
    path = write(trajectory, "group/plan", DANGLING)
    checked = trajectory("check")
    assert checked.exit_code == 1
    assert checked.stdout == f"{path}:4: step.S1-a.cuts: there is no B1-zzzz in this plan\n"
    assert checked.stderr == "4 files checked: 1 thing to look at. Nothing was changed.\n"
    assert trajectory("check", NETWORKS).exit_code == 0


def test_a_plan_that_cannot_be_read_is_3_whatever_else_was_found(trajectory: CommandLine) -> None:
    broken = write(trajectory, "a/broken", BROKEN)
    dangling = write(trajectory, "b/dangling", DANGLING)
    empty = write(trajectory, "c/empty", "")
    checked = trajectory("check")
    assert checked.exit_code == 3
    first, second, third = checked.stdout.splitlines()
    assert first.startswith(f'{broken}:2: plan.horizon: "soon" is not a date')
    assert second.startswith(f"{dangling}:4: ")
    assert third.startswith(f"{empty}: ")
    assert checked.stderr.startswith("6 files checked: 3 things")


def test_json_holds_the_same(trajectory: CommandLine) -> None:
    path = write(trajectory, "group/plan", DANGLING)
    broken = write(trajectory, "group/broken", BROKEN)
    checked = trajectory("check", "--json")
    assert checked.exit_code == 3
    first, second = json.loads(checked.stdout)
    folder = trajectory.plans.parent
    assert (first["file"], first["line"], first["unreadable"]) == (str(folder / broken), 2, True)
    assert second == {
        "file": str(folder / path),
        "line": 4,
        "key": "step.S1-a.cuts",
        "message": "there is no B1-zzzz in this plan",
        "unreadable": False,
    }


def test_a_template_that_cannot_be_used_is_found(trajectory: CommandLine) -> None:
    path = write(trajectory, "templates/ours", "title = 3\n")
    checked = trajectory("check")
    assert checked.exit_code == 1
    assert f"{path}:1: title: " in checked.stdout
    assert "left out" not in checked.stderr
    listed = trajectory("list")
    assert listed.exit_code == 0
    assert f"{path} is left out of the templates: line 1, title: " in listed.stderr


def test_a_plan_elsewhere_is_named_by_its_whole_path(
    trajectory: CommandLine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("elsewhere") / "plan.toml"
    path.write_text(DANGLING, encoding="utf-8")
    assert trajectory("check", str(path)).stdout.startswith(f"{path}:4: ")


def test_a_plan_that_is_not_there(trajectory: CommandLine) -> None:
    assert trajectory("check", "nobody/nothing").exit_code == 4


def test_a_folder_that_is_not_there_is_named(empty: CommandLine) -> None:
    checked = empty("check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert str(empty.plans) in checked.stderr
