"""The capture grammar, row by row as docs describe it."""

from __future__ import annotations

import datetime as dt

import pytest

from trajectory.domain.capture import Vocabulary, read_line, vocabulary
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Barrier, Enabler, Goal, Header, Plan

TODAY = dt.date(2026, 11, 22)  # a Sunday


@pytest.fixture
def known() -> Vocabulary:
    return vocabulary(
        Plan(
            plan=Header(participants=("Team manager", "Practice lead")),
            barrier={"B1-aaaa": Barrier(text="x")},
            enabler={"E1-cccc": Enabler(text="q")},
            goal={"G1-gggg": Goal(text="g")},
        )
    )


def test_all_tokens_of_a_step_are_taken(known: Vocabulary) -> None:
    line = "> Change the form for G1 by fri @team manager uses e1 cuts B1"

    got = read_line(line, Section.BARRIER, known, TODAY)

    assert (got.kind, got.section, got.text) == ("entry", Section.STEP, "Change the form")
    assert (got.owner, got.date) == ("Team manager", dt.date(2026, 11, 27))
    assert (got.goal, got.uses, got.cuts) == ("G1-gggg", ("E1-cccc",), ("B1-aaaa",))
    assert got.marked
    assert not got.warnings
