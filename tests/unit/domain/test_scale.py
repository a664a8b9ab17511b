"""Score lines, and the middle of several people's scores."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.scale import ScoreRead, in_words, is_score_attempt, median_half, read_scores

POINTS = st.integers(0, 20).map(lambda halves: halves / 2)


@pytest.mark.parametrize(
    "line, read",
    [
        ("=4", ScoreRead(4)),
        ("=0", ScoreRead(0)),
        ("=10", ScoreRead(10)),
        ("=3.5", ScoreRead(3.5)),
        ("=3.50 ", ScoreRead(3.5)),
        ("=4>7", ScoreRead(4, target=7)),
        ("=4 > 7.5", ScoreRead(4, target=7.5)),
        ("=4->7", ScoreRead(4, target=7)),
        ("=4 → 7", ScoreRead(4, target=7)),
        ("=>7", ScoreRead(target=7)),
        ("=2 3 4 5", ScoreRead(3.5, (2, 3, 4, 5))),
        ("=2, 3,4", ScoreRead(3, (2, 3, 4))),
        ("=2 3 4>6", ScoreRead(3, (2, 3, 4), 6)),
        ("=4 4", ScoreRead(4, (4, 4))),
    ],
)
def test_a_score_line_is_read(line: str, read: ScoreRead) -> None:
    assert read_scores(line) == read
    assert is_score_attempt(line)


@pytest.mark.parametrize(
    "line",
    [
        *("=11", "=-1", "=3.3", "=4.25", "=4>11", "=4>", "=4>5>6", "=4/10", "=4.", "=2 3 40"),
        *("=007", "=4>7 8", "=4-5"),
    ],
)
def test_a_score_line_that_is_wrong_is_known_as_one(line: str) -> None:
    assert read_scores(line) is None
    assert is_score_attempt(line)


@pytest.mark.parametrize("line", ["", "=", "= ", "=>", "=4 of 20 families", "4", "=x", "=4%", "=٤"])
def test_other_lines_are_no_attempt_at_a_score(line: str) -> None:
    assert read_scores(line) is None
    assert not is_score_attempt(line)


def test_a_mark_and_a_space_are_no_score() -> None:
    assert read_scores("= 4") is None
    assert is_score_attempt("= 4")


@pytest.mark.parametrize(
    "scores, middle",
    [
        ([4], 4),
        ([2, 3, 4, 5], 3.5),
        ([3, 3.5], 3.5),
        ([3.5, 4], 4),
        ([0, 0.5], 0.5),
        ([9.5, 10], 10),
        ([1, 9], 5),
        ([5, 1, 9], 5),
    ],
)
def test_the_middle_is_the_median_and_a_quarter_goes_up(scores: list[float], middle: float) -> None:
    assert median_half(scores) == middle


def test_no_scores_have_no_middle() -> None:
    with pytest.raises(statistics.StatisticsError):
        median_half([])


@given(st.lists(POINTS, min_size=1, max_size=40))
def test_the_middle_is_a_half_point_within_a_quarter_of_the_median(scores: list[float]) -> None:
    middle = median_half(scores)
    assert middle * 2 == int(middle * 2)
    assert 0 <= middle - statistics.median(scores) <= 0.25
    assert min(scores) <= middle <= max(scores)


@given(st.lists(POINTS, min_size=1, max_size=20), st.none() | POINTS)
def test_scores_in_words_are_read_back(scores: list[float], target: float | None) -> None:
    line = "=" + " ".join(map(in_words, scores))
    if target is not None:
        line += f">{in_words(target)}"

    read = read_scores(line)

    assert read is not None
    assert read.score == median_half(scores)
    assert read.scores == (tuple(scores) if len(scores) > 1 else ())
    assert read.target == target


@given(st.text("=0123456789.,->→ ", max_size=30))
def test_whatever_is_typed_is_read_within_the_scale_or_not_at_all(text: str) -> None:
    read = read_scores(text)
    if read is not None:
        assert is_score_attempt(text)
        points = [p for p in (read.score, read.target, *read.scores) if p is not None]
        assert points
        assert all(0 <= point <= 10 and point * 2 == int(point * 2) for point in points)
