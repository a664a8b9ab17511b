"""What one role has promised over many plans: the steps it owns, and those it helps with.

A manager is asked about people's work, not about files: a page for a role gathers its steps from
all plans, late first. Roles are titles, and one title is one role whatever its capitals and spaces.

Nothing here is stored; "today" is passed in as `as_of`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from trajectory.domain.forces import survivor_of
from trajectory.domain.ids import all_labels
from trajectory.domain.plan import Plan
from trajectory.domain.privacy import private_keys, without
from trajectory.domain.progress import (
    SOON_DAYS,
    is_open,
    owner_of,
    role_key,
    same_role,
    title_of,
)
from trajectory.domain.step_table import StepRow, step_rows


@dataclass(frozen=True)
class PlanName:
    """What a plan is called, wherever one of its steps stands without it."""

    name: str
    """`harrowmere-table-3/safety-networks`."""
    title: str
    group: str
    """Authority and table: "Harrowmere, Table 3"."""

    @classmethod
    def of(cls, name: str, plan: Plan) -> PlanName:
        """What this plan, of this name, is called."""
        parts = (" ".join((part or "").split()) for part in (plan.plan.authority, plan.plan.table))
        return cls(name, title_of(plan), ", ".join(part for part in parts if part))


@dataclass(frozen=True)
class OwnedStep:
    """One step as it stands on a page that is not its plan's."""

    plan: PlanName
    row: StepRow
    cuts: tuple[str, ...]
    """The barriers it cuts, each with its label: "B1 Nobody asks the father's side"."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Who owns it, then who helps; an owner may be missing."""
        owner = owner_of(self.row.step)
        return ((owner,) if owner else ()) + helpers_of(self)

    def is_owned_by(self, role: str) -> bool:
        """Whether this role owns it."""
        return same_role(owner_of(self.row.step), role)

    def involves(self, role: str) -> bool:
        """Whether this role owns it or helps with it; of no role, whether nobody owns it."""
        return self.is_owned_by(role) or any(same_role(each, role) for each in helpers_of(self))


@dataclass(frozen=True)
class OwnerPage:
    """What one role has promised, in the order in which one asks about it."""

    role: str
    """As it was first written."""
    as_of: dt.date
    late: tuple[OwnedStep, ...]
    soon: tuple[OwnedStep, ...]
    """Due within `SOON_DAYS` days."""
    later: tuple[OwnedStep, ...]
    undated: tuple[OwnedStep, ...]
    helps: tuple[OwnedStep, ...]
    """Open steps that are somebody else's, with which this role helps."""
    closed: tuple[OwnedStep, ...]
    """Done or dropped: its own, the latest first."""

    @property
    def open_steps(self) -> int:
        """How many open steps it owns."""
        return len(self.late) + len(self.soon) + len(self.later) + len(self.undated)


def steps_in(
    plan: Plan, name: str, as_of: dt.date, *, private: bool = True
) -> tuple[OwnedStep, ...]:
    """Every live step of a plan with what it needs to stand elsewhere, by date.

    Args:
        plan: the plan.
        name: what its file is called.
        as_of: the day on which the states are read.
        private: with the private entries. Labels are those of the whole plan either way.
    """
    shown = plan if private else without(plan, private_keys(plan))
    survivors = survivor_of(shown.barrier)
    names = all_labels(plan)
    called = PlanName.of(name, plan)
    found: list[OwnedStep] = []
    for row in step_rows(shown, as_of, names):
        cut = dict.fromkeys(survivors[key] for key in row.step.cuts or () if key in survivors)
        words = tuple(f"{names[key]} {shown.barrier[key].text}" for key in cut)
        found.append(OwnedStep(called, row, words))
    return tuple(found)


def helpers_of(step: OwnedStep) -> tuple[str, ...]:
    """The roles that help with a step, without stray spaces."""
    roles = (" ".join(role.split()) for role in step.row.step.with_ or ())
    return tuple(role for role in roles if role)


def roles_in(steps: Iterable[OwnedStep]) -> tuple[str, ...]:
    """Every role that owns or helps with one of these, once, as it was first written."""
    found: dict[str, str] = {}
    for step in steps:
        for role in step.roles:
            found.setdefault(role_key(role), role)
    return tuple(found.values())


def by_date(step: OwnedStep) -> tuple[dt.date, str]:
    """For sorting by date, those without one last; of one day, plan after plan."""
    return (step.row.step.due or dt.date.max, step.plan.name)


def owner_page(steps: Iterable[OwnedStep], role: str, as_of: dt.date) -> OwnerPage:
    """The page of one role, out of the steps of many plans."""
    involved = [step for step in steps if step.involves(role)]
    owned = sorted((step for step in involved if step.is_owned_by(role)), key=by_date)
    to_do = [step for step in owned if is_open(step.row.step)]
    soon = as_of + dt.timedelta(days=min(SOON_DAYS, (dt.date.max - as_of).days))
    dated = [(step, step.row.step.due) for step in to_do]
    others = (step for step in involved if not step.is_owned_by(role) and is_open(step.row.step))
    return OwnerPage(
        role=next((each for each in roles_in(owned or involved) if same_role(each, role)), role),
        as_of=as_of,
        late=tuple(step for step, due in dated if due is not None and due < as_of),
        soon=tuple(step for step, due in dated if due is not None and as_of <= due <= soon),
        later=tuple(step for step, due in dated if due is not None and due > soon),
        undated=tuple(step for step, due in dated if due is None),
        helps=tuple(sorted(others, key=by_date)),
        closed=tuple(sorted((s for s in owned if not is_open(s.row.step)), key=_latest_first)),
    )


def _latest_first(step: OwnedStep) -> tuple[int, str]:
    day = step.row.step.done_on or step.row.step.due or dt.date.min
    return (-day.toordinal(), step.plan.name)
