"""`trajectory export`: to the screen, to a file, to a folder; plans are safe, broken ones said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory.cli.export import FORMATS
from trajectory.exporters.registry import EXPORTERS

CASES = "harrowmere-table-3/case-management"


def titles(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("# ")]


def test_the_formats_are_the_exporters() -> None:
    assert tuple(EXPORTERS) == FORMATS


def test_a_document_goes_to_standard_output(trajectory: CommandLine) -> None:
    printed = trajectory("export", NETWORKS)
    assert (printed.exit_code, printed.stderr) == (0, "")
    assert titles(printed.stdout) == ["# Networks around every child from first contact"]
    assert printed.stdout.endswith("\n")
    assert trajectory("export", NETWORKS, "--output", "-").stdout == printed.stdout
    assert trajectory("export", NETWORKS, "--format", "markdown").stdout == printed.stdout


def test_documents_on_standard_output_stand_apart(trajectory: CommandLine) -> None:
    first, second = (trajectory("export", name).stdout for name in (NETWORKS, CASES))
    together = trajectory("export", NETWORKS, CASES, NETWORKS)
    assert together.stdout == f"{first}\n---\n\n{second}"


def test_a_document_goes_into_a_file(trajectory: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "networks.md"
    written = trajectory("export", NETWORKS, "--output", str(target))
    assert (written.exit_code, written.stdout, written.stderr) == (0, f"{target}\n", "")
    assert target.read_text(encoding="utf-8") == trajectory("export", NETWORKS).stdout
    again = trajectory("export", CASES, "--output", str(target))
    assert again.stderr == "1 older export gave way.\n"
    assert titles(target.read_text(encoding="utf-8")) == [
        "# One record that follows the family's journey".replace("'", "\\'")
    ]


def test_several_into_one_file_stand_apart(trajectory: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "all.md"
    written = trajectory("export", "--all", "--output", str(target))
    assert written.stdout == f"{target}\n"
    assert target.read_text(encoding="utf-8") == trajectory("export", "--all").stdout
    assert len(titles(target.read_text(encoding="utf-8"))) == 3


@pytest.mark.parametrize("ending", ["", "/"])
def test_into_a_folder_each_has_a_file_of_its_own(
    trajectory: CommandLine, tmp_path: Path, ending: str
) -> None:
    folder = tmp_path / "for the call"
    written = trajectory("export", "--all", "--output", f"{folder}{ending}")
    assert written.exit_code == 0
    names = ["case-management", "quality-assurance", "safety-networks"]
    paths = [folder / f"harrowmere-table-3--{name}.md" for name in names]
    assert written.stdout.splitlines() == [str(path) for path in paths]
    assert sorted(folder.iterdir()) == paths
    again = trajectory("export", "--all", "--output", f"{folder}{ending}")
    assert again.stderr == "3 older exports gave way.\n"


def test_one_plan_goes_into_a_folder_that_is_there_or_ends_as_one(
    trajectory: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    name = "harrowmere-table-3--safety-networks.md"
    for output, target in [
        (f"{tmp_path}/there", tmp_path / "there" / name),
        (f"{tmp_path}/new/", tmp_path / "new" / name),
        (f"{tmp_path}/file", tmp_path / "file"),
    ]:
        assert trajectory("export", NETWORKS, "--output", output).stdout == f"{target}\n"
        assert target.is_file()


@pytest.mark.parametrize("arguments", [[], [NETWORKS, "--all"], ["--all", "--format", "pdf"]])
def test_plans_are_named_or_all_in_a_known_format(
    trajectory: CommandLine, arguments: list[str]
) -> None:
    refused = trajectory("export", *arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_a_plan_is_never_overwritten(trajectory: CommandLine, tmp_path: Path) -> None:
    before = trajectory.bytes_of()
    plan = trajectory.plans / f"{NETWORKS}.toml"
    for output in (plan, tmp_path / "new.toml", plan.with_suffix(".TOML")):
        refused = trajectory("export", NETWORKS, "--output", str(output))
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "never takes a plan's place" in refused.stderr
    assert trajectory.bytes_of() == before
    assert not (tmp_path / "new.toml").exists()


def test_what_cannot_be_written_is_5(trajectory: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = trajectory("export", NETWORKS, "--output", str(tmp_path / "file" / "x.md"))
    assert (refused.exit_code, refused.stdout) == (5, "")


def test_a_broken_plan_stops_no_other(trajectory: CommandLine, tmp_path: Path) -> None:
    (trajectory.plans / f"{CASES}.toml").write_bytes(b"")
    for output in ("-", str(tmp_path / "all.md"), f"{tmp_path}/folder/"):
        partly = trajectory("export", "--all", "--output", output)
        assert partly.exit_code == 3
        assert partly.stderr.startswith(f"{CASES} cannot be read:")
    assert len(titles((tmp_path / "all.md").read_text(encoding="utf-8"))) == 2
    assert len(list((tmp_path / "folder").iterdir())) == 2
    assert trajectory("export", CASES, NETWORKS).exit_code == 3
    assert len(titles(trajectory("export", CASES, NETWORKS).stdout)) == 1


def test_nothing_is_written_where_no_plan_can_be_read(
    trajectory: CommandLine, tmp_path: Path
) -> None:
    (trajectory.plans / f"{CASES}.toml").write_bytes(b"")
    target = tmp_path / "older.md"
    target.write_text("older", encoding="utf-8")
    refused = trajectory("export", CASES, "--output", str(target))
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert target.read_text(encoding="utf-8") == "older"


def test_a_copy_is_left_out_of_all_and_said(trajectory: CommandLine) -> None:
    (trajectory.plans / f"{NETWORKS}-LAPTOP.toml").write_bytes(trajectory.bytes_of())
    printed = trajectory("export", "--all")
    assert len(titles(printed.stdout)) == 3
    assert printed.stderr == f"{NETWORKS}-LAPTOP is a copy of {NETWORKS}: left out.\n"
    assert len(titles(trajectory("export", f"{NETWORKS}-LAPTOP").stdout)) == 1


def test_a_folder_without_plans_exports_nothing(empty: CommandLine, tmp_path: Path) -> None:
    for output in ("-", str(tmp_path / "all.md"), f"{tmp_path}/folder/"):
        printed = empty("export", "--all", "--output", output)
        assert (printed.exit_code, printed.stdout) == (0, "")
        assert "nothing was exported" in printed.stderr
    assert list(tmp_path.iterdir()) == []


def test_private_entries_are_left_out_unless_asked_for(trajectory: CommandLine) -> None:
    path = trajectory.plans / f"{NETWORKS}.toml"
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[barrier.B9-priv]\ntext = "Only for us"\nprivate = true\n')
    assert "Only for us" not in trajectory("export", NETWORKS).stdout
    assert "Only for us" in trajectory("export", NETWORKS, "--include-private").stdout


def test_a_plan_that_is_not_there(trajectory: CommandLine) -> None:
    refused = trajectory("export", NETWORKS, "nobody/nothing")
    assert (refused.exit_code, refused.stdout) == (4, "")
