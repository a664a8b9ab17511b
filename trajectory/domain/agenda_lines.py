"""What there is to say about one plan in a call, line by line.

Each record is spoken of once, under the first topic that has a claim on it: what is late or
blocked, then what was promised, what is to be decided, what is asked, and what else moved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from trajectory.domain import reviewing
from trajectory.domain.agenda_moved import Moved, moved, with_reason
from trajectory.domain.agenda_values import Line, Subject, Topic
from trajectory.domain.dates import echo, short
from trajectory.domain.forces import force_field
from trajectory.domain.forums import comes_back
from trajectory.domain.ids import all_labels
from trajectory.domain.kinds import Section
from trajectory.domain.plan import ReviewForum, Step
from trajectory.domain.privacy import private_keys, without
from trajectory.domain.progress import (
    UNSURE,
    due_moves,
    is_late,
    is_open,
    late_steps,
    owner_of,
)
from trajectory.domain.rewinding import as_on

RAISED_STRENGTH = 4
"""A barrier that lies outside us and is at least so strong is raised, or lived with (C18)."""
SCALE, ASKED = "Scale", "Asked"
"""What a reading and an ask are called: nobody says R2 or V1 in a call."""


def lines_of(subject: Subject, place: int, as_of: dt.date, forum: ReviewForum) -> tuple[Line, ...]:
    """All that there is to say about a plan, the private entries left out, topic by topic."""
    return tuple(_Reader(subject, place, as_of, forum).read())


class _Reader:
    """Reads one plan for one call."""

    def __init__(self, subject: Subject, place: int, as_of: dt.date, forum: ReviewForum) -> None:
        private = private_keys(subject.plan)
        self._labels = all_labels(subject.plan)
        self._plan = without(subject.plan, private)
        self._before = subject.before and without(
            subject.before, private | private_keys(subject.before)
        )
        self._place, self._as_of, self._forum = place, as_of, forum
        self._review = subject.last_review(as_of)
        self._since = subject.since(as_of)
        self._leader = " ".join((subject.plan.plan.owner or "").split())
        self._moves, self._carried = due_moves(self._plan), reviewing.carried(self._plan)
        self._doubtful = frozenset(reviewing.still_true(self._plan))
        self._told: set[str] = set()

    def read(self) -> Iterator[Line]:
        for lines in (
            self._late(),
            self._promised(),
            self._decisions(),
            self._asks(),
            self._parked(),
            self._moved(),
        ):
            for line in lines:
                self._told.add(line.key)
                yield line

    # -- steps ---------------------------------------------------------------------------------

    @cached_property
    def _open(self) -> Mapping[str, Step]:
        steps = self._plan.step.items()
        return {key: step for key, step in steps if step.into is None and is_open(step)}

    def _late(self) -> Iterator[Line]:
        late = late_steps(self._plan, self._as_of)
        blocked = {key: step for key, step in self._open.items() if step.status == "blocked"}
        for key, step in {**late, **blocked}.items():
            note = with_reason("; ".join(self._delays(key, step)), self._why(key, "due"))
            yield self._step(Topic.LATE, key, step, note, self._late_question(key, step))

    def _delays(self, key: str, step: Step) -> Iterator[str]:
        if step.due is not None:
            days = (self._as_of - step.due).days
            late = f", {days} day{'s' if days > 1 else ''} late" if days > 0 else ""
            yield f"due {echo(step.due)}{late}"
        if step.status == "blocked":
            since = f" since {echo(step.blocked_since)}" if step.blocked_since else ""
            yield f"blocked{since}{f': {_inline(step.blocked_by)}' if step.blocked_by else ''}"
        elif step.status == "in_progress":
            yield "begun"
        yield from self._slips(key)

    def _slips(self, key: str) -> Iterator[str]:
        moves, carried = self._moves.get(key, 0), self._carried.get(key, 0)
        if moves:
            yield f"its date moved {_times(moves)}"
        if carried:
            yield f"carried over {_times(carried)}"

    def _late_question(self, key: str, step: Step) -> str:
        if key in self._doubtful:
            return "Still true: keep it, change it, or drop it?"
        if is_late(step, self._as_of) and step.status != "blocked":
            return "Done, a new date, or drop it?"
        return "Who can unblock it?"

    # -- what was promised ---------------------------------------------------------------------

    def _promised(self) -> Iterator[Line]:
        if self._review is not None:
            key, review = self._review
            for ask in review.asks or ():
                if ask.strip():
                    day = short(review.date, self._as_of)
                    line = self._line(Topic.PROMISED, key, ask, f"asked on {day}")
                    yield replace(line, label=ASKED, question="What came of it?")
        if self._since is None:
            return
        due = [
            (key, step)
            for key, step in self._plan.step.items()
            if step.into is None and step.due and self._since < step.due <= self._as_of
        ]
        for key, step in sorted(due, key=lambda pair: pair[1].due or dt.date.max):
            if key not in self._told and step.due is not None:
                note = with_reason(self._kept(step, step.due), self._why(key, "status"))
                yield self._step(Topic.PROMISED, key, step, note)

    def _why(self, key: str, field: str) -> str:
        """The last reason that was given for a field of an item, since the last time."""
        return _inline(self._reasons.get((key, field), ""))

    @cached_property
    def _reasons(self) -> Mapping[tuple[str, str], str]:
        """The same for every item and field of which the log has one."""
        since = self._since or dt.date.min
        log = self._plan.log.values()
        return {(line.item, line.field): line.why for line in log if line.why and line.date > since}

    def _kept(self, step: Step, due: dt.date) -> str:
        if step.status == "done":
            on = f" on {echo(step.done_on)}" if step.done_on else ""
            return f"done{on}, due {short(due, self._as_of)}"
        if step.status == "dropped":
            return f"dropped, was due {short(due, self._as_of)}"
        return "due today, begun" if step.status == "in_progress" else "due today"

    # -- what is to be decided and asked -------------------------------------------------------

    def _decisions(self) -> Iterator[Line]:
        for key, step in self._open.items():
            if key in self._doubtful and key not in self._told:
                yield self._step(
                    Topic.DECISION,
                    key,
                    step,
                    "; ".join(self._slips(key)),
                    "Still true: keep it, change it, or drop it?",
                )
        for key, goal in self._plan.goal.items():
            is_over = goal.by is not None and goal.by < self._as_of
            if goal.into is None and is_over and goal.status in {None, "open"} and goal.by:
                note = f"was to be reached by {echo(goal.by)}"
                yield self._line(
                    Topic.DECISION, key, goal.text, note, question="Met, revised, or let go?"
                )
        yield from self._barriers()

    def _barriers(self) -> Iterator[Line]:
        field = force_field(self._plan)
        ours = {item.key for item in field.unanswered()}
        for item in field.uncut:
            barrier = self._plan.barrier[item.key]
            note = f"strength {item.strength} of 5, no step cuts it"
            if item.key in ours:
                question = "What would cut through?"
                if barrier.cut_through:
                    note += f"; an idea: {_inline(barrier.cut_through)}"
            elif item.strength >= RAISED_STRENGTH and barrier.influence == 1:
                question = "Live with it, or raise it?"
            else:
                continue
            yield self._line(Topic.DECISION, item.key, barrier.text, note, question=question)

    def _asks(self) -> Iterator[Line]:
        for key, review in self._plan.review.items():
            if review.finished is None or review.date == self._as_of:
                for ask in review.asks or ():
                    if ask.strip():
                        yield replace(self._line(Topic.ASKS, key, ask), label=ASKED)
        for key, step in self._open.items():
            missing = _missing(step)
            if missing and key not in self._told:
                sure = "" if step.confidence is None else f"confidence {step.confidence} of 10"
                yield self._step(Topic.ASKS, key, step, sure, " ".join(missing))

    def _parked(self) -> Iterator[Line]:
        for key, parked in self._plan.entries(Section.PARKING).items():
            if comes_back(self._plan.parking[key], self._forum):
                question = "Settle it here, make it a step, or let it go?"
                who = parked.speaker or ""
                yield self._line(Topic.PARKED, key, parked.text, who=who, question=question)

    # -- what moved ----------------------------------------------------------------------------

    def _moved(self) -> Iterator[Line]:
        before = self._before
        if before is None and self._since is not None:
            before = as_on(self._plan, self._since)
        if before is None:
            return
        for each in moved(before, self._plan, self._as_of):
            if each.key not in self._told:
                yield self._of_moved(each)

    def _of_moved(self, each: Moved) -> Line:
        step = self._plan.step.get(each.key)
        line = self._line(
            Topic.MOVED, each.key, each.text, each.note, who=owner_of(step) if step else ""
        )
        return replace(line, label=SCALE) if each.key in self._plan.reading else line

    # -- lines ---------------------------------------------------------------------------------

    def _step(self, topic: Topic, key: str, step: Step, note: str, question: str = "") -> Line:
        return self._line(topic, key, step.text, note, who=owner_of(step), question=question)

    def _line(
        self, topic: Topic, key: str, text: str, note: str = "", who: str = "", question: str = ""
    ) -> Line:
        speaker = " ".join(who.split()) or self._leader
        label = self._labels[key]
        return Line(topic, self._place, key, label, _inline(text), note, speaker, question)


def _missing(step: Step) -> list[str]:
    """What an open step still needs, as questions."""
    asked = []
    if not owner_of(step):
        asked.append("Who takes this on?")
    if step.due is None:
        asked.append("By when?")
    if step.confidence is not None and step.confidence <= UNSURE:
        asked.append("What would lift it by one point?")
    return asked


def _inline(text: str) -> str:
    return " ".join(text.split())


def _times(amount: int) -> str:
    return {1: "once", 2: "twice"}.get(amount, f"{amount} times")
