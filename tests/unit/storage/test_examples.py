"""The example plans load, and are written as the app itself writes them."""

from __future__ import annotations

import pytest

from tests.repository import ROOT
from trajectory.storage import codec

EXAMPLES = sorted((ROOT / "plans").glob("*/*.toml"))


def test_harrowmere_has_its_three_plans() -> None:
    assert [path.stem for path in EXAMPLES if path.parent.name == "harrowmere-table-3"] == [
        "case-management",
        "quality-assurance",
        "safety-networks",
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_an_example_reads_back_as_itself(path: object) -> None:
    data = (ROOT / str(path)).read_bytes()
    plan, wrapping = codec.parse(data)
    again, _ = codec.parse(codec.encode(plan, wrapping))
    assert codec.same_file(again, plan)


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_an_example_points_at_the_schema(path: object) -> None:
    _, wrapping = codec.parse((ROOT / str(path)).read_bytes())
    assert wrapping == codec.NEW
