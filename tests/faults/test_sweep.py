"""Case 15: whichever call to the system fails, or is the last before a kill, no word is lost.

Each fault is a play of its own, after which another program opens the plan: every word that was
shown as saved or kept is there, every plan file is whole, and work goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.sweeping import (
    PASSES_BY_ITSELF,
    Sweep,
    changing,
    errors_for_good,
    errors_of,
)
from tests.faults.tracing import Stagehand

pytestmark = pytest.mark.faults

Report = Callable[[dict[str, int]], None]
PARTS = 4
"""A sweep over single faults is so many tests, which run side by side."""


@pytest.fixture
def hands(system_tool: Callable[[str], Path], fast_folder: Path) -> Iterator[Stagehand]:
    with Stagehand(system_tool("strace"), fast_folder) as stagehand:
        yield stagehand


def finish(sweep: Sweep, report: Report, calls: int) -> None:
    figures = sweep.figures
    figures.calls = calls
    assert not figures.wrong, "\n".join(figures.wrong)
    assert (figures.lost, figures.unreadable, figures.left_behind) == (0, 0, 0)
    report(figures.as_json())


@pytest.mark.parametrize("part", range(PARTS))
def test_case_15_any_call_of_a_sitting_fails(hands: Stagehand, report: Report, part: int) -> None:
    sweep = Sweep(hands, "work")
    calls = sweep.calls[part::PARTS]
    for call in calls:
        for error in errors_of(call):
            sweep.fail(call, f"error={error}")
    finish(sweep, report, len(calls))
    assert sweep.figures.faults >= len(calls) > 50


@pytest.mark.parametrize("part", range(2))
def test_case_15_the_disk_fails_for_good(hands: Stagehand, report: Report, part: int) -> None:
    """From any call that changes something on, and from a third of the others."""
    sweep = Sweep(hands, "work")
    calls = [c for place, c in enumerate(sweep.calls) if c.changes or place % 3 == 0]
    for call, error in list(errors_for_good(calls))[part::2]:
        sweep.fail(call, f"error={error}", for_good=True)
    finish(sweep, report, 0)


def test_case_15_the_disk_takes_fewer_bytes_than_it_says(hands: Stagehand, report: Report) -> None:
    sweep = Sweep(hands, "work")
    writes = [call for call in sweep.calls if call.name == "write"]
    for call in writes:
        for taken in (0, 7):
            sweep.fail(call, f"retval={taken}")
            sweep.fail(call, f"retval={taken}", for_good=True)
    finish(sweep, report, 0)
    assert len(writes) > 10


def test_case_15_a_kill_at_any_call_of_a_sitting(hands: Stagehand, report: Report) -> None:
    sweep = Sweep(hands, "work")
    sweep.kill(changing(sweep.calls))
    finish(sweep, report, 0)
    assert sweep.figures.kills > 80


def test_case_15_a_kill_at_any_call_of_a_sitting_with_its_threads(
    hands: Stagehand, report: Report
) -> None:
    sweep = Sweep(hands, "threads")
    sweep.kill(changing(sweep.calls), surely=False)
    assert sweep.figures.kills > 50
    finish(sweep, report, 0)


def test_case_16_a_kill_at_any_call_of_a_recovery(hands: Stagehand, report: Report) -> None:
    sweep = Sweep(hands, "recover", earlier=("work",))
    sweep.kill(changing(sweep.calls))
    finish(sweep, report, len(sweep.calls))


def test_any_call_of_a_recovery_fails(hands: Stagehand, report: Report) -> None:
    sweep = Sweep(hands, "recover", earlier=("work",))
    for call, error in errors_for_good(changing(sweep.calls)):
        sweep.fail(call, f"error={error}")
        sweep.fail(call, f"error={error}", for_good=True)
    finish(sweep, report, 0)


def test_case_15_any_call_of_an_addition_fails_or_is_the_last(
    hands: Stagehand, report: Report
) -> None:
    """`trajectory add PLAN < lines`: all of them are there, or none."""
    sweep = Sweep(hands, "add")
    sweep.kill(changing(sweep.calls))
    for call in sweep.calls:
        sweep.fail(call, f"error={errors_of(call)[0]}")
        if call.changes and (error := errors_of(call)[-1]) != PASSES_BY_ITSELF:
            sweep.fail(call, f"error={error}", for_good=True)
    finish(sweep, report, len(sweep.calls))
