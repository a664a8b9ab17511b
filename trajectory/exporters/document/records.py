"""The parts of a document that are lists: goals, milestones, decisions, quotes, reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Conflict, Goal, Review
from trajectory.domain.scale import in_words
from trajectory.exporters.document.entries import live, with_facts
from trajectory.exporters.document.view import PlanView
from trajectory.exporters.document.words import RAISED_AT, TAKEN_AT, long_date, roles, said
from trajectory.exporters.document.writer import Writer


def write_goals(writer: Writer, view: PlanView) -> None:
    """Write the goals, each with how we would know that it is met."""
    writer.heading("Goals", 2)
    goals = live(view.plan.goal)
    if not goals:
        writer.paragraph("No goals yet.")
    for key, goal in goals.items():
        status = None if goal.status == "open" else goal.status
        writer.item(view.label(Kind.GOAL, key), with_facts(goal, status))
        for label, text in _goal_lines(goal):
            writer.item(f"{label}:", text, level=1)


def _goal_lines(goal: Goal) -> Iterator[tuple[str, str]]:
    if said(goal.see):
        yield "What people would see", goal.see or ""
    if said(goal.measure):
        yield "How we would know", goal.measure or ""
    if said(goal.baseline, goal.target):
        baseline, target = goal.baseline or "not said yet", goal.target or "not said yet"
        yield "Today and the aim", f"{baseline} → {target}"
    if goal.by:
        yield "By", long_date(goal.by)


def write_milestones(writer: Writer, view: PlanView) -> None:
    """Write the milestones."""
    writer.heading("Milestones", 2)
    milestones = live(view.plan.milestone)
    if not milestones:
        writer.paragraph("No milestones yet.")
    for key, milestone in milestones.items():
        date = f"by {long_date(milestone.date)}" if milestone.date else None
        score = None if milestone.score is None else f"at {in_words(milestone.score)} on the scale"
        writer.item(view.label(Kind.MILESTONE, key), with_facts(milestone, date, score))


def write_decisions(writer: Writer, view: PlanView) -> None:
    """Write what was decided."""
    writer.heading("Decisions", 2)
    decisions = live(view.plan.decision)
    if not decisions:
        writer.paragraph("No decisions on record yet.")
    for key, decision in decisions.items():
        by = decision.decided_by and f"decided by {decision.decided_by}"
        date = long_date(decision.date) if decision.date else None
        text = with_facts(decision, by, date, decision.forum)
        writer.item(view.label(Kind.DECISION, key), text)


def write_parking(writer: Writer, view: PlanView) -> None:
    """Write the parking lot."""
    writer.heading("Parking lot", 2)
    parking = live(view.plan.parking)
    if not parking:
        writer.paragraph("The parking lot is empty.")
    for key, parked in parking.items():
        place = RAISED_AT[parked.for_] if parked.for_ else None
        status = None if parked.status == "parked" else parked.status
        writer.item(view.label(Kind.PARKING, key), with_facts(parked, place, status))


def write_quotes(writer: Writer, view: PlanView) -> None:
    """Write the first wordings of what was reworded since, with who said them."""
    writer.heading("In their words", 2)
    quoted = [(kind, key, entry) for kind, key, entry in view.entries if said(entry.said)]
    if not quoted:
        writer.paragraph("Nothing was reworded: each entry stands as it was said.")
    for kind, key, entry in quoted:
        speaker = f" ({entry.speaker})" if said(entry.speaker) else ""
        writer.item(view.label(kind, key), f"“{entry.said}”{speaker}")


def write_reviews(writer: Writer, view: PlanView) -> None:
    """Write the reviews, where there have been any."""
    if view.plan.review:
        writer.heading("Reviews", 2)
    for key, review in view.plan.review.items():
        writer.item(view.label(Kind.REVIEW, key), _review_line(review))
        if said(*(review.attended or ())):
            writer.item("There:", roles(review.attended), level=1)
        if said(review.summary):
            writer.item("In short:", review.summary or "", level=1)
        for ask in said(*(review.asks or ())):
            writer.item("Asked:", ask, level=1)


def _review_line(review: Review) -> str:
    where = TAKEN_AT[review.forum] if review.forum else None
    under_way = None if review.finished else "under way"
    return ", ".join(said(long_date(review.date), where, under_way))


def write_merged(writer: Writer, view: PlanView) -> None:
    """Write the entries that were merged into others, where there are any."""
    merged = [(kind, key, entry) for kind, key, entry in view.entries if entry.into is not None]
    if merged:
        writer.heading("Merged into other entries", 2)
    for kind, key, entry in merged:
        taker = view.survivor(kind, key)
        writer.item(view.label(kind, key), with_facts(entry, taker and f"now part of {taker}"))


def write_conflicts(writer: Writer, view: PlanView) -> None:
    """Write what a merge could not keep and nobody has settled yet, where there is any."""
    if not view.plan.conflict:
        return
    writer.heading("Still to settle", 2)
    writer.paragraph("Two copies of this plan were put together, and here they differ.")
    for conflict in view.plan.conflict.values():
        item = view.name_of(conflict.item) or conflict.item
        label = ", ".join(said(item, conflict.field.replace("_", " ")))
        here, other = _value(view, _kept(view, conflict)), _value(view, conflict.value)
        writer.item(f"{label}:", f"here it says {here}; the other copy says {other}")


def _kept(view: PlanView, conflict: Conflict) -> object:
    """What the plan holds now in the place that a conflict is about."""
    found = view.plan.find(conflict.item)
    headers = {"plan": view.plan.plan, "position": view.plan.position}
    holder = found[1] if found else headers.get(conflict.item)
    python_name = {"with": "with_", "for": "for_"}.get(conflict.field, conflict.field)
    return dict(holder).get(python_name) if holder else None


def _value(view: PlanView, value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_value(view, part) for part in value) or "nothing"
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, int | float):
        return in_words(value)
    text = str(value)
    return view.name_of(text) or f"“{text}”"
