"""docs/export.md says what an export holds."""

from __future__ import annotations

import re

from tests.repository import ROOT
from trajectory.exporters.registry import EXPORTERS

PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
EVERYTHING = ROOT / "tests" / "golden" / "markdown" / "everything-private.md"


def test_the_page_names_every_part_of_a_document_in_its_order() -> None:
    parts = re.findall(r"^\| ([^|]+?) \|", PAGE, re.MULTILINE)[2:]
    document = EVERYTHING.read_text(encoding="utf-8")
    sections = re.findall(r"^## (.+)$", document, re.MULTILINE)
    # This plan starts from the goal; the page gives the usual order.
    sections[:2] = reversed(sections[:2])
    assert parts == sections


def test_the_page_names_every_format() -> None:
    assert all(name in PAGE.lower() for name in EXPORTERS)
