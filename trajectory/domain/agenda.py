"""The agenda of a call, from the state of the plans: at most five items, and minutes that add up.

A call about a plan is prepared in minutes or not at all, so the plan writes it. Nothing is made up:
every line is a record of a plan, in its own words, with who speaks and the question that is to be
answered. What is private stays out. What there is nothing to say about takes no minutes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from trajectory.domain.agenda_lines import lines_of
from trajectory.domain.agenda_values import Line, Subject, Topic, Wants
from trajectory.domain.forums import FORUM_NAMES
from trajectory.domain.plan import Review, ReviewForum
from trajectory.domain.progress import role_key, title_of

__all__ = [
    "LEAST_MINUTES", "MOST_ITEMS", "About", "Agenda", "Item", "Line", "Subject", "Topic", "Wants",
    "agenda",
]  # fmt: skip

MOST_ITEMS = 5
"""More than five items in half an hour are a list that is read out, not a talk."""

LEAST_MINUTES = MOST_ITEMS
"""A minute each is the least."""

ROUND_MINUTES = 5
"""People give each other five minutes, or ten; in a short call a minute counts."""

_ORDER = tuple(Topic)
_ORDER_OF_SEVERAL = (Topic.LATE, *(topic for topic in Topic if topic is not Topic.LATE))
"""Over several plans what is late comes first: nobody can hear all of what moved."""

_WEIGHTS: Mapping[Topic, tuple[int, int]] = {
    Topic.MOVED: (1, 1),
    Topic.LATE: (3, 2),
    Topic.PROMISED: (1, 1),
    Topic.DECISION: (4, 3),
    Topic.ASKS: (2, 1),
    Topic.PARKED: (2, 1),
}
"""What an item needs by itself, and for each line: to decide takes longer than to hear."""
_MOST_COUNTED = 8
"""So many lines of an item make it longer; of more than that the first ones are talked about."""


@dataclass(frozen=True)
class About:
    """One plan of an agenda, as its head says it."""

    title: str
    authority: str
    table: str
    score: float | None
    target: float | None
    target_by: dt.date | None
    since: dt.date | None
    """The day of the last review, or of the workshop where there was none; None where nobody
    said."""
    since_what: str
    """What was held on that day: "workshop", "monthly call", or "review" where nobody says."""


@dataclass(frozen=True)
class Item:
    """One item: what it is about, how long, who speaks, and what is wanted of those who listen."""

    topics: tuple[Topic, ...]
    """One; or two that share an item because there would be six."""
    minutes: int
    lines: tuple[Line, ...]

    @property
    def wants(self) -> Wants:
        """Hear, decide or ask."""
        return self.topics[0].wants

    @cached_property  # asked for with each line
    def question(self) -> str:
        """The one that most of its lines ask, to be said once; empty where each has its own."""
        asked = Counter(line.question for line in self.lines if line.question)
        question, count = asked.most_common(1)[0] if asked else ("", 0)
        return question if count > 1 and 2 * count > len(self.lines) else ""

    @cached_property  # asked for with each line
    def speakers(self) -> tuple[str, ...]:
        """The roles that its lines belong to, each once."""
        found: dict[str, str] = {}
        for line in self.lines:
            if line.who:
                found.setdefault(role_key(line.who), line.who)
        return tuple(found.values())


@dataclass(frozen=True)
class Agenda:
    """What a call is about."""

    forum: ReviewForum
    as_of: dt.date
    minutes: int
    plans: tuple[About, ...]
    items: tuple[Item, ...]
    """In the order in which they are taken; none where there is nothing to talk about."""


def agenda(
    subjects: Sequence[Subject], as_of: dt.date, forum: ReviewForum, minutes: int = 30
) -> Agenda:
    """The agenda of one call about one plan or several.

    Args:
        subjects: the plans, each with what it was at the last review if that is known.
        as_of: the day of the call: what is due before it and open is late.
        forum: where it takes place, which decides which parked remarks come back.
        minutes: how long it lasts; at least `LEAST_MINUTES`.

    Raises `ValueError` when there are too few minutes.
    """
    if minutes < LEAST_MINUTES:
        msg = f"a call of {minutes} minutes has no room for {MOST_ITEMS} items"
        raise ValueError(msg)
    found: dict[Topic, list[Line]] = {}
    for place, subject in enumerate(subjects):
        for line in lines_of(subject, place, as_of, forum):
            found.setdefault(line.topic, []).append(line)
    order = _ORDER if len(subjects) == 1 else _ORDER_OF_SEVERAL
    groups = _groups([topic for topic in order if topic in found])
    weights = [_weight(group, sum(len(found[topic]) for topic in group)) for group in groups]
    shares = share(minutes, weights)
    return Agenda(
        forum,
        as_of,
        minutes,
        tuple(_about(subject, as_of) for subject in subjects),
        tuple(
            Item(group, part, tuple(line for topic in group for line in found[topic]))
            for group, part in zip(groups, shares, strict=True)
        ),
    )


def share(minutes: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Minutes by weight: whole ones, at least one each, adding up to all of them.

    In fives where they come out even and are enough. The largest remainders get what is left over
    (Hamilton's method); of equals the earlier one.
    """
    unit = ROUND_MINUTES
    if minutes % unit or minutes // unit < len(weights):
        unit = 1
    units = minutes // unit - len(weights)
    total = sum(weights)
    exact = [(units * weight // total, units * weight % total) for weight in weights]
    parts = [1 + whole for whole, _ in exact]
    left = sum(rest for _, rest in exact) // total if total else 0
    for place in sorted(range(len(weights)), key=lambda place: -exact[place][1])[:left]:
        parts[place] += 1
    return tuple(part * unit for part in parts)


def _weight(group: tuple[Topic, ...], lines: int) -> int:
    alone, each = _WEIGHTS[group[0]]
    return alone + each * min(_MOST_COUNTED, lines)


def _groups(topics: Iterable[Topic]) -> tuple[tuple[Topic, ...], ...]:
    """The topics as items: where there is something on all six, what is parked joins the asks."""
    groups = [(topic,) for topic in topics]
    if len(groups) <= MOST_ITEMS:
        return tuple(groups)
    joined: dict[Topic, tuple[Topic, ...]] = {Topic.ASKS: (Topic.ASKS, Topic.PARKED)}
    return tuple(joined.get(topic, (topic,)) for (topic,) in groups if topic is not Topic.PARKED)


def _about(subject: Subject, as_of: dt.date) -> About:
    plan, reading = subject.plan, subject.plan.current_reading
    review = subject.last_review(as_of)
    return About(
        title=title_of(plan),
        authority=" ".join((plan.plan.authority or "").split()),
        table=" ".join((plan.plan.table or "").split()),
        score=None if reading is None else reading.score,
        target=plan.position.target,
        target_by=plan.position.target_by,
        since=subject.since(as_of),
        since_what=_held(review[1]) if review else FORUM_NAMES["table"],
    )


def _held(review: Review) -> str:
    return FORUM_NAMES[review.forum] if review.forum else "review"
