"""What every test stands on: a home of its own, fixed surroundings, and no luck.

Nothing here reads the tester's own settings, plans or terminal, and nothing of theirs is written.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent

# Textual reads this when it is imported, so it is set before any test module is.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

# Fixed for the whole run. London's rules are spelled out: a small machine may lack the zone files.
os.environ["TZ"] = "GMT0BST,M3.5.0/1,M10.5.0"
if hasattr(time, "tzset"):
    time.tzset()
os.umask(0o022)

FORGOTTEN_PREFIXES = ("TRAJECTORY_", "_TRAJECTORY_", "XDG_", "LC_", "GIT_")
FORGOTTEN = (
    *("COLORTERM", "COLUMNS", "EDITOR", "FORCE_COLOR", "LANGUAGE", "LINES", "NO_COLOR", "PAGER"),
    *("PYTEST_ADDOPTS", "SSH_CONNECTION", "SSH_TTY", "STY", "TERM_PROGRAM", "TMUX", "VISUAL"),
)

# The same examples on every machine and every day; what takes long is no failure.
hypothesis.settings.register_profile(
    "core",
    max_examples=15,  # the slower tier tries 250
    database=None,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "sweep", hypothesis.settings.get_profile("core"), max_examples=250
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "core"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person take over what the exports are now: look at the difference before a commit."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the files in tests/golden"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares a document with the file of that name in `tests/golden`."""

    def check(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_bytes(text.encode("utf-8"))
        assert path.exists(), f"no tests/golden/{name} yet: pytest --update-golden makes it"
        assert path.read_bytes().decode("utf-8") == text

    return check


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test, and every program it starts, an empty home folder and plain surroundings."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name in FORGOTTEN or name.startswith(FORGOTTEN_PREFIXES):
            monkeypatch.delenv(name)
    for name, folder in {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    # A program that a test starts elsewhere finds this project, installed or not.
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return home


@pytest.fixture(scope="session")
def system_tool() -> Callable[[str], Path]:
    """Return a function that finds a program of the system, such as `pandoc` or `strace`.

    Where it is missing, a person's test is skipped and says so; in CI, which installs them,
    it fails.
    """

    def find(name: str) -> Path:
        found = shutil.which(name)
        if found is None:
            reason = f"this test needs {name}, which is not installed"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        return Path(found)

    return find


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out on Windows what needs a pseudo-terminal."""
    if sys.platform == "win32":
        for item in items:
            if item.get_closest_marker("terminal"):
                item.add_marker(
                    pytest.mark.skip(reason="Windows has no pseudo-terminal of this kind")
                )
