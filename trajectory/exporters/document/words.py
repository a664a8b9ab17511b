"""The plan's own words, numbers and dates as they stand in a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from trajectory.domain.date_words import MONTH_NAMES

SOURCES: Mapping[str, str] = {
    "table": "from the table",
    "staff-survey": "from the staff survey",
    "dashboard": "from the dashboard",
    "family-feedback": "from family feedback",
    "audit": "from an audit",
    "call": "from a call",
    "other": "from elsewhere",
}
INFLUENCE: Mapping[int, str] = {
    1: "1, outside us",
    2: "2, we can influence it",
    3: "3, ours",
}
RAISED_AT: Mapping[str, str] = {
    "call": "for the next call",
    "consultation": "for consultation",
    "workshop": "for the next workshop",
    "other": "for elsewhere",
}
TAKEN_AT: Mapping[str, str] = {
    "table": "at the table",
    "monthly-call": "in the monthly call",
    "consultation": "in a consultation",
    "leaders-workshop": "at the leaders' workshop",
}
VIEWS: Mapping[str | None, str] = {
    "working_well": "Working well",
    "worried": "Worried about",
    "needs_to_happen": "Needs to happen",
    None: "Also said",
}


def long_date(date: dt.date) -> str:
    """A date in a sentence: "9 February 2018"."""
    return f"{date.day} {MONTH_NAMES[date.month - 1]} {date.year}"


def signed(value: int) -> str:
    """A difference with its sign: "+2", "−2", "0"."""
    return "0" if value == 0 else f"{'+' if value > 0 else '−'}{abs(value)}"


def count(amount: int, one: str, several: str) -> str:
    """An amount of something: "1 vote", "3 votes"."""
    return f"{amount} {one if amount == 1 else several}"


def roles(names: Iterable[str] | None) -> str:
    """Roles in a row. Not commas: they are part of titles such as "Service Manager, Assessment"."""
    return "; ".join(name for name in names or () if name.strip())


def said(*parts: str | None) -> list[str]:
    """Those parts that say something."""
    return [part for part in parts if part and part.strip()]
