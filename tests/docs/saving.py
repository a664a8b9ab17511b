"""Writes the figures of docs/saving.md: `python -m tests.docs.saving [FOLDER]`.

With a folder, in which the faults tier left its figures, they become those of the last run:

    FAULT_FIGURES=FOLDER pytest -m faults
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.faults.figures import WORDS, added_up
from tests.repository import ROOT

PAGE = ROOT / "docs" / "saving.md"
LAST_RUN = ROOT / "tests" / "faults" / "last_run.json"
PLACE = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->\n)", re.DOTALL)


def last_run() -> dict[str, int]:
    """The figures of the last run that was taken down."""
    figures: dict[str, int] = json.loads(LAST_RUN.read_text(encoding="utf-8"))
    return figures


def drawn(figures: Mapping[str, int]) -> str:
    """The figures as a Markdown table."""
    rows = [f"| {WORDS[name]} | {figures[name]:,} |" for name in WORDS]
    return "\n".join(("| In the last run | |", "| --- | ---: |", *rows)) + "\n"


def page(text: str) -> str:
    """The page with the figures of the last run."""
    return PLACE.sub(lambda found: f"{found[1]}{drawn(last_run())}{found[2]}", text)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        figures = json.dumps(added_up(Path(sys.argv[1])), indent=2)
        LAST_RUN.write_text(figures + "\n", encoding="utf-8", newline="\n")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
