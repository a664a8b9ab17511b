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
from tests.benchmarks.peers import Entrant, Program, against_fastest, entered, measure
from tests.benchmarks.plans import is_drawn, plan_text, write_folder
from tests.benchmarks.results import (
    Peer,
    PeerRun,
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

SIZES: dict[str, int | str] = {
    "plans": 1000,
    "fewer": 250,
    "home": 500,
    "entries": 2000,
    "fastest": "other",
}


@pytest.mark.parametrize("entries", [0, 1, 10, 200])
def test_a_made_plan_is_a_plan_of_that_size(entries: int) -> None:
    plan = parse(plan_text(entries).encode())[0]
    made = [entry for section in Section for entry in plan.entries(section).values()]
    assert len(made) == entries
    assert plan_text(entries) == plan_text(entries)
    assert entries == 0 or plan_text(entries, seed=1) != plan_text(entries)


def test_a_walk_is_drawn_when_its_last_note_stands_there_whole() -> None:
    assert not is_drawn(100)("  N14  Nobody has said why\n  F1 help")
    assert not is_drawn(100)("  N13  Nobody has said why\n  worried\n  F1 help")
    assert is_drawn(100)("  N14  Nobody has said why\n  worried\n Note ›\n  F1 help")


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
    rows = (Row("P1a", 1.0, 2.0, 0.5, 7, {"fastest": "other"}),)
    run = PeerRun({"Python": "3"}, False, 1.5, peers, rows, {"third": "no third on this system"})
    save_peers(run, tmp_path / "peers.json")
    assert load_peers(tmp_path / "peers.json") == run
    assert rows[0].against == "other, the fastest of its peers"


def test_ours_is_held_against_the_fastest_in_the_rounds_that_both_have() -> None:
    others = {"slow": {1: 90.0, 2: 90.0}, "quick": {1: 10.0, 2: 20.0, 4: 30.0}, "fallen": {}}
    row = against_fastest("P1a", {1: 5.0, 2: 20.0, 3: 1.0, 4: 9.0}, others)
    assert row == Row("P1a", 9.0, 20.0, 0.5, 3, {"fastest": "quick"})
    assert against_fastest("P1a", {1: 5.0}, {"fallen": {}}) is None
    assert against_fastest("P1a", {}, others) is None


@pytest.mark.slow
def test_programs_take_turns_and_nano_is_only_the_floor(tmp_path: Path) -> None:
    """Each program is a line of shell that is slower or quicker to draw, and echoes what comes."""
    bench = Bench(tmp_path, quick=True, say=lambda _: None)
    bench.pairs = lambda quick, full: 1  # type: ignore[method-assign]
    entrants = [shell(*each) for each in (("nano", 0.0), ("slow", 3.0), ("quick", 0.3))]
    ours = shell("trajectory", 0.0)
    run = measure(bench, [*entrants, ours], {"other": "no other on this system"})
    by_name = {peer.name: peer for peer in run.peers}
    assert {peer.starts for peer in run.peers} == {1}
    assert (by_name["slow"].start or 0.0) > 3000
    assert [row.name for row in run.rows] == ["P1a", "P1b"]
    assert run.rows[0].sizes["fastest"] == "quick"
    assert run.rows[0].ratio == by_name["trajectory"].start / by_name["quick"].start  # type: ignore[operator]
    assert run.skipped == {"other": "no other on this system"}


@pytest.mark.slow
def test_a_peer_that_falls_over_is_said_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path, quick=True, say=lambda _: None)
    bench.pairs = lambda quick, full: 1  # type: ignore[method-assign]
    fallen = Entrant("fallen", "1.0", lambda: ("sh", "-c", "kill -SEGV $$"), lambda text: False)
    run = measure(bench, [fallen, shell("trajectory", 0.0)], {})
    assert run.peers[0].note == "its first screen never came: the program was killed by signal 11"
    assert run.rows == ()


def test_a_peer_that_is_not_on_this_system_is_skipped(tmp_path: Path) -> None:
    bench = Bench(tmp_path, quick=True, say=lambda _: None)
    entrants, skipped = entered(bench, [Program("no-such-program")], tmp_path)
    assert [each.name for each in entrants] == ["trajectory"]
    assert skipped == {"no-such-program": "no no-such-program on this system"}


def shell(name: str, wait: float) -> Entrant:
    """A program that says "ready" after so many seconds and shows what is typed into it."""
    script = f"sleep {wait}; echo ready; cat"
    return Entrant(name, "1.0", lambda: ("sh", "-c", script), lambda text: "ready" in text)


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
        terminal.send("q")
        terminal.wait_for_end()
        assert terminal.is_over
        with pytest.raises(NotShownError, match=r"the program ended with exit code 0\. The"):
            terminal.wait_for("[y]")


@pytest.mark.terminal
def test_a_program_that_does_not_end_well_is_said_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path, quick=True, say=lambda _: None)
    with (
        bench.terminal(("sh", "-c", "echo last words; exit 3")) as terminal,
        pytest.raises(NotShownError, match=r"ended with exit code 3[^/]*last words"),
    ):
        terminal.wait_for_end()
    with (
        bench.terminal(("cat",)) as terminal,
        pytest.raises(NotShownError, match="it never ended"),
    ):
        terminal.wait_for_end(patience=0.05)


def test_a_home_is_new_or_a_copy_of_the_first_of_its_name(tmp_path: Path) -> None:
    bench = Bench(tmp_path, quick=True, say=lambda _: None)
    first = Path(bench.environment("kept")["HOME"])
    (first / "settings").touch()
    second, third = (Path(bench.environment("kept")["HOME"]) for _ in range(2))
    (second / "typed").touch()
    assert [path.name for path in third.iterdir()] == ["settings"]
    assert list(Path(bench.environment()["HOME"]).iterdir()) == []
