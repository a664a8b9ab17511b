"""Writes the tables of docs/coach.md from the checks and thresholds: `python -m tests.docs.coach`.

The page's own words stand between the tables and are kept; a test compares the tables with this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from trajectory.domain import thresholds as domain_thresholds
from trajectory.domain.coach.registry import RULES
from trajectory.domain.thresholds import Thresholds
from trajectory.storage.schema import field_docs

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coach.md"
PLACE = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->\n)", re.DOTALL)


def questions() -> str:
    """Every check: its code, how much it matters, when it asks, what, and why."""
    rows = [
        (rule.code, rule.severity.letter, rule.when, f"*{rule.question}*", rule.why)
        for rule in RULES
    ]
    return _table(("Code", "", "When", "Question", "Why"), rows)


def thresholds() -> str:
    """Every threshold: its name, its usual value, what may be set, and what it is."""
    rules: Mapping[str, Any] = Thresholds.model_json_schema()["properties"]
    said = field_docs(domain_thresholds)[Thresholds.__name__]
    rows = [
        (
            f"`{name}`",
            f"{rule['default']:g}",
            f"{rule['minimum']:g} to {rule['maximum']:g}",
            said[name],
        )
        for name, rule in rules.items()
    ]
    return _table(("Name", "Usual", "May be", "What it is"), rows)


TABLES: Mapping[str, Callable[[], str]] = {"questions": questions, "thresholds": thresholds}


def page(text: str) -> str:
    """The page with its tables as the code is now."""
    return PLACE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", text)


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
