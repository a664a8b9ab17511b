"""A deletion that reached the file and was taken back since, in the copy of whoever deleted."""

from __future__ import annotations

import datetime as dt

import pytest

from trajectory.domain import editing, edits
from trajectory.domain.merge import merge
from trajectory.domain.plan import Header, Note, Plan

NOW = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)
NOTE = Note(text="one", created=NOW)
BASE = Plan(plan=Header(id="x-1", title="Networks"), note={"N1-aaaa": NOTE})


def minutes(number: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=number)


@pytest.mark.parametrize("undone", [1, 2], ids=["in the same second", "later"])
def test_what_was_brought_back_stays(undone: int) -> None:
    deleted = editing.remove(BASE, "N1-aaaa", minutes(1))
    back, _ = edits.between(BASE, deleted).turned().apply(deleted, minutes(undone))
    for copies in ([deleted, back], [back, deleted]):
        merged = merge(copies, base=BASE).plan
        assert [note.text for note in merged.note.values()] == ["one"]
        assert not merged.removed


def test_what_was_deleted_after_it_was_brought_back_goes() -> None:
    deleted = editing.remove(BASE, "N1-aaaa", minutes(1))
    back, _ = edits.between(BASE, deleted).turned().apply(deleted, minutes(2))
    again = editing.remove(back, "N1-aaaa", minutes(3))
    for copies in ([again, back], [back, again]):
        assert not merge(copies, base=BASE).plan.note
