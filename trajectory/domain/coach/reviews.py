"""Checks of what became of it: readings, reviews, what was asked for and what was parked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.likeness import mentions
from trajectory.domain.coach.rule import Asked, rule
from trajectory.domain.coach.sheet import Sheet
from trajectory.domain.dates import echo
from trajectory.domain.forums import FORUM_NAMES, comes_back
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Step
from trajectory.domain.scale import in_words


@rule("C36", Severity.FIX, "Who can unblock it?", Section.STEP)
def stuck(sheet: Sheet) -> Iterator[Asked]:
    """A step has been blocked for more than 14 days, and no ask or decision since speaks of it.

    Two weeks of waiting that nobody was told about become two months.
    """
    since = {key: _blocked_since(sheet, key, step) for key, step in sheet.open_steps.items()}
    long = {
        key: day
        for key, day in since.items()
        if day is not None and (sheet.as_of - day).days > sheet.thresholds.blocked_days
    }
    said = _asks_and_decisions(sheet)
    names = {key: (sheet.labels[key], sheet.open_steps[key].text) for key in long}
    spoken_of = mentions(names, [text for _, text in said])
    for key, day in long.items():
        if not any(said[place][0] >= day for place in spoken_of[key]):
            yield Asked(key, f"It has been blocked since {echo(day)}.")


@rule("C37", Severity.ASK, "Right steps?", Section.STEP)
def no_effect(sheet: Sheet) -> Iterator[Asked]:
    """Half of a goal's steps are done, and the score has not moved over the last two reviews.

    Then the steps are done and the thing is not. Perhaps the real barrier has not been named yet.
    """
    limits = sheet.thresholds
    last = sheet.reviews[-limits.still_reviews :]
    if len(last) < limits.still_reviews or sheet.current is None:
        return
    score = sheet.current[1].score
    if any(_score_on(sheet, review.date) != score for _, review in last):
        return
    for key in sheet.goals:
        steps = sheet.steps_for.get(key, ())
        done = sum(step not in sheet.open_steps for step in steps)
        if steps and done >= limits.done_share * len(steps):
            detail = f"Steps done: {done:,} of {len(steps):,}. You are still at {in_words(score)}."
            yield Asked(key, detail)


@rule("C38", Severity.ASK, "What changed?", Section.POSITION)
def rose_alone(sheet: Sheet) -> Iterator[Asked]:
    """The score rose, and no step was done between the two readings.

    Something helped that is not in the plan: worth knowing, and worth keeping. Or the number is a
    kind one.
    """
    if len(sheet.readings) < 2:  # noqa: PLR2004 - a rise takes two
        return
    (_, before), (key, now) = sheet.readings[-2:]
    if now.score <= before.score or now.date <= before.date:
        return
    done = [step for key, step in sheet.steps.items() if key not in sheet.open_steps]
    # Of a step that does not say when it was done, nobody knows that it was not between the two.
    if all(step.done_on and not before.date < step.done_on <= now.date for step in done):
        low, high = in_words(before.score), in_words(now.score)
        yield Asked(key, f"From {low} to {high} since {echo(before.date)}, with no step done.")


@rule("C42", Severity.ASK, "Raise or drop?", Section.PARKING)
def forgotten(sheet: Sheet) -> Iterator[Asked]:
    """A remark is still parked, though a later review took place where it was to be raised.

    People who see that their remarks are parked for good stop making them. One that names no place
    belongs to the monthly call.
    """
    latest = {r.forum: r.date for _, r in sheet.reviews if r.forum is not None}
    for key, remark in sheet.plan.parking.items():
        since = remark.created.date() if remark.created else sheet.plan.plan.date
        for forum, date in latest.items():
            if comes_back(remark, forum) and (since is None or date > since):
                words = f"The {FORUM_NAMES[forum]} it was parked for took place on {echo(date)}"
                yield Asked(key, f"{words}.")


def _asks_and_decisions(sheet: Sheet) -> list[tuple[dt.date, str]]:
    """All that was asked for or decided, each with its day; the last day where none is said."""
    plan = sheet.plan
    said = [(review.date, ask) for review in plan.review.values() for ask in review.asks or ()]
    for decision in plan.decision.values():
        created = decision.created.date() if decision.created else dt.date.max
        if decision.into is None:
            said.append((decision.date or created, decision.text))
    return said


def _blocked_since(sheet: Sheet, key: str, step: Step) -> dt.date | None:
    """Since when a step has been blocked: as it says, or else as the log does."""
    if step.status != "blocked":
        return None
    lines = [
        line.date
        for line in sheet.log_of.get(key, ())
        if (line.field, line.now) == ("status", "blocked")
    ]
    return step.blocked_since or max(lines, default=None)


def _score_on(sheet: Sheet, day: dt.date) -> float | None:
    """The score that held on a day."""
    scores = [reading.score for _, reading in sheet.readings if reading.date <= day]
    return scores[-1] if scores else None


REVIEWS = (stuck, no_effect, rose_alone, forgotten)
