"""Every check of the coach, in the order in which they are asked."""

from __future__ import annotations

from trajectory.domain.coach.position import POSITION
from trajectory.domain.coach.rule import Rule

RULES: tuple[Rule, ...] = (*POSITION,)
