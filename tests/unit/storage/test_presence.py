"""Asking whether something is there never fails, whatever the path."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from trajectory.storage.presence import is_folder, is_missing, is_there


def test_a_file_a_folder_and_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    assert (is_there(file), is_folder(file), is_missing(file)) == (True, False, False)
    assert (is_there(tmp_path), is_folder(tmp_path), is_missing(tmp_path)) == (True, True, False)
    gone = tmp_path / "gone"
    assert (is_there(gone), is_folder(gone), is_missing(gone)) == (False, False, True)


def test_a_link_to_nowhere_leads_to_nothing_and_has_its_name(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    assert (is_there(link), is_folder(link), is_missing(link)) == (False, False, False)


@pytest.mark.parametrize("name", ["a" * 300, "a\0b", "circle"])
def test_what_cannot_be_looked_at_is_neither_there_nor_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "circle").symlink_to("circle")
    path = tmp_path / name
    assert (is_there(path), is_folder(path), is_missing(path)) == (False, False, False)


def test_nor_is_what_we_may_not_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The permission is faked: a test may run as the administrator, who may look at anything."""

    def refuse(path: Path, **_: object) -> object:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    monkeypatch.setattr(Path, "lstat", refuse)
    assert (is_there(tmp_path), is_folder(tmp_path), is_missing(tmp_path)) == (False, False, False)
