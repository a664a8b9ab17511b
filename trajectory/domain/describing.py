"""What a list says beside an entry's text, in a few words: "strength 4 · ours · S2 cuts it"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

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


class Describer:
    """Describes the entries of one plan on one day. Reads the plan's links once."""

    def __init__(self, plan: Plan, today: dt.date) -> None:
        self._today = today
        self._cut_by = links_to(plan, Kind.BARRIER)
        self._used_by = links_to(plan, Kind.ENABLER)
        linked = (Kind.GOAL, Kind.ENABLER, Kind.BARRIER, Kind.STEP)
        self._names = {key: name for kind in linked for key, name in labels(plan, kind).items()}
        self._moves = due_moves(plan)

    def facts(self, key: str, entry: Entry) -> tuple[str, ...]:
        """What has been said about this entry beside its text, the most telling first."""
        facts = [*self._of_kind(key, entry)]
        if entry.speaker:
            facts.append(entry.speaker)
        if entry.votes:
            facts.append(f"{entry.votes} vote{'s' if entry.votes != 1 else ''}")
        if entry.private:
            facts.append("private")
        return tuple(facts)

    def _of_kind(self, key: str, entry: Entry) -> list[str]:
        match entry:
            case Note():
                return [VIEW_WORDS[entry.view]] if entry.view else []
            case Goal():
                return self._of_goal(entry)
            case Enabler() | Barrier():
                return self._of_force(key, entry)
            case Step():
                return self._of_step(key, entry)
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

    def _of_force(self, key: str, force: Force) -> list[str]:
        facts = []
        if force.status not in {None, "open"}:
            facts.append(str(force.status))
        if force.strength:
            facts.append(f"strength {force.strength}")
        if force.influence:
            facts.append(INFLUENCE_WORDS[force.influence])
        if isinstance(force, Barrier):
            facts += self._steps(self._cut_by.get(key, ()), "cuts it", "cut it")
        else:
            facts += self._steps(self._used_by.get(key, ()), "uses it", "use it")
        return facts

    def _steps(self, keys: tuple[str, ...], one: str, several: str) -> list[str]:
        if not keys:
            return []
        names = " ".join(self._names[key] for key in keys)
        return [f"{names} {one if len(keys) == 1 else several}"]

    def _of_step(self, key: str, step: Step) -> list[str]:
        facts = []
        state = step_state(step, self._today, self._moves.get(key, 0))
        facts.append(state.word)
        if step.owner:
            facts.append(step.owner)
        if step.due:
            facts.append(f"by {short(step.due, self._today)}")
        links = (("cuts", step.cuts), ("uses", step.uses), ("for", (step.goal or "",)))
        for word, keys in links:
            names = [self._names[k] for k in keys or () if k in self._names]
            if names:
                facts.append(f"{word} {' '.join(names)}")
        return facts

    def _of_parking(self, parked: Parking) -> list[str]:
        facts = [FORUM_WORDS[parked.for_]] if parked.for_ else []
        if parked.status not in {None, "parked"}:
            facts.append(str(parked.status))
        return facts
