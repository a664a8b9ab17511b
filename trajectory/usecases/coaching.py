"""The coach over real plans: it is told what one plan cannot know, and asks each one or all.

What it is told: what owners carry in the other plans of their authority, England's bank holidays,
and how long the plan is on paper.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from trajectory.domain.coach import (
    Finding,
    Questions,
    Thresholds,
    World,
    is_at_rest,
    loads_dismissed,
    overloads,
    questions,
    with_loads,
)
from trajectory.domain.finding import fold
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Dismissed, Header, Plan
from trajectory.domain.progress import LoadCount, OwnerLoad, role_key, title_of
from trajectory.exporters import markdown, paper
from trajectory.storage.plan_store import LoadedPlan
from trajectory.storage.problems import key_text
from trajectory.usecases import checking
from trajectory.usecases.context import Context
from trajectory.usecases.reading import Made, Told, nobody, scan

CIRCLE = "C34"
"""The check that finds steps which wait for each other."""

Own = tuple[OwnerLoad, ...]
"""What owners carry in one plan."""


@dataclass(frozen=True)
class Looked:
    """What the coach keeps of one plan, of which there may be thousands."""

    title: str
    at_rest: bool
    """See `coach.is_at_rest`: nobody is asked what can move."""
    own: Own
    questions: Questions
    """As far as the plan alone tells."""
    dismissed: Mapping[str, Dismissed]
    """What was dismissed of C27, which more than the plan alone can tell."""


@dataclass(frozen=True)
class Coached:
    """What the coach has to say of one plan of the folder."""

    path: Path
    name: str
    """`harrowmere-table-3/safety-networks`."""
    title: str
    questions: Questions


class Loads:
    """What owners carry over plans, of which any one can be left out.

    A role is one person's in one authority only: the Team manager of another is somebody else.
    Plans that were put away do not count, nor do copies: the same step would be carried twice.
    """

    def __init__(self) -> None:
        self._total: dict[str, dict[str, OwnerLoad]] = {}
        self._own: dict[Path, Own] = {}
        self._real: dict[str, Own] | None = None
        """The same by where each file really is; made when a path is asked for that is not listed.
        """

    def add(self, made: Made[Own]) -> None:
        """Count one more plan, if its steps are somebody's work now."""
        if made.copy_of is not None or made.header.archived is not None:
            return
        self._own[made.path] = made.value
        total = self._total.setdefault(_authority(made.header), {})
        for load in made.value:
            role = role_key(load.owner)
            total[role] = _sum(total.get(role, OwnerLoad(load.owner)), load, 1)

    def elsewhere(self, path: Path, header: Header) -> Mapping[str, OwnerLoad]:
        """What each owner carries in the authority's other plans, by `progress.role_key`."""
        return self._left_of(self._total.get(_authority(header), {}), path)

    def elsewhere_of(self, own: Own, path: Path, header: Header) -> Mapping[str, OwnerLoad]:
        """The same for these owners only: an authority may have as many roles as plans."""
        total = self._total.get(_authority(header), {})
        roles = (role_key(load.owner) for load in own)
        return self._left_of({role: total[role] for role in roles if role in total}, path)

    def _left_of(self, total: Mapping[str, OwnerLoad], path: Path) -> Mapping[str, OwnerLoad]:
        """This without what the owners carry in one plan."""
        left = dict(total)
        for load in self._own_of(path):
            role = role_key(load.owner)
            if role in left:
                left[role] = _sum(left[role], load, -1)
        return {role: load for role, load in left.items() if load.open_steps}

    def _own_of(self, path: Path) -> Own:
        if path in self._own:
            return self._own[path]
        if self._real is None:
            self._real = {os.path.realpath(each): own for each, own in self._own.items()}
        return self._real.get(os.path.realpath(path), ())


def look(thresholds: Thresholds, as_of: dt.date, loaded: LoadedPlan) -> Looked:
    """What the coach keeps of a plan while it is at hand; see `Looked`."""
    plan = loaded.plan
    return Looked(
        title_of(plan),
        is_at_rest(plan),
        own_loads(as_of, loaded),
        ask(plan, thresholds, as_of),
        loads_dismissed(plan),
    )


def own_loads(as_of: dt.date, loaded: LoadedPlan) -> Own:
    """What owners carry in one plan."""
    count = LoadCount(as_of)
    count.add(loaded.plan)
    return count.loads()


def loads(context: Context, as_of: dt.date, told: Told = nobody) -> Loads:
    """What owners carry over all plans of the folder; takes as long as reading them."""
    found = Loads()
    for item in scan(context, partial(own_loads, as_of), told):
        if isinstance(item, Made):
            found.add(item)
    return found


def loads_of(seen: Iterable[Made[Looked]]) -> Loads:
    """The same from plans that were looked at."""
    found = Loads()
    for made in seen:
        found.add(Made(made.path, made.header, made.value.own, made.copy_of))
    return found


def ask(
    plan: Plan,
    thresholds: Thresholds,
    as_of: dt.date,
    elsewhere: Mapping[str, OwnerLoad] | None = None,
) -> Questions:
    """The coach's questions about a plan as it stands, on a day.

    `elsewhere` is `Loads.elsewhere` of its file; without it only this plan's own steps count.
    """

    def pages() -> float:
        return paper.pages(markdown.export(plan, as_of))

    return questions(plan, as_of, thresholds, World(elsewhere or {}, bank_holidays(), pages))


def ask_each(
    context: Context, seen: Iterable[Made[Looked]], known: Loads, thresholds: Thresholds
) -> Iterator[Coached]:
    """The coach's questions about each plan that was looked at, once all loads are known.

    Copies are left out: what is asked of them is the original's business.
    """
    names = context.store.names()
    for made in seen:
        if made.copy_of is None:
            found = made.value.questions
            if not made.value.at_rest:
                elsewhere = known.elsewhere_of(made.value.own, made.path, made.header)
                asked = overloads(made.value.own, elsewhere, thresholds)
                found = with_loads(found, asked, made.value.dismissed)
            yield Coached(made.path, names.of(made.path), made.value.title, found)


def not_told_yet(
    coached: Iterable[Coached], told: Iterable[checking.Finding]
) -> Iterator[tuple[Coached, tuple[Finding, ...]]]:
    """Each plan's open questions without those that a finding of its file has told already.

    Steps that wait for each other are both: found with their line, and a question (C34).
    """
    keys: dict[Path, set[str]] = {}
    for finding in told:
        keys.setdefault(finding.path, set()).add(finding.key)
    return ((each, _not_among(keys.get(each.path, ()), each)) for each in coached)


def _not_among(keys: Container[str], coached: Coached) -> tuple[Finding, ...]:
    return tuple(
        finding
        for finding in coached.questions.open
        if finding.code != CIRCLE
        or key_text((Kind.STEP.value, finding.item or "", "after")) not in keys
    )


@functools.cache
def bank_holidays() -> Container[dt.date]:
    """England's bank holidays, of any year: Easter moves, and substitute days are among them."""
    from holidays import country_holidays

    return country_holidays("GB", subdiv="ENG")


def _sum(one: OwnerLoad, other: OwnerLoad, sign: int) -> OwnerLoad:
    return replace(
        one,
        open_steps=one.open_steps + sign * other.open_steps,
        late=one.late + sign * other.late,
        due_soon=one.due_soon + sign * other.due_soon,
    )


def _authority(header: Header) -> str:
    return " ".join(fold(header.authority or "").split())
