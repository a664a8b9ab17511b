"""The commands of the coach's questions about a plan."""

from __future__ import annotations

from trajectory.tui.commands.command import Command

QUESTIONS = (
    Command(
        "questions.go",
        "go_there",
        "Go there",
        "Goes to what the question is about, where it can be answered.",
        keys="enter",
        hint="go there",
    ),
    Command(
        "questions.fine",
        "fine",
        "Fine as it is",
        "Sets the question aside with a reason. It comes back when what it is about changes.",
        keys="f",
        hint="fine as it is",
    ),
    Command(
        "questions.fields",
        "fields",
        "All about it",
        "Every field of the entry, to answer the question here and now.",
        keys="o",
        hint="open",
    ),
    Command(
        "questions.all",
        "show_all",
        "All questions, or the most pressing",
        "Every question about the plan, or only the three that matter most.",
        keys="tab,a",
        hint="all",
    ),
    Command(
        "questions.aside",
        "show_dismissed",
        "Questions set aside",
        "Those that somebody found fine as they are, with the reason; and back again.",
        keys="d",
        hint="set aside",
    ),
    Command(
        "questions.again",
        "ask_again",
        "Ask it again",
        "Takes back that a question was set aside.",
        keys="b",
        hint="ask it again",
    ),
    Command(
        "questions.undo",
        "undo",
        "Undo",
        "Takes back the last thing that was done.",
        keys="ctrl+z",
        hint="undo",
    ),
    Command("questions.redo", "redo", "Redo", "Does again what was taken back.", keys="ctrl+y"),
    Command("questions.leave", "back", "Back", "Back, one level.", keys="escape", hint="back"),
)
"""The list of questions."""
