"""The commands of a review, those of each of its parts among them."""

from __future__ import annotations

from trajectory.tui.commands.command import Command

REVIEW = (
    Command(
        "review.on",
        "go_on",
        "Answer, or go on",
        "Takes what is typed. With nothing typed: on to the next line, then to the next part.",
        keys="enter",
        hint="go on",
    ),
    Command(
        "review.next",
        "next_part(1)",
        "Next part",
        "On to the next part. What is left stays as it is.",
        keys="tab,f3",
        hint="next part",
    ),
    Command(
        "review.before",
        "next_part(-1)",
        "Part before",
        "Back to the part before.",
        keys="shift+tab,f2",
    ),
    Command(
        "review.finish",
        "finish",
        "Finish the review",
        "Keeps the plan as it stands now, to compare with next time.",
        keys="ctrl+s",
        hint="finish",
    ),
    Command(
        "review.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
    ),
    Command("review.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y"),
    Command(
        "review.down", "move(1)", "Down", "Further down; among questions, the next.", keys="down"
    ),
    Command(
        "review.up", "move(-1)", "Up", "Further up; among questions, the one before.", keys="up"
    ),
    Command("review.page_down", "move(10)", "Page down", "Down a page.", keys="pagedown"),
    Command("review.page_up", "move(-10)", "Page up", "Up a page.", keys="pageup"),
    Command(
        "review.forum",
        "next_forum",
        "Another meeting",
        "Monthly call, consultation, leaders' workshop: what this review is for.",
        keys="ctrl+o",
    ),
    Command(
        "review.leave",
        "back",
        "Back",
        "Out of a question, or back to where you were. The review waits, and goes on there.",
        keys="escape",
        hint="back, it waits",
    ),
)
"""A review, whatever its part."""

REVIEW_STEPS = (
    Command(
        "review.done",
        "step_done",
        "Done",
        "The step is done; asks what shows it. Enter alone leaves that out.",
        keys="d,D",
        shown_key="d",
        hint="done",
    ),
    Command(
        "review.due",
        "step_due",
        "New date",
        "Asks for the day, and behind it the reason: 9 mar, the forms group met late.",
        keys="w",
        hint="new date",
    ),
    Command(
        "review.blocked",
        "step_blocked",
        "Blocked",
        "It cannot go on; asks what it waits for.",
        keys="b",
        hint="blocked",
    ),
    Command(
        "review.drop",
        "step_drop",
        "Drop",
        "It will not be done; asks why. It stays on record.",
        keys="x",
        hint="drop",
    ),
    Command(
        "review.true",
        "step_true",
        "Still true",
        "Yes, it still stands as it is; asks why. It is asked again after two more reviews.",
        keys="y",
        hint="still true",
    ),
    Command("review.begun", "step_begun", "Begun", "Somebody is at it.", keys="p", hint="begun"),
    Command("review.owner", "owner", "Who", "Another owner.", keys="o"),
    Command("review.fields", "fields", "All about it", "Every field of this step.", keys="i"),
)
"""A step of the review: one key each."""

REVIEW_BARRIERS = (
    Command(
        "review.there",
        "barrier_there",
        "Still there",
        "It is as it was: on to the next.",
        keys="s",
        hint="still there",
    ),
    Command(
        "review.reduced",
        "barrier_reduced",
        "Less in the way",
        "Asks how strong it is now. Enter alone is one less.",
        keys="r",
        hint="reduced",
    ),
    Command(
        "review.gone", "barrier_settled('gone')", "Gone", "It is out of the way.", keys="g",
        hint="gone",
    ),
    Command(
        "review.converted",
        "barrier_converted",
        "Turned round",
        "It helps now: it becomes an enabler. Asks how that reads.",
        keys="c",
        hint="turned round",
    ),
    Command(
        "review.accepted",
        "barrier_settled('accepted')",
        "Accepted",
        "We live with it.",
        keys="a",
        hint="accepted",
    ),
)  # fmt: skip
"""A barrier of the review: one key each."""

REVIEW_DONE = (
    Command(
        "review.agenda",
        "write_agenda",
        "Write the agenda",
        "Writes what to talk about in the meeting, beside the plan file.",
        keys="a,A",
        shown_key="a",
        hint="agenda",
    ),
    Command(
        "review.export",
        "export",
        "Export the plan",
        "Writes the plan as a document beside its file.",
        keys="x,X",
        shown_key="x",
        hint="export",
    ),
    Command(
        "review.questions",
        "questions",
        "Questions",
        "What a good facilitator would still ask about the plan, the most pressing first.",
        keys="q,Q",
        shown_key="q",
        hint="questions",
    ),
)
"""The page after the last part."""
