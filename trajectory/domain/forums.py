"""Where people meet about a plan, and which parked remarks come back there.

A parked remark names its place in the words of the parking lot (`call`, `workshop`), a review in
those of a calendar (`monthly-call`, `table`). This is the one place that says which is which.
"""

from __future__ import annotations

from collections.abc import Mapping

from trajectory.domain.plan import Forum, Parking, ReviewForum

PARKED_FOR: Mapping[ReviewForum, Forum] = {
    "table": "workshop",
    "monthly-call": "call",
    "consultation": "consultation",
    "leaders-workshop": "workshop",
}
"""Which parked remarks come back at a meeting."""

FORUM_NAMES: Mapping[ReviewForum, str] = {
    "table": "workshop",
    "monthly-call": "monthly call",
    "consultation": "consultation",
    "leaders-workshop": "leaders' workshop",
}

USUAL: ReviewForum = "monthly-call"
"""Where a plan is talked about unless somebody says otherwise."""


def comes_back(parked: Parking, forum: ReviewForum) -> bool:
    """Whether a parked remark is to be raised at this meeting.

    One that names no place comes back at the monthly call: else it would come back nowhere.
    """
    still = parked.into is None and parked.status in {None, "parked"}
    return still and (parked.for_ or PARKED_FOR[USUAL]) == PARKED_FOR[forum]
