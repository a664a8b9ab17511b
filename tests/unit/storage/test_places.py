"""Which folder holds the plans: the option, the environment, here, or the user's documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from trajectory.storage import places
from trajectory.storage.places import Folder, plans_folder


@pytest.fixture
def cwd(tmp_path: Path) -> Path:
    path = tmp_path / "here"
    path.mkdir()
    return path


def chosen(cwd: Path, option: str | None = None, variable: str | None = None) -> Folder:
    environ = {} if variable is None else {places.VARIABLE: variable}
    documents = cwd.parent / "Documents"
    return plans_folder(Path(option) if option is not None else None, environ, cwd, documents)


def test_the_option_comes_first(cwd: Path) -> None:
    (cwd / "plans").mkdir()
    assert chosen(cwd, "elsewhere", "named") == Folder(cwd / "elsewhere", False, "option")


def test_then_the_environment(cwd: Path) -> None:
    (cwd / "plans").mkdir()
    (cwd / "named").mkdir()
    assert chosen(cwd, None, "named") == Folder(cwd / "named", True, "environment")


def test_then_plans_here_if_it_exists(cwd: Path) -> None:
    (cwd / "plans").mkdir()
    assert chosen(cwd) == Folder(cwd / "plans", True, "here")


@pytest.mark.parametrize("variable", [None, "", "  "])
def test_else_one_in_the_documents(cwd: Path, variable: str | None) -> None:
    (cwd / "plans").write_text("a file of this name is no folder")
    documents = cwd.parent / "Documents" / "Trajectory plans"
    assert chosen(cwd, None, variable) == Folder(documents, False, "documents")
    documents.mkdir(parents=True)
    assert chosen(cwd, None, variable).exists


def test_an_absolute_path_is_taken_as_it_is_and_a_tilde_is_home(cwd: Path, own_home: Path) -> None:
    assert chosen(cwd, str(cwd.parent / "x")).path == cwd.parent / "x"
    assert chosen(cwd, "~/x").path == own_home / "x"
    assert chosen(cwd, None, "~/x").path == own_home / "x"


def test_state_and_documents_are_in_the_users_home(own_home: Path) -> None:
    assert places.state_folder().is_relative_to(own_home)
    assert places.documents_folder().is_relative_to(own_home)
    assert not places.state_folder().is_relative_to(places.documents_folder())
