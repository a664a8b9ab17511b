"""The scale from 0 to 10 drawn with characters: where we are above the line, where we aim below."""

from __future__ import annotations

from trajectory.domain.scale import TOP, in_words

_STEP = 4
"""Characters from one point to the next, so that a half point has a place of its own."""

_LINE = "".join(str(point).ljust(_STEP, "─") for point in range(TOP)) + str(TOP)


def draw_scale(score: float | None, target: float | None) -> str:
    """The number line with its marks: four lines more at most."""
    above = [] if score is None else [_label("now", score), _at(score, "▼")]
    below = [] if target is None else [_at(target, "▲"), _label("aim", target)]
    return "\n".join([*above, _LINE, *below])


def _at(value: float, mark: str) -> str:
    return " " * round(value * _STEP) + mark


def _label(word: str, value: float) -> str:
    """The words over or under a mark, in the middle of it where the edge leaves room."""
    text = f"{word} {in_words(value)}"
    return " " * max(0, round(value * _STEP) - len(text) // 2) + text
