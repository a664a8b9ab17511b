"""The coach: a good facilitator's questions about a plan, each of which can be set aside.

`findings` asks, `dismiss` sets one question aside with a reason; nothing else is ever stored.
"""

from __future__ import annotations

from trajectory.domain.coach.asking import (
    Questions,
    findings,
    is_at_rest,
    loads_dismissed,
    questions,
    with_loads,
)
from trajectory.domain.coach.dismissing import ask_again, dismiss
from trajectory.domain.coach.finding import Finding, Severity
from trajectory.domain.coach.owners import overloads
from trajectory.domain.coach.world import World
from trajectory.domain.thresholds import Thresholds

__all__ = [
    "Finding",
    "Questions",
    "Severity",
    "Thresholds",
    "World",
    "ask_again",
    "dismiss",
    "findings",
    "is_at_rest",
    "loads_dismissed",
    "overloads",
    "questions",
    "with_loads",
]
