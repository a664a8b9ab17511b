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
