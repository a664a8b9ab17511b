"""The next steps as a table: sorted by date, filtered, with states and links in words.

Nothing is stored; "today" is passed in as `as_of`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from trajectory.domain.dates import echo
from trajectory.domain.form_reading import begins
from trajectory.domain.ids import all_labels
from trajectory.domain.plan import Entry, Plan, Step
from trajectory.domain.progress import (
    StepState,
    due_moves,
    is_late,
    is_open,
    owner_of,
    same_role,
    step_states,
)


class Show(StrEnum):
    """Which steps are shown."""

    ALL = "all"
    LATE = "late"
    MINE = "mine"
    NO_OWNER = "no_owner"
    NO_DATE = "no_date"


@dataclass(frozen=True)
class StepRow:
    """One step as a row of the table."""

    key: str
    label: str
    step: Step
    state: StepState
    links: str
    """What it cuts, uses and is for: "cuts B1 B2, uses E1, for G1"."""

    @property
    def state_words(self) -> str:
        """The state in words, and what has been said of it where the state hides that."""
        begun = self.step.status == "in_progress"
        if self.state is StepState.ON_TRACK:
            return "in progress" if begun else "not started"
        if self.step.status == "blocked" and self.state is not StepState.BLOCKED:
            return f"{self.state.word}, blocked"
        return f"{self.state.word}, begun" if begun else self.state.word


def step_rows(
    plan: Plan, as_of: dt.date, names: Mapping[str, str] | None = None
) -> tuple[StepRow, ...]:
    """All live steps by date, then label; those without a date come last.

    `names` are labels of the whole plan, where this one is without its private entries.
    """
    names = all_labels(plan) if names is None else names
    rows = [
        StepRow(key, names[key], plan.step[key], state, _links(plan.step[key], names))
        for key, state in step_states(plan, as_of).items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.step.due or dt.date.max, _natural(row.label))))


def fits(row: StepRow, show: Show, as_of: dt.date, role: str = "") -> bool:
    """Whether a row is among those shown. One role's steps are those it owns or helps with."""
    step = row.step
    match show:
        case Show.ALL:
            return True
        case Show.LATE:
            return is_late(step, as_of)
        case Show.MINE:
            return any(same_role(one, role) for one in (owner_of(step), *(step.with_ or ())))
        case Show.NO_OWNER:
            return is_open(step) and not owner_of(step)
        case Show.NO_DATE:
            return is_open(step) and step.due is None


def details(plan: Plan, row: StepRow) -> tuple[str, ...]:
    """All that the table has no room for, a sentence each, the most useful first."""
    step = row.step
    said = [f"{row.label}  {' '.join(step.text.split())}"]
    people = [owner_of(step) or "nobody yet", *(f"with {role}" for role in step.with_ or ())]
    due = echo(step.due) if step.due else "no date yet"
    moves = due_moves(plan).get(row.key, 0)
    moved = f", moved {'once' if moves == 1 else f'{moves} times'}" if moves else ""
    said.append(f"Who: {', '.join(people)}.  By when: {due}{moved}.")
    if step.status == "blocked":
        since = f" since {echo(step.blocked_since)}" if step.blocked_since else ""
        said.append(f"Blocked{since}: {step.blocked_by or 'nobody said by what'}.")
    if step.done_on:
        said.append(f"Done on {echo(step.done_on)}.")
    if step.cue:
        said.append(f"When exactly: {step.cue}.")
    if step.done_when:
        said.append(f"Done when: {step.done_when}.")
    linked = [*(step.cuts or ()), *(step.uses or ()), step.goal or "", *(step.after or ())]
    names = all_labels(plan)
    words = [f"{names[key]} {_text(plan, key)}" for key in linked if key in names]
    if words:
        said.append(" · ".join(words))
    return tuple(said)


def roles_of(rows: Iterable[StepRow]) -> tuple[str, ...]:
    """Every role that owns or helps with a step, once, in the order of the table."""
    found: dict[str, str] = {}
    for row in rows:
        for role in (owner_of(row.step), *(row.step.with_ or ())):
            if role:
                found.setdefault(role.casefold(), role)
    return tuple(found.values())


def _links(step: Step, names: Mapping[str, str]) -> str:
    groups = (("cuts", step.cuts or ()), ("uses", step.uses or ()), ("for", (step.goal or "",)))
    return ", ".join(
        f"{word} {' '.join(names[key] for key in keys if key in names)}"
        for word, keys in groups
        if any(key in names for key in keys)
    )


def _text(plan: Plan, key: str) -> str:
    found = plan.find(key)
    return begins(found[1].text) if found and isinstance(found[1], Entry) else ""


def _natural(label: str) -> tuple[int, str]:
    """S2 before S10; labels written by hand behind those with a number."""
    match = re.fullmatch(r"[A-Z]([0-9]+)([a-z]*)", label)
    return (int(match[1]), match[2]) if match else (10**9, label)
