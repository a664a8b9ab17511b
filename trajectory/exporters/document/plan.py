"""A plan's whole document, part after part."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trajectory.domain.kinds import Section
from trajectory.domain.plan import Plan
from trajectory.domain.progress import title_of
from trajectory.exporters.document import records
from trajectory.exporters.document.changed import write_changed
from trajectory.exporters.document.forces import write_forces
from trajectory.exporters.document.position import write_position
from trajectory.exporters.document.steps import write_steps
from trajectory.exporters.document.view import PlanView
from trajectory.exporters.document.words import count, long_date, roles
from trajectory.exporters.document.writer import Writer

_Part = Callable[[Writer, PlanView], None]

_AFTER_POSITION_AND_GOALS: tuple[_Part, ...] = (
    write_forces,
    write_steps,
    records.write_milestones,
    records.write_decisions,
    records.write_parking,
    records.write_quotes,
    records.write_reviews,
    records.write_merged,
    records.write_conflicts,
)


def write_plan(writer: Writer, view: PlanView) -> None:
    """Write all of a plan: where it comes from, and every entry in the order of its walk."""
    _write_title_block(writer, view)
    write_changed(writer, view)
    first: tuple[_Part, _Part] = (write_position, records.write_goals)
    if view.plan.walk_order[0] is Section.GOAL:
        first = (records.write_goals, write_position)
    for write in (*first, *_AFTER_POSITION_AND_GOALS):
        write(writer, view)


def _write_title_block(writer: Writer, view: PlanView) -> None:
    writer.heading(title_of(view.plan), 1)
    for label, text in _header_lines(view.plan, view.options.deliverable):
        if text.strip():
            writer.item(f"{label}:", text)
    writer.item("Steps as they stand on:", long_date(view.as_of))
    if view.private:
        writer.paragraph(_about_private(view))


def _header_lines(plan: Plan, deliverable: str | None) -> Iterator[tuple[str, str]]:
    header = plan.plan
    yield "Deliverable", _deliverable(plan, deliverable)
    yield "Authority", header.authority or ""
    yield "Table", header.table or ""
    yield "Workshop", long_date(header.date) if header.date else ""
    yield "Plan reaches to", long_date(header.horizon) if header.horizon else ""
    yield "Part of", header.parent_plan or ""
    yield "Leadership group", roles(header.leadership_group)
    yield "Participants", roles(header.participants)
    yield "Owner", header.owner or ""
    yield "Status", header.status or ""
    yield "Read back to the group", long_date(header.read_back) if header.read_back else ""
    yield "Next call", long_date(header.next_call) if header.next_call else ""
    yield "Put away", long_date(header.archived) if header.archived else ""


def _deliverable(plan: Plan, name: str | None) -> str:
    """What the plan is to land; nothing where its title says that already."""
    said = name or (plan.plan.deliverable or "").replace("-", " ").capitalize()
    return "" if said == title_of(plan) else said


def _about_private(view: PlanView) -> str:
    amount = len(view.private)
    if view.options.private:
        return f"{count(amount, 'private entry is', 'private entries are')} included."
    return f"{count(amount, 'private entry is', 'private entries are')} left out."
