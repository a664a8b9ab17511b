"""What a review put on record, in short lines: for its last page, and for whoever reads it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trajectory.domain.dates import echo
from trajectory.domain.ids import all_labels
from trajectory.domain.kinds import Section
from trajectory.domain.plan import LogEntry, Plan, Review
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
    """A line for each thing that happened in a review: "Done: S1 S3", "Position: 3.5 → 4"."""
    review, names = plan.review[key], all_labels(plan)
    lines = list(lines_of(plan, review).values())
    found = [*_steps(plan, lines, names), *_position(plan, review)]
    barriers = [line for line in lines if line.item in plan.barrier and line.field == "status"]
    found += _by_word(barriers, _BARRIER_WORDS, names)
    made = [
        names[item]
        for section in Section
        for item, entry in plan.entries(section).items()
        if entry.created and entry.created >= began(review)
        if review.finished is None or entry.created <= review.finished
    ]
    if made:
        found.append(f"New: {' '.join(made)}")
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
    yield from _by_word((line for line in steps if line.field == "status"), _STEP_WORDS, names)
    moved = dict.fromkeys(line.item for line in steps if line.field == "due")
    dated = [(names[item], plan.step[item].due) for item in moved]
    if dated:
        days = (f"{label} {echo(due) if due else 'no date'}" for label, due in dated)
        yield f"New date: {', '.join(days)}"
    true = [line.item for line in steps if line.field == NOTE and line.now == STILL_TRUE]
    if true:
        yield f"Still true: {_labels(true, names)}"
    kept = [line.item for line in steps if line.field == CARRIED]
    if kept:
        yield f"Carried to the next review as they are: {_labels(kept, names)}"


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
    lines: Iterable[LogEntry], words: dict[str, str], names: dict[str, str]
) -> Iterator[str]:
    """The items under the last state that they were given, in the order of the words."""
    last = {line.item: line.now or "" for line in lines}
    for status, word in words.items():
        items = [item for item, now in last.items() if now == status]
        if items:
            yield f"{word}: {_labels(items, names)}"


def _labels(items: Iterable[str], names: dict[str, str]) -> str:
    return " ".join(names[item] for item in dict.fromkeys(items))


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
