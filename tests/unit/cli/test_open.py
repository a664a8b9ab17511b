"""`trajectory`, `trajectory PLAN`, `trajectory open PLAN`: the app, where there is a terminal."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory.tui.app import Opening


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Path | None]]:
    """Stand in for the app, and give the folder and the plan that it was opened with."""
    calls: list[tuple[Path, Path | None]] = []

    def run(opening: Opening) -> int:
        workshop = opening.load()
        workshop.sitting.close(10.0)
        calls.append((workshop.sitting.context.store.root, workshop.plan))
        return 0

    app = types.ModuleType("trajectory.tui.app")
    app.run, app.Opening = run, Opening  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "trajectory.tui.app", app)
    monkeypatch.setattr("trajectory.cli.open.has_terminal", lambda: True)
    return calls


def test_alone_it_opens_at_home(
    trajectory: CommandLine, opened: list[tuple[Path, Path | None]]
) -> None:
    for arguments in ([], ["open"]):
        assert trajectory(*arguments).exit_code == 0
    assert opened == [(trajectory.plans, None)] * 2


def test_a_plan_s_name_or_path_opens_it(
    trajectory: CommandLine, opened: list[tuple[Path, Path | None]]
) -> None:
    path = trajectory.plans / f"{NETWORKS}.toml"
    for arguments in ([NETWORKS], ["open", NETWORKS], [str(path)], ["open", str(path)]):
        assert trajectory(*arguments).exit_code == 0
    assert opened == [(trajectory.plans, path)] * 4


def test_an_existing_path_wins_over_a_command_like_word(
    trajectory: CommandLine,
    opened: list[tuple[Path, Path | None]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lsit").write_bytes(trajectory.bytes_of())
    assert trajectory("lsit").exit_code == 0
    assert opened == [(trajectory.plans, tmp_path / "lsit")]


def test_options_may_follow_the_plan(
    trajectory: CommandLine, opened: list[tuple[Path, Path | None]]
) -> None:
    elsewhere = trajectory.plans.rename(trajectory.plans.with_name("elsewhere"))
    for arguments in (
        ["--plans", str(elsewhere), NETWORKS],
        [NETWORKS, "--plans", str(elsewhere)],
        ["open", "--plans", str(elsewhere), NETWORKS],
    ):
        assert trajectory(*arguments).exit_code == 0
    assert opened == [(elsewhere, elsewhere / f"{NETWORKS}.toml")] * 3


@pytest.mark.parametrize(
    "arguments, code", [([NETWORKS, "more"], 2), (["open", "wibble"], 4), (["nobody/no"], 4)]
)
def test_what_cannot_be_opened_never_reaches_the_app(
    trajectory: CommandLine,
    opened: list[tuple[Path, Path | None]],
    arguments: list[str],
    code: int,
) -> None:
    assert trajectory(*arguments).exit_code == code
    assert opened == []


def test_a_folder_is_no_plan(
    trajectory: CommandLine, opened: list[tuple[Path, Path | None]]
) -> None:
    refused = trajectory(str(trajectory.plans))
    assert refused.exit_code == 4
    assert "is a folder" in refused.stderr
    assert opened == []


def test_without_a_terminal_it_says_what_works_without_one(trajectory: CommandLine) -> None:
    refused = trajectory()
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "needs a terminal" in refused.stderr
    assert "`trajectory list`" in refused.stderr
