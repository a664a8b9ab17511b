"""What a captured line may refer to: the roles and the labels of one plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import Plan


@dataclass(frozen=True)
class Vocabulary:
    """What a line may refer to in this plan."""

    roles: tuple[str, ...] = ()
    """Known roles, as the plan writes them."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Ids of goals, enablers, barriers and steps by casefolded label, and by casefolded id."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """The kind of each of those ids."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The label of each of those ids, as it is shown."""

    def known_role(self, text: str) -> str | None:
        """The role that a text names, as the plan writes it."""
        wanted = text.casefold()
        return next((role for role in self.roles if role.casefold() == wanted), None)


def vocabulary(plan: Plan) -> Vocabulary:
    """The roles and labels of a plan. Build it once for a plan, not once for a key."""
    by_label: dict[str, str] = {}
    by_id: dict[str, str] = {}
    kinds: dict[str, Kind] = {}
    shown: dict[str, str] = {}
    for kind in (Kind.GOAL, Kind.ENABLER, Kind.BARRIER, Kind.STEP):
        for key, label in labels(plan, kind).items():
            by_label.setdefault(label.casefold(), key)
            by_id.setdefault(key.casefold(), key)
            kinds[key] = kind
            shown[key] = label
    return Vocabulary(_roles(plan), by_id | by_label, kinds, shown)


def _roles(plan: Plan) -> tuple[str, ...]:
    """Every role in the plan once, in its first spelling: the people at the table come first."""
    roles: list[str | None] = [*(plan.plan.participants or ()), *(plan.plan.leadership_group or ())]
    for step in plan.step.values():
        roles += [step.owner, *(step.with_ or ())]
    for section in Section:
        roles += [entry.speaker for entry in plan.entries(section).values()]
    spelling: dict[str, str] = {}
    for role in roles:
        if role and role.strip():
            spelling.setdefault(role.strip().casefold(), role.strip())
    return tuple(spelling.values())
