"""Files that were cut or damaged at any place: they are read or refused, and never made worse."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.cases.people import Laptop, say, texts
from tests.unit.usecases.conftest import context, loaded
from trajectory.errors import PlanUnreadableError
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.context import Context
from trajectory.usecases.session import SaveState

__all__ = ["context", "loaded"]

pytestmark = pytest.mark.faults

Report = Callable[[dict[str, int]], None]
BAD_BYTES = (b"\0", b"\xff", b'"', b"\n")


def damaged(whole: bytes) -> Iterator[bytes]:
    """The bytes, cut at every place, and with another byte at every place."""
    for place in range(len(whole)):
        yield whole[:place]
        for bad in BAD_BYTES:
            if whole[place : place + 1] != bad:
                yield whole[:place] + bad + whole[place + 1 :]


def test_a_plan_file_that_is_damaged_anywhere_is_read_or_left_alone(
    context: Context, loaded: LoadedPlan, report: Report
) -> None:
    session = Laptop(context).open(loaded.path)
    say(session, "said and saved")
    assert session.write()
    session.close()
    whole, tried, refused = loaded.path.read_bytes(), 0, 0
    for data in damaged(whole):
        loaded.path.write_bytes(data)
        laptop = Laptop(context)
        tried += 1
        try:
            session = laptop.open(loaded.path)
        except PlanUnreadableError:
            refused += 1
            assert loaded.path.read_bytes() == data
        else:
            assert session.write() or session.status.problem
            laptop.stop()
    assert refused > 100
    report({"damaged": tried})


def test_a_journal_that_is_damaged_anywhere_gives_back_what_adds_up(
    context: Context, loaded: LoadedPlan, report: Report
) -> None:
    laptop = Laptop(context)
    session = laptop.open(loaded.path)
    for number in range(3):
        say(session, f"line {number}")
        assert session.keep()
    laptop.stop()
    (journal,) = context.journals.folder_of(loaded.path).glob("*.jsonl")
    whole, file = journal.read_bytes(), loaded.path.read_bytes()
    ends = [place for place in range(len(whole)) if whole[place : place + 1] == b"\n"]
    tried = 0
    for data in damaged(whole):
        journal.write_bytes(data)
        first = next((i for i, one in enumerate(whole) if data[i : i + 1] != bytes([one])), 0)
        certain = max(0, sum(end < first for end in ends) - 1)
        found = texts(laptop.open(loaded.path))
        laptop.stop()
        assert found == [f"line {number}" for number in range(len(found))]
        assert len(found) >= certain
        assert loaded.path.read_bytes() == file
        tried += 1
    journal.write_bytes(whole)
    session = laptop.open(loaded.path)
    assert session.keep()
    assert session.write()
    assert session.status.state is SaveState.SAVED
    assert len(texts(session)) == 3
    report({"damaged": tried})
