"""Each of the 64 cases of reliability.md, section 5, is a test that has its number in its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.repository import ROOT, published_files

CASES = set(range(1, 65))

NUMBERED = re.compile(r"test_case_(\d+(?:_and_\d+)*)_[a-z]")
FOLDERS = (ROOT / "tests" / "cases", ROOT / "tests" / "faults")


def numbered_tests() -> Iterator[tuple[int, str]]:
    for path in published_files():
        is_test = path.name.startswith("test_") and path.suffix == ".py"
        if not is_test or (ROOT / path).parent not in FOLDERS:
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                match = NUMBERED.match(node.name)
                for number in match[1].split("_and_") if match else ():
                    yield int(number), node.name


def test_every_case_has_a_test_of_its_number() -> None:
    assert {number for number, _ in numbered_tests()} == CASES


def test_a_case_says_what_is_expected_in_its_name() -> None:
    least = len("test_case_00_") + 20
    assert [name for _, name in numbered_tests() if len(name) < least] == []
