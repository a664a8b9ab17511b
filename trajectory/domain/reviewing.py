"""The review between two meetings: what is asked about, in which order, and what has been answered.

A review is a record of the plan (`[review.*]`), under way while it has no `finished`. What was said
in it stands where it belongs: on the steps, the barriers, the readings and the log. So all that a
review shows is worked out from the plan, and one that was broken off goes on where it was left.
Carried and slip counts are read from the log, never stored.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from trajectory.domain import editing, forces, progress
from trajectory.domain.amending import Stamp
from trajectory.domain.ids import SUFFIX_LENGTH, next_id, number_of
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import (
    Barrier,
    LogEntry,
    Plan,
    Reading,
    Review,
    ReviewForum,
    Step,
)
from trajectory.domain.scale import median_half
from trajectory.domain.verdicts import NOTE, STILL_TRUE

CARRIED = "carried"
"""The log's field for an open step that went through a review as it was."""

ASKED_AFTER = 2
"""After so many reviews or moved dates a step is asked about: "Still true?" """

_ANSWERS = frozenset({"status", "due", NOTE})


class Part(StrEnum):
    """The five questions of a review, in their order."""

    CHANGES = "changes"
    """Since the last time."""
    STEPS = "steps"
    """Late or due."""
    POSITION = "position"
    """The position now."""
    BARRIERS = "barriers"
    """Still in the way?"""
    NEXT = "next"
    """What next."""


@dataclass(frozen=True)
class Doubt:
    """Why it is asked of a step whether it is still true: counted since it last was."""

    carried: int = 0
    """How many reviews it went through since it last had a new state or date."""
    moved: int = 0
    """How often its date moved."""

    @property
    def is_asked(self) -> bool:
        """Whether it is time to ask."""
        return self.carried >= ASKED_AFTER or self.moved >= ASKED_AFTER


@dataclass(frozen=True)
class Asked:
    """One step that a review goes through."""

    key: str
    doubt: Doubt
    """As it was when the review began."""
    is_answered: bool
    """Whether it was given a state, a date or an answer in this review."""


# -- the record ------------------------------------------------------------------------------------


def under_way(plan: Plan) -> str | None:
    """Id of the review that is not finished; of the latest, should a merge have brought two."""
    found = [key for key, review in plan.review.items() if review.finished is None]
    return max(found, key=lambda key: began(plan.review[key]), default=None)


def began(review: Review) -> dt.datetime:
    """When it began (UTC); the start of its day where a hand-written one does not say."""
    return review.created or dt.datetime.combine(review.date, dt.time(), dt.UTC)


def begin(plan: Plan, forum: ReviewForum, stamp: Stamp) -> tuple[Plan, str]:
    """Begin a review, or go on with the one under way; gives the plan and the review's id."""
    key = under_way(plan)
    if key is not None:
        return plan, key
    key = next_id(plan, Kind.REVIEW, stamp.suffix)
    review = Review(date=stamp.today, forum=forum, created=stamp.now)
    return editing.add(plan, key, review), key


def set_part(plan: Plan, key: str, part: Part, now: dt.datetime) -> Plan:
    """Note where a review is, for the next time it is opened."""
    return editing.edit(plan, key, now, part=part.value)


def finish(plan: Plan, key: str, stamp: Stamp) -> Plan:
    """End a review. Open steps that it left as they were are carried, and the log says so.

    A step that was written down on the day of the review or later has nothing to be carried from. A
    review that is finished stays as it is. One that went on over days is of the day on which it was
    finished, for all that was said up to then is in it; a workshop keeps its own day.
    """
    review = plan.review[key]
    if review.finished is not None:
        return plan
    lines = [
        LogEntry(item=step, date=stamp.today, field=CARRIED, created=stamp.now)
        for step in left_as_they_were(plan, review)
    ]
    plan = _logged(plan, lines, stamp)
    day = review.date if review.forum == "table" else stamp.today
    return editing.edit(plan, key, stamp.now, part=None, finished=stamp.now, date=day)


def left_as_they_were(plan: Plan, review: Review) -> tuple[str, ...]:
    """The open steps from before a review that got no new state and no new date in it.

    A review in the morning and the call in the afternoon are one: what moved in one of them that
    day is not carried by the other.
    """
    since = lines_of(plan, review)
    moved = {
        line.item
        for key, line in plan.log.items()
        if line.field in {"status", "due"} and (key in since or line.date == review.date)
    }
    return tuple(
        key
        for key, step in _open_steps(plan).items()
        if key not in moved and (step.created is None or step.created.date() < review.date)
    )


# -- the steps -------------------------------------------------------------------------------------


def late_or_due(plan: Plan, as_of: dt.date, until: dt.date) -> dict[str, Step]:
    """The open steps that are late, or due by a day; the longest overdue first."""
    days = max(0, (until - as_of).days)
    return progress.late_steps(plan, as_of) | progress.steps_due_soon(plan, as_of, days)


def next_meeting(plan: Plan, as_of: dt.date) -> dt.date:
    """Up to when a step counts as due: the next call, where that is the nearer one, else two weeks.

    A call on the day itself is the one that is prepared, so what comes after it counts.
    """
    soon = as_of + dt.timedelta(days=progress.SOON_DAYS)
    call = plan.plan.next_call
    return call if call is not None and as_of < call < soon else soon


def asked_about(plan: Plan, review: Review | None, as_of: dt.date) -> tuple[Asked, ...]:
    """The steps that a review goes through: late or due, then blocked or asked "still true?".

    Those that were answered in it keep their place, so that nothing moves away under the cursor.
    """
    answered_now = answered(plan, review)
    before = plan if review is None else _before(plan, review)
    doubts = doubts_of(before)
    asked = late_or_due(before, as_of, next_meeting(plan, as_of))
    rest = {
        key: step
        for key, step in _open_steps(before).items()
        if key not in asked
        and (step.status == "blocked" or key in answered_now or doubts.get(key, Doubt()).is_asked)
    }
    in_order = (*asked, *sorted(rest, key=lambda key: rest[key].due or dt.date.max))
    return tuple(Asked(key, doubts.get(key, Doubt()), key in answered_now) for key in in_order)


def answered(plan: Plan, review: Review | None) -> frozenset[str]:
    """The steps that were given a state, a date or an answer since a review began."""
    if review is None:
        return frozenset()
    lines = lines_of(plan, review).values()
    return frozenset(line.item for line in lines if line.field in _ANSWERS) & plan.step.keys()


def carried(plan: Plan) -> Mapping[str, int]:
    """How many reviews each step went through as it was, by id; two on one day count once."""
    days = {(line.item, line.date) for line in plan.log.values() if line.field == CARRIED}
    return Counter(item for item, _ in days)


def doubt(plan: Plan, key: str) -> Doubt:
    """How often a step was carried and moved since somebody last said that it is still true."""
    return doubts_of(plan).get(key, Doubt())


def still_true(plan: Plan) -> tuple[str, ...]:
    """The open steps of which that is asked: carried twice or moved twice since it last was."""
    doubts = doubts_of(plan)
    return tuple(key for key in _open_steps(plan) if doubts.get(key, Doubt()).is_asked)


def doubts_of(plan: Plan) -> dict[str, Doubt]:
    """How often each step was carried and moved since somebody last said that it is still true."""
    days: dict[str, set[dt.date]] = {}
    moves: Counter[str] = Counter()
    for line in sorted(plan.log.values(), key=_when):
        if line.field == CARRIED:
            days.setdefault(line.item, set()).add(line.date)
            continue
        if line.field in {"status", "due"} or _says_still_true(line):
            days.pop(line.item, None)  # it was looked at: it is not as it was any more
        if _says_still_true(line):
            moves.pop(line.item, None)
        elif line.field == "due" and line.was and line.was != line.now:
            moves[line.item] += 1
    return {key: Doubt(len(days.get(key, ())), moves[key]) for key in {*days, *moves}}


# -- the position and the barriers -----------------------------------------------------------------


def read_position(
    plan: Plan, scores: tuple[float, ...], forum: ReviewForum, stamp: Stamp
) -> tuple[Plan, str]:
    """Put on record where the group is now: one score, or each person's; gives the reading's id.

    Raises `statistics.StatisticsError` when there is no score.
    """
    key = next_id(plan, Kind.READING, stamp.suffix)
    reading = Reading(
        date=stamp.today,
        score=median_half(scores) if len(scores) > 1 else scores[0],
        scores=scores if len(scores) > 1 else None,
        forum=forum,
        created=stamp.now,
    )
    return editing.add(plan, key, reading), key


def reading_of(plan: Plan, review: Review | None) -> str | None:
    """Id of the latest reading that was taken since a review began."""
    if review is None:
        return None
    taken = [key for key, r in plan.reading.items() if r.created and r.created >= began(review)]
    return taken[-1] if taken else None


def standing_barriers(plan: Plan, review: Review | None) -> dict[str, Barrier]:
    """The barriers that a review goes through: still open, or closed in it."""
    settled = {line.item for line in lines_of(plan, review).values()} if review else set()
    return {
        key: barrier
        for key, barrier in plan.barrier.items()
        if barrier.into is None and (forces.is_open(barrier) or key in settled)
    }


def _open_steps(plan: Plan) -> dict[str, Step]:
    return {k: s for k, s in plan.step.items() if s.into is None and progress.is_open(s)}


def lines_of(plan: Plan, review: Review) -> dict[str, LogEntry]:
    """The lines that came on the log since a review began, and until it was finished."""
    start, end = began(review), review.finished
    return {
        key: line
        for key, line in plan.log.items()
        if line.created and line.created >= start and (end is None or line.created <= end)
    }


def _before(plan: Plan, review: Review) -> Plan:
    """The plan with its log, and the states and dates of its steps, as they were at the start."""
    lines = lines_of(plan, review)
    steps = dict(plan.step)
    in_order = sorted(lines.values(), key=_when)
    for line in reversed(in_order):  # those of one second as well
        if line.item in steps and line.field in {"status", "due"}:
            with suppress(ValueError):  # a line written by hand; pydantic's error is one as well
                was = (
                    dt.date.fromisoformat(line.was)
                    if line.field == "due" and line.was
                    else line.was
                )
                steps[line.item] = steps[line.item].replace(**{line.field: was})
    log = {key: line for key, line in plan.log.items() if key not in lines}
    return plan.replace(step=steps, log=log)


def _says_still_true(line: LogEntry) -> bool:
    return line.field == NOTE and line.now == STILL_TRUE


def _when(line: LogEntry) -> tuple[dt.date, dt.datetime]:
    return line.date, line.created or dt.datetime.combine(line.date, dt.time(), dt.UTC)


def _logged(plan: Plan, lines: list[LogEntry], stamp: Stamp) -> Plan:
    """The plan with these lines on its log; the cost grows with their number only."""
    if not lines:
        return plan
    key = next_id(plan, Kind.LOG, stamp.suffix)
    first = number_of(key, Kind.LOG) or 1
    keys = [key, *(f"L{first + n}-{stamp.suffix(SUFFIX_LENGTH)}" for n in range(1, len(lines)))]
    return editing.with_records(plan, Kind.LOG, {**plan.log, **dict(zip(keys, lines, strict=True))})
