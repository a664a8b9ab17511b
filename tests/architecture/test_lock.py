"""The lock files and `pyproject.toml` say the same, and an install takes only what is hashed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
WANTED = {"run": RUNTIME, "dev": [*RUNTIME, *PROJECT["dependency-groups"]["dev"]]}


def lock_text(name: str) -> str:
    return Path(ROOT, ".lock", f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """Return the release of each project that a lock file names."""
    found: list[tuple[str, str]] = re.findall(r"^([\w.-]+)==(\S+)", lock_text(name), re.MULTILINE)
    return {str(canonicalize_name(project)): release for project, release in found}


@pytest.mark.parametrize("name", WANTED)
def test_every_requirement_is_locked_to_a_release_that_fits(name: str) -> None:
    locked = pins(name)
    for line in WANTED[name]:
        requirement = Requirement(line)
        release = locked.get(canonicalize_name(requirement.name))
        assert release is not None, f"{requirement.name} is missing: bash .lock/refresh"
        assert release in requirement.specifier, f"{line} is locked to {release}"


def test_tests_run_on_the_releases_that_people_get() -> None:
    assert pins("run").items() <= pins("dev").items()


@pytest.mark.parametrize("name", WANTED)
def test_every_release_is_hashed(name: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", lock_text(name), flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(name))
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry


@pytest.mark.parametrize("name", WANTED)
def test_a_lock_names_no_index_and_no_address(name: str) -> None:
    assert "://" not in lock_text(name)
    assert "index" not in lock_text(name)


def test_what_builds_the_package_is_the_locked_builder() -> None:
    assert PROJECT["build-system"]["requires"] == PROJECT["dependency-groups"]["build"]
