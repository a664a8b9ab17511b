"""Checks of who does it: one name to ask for, and not too much on one person's desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from trajectory.domain.coach import phrases
from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.rule import Asked, rule
from trajectory.domain.coach.sheet import Sheet
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Step
from trajectory.domain.progress import LoadCount, OwnerLoad, owner_of, role_key
from trajectory.domain.thresholds import Thresholds

TWO_ROLES = 2


@rule("C23", Severity.FIX, "Whose name will we ask for?", Section.STEP)
def no_owner(sheet: Sheet) -> Iterator[Asked]:
    """An open step has no owner, or everyone, the team, TBC, or two of the plan's roles at once.

    What two people own is done by neither. A title with a comma in it, such as "Service Manager,
    Assessment", is one role.
    """
    known: frozenset[str] | None = None
    for key, step in sheet.open_steps.items():
        owner = owner_of(step)
        if not owner:
            yield Asked(key, "Nobody owns it yet.")
        elif phrases.is_nobody(owner):
            yield Asked(key, f"“{owner}” is nobody in particular.")
        elif len(parts := phrases.joined_roles(owner)) >= TWO_ROLES:
            known = _single_roles(sheet) if known is None else known
            of_ours = sum(role_key(part) in known for part in parts)
            if role_key(owner) not in known and of_ours >= TWO_ROLES:
                yield Asked(key, f"“{owner}” is more than one role.")


@rule("C27", Severity.ASK, "What can move?", Section.STEP)
def too_much(sheet: Sheet) -> Iterator[Asked]:
    """An owner has more than four open steps, or more than two due within 14 days, over all plans.

    A person who carries more than that drops some, and does not say which. The other plans of the
    same authority count: elsewhere a role of that name is another person's.
    """
    own = LoadCount(sheet.as_of)
    own.add(sheet.plan)
    yield from overloads(own.loads(), sheet.world.elsewhere, sheet.thresholds)


def overloads(
    own: Iterable[OwnerLoad], elsewhere: Mapping[str, OwnerLoad], limits: Thresholds
) -> Iterator[Asked]:
    """What C27 asks of what owners carry in a plan and elsewhere: it needs no more of the plan."""
    for load in own:
        role = role_key(load.owner)
        other = elsewhere.get(role, OwnerLoad(load.owner))
        steps, soon = load.open_steps + other.open_steps, load.due_soon + other.due_soon
        where, about = ", over all plans" if other.open_steps else "", f"{role}, {steps} open"
        if steps > limits.owner_steps:
            yield Asked(None, f"{load.owner} has {steps:,} open steps{where}.", about)
        elif soon > limits.owner_due_soon:
            detail = f"{load.owner} has {soon:,} steps due within two weeks{where}."
            yield Asked(None, detail, about)


@rule("C28", Severity.ASK, "Who else owns this?", Section.STEP)
def one_owner(sheet: Sheet) -> Iterator[Asked]:
    """One owner has more than half of four or more open steps.

    A plan that hangs on one person stops with that person's next sick leave.
    """
    steps, limits = sheet.open_steps, sheet.thresholds
    if len(steps) < limits.shared_steps:
        return
    for role, keys in _owned(steps).items():
        if len(keys) > limits.one_owner_share * len(steps):
            owner = owner_of(steps[keys[0]])
            detail = f"{owner} owns {len(keys):,} of {len(steps):,} open steps."
            yield Asked(None, detail, about=f"{role}, {len(keys)} of {len(steps)}")


@rule("C29", Severity.ASK, "Does the owner know?", Section.STEP)
def absent_owner(sheet: Sheet) -> Iterator[Asked]:
    """The owner of an open step was at neither of the last two reviews, as far as we know.

    What is decided about somebody's step in their absence often never reaches them. Reviews that do
    not say who was there tell nothing, nor do those from before the step was written down.
    """
    last = sheet.reviews[-sheet.thresholds.missed_reviews :]
    if len(last) < sheet.thresholds.missed_reviews:
        return
    if not all(review.attended for _, review in last):
        return
    there = {role_key(role) for _, review in last for role in review.attended or ()}
    first, reviews = last[0][1].date, " ".join(key for key, _ in last)
    for role, keys in _owned(sheet.open_steps).items():
        known = [key for key in keys if _from_before(sheet.open_steps[key], first)]
        if known and role not in there:
            owner = owner_of(sheet.open_steps[known[0]])
            missed = "both" if len(last) == TWO_ROLES else f"all {len(last):,}"
            detail = f"{owner} owns {sheet.named(known)}, and missed {missed} of the last reviews."
            yield Asked(None, detail, about=f"{role}, {reviews}")


@rule("C40", Severity.ASK, "What will leaders do themselves?", Section.STEP)
def no_leader(sheet: Sheet) -> Iterator[Asked]:
    """There are steps, and nobody of the leadership group owns one of them.

    People do what their leaders do. Where no leadership group is named, nothing is asked.
    """
    leaders = {role_key(role) for role in sheet.plan.plan.leadership_group or () if role.strip()}
    if sheet.open_steps and leaders and leaders.isdisjoint(_owned(sheet.steps)):
        yield Asked(
            None, "No step is a leader's own.", about=f"leaders {', '.join(sorted(leaders))}"
        )


def _owned(steps: Mapping[str, Step]) -> Mapping[str, list[str]]:
    """The ids of the steps that each role owns."""
    found: dict[str, list[str]] = {}
    for key, step in steps.items():
        if owner_of(step):
            found.setdefault(role_key(owner_of(step)), []).append(key)
    return found


def _single_roles(sheet: Sheet) -> frozenset[str]:
    """The roles that the plan knows as one: those at the table, leaders, helpers, speakers."""
    header = sheet.plan.plan
    roles = [*(header.participants or ()), *(header.leadership_group or ()), header.owner or ""]
    for step in sheet.plan.step.values():
        roles += step.with_ or ()
        if len(phrases.joined_roles(step.owner or "")) == 1:
            roles.append(step.owner or "")
    for section in Section:
        roles += [entry.speaker or "" for entry in sheet.plan.entries(section).values()]
    return frozenset(role_key(role) for role in roles if role.strip())


def _from_before(step: Step, day: dt.date) -> bool:
    return step.created is None or step.created.date() <= day


OWNERS = (no_owner, too_much, one_owner, absent_owner, no_leader)
