"""The part of a document that says what changed, byte for byte."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

from tests.repository import ROOT
from trajectory.domain import editing
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.changes import Change, changes
from trajectory.domain.plan import Barrier, Decision, Plan, Reading, Review, Step
from trajectory.exporters.exporter import ExportOptions, Since
from trajectory.exporters.markdown import export
from trajectory.storage.codec import parse

EXAMPLE = ROOT / "plans" / "harrowmere-table-3"
WORKSHOP, CALL = dt.date(2018, 1, 16), dt.date(2018, 2, 20)


def now() -> Plan:
    return parse((EXAMPLE / "safety-networks.toml").read_bytes())[0]


def then() -> Plan:
    (file,) = (EXAMPLE / "history").glob("safety-networks-*.toml")
    return parse(file.read_bytes())[0]


def document(plan: Plan, found: tuple[Change, ...] | None) -> str:
    return export(
        plan, CALL, ExportOptions(since=Since(None if found is None else WORKSHOP, found))
    )


def a_month_later() -> Plan:
    """What a month of work leaves, of every kind, with marks that Markdown would obey."""
    numbers = itertools.count(1000)
    moment = dt.datetime.combine(CALL, dt.time(10), dt.UTC)
    stamp = Stamp(moment, CALL, lambda length: f"{next(numbers)}")
    plan = amend(now(), "S1-t5vn", {"status": "done"}, stamp, "Live in the record since Tuesday")
    plan = amend(plan, "S3-j8fx", {"due": dt.date(2018, 3, 16)}, stamp, "Half term")
    plan = amend(plan, "S5-e9wh", {"status": "blocked", "blocked_by": "the contract"}, stamp)
    plan = amend(plan, "B1-h9wc", {"strength": 3}, stamp, "The form asks now")
    plan = amend(plan, "B2-n6ua", {"text": "Workers rule *people* out early"}, stamp)
    plan = editing.remove(plan, "P2-a5tp", moment)
    for key, record in {
        "R2-aaaa": Reading(date=CALL, score=4.0, reason="Two teams ask in every discussion"),
        "B6-aaaa": Barrier(text="<b>Cover</b> for the practice lead", strength=3),
        "B7-aaaa": Barrier(text="Not for the document", private=True),
        "S6-aaaa": Step(text="Ask the board", owner="Assistant Director", due=dt.date(2018, 3, 9)),
        "D1-aaaa": Decision(text="One form for both teams", date=CALL, decided_by="Director"),
        "V2-aaaa": Review(date=CALL, forum="monthly-call", summary="On the way", finished=moment),
    }.items():
        plan = editing.add(plan, key, record)
    return editing.edit_position(plan, target_by=dt.date(2018, 10, 26))


def test_what_changed_stands_right_behind_the_title_block(
    golden: Callable[[str, str], None],
) -> None:
    found = changes(then(), a_month_later(), private=False)
    golden("changes/safety-networks.md", document(a_month_later(), found))


def test_nothing_changed_is_said() -> None:
    assert "\n\n## What changed since 16 January 2018\n\nNothing changed.\n\n" in document(
        now(), ()
    )


def test_no_earlier_version_is_said() -> None:
    text = document(now(), None)
    assert "\n\n## What changed\n\nNo earlier version of this plan could be read" in text


def test_without_being_asked_nothing_is_said() -> None:
    assert "What changed" not in export(now(), CALL)
