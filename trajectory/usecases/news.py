"""Sentences about what came to a plan other than by its own table: from the file, or recovered."""

from __future__ import annotations

import datetime as dt

from trajectory.domain.changes import changes, counted
from trajectory.domain.dates import short
from trajectory.usecases.recovering import Recovered
from trajectory.usecases.session import Arrival


def arrival_words(arrival: Arrival) -> str:
    """What came in from the file, and what to look at; empty when there is nothing to say."""
    said = []
    if arrival.place is not None:
        said.append(f"The plan file was moved; it is {arrival.place} now.")
    if arrival.was_gone:
        said.append("The plan file was moved or deleted, so it was written again.")
    if came := counted(changes(arrival.before, arrival.after)):
        said.append(f"Somebody else wrote this plan too: {came}.")
    if arrival.missing:
        said.append(_missing_words(len(arrival.missing)))
    return " ".join(said)


def recovered_words(recovered: Recovered, today: dt.date) -> str:
    """What was recovered when a plan was opened, and where to look at it."""
    missing = recovered.past.missing
    found = changes(recovered.before, recovered.past.plan)
    count = sum(change.key not in missing for change in found)
    said = []
    if count:
        lines = "1 line" if count == 1 else f"{count:,} lines"
        when = f" of {short(recovered.ended.date(), today)}" if recovered.ended else ""
        said.append(
            f"Recovered {lines}{when} that had not reached the plan file. /recovered shows what; "
            "ctrl+z takes it back, act by act."
        )
    if missing:
        said.append(_missing_words(len(missing)))
    return " ".join(said)


def _missing_words(count: int) -> str:
    was = "1 entry was" if count == 1 else f"{count:,} entries were"
    return f"{was} missing from the file and kept: see /differences."
