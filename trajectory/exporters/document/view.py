"""A plan made ready for a document: what may be shown, and all that is read off it, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trajectory.domain.forces import ForceField, force_field, links_to, survivor_of
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Entry, Plan
from trajectory.domain.privacy import private_keys, without
from trajectory.domain.progress import StepState, step_states
from trajectory.exporters.exporter import ExportOptions

ENTRY_KINDS = (
    Kind.NOTE,
    Kind.GOAL,
    Kind.ENABLER,
    Kind.BARRIER,
    Kind.STEP,
    Kind.MILESTONE,
    Kind.DECISION,
    Kind.PARKING,
)
"""The kinds that are lines of text, in the order of a document."""


@dataclass(frozen=True)
class PlanView:
    """What a document is written from."""

    plan: Plan
    """Without the private entries, unless they were asked for."""
    as_of: dt.date
    options: ExportOptions
    private: frozenset[str]
    """Ids of the entries that are private, shown or left out."""
    field: ForceField
    states: Mapping[str, StepState]
    linked_in_private: frozenset[str]
    """Ids of the shown forces that only steps touch which are left out."""
    entries: Sequence[tuple[Kind, str, Entry]]
    """Every entry with its kind and id, merged ones as well, in the order of a document."""
    _labels: Mapping[Kind, Mapping[str, str]]
    _survivors: Mapping[Kind, Mapping[str, str]]

    def label(self, kind: Kind, key: str) -> str:
        """What people call this record: as in the whole file, with the private entries counted."""
        return self._labels[kind][key]

    def names(self, kind: Kind, keys: Sequence[str] | None) -> str:
        """The labels of those of these entries that are shown: "B1, B2"."""
        if not keys:
            return ""
        survivors = self._survivors[kind]
        shown = dict.fromkeys(survivors[key] for key in keys if key in survivors)
        return ", ".join(self._labels[kind][key] for key in shown)

    def survivor(self, kind: Kind, key: str) -> str:
        """The label of the entry that this one was merged into; empty where there is none."""
        return self.names(kind, (key,))

    def name_of(self, item: str) -> str | None:
        """The label of the record with this id, of whatever kind; None where nothing has it."""
        every = (self._labels[kind] for kind in Kind)
        return next((names[item] for names in every if item in names), None)


class _Labels(dict[Kind, Mapping[str, str]]):
    """The labels of each kind, made when a document first asks for one: few ask for the log's."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def __missing__(self, kind: Kind) -> Mapping[str, str]:
        """Make the labels; a hand-written id may be blank, and still has to be pointed at."""
        found = labels(self._plan, kind).items()
        self[kind] = names = {key: label if label.strip() else "?" for key, label in found}
        return names


def plan_view(plan: Plan, as_of: dt.date, options: ExportOptions) -> PlanView:
    """Read off a plan what a document shows of it."""
    private = private_keys(plan)
    shown = plan if options.private else without(plan, private)
    field = force_field(shown)
    tables: dict[Kind, Mapping[str, Entry]]
    tables = {kind: getattr(shown, kind.value) for kind in ENTRY_KINDS}
    return PlanView(
        plan=shown,
        as_of=as_of,
        options=options,
        private=private,
        field=field,
        states=step_states(shown, as_of),
        linked_in_private=_linked_in_private(plan, shown, field),
        entries=[(kind, key, e) for kind, table in tables.items() for key, e in table.items()],
        _labels=_Labels(plan),
        _survivors={kind: survivor_of(table) for kind, table in tables.items()},
    )


def _linked_in_private(plan: Plan, shown: Plan, field: ForceField) -> frozenset[str]:
    """The shown forces without a shown step that the whole plan has a step for."""
    if shown is plan:
        return frozenset()
    whole = {**links_to(plan, Kind.ENABLER), **links_to(plan, Kind.BARRIER)}
    forces = (*field.enablers, *field.barriers)
    return frozenset(item.key for item in forces if not item.steps and item.key in whole)
