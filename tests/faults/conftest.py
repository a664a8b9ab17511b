"""A stage in memory, and a place for the figures."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.figures import VARIABLE

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@pytest.fixture
def fast_folder(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: what strace does is the same on any disk."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="trajectory-faults-", dir=MEMORY))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[dict[str, int]], None]:
    """Return a function that puts a test's figures where they are added up, and prints them."""
    folder = os.environ.get(VARIABLE)

    def write(figures: dict[str, int]) -> None:
        name = "".join(c if c.isalnum() else "-" for c in request.node.name)
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / f"{name}.json").write_text(json.dumps(figures), encoding="utf-8")
        sys.stdout.write(f"{name}: {figures}\n")

    return write
