"""The coach over real plans: it is told what one plan cannot know, and asks each one or all.

What it is told: what owners carry in the other plans of the folder, England's bank holidays, and
how long the plan is on paper.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trajectory.domain.coach import Finding, Questions, Thresholds, World, questions
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Plan
from trajectory.domain.progress import LoadCount, OwnerLoad, role_key, title_of
from trajectory.exporters import paper
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.storage.problems import key_text
from trajectory.usecases import checking, owners
from trajectory.usecases.context import Context
from trajectory.usecases.exporting import BESIDE, document, plans

CIRCLE = "C34"
"""The check that finds steps which wait for each other."""


class Loads:
    """What owners carry over the plans of a folder, of which any one can be left out."""

    def __init__(self, as_of: dt.date) -> None:
        self._as_of = as_of
        self._total = LoadCount(as_of)
        self._own: dict[str, tuple[OwnerLoad, ...]] = {}

    def add(self, loaded: LoadedPlan) -> None:
        """Count one more plan, if its steps are somebody's work now (`owners.counts`)."""
        if owners.counts(loaded):
            self._total.add(loaded.plan)
            own = LoadCount(self._as_of)
            own.add(loaded.plan)
            self._own[os.path.realpath(loaded.path)] = own.loads()

    def elsewhere(self, path: Path) -> Mapping[str, OwnerLoad]:
        """What each owner carries in all plans but this one, by `progress.role_key`."""
        own = {role_key(load.owner): load for load in self._own.get(os.path.realpath(path), ())}
        found = {}
        for load in self._total.loads():
            mine = own.get(role_key(load.owner), OwnerLoad(load.owner))
            if load.open_steps > mine.open_steps:
                found[role_key(load.owner)] = replace(
                    load,
                    open_steps=load.open_steps - mine.open_steps,
                    late=load.late - mine.late,
                    due_soon=load.due_soon - mine.due_soon,
                )
        return found


@dataclass(frozen=True)
class Coached:
    """What the coach has to say of one plan of the folder."""

    path: Path
    name: str
    """`harrowmere-table-3/safety-networks`."""
    title: str
    questions: Questions


def loads(context: Context, as_of: dt.date) -> Loads:
    """What owners carry over all plans of the folder; takes as long as reading them."""
    found = Loads(as_of)
    for item in context.store.scan():
        if isinstance(item, LoadedPlan):
            found.add(item)
    return found


def world(context: Context, plan: Plan, elsewhere: Mapping[str, OwnerLoad]) -> World:
    """What the coach is told beside a plan. `elsewhere` is `Loads.elsewhere` of its file."""
    return World(elsewhere, bank_holidays(), paper.pages(document(context, plan, BESIDE)))


def ask(
    context: Context,
    plan: Plan,
    thresholds: Thresholds,
    elsewhere: Mapping[str, OwnerLoad],
    as_of: dt.date | None = None,
) -> Questions:
    """The coach's questions about a plan as it stands, today or on another day."""
    return questions(plan, as_of or context.today(), thresholds, world(context, plan, elsewhere))


def ask_each(
    context: Context,
    paths: Iterable[Path] | None,
    thresholds: Thresholds,
    known: Loads,
    as_of: dt.date,
) -> Iterator[Coached]:
    """The coach's questions about these plans, or all; copies are the original's business.

    A file that cannot be read is passed over here: `checking` says what is wrong with it.
    """
    for item in plans(context, paths):
        if isinstance(item, BrokenPlan) or item.copy_of is not None:
            continue
        found = ask(context, item.plan, thresholds, known.elsewhere(item.path), as_of)
        name = context.store.name_of(item.path)
        yield Coached(item.path, name, title_of(item.plan), found)


def not_told_yet(coached: Coached, told: Iterable[checking.Finding]) -> tuple[Finding, ...]:
    """The open questions of a plan without those that a finding of its file has told already.

    Steps that wait for each other are both: found with their line, and a question (C34).
    """
    lines = {finding.key for finding in told if finding.path == coached.path}
    return tuple(
        finding
        for finding in coached.questions.open
        if finding.code != CIRCLE
        or key_text((Kind.STEP.value, finding.item or "", "after")) not in lines
    )


@functools.cache
def bank_holidays() -> Container[dt.date]:
    """England's bank holidays, of any year: Easter moves, and substitute days are among them."""
    from holidays import country_holidays

    return country_holidays("GB", subdiv="ENG")
