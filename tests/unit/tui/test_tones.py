"""Each state has a colour in each theme, or none where the theme leaves that to the terminal."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from trajectory.domain.progress import Tone
from trajectory.tui import themes
from trajectory.tui.tones import TOKENS, rich_style

THEMES = {theme.name: theme for theme in themes.OWN} | {
    name: BUILTIN_THEMES[name] for name in themes.CHOICES if name in BUILTIN_THEMES
}


def variables(name: str) -> dict[str, str]:
    theme = THEMES[name]
    return {**theme.to_color_system().generate(), **theme.variables}


def test_every_theme_that_can_be_chosen_is_looked_at() -> None:
    assert set(THEMES) == set(themes.CHOICES)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("tone", Tone)
def test_each_tone_takes_its_token_s_colour(name: str, tone: Tone) -> None:
    style = rich_style(tone, variables(name))
    assert style.color == Color.parse(variables(name)[TOKENS[tone]]).rich_color


def test_a_token_without_a_colour_of_its_own_gives_none() -> None:
    assert rich_style(Tone.GOOD, {"text-success": "auto 60%"}).color is None
