"""Our own themes: a light and a dark one for rooms, and one of high contrast.

Every pair of colours that a person has to tell apart is held to WCAG 2.2 by tests/unit/tui/
test_themes.py. What Textual would derive (`border-blurred`, `scrollbar`, muted text ...) is set
here where it would vanish on a projector. "auto" is black or white, whichever stands out from the
ground: so muted words stay readable under a list's cursor too.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

ROOM_DARK = Theme(
    name="room-dark",
    primary="#7cc4ff",
    secondary="#b9c7d6",
    accent="#ffcf70",
    foreground="#f2f4f7",
    background="#14181d",
    surface="#1c2229",
    panel="#262e37",
    success="#7fd89a",
    warning="#ffcf70",
    error="#ff9a8f",
    dark=True,
    variables={
        "border": "#7cc4ff",
        "border-blurred": "#7d8a98",
        "input-selection-background": "#35506b",
        "block-cursor-background": "#7cc4ff",
        "block-cursor-foreground": "#14181d",
        "text-muted": "auto 72%",
        "text-disabled": "auto 58%",
        "screen-selection-background": "#35506b",
        "scrollbar": "#7d8a98",
        "scrollbar-hover": "#9aa7b5",
        "footer-key-foreground": "#ffcf70",
    },
)

ROOM_LIGHT = Theme(
    name="room-light",
    primary="#0b4f8a",
    secondary="#3d4a57",
    accent="#7a4a00",
    foreground="#12171c",
    background="#fbfaf7",
    surface="#f2f0ea",
    panel="#e6e3da",
    success="#14602f",
    warning="#7a4a00",
    error="#a01d12",
    dark=False,
    variables={
        "border": "#0b4f8a",
        "border-blurred": "#6d7680",
        "input-selection-background": "#bcd6ee",
        "block-cursor-background": "#0b4f8a",
        "block-cursor-foreground": "#ffffff",
        "text-muted": "auto 72%",
        "text-disabled": "auto 62%",
        "screen-selection-background": "#bcd6ee",
        "scrollbar": "#6d7680",
        "scrollbar-hover": "#4d565f",
        "footer-key-foreground": "#7a4a00",
    },
)

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#00ff66",
    warning="#ffff00",
    error="#ffb3b3",
    dark=True,
    variables={
        "border": "#ffffff",
        "border-blurred": "#c0c0c0",
        "input-selection-background": "#004a7f",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#333300",
        "text-muted": "auto 85%",
        "text-disabled": "auto 75%",
        "screen-selection-background": "#004a7f",
        "scrollbar": "#c0c0c0",
        "scrollbar-hover": "#ffffff",
        "footer-key-foreground": "#ffff00",
    },
)

CHOICES: Mapping[str, str] = {
    ROOM_DARK.name: "dark",
    ROOM_LIGHT.name: "light",
    HIGH_CONTRAST.name: "high contrast",
    "ansi-dark": "terminal, dark",
    "ansi-light": "terminal, light",
}
"""What a user can choose from, in this order, and how it is called."""

OWN = (ROOM_DARK, ROOM_LIGHT, HIGH_CONTRAST)
DEFAULT = ROOM_DARK.name
NO_COLOUR = "ansi-dark"
"""With NO_COLOR the terminal's own colours: any other theme still sends shades of grey."""


def starting_theme(environ: Mapping[str, str], wished: str | None, known: set[str]) -> str:
    """The theme to start with: none of ours without colour, else the wished or the default."""
    if environ.get("NO_COLOR"):
        return NO_COLOUR
    return wished if wished in known else DEFAULT
