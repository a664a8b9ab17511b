"""The force field: what drives, what restrains, and which steps touch which force.

Lewin's reading of a stuck change: weakening or converting a barrier usually moves more than pushing
an enabler harder, so the links from steps to barriers matter most here. The net force is an aid for
talking, never a forecast.

Nothing here is stored. `force_field` reads a plan once, in time linear in its entries and links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import Barrier, Enabler, Entry, Force, Plan, Step

CLOSED_FORCES = frozenset({"gone", "converted", "accepted"})
"""States in which a force no longer counts. A reduced one counts with the strength it has left."""

UNANSWERED_STRENGTH = 3
"""From this strength on a barrier asks for a step."""

UNANSWERED_INFLUENCE = 2
"""Below this influence a barrier lies outside us: it is raised or lived with rather than cut."""


@dataclass(frozen=True)
class LinkedForce:
    """One enabler or barrier, with the steps that use it or cut it."""

    key: str
    label: str
    force: Force
    steps: tuple[str, ...]
    """Ids of the steps, dropped ones left out, in the order of the file."""

    @property
    def strength(self) -> int:
        """1-5, and 0 where nobody has said it yet."""
        return self.force.strength or 0

    @property
    def leverage(self) -> int:
        """Strength x influence, 1-15, and 0 where one of them has not been said."""
        return self.strength * (self.force.influence or 0)

    @property
    def is_open(self) -> bool:
        """Whether it still pushes: neither gone nor converted nor accepted."""
        return is_open(self.force)


@dataclass(frozen=True)
class ForceField:
    """All forces of a plan in the order of the file, closed ones as well."""

    enablers: tuple[LinkedForce, ...]
    barriers: tuple[LinkedForce, ...]

    @cached_property
    def enabler_total(self) -> int:
        """The strengths of the open enablers, added up."""
        return _total(self.enablers)

    @cached_property
    def barrier_total(self) -> int:
        """The strengths of the open barriers, added up."""
        return _total(self.barriers)

    @property
    def net(self) -> int:
        """What drives less what restrains: a talking aid."""
        return self.enabler_total - self.barrier_total

    @property
    def unrated(self) -> int:
        """How many open forces have no strength yet, and so are missing from the totals."""
        forces = (*self.enablers, *self.barriers)
        return sum(1 for item in forces if item.is_open and item.force.strength is None)

    @property
    def uncut(self) -> tuple[LinkedForce, ...]:
        """The open barriers that no step cuts, strongest first."""
        return by_strength(item for item in self.barriers if item.is_open and not item.steps)

    def unanswered(
        self, strength: int = UNANSWERED_STRENGTH, influence: int = UNANSWERED_INFLUENCE
    ) -> tuple[LinkedForce, ...]:
        """The barriers that ask for a step and have none: strong enough, and within our influence.

        One whose strength or influence nobody has said is not among them: first ask for that.
        """
        return tuple(
            item
            for item in self.uncut
            if item.strength >= strength and (item.force.influence or 0) >= influence
        )


def force_field(plan: Plan) -> ForceField:
    """Read the force field of a plan: its live forces and the live steps that link to them."""
    cut_by = links_to(plan, Kind.BARRIER)
    used_by = links_to(plan, Kind.ENABLER)
    return ForceField(
        enablers=_linked(plan, Section.ENABLER, used_by),
        barriers=_linked(plan, Section.BARRIER, cut_by),
    )


def links_to(plan: Plan, kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """For each live enabler or barrier that has any: the ids of the steps that use or cut it.

    Dropped and merged steps do not count. A link to an entry that was merged into another leads to
    the one that took it in; a link to nothing is ignored.
    """
    table: Mapping[str, Entry] = plan.barrier if kind is Kind.BARRIER else plan.enabler
    survivors = survivor_of(table)
    found: dict[str, dict[str, None]] = {}
    for step_key, step in plan.step.items():
        if step.into is not None or step.status == "dropped":
            continue
        for target in _targets(step, kind):
            survivor = survivors.get(target)
            if survivor is not None:
                found.setdefault(survivor, {})[step_key] = None
    return {key: tuple(steps) for key, steps in found.items()}


def survivor_of(table: Mapping[str, Entry]) -> Mapping[str, str]:
    """For each id of a table the live entry it stands for: itself, or what it was merged into.

    An entry whose trail of `into` ends nowhere, or runs in a circle, stands for none.
    """
    if all(entry.into is None for entry in table.values()):  # nearly always
        return {key: key for key in table}
    ends: dict[str, str | None] = {}
    for start in table:
        trail: dict[str, None] = {}
        key: str | None = start
        while key is not None and key not in ends:
            entry = table.get(key)
            if entry is None or key in trail:
                key = None
            elif entry.into is None:
                ends[key] = key
            else:
                trail[key] = None
                key = entry.into
        end = ends[key] if key is not None else None
        ends.update(dict.fromkeys(trail, end))
    return {key: end for key, end in ends.items() if end is not None}


def by_strength(forces: Iterable[LinkedForce]) -> tuple[LinkedForce, ...]:
    """Strongest first, those without a strength last; equals stay in the order of the file."""
    return tuple(sorted(forces, key=lambda item: -item.strength))


def by_leverage(forces: Iterable[LinkedForce]) -> tuple[LinkedForce, ...]:
    """Where a step would move most first: strength x influence."""
    return tuple(sorted(forces, key=lambda item: (-item.leverage, -item.strength)))


def is_open(force: Force) -> bool:
    """Whether a force still pushes: neither gone nor converted nor accepted."""
    return force.status not in CLOSED_FORCES


def _targets(step: Step, kind: Kind) -> tuple[str, ...]:
    return (step.cuts if kind is Kind.BARRIER else step.uses) or ()


def _linked(
    plan: Plan, section: Section, steps: Mapping[str, tuple[str, ...]]
) -> tuple[LinkedForce, ...]:
    names = labels(plan, section.kind)
    table: Mapping[str, Enabler | Barrier] = (
        plan.enabler if section is Section.ENABLER else plan.barrier
    )
    return tuple(
        LinkedForce(key, names[key], force, steps.get(key, ()))
        for key, force in table.items()
        if force.into is None
    )


def _total(forces: Iterable[LinkedForce]) -> int:
    return sum(item.strength for item in forces if item.is_open)
