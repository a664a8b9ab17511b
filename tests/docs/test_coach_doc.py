"""docs/coach.md lists every check and every threshold, and its examples are true."""

from __future__ import annotations

import re

from tests.docs.coach import PAGE, PLACE, TABLES, page
from trajectory.domain.coach import Thresholds
from trajectory.domain.coach.registry import RULES
from trajectory.domain.plan import Dismissed
from trajectory.storage.codec import read_toml

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_are_what_the_code_says() -> None:
    assert page(TEXT) == TEXT, "write the tables with `python -m tests.docs.coach`"
    assert [name for _, name, _ in PLACE.findall(TEXT)] == list(TABLES)


def test_every_check_and_every_threshold_has_its_row() -> None:
    assert re.findall(r"^\| (C\d\d) \|", TEXT, re.MULTILINE) == [rule.code for rule in RULES]
    names = re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE)
    assert names == list(Thresholds.model_fields)


def test_the_examples_are_what_a_file_may_hold() -> None:
    dismissal, settings = re.findall(r"```toml\n(.+?)```", TEXT, re.DOTALL)
    (record,) = read_toml(dismissal.encode())[0]["dismissed"].values()
    assert Dismissed.model_validate(record).model_extra == {}
    Thresholds.model_validate(read_toml(settings.encode())[0]["coach"])
