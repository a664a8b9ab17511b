"""Opening the plans folder: which one, what is in it, and that nothing is made by looking."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from trajectory.domain.ids import ALPHABET
from trajectory.usecases.building import build_workspace, local_now, random_suffix


def test_the_folder_that_was_asked_for_wins(tmp_path: Path) -> None:
    environ = {"TRAJECTORY_PLANS": str(tmp_path / "environment")}
    (tmp_path / "plans").mkdir()
    asked = build_workspace(Path("asked"), environ, tmp_path)
    assert asked.folder.path == asked.context.store.root == tmp_path / "asked"
    assert build_workspace(None, environ, tmp_path).folder.path == tmp_path / "environment"
    assert build_workspace(None, {}, tmp_path).folder.path == tmp_path / "plans"


def test_the_last_resort_is_in_the_documents_and_is_not_made(
    tmp_path: Path, own_home: Path
) -> None:
    opened = build_workspace(None, {}, tmp_path)
    assert opened.folder.chosen_by == "documents"
    assert not opened.folder.exists
    assert own_home in opened.folder.path.parents
    assert list(own_home.iterdir()) == []
    assert list(opened.context.store.scan()) == []


def test_the_folder_s_own_templates_are_used_and_a_broken_one_is_named(tmp_path: Path) -> None:
    own = tmp_path / "plans" / "templates"
    own.mkdir(parents=True)
    (own / "early-help.toml").write_text(
        'title = "Early help"\nshort = "Early help"\nabout = "Ours."\norder = 9\n',
        encoding="utf-8",
    )
    (own / "broken.toml").write_text("key = ", encoding="utf-8")
    opened = build_workspace(None, {}, tmp_path)
    assert opened.context.templates.knows("early-help")
    assert [broken.path.name for broken in opened.broken_templates] == ["broken.toml"]


def test_the_clock_knows_its_time_zone() -> None:
    assert local_now().utcoffset() is not None
    context = build_workspace(None, {}, Path.cwd()).context
    assert context.now().tzinfo is dt.UTC
    assert context.today() == context.clock().date()


@pytest.mark.parametrize("length", [4, 6])
def test_suffixes_are_of_the_alphabet_and_differ(length: int) -> None:
    suffixes = {random_suffix(length) for _ in range(20)}
    assert all(len(suffix) == length and set(suffix) <= set(ALPHABET) for suffix in suffixes)
    assert len(suffixes) > 1
