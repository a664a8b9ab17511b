"""Setting a question aside with a reason, and when it comes back.

A dismissal is a record of the plan (`[dismissed.*]`), for everybody who opens it, and it holds as
long as what it was said about is the same:

- a question about an item comes back once the item is edited after the dismissal, or the log gets a
  line about it: a date moved, a state changed, a review carried it on (a progress note is no such
  change);
- a question about the plan as a whole comes back when what it is about is another thing than it was
  (`Finding.about`, kept in `Dismissed.about`): it was said of ten open steps, and now there are 12;
- a dismissal written by hand, without a time, holds for its item from then on; without an item and
  without `about`, it holds for every question of its code about the plan as a whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from trajectory.domain import editing
from trajectory.domain.amending import Stamp
from trajectory.domain.cleaning import clean
from trajectory.domain.coach.finding import Finding
from trajectory.domain.ids import next_id
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import TEXT_LIMIT, Dismissed, LogEntry, Plan
from trajectory.errors import UsageError

NO_CHANGE = "note"
"""The field of a log line that only adds to an item."""


def dismiss(plan: Plan, finding: Finding, reason: str, stamp: Stamp) -> Plan:
    """The plan with this question set aside, and why.

    Raises `UsageError` for a reason without words, or one that is too long. The plan is as it was.
    """
    reason = " ".join(clean(reason).split())
    if not reason:
        raise UsageError(
            "Say in a few words why it is fine as it is: whoever opens the plan next will want to "
            "know. Nothing was changed."
        )
    if len(reason) > TEXT_LIMIT:
        raise UsageError(
            f"That has {len(reason):,} characters, and {TEXT_LIMIT:,} fit. Nothing was changed: "
            "make it shorter."
        )
    record = Dismissed(
        code=finding.code,
        item=finding.item,
        about=finding.about if finding.item is None else None,
        reason=reason,
        date=stamp.today,
        created=stamp.now,
    )
    # Fields that are not said stay out of the file.
    said = {name: value for name, value in record if value is not None}
    return editing.add(
        plan, next_id(plan, Kind.DISMISSED, stamp.suffix), Dismissed.model_validate(said)
    )


def ask_again(plan: Plan, finding: Finding, now: dt.datetime) -> Plan:
    """The plan without the dismissals of this question; the same plan where there is none."""
    for key, record in _of(plan.dismissed, finding):
        if finding.item is not None or record.about in {None, finding.about}:
            plan = editing.remove(plan, key, now)
    return plan


class Dismissals:
    """Says of each finding of one plan whether it is set aside. Reads the plan once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._by_subject: dict[tuple[str, str | None], list[Dismissed]] = {}
        for record in plan.dismissed.values():
            self._by_subject.setdefault((record.code, record.item), []).append(record)
        self._lines: dict[str, list[LogEntry]] = {}
        for line in plan.log.values() if self._by_subject else ():
            if line.field != NO_CHANGE:
                self._lines.setdefault(line.item, []).append(line)

    def of(self, finding: Finding) -> Dismissed | None:
        """The dismissal that holds for this finding; None where it is to be asked."""
        records = self._by_subject.get((finding.code, finding.item), ())
        return next((record for record in records if self._holds(record, finding)), None)

    def _holds(self, record: Dismissed, finding: Finding) -> bool:
        if finding.item is None:
            return record.about is None or record.about == finding.about
        touched = self._touched(finding.item)
        said = record.changed or record.created
        if touched is None or (said is None and record.date is None):
            return True
        if said is not None:
            return touched <= said
        return record.date is not None and touched.date() <= record.date

    def _touched(self, key: str) -> dt.datetime | None:
        """When an item was last changed, as far as anybody wrote it down."""
        found = self._plan.find(key)
        moments = [line.created for line in self._lines.get(key, ())]
        if found is not None:
            moments += [found[1].created, found[1].changed]
        return max((moment for moment in moments if moment is not None), default=None)


def _of(records: Mapping[str, Dismissed], finding: Finding) -> Iterator[tuple[str, Dismissed]]:
    for key, record in records.items():
        if (record.code, record.item) == (finding.code, finding.item):
            yield key, record
