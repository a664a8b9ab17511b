"""The colour of a state, which is shown by word and shape first."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color, ColorParseError

from trajectory.domain.progress import Tone

TOKENS: Mapping[Tone, str] = {
    Tone.TROUBLE: "text-error",
    Tone.WATCH: "text-warning",
    Tone.UNDATED: "text-warning",
    Tone.GOOD: "text-success",
    Tone.DONE: "text-primary",
    Tone.DROPPED: "text-secondary",
}
"""The theme's token for each tone."""


def rich_style(tone: Tone, theme_variables: Mapping[str, str]) -> Style:
    """For a cell of a DataTable, which knows no tokens: the colour that the token has now."""
    try:
        colour = Color.parse(theme_variables[TOKENS[tone]])
    except ColorParseError:  # "auto 60%" has no colour of its own
        return Style()
    return Style(color=colour.rich_color)
