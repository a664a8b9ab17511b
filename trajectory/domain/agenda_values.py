"""What an agenda is made of: the plans to talk about, the topics, and one line of one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, StrEnum

from trajectory.domain.plan import Plan, Review


class Wants(StrEnum):
    """What those who listen are to do."""

    HEAR = "hear"
    DECIDE = "decide"
    ASK = "ask"


class Topic(Enum):
    """What an item is about, in the order of a call about one plan."""

    MOVED = ("moved", "What moved", Wants.HEAR)
    LATE = ("late", "Late and blocked", Wants.DECIDE)
    PROMISED = ("promised", "What was promised", Wants.HEAR)
    DECISION = ("decision", "Decisions needed", Wants.DECIDE)
    ASKS = ("asks", "Asks", Wants.ASK)
    PARKED = ("parked", "Parked for today", Wants.DECIDE)

    def __init__(self, key: str, title: str, wants: Wants) -> None:
        self.key = key
        self.title = title
        self.wants = wants


@dataclass(frozen=True)
class Line:
    """One thing to say."""

    topic: Topic
    plan: int
    """Which of the agenda's plans it belongs to, from 0."""
    key: str
    """Id of the record that it is about."""
    label: str
    """What people call that: `S1`."""
    text: str
    """The record's own words."""
    note: str = ""
    """What is known of it: "11 days late, moved once"."""
    who: str = ""
    """The role that speaks; empty where nobody is named."""
    question: str = ""
    """What is to be answered; empty where there is only something to hear."""


@dataclass(frozen=True)
class Subject:
    """One plan to talk about."""

    plan: Plan
    before: Plan | None = None
    """The plan at its last checkpoint; without one its log tells what it was."""

    def last_review(self, as_of: dt.date) -> tuple[str, Review] | None:
        """The latest finished review before a day, and its id.

        One of the day itself prepares this call, or is its record: it is not what was before it.
        """
        oldest = dt.datetime.min.replace(tzinfo=dt.UTC)
        done = [
            (key, review)
            for key, review in self.plan.review.items()
            if review.finished is not None and review.date < as_of
        ]
        return max(done, key=lambda r: (r[1].date, r[1].finished or oldest), default=None)

    def since(self, as_of: dt.date) -> dt.date | None:
        """The day of the last review, or else of the workshop; None where neither is known."""
        review = self.last_review(as_of)
        day = review[1].date if review else self.plan.plan.date
        return day if day is not None and day <= as_of else None
