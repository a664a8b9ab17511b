"""Whatever people, disks and crashes do, in any order: the promises P1 to P6 hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.machine import Promises


def run(examples: int, steps: int) -> int:
    """Run machines; gives how many steps they took together."""
    before = Promises.steps
    chosen = settings(max_examples=examples, stateful_step_count=steps)
    run_state_machine_as_test(Promises, settings=chosen)
    return Promises.steps - before


def test_the_promises_hold_over_hundreds_of_steps() -> None:
    assert run(examples=15, steps=30) > 200


@pytest.mark.faults
def test_the_promises_hold_over_thousands_of_steps(
    report: Callable[[dict[str, int]], None],
) -> None:
    steps = run(examples=200, steps=50)
    assert steps > 4_000
    report({"steps": steps})
