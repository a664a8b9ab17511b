"""One role's page: what it has promised over all plans, late first.

A page that is brought to a call or a supervision: by when, what, in which plan, what it cuts, and
how both would know that it is done. Parts with nothing in them are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from trajectory.domain.dates import echo
from trajectory.domain.owners import OwnedStep, OwnerPage, helpers_of
from trajectory.domain.progress import SOON_DAYS, owner_of
from trajectory.exporters.document.entries import with_facts
from trajectory.exporters.document.steps import state_of
from trajectory.exporters.document.words import count, long_date, roles, said
from trajectory.exporters.document.writer import Column, Writer

_STEPS = (
    Column("By when", 16),
    Column("What", 28),
    Column("Plan", 18),
    Column("How it stands", 12),
    Column("What it cuts", 18),
    Column("Done when", 18),
)
_HELPS = (*_STEPS[:2], Column("Who", 14), *_STEPS[2:])


def write_owner(writer: Writer, page: OwnerPage) -> None:
    """Write the page of one role."""
    writer.heading(page.role, 1)
    writer.item("Steps as they stand on:", long_date(page.as_of))
    writer.item("Open steps:", _counted(page))
    parts = {
        "Late": page.late,
        f"Due within {SOON_DAYS} days": page.soon,
        "Later": page.later,
        "No date yet": page.undated,
    }
    for heading, steps in parts.items():
        if steps:
            writer.heading(heading, 2)
            writer.table(_STEPS, [_row(step) for step in steps])
    if page.helps:
        writer.heading("Helps with", 2)
        writer.table(_HELPS, [_helping_row(step) for step in page.helps])
    if page.closed:
        writer.heading("Done or dropped", 2)
        for step in page.closed:
            day = f", {echo(step.row.step.done_on)}" if step.row.step.done_on else ""
            words = f"{step.row.label} {step.row.step.text} ({step.plan.title})"
            writer.item(f"{step.row.state.word.capitalize()}{day}:", words)


def _counted(page: OwnerPage) -> str:
    late = f"{len(page.late)} late" if page.late else None
    soon = f"{len(page.soon)} due within {SOON_DAYS} days" if page.soon else None
    steps = [*page.late, *page.soon, *page.later, *page.undated]
    plans = len({step.plan.name for step in steps})
    where = f"{page.open_steps} in {count(plans, 'plan', 'plans')}" if plans > 1 else None
    return "; ".join(said(where or str(page.open_steps), ", ".join(said(late, soon))))


def _row(step: OwnedStep) -> Sequence[str]:
    helpers = roles(helpers_of(step))
    with_them = f"with {helpers}" if helpers else None
    due = step.row.step.due
    return (
        "; ".join(said(echo(due) if due else None, step.row.step.cue)),
        f"{step.row.label} {with_facts(step.row.step, with_them)}",
        " · ".join(said(step.plan.title, step.plan.group)),
        state_of(step.row.step, step.row.state),
        "; ".join(step.cuts),
        step.row.step.done_when or "",
    )


def _helping_row(step: OwnedStep) -> Sequence[str]:
    due, what, *rest = _row(step)
    return (due, what, owner_of(step.row.step) or "nobody yet", *rest)
