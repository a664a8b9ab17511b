"""The steps of a plan as CSV (RFC 4180): one a row, under the same headings in every file.

Spreadsheets run a cell that begins as a formula does, and anybody who writes into a plan can write
one. Such a cell gets an apostrophe in front: it is text then, in every program, and shows what was
typed. (OWASP, "CSV injection": `=`, `+`, `-`, `@`, also behind blanks, and their wide forms, which
spreadsheets set for East Asian scripts take for the same.)
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Plan, Step
from trajectory.domain.progress import owner_of, title_of
from trajectory.domain.showing import show
from trajectory.exporters.document.entries import live
from trajectory.exporters.document.view import PlanView, plan_view
from trajectory.exporters.document.words import roles
from trajectory.exporters.exporter import DEFAULT, ExportOptions
from trajectory.exporters.limits import is_wanted

COLUMNS = (
    *("Plan", "Authority", "Table", "Ref", "What", "Who", "With", "By when", "State", "Status"),
    *("Blocked by", "Blocked since", "Done on", "Confidence", "For goal", "Cuts", "Uses", "After"),
    *("Done when", "Cue", "Note", "Plan id", "Step id"),
)
_FORMULA = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20]")


def export(plan: Plan, as_of: dt.date, options: ExportOptions = DEFAULT) -> str:
    """The plan's steps in the order of the file, dropped ones as well, under the headings."""
    view = plan_view(plan, as_of, options)
    steps = live(view.plan.step).items()
    return HEAD + _written(_row(view, key, s) for key, s in steps if is_wanted(s, options))


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    text = show(text)
    return f"'{text}" if _FORMULA.match(text) else text


def _row(view: PlanView, key: str, step: Step) -> tuple[str, ...]:
    header = view.plan.plan
    linked = (
        (Kind.GOAL, (step.goal,) if step.goal else ()),
        (Kind.BARRIER, step.cuts),
        (Kind.ENABLER, step.uses),
        (Kind.STEP, step.after),
    )
    return (
        title_of(view.plan),
        header.authority or "",
        header.table or "",
        view.label(Kind.STEP, key),
        step.text,
        owner_of(step),
        roles(step.with_),
        _day(step.due),
        view.states[key].word,
        (step.status or "not_started").replace("_", " "),
        step.blocked_by or "",
        _day(step.blocked_since),
        _day(step.done_on),
        "" if step.confidence is None else str(step.confidence),
        *(view.names(kind, keys) for kind, keys in linked),
        step.done_when or "",
        step.cue or "",
        step.note or "",
        header.id or "",
        key,
    )


def _day(date: dt.date | None) -> str:
    """2018-02-09: the one form that spreadsheets of every language take for the same day."""
    return "" if date is None else date.isoformat()


def _written(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(map(harmless, row) for row in rows)  # the dialect is RFC 4180's
    return text.getvalue()


HEAD = _written([COLUMNS])
"""The row of headings."""
