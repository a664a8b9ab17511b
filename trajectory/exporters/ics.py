"""The dates of a plan as iCalendar (RFC 5545): each dated step, and the next call.

All are events of a whole day. A step is a task, but as VTODO it would reach nobody: Google Calendar
and Outlook import the VEVENTs of a file and pass over its VTODOs. The events are transparent, so
that a day with a due date still counts as free.

A calendar knows an event again by its UID, made of the plan's id and the step's, which are theirs
for life: importing again moves what has moved instead of adding it a second time. DTSTAMP and
SEQUENCE come from when the step was last changed, not from a clock.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

from icalendar import Event

from trajectory.domain.dates import echo
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Plan, Record, Step
from trajectory.domain.progress import owner_of, title_of
from trajectory.domain.showing import show, show_line
from trajectory.exporters.document.entries import live
from trajectory.exporters.document.steps import links_of, who_of
from trajectory.exporters.document.view import PlanView, plan_view
from trajectory.exporters.exporter import DEFAULT, ExportOptions
from trajectory.exporters.ics_frame import HEAD, TAIL
from trajectory.exporters.limits import is_wanted

_OURS = uuid.UUID("5a8f3c8e-6a53-5d5e-9f0c-7d1c2b1e4a60")
"""The name space of our UIDs (RFC 7986 asks for a UUID). Never change it: every calendar would hold
each step twice."""

_ZERO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_MOST = 2**31 - 1
"""The largest SEQUENCE that RFC 5545 allows."""

_NEXT_CALL = "next-call"
_MARKS = {"done": "Done: ", "blocked": "Blocked: ", "dropped": "Dropped: "}


def export(plan: Plan, as_of: dt.date, options: ExportOptions = DEFAULT) -> str:
    """The plan's dates as a calendar: the same text for the same plan and options, on any day."""
    view = plan_view(plan, as_of, options)
    events = (event.to_ical().decode("utf-8") for event in _events(view))
    return f"{HEAD}{''.join(events)}{TAIL}"


def _events(view: PlanView) -> Iterator[Event]:
    for key, step in live(view.plan.step).items():
        if step.due is not None and is_wanted(step, view.options):
            yield _step_event(view, key, step, step.due)
    call = view.plan.plan.next_call
    if call is not None:
        about = _about_plan(view.plan)
        summary = f"Call about {title_of(view.plan)}"
        yield _event(view.plan, _NEXT_CALL, call, _latest(view.plan), summary, about)


def _step_event(view: PlanView, key: str, step: Step, due: dt.date) -> Event:
    owner = owner_of(step)
    who = f" ({owner})" if owner else ""
    summary = f"{_MARKS.get(step.status or '', '')}{step.text}{who}"
    lines = {
        "Step": view.label(Kind.STEP, key),
        "Who": who_of(step),
        "Done on": echo(step.done_on) if step.done_on else "",
        "Waits for": step.blocked_by if step.status == "blocked" else "",
        "When exactly": step.cue,
        "Done when": step.done_when,
        "Links": links_of(view, step),
        "Note": step.note,
    }
    said = [f"{name}: {show(text)}" for name, text in lines.items() if text and text.strip()]
    event = _event(
        view.plan, key, due, _written(step), summary, "\n".join([*said, _about_plan(view.plan)])
    )
    event.add("status", "CANCELLED" if step.status == "dropped" else "CONFIRMED")
    return event


def _event(
    plan: Plan, key: str, day: dt.date, written: dt.datetime, summary: str, description: str
) -> Event:
    name = uuid.uuid5(_OURS, f"{_identity(plan)}\n{key}")
    event = Event()
    event.add("uid", f"{name}@trajectory-planner")
    event.add("dtstamp", written)
    event.add("sequence", _sequence(written))
    event.add("dtstart", day)
    if day < dt.date.max:  # without an end it is that one day too; some programs want to be told
        event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", show_line(summary))
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event


def _identity(plan: Plan) -> str:
    """The plan's id; one written by hand may have none, and then what it says of itself is it."""
    header = plan.plan
    own = (header.authority, header.table, header.deliverable, header.title)
    return header.id or "\n".join(part or "" for part in own)


def _written(record: Record) -> dt.datetime:
    """When a record was last changed, else when it was made; one written by hand says neither."""
    return record.changed or record.created or _ZERO


def _latest(plan: Plan) -> dt.datetime:
    """When anything of the plan was last changed: the header keeps no time of its own."""
    records = (record for kind in Kind for record in plan.records(kind).values())
    return max((_written(record) for record in records), default=_ZERO)


def _sequence(written: dt.datetime) -> int:
    """A number that grows with each change; programs drop what has a lower one than they know."""
    return min(max(int((written - _ZERO).total_seconds()), 0), _MOST)


def _about_plan(plan: Plan) -> str:
    group = ", ".join(show(part) for part in (plan.plan.authority, plan.plan.table) if part)
    return f"Plan: {show(title_of(plan))}{f' ({group})' if group else ''}"
