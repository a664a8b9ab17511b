"""Where people meet about a plan, and which parked remarks come back there.

A parked remark names its place in the words of the parking lot (`call`, `workshop`), a review in
those of a calendar (`monthly-call`, `table`). This is the one place that says which is which.
"""

from __future__ import annotations

from collections.abc import Mapping

from trajectory.domain.plan import Forum, Parking, ParkingStatus, ReviewForum

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

FORUM_OF_PARKED: Mapping[Forum, str] = {
    "call": "call",
    "consultation": "consultation",
    "workshop": "workshop",
    "other": "elsewhere",
}
"""Where a parked remark is raised, as a list says it."""

PARKED_NOW: Mapping[ParkingStatus, str] = {
    "parked": "parked again",
    "raised": "raised",
    "resolved": "resolved",
    "dropped": "let go",
}
"""What became of a parked remark, as it is said right after."""

USUAL: ReviewForum = "monthly-call"
"""Where a plan is talked about unless somebody says otherwise."""


def comes_back(parked: Parking, forum: ReviewForum) -> bool:
    """Whether a parked remark is to be raised at this meeting.

    One that names no place comes back at the monthly call: else it would come back nowhere.
    """
    still = parked.into is None and parked.status in {None, "parked"}
    return still and (parked.for_ or PARKED_FOR[USUAL]) == PARKED_FOR[forum]


def forum_named(words: str) -> ReviewForum | None:
    """The meeting that somebody names, by the beginning of its name; None where it is none."""
    said = " ".join(words.split()).casefold()
    if not said:
        return None
    names = FORUM_NAMES.items()
    return next((forum for forum, name in names if name.casefold().startswith(said)), None)
