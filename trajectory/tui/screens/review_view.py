"""What a review shows, as lines and marks: made of its desk, knowing no widget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet

from textual.content import Content

from trajectory.domain.dates import short
from trajectory.domain.plan import Review
from trajectory.domain.review_words import doubt_words, recorded
from trajectory.domain.reviewing import Part, next_meeting, reading_of
from trajectory.domain.scale import in_words
from trajectory.domain.step_table import StepRow, details
from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.review_lists import change_lines
from trajectory.tui.widgets.section_stepper import StepMark
from trajectory.usecases.reviewing import ReviewDesk, Since

NAMES = {
    Part.CHANGES: "Changes",
    Part.STEPS: "Late or due",
    Part.POSITION: "Position",
    Part.BARRIERS: "Barriers",
    Part.NEXT: "What next",
}
NO_CHECKPOINT = (
    "This is the first review of this plan: there is nothing yet to compare it with. When it is "
    "finished, the plan is kept as it stands, and the next review begins with what changed.\n\n"
    "Enter goes on."
)
NOTHING = {
    Part.STEPS: "No step is late, due or blocked. Enter goes on.",
    Part.BARRIERS: "No barrier is open. Enter goes on.",
}
"""What an empty part says."""
FINISHED = "The review is finished, and the plan is kept as it stands now."


def heading(desk: ReviewDesk, part: Part, since: Since | None) -> Content:
    """The question of a part."""
    if desk.is_finished:
        return one_line(FINISHED, "bold $primary")
    return one_line(_question(desk, part, since), "bold $primary")


def _question(desk: ReviewDesk, part: Part, since: Since | None) -> str:
    match part:
        case Part.CHANGES:
            name = since.name if since else ""
            return f"What changed since: {name}" if name else "What changed?"
        case Part.STEPS:
            today = desk.context.today()
            until = short(next_meeting(desk.plan, today), today)
            asked = desk.asked_about()
            if not asked:
                return f"What is late, or due by {until}?"
            left = sum(not each.is_answered for each in asked)
            to_go = f"{left} to go." if left else "All are answered: Tab goes on."
            return f"Late, or due by {until}: what became of each? {to_go}"
        case Part.POSITION:
            return "Where are you now, and what got you there?"
        case Part.BARRIERS:
            return "Is it still in the way?"
        case Part.NEXT:
            return "What next?"


def since_lines(since: Since | None) -> list[Content]:
    """What changed since the last checkpoint, or why nothing can be said of it."""
    if since is None:
        return [one_line("Looking for what changed …", "$text-muted")]
    if since.problem:
        return [one_line(since.problem), one_line("Enter goes on with the review.")]
    if not since.name:
        return [content(NO_CHECKPOINT)]
    return change_lines(since.changes) or [one_line("Nothing has changed. Enter goes on.")]


def step_lines(desk: ReviewDesk, row: StepRow | None) -> list[Content]:
    """All that is known of a step, and whether it is asked of it if it is still true."""
    if row is None:
        return [one_line(NOTHING[Part.STEPS])]
    first, *rest = (one_line(line) for line in details(desk.plan, row))
    lines = [first.stylize("bold"), *rest]
    asked = next((each for each in desk.asked_about() if each.key == row.key), None)
    if asked is not None and asked.is_answered:
        lines.insert(1, one_line("✓ Answered in this review.", "$text-success"))
    elif asked is not None and (asked.doubt.carried or asked.doubt.is_asked):
        words = f"{doubt_words(asked.doubt).capitalize()}."
        if asked.doubt.is_asked:
            words += " Still true? y yes, w new date, x drop"
        lines.insert(1, one_line(words, "bold $text-warning"))
    return lines


def recorded_lines(desk: ReviewDesk) -> list[Content]:
    """What the finished review put on record."""
    if not desk.is_finished or desk.finished is None:
        return []
    found = recorded(desk.plan, desk.finished)
    return [one_line(line) for line in found] or [one_line("Nothing was changed in it.")]


def marks(desk: ReviewDesk, since: Since | None, seen: AbstractSet[Part]) -> list[StepMark]:
    """The parts for the stepper: how much is in each, and what is answered."""
    return [
        StepMark(part.value, NAMES[part], count, desk.is_finished or done)
        for part in Part
        for count, done in [_standing(desk, part, since, part in seen)]
    ]


def _standing(
    desk: ReviewDesk,
    part: Part,
    since: Since | None,
    was_seen: bool,  # noqa: FBT001
) -> tuple[str, bool]:
    """How much is in a part, and whether it is done with."""
    match part:
        case Part.CHANGES:
            return str(len(since.changes)) if since and since.name else "", was_seen
        case Part.STEPS:
            left = sum(not each.is_answered for each in desk.asked_about())
            return "" if desk.is_finished else str(left), was_seen and not left
        case Part.POSITION:
            current = desk.plan.current_reading
            is_new = reading_of(desk.plan, desk.review) is not None
            return in_words(current.score) if current else "–", is_new
        case Part.BARRIERS:
            return str(len(desk.barriers())), was_seen
        case Part.NEXT:
            return "", False


def goes_on(review: Review, today: dt.date) -> str:
    """What is said where a review goes on: one that began on another day says on which."""
    if review.date == today:
        return "This review was left here. It goes on."
    return f"This review was begun on {short(review.date, today)}, and left here. It goes on."
