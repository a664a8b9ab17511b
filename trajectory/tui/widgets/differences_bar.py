"""A line that says how much there is to settle, while there is something."""

from __future__ import annotations

from textual.style import Style
from textual.widgets import Static

from trajectory.domain.plan import Plan
from trajectory.tui.text import one_line


class DifferencesBar(Static):
    """`2 differences to settle: /differences`; a click goes there. Nothing while there are none."""

    DEFAULT_CSS = """
    DifferencesBar {
        display: none; height: 1; padding: 0 1; color: $text-warning; text-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis;
        &.-shown { display: block; }
    }
    """

    def show_plan(self, plan: Plan, missing: int = 0) -> None:
        """Say what is open in this plan; `missing` entries were gone from its file unmarked."""
        count = len(plan.conflict) + missing
        self.set_class(count > 0, "-shown")
        words = "1 difference" if count == 1 else f"{count:,} differences"
        go = Style.from_meta({"@click": "screen.differences"})
        self.update(one_line(f"{words} to settle: /differences").stylize(go))
