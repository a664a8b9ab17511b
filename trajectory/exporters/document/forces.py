"""The force field: two tables with their totals, and what cuts each barrier."""

from __future__ import annotations

from collections.abc import Iterator

from trajectory.domain.forces import LinkedForce
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Barrier
from trajectory.exporters.document.entries import with_facts
from trajectory.exporters.document.view import PlanView
from trajectory.exporters.document.words import INFLUENCE, count, signed
from trajectory.exporters.document.writer import Column, Writer

_LABEL = Column("Ref", 5)
_STRENGTH = Column("Strength (1 to 5)", 8, number=True)
_INFLUENCE = Column("Influence (1 to 3)", 14)
_ENABLERS = (_LABEL, Column("What helps", 53), _STRENGTH, _INFLUENCE, Column("Used by", 20))
_BARRIERS = (
    _LABEL,
    Column("What is in the way", 33),
    _STRENGTH,
    _INFLUENCE,
    Column("What would cut through", 27),
    Column("Cut by", 13),
)


def write_forces(writer: Writer, view: PlanView) -> None:
    """Write the force field."""
    field = view.field
    writer.heading("Force field", 2)
    writer.heading("Enablers", 3)
    if field.enablers:
        writer.table(_ENABLERS, [*_enabler_rows(view), _total("enablers", field.enabler_total, 2)])
    else:
        writer.paragraph("No enablers yet.")
    writer.heading("Barriers", 3)
    if field.barriers:
        writer.table(_BARRIERS, [*_barrier_rows(view), _total("barriers", field.barrier_total, 3)])
    else:
        writer.paragraph("No barriers yet.")
    if field.enablers or field.barriers:
        writer.paragraph(_net(view))


def _enabler_rows(view: PlanView) -> Iterator[tuple[str, ...]]:
    for item in view.field.enablers:
        yield (*_force_cells(view, item), _steps(view, item))


def _barrier_rows(view: PlanView) -> Iterator[tuple[str, ...]]:
    for item in view.field.barriers:
        cut_through = item.force.cut_through if isinstance(item.force, Barrier) else None
        cut_by = _steps(view, item) or ("no step yet" if item.is_open else "")
        yield (*_force_cells(view, item), cut_through or "", cut_by)


def _total(forces: str, total: int, cells_left: int) -> tuple[str, ...]:
    return ("", f"Total of the open {forces}", str(total), *[""] * cells_left)


def _force_cells(view: PlanView, item: LinkedForce) -> tuple[str, str, str, str]:
    force = item.force
    status = None if force.status == "open" else force.status
    driver = f"{force.driver} driver" if force.driver else None
    return (
        view.label(Kind.BARRIER if isinstance(force, Barrier) else Kind.ENABLER, item.key),
        with_facts(force, status, driver),
        str(force.strength or ""),
        INFLUENCE.get(force.influence or 0, ""),
    )


def _steps(view: PlanView, item: LinkedForce) -> str:
    if item.key in view.linked_in_private:
        return "a private step"
    return view.names(Kind.STEP, item.steps)


def _net(view: PlanView) -> str:
    field = view.field
    net = f"Net force: {field.enabler_total} − {field.barrier_total} = {signed(field.net)}"
    text = f"{net} (a talking aid, not a forecast)."
    if field.unrated:
        rest = count(field.unrated, "open force has", "open forces have")
        text += f" {rest} no strength yet."
    return text
