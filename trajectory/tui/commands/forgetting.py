"""The commands of the screen where words are removed for good."""

from __future__ import annotations

from trajectory.tui.commands.command import Command

FORGET = (
    Command(
        "forget.tick",
        "tick",
        "Tick, or take the tick off",
        "What is ticked is to go. Enter in the list does the same.",
        keys="space",
        hint="tick",
    ),
    Command(
        "forget.remove",
        "remove",
        "Remove for good",
        "Takes out what is ticked. Asks once more, because it cannot be undone.",
        keys="ctrl+r",
        hint="remove for good",
    ),
    Command(
        "forget.words",
        "other_words",
        "Type other words",
        "Into the line, and back to the list. Enter there puts the words on the list.",
        keys="tab,shift+tab",
        shown_key="Tab",
        hint="type words",
    ),
    Command("forget.add", "add_words", "Put the words on the list", "In the line.", keys="enter"),
    Command("forget.page_down", "scroll(1)", "Page down", "Further down.", keys="pagedown"),
    Command("forget.page_up", "scroll(-1)", "Page up", "Further up.", keys="pageup"),
    Command(
        "forget.leave", "back", "Back", "Back; nothing is removed.", keys="escape", hint="back"
    ),
)
"""Words removed for good."""
