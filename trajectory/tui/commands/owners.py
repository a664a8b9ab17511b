"""The commands of the screens about owners: every role's load, and the steps of one."""

from __future__ import annotations

from trajectory.tui.commands.command import Command

OWNERS = (
    Command(
        "owners.open",
        "open_role",
        "Its steps",
        "Shows the steps of the marked role in all plans.",
        keys="enter",
        hint="its steps",
    ),
    Command(
        "owners.down", "move(1)", "Next role", "Marks the next one.", keys="down", hint="next one"
    ),
    Command("owners.up", "move(-1)", "Role before", "Marks the one before.", keys="up"),
    Command("owners.page_down", "move(10)", "Ten on", "Ten further on.", keys="pagedown"),
    Command("owners.page_up", "move(-10)", "Ten back", "Ten back.", keys="pageup"),
    Command("owners.leave", "back", "Back", "Back to the plans.", keys="escape", hint="back"),
)
"""Who carries how much. The line keeps the focus: typing finds a role."""

OWNER_STEPS = (
    Command(
        "promised.open",
        "open_step",
        "Go there",
        "Opens the plan at the marked step.",
        keys="enter",
        hint="go there",
    ),
    Command(
        "promised.export",
        "export",
        "Export its page",
        "Writes what this role has promised as a Markdown document into the plans folder.",
        keys="x,X",
        shown_key="X",
        hint="export the page",
    ),
    Command("promised.leave", "back", "Back", "Back to the roles.", keys="escape", hint="back"),
)
"""What one role has promised, plan by plan."""
