"""docs/saving.md gives the figures of the last run of the faults tier, which lost nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.docs.saving import PAGE, PLACE, last_run, page
from tests.faults import figures
from tests.faults.figures import NONE_OF_THESE, WORDS


def test_the_figures_are_those_of_the_last_run() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "write the table with `python -m tests.docs.saving`"
    assert len(PLACE.findall(text)) == 1


def test_the_last_run_tried_everything_and_lost_nothing() -> None:
    run = last_run()
    assert list(run) == list(WORDS)
    for name, count in run.items():
        assert (count == 0) is (name in NONE_OF_THESE), name


@pytest.mark.parametrize(
    "counts, status",
    [
        ([{"faults": 2, "kills": 1}, {"kills": 2, "lost": 0}], 0),
        ([{"faults": 2, "kills": 1}, {"kills": 2, "lost": 1}], 1),
        ([], 1),
    ],
    ids=["nothing lost", "something lost", "nothing tried"],
)
def test_figures_are_added_up(
    counts: list[dict[str, int]],
    status: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for number, count in enumerate(counts):
        (tmp_path / f"{number}.json").write_text(json.dumps(count), encoding="utf-8")
    assert figures.main(tmp_path) == status
    told = capsys.readouterr().out.splitlines()
    assert len(told) == len(WORDS)
    kills = sum(count.get("kills", 0) for count in counts)
    assert f"{kills}  Kills survived" in told
