"""`trajectory agenda`: which plans, which day, which meeting, and where it goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory.cli.agenda import FORUMS, LEAST
from trajectory.domain.agenda import LEAST_MINUTES
from trajectory.domain.forums import PARKED_FOR

CASES = "harrowmere-table-3/case-management"


def items(command: CommandLine, *arguments: str) -> list[str]:
    printed = command("agenda", *arguments, "--json")
    assert printed.exit_code == 0, printed.output
    return [item["title"] for item in json.loads(printed.stdout)["items"]]


def test_what_the_options_take_is_what_there_is() -> None:
    assert set(FORUMS) == set(PARKED_FOR)
    assert LEAST == LEAST_MINUTES


def test_an_agenda_goes_to_standard_output(trajectory: CommandLine) -> None:
    printed = trajectory("agenda", NETWORKS)
    assert (printed.exit_code, printed.stderr) == (0, "")
    assert printed.stdout.startswith("# Agenda: Networks around every child from first contact\n")
    assert "12 February 2018, 30 minutes" in printed.stdout
    assert "3 days late" in printed.stdout


def test_several_plans_have_one_agenda(trajectory: CommandLine) -> None:
    assert trajectory("agenda", NETWORKS, CASES).stdout.count("\n# ") == 0
    together = json.loads(trajectory("agenda", NETWORKS, CASES, "--json").stdout)
    assert len(together["plans"]) == 2
    assert together["items"][0]["title"] == "Late and blocked"


def test_another_day_has_another_agenda(trajectory: CommandLine) -> None:
    assert "Late and blocked" not in items(trajectory, NETWORKS, "--as-of", "9 feb 2018")
    assert "Late and blocked" in items(trajectory, NETWORKS, "--as-of", "10 feb 2018")
    refused = trajectory("agenda", NETWORKS, "--as-of", "12/5")
    assert refused.exit_code == 2
    assert "could be 12 May or 5 December" in refused.stderr


def test_what_is_parked_follows_the_meeting(trajectory: CommandLine) -> None:
    call = trajectory("agenda", NETWORKS).stdout
    consultation = trajectory("agenda", NETWORKS, "--for", "consultation").stdout
    assert ("bus fare" in call, "bus fare" in consultation) == (True, False)
    assert ("wider family" in call, "wider family" in consultation) == (False, True)


def test_an_authority_has_all_its_plans_in_use(trajectory: CommandLine) -> None:
    trajectory("new", "--authority", "Westbrook", "--table", "Table 1")
    both = json.loads(trajectory("agenda", "--json").stdout)["plans"]
    assert {plan["authority"] for plan in both} == {"Harrowmere (example)", "Westbrook"}
    one = json.loads(trajectory("agenda", "--authority", "harrowmere", "--json").stdout)["plans"]
    assert {plan["authority"] for plan in one} == {"Harrowmere (example)"}
    path = trajectory.plans / f"{CASES}.toml"
    text = path.read_text(encoding="utf-8").replace("[plan]\n", "[plan]\narchived = 2018-02-01\n")
    path.write_text(text, encoding="utf-8")
    left = json.loads(trajectory("agenda", "--authority", "harrowmere", "--json").stdout)["plans"]
    assert len(left) == 2, "what was put away is not talked about"
    nobody = trajectory("agenda", "--authority", "Nowhere")
    assert (nobody.exit_code, nobody.stdout) == (0, "")
    assert "No plans of Nowhere" in nobody.stderr


@pytest.mark.parametrize(
    "arguments, words",
    [
        ((NETWORKS, "--authority", "x"), "one of the two"),
        ((NETWORKS, "--minutes", "4"), "4 is not in the range"),
        ((NETWORKS, "--json", "--output", "x.md"), "--json goes to standard output"),
        ((NETWORKS, "--for", "tea"), "'tea' is not one of"),
    ],
)
def test_what_makes_no_sense_is_refused(
    trajectory: CommandLine, arguments: tuple[str, ...], words: str
) -> None:
    refused = trajectory("agenda", *arguments)
    assert refused.exit_code == 2
    assert words in " ".join(refused.stderr.split())


def test_it_goes_into_a_file_and_an_older_one_gives_way(
    trajectory: CommandLine, tmp_path: Path
) -> None:
    target = tmp_path / "call.md"
    first = trajectory("agenda", NETWORKS, "--output", str(target))
    assert (first.stdout.strip(), first.stderr) == (str(target), "")
    assert target.read_text(encoding="utf-8") == trajectory("agenda", NETWORKS).stdout
    again = trajectory("agenda", NETWORKS, "--output", str(target))
    assert again.stderr == "1 older file gave way.\n"
    refused = trajectory("agenda", NETWORKS, "--output", str(trajectory.plans / "x.toml"))
    assert refused.exit_code == 2


def test_a_broken_plan_is_named_and_the_others_have_their_agenda(trajectory: CommandLine) -> None:
    (trajectory.plans / f"{CASES}.toml").write_text("[plan\n", encoding="utf-8")
    printed = trajectory("agenda")
    assert printed.exit_code == 3
    assert "case-management cannot be read" in printed.stderr
    assert printed.stdout.startswith("# Agenda for the monthly call\n")
