"""What changed, as a review shows it: a line for each entry and for what is about the whole."""

from __future__ import annotations

from trajectory.domain.changes import Change
from trajectory.tui.widgets.review_lists import change_lines


def test_an_entry_has_a_heading_and_the_plan_as_a_whole_has_none() -> None:
    shown = change_lines(
        [
            Change("~", "plan", "", "the next call: 14 Mar 2019", "plan"),
            Change("~", "plan", "", "how it stands: agreed", "plan"),
            Change("~", "S1-aaaa", "S1", "begun", "step", "Ask the board"),
        ]
    )
    assert [line.plain for line in shown] == [
        "Next steps",
        "~ S1 Ask the board",
        "    begun",
        "",
        "About the plan",
        "~ the next call: 14 Mar 2019",
        "~ how it stands: agreed",
    ]
