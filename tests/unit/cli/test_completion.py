"""Shell completion: commands, options, sections, deliverables and the names of plans."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

from tests.command_line import NETWORKS, CommandLine, setup_for
from trajectory.cli.options import complete_plan
from trajectory.cli.program import COMMANDS, program
from trajectory.storage.plan_store import PlanStore


def completed(trajectory: CommandLine, *words: str) -> list[str]:
    """What the shell offers for the last of these words."""
    setup = setup_for(trajectory.plans, trajectory.plans.parent)
    completion = ShellComplete(program, {"obj": setup}, "trajectory", "_TRAJECTORY_COMPLETE")
    *before, last = words
    return [item.value for item in completion.get_completions(list(before), last)]


def test_commands_are_offered_first(trajectory: CommandLine) -> None:
    assert completed(trajectory, "") == list(COMMANDS)
    assert completed(trajectory, "ex") == ["export"]


def test_sections_and_deliverables_are_offered(trajectory: CommandLine) -> None:
    assert completed(trajectory, "add", "--section", "p") == ["position", "parking"]
    assert completed(trajectory, "new", "--deliverable", "q") == ["quality-assurance"]
    assert "--include-private" in completed(trajectory, "export", "--")


def test_a_slip_before_the_word_does_not_get_in_the_way(trajectory: CommandLine) -> None:
    assert completed(trajectory, "add", NETWORKS, "--sectoin", "goal", "") == []
    assert completed(trajectory, "add", NETWORKS, "--section", "g") == ["goal"]


@pytest.mark.parametrize("command", ["open", "add", "show", "export", "check"])
def test_plans_are_offered_where_one_is_wanted(trajectory: CommandLine, command: str) -> None:
    assert completed(trajectory, command, "harrowmere-table-3/s") == [NETWORKS]
    assert len(completed(trajectory, command, "")) >= 3


def test_the_plans_are_those_of_the_folder_that_was_named(trajectory: CommandLine) -> None:
    elsewhere = str(trajectory.plans)
    other = CommandLine(trajectory.plans.parent / "empty")
    assert completed(other, "show", "") == []
    assert NETWORKS in completed(other, "--plans", elsewhere, "show", "")
    assert NETWORKS in completed(other, "show", "--plans", elsewhere, "")


def test_the_names_are_those_that_the_store_knows(trajectory: CommandLine) -> None:
    for folder in ("templates", "history", ".trash", "group"):
        (trajectory.plans / folder).mkdir()
        (trajectory.plans / folder / "x.toml").write_text("", encoding="utf-8")
        (trajectory.plans / folder / ".hidden.toml").write_text("", encoding="utf-8")
    store = PlanStore(trajectory.plans, trajectory.plans.parent / "locks")
    names = sorted(store.name_of(path) for path in store.paths())
    assert completed(trajectory, "show", "") == names


def test_what_looks_like_a_path_is_left_to_the_shell(trajectory: CommandLine) -> None:
    setup = setup_for(trajectory.plans, trajectory.plans.parent)
    with program.make_context("trajectory", ["schema"], obj=setup) as ctx:
        (offered,) = complete_plan(ctx, program.params[0], "./")
    assert (offered.type, offered.value) == ("file", "./")


def test_a_shell_gets_its_answer_without_the_app_being_loaded(trajectory: CommandLine) -> None:
    answered = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "trajectory"],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ
        | {
            "_TRAJECTORY_COMPLETE": "bash_complete",
            "COMP_WORDS": f"trajectory --plans {trajectory.plans} show harrowmere-table-3/s",
            "COMP_CWORD": "4",
        },
    )
    assert answered.stdout == f"plain,{NETWORKS}\n"
    loaded = {line.rpartition("|")[2].strip() for line in answered.stderr.splitlines()}
    assert "trajectory.cli.options" in loaded
    assert not loaded & {"pydantic", "textual", "rich", "tomli"}
