"""Checks of each step: who does what by when, and what exists when it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trajectory.domain.coach import phrases
from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.rule import Asked, rule
from trajectory.domain.coach.sheet import Sheet, is_said
from trajectory.domain.dates import echo
from trajectory.domain.kinds import Section
from trajectory.domain.reviewing import Doubt, doubts_of
from trajectory.domain.step_order import circles

_SATURDAY = 5
_CHRISTMAS_EVE, _NEW_YEAR = (12, 24), (1, 1)


@rule("C24", Severity.FIX, "By when?", Section.STEP)
def no_date(sheet: Sheet) -> Iterator[Asked]:
    """An open step has no date.

    A step without a date is never late, so nobody is ever asked about it.
    """
    for key, step in sheet.open_steps.items():
        if step.due is None:
            yield Asked(key, "It has no date yet.")


@rule("C25", Severity.FIX, "Done, new date, or drop?", Section.STEP)
def late(sheet: Sheet) -> Iterator[Asked]:
    """The date of an open step has passed.

    Each of the three is a good answer. A plan full of dates that have passed is one nobody reads.
    """
    for key, step in sheet.open_steps.items():
        if step.due is not None and step.due < sheet.as_of:
            yield Asked(key, f"It was due on {echo(step.due)}.")


@rule("C26", Severity.NOTICE, "Move it?", Section.STEP)
def closed_office(sheet: Sheet) -> Iterator[Asked]:
    """An open step is due at a weekend, on a bank holiday in England, or from 24 Dec to 1 Jan.

    On such a day nobody is there to do it, or to be told that it is done.
    """
    for key, step in sheet.open_steps.items():
        if step.due is None:
            continue
        if step.due in sheet.world.bank_holidays:
            yield Asked(key, f"{echo(step.due)} is a bank holiday.")
        elif step.due.weekday() >= _SATURDAY:
            yield Asked(key, f"{echo(step.due)} is at a weekend.")
        elif _is_christmas(step.due):
            yield Asked(key, f"{echo(step.due)} is between Christmas and New Year.")


@rule("C30", Severity.ASK, "What exists when it's done?", Section.STEP)
def talk(sheet: Sheet) -> Iterator[Asked]:
    """An open step starts with discuss, consider, review or the like, and has no "done when".

    Talking about something is done as soon as anybody has talked. What it should lead to is the
    step.
    """
    for key, step in sheet.open_steps.items():
        if phrases.starts_with_talk(step.text) and not is_said(step.done_when):
            yield Asked(key, "It starts with talking, and does not say what will exist.")


@rule("C31", Severity.ASK, "What would lift it one point?", Section.STEP)
def unsure(sheet: Sheet) -> Iterator[Asked]:
    """The owner is less sure than 7 of 10, and neither help nor a moment for it is named.

    A step that somebody is half sure of gets done when another person helps, or when it is said
    when and where exactly (an if-then plan).
    """
    for key, step in sheet.open_steps.items():
        if step.confidence is None or step.confidence >= sheet.thresholds.sure:
            continue
        if not any(map(is_said, step.with_ or ())) and not is_said(step.cue):
            yield Asked(key, f"Confidence {step.confidence} of 10, with no help and no moment.")


@rule("C34", Severity.FIX, "Which comes first?", Section.STEP)
def circle(sheet: Sheet) -> Iterator[Asked]:
    """Steps wait for each other in a circle.

    None of them can ever start.
    """
    for keys in circles(sheet.plan):
        if all(key in sheet.open_steps for key in keys):
            yield Asked(keys[-1], f"{sheet.named(keys)} wait for each other.")


@rule("C34", Severity.FIX, "Which comes first?", Section.STEP)
def too_early(sheet: Sheet) -> Iterator[Asked]:
    """An open step is due before an open one that it waits for.

    One of the two dates cannot hold.
    """
    for key, step in sheet.open_steps.items():
        for other in step.after or ():
            first = sheet.open_steps.get(other)
            if first is not None and first.due and step.due and step.due < first.due:
                dates = f"{echo(step.due)}, before {sheet.named([other])} on {echo(first.due)}"
                yield Asked(key, f"It is due on {dates}, for which it waits.")


@rule("C35", Severity.FIX, "Still true?", Section.STEP)
def slipping(sheet: Sheet) -> Iterator[Asked]:
    """The date of an open step moved twice, or two reviews carried it on as it was.

    A step that slips again and again is too big, not wanted, or not this person's: it needs a talk
    and not a third date. It is counted from the last time that somebody said it is still true.
    """
    limits, doubts = sheet.thresholds, doubts_of(sheet.plan)
    for key in sheet.open_steps:
        doubt = doubts.get(key, Doubt())
        if doubt.moved >= limits.moves:
            yield Asked(key, f"Its date moved {_times(doubt.moved)}.")
        elif doubt.carried >= limits.carries:
            yield Asked(key, f"It was carried on {_times(doubt.carried)}.")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _is_christmas(day: dt.date) -> bool:
    return (day.month, day.day) >= _CHRISTMAS_EVE or (day.month, day.day) == _NEW_YEAR


STEPS = (no_date, late, closed_office, talk, unsure, circle, too_early, slipping)
