"""The harness itself: it makes plans, reckons rightly, and what it keeps comes back."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal of this kind", allow_module_level=True)

from tests.benchmarks.bench import Bench, in_turn
from tests.benchmarks.budgets import BUDGETS
from tests.benchmarks.plans import plan_text, write_folder
from tests.benchmarks.results import (
    Peer,
    Row,
    Run,
    Series,
    cells,
    counted,
    load,
    load_peers,
    row_of_pairs,
    save,
    save_peers,
    table,
    value,
)
from tests.benchmarks.terminal import NotShownError, Stopwatch
from trajectory.domain.kinds import Section
from trajectory.storage.codec import parse

SIZES = {"plans": 1000, "fewer": 250, "home": 500}


@pytest.mark.parametrize("entries", [0, 1, 10, 200])
def test_a_made_plan_is_a_plan_of_that_size(entries: int) -> None:
    plan = parse(plan_text(entries).encode())[0]
    made = [entry for section in Section for entry in plan.entries(section).values()]
    assert len(made) == entries
    assert plan_text(entries) == plan_text(entries)
    assert entries == 0 or plan_text(entries, seed=1) != plan_text(entries)


def test_a_made_folder_has_so_many_plans_with_ids_of_their_own(tmp_path: Path) -> None:
    write_folder(tmp_path, 7, entries=2)
    plans = [parse(path.read_bytes())[0] for path in tmp_path.glob("*/*.toml")]
    assert len({plan.plan.id for plan in plans}) == 7


def test_the_ratio_is_the_median_of_the_pairs() -> None:
    row = row_of_pairs("S2", [(100.0, 110.0), (200.0, 220.0), (100.0, 900.0)])
    assert (row.ratio, row.yardstick, row.product) == (1.1, 100.0, 220.0)
    assert (row.pairs, row.verdict) == (3, "aim reached")


def test_pairs_take_turns_at_going_first() -> None:
    order: list[str] = []

    def note(name: str, took: float) -> float:
        order.append(name)
        return took

    pairs = in_turn(3, lambda: note("y", 1.0), lambda: note("p", 2.0))
    assert pairs == [(1.0, 2.0)] * 3
    assert order == ["y", "p", "p", "y", "y", "p"]


@pytest.mark.parametrize(
    "ratio, verdict",
    [(1.1, "aim reached"), (1.11, "met"), (1.15, "met"), (1.16, "not met"), (math.nan, "met")],
)
def test_a_verdict_is_that_of_the_budget(ratio: float, verdict: str) -> None:
    assert Row("S2", 1.0, 1.0, ratio, 1).verdict == verdict


def test_a_count_is_held_against_the_budget_itself() -> None:
    assert counted("C3a", 40, 1, 40).verdict == "met"
    assert counted("C3a", 41, 1, 41).verdict == "not met"
    assert counted("C4", 0, 10).verdict == "met"
    assert counted("H1", 3, 1).verdict == "seen"


def test_every_budget_can_be_written_in_a_table() -> None:
    rows = [Row(name, 1.0, 1.0, 1.0, 1, SIZES) for name in BUDGETS]
    written = table(rows)
    assert "{" not in written
    assert len(written.splitlines()) == len(BUDGETS) + 1
    assert all(len(cells(row)) == 10 for row in rows)


@pytest.mark.parametrize(
    "number, unit, words",
    [
        (0.414, "ms", "0.41 ms"),
        (12.34, "ms", "12.3 ms"),
        (1234.5, "MB", "1,234 MB"),
        (34, "", "34"),
    ],
)
def test_a_value_has_three_figures_and_its_unit(number: float, unit: str, words: str) -> None:
    assert value(number, unit) == words


NUMBERS = st.floats(0.001, 1e6)
ROWS = st.builds(
    Row,
    st.sampled_from(sorted(BUDGETS)),
    NUMBERS,
    st.none() | NUMBERS,
    st.none() | NUMBERS,
    st.integers(1, 99),
    st.just(SIZES),
)
SERIES = st.builds(
    Series,
    st.text(),
    st.just("ms"),
    st.just("plans"),
    st.lists(st.tuples(st.integers(1), NUMBERS)).map(tuple),
)


@given(st.lists(ROWS), st.lists(SERIES), st.dictionaries(st.text(), st.text()))
def test_a_run_comes_back_as_it_was_kept(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[Row],
    growth: list[Series],
    left_out: dict[str, str],
) -> None:
    path = tmp_path_factory.mktemp("kept") / "run.json"
    run = Run({"Python": "3"}, quick=True, seconds=1.5, rows=tuple(rows), growth=tuple(growth))
    save(run, path)
    assert load(path) == run


def test_peers_come_back_as_they_were_kept(tmp_path: Path) -> None:
    peers = (Peer("nano", 10.0, 0.3, 7), Peer("other", None, None, 0, "its line is out of reach"))
    save_peers(peers, tmp_path / "peers.json")
    assert load_peers(tmp_path / "peers.json") == peers


ASKING = """\
import sys, time, tty
tty.setraw(0)
sys.stdout.write("\\x1b[?2026$p\\x1b[c\\x1b]11;?\\x07\\x1b[>0q")
sys.stdout.flush()
heard = ""
while not heard.endswith("|q\\x1b\\\\"):
    heard += sys.stdin.read(1)
print(repr(heard), end="\\r\\n")
print("ready", end="\\r\\n", flush=True)
while (key := sys.stdin.read(1)) != "q":
    time.sleep(0.02)
    print(f"[{key}]", end="", flush=True)
"""


@pytest.mark.terminal
def test_the_stopwatch_answers_and_times_what_is_shown(tmp_path: Path) -> None:
    bench = Bench(tmp_path, quick=True, say=lambda _: None)
    with Stopwatch([sys.executable, "-c", ASKING], bench.environment(), tmp_path) as terminal:
        ready = terminal.wait_for("ready")
        assert ready > terminal.started
        assert "?2026;2$y" in terminal.text()
        assert "?62;22c" in terminal.text()
        assert "rgb:1010" in terminal.text()
        sent = terminal.send("x")
        assert terminal.wait_for("[x]") - sent >= 0.02
        with pytest.raises(NotShownError, match=r"never shown: \[y\]"):
            terminal.wait_for("[y]", patience=0.1)
