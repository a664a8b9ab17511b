"""`trajectory check`: findings with file, line and key, the coach's questions, the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory.storage.settings import settings_path


def write(trajectory: CommandLine, name: str, text: str) -> str:
    path = trajectory.plans / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path.relative_to(trajectory.plans.parent))


AT_REST = "[plan]\narchived = 2018-02-01\n"
"""Of a plan that was put away the coach asks nothing, so that only its file matters."""
DANGLING = f'{AT_REST}[step.S1-a]\ntext = "Words"\ncuts = ["B1-zzzz"]\n'
BROKEN = '[plan]\nhorizon = "soon"\n'
WORKSHOP = ("--as-of", "2018-01-16")
SPREAD = """\
harrowmere-table-3/quality-assurance
  To ask:
    R2 2.5 on Tue 16 Jan 2018: What does the highest see that the lowest doesn't? \
The scores go from 1 to 5. (C02)
"""


def test_plans_that_are_well(trajectory: CommandLine) -> None:
    checked = trajectory("check", NETWORKS, *WORKSHOP)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == "1 file checked: all is well.\n"
    named = trajectory("check", NETWORKS, *WORKSHOP, "--json")
    assert (named.exit_code, json.loads(named.stdout)) == (0, [])
    assert named.stderr == "1 file checked: all is well.\n"


def test_what_is_only_asked_or_noticed_is_no_failure(trajectory: CommandLine) -> None:
    checked = trajectory("check", *WORKSHOP)
    assert (checked.exit_code, checked.stdout) == (0, SPREAD)
    assert checked.stderr == "3 files checked: 1 to ask. Nothing was changed.\n"


def test_something_to_fix_is_1(trajectory: CommandLine) -> None:
    checked = trajectory("check", NETWORKS)  # on 12 February, when no --as-of is said
    assert checked.exit_code == 1
    assert checked.stdout == (
        f"{NETWORKS}\n"
        "  To fix:\n"
        "    S1 Add 'who is in the network, who…: Done, new date, or drop? "
        "It was due on Fri 9 Feb 2018. (C25)\n"
    )
    assert checked.stderr == "1 file checked: 1 to fix. Nothing was changed.\n"


def test_questions_stand_under_how_much_they_matter(trajectory: CommandLine) -> None:
    write(
        trajectory,
        "group/plan",
        '[plan]\n[step.S1-a]\ntext = "Discuss forms"\n'
        '[enabler.E1-a]\ntext = "Time"\nstrength = 4\n',
    )
    checked = trajectory("check", "group/plan")
    indents = [line for line in checked.stdout.splitlines() if not line.startswith("    ")]
    assert indents == ["group/plan", "  To fix:", "  To ask:", "  To notice:"]
    assert "\n    What matters most? There is no open goal. (C06)\n" in checked.stdout
    assert (
        checked.stderr
        == "1 file checked: 5 to fix, 1 to ask and 1 to notice. Nothing was changed.\n"
    )


def test_dismissed_questions_are_counted_only(trajectory: CommandLine) -> None:
    path = trajectory.plans / f"{NETWORKS}.toml"
    text = path.read_text(encoding="utf-8")
    dismissed = '\n[dismissed.X1-a]\ncode = "C25"\nitem = "S1-t5vn"\nreason = "Done on paper"\n'
    path.write_text(text + dismissed, encoding="utf-8")
    checked = trajectory("check", NETWORKS)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert checked.stderr == "1 file checked: all is well. 1 question was dismissed.\n"


def test_lines_are_drawn_in_settings(trajectory: CommandLine, own_home: Path) -> None:
    settings = settings_path()
    settings.parent.mkdir(parents=True)
    settings.write_text("[coach]\nspread = 5\n", encoding="utf-8")
    assert trajectory("check", *WORKSHOP).stderr == "3 files checked: all is well.\n"
    settings.write_text("[coach]\nspread = 50\n", encoding="utf-8")
    checked = trajectory("check", *WORKSHOP)
    assert (checked.exit_code, checked.stdout) == (0, SPREAD)
    assert "line 2, spread: 50 is not allowed: 0 to 10." in checked.stderr


def test_a_day_with_two_readings_is_refused(trajectory: CommandLine) -> None:
    checked = trajectory("check", "--as-of", "12/5")
    assert (checked.exit_code, checked.stdout) == (2, "")
    assert checked.stderr.startswith("--as-of: “12/5” could be 12 May or 5 December")


def test_something_wrong_with_a_file_is_1(trajectory: CommandLine) -> None:
    path = write(trajectory, "group/plan", DANGLING)
    checked = trajectory("check", *WORKSHOP)
    assert checked.exit_code == 1
    line = f"{path}:5: step.S1-a.cuts: there is no B1-zzzz in this plan\n"
    assert checked.stdout == line + SPREAD
    words = "4 files checked: 1 thing to look at and 1 to ask. Nothing was changed.\n"
    assert checked.stderr == words


def test_a_plan_that_cannot_be_read_is_3_whatever_else_was_found(trajectory: CommandLine) -> None:
    broken = write(trajectory, "a/broken", BROKEN)
    dangling = write(trajectory, "b/dangling", DANGLING)
    empty = write(trajectory, "c/empty", "")
    checked = trajectory("check")
    assert checked.exit_code == 3
    first, second, third, *rest = checked.stdout.splitlines()
    assert first.startswith(f'{broken}:2: plan.horizon: "soon" is not a date')
    assert second.startswith(f"{dangling}:5: ")
    assert third.startswith(f"{empty}: ")
    assert rest[0] == "harrowmere-table-3/case-management"
    assert checked.stderr.startswith("6 files checked: 3 things to look at, 3 to fix and 1 to ask.")


def test_json_holds_the_same(trajectory: CommandLine) -> None:
    path = write(trajectory, "group/plan", DANGLING)
    broken = write(trajectory, "group/broken", BROKEN)
    checked = trajectory("check", "--json")
    assert checked.exit_code == 3
    first, second, *questions = json.loads(checked.stdout)
    folder = trajectory.plans.parent
    assert (first["file"], first["line"], first["unreadable"]) == (str(folder / broken), 2, True)
    nothing = {"code": None, "severity": None, "item": None, "label": None}
    assert second == {
        "file": str(folder / path),
        "line": 5,
        "key": "step.S1-a.cuts",
        "message": "there is no B1-zzzz in this plan",
        "unreadable": False,
        **nothing,
    }
    assert [(one["code"], one["label"]) for one in questions] == [
        ("C25", "S1"),
        ("C25", "S5"),
        ("C02", "R2"),
        ("C25", "S1"),
    ]
    assert questions[0] == {
        "file": str(trajectory.plans / "harrowmere-table-3" / "case-management.toml"),
        "line": None,
        "key": "",
        "message": "Done, new date, or drop? It was due on Fri 9 Feb 2018.",
        "unreadable": False,
        "code": "C25",
        "severity": "fix",
        "item": "S1-h3qd",
        "label": "S1",
    }
    assert all(one.keys() == second.keys() for one in (first, *questions))


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
    assert trajectory("check", str(path)).stdout.startswith(f"{path}:5: ")


def test_a_plan_that_is_not_there(trajectory: CommandLine) -> None:
    assert trajectory("check", "nobody/nothing").exit_code == 4


def test_a_folder_that_is_not_there_is_named(empty: CommandLine) -> None:
    checked = empty("check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert str(empty.plans) in checked.stderr
