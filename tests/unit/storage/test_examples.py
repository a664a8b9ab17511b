"""The example plans load, and are written as the app itself writes them."""

from __future__ import annotations

import pytest

from tests.repository import ROOT
from trajectory.domain.changes import changes
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


HISTORY = sorted((ROOT / "plans").glob("*/history/*.toml"))


def test_the_checkpoint_of_the_workshop_is_the_plan_before_what_its_log_says_moved() -> None:
    (path,) = HISTORY
    then, wrapping = codec.parse(path.read_bytes())
    now, _ = codec.parse((path.parent.parent / "safety-networks.toml").read_bytes())
    assert wrapping.head == "#:schema ../../trajectory-plan.schema.json\n"
    (review,) = then.review.values()
    assert path.stem == f"safety-networks-{review.finished:%Y%m%d-%H%M%S}"
    assert not then.log
    for line in now.log.values():
        assert str(getattr(then.step[line.item], line.field)) == line.was
    assert [change.words for change in changes(then, now)] == [
        "by when: 2 Feb → 9 Feb 2018, a week later (Forms meeting moved a week)",
        "when and where: “Forms meeting, 30 January” → “Forms meeting, 6 February”",
    ]
