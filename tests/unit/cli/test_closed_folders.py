"""Paths that cannot be looked at: closed folders, names that are too long, links in a circle.

Each command says why and what helps, with the exit code of the issue; none calls it our own fault.
The permission is faked: a test may run as the administrator, who may open anything.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import NETWORKS, CommandLine, setup_for
from trajectory.cli.program import program

PERMISSION = "you have no permission for it"
LONG = "a" * 300


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Give what closes a folder: it is there, and nothing in it can be looked at or made."""

    def close_folder(folder: Path) -> None:
        def refusing(call: Callable[..., object], *, itself: bool) -> Callable[..., object]:
            def called(path: object = ".", *args: object, **options: object) -> object:
                if not isinstance(path, int):
                    place = Path(os.path.abspath(os.fsdecode(path)))  # type: ignore[arg-type]  # noqa: PTH100
                    if folder in place.parents or (itself and place == folder):
                        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
                return call(path, *args, **options)

            return called

        for name in ("stat", "lstat", "open", "mkdir"):
            monkeypatch.setattr(os, name, refusing(getattr(os, name), itself=False))
        for name in ("listdir", "scandir"):
            monkeypatch.setattr(os, name, refusing(getattr(os, name), itself=True))

    return close_folder


@pytest.mark.parametrize(
    "arguments, code",
    [
        (["list"], 3),
        (["check"], 3),
        (["show", NETWORKS], 3),
        (["add", NETWORKS, "- No time"], 3),
        (["export", "--all", "--output", "-"], 3),
        (["new", "--authority", "Westbrook", "--table", "Table 1"], 5),
    ],
)
def test_a_plans_folder_without_permission(
    trajectory: CommandLine, close: Callable[[Path], None], arguments: list[str], code: int
) -> None:
    close(trajectory.plans)
    ended = trajectory(*arguments)
    assert ended.exit_code == code, ended.output
    assert PERMISSION in ended.output
    assert "templates" not in ended.output, "nobody knows whether there are any"


def test_a_plans_folder_inside_one_without_permission_is_not_called_missing(
    trajectory: CommandLine, close: Callable[[Path], None]
) -> None:
    close(trajectory.plans.parent)
    ended = trajectory("list")
    assert ended.exit_code == 3, ended.output
    assert PERMISSION in ended.stderr
    assert "not there yet" not in ended.stderr


def test_a_group_without_permission_takes_no_new_plan(
    trajectory: CommandLine, close: Callable[[Path], None]
) -> None:
    close(trajectory.plans / "harrowmere-table-3")
    ended = trajectory(
        "new", "--authority", "Harrowmere", "--table", "Table 3", "--deliverable", "supervision"
    )
    assert ended.exit_code == 5, ended.output
    assert PERMISSION in ended.stderr


def test_an_export_into_a_folder_without_permission(
    trajectory: CommandLine, close: Callable[[Path], None], tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    close(tmp_path / "out")
    ended = trajectory("export", NETWORKS, "--output", str(tmp_path / "out" / "networks.md"))
    assert ended.exit_code == 5, ended.output
    assert PERMISSION in ended.stderr


def test_an_export_whose_name_is_too_long(trajectory: CommandLine, tmp_path: Path) -> None:
    ended = trajectory("export", NETWORKS, "--output", str(tmp_path / LONG))
    assert ended.exit_code == 5, ended.output
    assert "its name is too long" in ended.stderr


def test_an_export_onto_links_in_a_circle(trajectory: CommandLine, tmp_path: Path) -> None:
    circle = tmp_path / "circle.md"
    circle.symlink_to("circle.md")
    ended = trajectory("export", NETWORKS, "--output", str(circle))
    assert ended.exit_code == 5, ended.output
    assert "the links there lead in a circle" in ended.stderr


def test_a_word_that_is_too_long_for_a_path(trajectory: CommandLine) -> None:
    ended = trajectory(LONG)
    assert ended.exit_code == 4, ended.output
    assert "neither a plan nor a command" in ended.stderr


@pytest.mark.parametrize(
    "name, why",
    [(LONG, "its name is too long"), ("file/plans", "a file stands where its folder should be")],
)
def test_a_plans_folder_that_cannot_be(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").write_text("x")
    setup = setup_for(tmp_path / name, tmp_path)
    ended = CliRunner().invoke(program, ["list"], obj=setup)
    assert ended.exit_code == 3, ended.output
    assert why in ended.stderr
    assert "not there yet" not in ended.stderr


def test_a_link_to_nowhere_is_in_nobodys_way(trajectory: CommandLine) -> None:
    (trajectory.plans / "harrowmere-example-table-3").mkdir()
    (trajectory.plans / "harrowmere-example-table-3" / "gone.toml").symlink_to("nowhere")
    ended = trajectory(
        "new", "--authority", "Harrowmere (example)", "--table", "Table 3", "--deliverable", "rota"
    )
    assert ended.exit_code == 0, ended.output
