"""Work in several processes: the same results in the same order, whatever becomes of a process."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from trajectory.errors import UsageError
from trajectory.usecases import parallel
from trajectory.usecases.parallel import AHEAD, CHUNK, HEAD_START, each

MANY = list(range(CHUNK * 5 + 3))


def doubled(number: int) -> int:
    return 2 * number


def where(number: int) -> int:
    return os.getpid()


def refused(number: int) -> int:
    if number == CHUNK * 2:
        raise UsageError("not this one")
    return number


def killed_once(mark: Path, number: int) -> int:
    """End the process that comes here first, as a system does that is short of memory."""
    if number == CHUNK * 3:
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            return number
        os._exit(9)
    return number


def held_up(here: int, pipe: tuple[int, int], last: int, number: int) -> tuple[int, int]:
    """Anywhere but here, wait until the last has been done."""
    if os.getpid() != here:
        os.read(pipe[0], 1)
    elif number == last:
        os.write(pipe[1], b"." * last)
    return number, os.getpid()


def marked(here: int, until: int, marks: Path, number: int) -> None:
    """Anywhere but here, wait for a byte, and leave a mark."""
    if os.getpid() != here:
        os.read(until, 1)
        (marks / str(number)).touch()


@pytest.mark.parametrize("processes", [0, 1])
def test_work_is_done_here_with_one_process(processes: int) -> None:
    assert set(each(where, MANY, processes)) == {os.getpid()}


def test_work_is_done_in_order_in_processes_and_the_first_here() -> None:
    """As beside a screen: once others have had time to start, this process leaves it to them."""
    by_process = list(each(where, MANY, 2))
    half = len(MANY) // 2
    assert set(by_process[:half]) == {os.getpid()}
    assert os.getpid() not in by_process[half:]
    assert len(MANY) < 2 * HEAD_START, "it would do no more than this of many"


@pytest.mark.skipif(sys.platform != "linux", reason="the pipe is the copy's own, too")
def test_a_program_with_no_other_thread_works_as_well() -> None:
    """Its helper is held up at its first item until all the rest has been done here."""
    many = list(range(CHUNK * (AHEAD + 4)))
    pipe = os.pipe()
    try:
        found = list(each(partial(held_up, os.getpid(), pipe, many[-1]), many, 2, alone=True))
    finally:
        for end in pipe:
            os.close(end)
    assert [number for number, _ in found] == many
    others = [number for number, process in found if process != os.getpid()]
    assert others == many[CHUNK : CHUNK * (AHEAD + 1)]


def no_helper_stays() -> None:
    """Wait until each has ended; its exit code may have gone to the pool, which waits as well."""
    left = {process.sentinel for process in multiprocessing.active_children()}
    while left:
        ended = wait(left, 60)
        assert ended, "a helper is still there"
        left -= set(ended)


def test_interrupted_work_leaves_no_process() -> None:
    with closing(each(where, MANY * 20, 2, alone=True)) as results:
        found = {next(results) for _ in range(CHUNK * 2)}
    assert found - {os.getpid()}
    no_helper_stays()


@pytest.mark.skipif(sys.platform != "linux", reason="the pipe is the copy's own, too")
def test_what_nobody_waits_for_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The helper is at its second chunk when somebody has had enough: it ends with that item."""
    pipe = os.pipe()

    class Pool(ProcessPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            os.write(pipe[1], b"." * len(MANY))
            super().shutdown(wait, cancel_futures=cancel_futures)

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", Pool)
    try:
        os.write(pipe[1], b"." * CHUNK)
        before = set(threading.enumerate())
        work = partial(marked, os.getpid(), pipe[0], tmp_path)
        with closing(each(work, MANY, 2, alone=True)) as results:
            for _ in range(CHUNK + 1):
                next(results)
        assert set(threading.enumerate()) <= before, "Python would say so, were it to end now"
        no_helper_stays()
    finally:
        for end in pipe:
            os.close(end)
    assert CHUNK <= len(list(tmp_path.iterdir())) <= CHUNK + 1


@pytest.mark.slow
def test_few_items_and_none() -> None:
    assert list(each(doubled, [], 2)) == []
    assert list(each(doubled, [1], 2)) == [2]


@pytest.mark.slow
def test_an_error_comes_at_its_item() -> None:
    results = each(refused, MANY, 2)
    assert [next(results) for _ in range(CHUNK * 2)] == MANY[: CHUNK * 2]
    with pytest.raises(UsageError, match="not this one"):
        next(results)


@pytest.mark.slow
def test_what_a_killed_process_left_is_done_here(tmp_path: Path) -> None:
    assert list(each(partial(killed_once, tmp_path / "mark"), MANY, 2)) == MANY


@pytest.mark.parametrize(
    "refusal", [OSError(11, "Resource temporarily unavailable"), NotImplementedError("no sem_open")]
)
def test_without_room_for_processes_all_is_done_here(
    monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    def no_room(*arguments: object, **named: object) -> None:
        raise refusal

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", no_room)
    assert list(each(doubled, MANY, 2)) == [2 * number for number in MANY]


UNDER_A_TERMINAL_APP = """
import io, sys
from trajectory.usecases.parallel import each

class StandIn(io.StringIO):
    def fileno(self):
        return -1

if __name__ == "__main__":
    sys.stderr = StandIn()
    assert list(each(abs, range(-100, 0), 2)) == list(range(100, 0, -1))
    print("all there")
"""


def test_processes_start_where_standard_error_has_no_file_behind_it(tmp_path: Path) -> None:
    """As under Textual; in a program of its own, because processes are started once only."""
    program = tmp_path / "program.py"
    program.write_text(UNDER_A_TERMINAL_APP, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(program)], check=False, capture_output=True, text=True, timeout=60
    )
    assert (ran.stdout, ran.stderr) == ("all there\n", "")


INTERRUPTED_AT_THE_START = """
from trajectory.usecases.parallel import CHUNK, each

if __name__ == "__main__":
    results = each(abs, range(-9_000, 0), 2)
    print(sum(1 for _ in zip(range(CHUNK + 1), results)))
    results.close()
"""


@pytest.mark.slow
def test_a_process_that_is_still_starting_goes_without_a_word(tmp_path: Path) -> None:
    """Its words would stand on the screen of the app that somebody has gone on in."""
    program = tmp_path / "program.py"
    program.write_text(INTERRUPTED_AT_THE_START, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(program)], check=False, capture_output=True, text=True, timeout=60
    )
    assert (ran.stdout, ran.stderr) == (f"{CHUNK + 1}\n", "")
