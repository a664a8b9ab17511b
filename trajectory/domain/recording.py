"""Putting captured lines on record: `Capture` and `Plan` in, a new plan and the new ids out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from trajectory.domain.capture import Capture
from trajectory.domain.editing import edit_position, with_records
from trajectory.domain.ids import SUFFIX_LENGTH, SuffixSource, next_id, number_of
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import RECORD_TYPES, TEXT_LIMIT, Plan, Reading, Record
from trajectory.errors import UsageError


def record(
    plan: Plan, capture: Capture, now: dt.datetime, today: dt.date, suffix: SuffixSource
) -> tuple[Plan, tuple[str, ...]]:
    """Put one line on record; gives the new plan and the ids made (none for an aim alone).

    Raises:
        UsageError: the line is empty, too long, or a command. The plan is as it was.
    """
    return record_many(plan, [capture], now, today, suffix)


def record_many(
    plan: Plan,
    captures: Iterable[Capture],
    now: dt.datetime,
    today: dt.date,
    suffix: SuffixSource,
) -> tuple[Plan, tuple[str, ...]]:
    """Put many lines on record at once, all or none; the cost grows with their number only.

    Raises:
        UsageError: one of the lines cannot be kept; it says which. The plan is as it was.
    """
    captures = list(captures)
    new: dict[Kind, dict[str, Record]] = {}
    keys: list[str] = []
    for place, capture in enumerate(captures, 1):
        _check(capture, place if len(captures) > 1 else None)
        made = _made(capture, now, today)
        if made is not None:
            kind, item = made
            key = _next_key(plan, kind, new.setdefault(kind, {}), suffix)
            new[kind][key] = item
            keys.append(key)
    for kind, items in new.items():
        plan = with_records(plan, kind, {**plan.records(kind), **items})
    targets = [capture.target for capture in captures if capture.target is not None]
    if targets:
        plan = edit_position(plan, target=targets[-1])
    return plan, tuple(keys)


def _check(capture: Capture, line: int | None) -> None:
    """Refuse what cannot be an entry, in a sentence for the person who typed it."""
    which = "This line" if line is None else f"Line {line:,}"
    if capture.kind == "command":
        raise UsageError(f"{which} is a command, /{capture.command}, so nothing was added.")
    if capture.kind == "empty" or (capture.kind == "entry" and not capture.text.strip()):
        raise UsageError(f"{which} is empty, so nothing was added. Type what was said.")
    if len(capture.text) > TEXT_LIMIT:
        raise UsageError(
            f"{which} has {len(capture.text):,} characters, and {TEXT_LIMIT:,} fit into one entry. "
            "Nothing was added: make it shorter, or make it two entries."
        )


def _next_key(plan: Plan, kind: Kind, new: dict[str, Record], suffix: SuffixSource) -> str:
    """The id after the last new one; only the first one looks through the whole plan."""
    if not new:
        return next_id(plan, kind, suffix)
    last = number_of(next(reversed(new)), kind) or 0
    return f"{kind.letter}{last + 1}-{suffix(SUFFIX_LENGTH)}"


def _made(capture: Capture, now: dt.datetime, today: dt.date) -> tuple[Kind, Record] | None:
    """The record that a line becomes; None for a line that only sets the aim."""
    if capture.kind == "score":
        if capture.score is None:
            return None
        return Kind.READING, Reading(
            date=today,
            score=capture.score,
            scores=capture.scores or None,
            forum="table",
            created=now,
        )
    kind = capture.section.kind
    values = {name: value for name, value in _fields(capture).items() if value not in (None, ())}
    return kind, RECORD_TYPES[kind].model_validate({**values, "created": now})


def _fields(capture: Capture) -> dict[str, Any]:
    fields: dict[str, Any] = {"text": capture.text, "speaker": capture.speaker}
    match capture.section:
        case Section.GOAL:
            fields |= {"by": capture.date}
        case Section.ENABLER | Section.BARRIER:
            fields |= {"strength": capture.strength}
        case Section.STEP:
            fields |= {
                "owner": capture.owner,
                "due": capture.date,
                "goal": capture.goal,
                "cuts": capture.cuts,
                "uses": capture.uses,
            }
        case Section.POSITION | Section.PARKING:
            pass
    return fields
