"""`trajectory changes`, and an export that says first what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import NETWORKS, CommandLine

CASES = "harrowmere-table-3/case-management"
MOVED = "by when: 2 Feb → 9 Feb 2018, a week later (Forms meeting moved a week)"


@pytest.mark.parametrize(
    "since", [(), ("--since", "last"), ("--since", "LAST "), ("--since", "2018-01-30")]
)
def test_what_changed_since_the_workshop(trajectory: CommandLine, since: tuple[str, ...]) -> None:
    told = trajectory("changes", NETWORKS, *since)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [
        "Since Workshop, 16 Jan 2018: 1 entry changed.",
        "",
        "Next steps",
        "  S1 Add 'who is in the network, who will ask them' to the strategy discussion record",
        f"    {MOVED}",
        "    when and where: “Forms meeting, 30 January” → “Forms meeting, 6 February”",
    ]


def test_what_is_new_and_what_is_gone_is_said(trajectory: CommandLine) -> None:
    trajectory("add", NETWORKS, "- Nobody has time\x1b[31m !4")
    told = trajectory("changes", NETWORKS)
    assert "  New: B6 Nobody has time[31m (strength 4)\n" in told.stdout
    assert "\x1b" not in told.stdout


def test_json_holds_the_same(trajectory: CommandLine) -> None:
    told = json.loads(trajectory("changes", NETWORKS, "--json").stdout)
    assert told["plan"] == NETWORKS
    assert told["since"]["name"] == "Workshop, 16 Jan 2018"
    assert told["since"]["date"] == "2018-01-16"
    assert told["since"]["kept"] == "2018-01-16T15:32:08Z"
    assert Path(told["since"]["file"]).is_file()
    assert told["counted"] == "1 entry changed"
    first = told["changes"][0]
    assert (first["change"], first["table"], first["id"], first["label"], first["words"]) == (
        "changed", "step", "S1-t5vn", "S1", MOVED,
    )  # fmt: skip
    assert first["about"].startswith("Add 'who is in the network")


def test_no_checkpoint_is_said_with_what_to_do(trajectory: CommandLine) -> None:
    told = trajectory("changes", CASES)
    assert (told.exit_code, told.stdout) == (4, "")
    assert told.stderr == (
        f"{CASES} has no checkpoint yet, so nobody can say what changed. One is kept when a "
        "workshop or a review is finished: open the plan and type /finish.\n"
    )


def test_no_checkpoint_so_early_names_the_first(trajectory: CommandLine) -> None:
    told = trajectory("changes", NETWORKS, "--since", "2018-01-15")
    assert told.exit_code == 4
    assert "its first is Workshop, 16 Jan 2018. Name that day or a later one." in told.stderr


def test_a_checkpoint_that_cannot_be_read_is_said(trajectory: CommandLine) -> None:
    (file,) = (trajectory.plans / NETWORKS).parent.glob("history/*.toml")
    file.write_text("due = soon", encoding="utf-8")
    told = trajectory("changes", NETWORKS)
    assert told.exit_code == 4
    assert f"{file} cannot be read: line 1" in told.stderr


@pytest.mark.parametrize(
    "since, words",
    [
        ("fri", "“fri” is Fri 16 Feb 2018, which is still to come"),
        ("soon", "--since: “soon” is not one day"),
        ("the family", "“the family” is not a date"),
    ],
)
@pytest.mark.parametrize("command", ["changes", "export"])
def test_a_day_must_have_passed(
    trajectory: CommandLine, command: str, since: str, words: str
) -> None:
    told = trajectory(command, NETWORKS, "--since", since)
    assert (told.exit_code, told.stdout) == (2, "")
    assert words in told.stderr


# -- the document ----------------------------------------------------------------------------------


def test_a_document_says_first_what_changed(trajectory: CommandLine) -> None:
    plain = trajectory("export", NETWORKS).stdout
    told = trajectory("export", NETWORKS, "--since", "last")
    assert (told.exit_code, told.stderr) == (0, "")
    section = told.stdout[told.stdout.index("## What changed") : told.stdout.index("## Current")]
    assert MOVED in section
    assert told.stdout.replace(section, "") == plain


def test_a_plan_without_a_checkpoint_says_so_in_its_document_and_beside_it(
    trajectory: CommandLine,
) -> None:
    told = trajectory("export", "--all", "--since", "2018-01-30")
    assert told.exit_code == 0
    assert told.stdout.count("## What changed since 16 January 2018") == 1
    assert told.stdout.count("No earlier version of this plan could be read") == 2
    assert told.stderr.count("has no checkpoint yet") == 2


@pytest.mark.parametrize("more", [("--format", "csv"), ("--owner", "Team manager")])
def test_what_changed_is_a_part_of_whole_plans_only(
    trajectory: CommandLine, more: tuple[str, ...]
) -> None:
    told = trajectory("export", NETWORKS, "--since", "last", *more)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "--since goes with whole plans as Markdown" in told.stderr


def test_private_entries_are_left_out_unless_asked_for(trajectory: CommandLine) -> None:
    trajectory("add", NETWORKS, "- Only for us")
    path = trajectory.plans / f"{NETWORKS}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('text = "Only for us"', 'text = "Only for us"\nprivate = true'),
        encoding="utf-8",
    )
    assert "Only for us" not in trajectory("export", NETWORKS, "--since", "last").stdout
    asked = trajectory("export", NETWORKS, "--since", "last", "--include-private").stdout
    assert "new: Only for us" in asked
    assert "Only for us" in trajectory("changes", NETWORKS).stdout
