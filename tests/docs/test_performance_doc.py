"""docs/performance.md and its plot are those of the last run that was taken over."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.benchmarks.budgets import BUDGETS
from tests.benchmarks.results import Series, load
from tests.docs.performance import LAST_RUN, PAGE, PLOT, page, plot

WRITE_IT = "docs/performance.md is out of date: write it with `python -m tests.docs.performance`"


def test_the_page_has_the_figures_of_the_last_run() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text), WRITE_IT


def test_the_plot_has_the_figures_of_the_last_run() -> None:
    assert PLOT.read_text(encoding="utf-8") == plot(load(LAST_RUN).growth), WRITE_IT


def test_the_last_run_measured_every_budget() -> None:
    run = load(LAST_RUN)
    assert {row.name for row in run.rows} | set(run.left_out) == set(BUDGETS)


def test_a_plot_is_a_picture_whatever_it_shows() -> None:
    steep = Series("steep", "ms", "plans", ((1, 0.001), (10_000, 90_000.0)))
    level = Series("level", "ms", "entries", ((10, 7.0),))
    picture = ET.fromstring(plot((steep, level)))  # noqa: S314 - our own
    lines = picture.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2
