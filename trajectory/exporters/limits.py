"""Which steps a list is asked for."""

from __future__ import annotations

from trajectory.domain.plan import Step
from trajectory.domain.progress import owner_of, same_role
from trajectory.exporters.exporter import ExportOptions


def is_wanted(step: Step, options: ExportOptions) -> bool:
    """Whether a step is among those asked for: every one, or those a role owns or helps with."""
    if options.owner is None:
        return True
    return any(same_role(role, options.owner) for role in (owner_of(step), *(step.with_ or ())))
