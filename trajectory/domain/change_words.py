"""What became of one record, in the words of somebody who tells it: "done on 6 Feb 2018".

A value is more than its old and new form: a date moved by a week, for the second time; a step is
done; a barrier is weaker. What was said about it when it moved stands in the log, and goes with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeGuard

from trajectory.domain import privacy
from trajectory.domain.amending import FIRST_STATUS
from trajectory.domain.date_moves import moved, times
from trajectory.domain.dates import full
from trajectory.domain.field_words import ValueWords, field_words
from trajectory.domain.forums import FORUM_NAMES, FORUM_OF_PARKED
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import (
    Decision,
    Entry,
    Force,
    Goal,
    LogEntry,
    Milestone,
    Model,
    Parking,
    Plan,
    Reading,
    Record,
    Review,
    Step,
)
from trajectory.domain.progress import due_moves
from trajectory.domain.scale import in_words
from trajectory.domain.verdicts import NOTE
from trajectory.domain.word_changes import reworded

_EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)
_STAMPS = frozenset({"created", "changed", "edited"})
_LINKS = frozenset({"goal", "cuts", "uses", "after", "into", "merged", "corrects"})
_CHOICES = frozenset({"view", "source", "driver", "forum", "for_", "status", "order"})
_OF_A_STATE = frozenset({"status", "done_on", "blocked_by", "blocked_since"})
"""Fields of a step that tell one thing together."""
_OF_A_REVIEW_UNDER_WAY = frozenset({"part"})


class Telling:
    """Tells the changes between two versions of a plan."""

    def __init__(self, before: Plan, after: Plan, hidden: frozenset[str]) -> None:
        """`hidden` are ids that nothing may be said of, and that no link may lead to."""
        self._old, self._new = ValueWords(before), ValueWords(after)
        self._hidden = hidden
        self._moves = due_moves(after)
        self._log: dict[str, list[LogEntry]] = {}
        for key, line in after.log.items():
            if key not in before.log:
                self._log.setdefault(line.item, []).append(line)

    @property
    def has_notes(self) -> bool:
        """Whether anything was noted since."""
        return any(line.field == NOTE for lines in self._log.values() for line in lines)

    # ------------------------------------------------------------------ what came or went

    def record(self, record: Record, *, came: bool) -> str:
        """A record that came or went, in one line."""
        match record:
            case Reading():
                return self._reading(record) if came else in_words(record.score)
            case Review():
                named = f"{FORUM_NAMES[record.forum] if record.forum else 'review'}"
                said = f": {record.summary}" if record.summary else ""
                return f"{named}, {full(record.date)}{said}"
            case Entry():
                facts = "; ".join(_facts(record)) if came else ""
                return f"{record.text} ({facts})" if facts else record.text
            case _:
                return ""

    def _reading(self, reading: Reading) -> str:
        """Where the group was on the scale, and where this reading put it."""
        corrected = self._new.plan.reading.get(reading.corrects or "")
        was = corrected or self._readings_before[id(reading)]
        score = in_words(reading.score)
        if was is not None and was.score == reading.score:
            move = f"still {score}"
        else:
            move = f"{in_words(was.score)} → {score}" if was else score
        put_right = ", put right" if corrected else ""
        why = f": {reading.reason}" if reading.reason else ""
        return f"scale: {move}{put_right}, {full(reading.date)}{why}"

    @cached_property
    def _readings_before(self) -> Mapping[int, Reading | None]:
        """For each reading (its identity): the last before it that nobody put right since."""
        readings = self._new.plan.reading
        corrected = {each.corrects for each in readings.values()}
        in_order = sorted(
            readings.items(), key=lambda pair: (pair[1].date, pair[1].created or _EARLIEST)
        )
        found: dict[int, Reading | None] = {}
        last: Reading | None = None
        for key, reading in in_order:
            found[id(reading)] = last
            if key not in corrected:
                last = reading
        return found

    # ------------------------------------------------------------------ what changed

    def fields(self, table: str, key: str, before: Model, after: Model) -> Iterator[str]:
        """A line for each thing that changed in a record, or in one of the two header tables."""
        one, other = self._shown(before), self._shown(after)
        names = [
            name
            for name in dict.fromkeys([*one, *other])
            if name not in _STAMPS | _OF_A_REVIEW_UNDER_WAY and one.get(name) != other.get(name)
        ]
        told: set[str] = set()
        reasons: set[str] = set()
        if isinstance(before, Step) and isinstance(after, Step):
            state = _state_of(before, after)
            if state:
                yield " ".join((state + self._why(key, "status", after.blocked_by)).split())
                told |= _OF_A_STATE
                if self._reason(key, "status") in _added(before.note, after.note):
                    told.add("note")  # what shows that it is done is its remark as well
        if "text" in names:
            told.add("said")  # the first wording comes along by itself
        for name in names:
            if name not in told:
                words = self._field(table, key, name, one.get(name), other.get(name))
                why = self._why(key, name)
                if why and why in reasons:
                    words = words.removesuffix(why)  # said once for all that moved by it
                reasons.add(why)
                if words:
                    yield " ".join(words.split())

    def notes(self, key: str) -> Iterator[str]:
        """What was put on record about it since, on the log."""
        for line in self._log.get(key, ()):
            if line.field == NOTE:
                said = ": ".join(part for part in (line.now, line.why) if part)
                if said:
                    yield " ".join(f"noted on {full(line.date)}: {said}".split())

    def _shown(self, model: Model) -> dict[str, object]:
        """The fields of a record, without links to what is hidden."""
        values = dict(model)
        for name in _LINKS & values.keys() if self._hidden else ():
            value = values[name]
            if isinstance(value, tuple):
                values[name] = tuple(key for key in value if key not in self._hidden) or None
            elif value in self._hidden:
                values[name] = None
        return values

    def _field(self, table: str, key: str, name: str, was: object, now: object) -> str:
        words = field_words(table, name)
        if name == "status" and table in set(Kind):
            first = FIRST_STATUS.get(Kind(table))
            was, now = was or first, now or first
            if was == now:
                return ""
        why = self._why(key, name)
        if _is_nothing(was) and _is_nothing(now):
            return ""
        if _is_nothing(was):
            return f"{words}: {self._value(self._new, table, name, now)}{why}"
        if _is_nothing(now):
            return f"{words}: no longer {self._value(self._old, table, name, was)}{why}"
        return f"{words}: {self._move(table, key, name, was, now)}{why}"

    def _move(self, table: str, key: str, name: str, was: object, now: object) -> str:
        if name == "next_call" and _is_date(now):
            return full(now)  # the one after the last, and no date that slipped
        if _is_date(was) and _is_date(now):
            count = self._moves.get(key, 0) if name == "due" else 0
            often = f", moved {times(count)}" if count > 1 else ""
            return moved(was, now) + often
        if name not in _LINKS | _CHOICES and isinstance(was, str) and isinstance(now, str):
            return reworded(was, now)
        if _are_texts(was) and _are_texts(now):
            return self._list(table, name, was, now)
        one = self._old.of(table, name, was)
        return f"{one} → {self._new.of(table, name, now)}"

    def _list(self, table: str, name: str, was: Iterable[str], now: Iterable[str]) -> str:
        before, after = dict.fromkeys(was), dict.fromkeys(now)
        came = [self._new.of(table, name, [each]) for each in after if each not in before]
        went = [self._old.of(table, name, [each]) for each in before if each not in after]
        parts = [*(f"also {each}" for each in came), *(f"no longer {each}" for each in went)]
        return "; ".join(parts) or "in another order"

    def _value(self, words: ValueWords, table: str, name: str, value: object) -> str:
        if _is_date(value):
            return full(value)
        return "; ".join(words.of(table, name, value).splitlines())

    def _why(self, key: str, field: str, unless: str | None = None) -> str:
        """The reason that was given for the last move of a field."""
        reason = self._reason(key, field)
        return f" ({reason})" if reason and reason != unless else ""

    def _reason(self, key: str, field: str) -> str:
        lines = [line for line in self._log.get(key, ()) if line.field == field and line.why]
        return (lines[-1].why or "") if lines else ""


def hidden_in(before: Plan, after: Plan) -> frozenset[str]:
    """Ids of what is private now, and of what was and is gone."""
    now = privacy.private_keys(after)
    then = privacy.private_keys(before)
    return now | frozenset(key for key in then if after.find(key) is None)


def _added(before: str | None, after: str | None) -> frozenset[str]:
    """What a remark is now, where that is nothing but a line that was added to it."""
    was, now = before or "", after or ""
    return frozenset({now.removeprefix(f"{was}\n" if was else "")}) if now != was else frozenset()


def _state_of(before: Step, after: Step) -> str:
    """How a step stands since it changed; empty when it stands as it did."""
    first = FIRST_STATUS[Kind.STEP]
    was, now = before.status or first, after.status or first
    if was == now:
        return ""
    match now:
        case "done":
            return f"done on {full(after.done_on)}" if after.done_on else "done"
        case "blocked":
            since = f" since {full(after.blocked_since)}" if after.blocked_since else ""
            return f"blocked{since}" + (f": {after.blocked_by}" if after.blocked_by else "")
        case "dropped":
            return "dropped: it will not be done"
        case "in_progress":
            again = {"done": ", it was called done before", "dropped": " again"}.get(was, "")
            return ("no longer blocked, in progress" if was == "blocked" else "begun") + again
        case _:
            return "no longer blocked, not started" if was == "blocked" else "not started, again"


def _facts(entry: Entry) -> Iterator[str]:
    """What matters most beside the words of an entry that is new."""
    match entry:
        case Step():
            yield from (
                fact for fact in (entry.owner, entry.due and f"by {full(entry.due)}") if fact
            )
            state = _state_of(Step(text=entry.text), entry)
            if state:
                yield state
        case Goal() if entry.by:
            yield f"by {full(entry.by)}"
        case Force() if entry.strength:
            yield f"strength {entry.strength}"
        case Milestone() if entry.date:
            yield f"by {full(entry.date)}"
        case Decision():
            yield from (
                fact for fact in (entry.decided_by, entry.date and full(entry.date)) if fact
            )
        case Parking() if entry.for_:
            place = FORUM_OF_PARKED[entry.for_]
            yield f"for {place}" if entry.for_ == "other" else f"for the {place}"


def _is_nothing(value: object) -> bool:
    return value is None or value in ("", (), [])


def _is_date(value: object) -> TypeGuard[dt.date]:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _are_texts(value: object) -> TypeGuard[tuple[str, ...] | list[str]]:
    return isinstance(value, tuple | list) and all(isinstance(each, str) for each in value)
