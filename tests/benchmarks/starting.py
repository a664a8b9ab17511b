"""How long starting takes: a short answer, the first screen, the first key; and the memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.benchmarks.bench import PLAN, Bench, in_turn, is_linux
from tests.benchmarks.plans import is_drawn
from tests.benchmarks.programs import BARE_CLICK, PRODUCT, TEXTUAL_INPUT, Command, on
from tests.benchmarks.results import Row, row_of_pairs

KEY = "q"
LINE = "›"
"""Stands in front of the line to type into, before the plan is there and afterwards."""
IDLE_SECONDS = 1.0


def measure(bench: Bench) -> Iterator[Row]:
    """Every row about starting."""
    yield from _short_answers(bench)
    yield _first_screen(bench)
    yield _first_screen_of_many(bench)
    yield from _first_key(bench)
    yield _entries_drawn(bench)


def _short_answers(bench: Bench) -> Iterator[Row]:
    times = bench.pairs(5, 40)
    for name, argument in (("S1a", "--version"), ("S1b", "--help")):
        yield row_of_pairs(
            name,
            in_turn(
                times,
                lambda argument=argument: 1000 * bench.seconds((*BARE_CLICK, argument)),  # type: ignore[misc]
                lambda argument=argument: 1000 * bench.seconds((*PRODUCT, argument)),  # type: ignore[misc]
            ),
        )
    complete = ("env", "COMP_CWORD=1")
    ours = (*complete, "COMP_WORDS=trajectory exp", "_TRAJECTORY_COMPLETE=bash_complete", *PRODUCT)
    bare = (*complete, "COMP_WORDS=bare exp", "_BARE_COMPLETE=bash_complete", *BARE_CLICK)
    yield row_of_pairs(
        "S1c",
        in_turn(times, lambda: 1000 * bench.seconds(bare), lambda: 1000 * bench.seconds(ours)),
    )


def _first_screen(bench: Bench) -> Row:
    plans = bench.plans(20)
    return row_of_pairs(
        "S2",
        in_turn(
            bench.pairs(3, 15),
            _until_shown(bench, TEXTUAL_INPUT, "ready"),
            _until_shown(bench, on(plans), "Find a plan"),
        ),
    )


def _first_screen_of_many(bench: Bench) -> Row:
    """The same with a programme's plans: they are read once the screen stands."""
    count = bench.pairs(500, 2000)
    few, many = bench.plans(20), bench.plans(count)
    return row_of_pairs(
        "H2",
        in_turn(
            bench.pairs(3, 10),
            _until_shown(bench, on(few), "Find a plan"),
            _until_shown(bench, on(many), "Find a plan"),
        ),
        {"home": count},
    )


def _entries_drawn(bench: Bench) -> Row:
    """The walk with what is in the plan, not only the line to type into."""
    plans = bench.one_plan(100)
    return row_of_pairs(
        "S6",
        in_turn(
            bench.pairs(3, 10),
            _until_shown(bench, TEXTUAL_INPUT, "ready"),
            _until_shown(bench, on(plans, PLAN), is_drawn(100)),
        ),
    )


def _until_shown(
    bench: Bench, command: Command, shown: str | Callable[[str], bool]
) -> Callable[[], float]:
    def run() -> float:
        with bench.terminal(command) as terminal:
            return 1000 * (terminal.wait_for(shown) - terminal.started)

    return run


def _first_key(bench: Bench) -> Iterator[Row]:
    memory: list[tuple[float, float]] = []
    held: list[float] = []

    def until_key(command: Command, ready: str, shown: str, *, weigh: bool = False) -> float:
        with bench.terminal(command) as terminal:
            terminal.wait_for(ready)
            terminal.send(KEY)
            took = 1000 * (terminal.wait_for(shown) - terminal.started)
            if weigh and is_linux():
                terminal.watch(IDLE_SECONDS)
                held.append(terminal.memory())
            return took

    def yardstick() -> float:
        return until_key(TEXTUAL_INPUT, "ready", KEY, weigh=True)

    def product(entries: int, *, weigh: bool = False) -> float:
        plans = bench.one_plan(entries)
        return until_key(on(plans, PLAN), LINE, f"{LINE} {KEY}", weigh=weigh)

    times = bench.pairs(3, 15)
    pairs = []
    for _ in range(times):
        held.clear()
        pairs.append((yardstick(), product(100, weigh=True)))
        if held:
            memory.append((held[0], held[1]))
    yield row_of_pairs("S3", pairs)
    if memory:
        yield row_of_pairs("S5", memory)
    else:
        bench.left_out["S5"] = "only Linux tells how much memory another program holds"
    yield row_of_pairs("S4", in_turn(times, lambda: product(0), lambda: product(500)))
