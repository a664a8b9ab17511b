"""The commands of a plan's history: its checkpoints, compared and restored."""

from __future__ import annotations

from trajectory.tui.commands.command import Command

HISTORY = (
    Command(
        "history.open",
        "open_version",
        "What changed since",
        "What is different now from the marked version, in words.",
        keys="enter",
        hint="changes since",
    ),
    Command(
        "history.compare",
        "compare",
        "Compare two versions",
        "Press it on one version and then on another: what changed between the two.",
        keys="c",
        hint="compare two",
    ),
    Command(
        "history.restore",
        "restore",
        "Put the plan back",
        "Puts the plan back as it stood then; it asks first, and ctrl+z takes it back.",
        keys="r",
        hint="put back",
    ),
    Command(
        "history.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
    ),
    Command("history.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y"),
    Command("history.leave", "back", "Back", "Back, one level.", keys="escape", hint="back"),
)
"""The list of earlier versions of a plan."""
