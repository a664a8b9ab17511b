"""A plan as the checks read it: what several of them need is worked out once.

Entries that were merged into another are left out everywhere, and so is what has come to its end:
goals that are closed, steps that were dropped, forces that are gone, converted or accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property

from trajectory.domain.coach.world import World
from trajectory.domain.forces import ForceField, LinkedForce, force_field, survivor_of
from trajectory.domain.ids import all_labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Goal, LogEntry, Plan, Reading, Record, Review, Step
from trajectory.domain.progress import is_open
from trajectory.domain.thresholds import Thresholds

_EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)


class Sheet:
    """One plan on one day, for one walk through the checks."""

    def __init__(self, plan: Plan, as_of: dt.date, thresholds: Thresholds, world: World) -> None:
        self.plan = plan
        self.as_of = as_of
        self.thresholds = thresholds
        self.world = world

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What people see for each id."""
        return all_labels(self.plan)

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record of the plan by id; of two that share an id the one of the first kind."""
        found: dict[str, Record] = {}
        for kind in reversed(Kind):
            found |= self.plan.records(kind)
        return found

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """The open goals by id."""
        goals = self.plan.goal.items()
        return {
            key: goal
            for key, goal in goals
            if goal.into is None and (goal.status or "open") == "open"
        }

    @cached_property
    def enablers(self) -> tuple[LinkedForce, ...]:
        """The open enablers with the steps that use them."""
        return tuple(item for item in self._forces.enablers if item.is_open)

    @cached_property
    def barriers(self) -> tuple[LinkedForce, ...]:
        """The open barriers with the steps that cut them."""
        return tuple(item for item in self._forces.barriers if item.is_open)

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """The steps that were not dropped, done ones included, by id."""
        steps = self.plan.step.items()
        return {key: step for key, step in steps if step.into is None and step.status != "dropped"}

    @cached_property
    def open_steps(self) -> Mapping[str, Step]:
        """The steps that are still to be done, by id."""
        return {key: step for key, step in self.steps.items() if is_open(step)}

    @cached_property
    def steps_for(self) -> Mapping[str, tuple[str, ...]]:
        """For each goal the ids of its steps, done ones included.

        At the table nobody says "for G1" while there is one goal only: then a step without a goal
        is for that one.
        """
        survivors = survivor_of(self.plan.goal)
        only = next(iter(self.goals)) if len(self.goals) == 1 else None
        found: dict[str, list[str]] = {}
        for key, step in self.steps.items():
            goal = survivors.get(step.goal) if step.goal else only
            if goal is not None:
                found.setdefault(goal, []).append(key)
        return {goal: tuple(keys) for goal, keys in found.items()}

    @cached_property
    def readings(self) -> tuple[tuple[str, Reading], ...]:
        """The readings that nobody has put right since, from the first to the latest, by id."""
        corrected = {reading.corrects for reading in self.plan.reading.values()}
        valid = [(key, one) for key, one in self.plan.reading.items() if key not in corrected]
        return tuple(sorted(valid, key=lambda pair: (pair[1].date, pair[1].created or _EARLIEST)))

    @property
    def current(self) -> tuple[str, Reading] | None:
        """The reading that counts, with its id."""
        return self.readings[-1] if self.readings else None

    @cached_property
    def reviews(self) -> tuple[tuple[str, Review], ...]:
        """The finished reviews up to the day, from the first to the latest, by id."""
        done = [
            (key, review)
            for key, review in self.plan.review.items()
            if review.finished is not None and review.date <= self.as_of
        ]
        return tuple(sorted(done, key=lambda pair: (pair[1].date, pair[1].finished or _EARLIEST)))

    @cached_property
    def log_of(self) -> Mapping[str, tuple[LogEntry, ...]]:
        """The lines of the log about each item."""
        found: dict[str, list[LogEntry]] = {}
        for line in self.plan.log.values():
            found.setdefault(line.item, []).append(line)
        return {item: tuple(lines) for item, lines in found.items()}

    def named(self, keys: Sequence[str]) -> str:
        """The labels of some records as people list them: "S1, S3 and S4"."""
        *first, last = [self.labels.get(key, key) for key in keys]
        return f"{', '.join(first)} and {last}" if first else last

    @cached_property
    def _forces(self) -> ForceField:
        return force_field(self.plan)


def is_said(value: object) -> bool:
    """Whether somebody has said something: a text of blanks is nothing said."""
    return bool(value.strip()) if isinstance(value, str) else value is not None
