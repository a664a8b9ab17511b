"""`trajectory list`: one line a plan, broken ones named, the folder named where there is none."""

from __future__ import annotations

import json

from tests.command_line import NETWORKS, NOW, CommandLine, edited_at
from trajectory.cli.printing import columns


def test_each_plan_is_a_line_with_aligned_columns(trajectory: CommandLine) -> None:
    listed = trajectory("list")
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert listed.stdout == (
        "harrowmere-table-3/case-management    4 → 7    1 late  edited today  agreed  "
        "One record that follows the family's journey\n"
        "harrowmere-table-3/quality-assurance  2.5 → 5  1 late  edited today  agreed  "
        "Feedback that workers can use, from families, colleagues and data\n"
        "harrowmere-table-3/safety-networks    3.5 → 6  1 late  edited today  agreed  "
        "Networks around every child from first contact\n"
    )


def test_a_plan_without_words_is_listed_too(trajectory: CommandLine) -> None:
    path = trajectory.plans / "group" / "bare.toml"
    path.parent.mkdir()
    path.write_text("[plan]\narchived = 2018-02-01\n", encoding="utf-8")
    (path.with_name("aimed.toml")).write_text("[plan]\n[position]\ntarget = 7\n", encoding="utf-8")
    edited_at(path.parent, NOW.replace(year=2017, month=11, day=9))
    aimed, bare = trajectory("list").stdout.splitlines()[:2]
    assert aimed.split("  ")[0] == "group/aimed"
    assert "? → 7" in aimed
    assert "no score" in bare
    assert "edited 9 Nov 2017" in bare
    assert "archived" in bare
    assert bare.endswith("Plan without a title")


def test_json_holds_what_the_line_says_and_more(trajectory: CommandLine) -> None:
    listed = json.loads(trajectory("list", "--json").stdout)
    assert [item["name"].partition("/")[2] for item in listed] == [
        "case-management",
        "quality-assurance",
        "safety-networks",
    ]
    assert listed[2] == {
        "name": NETWORKS,
        "path": str(trajectory.plans / f"{NETWORKS}.toml"),
        "id": "networks-k7m2x9",
        "title": "Networks around every child from first contact",
        "deliverable": "safety-networks",
        "authority": "Harrowmere (example)",
        "table": "Table 3",
        "date": "2018-01-16",
        "score": 3.5,
        "target": 6,
        "open_steps": 5,
        "late": 1,
        "to_check": 0,
        "next_due": "2018-03-02",
        "edited": "2018-02-12T14:00:00Z",
        "status": "agreed",
        "archived": None,
        "copy_of": None,
    }


def test_a_plan_that_cannot_be_read_is_named_with_its_reason(trajectory: CommandLine) -> None:
    path = trajectory.plans / "westbrook" / "qa.toml"
    path.parent.mkdir()
    path.write_text('[plan]\nhorizon = "soon"\nstatus = "done"\n', encoding="utf-8")
    listed = trajectory("list")
    assert listed.exit_code == 3
    assert len(listed.stdout.splitlines()) == 3
    assert listed.stderr.startswith('westbrook/qa cannot be read: line 2, horizon: "soon" is not')
    assert "(and 1 more: trajectory check)" in listed.stderr
    printed = trajectory("list", "--json")
    assert printed.exit_code == 3
    (broken,) = [item for item in json.loads(printed.stdout) if "error" in item]
    assert broken["name"] == "westbrook/qa"
    assert broken["error"].startswith("line 2, horizon:")
    assert [problem["line"] for problem in broken["problems"]] == [2, 3]


def test_a_copy_says_whose_copy_it_is(trajectory: CommandLine) -> None:
    copy = trajectory.plans / f"{NETWORKS}-LAPTOP.toml"
    copy.write_bytes(trajectory.bytes_of())
    (line,) = [line for line in trajectory("list").stdout.splitlines() if "LAPTOP" in line]
    assert f"copy of {NETWORKS}" in line


def test_a_folder_that_is_not_there_is_named_and_not_made(empty: CommandLine) -> None:
    listed = empty("list")
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert str(empty.plans) in listed.stderr
    assert json.loads(empty("list", "--json").stdout) == []
    assert not empty.plans.exists()


def test_an_empty_folder_says_how_to_start(empty: CommandLine) -> None:
    empty.plans.mkdir()
    listed = empty("list")
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert "No plans yet" in listed.stderr
    assert "trajectory new" in listed.stderr


def test_columns_know_how_wide_characters_are() -> None:
    rows = [("日本", "x"), ("e\u0301", "x"), ("a\nb", "x"), ("abcd", "")]
    assert columns(rows) == ["日本  x", "e\u0301     x", "a b   x", "abcd"]
    assert columns([]) == []
