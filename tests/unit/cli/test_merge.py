"""`trajectory merge`: files of one plan become one; what it says, prints, and leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory.storage.codec import parse

OURS = """\
# What the table said
[plan]
id = "networks-k7m2x9"
title = "Networks"

[barrier.B1-k3mz] # the big one
text = "Nobody answers after five"
"""
THEIRS = OURS.replace("# What the table said\n", "") + (
    'strength = 4\n\n[barrier.B2-w8hs]\ntext = "Fathers are rarely asked"\n'
)


@pytest.fixture
def here(tmp_path: Path, empty: CommandLine) -> Path:
    """Give a folder with two copies of a plan."""
    (tmp_path / "ours.toml").write_text(OURS, encoding="utf-8")
    (tmp_path / "theirs.toml").write_text(THEIRS, encoding="utf-8")
    return tmp_path


def names(folder: Path) -> tuple[str, str]:
    return str(folder / "ours.toml"), str(folder / "theirs.toml")


def test_ours_takes_in_theirs_and_keeps_its_layout(here: Path, empty: CommandLine) -> None:
    ran = empty("merge", *names(here))
    assert (ran.exit_code, ran.stdout) == (0, "ours.toml\n")
    assert ran.stderr == "1 entry came, 1 changed.\n"
    assert (here / "ours.toml").read_text(encoding="utf-8") == OURS + (
        'strength = 4\n\n[barrier.B2-w8hs]\ntext = "Fathers are rarely asked"\n'
    )
    assert (here / "theirs.toml").read_text(encoding="utf-8") == THEIRS


def test_merging_again_writes_nothing(here: Path, empty: CommandLine) -> None:
    empty("merge", *names(here))
    before = (here / "ours.toml").stat()
    again = empty("merge", *names(here))
    assert (again.exit_code, again.stderr) == (0, "Nothing came that was not there.\n")
    assert (here / "ours.toml").stat().st_mtime_ns == before.st_mtime_ns
    assert (here / "ours.toml").stat().st_ino == before.st_ino


def test_a_difference_is_left_in_the_plan_and_said(here: Path, empty: CommandLine) -> None:
    changed = THEIRS.replace("after five", "after six")
    (here / "theirs.toml").write_text(changed, encoding="utf-8")
    ran = empty("merge", *names(here), "--base", str(here / "ours.toml"))
    assert (ran.exit_code, ran.stderr) == (0, "1 entry came, 1 changed.\n")
    (here / "base.toml").write_text(OURS.replace("five", "eight"), encoding="utf-8")
    (here / "ours.toml").write_text(OURS, encoding="utf-8")
    ran = empty("merge", *names(here), "--base", str(here / "base.toml"))
    assert (ran.exit_code, ran.stdout) == (1, "ours.toml\n")
    assert ran.stderr.endswith(
        "1 difference is left to settle: open the plan and type /differences.\n"
    )
    plan, _ = parse((here / "ours.toml").read_bytes())
    found = {plan.barrier["B1-k3mz"].text, *(one.value for one in plan.conflict.values())}
    assert found == {"Nobody answers after five", "Nobody answers after six"}


def test_what_is_missing_without_a_mark_is_said(here: Path, empty: CommandLine) -> None:
    ours, theirs = names(here)
    ran = empty("merge", ours, theirs, "--base", theirs)
    assert ran.exit_code == 0
    assert "without a mark that somebody deleted it, and kept: B2-w8hs." in ran.stderr


def test_it_can_go_into_a_new_file_or_to_standard_output(here: Path, empty: CommandLine) -> None:
    new = here / "together.toml"
    ran = empty("merge", *names(here), "--output", str(new))
    assert (ran.exit_code, ran.stdout) == (0, "together.toml\n")
    printed = empty("merge", *names(here), "--output", "-")
    assert printed.stdout == new.read_text(encoding="utf-8")
    assert printed.stdout.startswith("# What the table said\n")
    assert (here / "ours.toml").read_text(encoding="utf-8") == OURS
    again = empty("merge", *names(here), "--output", str(new))
    assert (again.exit_code, again.stdout) == (2, "")
    assert "never overwritten" in again.stderr


def test_what_a_terminal_would_act_on_is_not_printed(here: Path, empty: CommandLine) -> None:
    (here / "ours.toml").write_text(OURS.replace("five", "\u202efive"), encoding="utf-8")
    refused = empty("merge", *names(here), "--output", "-")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--output FILE" in refused.stderr


def test_two_plans_are_put_together_only_when_asked(here: Path, empty: CommandLine) -> None:
    (here / "theirs.toml").write_text(THEIRS.replace("k7m2x9", "aaaaaa"), encoding="utf-8")
    refused = empty("merge", *names(here))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "are two plans, and not copies of one" in refused.stderr
    assert (here / "ours.toml").read_text(encoding="utf-8") == OURS
    ran = empty("merge", *names(here), "--anyway")
    assert ran.exit_code == 0
    plan, _ = parse((here / "ours.toml").read_bytes())
    assert plan.plan.id == "networks-k7m2x9"
    assert plan.barrier.keys() == {"B1-k3mz", "B2-w8hs"}


def test_a_file_without_an_id_is_taken_for_a_copy(here: Path, empty: CommandLine) -> None:
    by_hand = THEIRS.replace('id = "networks-k7m2x9"\n', "")
    (here / "theirs.toml").write_text(by_hand, encoding="utf-8")
    assert empty("merge", *names(here)).exit_code == 0
    plan, _ = parse((here / "ours.toml").read_bytes())
    assert plan.plan.id == "networks-k7m2x9"


def test_nothing_is_written_where_one_cannot_be_read(here: Path, empty: CommandLine) -> None:
    (here / "theirs.toml").write_text("[plan\n", encoding="utf-8")
    ours, theirs = names(here)
    for arguments in ((ours, theirs), (theirs, ours), (ours, ours, "--base", theirs)):
        refused = empty("merge", *arguments)
        assert (refused.exit_code, refused.stdout) == (3, "")
        assert "theirs.toml" in refused.stderr
    assert empty("merge", ours, str(here / "nowhere.toml")).exit_code == 4
    assert (here / "ours.toml").read_text(encoding="utf-8") == OURS


@pytest.mark.parametrize("arguments", [(), ("ours.toml",), ("--output", "-")])
def test_at_least_two_are_named(empty: CommandLine, arguments: tuple[str, ...]) -> None:
    refused = empty("merge", *arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "Name the plan that takes in the others" in refused.stderr


def test_plans_have_short_names_too(trajectory: CommandLine) -> None:
    ran = trajectory("merge", NETWORKS, NETWORKS)
    assert (ran.exit_code, ran.stderr) == (0, "Nothing came that was not there.\n")
    assert ran.stdout == str(Path("plans") / f"{NETWORKS}.toml") + "\n"


def test_the_lines_for_git_are_two(empty: CommandLine) -> None:
    ran = empty("merge", "--setup-git")
    assert ran.exit_code == 0
    assert ran.stdout.splitlines() == [
        "echo '*/*.toml merge=trajectory' >> .gitattributes",
        "git config merge.trajectory.driver 'trajectory merge-driver %O %A %B %P'",
    ]
