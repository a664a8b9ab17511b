"""What a key and an entry cost: until they are shown, and of the processor.

Both programs of a pair run side by side in terminals of their own and are used in turns, a block of
keys each: what slows the machine for a moment slows both.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from tests.benchmarks.bench import PLAN, Bench, is_linux
from tests.benchmarks.programs import TEXTUAL_INPUT, on
from tests.benchmarks.results import Row, Series, row_of_pairs
from tests.benchmarks.terminal import BACKSPACE, CTRL_F, CTRL_Z, ENTER, Stopwatch

LINE = "Note ›"
BLOCK = 10
"""Keys that one program gets before it is the other's turn."""
LETTERS = "qxzjkvwyqxzjkvwy"
PATIENCE_FOR_PLANS = 180.0
"""Seconds: ten thousand are read meanwhile, on a machine that may be slow."""
NOT_LINUX = "only Linux tells how much processor another program uses"

Measure = Callable[[Stopwatch], tuple[float, float]]
"""One block of use; gives milliseconds until shown, for each, and of the processor, for each."""


def measure(bench: Bench, growth: list[Series]) -> Iterator[Row]:
    """Every row about keys and entries."""
    blocks = bench.pairs(3, 15)
    with ExitStack() as stack:

        def start(entries: int) -> Stopwatch:
            return stack.enter_context(walk(bench, entries))

        least = stack.enter_context(bench.terminal(TEXTUAL_INPUT))
        least.wait_for("ready")
        few, many = start(100), start(1000)
        bench.say("keys")
        shown, _ = _turns(blocks, (least, press_keys("")), (few, press_keys(LINE)))
        yield row_of_pairs("K1", shown)
        shown, used = _turns(blocks, (few, press_keys(LINE)), (many, press_keys(LINE)))
        yield row_of_pairs("K3a", shown)
        yield from _processor(bench, "K3b", used)
        bench.say("entries")
        shown, used = _turns(blocks, (few, add_entries), (many, add_entries))
        yield row_of_pairs("C2a", shown)
        yield from _processor(bench, "C2b", used)
        bench.say("undo")
        shown, _ = _turns(max(2, blocks // 3), (few, take_back), (many, take_back))
        yield row_of_pairs("G3", shown)
        bench.say("search")
        for each in (few, many):
            _open_search(each)
        shown, _ = _turns(blocks, (few, press_keys("│")), (many, press_keys("│")))
        yield row_of_pairs("G4", shown)
    yield _home(bench, blocks)
    growth += _grows(bench)
    growth.append(_home_grows(bench))


def walk(bench: Bench, entries: int) -> Stopwatch:
    """The walk of a new plan of so many entries, ready for keys."""
    terminal = bench.terminal(on(bench.one_plan(entries), PLAN))
    terminal.wait_for(LINE)
    terminal.settle()
    return terminal


def press_keys(before: str) -> Measure:
    """A block of letters into the line that `before` stands in front of, then out again."""

    def block(terminal: Stopwatch) -> tuple[float, float]:
        luck = random.Random(BLOCK)  # noqa: S311 - the same pauses every time
        used = terminal.processor() if is_linux() else 0.0
        took, typed = [], ""
        for letter in LETTERS[:BLOCK]:
            typed += letter
            # Pauses of no fixed length, so that no timer of the program keeps step with them.
            time.sleep(luck.uniform(0.03, 0.06))
            sent = terminal.send(letter)
            took.append(1000 * (terminal.wait_for(_behind(before, typed)) - sent))
        terminal.settle(0.1)
        used = (terminal.processor() if is_linux() else 0.0) - used
        terminal.send(BACKSPACE * BLOCK)
        terminal.wait_for(lambda text: not _behind(before, typed[0])(text))
        terminal.settle(0.1)
        return statistics.median(took), used / BLOCK

    return block


def _behind(before: str, typed: str) -> Callable[[str], bool]:
    pattern = re.compile(rf"{re.escape(before)}\s*{re.escape(typed)}")
    return lambda text: pattern.search(text) is not None


_entries = iter(range(1, 1_000_000))


def add_entries(terminal: Stopwatch) -> tuple[float, float]:
    """A few entries, each typed at once and then entered."""
    took = []
    used = terminal.processor() if is_linux() else 0.0
    for _ in range(BLOCK // 2):
        words = f"word{next(_entries)}said"
        terminal.send(words)
        terminal.wait_for(_behind(LINE, words))
        terminal.settle(0.05)
        sent = terminal.send(ENTER)
        in_list = re.compile(rf"N\d+\w*\s+{words}")
        shown = terminal.wait_for(lambda text, find=in_list.search: find(text) is not None)  # type: ignore[misc]
        took.append(1000 * (shown - sent))
    terminal.settle(0.1)
    used = (terminal.processor() if is_linux() else 0.0) - used
    return statistics.median(took), used / len(took)


def take_back(terminal: Stopwatch) -> tuple[float, float]:
    """One entry, and ctrl+z until it is gone."""
    words = f"word{next(_entries)}said"
    terminal.send(words)
    terminal.wait_for(_behind(LINE, words))
    terminal.send(ENTER)
    in_list = re.compile(rf"N\d+\w*\s+{words}")
    terminal.wait_for(lambda text: in_list.search(text) is not None)
    terminal.settle(0.1)
    sent = terminal.send(CTRL_Z)
    shown = terminal.wait_for(lambda text: in_list.search(text) is None)
    terminal.settle(0.1)
    return 1000 * (shown - sent), 0.0


Pairs = list[tuple[float, float]]


def _turns(
    blocks: int, one: tuple[Stopwatch, Measure], other: tuple[Stopwatch, Measure]
) -> tuple[Pairs, Pairs]:
    """Use two programs in turns; pairs of what was shown when, and of what was used."""
    shown: Pairs = []
    used: Pairs = []
    for _ in range(blocks):
        first, second = one[1](one[0]), other[1](other[0])
        shown.append((first[0], second[0]))
        used.append((first[1], second[1]))
    return shown, used


def _processor(bench: Bench, name: str, used: Pairs) -> Iterator[Row]:
    if is_linux():
        yield row_of_pairs(name, used)
    else:
        bench.left_out[name] = NOT_LINUX


def _home(bench: Bench, blocks: int) -> Row:
    """A letter into the find line, with few plans and with many."""
    count = bench.pairs(500, 2000)
    bench.say(f"the first screen with {count:,} plans")
    with _first_screen(bench, 20) as few, _first_screen(bench, count) as many:
        keys = press_keys("│")
        shown, _ = _turns(blocks, (few, keys), (many, keys))
    return row_of_pairs("H1", shown, {"home": count})


def _home_grows(bench: Bench) -> Series:
    """How such a letter costs with more and more plans."""
    points = []
    for size in (100, 1000) if bench.quick else (100, 1000, 10_000):
        with _first_screen(bench, size) as terminal:
            points.append((size, press_keys("│")(terminal)[0]))
    return Series("a letter on the first screen", "ms", "plans", tuple(points))


def _first_screen(bench: Bench, plans: int) -> Stopwatch:
    """The first screen with so many plans, all of them read."""
    terminal = bench.terminal(on(bench.plans(plans)))
    terminal.wait_for(f"{plans} plans in", PATIENCE_FOR_PLANS)
    terminal.settle()
    return terminal


SEARCH = "a letter in the search"
GROWING: Sequence[tuple[str, Measure]] = (
    ("a key until it is shown", press_keys(LINE)),
    ("Enter until the entry is shown", add_entries),
    ("ctrl+z until it is shown", take_back),
    (SEARCH, press_keys("│")),
)
"""What is plotted over the number of entries, the search last: it is a screen of its own."""


def _open_search(terminal: Stopwatch) -> None:
    terminal.send(CTRL_F)
    terminal.wait_for("Search in this plan")


def _grows(bench: Bench) -> Iterator[Series]:
    """How a key, an entry, an undo and a search cost with more and more entries."""
    points: dict[str, list[tuple[int, float]]] = {name: [] for name, _ in GROWING}
    for size in (10, 100, 1000):
        bench.say(f"a plan of {size:,} entries")
        with walk(bench, size) as terminal:
            for name, block in GROWING:
                if name == SEARCH:
                    _open_search(terminal)
                took = statistics.median(block(terminal)[0] for _ in range(bench.pairs(1, 5)))
                points[name].append((size, took))
    for name, measured in points.items():
        yield Series(name, "ms", "entries", tuple(measured))
