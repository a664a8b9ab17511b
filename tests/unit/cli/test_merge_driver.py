"""`trajectory merge-driver`: what git is told, and what becomes of the files it hands over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from trajectory.storage.codec import parse

BASE = '[plan]\ntitle = "Networks"\n\n[barrier.B1-k3mz]\ntext = "No room"\n'
OURS = BASE.replace("No room", "No room at all")
THEIRS = BASE + "strength = 4\n"


@pytest.fixture
def files(tmp_path: Path, empty: CommandLine) -> list[Path]:
    """Give three versions as git hands them over."""
    made = [tmp_path / name for name in (".merge_file_a", ".merge_file_b", ".merge_file_c")]
    for path, text in zip(made, (BASE, OURS, THEIRS), strict=True):
        path.write_text(text, encoding="utf-8")
    return made


def driver(run: CommandLine, files: list[Path], *more: str) -> tuple[int, str, str]:
    ran = run("merge-driver", *map(str, files), *more)
    return ran.exit_code, ran.stdout, ran.stderr


def test_the_result_is_in_ours(files: list[Path], empty: CommandLine) -> None:
    assert driver(empty, files, "table-3/qa.toml") == (
        0,
        "",
        "table-3/qa.toml: 1 entry changed.\n",
    )
    assert files[1].read_text(encoding="utf-8") == OURS + "strength = 4\n"
    assert files[2].read_text(encoding="utf-8") == THEIRS


def test_what_is_left_to_settle_is_a_conflict_for_git(
    files: list[Path], empty: CommandLine
) -> None:
    files[2].write_text(BASE.replace("No room", "Room enough"), encoding="utf-8")
    code, _, said = driver(empty, files)
    assert code == 1
    assert "1 difference is left to settle" in said
    assert len(parse(files[1].read_bytes())[0].conflict) == 1


def test_an_empty_base_is_none(files: list[Path], empty: CommandLine) -> None:
    files[0].write_bytes(b"")
    files[1].write_text(BASE, encoding="utf-8")
    assert driver(empty, files)[0] == 0
    assert parse(files[1].read_bytes())[0].barrier["B1-k3mz"].strength == 4


def test_without_git_ours_stays_and_git_is_told(
    files: list[Path], empty: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    files[2].write_text("[plan\n", encoding="utf-8")
    code, _, said = driver(empty, files, "qa.toml")
    assert (code, said) == (
        1,
        "qa.toml was merged line by line: one version cannot be read as a plan.\n",
    )
    assert files[1].read_text(encoding="utf-8") == OURS


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_version_that_is_not_there_is_said(
    files: list[Path], empty: CommandLine, gone: int
) -> None:
    files[gone].unlink()
    code, _, said = driver(empty, files)
    assert code == 4
    assert str(files[gone]) in said
    assert files[1].exists() is (gone != 1)


def test_it_is_no_command_for_people(empty: CommandLine) -> None:
    assert "merge-driver" not in empty("--help").stdout
    assert "merge-driver %O %A %B %P" in empty("merge-driver", "--help").stdout
