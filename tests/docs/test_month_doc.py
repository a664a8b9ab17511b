"""docs/month.md quotes the documents of the story that tests/terminal/test_story.py tells."""

from __future__ import annotations

import re

from tests.repository import ROOT

PAGE = (ROOT / "docs" / "month.md").read_text(encoding="utf-8")
QUOTED = re.compile(r"<!-- from (\S+) -->\n```text\n(.*?)```\n", re.DOTALL)


def test_each_quotation_stands_in_its_document() -> None:
    quotations = QUOTED.findall(PAGE)
    assert len(quotations) == PAGE.count("<!--") == 3
    for name, words in quotations:
        document = (ROOT / "tests" / "golden" / "story" / name).read_text(encoding="utf-8")
        assert words in document, name
