"""The plot of docs/performance.md: how costs grow, a panel for each unit and each thing that grows.

Both axes are logarithmic and have the same step for a factor of ten, so a level line is a cost that
does not grow, and one that rises as steeply as the dotted grey line is linear.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tests.benchmarks.results import Series

PANEL_WIDTH, LEFT, GAP = 260, 70, 66
TEN = 70
"""So many pixels up are ten times as much."""
TOP, BELOW, LINE = 36, 40, 18
COLOURS = ("#1f6feb", "#b35900", "#1a7f37", "#8250df", "#cf222e")
DASHES = ("", "6 3", "2 3", "8 3 2 3", "12 3")
"""Colour is not all that tells lines apart."""


def plot(growth: Sequence[Series]) -> str:
    """The picture as SVG."""
    panels: dict[tuple[str, str], list[Series]] = {}
    for series in growth:
        panels.setdefault((series.unit, series.over), []).append(series)
    width = LEFT + len(panels) * (PANEL_WIDTH + GAP)
    tens = max((_tens_of(panel) for panel in panels.values()), default=1)
    legend = LINE * max(map(len, panels.values()), default=0)
    bottom = TOP + tens * TEN
    height = bottom + BELOW + legend + 8
    view = f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {view} role="img">',
        "<title>How costs grow with the number of entries and of plans</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number, ((unit, over), panel) in enumerate(panels.items()):
        left = LEFT + number * (PANEL_WIDTH + GAP)
        parts += _panel(panel, f"{unit}, over {over}", left, bottom)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _tens_of(panel: Sequence[Series]) -> int:
    low, high = _range([cost for series in panel for _, cost in series.points])
    return high - low


def _range(numbers: Sequence[float]) -> tuple[int, int]:
    """The powers of ten below and above all of these."""
    low = math.floor(math.log10(min(numbers)))
    return low, max(math.ceil(math.log10(max(numbers))), low + 1)


def _panel(panel: Sequence[Series], title: str, left: int, bottom: int) -> Iterator[str]:
    sizes = sorted({size for series in panel for size, _ in series.points})
    low, high = _range([cost for series in panel for _, cost in series.points])
    span = math.log10(sizes[-1] / sizes[0]) or 1.0

    def across(size: float) -> float:
        return round(left + PANEL_WIDTH * math.log10(size / sizes[0]) / span, 1)

    def up(cost: float) -> float:
        return round(bottom - TEN * (math.log10(cost) - low), 1)

    right, top = left + PANEL_WIDTH, up(10**high)
    yield f'<text x="{left}" y="18" font-weight="bold">{title}</text>'
    for power in range(low, high + 1):
        y = up(10**power)
        yield f'<line x1="{left}" x2="{right}" y1="{y}" y2="{y}" stroke="#d0d7de"/>'
        yield f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{10**power:,g}</text>'
    for size in sizes:
        x = across(size)
        yield f'<line x1="{x}" x2="{x}" y1="{top}" y2="{bottom}" stroke="#eaeef2"/>'
        yield f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{size:,}</text>'
    reach = min(sizes[-1] / sizes[0], 10.0 ** (high - low))
    ends = f'x1="{left}" x2="{across(sizes[0] * reach)}" y1="{bottom}" y2="{up(10**low * reach)}"'
    yield f'<line {ends} stroke="#8c959f" stroke-dasharray="1 4"/>'
    for number, (series, colour, dash) in enumerate(zip(panel, COLOURS, DASHES, strict=False)):
        points = " ".join(f"{across(size)},{up(cost)}" for size, cost in series.points)
        line = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
        yield f'<polyline points="{points}" {line}/>'
        for size, cost in series.points:
            yield f'<circle cx="{across(size)}" cy="{up(cost)}" r="3" fill="{colour}"/>'
        y = bottom + BELOW + number * LINE
        yield f'<line x1="{left}" x2="{left + 28}" y1="{y - 4}" y2="{y - 4}" {line}/>'
        yield f'<text x="{left + 36}" y="{y}">{series.name}</text>'
