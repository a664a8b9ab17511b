"""What people install holds everything that the program reads, and nothing else."""

from __future__ import annotations

import re
import tarfile
import zipfile
from pathlib import Path

import pytest
from flit_core import buildapi

import trajectory
from tests.repository import ROOT, published_files


@pytest.fixture
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build as an installer does: from the project's top folder."""
    monkeypatch.chdir(ROOT)


@pytest.mark.usefixtures("at_the_top")
def test_the_wheel_holds_the_whole_package(tmp_path: Path) -> None:
    name = buildapi.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / name) as wheel:
        names = {entry for entry in wheel.namelist() if ".dist-info/" not in entry}
        (entry_points,) = [n for n in wheel.namelist() if n.endswith("/entry_points.txt")]
        scripts = wheel.read(entry_points).decode()

    package = {path.as_posix() for path in published_files() if path.parts[0] == "trajectory"}
    assert names == package
    assert any(name.endswith(".toml") for name in names), "the templates"
    assert any(name.endswith(".tcss") for name in names), "the styles"
    assert "trajectory=trajectory.__main__:main" in scripts.replace(" ", "")


@pytest.mark.usefixtures("at_the_top")
def test_the_source_archive_can_run_its_own_tests(tmp_path: Path) -> None:
    name = buildapi.build_sdist(str(tmp_path))
    with tarfile.open(tmp_path / name) as archive:
        names = {Path(*Path(entry).parts[1:]).as_posix() for entry in archive.getnames()}

    parts = ("trajectory", "plans", "docs", "tests", ".ci", ".lock")
    wanted = {path.as_posix() for path in published_files() if path.parts[0] in parts}
    assert wanted | {"pyproject.toml", "README.md", "CHANGELOG.md"} <= names


def test_the_version_is_stated_once() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", trajectory.__version__)
    stated = [
        str(path)
        for path in published_files()
        if path.parts[0] == "trajectory" or path.name == "pyproject.toml"
        if path.suffix in {".py", ".toml"}
        if re.search(r"^(__)?version(__)?\s*=", (ROOT / path).read_text("utf-8"), re.MULTILINE)
    ]
    assert stated == ["trajectory/__init__.py"]
