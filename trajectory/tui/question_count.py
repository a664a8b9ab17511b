"""How many questions the coach has, for the top of a screen. Nothing of the coach is loaded."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from trajectory.tui.text import content


def count_words(count: int) -> str:
    """For the top of a screen: "3 questions"; nothing where there are none."""
    if not count:
        return ""
    return "1 question" if count == 1 else f"{count:,} questions"


def counter(count: int) -> Content:
    """The same, to be clicked; on a screen with `action_questions`."""
    words = content(count_words(count), "$text-muted")
    return words.stylize(Style.from_meta({"@click": "screen.questions"})) if count else words
