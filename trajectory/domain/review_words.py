"""What a review put on record, in short lines: for its last page, and for whoever reads it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trajectory.domain.dates import echo
from trajectory.domain.ids import all_labels
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Entry, LogEntry, Plan, Review
from trajectory.domain.reviewing import CARRIED, Doubt, began, lines_of, reading_of
from trajectory.domain.scale import in_words
from trajectory.domain.verdicts import NOTE, STILL_TRUE

_STEP_WORDS = {
    "done": "Done",
    "in_progress": "Begun",
    "blocked": "Blocked",
    "dropped": "Dropped",
    "not_started": "Not started after all",
}
_BARRIER_WORDS = {
    "reduced": "Less in the way",
    "gone": "Gone",
    "converted": "Turned round",
    "accepted": "Accepted",
    "open": "In the way again",
}


def recorded(plan: Plan, key: str) -> tuple[str, ...]:
    """A line for each thing that happened: "Done: S1 Map every form", "Position: 3.5 → 4"."""
    review, names = plan.review[key], all_labels(plan)
    lines = list(lines_of(plan, review).values())
    found = [*_steps(plan, lines, names), *_position(plan, review)]
    barriers = [line for line in lines if line.item in plan.barrier and line.field == "status"]
    found += _by_word(plan, barriers, _BARRIER_WORDS, names)
    found += (
        f"New: {_named(names, item, entry.text)}"
        for section in Section
        for item, entry in plan.entries(section).items()
        if entry.created and entry.created >= began(review)
        if review.finished is None or entry.created <= review.finished
    )
    found += [f"Asked of others: {ask}" for ask in review.asks or ()]
    if review.attended:
        found.append(f"There: {', '.join(review.attended)}")
    if review.summary:
        found.append(f"In short: {review.summary}")
    return tuple(found)


def doubt_words(doubt: Doubt) -> str:
    """Why a step is asked about: "carried 2 times, date moved twice"."""
    parts = []
    if doubt.carried:
        parts.append(f"carried {_times(doubt.carried)}")
    if doubt.moved:
        parts.append(f"date moved {_times(doubt.moved)}")
    return ", ".join(parts)


def _steps(plan: Plan, lines: list[LogEntry], names: dict[str, str]) -> Iterator[str]:
    steps = [line for line in lines if line.item in plan.step]
    states = (line for line in steps if line.field == "status")
    yield from _by_word(plan, states, _STEP_WORDS, names)
    for item in dict.fromkeys(line.item for line in steps if line.field == "due"):
        due = plan.step[item].due
        named = _named(names, item, plan.step[item].text)
        yield f"New date: {named}, {echo(due) if due else 'no date'}"
    true = (line for line in steps if line.field == NOTE and line.now == STILL_TRUE)
    yield from _by_word(plan, true, {STILL_TRUE: "Still true"}, names)
    kept = [names[line.item] for line in steps if line.field == CARRIED]
    if kept:
        yield f"As they were, for the next review: {' '.join(kept)}"


def _position(plan: Plan, review: Review) -> Iterator[str]:
    taken = reading_of(plan, review)
    if taken is None:
        return
    now = plan.reading[taken]
    earlier = plan.replace(reading={k: r for k, r in plan.reading.items() if k != taken})
    before = earlier.current_reading
    if before is None:
        words = in_words(now.score)
    elif before.score == now.score:
        words = f"still {in_words(now.score)}"
    else:
        words = f"{in_words(before.score)} → {in_words(now.score)}"
    yield f"Position: {words}{f', because: {now.reason}' if now.reason else ''}"


def _by_word(
    plan: Plan, lines: Iterable[LogEntry], words: Mapping[str, str], names: dict[str, str]
) -> Iterator[str]:
    """Each item with the last state that it was given, in the order of the words."""
    last = {line.item: line.now for line in lines}
    for status, word in words.items():
        for item, now in last.items():
            found = plan.find(item)
            if now == status and found is not None and isinstance(found[1], Entry):
                yield f"{word}: {_named(names, item, found[1].text)}"


def _named(names: dict[str, str], key: str, text: str) -> str:
    return f"{names[key]} {' '.join(text.split())}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
