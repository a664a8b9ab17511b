"""The commands of the screen where differences are settled, declared once."""

from __future__ import annotations

from trajectory.tui.commands.command import Command

SETTLE = (
    Command(
        "settle.keep",
        "keep",
        "Keep what is there",
        "What the plan says now stays; the other version goes.",
        keys="1,enter",
        hint="keep",
    ),
    Command(
        "settle.take",
        "take",
        "Take the other version",
        "The other version goes into the plan, in the place of what is there.",
        keys="2",
        hint="take the other",
    ),
    Command(
        "settle.both",
        "both",
        "Keep both wordings",
        "The other wording becomes an entry of its own, behind the first.",
        keys="3",
        hint="both",
    ),
    Command(
        "settle.next",
        "go(1)",
        "Next difference",
        "On to the next one; this one stays open.",
        keys="right,down",
        hint="next",
    ),
    Command(
        "settle.before",
        "go(-1)",
        "Difference before",
        "Back to the one before.",
        keys="left,up",
    ),
    Command("settle.page_down", "scroll(1)", "Page down", "Further down in both.", keys="pagedown"),
    Command("settle.page_up", "scroll(-1)", "Page up", "Further up in both.", keys="pageup"),
    Command(
        "settle.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
    ),
    Command("settle.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y"),
    Command("settle.leave", "back", "Back", "Back, one level.", keys="escape", hint="back"),
)
"""Differences: what two people wrote in the same place."""
