"""What moved between two versions of a plan, as one would say it in a call.

Not every change (`domain.changes` has those): the position, what was done, what was let go, what
gave way, what was decided. A new wording is no news.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trajectory.domain.dates import echo, short
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Barrier, Entry, Force, Goal, Plan, Step
from trajectory.domain.scale import in_words

_GOAL_NOW: Mapping[str, str] = {
    "met": "met",
    "revised": "revised",
    "dropped": "let go",
    "open": "open again",
}
_FORCE_NOW: Mapping[str, str] = {
    "reduced": "reduced",
    "gone": "gone",
    "converted": "turned round: it helps now",
    "accepted": "accepted: we live with it",
    "open": "open again",
}
_STEP_NOW: Mapping[str, str] = {
    "done": "done",
    "dropped": "dropped",
    "in_progress": "begun",
    "blocked": "blocked",
    "not_started": "not started after all",
}


@dataclass(frozen=True)
class Moved:
    """One thing that moved."""

    key: str
    text: str
    """The record's own words; of a reading its numbers."""
    note: str
    """How it moved, and why where somebody said it: "done on Fri 9 Feb 2018"."""


def moved(before: Plan, after: Plan, as_of: dt.date) -> tuple[Moved, ...]:
    """What is worth saying: the position first, then the boxes in their order, then decisions."""
    return tuple(_Comparison(before, after, as_of).found())


class _Comparison:
    """Compares two versions of one plan."""

    def __init__(self, before: Plan, after: Plan, as_of: dt.date) -> None:
        self._before, self._after, self._as_of = before, after, as_of
        new = (line for key, line in after.log.items() if key not in before.log)
        # The last reason that was given stands for what became of an item.
        self._why = {line.item: " ".join(line.why.split()) for line in new if line.why}

    def found(self) -> Iterator[Moved]:
        yield from self._position()
        for section in (Section.GOAL, Section.ENABLER, Section.BARRIER, Section.STEP):
            for key, entry in self._after.entries(section).items():
                was = self._before.records(section.kind).get(key)
                facts = self._new(entry) if was is None else self._facts(was, entry)
                if facts:
                    yield Moved(key, entry.text, with_reason("; ".join(facts), self._reason(key)))
        yield from self._decisions()

    def _position(self) -> Iterator[Moved]:
        reading, was = self._after.current_reading, self._before.current_reading
        if reading is None or reading == was:
            return
        key = next(key for key, each in self._after.reading.items() if each is reading)
        words = in_words(reading.score)
        if was is not None:
            same = was.score == reading.score
            words = f"still {words}" if same else f"from {in_words(was.score)} to {words}"
        reason = " ".join((reading.reason or "").split())
        yield Moved(key, f"{words} ({echo(reading.date)})", reason)

    def _decisions(self) -> Iterator[Moved]:
        for key, decision in self._after.decision.items():
            if decision.into is None and key not in self._before.decision:
                on = f" on {echo(decision.date)}" if decision.date else ""
                by = f" by {' '.join(decision.decided_by.split())}" if decision.decided_by else ""
                yield Moved(key, decision.text, f"decided{on}{by}")

    def _reason(self, key: str) -> str:
        return self._why.get(key, "")

    def _new(self, entry: Entry) -> tuple[str, ...]:
        match entry:
            case Step():
                if entry.status == "done":
                    return self._status(None, entry)
                due = f", by {short(entry.due, self._as_of)}" if entry.due else ""
                return (f"new step{due}",)
            case Goal():
                return ("new goal",)
            case Force():
                kind = "barrier" if isinstance(entry, Barrier) else "enabler"
                strength = f", strength {entry.strength} of 5" if entry.strength else ""
                return (f"new {kind}{strength}",)
            case _:
                return ()

    def _facts(self, was: object, entry: Entry) -> tuple[str, ...]:
        match was, entry:
            case (Step(), Step()):
                return (*self._status(was, entry), *self._due(was.due, entry.due))
            case (Goal(), Goal()):
                return (*self._status(was, entry), *self._due(was.by, entry.by))
            case (Force(), Force()):
                return (*self._status(was, entry), *_strength(was, entry))
            case _:
                return ()

    def _status(
        self, was: Step | Goal | Force | None, entry: Step | Goal | Force
    ) -> tuple[str, ...]:
        first, words = _words_of(entry)
        now = entry.status or first
        if now == ((was.status if was else None) or first):
            return ()
        on = f" on {echo(entry.done_on)}" if isinstance(entry, Step) and entry.done_on else ""
        return (f"{words[now]}{on}",)

    def _due(self, was: dt.date | None, now: dt.date | None) -> tuple[str, ...]:
        if was is None or was == now:
            return ()
        if now is None:
            return (f"no date any more, was {short(was, self._as_of)}",)
        return (f"moved from {short(was, self._as_of)} to {short(now, self._as_of)}",)


def with_reason(note: str, reason: str) -> str:
    """What is to be said, and what people said about it as a sentence of its own."""
    if not note or not reason:
        return note or reason
    return f"{note}. {reason[:1].upper()}{reason[1:]}"


def _words_of(entry: Step | Goal | Force) -> tuple[str, Mapping[str, str]]:
    """The status that an entry begins with, and the words for each."""
    match entry:
        case Step():
            return "not_started", _STEP_NOW
        case Goal():
            return "open", _GOAL_NOW
        case _:
            return "open", _FORCE_NOW


def _strength(was: Force, now: Force) -> tuple[str, ...]:
    if was.strength is None or now.strength is None or was.strength == now.strength:
        return ()
    return (f"strength from {was.strength} to {now.strength}",)
