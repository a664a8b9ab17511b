"""Every check of the coach, in the order in which they are asked."""

from __future__ import annotations

from trajectory.domain.coach.forces import FORCES
from trajectory.domain.coach.goals import GOALS
from trajectory.domain.coach.owners import OWNERS
from trajectory.domain.coach.pace import PACE
from trajectory.domain.coach.position import POSITION
from trajectory.domain.coach.reviews import REVIEWS
from trajectory.domain.coach.rule import Rule
from trajectory.domain.coach.steps import STEPS
from trajectory.domain.coach.words import WORDS

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*POSITION, *GOALS, *FORCES, *OWNERS, *STEPS, *PACE, *REVIEWS, *WORDS),
        key=lambda rule: rule.code,
    )
)
"""By code; two sides of one question in the order in which they are written."""
