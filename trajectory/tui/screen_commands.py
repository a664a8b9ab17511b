"""The commands of the smaller screens: one entry, next steps, the board, help and leaving.

Declared once, as in `tui.commands`; the walk's and the list's are there.
"""

from __future__ import annotations

from trajectory.tui.commands import Command

ENTRY = (
    Command(
        "entry.save",
        "save",
        "Save and go back",
        "Keeps what you changed, as one thing that ctrl+z takes back.",
        keys="ctrl+s",
        hint="save",
    ),
    Command(
        "entry.next",
        "next_answer",
        "Next question",
        "On to the next question.",
        keys="tab,enter,down",
        shown_key="Tab",
        hint="next",
    ),
    Command(
        "entry.back",
        "previous_answer",
        "Question before",
        "Back to the question before.",
        keys="shift+tab,up",
    ),
    Command(
        "entry.undo",
        "as_it_was",
        "As it was",
        "Takes back what was typed in this answer.",
        keys="ctrl+z",
        hint="as it was",
    ),
    Command(
        "entry.leave",
        "back",
        "Back",
        "Back, and what you changed is kept.",
        keys="escape",
        hint="back, all is kept",
    ),
)
"""The form of one entry. An answer has the focus, so no command here is a bare letter."""
