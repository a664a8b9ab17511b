"""Where each check draws its line. Every value can be set in settings, in the table `[coach]`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Few = Annotated[int, Field(ge=1, le=1_000)]
Days = Annotated[int, Field(ge=0, le=3_650)]
Share = Annotated[float, Field(ge=0.01, le=1, allow_inf_nan=False)]
Points = Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)]


class Thresholds(BaseModel):
    """The numbers in the coach's checks.

    A name that is none of these is refused: a slip of the fingers would change nothing, and nobody
    would notice.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    spread: Points = 4
    """C02: scores so far apart, highest less lowest, are asked about."""
    nearly_there: Points = 9.5
    """C03: up to this score somebody should say what one point higher looks like."""
    climb: Points = 3
    """C10: more points than this in a short time are asked about."""
    climb_days: Days = 183
    """C10: what counts as a short time, in days after the workshop."""
    goals: Few = 3
    """C06: a plan has at most so many goals."""
    cut_strength: Annotated[int, Field(ge=1, le=5)] = 3
    """C17: a barrier of this strength asks for a step..."""
    cut_influence: Annotated[int, Field(ge=1, le=3)] = 2
    """C17: ...if it is at least so much within our influence."""
    raise_strength: Annotated[int, Field(ge=1, le=5)] = 4
    """C18: a barrier outside us of this strength is lived with or raised."""
    use_strength: Annotated[int, Field(ge=1, le=5)] = 4
    """C20: an enabler of this strength could carry a step."""
    forces: Few = 3
    """C21: with so many forces, both kinds should be there."""
    equal_forces: Few = 4
    """C22: so many forces of one strength have not been weighed."""
    owner_steps: Few = 4
    """C27: an owner carries at most so many open steps, over all plans."""
    owner_due_soon: Few = 2
    """C27: at most so many of them are due within 14 days."""
    shared_steps: Few = 4
    """C28: from so many steps on they should have more than one owner."""
    one_owner_share: Share = 0.5
    """C28: the most that one owner should have of them."""
    missed_reviews: Few = 2
    """C29: an owner who was in none of the last so many reviews may not know."""
    sure: Annotated[int, Field(ge=0, le=10)] = 7
    """C31: below this confidence a step needs help or a moment."""
    first_days: Days = 30
    """C32: something should be due within so many days of the workshop."""
    dated_steps: Few = 3
    """C33: fewer dated steps than these tell nothing of when the work is done."""
    late_part: Share = 0.25
    """C33: which part of the time to the horizon is its end."""
    late_share: Share = 0.6
    """C33: more than this share of the steps in that part is too much."""
    moves: Few = 2
    """C35: a date that moved so often is asked about."""
    carries: Few = 2
    """C35: so is a step that so many reviews carried on."""
    blocked_days: Days = 14
    """C36: a step may be blocked for so many days before somebody has to be asked."""
    done_share: Share = 0.5
    """C37: when this share of a goal's steps is done, the score should have moved..."""
    still_reviews: Few = 2
    """C37: ...and not have stood still over so many reviews."""
    open_steps: Few = 9
    """C39: more open steps than these are more than anybody remembers."""
    pages: Annotated[float, Field(ge=0.5, le=100, allow_inf_nan=False)] = 2
    """C39: the plan as a document has at most so many pages."""
    alike: Share = 0.8
    """C44: two entries with this share of their words in common may be one."""
