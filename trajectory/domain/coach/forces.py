"""Checks of the force field: what helps, what is in the way, and which steps touch it."""

from __future__ import annotations

from collections.abc import Iterator

from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.likeness import mentions
from trajectory.domain.coach.rule import Asked, rule
from trajectory.domain.coach.sheet import Sheet
from trajectory.domain.kinds import Section

OUTSIDE = 1
"""The influence of what lies outside us."""


@rule("C17", Severity.FIX, "What would cut through?", Section.STEP)
def uncut_barrier(sheet: Sheet) -> Iterator[Asked]:
    """A barrier of strength 3 or more, within our influence, is cut by no step.

    Reducing a barrier usually moves more than pushing an enabler harder, so a strong one that we
    could do something about is where the plan will stop.
    """
    limits = sheet.thresholds
    for item in sheet.barriers:
        influence = item.force.influence or 0
        if item.steps or item.strength < limits.cut_strength or influence < limits.cut_influence:
            continue
        yield Asked(item.key, f"Strength {item.strength}, and no step cuts it.")


@rule("C18", Severity.ASK, "Live with it, or raise it?", Section.BARRIER)
def outside_us(sheet: Sheet) -> Iterator[Asked]:
    """A barrier of strength 4 or more lies outside us, and nothing says what becomes of it.

    Neither is it accepted, nor cut by a step, nor named in a parked remark or in what a review
    asked for. An honest choice frees the table: live with it, or raise it where it can be changed.
    """
    asked = [
        item
        for item in sheet.barriers
        if not item.steps
        and item.force.influence == OUTSIDE
        and item.strength >= sheet.thresholds.raise_strength
    ]
    texts = [
        remark.text
        for remark in sheet.plan.parking.values()
        if remark.into is None and remark.status != "dropped"
    ]
    texts += [ask for review in sheet.plan.review.values() for ask in review.asks or ()]
    raised = mentions({item.key: (item.label, item.force.text) for item in asked}, texts)
    for item in asked:
        if not raised[item.key]:
            yield Asked(item.key, f"Strength {item.strength}, outside us, and raised nowhere.")


@rule("C19", Severity.ASK, "Are we only pushing harder?", Section.STEP)
def only_pushing(sheet: Sheet) -> Iterator[Asked]:
    """There are open steps and open barriers, and no open step cuts any of the barriers.

    Pushing harder against what stands in the way makes it push back.
    """
    cutting = {step for item in sheet.barriers for step in item.steps}
    if sheet.open_steps and sheet.barriers and cutting.isdisjoint(sheet.open_steps):
        about = f"barriers {' '.join(sorted(item.key for item in sheet.barriers))}"
        yield Asked(None, "No open step cuts a barrier.", about=about)


@rule("C20", Severity.NOTICE, "Could this carry a step?", Section.STEP)
def unused_enabler(sheet: Sheet) -> Iterator[Asked]:
    """An enabler of strength 4 or more is used by no step.

    What helps already costs nothing to build on.
    """
    for item in sheet.enablers:
        if not item.steps and item.strength >= sheet.thresholds.use_strength:
            yield Asked(item.key, f"Strength {item.strength}, and no step uses it.")


@rule("C21", Severity.ASK, "What's helping?", Section.ENABLER)
def no_enabler(sheet: Sheet) -> Iterator[Asked]:
    """There are three or more barriers, and no enabler.

    Something holds the work up even now. A table that sees only what is in its way has stopped
    looking.
    """
    count = len(sheet.barriers)
    if not sheet.enablers and count >= sheet.thresholds.forces:
        yield Asked(None, f"{count:,} barriers, and no enabler.", about="no enabler")


@rule("C21", Severity.ASK, "What's in the way?", Section.BARRIER)
def no_barrier(sheet: Sheet) -> Iterator[Asked]:
    """There are three or more enablers, and no barrier.

    If nothing were in the way, it would be done. What nobody says at the table is met later.
    """
    count = len(sheet.enablers)
    if not sheet.barriers and count >= sheet.thresholds.forces:
        yield Asked(None, f"{count:,} enablers, and no barrier.", about="no barrier")


@rule("C22", Severity.ASK, "Which one really decides it?", Section.BARRIER)
def all_equal(sheet: Sheet) -> Iterator[Asked]:
    """Four or more forces have a strength, and it is the same for all of them.

    Then nobody has weighed them against each other, and the plan cannot tell what to do first.
    """
    strengths = [
        item.strength
        for item in (*sheet.enablers, *sheet.barriers)
        if item.force.strength is not None
    ]
    if len(strengths) >= sheet.thresholds.equal_forces and len(set(strengths)) == 1:
        words = f"All {len(strengths):,} have strength {strengths[0]}"
        yield Asked(None, f"{words}.", about=words)


FORCES = (
    uncut_barrier,
    outside_us,
    only_pushing,
    unused_enabler,
    no_enabler,
    no_barrier,
    all_equal,
)
