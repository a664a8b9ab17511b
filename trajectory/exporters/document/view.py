"""A plan made ready for a document: what may be shown, and all that is read off it, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
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
    _labels: Mapping[Kind, Mapping[str, str]]
    _survivors: Mapping[Kind, Mapping[str, str]]

    def label(self, kind: Kind, key: str) -> str:
        """What people call this record: as in the whole file, with the private entries counted."""
        return self._labels[kind][key]

    def names(self, kind: Kind, keys: Iterable[str] | None) -> str:
        """The labels of those of these entries that are shown: "B1, B2"."""
        survivors = self._survivors[kind]
        shown = dict.fromkeys(survivors[key] for key in keys or () if key in survivors)
        return ", ".join(self._labels[kind][key] for key in shown)

    def survivor(self, kind: Kind, key: str) -> str:
        """The label of the entry that this one was merged into; empty where there is none."""
        return self.names(kind, (key,))

    def merged(self, kind: Kind) -> Mapping[str, Entry]:
        """The entries of a kind that were merged into another."""
        return {key: e for key, e in self._entries(kind).items() if e.into is not None}

    def all_entries(self) -> Iterable[tuple[str, Entry]]:
        """Every entry with its label, merged ones as well, in the order of a document."""
        for kind in ENTRY_KINDS:
            for key, entry in self._entries(kind).items():
                yield self._labels[kind][key], entry

    def name_of(self, item: str) -> str | None:
        """The label of the record with this id, of whatever kind; None where nothing has it."""
        return next((names[item] for names in self._labels.values() if item in names), None)

    def _entries(self, kind: Kind) -> Mapping[str, Entry]:
        table: Mapping[str, Entry] = getattr(self.plan, kind.value)
        return table


def plan_view(plan: Plan, as_of: dt.date, options: ExportOptions) -> PlanView:
    """Read off a plan what a document shows of it."""
    private = private_keys(plan)
    shown = plan if options.private else without(plan, private)
    field = force_field(shown)
    return PlanView(
        plan=shown,
        as_of=as_of,
        options=options,
        private=private,
        field=field,
        states=step_states(shown, as_of),
        linked_in_private=_linked_in_private(plan, shown, field),
        _labels={kind: _shown_labels(plan, kind) for kind in Kind if plan.records(kind)},
        _survivors={kind: survivor_of(getattr(shown, kind.value)) for kind in ENTRY_KINDS},
    )


def _shown_labels(plan: Plan, kind: Kind) -> dict[str, str]:
    """The labels of a kind; a hand-written id may be blank, and still has to be pointed at."""
    return {key: label if label.strip() else "?" for key, label in labels(plan, kind).items()}


def _linked_in_private(plan: Plan, shown: Plan, field: ForceField) -> frozenset[str]:
    """The shown forces without a shown step that the whole plan has a step for."""
    if shown is plan:
        return frozenset()
    whole = {**links_to(plan, Kind.ENABLER), **links_to(plan, Kind.BARRIER)}
    forces = (*field.enablers, *field.barriers)
    return frozenset(item.key for item in forces if not item.steps and item.key in whole)
