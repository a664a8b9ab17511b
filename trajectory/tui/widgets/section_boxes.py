"""The boxes of the walk, a list each: the current one alone, or all of them on a wide screen."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from trajectory.domain.describing import Describer
from trajectory.domain.forces import force_field
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Plan
from trajectory.domain.scale import in_words
from trajectory.domain.template import Prompts, Template
from trajectory.tui.text import one_line
from trajectory.tui.widgets.item_list import ItemList, rows_of


class SectionBoxes(Horizontal):
    """Shows a plan. Lists that are out of sight are brought up to date when they come into view."""

    DEFAULT_CSS: ClassVar[str] = """
    SectionBoxes {
        height: 1fr;
        .box { width: 1fr; display: none; }
        .box.-current { display: block; }
        .head { display: none; height: auto; padding: 0 1; color: $text-muted; }
        .box.-empty .head { display: block; }
        .box.-empty ItemList { height: 0; }
        #counts {
            display: none; width: 24; height: 100%; padding: 0 1; color: $text-muted;
            border-left: solid $border-blurred;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown: tuple[Plan, Template, dt.date] | None = None
        self._describer: Describer | None = None
        self._current = Section.POSITION

    def compose(self) -> ComposeResult:
        """A box for each section, and the slim column of counts."""
        for section in Section:
            with Vertical(id=f"box-{section.value}", classes="box"):
                yield Static(classes="head")
                yield ItemList(id=f"list-{section.value}")
        yield Static(id="counts")

    def list_of(self, section: Section) -> ItemList:
        """The list of one box."""
        return self.query_one(f"#list-{section.value}", ItemList)

    @property
    def current_list(self) -> ItemList:
        """The list of the current box."""
        return self.list_of(self._current)

    def show_plan(self, plan: Plan, template: Template, current: Section, today: dt.date) -> None:
        """Show this plan with this box as the current one."""
        self._shown = (plan, template, today)
        self._current = current
        known = self._describer
        describer = Describer(plan, today) if known is None else known.after(plan, today)
        self._describer = describer
        for section in Section:
            box = self.query_one(f"#box-{section.value}")
            box.set_class(section is current, "-current")
            if section is current or self._side_by_side:
                self._fill(plan, template, section, describer)
        if self.query_one("#counts").display:
            self.query_one("#counts", Static).update(_counts(plan, template))

    def on_resize(self) -> None:
        """On a wide screen all boxes are in view now."""
        if self._shown is not None:
            plan, template, today = self._shown
            self.show_plan(plan, template, self._current, today)

    @property
    def _side_by_side(self) -> bool:
        return self.screen.has_class("-wide")

    def _fill(self, plan: Plan, template: Template, section: Section, describer: Describer) -> None:
        entries = plan.entries(section)
        prompts = template.prompts(section)
        box = self.query_one(f"#box-{section.value}")
        box.set_class(not entries, "-empty")
        box.query_one(".head", Static).update(self._head(prompts, len(entries)))
        facts = {key: describer.facts(key, entry) for key, entry in entries.items()}
        self.list_of(section).show_rows(rows_of(entries, labels(plan, section.kind), facts))

    def _head(self, prompts: Prompts, count: int) -> Content:
        """The name of a box beside others, and what an empty one is for."""
        lines = []
        if self._side_by_side:
            name = f"{prompts.name} {count}" if count else prompts.name
            lines.append(one_line(name, "bold $text"))
        if not count:
            lines.append(one_line(prompts.empty))
        return Content("\n").join(lines)


def _counts(plan: Plan, template: Template) -> Content:
    field = force_field(plan)
    lines = [
        f"{len(plan.entries(section)):>3}  {template.prompts(section).name}"
        for section in plan.walk_order
    ]
    reading = plan.current_reading
    if reading is not None:
        lines.append("")
        lines.append(f"now {in_words(reading.score)} of 10")
    if field.enabler_total or field.barrier_total:
        lines.append(f"helps {field.enabler_total}, hinders {field.barrier_total}")
    return Content("\n").join(one_line(line) if line else Content() for line in lines)
