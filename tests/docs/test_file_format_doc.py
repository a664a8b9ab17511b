"""docs/file-format.md names every field of the models, and its examples are files that open."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.file_format import PAGE, PLACE, TABLES, fields, page
from trajectory.domain.kinds import Section
from trajectory.storage.codec import parse
from trajectory.storage.templates import load_templates

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_models() -> None:
    assert page(TEXT) == TEXT, "write the tables with `python -m tests.docs.file_format`"
    assert [found[1] for found in PLACE.findall(TEXT)] == list(TABLES)


def test_every_field_says_what_it_means() -> None:
    silent = [
        f"{table}.{name}"
        for table in TABLES
        for name, rule in fields(table).items()
        if not rule.get("description")
    ]
    assert not silent


def examples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


def test_the_example_is_a_plan() -> None:
    plan, _ = parse(examples()[0].encode())
    assert plan.step["S1-t5vn"].cuts == tuple(plan.barrier)


def test_the_smallest_plan_opens() -> None:
    assert "The smallest plan is `[plan]` and nothing else." in TEXT
    plan, _ = parse(b"[plan]\n")
    assert not plan.step


def test_the_example_of_a_template_works(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "early-help.toml").write_text(examples()[1], encoding="utf-8")
    templates, broken = load_templates(tmp_path)
    assert not broken
    assert templates.get("early-help").title == "The early help front door"
    assert templates.get("early-help").prompts(Section.STEP).asks
