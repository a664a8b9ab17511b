"""The commands of the smaller screens: one entry, next steps, the board, help and leaving."""

from __future__ import annotations

from trajectory.tui.commands.command import Command

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
        "Enter and Down do the same.",
        keys="tab,enter,down",
        shown_key="Tab",
        hint="next",
    ),
    Command(
        "entry.back",
        "previous_answer",
        "Question before",
        "Up does the same.",
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

STEPS = (
    Command(
        "steps.open",
        "open_step",
        "Open",
        "Every field of this step.",
        keys="enter",
        hint="open",
    ),
    Command("steps.owner", "owner", "Who", "Who does it: one role.", keys="o", hint="who"),
    Command(
        "steps.due", "due", "By when", "Gives it a date, or moves the date.", keys="w", hint="when"
    ),
    Command(
        "steps.progress",
        "state('in_progress')",
        "In progress",
        "Somebody has begun.",
        keys="p",
        hint="begun",
    ),
    Command(
        "steps.done",
        "state('done')",
        "Done",
        "It is done, as of today. A capital D, so that no stray key does it.",
        keys="D",
        hint="done",
    ),
    Command(
        "steps.blocked",
        "blocked",
        "Blocked",
        "It cannot go on; asks by what.",
        keys="b",
        hint="blocked",
    ),
    Command(
        "steps.not_started",
        "state('not_started')",
        "Not started",
        "Nobody has begun yet.",
        keys="n",
        hint="not started",
    ),
    Command(
        "steps.dropped",
        "state('dropped')",
        "Drop",
        "It will not be done; it stays on record.",
        keys="x",
        hint="drop",
    ),
    Command("steps.all", "show_only('all')", "Show all", "Every step.", keys="1"),
    Command("steps.late", "show_only('late')", "Show late", "Past their date.", keys="2"),
    Command("steps.mine", "show_only('mine')", "Show one role's", "Asks whose steps.", keys="3"),
    Command(
        "steps.no_owner", "show_only('no_owner')", "Show without owner", "Nobody's yet.", keys="4"
    ),
    Command(
        "steps.no_date", "show_only('no_date')", "Show without date", "Not dated yet.", keys="5"
    ),
    Command(
        "steps.next_filter",
        "next_filter(1)",
        "Next filter",
        "All, late, one role's, without owner, without date, and round again.",
        keys="tab",
        hint="filter",
    ),
    Command(
        "steps.filter_before",
        "next_filter(-1)",
        "Filter before",
        "The same back.",
        keys="shift+tab",
    ),
    Command(
        "steps.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
    ),
    Command("steps.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y"),
    Command("steps.leave", "back", "Back", "Back, one level.", keys="escape", hint="back"),
)
"""The table of next steps: one key per state."""

BOARD = (
    Command(
        "board.open", "fields", "Open", "Every field of this entry.", keys="enter", hint="open"
    ),
    Command(
        "board.next",
        "next_box(1)",
        "Next box",
        "On to the next box.",
        keys="tab,right",
        hint="next box",
    ),
    Command(
        "board.before",
        "next_box(-1)",
        "Box before",
        "Back to the box before.",
        keys="shift+tab,left",
    ),
    Command(
        "board.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
    ),
    Command("board.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y"),
    Command("board.leave", "back", "Back", "Back, one level.", keys="escape,f4", hint="back"),
)
"""The board: all boxes at once. What can be done with an entry is what can be done in a list."""

HELP = (
    Command(
        "help.run",
        "choose",
        "Do it",
        "Closes the help and does what is chosen, where it can.",
        keys="enter",
        hint="do it",
    ),
    Command(
        "help.next",
        "next_part(1)",
        "Next part",
        "On to the next part of the help.",
        keys="tab",
        hint="next part",
    ),
    Command(
        "help.before",
        "next_part(-1)",
        "Part before",
        "Back to the part before.",
        keys="shift+tab",
        hint="part before",
    ),
    Command(
        "help.down",
        "scroll(1)",
        "Down",
        "Down a row.",
        keys="down",
        shown_key="Up Down",
        hint="move",
    ),
    Command("help.up", "scroll(-1)", "Up", "Up a row.", keys="up"),
    Command("help.page_down", "scroll(10)", "Page down", "Down a page.", keys="pagedown"),
    Command("help.page_up", "scroll(-10)", "Page up", "Up a page.", keys="pageup"),
    Command("help.leave", "back", "Close", "Closes the help.", keys="escape", hint="close"),
)
"""The help."""

CHANGES = (
    Command(
        "changes.leave",
        "leave",
        "Back",
        "Back to where you were.",
        keys="escape,enter,space",
        hint="back",
    ),
)
"""What changed between two versions of a plan."""

LEAVE = (
    Command(
        "leave.again",
        "again",
        "Try again",
        "Tries to save once more, and leaves when it is saved.",
        keys="t",
        hint="try again",
    ),
    Command(
        "leave.copy",
        "copy",
        "Keep a copy elsewhere",
        "Writes the plans into another folder.",
        keys="c",
        hint="keep a copy",
    ),
    Command(
        "leave.stay",
        "back",
        "Stay",
        "Back to work. Your words stay here.",
        keys="escape",
        hint="stay",
    ),
    Command(
        "leave.lose",
        "lose",
        "Leave anyway",
        "Asks once more first, if words would be lost.",
        keys="l",
        hint="leave anyway",
    ),
    Command(
        "leave.write",
        "write",
        "Write the copies",
        "In the folder's line: writes the plans there.",
        keys="enter",
    ),
)
"""Leaving while something is not saved."""
