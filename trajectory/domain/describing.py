"""What a list says beside an entry's text, in a few words: "strength 4 · ours · S2 cuts it"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property

from trajectory.domain.dates import short
from trajectory.domain.forces import links_to
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Barrier, Enabler, Entry, Force, Goal, Note, Parking, Plan, Step
from trajectory.domain.progress import due_moves, step_state

INFLUENCE_WORDS: Mapping[int, str] = {1: "outside us", 2: "can influence", 3: "ours"}
VIEW_WORDS: Mapping[str, str] = {
    "working_well": "working well",
    "worried": "worried",
    "needs_to_happen": "needs to happen",
}
FORUM_WORDS: Mapping[str, str] = {
    "call": "for the call",
    "consultation": "for consultation",
    "workshop": "for the workshop",
    "other": "for elsewhere",
}


_Links = tuple[tuple[str | None, ...], ...]
"""The names of what an entry is linked with, a tuple for each sort of link; None for no entry."""

_About = tuple[Entry, int, _Links]
"""All that the facts of an entry come from: itself, how often its date moved, its links."""

_Told = dict[str, tuple[_About, tuple[str, ...]]]
"""The facts of entries by id, with what they came from: at most one of each entry."""


class Describer:
    """Describes the entries of one plan on one day. Reads the plan's links once, when needed."""

    def __init__(self, plan: Plan, today: dt.date, told: _Told | None = None) -> None:
        self._plan = plan
        self._today = today
        self._moves = due_moves(plan)
        self._told: _Told = {} if told is None else told

    def after(self, plan: Plan, today: dt.date) -> Describer:
        """Describe the next version of the plan, where most of what was said still holds.

        A box is described again after each act, which changes one entry: for 340 steps that took
        half of the 10 ms that it cost to show them.
        """
        return Describer(plan, today, self._told if today == self._today else None)

    def facts(self, key: str, entry: Entry) -> tuple[str, ...]:
        """What has been said about this entry beside its text, the most telling first."""
        about = (entry, self._moves.get(key, 0), self._links_of(key, entry))
        told = self._told.get(key)
        if told is None or told[0] != about:
            told = self._told[key] = (about, self._facts(about))
        return told[1]

    @cached_property
    def _cut_by(self) -> Mapping[str, tuple[str, ...]]:
        return links_to(self._plan, Kind.BARRIER)

    @cached_property
    def _used_by(self) -> Mapping[str, tuple[str, ...]]:
        return links_to(self._plan, Kind.ENABLER)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        linked = (Kind.GOAL, Kind.ENABLER, Kind.BARRIER, Kind.STEP)
        return {key: name for kind in linked for key, name in labels(self._plan, kind).items()}

    def _links_of(self, key: str, entry: Entry) -> _Links:
        if isinstance(entry, Step):
            name = self._names.get
            cuts, uses = map(name, entry.cuts or ()), map(name, entry.uses or ())
            return tuple(cuts), tuple(uses), (name(entry.goal or ""),)
        if isinstance(entry, Force):
            steps = self._cut_by if isinstance(entry, Barrier) else self._used_by
            return (tuple(map(self._names.get, steps.get(key, ()))),)
        return ()

    def _facts(self, about: _About) -> tuple[str, ...]:
        entry, moves, links = about
        facts = [*self._of_kind(entry, moves), *_linked(entry, links)]
        if entry.speaker:
            facts.append(entry.speaker)
        if entry.votes:
            facts.append(f"{entry.votes} vote{'s' if entry.votes != 1 else ''}")
        if entry.private:
            facts.append("private")
        return tuple(facts)

    def _of_kind(self, entry: Entry, moves: int) -> list[str]:
        match entry:
            case Note():
                return [VIEW_WORDS[entry.view]] if entry.view else []
            case Goal():
                return self._of_goal(entry)
            case Enabler() | Barrier():
                return self._of_force(entry)
            case Step():
                return self._of_step(entry, moves)
            case Parking():
                return self._of_parking(entry)
            case _:
                return []

    def _of_goal(self, goal: Goal) -> list[str]:
        facts = []
        if goal.status not in {None, "open"}:
            facts.append(str(goal.status))
        if goal.by:
            facts.append(f"by {short(goal.by, self._today)}")
        if goal.measure:
            facts.append(goal.measure)
        if goal.baseline or goal.target:
            facts.append(f"{goal.baseline or '?'} → {goal.target or '?'}")
        return facts

    def _of_force(self, force: Force) -> list[str]:
        facts = []
        if force.status not in {None, "open"}:
            facts.append(str(force.status))
        if force.strength:
            facts.append(f"strength {force.strength}")
        if force.influence:
            facts.append(INFLUENCE_WORDS[force.influence])
        return facts

    def _of_step(self, step: Step, moves: int) -> list[str]:
        facts = [step_state(step, self._today, moves).word]
        if step.owner:
            facts.append(step.owner)
        if step.due:
            facts.append(f"by {short(step.due, self._today)}")
        return facts

    def _of_parking(self, parked: Parking) -> list[str]:
        facts = [FORUM_WORDS[parked.for_]] if parked.for_ else []
        if parked.status not in {None, "parked"}:
            facts.append(str(parked.status))
        return facts


def _linked(entry: Entry, links: _Links) -> Iterator[str]:
    """What an entry is linked with, in words."""
    if isinstance(entry, Step):
        for word, names in zip(("cuts", "uses", "for"), links, strict=True):
            if known := " ".join(filter(None, names)):
                yield f"{word} {known}"
    for names in links if isinstance(entry, Force) else ():
        known = " ".join(filter(None, names))
        verb = "cut" if isinstance(entry, Barrier) else "use"
        if known:
            yield f"{known} {verb}{'s' if len(names) == 1 else ''} it"
