"""How far a date moved, as people say it: "2 Feb → 9 Feb 2018, a week later"."""

from __future__ import annotations

import datetime as dt

from trajectory.domain.dates import full

WEEK = 7
DAYS_OF_A_MONTH = 365.25 / 12
MANY_DAYS = 42
"""From so many days on a span is told in months: nobody counts 97 days, and 14 weeks neither."""


def moved(was: dt.date, now: dt.date) -> str:
    """Both days and what lies between them; the year stands once where it is the same."""
    first = full(was)
    if was.year == now.year:
        first = first.rpartition(" ")[0]
    return f"{first} → {full(now)}, {span(abs((now - was).days))} {_direction(was, now)}"


def span(days: int) -> str:
    """A number of days in words: "a day", "3 days", "2 weeks", "about 3 months"."""
    if days >= MANY_DAYS:
        months = round(days / DAYS_OF_A_MONTH)
        return "about a month" if months == 1 else f"about {months:,} months"
    if days and days % WEEK == 0:
        weeks = days // WEEK
        return "a week" if weeks == 1 else f"{weeks} weeks"
    return "a day" if days == 1 else f"{days} days"


def times(count: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _direction(was: dt.date, now: dt.date) -> str:
    return "later" if now > was else "earlier"
