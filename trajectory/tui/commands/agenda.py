"""The commands of the agenda, and of the lists of decisions and of parked remarks."""

from __future__ import annotations

from trajectory.tui.commands.command import Command

AGENDA = (
    Command(
        "agenda.save",
        "save",
        "Put it on record",
        "What was said goes into the review; a mark, such as > or ?, sends it to its box.",
        keys="enter,ctrl+j",
        hint="save",
    ),
    Command(
        "agenda.list",
        "enter_list",
        "Into the agenda",
        "Up or Down on the empty line goes to its items, where letters are commands.",
        keys="up,down",
        shown_key="Up",
        hint="items",
    ),
    Command(
        "agenda.export",
        "export",
        "Export",
        "Writes the agenda as a Markdown document beside the plan file.",
        keys="ctrl+e",
        slash="export",
        hint="export",
    ),
    Command(
        "agenda.decide",
        "decide",
        "Decision",
        "Puts a decision on record; @role at its end says who decided.",
        slash="decide",
        takes="words",
    ),
    Command(
        "agenda.ask",
        "put_ask",
        "Ask",
        "Puts on record what others are asked for; the next call asks what came of it.",
        slash="ask",
        takes="words",
    ),
    Command(
        "agenda.minutes",
        "minutes",
        "Minutes",
        "How long the call lasts, such as /minutes 45.",
        slash="minutes",
        takes="number",
    ),
    Command(
        "agenda.meeting",
        "meeting",
        "Which meeting",
        "Monthly call, consultation or workshop: what was parked for it comes back.",
        keys="tab",
        slash="meeting",
        hint="meeting",
    ),
    Command(
        "agenda.finish",
        "finish",
        "Finish the call",
        "Ends the review that this call is, and keeps the plan as it stands now.",
        slash="finish",
    ),
    Command(
        "agenda.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        slash="undo",
        hint="undo",
    ),
    Command(
        "agenda.redo",
        "redo",
        "Redo",
        "Does again what was taken back.",
        keys="ctrl+y",
        slash="redo",
    ),
    Command("agenda.page_down", "page(1)", "Page down", "Further down.", keys="pagedown"),
    Command("agenda.page_up", "page(-1)", "Page up", "Further up.", keys="pageup"),
    Command(
        "agenda.leave",
        "back",
        "Back",
        "From the items to the line; from there back to where you were.",
        keys="escape",
        hint="back",
    ),
)
"""The agenda of a call. The line has the focus, so no command here is a bare letter."""

AGENDA_ITEMS = (
    Command(
        "items.open", "fields", "All about it", "Every field of it.", keys="enter", hint="open"
    ),
    Command(
        "items.done",
        "settled",
        "Done, or resolved",
        "A step is done, a parked remark is resolved. A capital D, so that no stray key does it.",
        keys="D",
        hint="done",
    ),
    Command(
        "items.raised", "raised", "Raised", "A parked remark was talked about.", keys="r",
        hint="raised",
    ),
    Command(
        "items.dropped",
        "dropped",
        "Drop",
        "A step will not be done, a parked remark is let go; both stay on record.",
        keys="x",
        hint="drop",
    ),
    Command(
        "items.due", "due", "New date", "Gives a step another date, with a reason.", keys="w",
        hint="new date",
    ),
    Command(
        "items.blocked",
        "blocked",
        "Blocked",
        "A step cannot go on; asks by what.",
        keys="b",
        hint="blocked",
    ),
    Command(
        "items.begun", "state('in_progress')", "In progress", "Somebody has begun.", keys="p",
        hint="begun",
    ),
    Command("items.owner", "owner", "Who", "Who does a step: one role.", keys="o", hint="who"),
    Command(
        "items.parked", "parked_again", "Park it again", "A parked remark waits on.", keys="k",
        hint="park again",
    ),
)  # fmt: skip
"""The items of an agenda while they have the focus: letters are commands here."""

PARKED = (
    Command(
        "parked.open", "open_row", "All about it", "Every field of it.", keys="enter,o", hint="open"
    ),
    Command(
        "parked.raised",
        "status('raised')",
        "Raised",
        "It was talked about where it belongs.",
        keys="r",
        hint="raised",
    ),
    Command(
        "parked.resolved",
        "status('resolved')",
        "Resolved",
        "It has its answer. A capital D, so that no stray key does it.",
        keys="D",
        hint="resolved",
    ),
    Command(
        "parked.dropped",
        "status('dropped')",
        "Drop",
        "It is let go; it stays on record.",
        keys="x",
        hint="drop",
    ),
    Command(
        "parked.parked",
        "status('parked')",
        "Park it again",
        "It waits on.",
        keys="k",
        hint="park again",
    ),
    Command(
        "parked.where",
        "where",
        "Where for",
        "Call, consultation, workshop, elsewhere, and round again.",
        keys="f",
        hint="where for",
    ),
    Command(
        "parked.show",
        "show_more",
        "Show settled ones too",
        "Those that were resolved or let go, or only those that wait.",
        keys="tab",
        hint="settled too",
    ),
    Command(
        "parked.delete",
        "delete_entry",
        "Delete",
        "Takes it out; ctrl+z brings it back.",
        keys="d,delete",
    ),
    Command(
        "parked.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
    ),
    Command("parked.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y"),
    Command("parked.leave", "back", "Back", "Back, one level.", keys="escape", hint="back"),
)
"""The parking lot as a list: what waits for which meeting."""

DECISIONS = (
    Command(
        "decisions.open",
        "open_row",
        "All about it",
        "Every field of it.",
        keys="enter",
        hint="open",
    ),
    Command(
        "decisions.add",
        "add",
        "Another decision",
        "Asks what was decided; @role at its end says by whom.",
        keys="a",
        hint="another",
    ),
    Command("decisions.who", "who", "Who decided", "A role, or a group.", keys="o", hint="who"),
    Command("decisions.when", "when", "When", "The day.", keys="w", hint="when"),
    Command("decisions.where", "where", "Where", "In which meeting.", keys="f", hint="where"),
    Command(
        "decisions.delete",
        "delete_entry",
        "Delete",
        "Takes it out; ctrl+z brings it back.",
        keys="d,delete",
        hint="delete",
    ),
    Command(
        "decisions.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
    ),
    Command("decisions.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y"),
    Command("decisions.leave", "back", "Back", "Back, one level.", keys="escape", hint="back"),
)
"""What was decided, as a list."""
