"""The project's folder: what lies at its top, and what no file of it may hold."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests import readme
from tests.repository import ROOT, published_files

# The top level is the users' first impression. Everything else has a place in one of these.
TOP = {"trajectory", "plans", "tests", "docs", "pyproject.toml", "README.md", "CHANGELOG.md"}
TEXT = {"", ".cfg", ".md", ".json", ".py", ".svg", ".tcss", ".toml", ".txt", ".yml"}

# Where this copy lies, who runs it and with which Python: true here, false everywhere else. Read
# now, before each test is given a home of its own.
HERE = {str(path) for path in (ROOT, Path.home(), Path(sys.prefix)) if len(path.parts) > 1}
REGISTRY = re.compile(
    r"(?:--(?:extra-)?index-url|--find-links)\b"
    r"|\b(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com)\b",
    re.IGNORECASE,
)


def texts() -> list[tuple[Path, str]]:
    """Return every published text file with its text."""
    paths = [path for path in published_files() if path.suffix in TEXT]
    return [(path, (ROOT / path).read_text(encoding="utf-8", errors="replace")) for path in paths]


def test_the_top_level_stays_small() -> None:
    names = {path.parts[0] for path in published_files()}
    assert {name for name in names if not name.startswith(".")} <= TOP


def test_no_file_names_the_machine_it_was_written_on() -> None:
    place = re.compile("|".join(rf"(?<![\w.])(?:{re.escape(here)})(?![\w-])" for here in HERE))
    found = [f"{path}: {hit[0]}" for path, text in texts() if (hit := place.search(text))]
    assert found == []


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{path}: {hit[0]}"
        for path, text in texts()
        if path != Path(__file__).relative_to(ROOT)
        if (hit := REGISTRY.search(text))
    ]
    assert found == []


def test_only_marked_folders_hold_anything_but_utf_8_with_plain_line_ends() -> None:
    """Files that are broken on purpose live in a `corpus` folder, exports in `golden`."""
    for path in published_files():
        if path.suffix in TEXT and not {"corpus", "golden"} & set(path.parts):
            data = (ROOT / path).read_bytes()
            assert data.decode("utf-8") is not None
            assert b"\r" not in data, path


@pytest.mark.parametrize("name", ["start", "tests"])
def test_readme_gives_each_command_once_and_on_one_line(name: str) -> None:
    assert "\n" not in readme.command(name)


@pytest.mark.parametrize(
    "text",
    [
        "no marker",
        "<!-- command: tests -->\nno block",
        "<!-- command: tests -->\n```sh\na\n```\n" * 2,
        "<!-- command: other -->\n```sh\na\n```\n",
    ],
)
def test_a_command_that_readme_does_not_give_is_an_error(text: str) -> None:
    with pytest.raises(LookupError):
        readme.command("tests", text)


def test_ci_runs_what_readme_says() -> None:
    assert readme.command("tests") == "python3 -m tests"
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert readme.command("tests") in lines, "a line of its own, as it stands there"
