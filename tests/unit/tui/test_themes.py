"""Everything that is written or drawn with our themes can be seen, on a poor projector as well.

Contrast is counted as WCAG 2.2 does (relative luminance, 1:1 to 21:1), over the colours that
Textual really uses: the theme's own, what it derives from them, and half-transparent ones laid
over what is behind them.
"""

from __future__ import annotations

import itertools

import pytest
from textual.color import Color
from textual.theme import Theme

from trajectory.tui import themes

GROUNDS = ("background", "surface", "panel")
"""What things stand on: the screen, a field or list, a box over the screen or a notice."""

TEXTS = (
    *("foreground", "text", "text-muted", "text-disabled"),
    *("text-primary", "text-secondary", "text-accent"),
    *("text-warning", "text-error", "text-success"),
    *("primary", "secondary", "accent", "warning", "error", "success"),
    *("footer-key-foreground", "footer-foreground", "footer-description-foreground"),
    *("link-color", "link-color-hover", "button-foreground"),
    *("markdown-h1-color", "markdown-h2-color", "markdown-h3-color", "markdown-h4-color"),
)
"""What words are written in, on any ground. A placeholder is `text-disabled`: it is to be read."""

MARKED = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("text-muted", "block-cursor-background"),
    ("text-muted", "block-cursor-blurred-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("foreground", "block-cursor-blurred-background"),
    ("foreground", "block-hover-background"),
    ("text-muted", "block-hover-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("foreground", "screen-selection-background"),
    ("link-color-hover", "link-background-hover"),
    ("foreground", "panel-lighten-1"),
    *((f"text-{tone}", "panel-lighten-1") for tone in ("warning", "error", "success")),
    *((f"text-{tone}", f"{tone}-muted") for tone in ("primary", "warning", "error", "success")),
    *(("text", tone) for tone in ("primary", "warning", "error", "success")),
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
)
"""Words on a coloured ground: cursors, selections, buttons, notices."""

LINES = (
    *("border", "border-blurred"),
    *("primary", "accent", "warning", "error", "success"),
    *("scrollbar", "scrollbar-hover", "scrollbar-active"),
)
"""Borders, rules, bars, and the handle of a scroll bar."""

NOTICEABLE = (
    ("block-cursor-background", "surface"),
    ("block-cursor-background", "background"),
    ("input-cursor-background", "surface"),
    ("scrollbar", "scrollbar-background"),
)
"""Which row, which letter: what has to be found at a glance."""


def needed(theme: Theme) -> float:
    return 7.0 if theme.name == "high-contrast" else 4.5


@pytest.fixture(params=themes.OWN, ids=lambda theme: theme.name)
def theme(request: pytest.FixtureRequest) -> Theme:
    found: Theme = request.param
    return found


def colours(theme: Theme) -> dict[str, str]:
    # As `App.get_css_variables` puts them together.
    return {**theme.to_color_system().generate(), **theme.variables}


def opaque(name: str, ground: Color, known: dict[str, str]) -> Color:
    """A named colour as it looks on a ground: "auto 60%" and half-transparent ones worked out."""
    value = known[name]
    if value.startswith("auto"):
        share = float(value.removeprefix("auto").strip().rstrip("%") or 100) / 100
        return ground + ground.get_contrast_text(share)
    return ground + Color.parse(value)


def luminance(colour: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_faint(pairs: list[tuple[str, str]], known: dict[str, str], least: float) -> dict[str, str]:
    """The pairs below `least`, each on every ground that may lie behind it."""
    found = {}
    for (front, back), ground in itertools.product(pairs, GROUNDS):
        under = opaque(back, Color.parse(known[ground]), known)
        ratio = contrast(opaque(front, under, known), under)
        if ratio < least:
            found[f"{front} on {back} over {ground}"] = f"{ratio:.2f}"
    return found


def test_contrast_is_counted_as_the_guideline_counts_it() -> None:
    white, grey, black = Color.parse("#ffffff"), Color.parse("#767676"), Color.parse("#000000")
    assert contrast(white, black) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)
    assert contrast(black, black) == pytest.approx(1)


def test_a_half_transparent_colour_counts_as_it_looks() -> None:
    known = {"ground": "#000000", "half": "#ffffff80", "auto": "auto 60%"}
    ground = Color.parse(known["ground"])
    assert opaque("half", ground, known).hex == "#808080"
    assert opaque("auto", ground, known).hex == "#999999"


def test_words_can_be_read_on_every_ground(theme: Theme) -> None:
    pairs = list(itertools.product(TEXTS, GROUNDS))
    known = colours(theme)
    found = {
        f"{text} on {ground}": f"{ratio:.2f}"
        for text, ground in pairs
        if (
            ratio := contrast(
                opaque(text, Color.parse(known[ground]), known), Color.parse(known[ground])
            )
        )
        < needed(theme)
    }
    assert found == {}


def test_words_can_be_read_where_they_are_marked(theme: Theme) -> None:
    assert too_faint(list(MARKED), colours(theme), needed(theme)) == {}


def test_borders_and_bars_can_be_seen(theme: Theme) -> None:
    pairs = list(itertools.product(LINES, GROUNDS))
    assert too_faint(pairs, colours(theme), 3.0) == {}


def test_the_cursor_is_found_at_a_glance(theme: Theme) -> None:
    assert too_faint(list(NOTICEABLE), colours(theme), 3.0) == {}


def test_no_own_theme_leans_on_a_colour_that_textual_does_not_know(theme: Theme) -> None:
    plain = Theme(name="plain", primary=theme.primary, dark=theme.dark)
    assert set(theme.variables) <= set(colours(plain)), "a misspelt variable changes nothing"
