"""`trajectory owners`, and the pages of one role that `trajectory export --owner` writes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import vobject

from tests.command_line import NETWORKS, CommandLine

CASES = "harrowmere-table-3/case-management"
QUALITY = "harrowmere-table-3/quality-assurance"


def add(trajectory: CommandLine, *lines: str, plan: str = NETWORKS) -> None:
    for line in lines:
        assert trajectory("add", plan, line).exit_code == 0


def put_away(trajectory: CommandLine, plan: str) -> None:
    path = trajectory.plans / f"{plan}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[plan]\n", "[plan]\narchived = 2018-02-01\n"), encoding="utf-8")


def test_each_role_is_a_line_the_most_loaded_first(trajectory: CommandLine) -> None:
    listed = trajectory("owners")
    assert (listed.exit_code, listed.stderr) == (0, "")
    lines = listed.stdout.splitlines()
    assert lines[0].split("  ")[0] == "Practice lead"
    assert "3 open  1 late     none due soon  " in lines[0]
    assert lines[0].endswith(f"{CASES}, {QUALITY}, {NETWORKS}")
    opened = [int(line.split(" open")[0].rpartition(" ")[2]) for line in lines]
    assert opened == sorted(opened, reverse=True)


def test_a_role_is_one_whatever_its_capitals_and_spaces(trajectory: CommandLine) -> None:
    add(trajectory, "> One more @practice  LEAD by 1 jun")
    (load,) = (
        load
        for load in json.loads(trajectory("owners", "--json").stdout)
        if load["owner"].casefold().split() == ["practice", "lead"]
    )
    assert load == {
        "owner": "Practice lead",
        "open_steps": 4,
        "late": 1,
        "due_soon": 0,
        "plans": [CASES, QUALITY, NETWORKS],
    }


def test_lateness_can_be_asked_for_another_day(trajectory: CommandLine) -> None:
    late = {
        load["owner"]: load["late"]
        for load in json.loads(trajectory("owners", "--as-of", "2018-12-31", "--json").stdout)
    }
    assert late["Practice lead"] == 3
    refused = trajectory("owners", "--as-of", "12/5")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("--as-of: “12/5” could be 12 May or 5 December")


def test_steps_without_owner_are_said(trajectory: CommandLine) -> None:
    add(trajectory, "> Somebody should")
    assert trajectory("owners").stderr == "1 open step has no owner.\n"
    add(trajectory, "> Somebody else should")
    assert trajectory("owners", "--json").stderr == "2 open steps have no owner.\n"


def test_copies_and_what_was_put_away_do_not_count(trajectory: CommandLine) -> None:
    before = trajectory("owners").stdout
    (trajectory.plans / f"{NETWORKS}-LAPTOP.toml").write_bytes(trajectory.bytes_of())
    assert trajectory("owners").stdout == before
    put_away(trajectory, NETWORKS)
    assert NETWORKS not in trajectory("owners").stdout


def test_a_plan_that_cannot_be_read_is_named(trajectory: CommandLine) -> None:
    (trajectory.plans / f"{CASES}.toml").write_bytes(b"")
    listed = trajectory("owners")
    assert listed.exit_code == 3
    assert listed.stderr.startswith(f"{CASES} cannot be read:")
    assert "Practice lead" in listed.stdout


def test_a_folder_without_steps_says_so(empty: CommandLine) -> None:
    listed = empty("owners")
    assert (listed.exit_code, listed.stdout) == (0, "")
    assert listed.stderr.startswith("No open steps in ")


# ------------------------------------------------------------------- the page of one role


def test_a_page_is_over_all_plans_or_those_named(trajectory: CommandLine) -> None:
    everywhere = trajectory("export", "--owner", "practice lead")
    assert (everywhere.exit_code, everywhere.stderr) == (0, "")
    assert everywhere.stdout.startswith("# Practice lead\n")
    assert "**Open steps:** 3 in 3 plans; 1 late\n" in everywhere.stdout
    assert trajectory("export", "--all", "--owner", "practice lead").stdout == everywhere.stdout
    one = trajectory("export", NETWORKS, "--owner", "practice lead")
    assert "**Open steps:** 1\n" in one.stdout


def test_what_was_put_away_is_on_a_page_only_when_it_is_named(trajectory: CommandLine) -> None:
    put_away(trajectory, NETWORKS)
    assert "3 in 3 plans" not in trajectory("export", "--owner", "practice lead").stdout
    assert (
        "**Open steps:** 1\n" in trajectory("export", NETWORKS, "--owner", "practice lead").stdout
    )


@pytest.mark.parametrize(
    "role, said",
    [
        ("practice laed", "Did you mean Practice lead?"),
        ("systems", "Did you mean Systems Manager?"),
        ("xyz", "The roles are: "),
    ],
)
def test_a_role_that_nobody_has_is_2_with_those_there_are(
    trajectory: CommandLine, role: str, said: str
) -> None:
    refused = trajectory("export", "--owner", role)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr


def test_many_roles_are_not_all_named(trajectory: CommandLine) -> None:
    add(trajectory, *(f'> A step @"Role {n}"' for n in range(20)))
    assert "; and 20 more." in trajectory("export", "--owner", "xyz").stderr


def test_where_nobody_owns_anything_that_is_said(trajectory: CommandLine, tmp_path: Path) -> None:
    bare = tmp_path / "bare.toml"
    bare.write_text("[plan]\n", encoding="utf-8")
    refused = trajectory("export", str(bare), "--owner", "Chair")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "has an owner yet" in refused.stderr


def test_a_page_goes_into_a_folder_under_the_role_s_name(
    trajectory: CommandLine, tmp_path: Path
) -> None:
    page = trajectory("export", "--owner", "Practice  Lead").stdout
    for output, target in [
        (f"{tmp_path}/pages/", tmp_path / "pages" / "practice-lead.md"),
        (f"{tmp_path}/mine.md", tmp_path / "mine.md"),
    ]:
        written = trajectory("export", "--owner", "Practice  Lead", "--output", output)
        assert (written.stdout, written.stderr) == (f"{target}\n", "")
        assert target.read_text(encoding="utf-8") == page
    again = trajectory("export", "--owner", "Practice  Lead", "--output", f"{tmp_path}/mine.md")
    assert again.stderr == "1 older export gave way.\n"


def test_a_broken_plan_stops_no_page(trajectory: CommandLine) -> None:
    (trajectory.plans / f"{CASES}.toml").write_bytes(b"")
    partly = trajectory("export", "--owner", "Practice lead")
    assert partly.exit_code == 3
    assert "**Open steps:** 2 in 2 plans" in partly.stdout


def test_private_steps_are_on_a_page_when_asked_for(trajectory: CommandLine) -> None:
    with (trajectory.plans / f"{NETWORKS}.toml").open("a", encoding="utf-8") as file:
        file.write('\n[step.S9-priv]\ntext = "Only us"\nowner = "Practice lead"\nprivate = true\n')
    for file_format in ("markdown", "csv"):
        asked = ("export", "--owner", "Practice lead", "--format", file_format)
        assert "Only us" not in trajectory(*asked).stdout
        assert "Only us" in trajectory(*asked, "--include-private").stdout


# ------------------------------------------------------------------- lists of steps


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_tables_of_several_plans_are_one(trajectory: CommandLine) -> None:
    table = rows(trajectory("export", "--all", "--format", "csv").stdout_bytes.decode())
    assert {row["Plan id"] for row in table} == {
        row["Plan id"]
        for plan in (NETWORKS, CASES, QUALITY)
        for row in rows(trajectory("export", plan, "--format", "csv").stdout_bytes.decode())
    }
    assert len({row["Plan id"] for row in table}) == 3


def test_only_a_file_has_the_mark_that_excel_needs(trajectory: CommandLine, tmp_path: Path) -> None:
    printed = trajectory("export", NETWORKS, "--format", "csv").stdout_bytes
    assert printed.startswith(b"Plan,Authority,")
    asked = ("export", NETWORKS, CASES, "--format", "csv", "--output")
    trajectory(*asked[:2], *asked[3:], str(tmp_path / "one.csv"))
    assert (tmp_path / "one.csv").read_bytes() == b"\xef\xbb\xbf" + printed
    trajectory(*asked, str(tmp_path / "both.csv"))
    assert (tmp_path / "both.csv").read_bytes().count(b"\xef\xbb\xbf") == 1
    trajectory(*asked, f"{tmp_path}/each/")
    assert [path.read_bytes()[:3] for path in (tmp_path / "each").iterdir()] == [
        b"\xef\xbb\xbf"
    ] * 2
    trajectory("export", "--owner", "Practice lead", *asked[3:], f"{tmp_path}/each/")
    mine = (tmp_path / "each" / "practice-lead.csv").read_text(encoding="utf-8-sig")
    assert {row["Who"] for row in rows(mine)} <= {"Practice lead", "Reviewing officer"} | {
        row["Who"] for row in rows(mine) if "Practice lead" in row["With"]
    }


def test_calendars_of_several_plans_are_one(trajectory: CommandLine, tmp_path: Path) -> None:
    asked = ("export", "--all", "--format", "ics")
    printed = trajectory(*asked).stdout_bytes
    assert b"\r\r" not in printed
    assert printed.count(b"\n") == printed.count(b"\r\n")
    (calendar,) = vobject.readComponents(printed.decode())
    assert len(calendar.vevent_list) > 10
    trajectory(*asked, "--output", str(tmp_path / "all.ics"))
    assert (tmp_path / "all.ics").read_bytes() == printed
    mine = trajectory("export", "--owner", "practice lead", "--format", "ics").stdout_bytes
    (calendar,) = vobject.readComponents(mine.decode())
    assert 3 <= len(calendar.vevent_list) < 10
