"""The programs that are measured, and the surroundings that they all have."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.repository import ROOT

HERE = Path(__file__).resolve().parent / "yardsticks"

PRODUCT = (sys.executable, str(HERE / "product.py"))
BARE_CLICK = (sys.executable, str(HERE / "bare_click.py"))
TEXTUAL_INPUT = (sys.executable, str(HERE / "textual_input.py"))
MODULES = (sys.executable, str(HERE / "modules.py"))
TOMLLIB = (sys.executable, str(HERE / "tomllib_all.py"))

Command = Sequence[str]

_FORGOTTEN = ("NO_COLOR", "COLORTERM", "LINES", "COLUMNS", "PYTHONDONTWRITEBYTECODE")


def surroundings(home: Path) -> Mapping[str, str]:
    """An environment with a home of its own: nothing of the person's is read or written."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _FORGOTTEN and not name.startswith(("TRAJECTORY_", "XDG_", "TEXTUAL"))
    }
    home.mkdir(parents=True, exist_ok=True)
    return kept | {
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


def on(plans: Path, *arguments: str) -> Command:
    """The product on this folder."""
    return (*PRODUCT, "--plans", str(plans), *arguments)
