"""Every command of the app, declared once.

From one declaration come the key binding, the word in the hint line, the row in the palette and in
the help, the slash command and the row in docs/keys.md. A screen gives the action its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True)
class Command:
    """One thing that a person can ask for."""

    id: str
    """Its name in settings, where its keys can be changed: `walk.undo`."""
    action: str
    """The Textual action that does it, on the screen that lists the command."""
    title: str
    """What it is called in the palette and in the help."""
    help: str
    """One sentence more."""
    keys: str = ""
    """Key names, separated by commas."""
    shown_key: str = ""
    """How the key reads, where Textual's own name for it would not help."""
    hint: str = ""
    """Its word in the hint line; empty for what only the help lists."""
    slash: str = ""
    """Its name after a slash in the capture line."""
    takes: str = ""
    """What may follow the slash command: "minutes"."""

    @property
    def key_words(self) -> str:
        """The first key as people read it: "ctrl+z", "Tab", "F4"."""
        return self.shown_key or key_name(self.keys.split(",")[0])


_KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "space": "Space",
    "delete": "Del",
    "slash": "/",
    "question_mark": "?",
    "shift+up": "Shift+Up",
    "shift+down": "Shift+Down",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "pageup": "Page Up",
    "pagedown": "Page Down",
}


def key_name(key: str) -> str:
    """A key's name as it stands on the keyboard."""
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return key


def bindings(commands: tuple[Command, ...], on: str = "") -> list[Binding]:
    """The key bindings of some commands. Each has an id, so that settings can change its keys.

    `on` names where the actions are when that is not the one who binds them: `screen`.
    """
    return [
        Binding(
            command.keys,
            f"{on}.{command.action}" if on else command.action,
            command.title,
            id=command.id,
            tooltip=command.help,
            show=bool(command.hint),
            key_display=command.key_words,
        )
        for command in commands
        if command.keys
    ]


EVERYWHERE = (
    Command(
        "app.help",
        "help",
        "Help",
        "The keys of this screen, how to do things, and the method.",
        keys="f1",
        hint="help",
        slash="help",
    ),
    Command(
        "app.palette",
        "command_palette",
        "All commands",
        "A list of all that can be done here; type to find.",
        keys="ctrl+p",
    ),
    Command(
        "app.leave",
        "leave",
        "Leave",
        "Close Trajectory. All is saved.",
        keys="ctrl+q",
        slash="quit",
    ),
)
"""What the app itself answers to on each screen."""

LEAVE_FROM_HERE = bindings(EVERYWHERE[-1:], on="app")
"""For a screen on top of another, which does not hear the app's own keys: ctrl+q leaves from it."""

WALK = (
    Command(
        "walk.save",
        "save",
        "Save this line",
        "Puts the line on record.",
        keys="enter,ctrl+j",
        hint="save",
    ),
    Command(
        "walk.next",
        "next_section",
        "Next box",
        "On to the next box; half a line comes along.",
        keys="tab,f3",
        hint="next",
        slash="next",
    ),
    Command(
        "walk.back",
        "previous_section",
        "Box before",
        "Back to the box before.",
        keys="shift+tab,f2",
        slash="back",
    ),
    Command(
        "walk.list",
        "enter_list",
        "Into the list",
        "Up on the empty line goes to the last entry, to edit, move, star or delete it.",
        keys="up",
        slash="edit",
        takes="label",
        hint="list",
    ),
    Command(
        "walk.export",
        "export",
        "Export",
        "Writes the plan as a Markdown document beside the plan file.",
        keys="ctrl+e",
        slash="export",
        hint="export",
    ),
    Command(
        "walk.recovered",
        "recovered",
        "Recovered",
        "What was recovered when this plan was opened, line by line.",
        slash="recovered",
    ),
    Command(
        "walk.board",
        "board",
        "Board",
        "All boxes side by side.",
        keys="f4",
        hint="board",
        slash="board",
    ),
    Command(
        "walk.steps",
        "steps",
        "Next steps",
        "The steps as a table: who, by when, how it stands.",
        keys="ctrl+t",
        slash="steps",
    ),
    Command(
        "walk.differences",
        "differences",
        "Differences to settle",
        "Where two people changed the same words: both versions, and a key that chooses.",
        slash="differences",
    ),
    Command(
        "walk.forget",
        "forget",
        "Remove for good",
        "Takes words out of the plan and of all that is kept of it, such as a date of birth.",
        slash="forget",
        takes="words",
    ),
    Command(
        "walk.timer",
        "timer",
        "Timer",
        "Counts down for this box, such as /timer 10.",
        keys="f9",
        slash="timer",
        takes="minutes",
    ),
    Command(
        "walk.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
        slash="undo",
    ),
    Command(
        "walk.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y", slash="redo"
    ),
    Command(
        "walk.saved",
        "save_now",
        "Save now",
        "All is saved by itself; this says where.",
        keys="ctrl+s",
    ),
    Command(
        "walk.search",
        "search",
        "Find in the plan",
        "Finds words in this plan or in all.",
        keys="ctrl+f",
        slash="find",
        takes="words",
    ),
    Command(
        "walk.deliverable",
        "next_deliverable",
        "Next deliverable",
        "On to this table's next deliverable.",
        keys="ctrl+n",
        slash="deliverable",
    ),
    Command(
        "walk.score",
        "score",
        "Score",
        "Where are we, 0 to 10? Such as /score 4.",
        slash="score",
        takes="number",
    ),
    Command(
        "walk.zero",
        "anchor_zero",
        "What 0 means",
        "The words at the low end of the scale.",
        slash="zero",
        takes="words",
    ),
    Command(
        "walk.ten",
        "anchor_ten",
        "What 10 means",
        "The words at the high end of the scale.",
        slash="ten",
        takes="words",
    ),
    Command(
        "walk.plus",
        "plus_one",
        "One point higher",
        "What one point higher would look like.",
        slash="plus",
        takes="words",
    ),
    Command(
        "walk.question",
        "scale_question",
        "The scale's question",
        "What the scale asks.",
        slash="question",
        takes="words",
    ),
    Command(
        "walk.working",
        "view('working_well')",
        "Working well",
        "Marks the last note as working well.",
        slash="working",
    ),
    Command(
        "walk.worried",
        "view('worried')",
        "Worried about",
        "Marks the last note as a worry.",
        slash="worried",
    ),
    Command(
        "walk.needs",
        "view('needs_to_happen')",
        "Needs to happen",
        "Marks the last note as something that needs to happen.",
        slash="needs",
    ),
    Command(
        "walk.move",
        "move_last",
        "Move the last entry",
        "Moves the last entry to another box, such as /move barrier.",
        slash="move",
        takes="box",
    ),
    Command(
        "walk.order",
        "toggle_order",
        "Goal first, or now first",
        "Changes the order of the boxes: from today on, or back from the goal.",
        slash="order",
    ),
    Command(
        "walk.details",
        "details",
        "About this plan",
        "Title, dates, participants and the scale's words.",
        keys="ctrl+o",
        slash="about",
    ),
    Command(
        "walk.leave",
        "back",
        "Back",
        "Back, one level. Nothing is lost.",
        keys="escape",
        hint="back",
    ),
)
"""The walk. The capture line has the focus, so no command here is a bare letter."""

SLASH = Command(
    "walk.commands",
    "start_command",
    "Commands",
    "A slash in the line shows all that can be typed.",
    shown_key="/",
    hint="commands",
)
"""No key of its own: it is typed. It stands among the hints so that it can be clicked."""

LIST = (
    Command(
        "list.edit",
        "edit_entry",
        "Edit",
        "The words come back to the line.",
        keys="enter,e",
        hint="edit",
    ),
    Command(
        "list.fields", "fields", "All about it", "Every field of this entry.", keys="o", hint="open"
    ),
    Command(
        "list.move",
        "move_entry",
        "Move to another box",
        "Then press the box's mark or number.",
        keys="m",
        hint="move",
    ),
    Command(
        "list.delete",
        "delete_entry",
        "Delete",
        "Takes it out; ctrl+z brings it back.",
        keys="d,delete",
        hint="delete",
    ),
    Command(
        "list.star",
        "star_entry",
        "Star",
        "Marks it as one that matters most.",
        keys="t",
        hint="star",
    ),
    Command(
        "list.link", "link_entry", "Link", "What it cuts, uses or is for.", keys="l", hint="link"
    ),
    Command(
        "list.strength",
        "strength(1)",
        "Strength 1",
        "1 to 5: how strong it is.",
        keys="1",
        shown_key="1-5",
        hint="strength",
    ),
    *(
        Command(
            f"list.strength-{n}",
            f"strength({n})",
            f"Strength {n}",
            "How strong it is.",
            keys=str(n),
        )
        for n in (2, 3, 4, 5)
    ),
    Command(
        "list.influence",
        "influence",
        "Influence",
        "Outside us, can influence, or ours.",
        keys="i",
        hint="influence",
    ),
    Command(
        "list.forget",
        "forget_entry",
        "Remove for good",
        "Takes case data out of it, or all of it, for good. It asks first.",
        keys="f",
    ),
    Command(
        "list.up",
        "shift_entry(-1)",
        "Up one place",
        "Moves it up in its box.",
        keys="shift+up,left_square_bracket",
    ),
    Command(
        "list.down",
        "shift_entry(1)",
        "Down one place",
        "Moves it down in its box.",
        keys="shift+down,right_square_bracket",
    ),
)
"""A list of entries while it has the focus: letters are commands here."""
