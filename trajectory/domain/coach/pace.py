"""Checks of the steps together: what starts soon, what comes late, and how much it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.rule import Asked, rule
from trajectory.domain.coach.sheet import Sheet
from trajectory.domain.dates import echo
from trajectory.domain.kinds import Section


@rule("C32", Severity.ASK, "What can start this week?", Section.STEP)
def slow_start(sheet: Sheet) -> Iterator[Asked]:
    """Steps have dates, and none is due within 30 days of the workshop.

    What begins while people still remember the room goes on. It is asked as long as those days
    last: later it would be late to ask.
    """
    workshop = sheet.plan.plan.date
    dates = [step.due for step in sheet.steps.values() if step.due is not None]
    if workshop is None or not dates:
        return
    days = sheet.thresholds.first_days
    if (sheet.as_of - workshop).days <= days < min((due - workshop).days for due in dates):
        first = echo(min(dates))
        yield Asked(None, f"The first date is {first}.", about=f"first on {first}")


@rule("C33", Severity.ASK, "Backloaded?", Section.STEP)
def backloaded(sheet: Sheet) -> Iterator[Asked]:
    """Of three or more dated steps, over 60% are due in the last quarter up to the horizon.

    Work that is left to the end of the year meets everybody else's. Done steps count as well, so
    that finishing the early ones does not make a plan look late.
    """
    workshop, horizon, limits = sheet.plan.plan.date, sheet.plan.plan.horizon, sheet.thresholds
    if workshop is None or horizon is None or horizon <= workshop:
        return
    dates = [step.due for step in sheet.steps.values() if step.due is not None]
    if len(dates) < limits.dated_steps:
        return
    # In days, because a share of a time span loses parts of a second.
    begins = (horizon - workshop).days * (1 - limits.late_part)
    late = sum((due - workshop).days > begins for due in dates)
    if late > limits.late_share * len(dates):
        start = workshop + dt.timedelta(days=int(begins))
        detail = f"{late:,} of {len(dates):,} dates are after {echo(start)}."
        yield Asked(None, detail, about=f"{late} of {len(dates)}")


@rule("C39", Severity.ASK, "What can we leave out?", Section.STEP)
def too_long(sheet: Sheet) -> Iterator[Asked]:
    """The plan has more than nine open steps, or is longer than two pages.

    Authorities have long plans already. This is the short one that people keep in their heads.
    """
    limits, count = sheet.thresholds, len(sheet.open_steps)
    if count > limits.open_steps:
        yield Asked(None, f"There are {count:,} open steps.", about=f"{count} steps")
        return
    pages = sheet.world.pages()
    if pages is not None and pages > limits.pages:
        yield Asked(None, f"Printed, it is about {pages:.1f} pages.", about=f"{pages:.1f} pages")


PACE = (slow_start, backloaded, too_long)
