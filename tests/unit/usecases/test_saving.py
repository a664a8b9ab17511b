"""The writer: bursts cost few writes, nothing is left behind, failures are tried again."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from trajectory.usecases.saving import AT_ONCE, Due, Pace, Writer

WAIT = 20.0
"""Seconds that a test waits at most for what must happen."""
NO_RETRY = replace(AT_ONCE, retry=3600.0)
"""What failed is tried again only when somebody asks for it, however long a test takes."""


class Job:
    """Counts its writes; each does what the test says."""

    kept = 0

    def __init__(self, does: Callable[[int], bool] = lambda _: True) -> None:
        self.count = 0
        self._does = does

    def keep(self) -> bool:
        self.kept += 1
        return True

    def write(self) -> bool:
        self.count += 1
        return self._does(self.count)


def test_what_is_asked_for_is_written_and_flush_waits_for_it() -> None:
    writer, job = Writer(AT_ONCE), Job()
    writer.request(job)
    assert writer.flush(WAIT)
    assert job.count == 1
    assert writer.close(WAIT)


def test_requests_during_a_write_cost_one_more_write() -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow_once(count: int) -> bool:
        if count == 1:
            started.set()
            assert go_on.wait(WAIT)
        return True

    writer, job = Writer(AT_ONCE), Job(slow_once)
    writer.request(job)
    assert started.wait(WAIT)
    for _ in range(100):
        writer.request(job)
    go_on.set()
    assert writer.close(WAIT)
    assert job.count == 2


def test_flush_gives_up_when_its_time_is_over() -> None:
    go_on = threading.Event()
    writer, job = Writer(AT_ONCE), Job(lambda _: go_on.wait(WAIT))
    writer.request(job)
    assert not writer.flush(0.01)
    go_on.set()
    assert writer.close(WAIT)


def test_a_failed_write_is_tried_again_by_itself() -> None:
    again = threading.Event()

    def second_works(count: int) -> bool:
        if count > 1:
            again.set()
        return count > 1

    writer, job = Writer(Pace(file=0.0, retry=0.01)), Job(second_works)
    writer.request(job)
    assert again.wait(WAIT)
    assert writer.close(WAIT)


def test_flush_says_when_a_write_failed_and_tries_it_once_more() -> None:
    writer, job = Writer(NO_RETRY), Job(lambda _: False)
    writer.request(job)
    assert not writer.flush(WAIT)
    before = job.count
    assert not writer.flush(WAIT)
    assert job.count == before + 1
    assert not writer.close(WAIT)


def test_one_that_fails_holds_up_no_other() -> None:
    writer, bad, good = Writer(AT_ONCE), Job(lambda _: False), Job()
    writer.request(bad)
    writer.request(good)
    assert not writer.flush(WAIT)
    assert good.count == 1
    writer.close(WAIT)


def test_closing_without_a_request_is_done_at_once() -> None:
    assert Writer(AT_ONCE).close(WAIT)


def test_a_write_that_breaks_does_not_end_all_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours (a listener that fails) is reported, and the next line is saved still."""
    reported: queue.SimpleQueue[type[BaseException] | None] = queue.SimpleQueue()
    monkeypatch.setattr(threading, "excepthook", lambda told: reported.put(told.exc_type))

    def first_breaks(count: int) -> bool:
        if count == 1:
            raise ZeroDivisionError
        return True

    writer, broken, other = Writer(NO_RETRY), Job(first_breaks), Job()
    writer.request(broken)
    writer.flush(WAIT)  # which finds it broken, or has tried it once more already
    writer.request(other)
    assert writer.flush(WAIT)
    assert other.count == 1
    assert broken.count == 2, "what broke counts as not saved, and is tried again"
    assert writer.close(WAIT)
    assert reported.get(timeout=WAIT) is ZeroDivisionError
    assert reported.empty()


def test_what_was_asked_for_while_a_write_broke_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda told: None)
    started, go_on, written = threading.Event(), threading.Event(), threading.Event()

    def first_breaks(count: int) -> bool:
        if count == 1:
            started.set()
            assert go_on.wait(WAIT)
            raise ZeroDivisionError
        return True

    def works(count: int) -> bool:
        written.set()
        return True

    writer = Writer(AT_ONCE)
    writer.request(Job(first_breaks))
    assert started.wait(WAIT)
    writer.request(Job(works))
    go_on.set()
    assert written.wait(WAIT), "nobody has to ask again"
    assert writer.close(WAIT)


def test_a_line_is_kept_at_once_and_its_file_written_when_there_is_a_pause() -> None:
    kept = threading.Event()

    class Kept(Job):
        def keep(self) -> bool:
            kept.set()
            return super().keep()

    writer, job = Writer(Pace(file=3600.0)), Kept()
    for _ in range(10):
        writer.request(job)
    assert kept.wait(WAIT)
    assert job.count == 0
    assert writer.flush(WAIT), "nobody waits for the pause at the end"
    assert job.count == 1
    assert writer.close(WAIT)


def test_a_file_waits_for_a_pause_but_not_for_ever() -> None:
    due = Due.within(100.0, 1.0, 5.0)
    assert due.at == 101.0
    moments = []
    for tenths in range(1002, 1100, 2):
        due = due.asked_again(Due.within(tenths / 10, 1.0, 5.0))
        moments.append(due.at)
    assert moments[0] == pytest.approx(101.2), "each line puts it off"
    assert max(moments) == moments[-1] == 105.0, "five seconds after the first line at the latest"


@pytest.mark.parametrize("at_once_first", [True, False])
def test_what_is_wanted_now_is_not_put_off(at_once_first: bool) -> None:
    soon, now = Due.within(7.0, 1.0, 5.0), Due.within(7.0, 0.0, 0.0)
    both = now.asked_again(soon) if at_once_first else soon.asked_again(now)
    assert both.at == 7.0


def test_a_file_that_is_wanted_now_is_written_now() -> None:
    written = threading.Event()

    def tell(count: int) -> bool:
        written.set()
        return True

    writer, job = Writer(Pace(file=3600.0)), Job(tell)
    writer.request(job)
    writer.request_file(job)
    assert written.wait(WAIT)
    assert writer.close(WAIT)


def test_a_folder_that_hangs_holds_up_no_journal() -> None:
    stuck, go_on, kept = threading.Event(), threading.Event(), threading.Event()

    class Hanging(Job):
        def keep(self) -> bool:
            if stuck.is_set():
                kept.set()
            return super().keep()

        def write(self) -> bool:
            stuck.set()
            return go_on.wait(WAIT)

    writer, job = Writer(AT_ONCE), Hanging()
    writer.request(job)
    assert stuck.wait(WAIT)
    writer.request(job)
    assert kept.wait(WAIT)
    go_on.set()
    assert writer.close(WAIT)


def test_a_draft_touches_no_plan_file() -> None:
    writer, job = Writer(AT_ONCE), Job()
    writer.request_draft(job)
    assert writer.flush(WAIT)
    assert writer.close(WAIT)
    assert (job.kept, job.count) == (1, 0)


def test_a_journal_that_fails_is_no_failure_of_the_file() -> None:
    class Forgetful(Job):
        def keep(self) -> bool:
            super().keep()
            return False

    writer, job = Writer(AT_ONCE), Forgetful()
    writer.request(job)
    assert writer.flush(WAIT)
    assert job.count == 1
    assert writer.close(WAIT)


def test_what_failed_to_the_end_is_not_waited_for_when_all_is_closed() -> None:
    writer, job = Writer(AT_ONCE), Job(lambda _: False)
    writer.request(job)
    assert not writer.close(WAIT)
    count = job.count
    assert not writer.close(3600.0), "at once: nobody is there any more to try it"
    assert job.count == count
