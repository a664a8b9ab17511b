"""`trajectory new`: files with their paths on standard output, and what is said beside them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from trajectory.cli.new import DELIVERABLES
from trajectory.storage import codec
from trajectory.storage.templates import load_templates

GROUP = ("--authority", "Westbrook", "--table", "Table 1")


def header(trajectory: CommandLine, name: str) -> dict[str, object]:
    plan, _ = codec.parse(trajectory.bytes_of(name))
    return plan.plan.model_dump(exclude_none=True)


def test_each_new_file_is_printed(trajectory: CommandLine) -> None:
    made = trajectory("new", *GROUP)
    folder = trajectory.plans / "westbrook-table-1"
    assert (made.exit_code, made.stderr) == (0, "")
    here = Path("plans") / "westbrook-table-1"
    assert made.stdout.splitlines() == [str(here / f"{key}.toml") for key in DELIVERABLES]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{key}.toml" for key in DELIVERABLES
    )


def test_a_folder_that_is_not_there_is_named_before_it_is_made(empty: CommandLine) -> None:
    made = empty("new", *GROUP, "--deliverable", "safety-networks")
    assert made.exit_code == 0
    assert made.stderr == f"The plans folder {empty.plans} is not there yet: making it.\n"
    assert made.output.index("making it") < made.output.index("safety-networks.toml")
    assert (empty.plans / "trajectory-plan.schema.json").exists()
    assert empty("list").exit_code == 0


def test_dates_are_read_as_people_say_them(trajectory: CommandLine) -> None:
    key = ("--deliverable", "quality-assurance")
    made = trajectory("new", *GROUP, *key, "--date", "fri", "--horizon", "end of october")
    assert made.exit_code == 0
    said = header(trajectory, "westbrook-table-1/quality-assurance")
    assert said["date"] == dt.date(2018, 2, 16)
    assert said["horizon"] == dt.date(2018, 10, 31)


@pytest.mark.parametrize(
    "option, words, reason",
    [
        ("--date", "12/5", "could be 12 May or 5 December"),
        ("--date", "soon", "is not one day"),
        ("--horizon", "the family", "is not a date"),
        ("--horizon", "2018-01-01", "before the workshop"),
    ],
)
def test_a_date_with_two_readings_or_none_makes_nothing(
    empty: CommandLine, option: str, words: str, reason: str
) -> None:
    refused = empty("new", *GROUP, option, words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert reason in refused.stderr
    assert "Nothing was made." in refused.stderr
    assert not empty.plans.exists()


def test_nothing_is_overwritten(trajectory: CommandLine) -> None:
    trajectory("new", *GROUP, "--deliverable", "case-management")
    before = trajectory.bytes_of("westbrook-table-1/case-management")
    refused = trajectory("new", *GROUP)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "westbrook-table-1/case-management is there already" in refused.stderr
    assert trajectory.bytes_of("westbrook-table-1/case-management") == before
    assert len(list((trajectory.plans / "westbrook-table-1").iterdir())) == 1


def test_a_deliverable_of_the_group_s_own_is_made(trajectory: CommandLine) -> None:
    made = trajectory("new", *GROUP, "--deliverable", "Early help front door")
    assert (made.exit_code, made.stderr) == (0, "")
    assert header(trajectory, "westbrook-table-1/early-help-front-door")["title"] == (
        "Early help front door"
    )


def test_one_that_looks_like_a_slip_is_made_and_asked_about(trajectory: CommandLine) -> None:
    made = trajectory("new", *GROUP, "--deliverable", "safety-netwerks")
    assert made.exit_code == 0
    assert made.stdout.endswith("safety-netwerks.toml\n")
    assert "Did you mean safety-networks (Safety planning and safety networks)?" in made.stderr


@pytest.mark.parametrize("missing", ["--authority", "--table"])
def test_both_names_are_needed(empty: CommandLine, missing: str) -> None:
    place = GROUP.index(missing)
    refused = empty("new", *GROUP[:place], *GROUP[place + 2 :])
    assert refused.exit_code == 2
    assert missing in refused.stderr
    refused = empty("new", *GROUP[:place], *GROUP[place + 2 :], missing, "  ")
    assert refused.exit_code == 2
    assert "has no name yet" in refused.stderr
    assert not empty.plans.exists()


def test_a_folder_that_may_not_be_written_is_said(empty: CommandLine) -> None:
    empty.plans.write_text("a file where the folder should be", encoding="utf-8")
    refused = empty("new", *GROUP)
    assert refused.exit_code in {2, 5}
    assert refused.stdout == ""
    assert "Something went wrong" not in refused.stderr


def test_the_help_knows_what_the_package_has_prompts_for(trajectory: CommandLine) -> None:
    templates, _ = load_templates(None)
    assert {found.key: found.title for found in templates.deliverables} == DELIVERABLES
    shown = trajectory("new", "--help").stdout
    for key, title in DELIVERABLES.items():
        assert f"{key:<20} {title}" in shown


def test_each_table_of_an_authority_in_another_script_has_its_plans(empty: CommandLine) -> None:
    made = [
        empty("new", "--authority", "بلدية الميناء", "--table", table, "--deliverable", "تدريب")
        for table in ("الطاولة ٣", "الطاولة ٤")
    ]
    assert [ended.exit_code for ended in made] == [0, 0], made[1].output
    assert len({ended.stdout for ended in made}) == 2
