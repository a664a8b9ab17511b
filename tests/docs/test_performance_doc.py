"""docs/performance.md and its plot are those of the last runs that were taken over."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tests.benchmarks.budgets import BUDGETS
from tests.benchmarks.results import Row, Series, load, load_peers
from tests.docs.growth import COLOURS, DASHES, plot
from tests.docs.performance import FIGURE, LAST_PEERS, LAST_RUN, PAGE, PLOT, page, with_figures
from tests.repository import ROOT

WRITE_IT = "docs/performance.md is out of date: write it with `python -m tests.docs.performance`"
SVG = "{http://www.w3.org/2000/svg}"


def section(heading: str) -> str:
    """What stands under a heading of the page."""
    return PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_the_page_has_the_figures_of_the_last_runs() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == page(text), WRITE_IT


def test_the_plot_has_the_figures_of_the_last_run() -> None:
    assert PLOT.read_text(encoding="utf-8") == plot(load(LAST_RUN).growth), WRITE_IT


def test_the_last_runs_measured_every_budget() -> None:
    run, beside = load(LAST_RUN), load_peers(LAST_PEERS)
    measured = [row.name for row in (*run.rows, *beside.rows)]
    assert sorted({*measured, *run.left_out}) == sorted(BUDGETS)
    assert len(measured) == len(set(measured))


def test_every_figure_in_what_dominates_now_comes_from_the_run() -> None:
    prose = section("What dominates each figure now")
    assert len(FIGURE.findall(prose)) > 20
    left = FIGURE.sub("", prose)
    assert re.findall(r"\d[\d,.]*\s?(?:ms|s|MB|x|times|%)\b", left) == []


def test_every_count_that_is_named_has_its_test() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", section("What is counted at every commit"))
    assert len(named) >= 5
    for path, test in named:
        assert f"def {test}(" in (ROOT / path).read_text(encoding="utf-8")


def test_a_place_in_prose_is_filled_with_what_was_measured() -> None:
    row = Row("D3", 2088.0, 1244.0, 1.678, 2, {"plans": 1000})
    prose = "Ours <!--D3 ours-->?<!--/-->, its <!--D3 its-->1<!--/-->: <!--D3 ratio--><!--/-->x"
    filled = with_figures(prose, [row])
    assert FIGURE.sub(lambda found: found[0].split("-->")[1].split("<")[0], filled) == (
        "Ours 2,088 ms, its 1,244 ms: 1.68x"
    )
    assert with_figures(filled, [row]) == filled
    assert ">1,000<" in with_figures("<!--D3 plans--><!--/-->", [row])


@pytest.mark.parametrize("place", ["<!--Z9 ours--><!--/-->", "<!--C5 ratio--><!--/-->"])
def test_a_place_for_what_is_not_measured_is_refused(place: str) -> None:
    with pytest.raises(KeyError):
        with_figures(place, [Row("C5", 1.0, None, None, 10)])


def test_a_plot_is_a_picture_whatever_it_shows() -> None:
    steep = Series("steep", "ms", "plans", ((1, 0.001), (10_000, 90_000.0)))
    level = Series("level", "ms", "entries", ((10, 7.0),))
    picture = ET.fromstring(plot((steep, level)))  # noqa: S314 - our own
    assert len(picture.findall(f"{SVG}polyline")) == 2
    assert {steep.name, level.name} <= {text.text for text in picture.iter(f"{SVG}text")}
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    for circle in picture.iter(f"{SVG}circle"):
        assert 0 < float(circle.attrib["cx"]) < width
        assert 0 < float(circle.attrib["cy"]) < height


def test_every_line_of_the_last_run_has_a_colour_of_its_own() -> None:
    growth = load(LAST_RUN).growth
    panels = [(series.unit, series.over) for series in growth]
    assert max(map(panels.count, panels)) <= min(len(COLOURS), len(DASHES))
