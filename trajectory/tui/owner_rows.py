"""Roles and their steps as rows, with as many columns as there is room for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from rich.cells import cell_len
from textual.content import Content

from trajectory.domain.dates import short
from trajectory.domain.owners import OwnedStep
from trajectory.domain.progress import OwnerLoad, StepState, is_due_soon, is_open, owner_of
from trajectory.tui.text import one_line
from trajectory.tui.tones import TOKENS
from trajectory.tui.widgets.row_list import ListRow
from trajectory.usecases.owners import OwnedIn

NOBODY = "Nobody yet"
"""Stands for the owner of what nobody owns."""

_GAP = 2
_LEAST = 18
"""What a row is about keeps so many cells; columns that leave it fewer are left out."""
_LABEL_WIDTH, _DUE_WIDTH, _STATE_WIDTH = 6, 11, 18


def role_rows(loads: Sequence[OwnerLoad]) -> list[ListRow]:
    """A row for each role: open, late, due soon, in how many plans. Its id is its place."""
    columns = [_role_columns(load) for load in loads]
    widths = [max(map(cell_len, column)) for column in zip(*columns, strict=True)]
    role = max((cell_len(load.owner or NOBODY) for load in loads), default=0)
    return [
        ListRow(partial(_role, load, cells, widths, role), str(place))
        for place, (load, cells) in enumerate(zip(loads, columns, strict=True))
    ]


def step_rows(steps: Sequence[OwnedIn], role: str, today: dt.date) -> list[ListRow]:
    """The steps of one role under the plans that they are in. A row's id is the step's place."""
    rows: list[ListRow] = []
    for _, group in groupby(enumerate(steps), key=lambda pair: pair[1].path):
        numbered = list(group)
        plan = numbered[0][1].step.plan
        about = " · ".join(part for part in (plan.title, plan.group) if part)
        rows.append(ListRow(partial(_heading, about)))
        rows += [
            ListRow(partial(_step, each.step, role, today), str(place)) for place, each in numbered
        ]
    return rows


def nobodys_load(steps: Sequence[OwnedIn], today: dt.date) -> OwnerLoad:
    """What nobody owns, as if a role without a name did."""
    found = [each.step for each in steps if each.step.is_owned_by("")]
    found = [step for step in found if is_open(step.row.step)]
    return OwnerLoad(
        owner="",
        open_steps=len(found),
        late=_late(found),
        due_soon=sum(is_due_soon(step.row.step, today) for step in found),
        plans=tuple(dict.fromkeys(step.plan.name for step in found)),
    )


def promised_words(steps: Sequence[OwnedIn], role: str) -> str:
    """How much it is: "3 open steps, 1 late. Helps with 2 more."."""
    owned = [each.step for each in steps if each.step.is_owned_by(role)]
    helps = len(steps) - len(owned)
    late = f", {_late(owned)} late" if _late(owned) else ""
    amount = {0: "No open steps", 1: "1 open step"}
    said = amount.get(len(owned), f"{len(owned):,} open steps")
    more = f" Helps with {helps:,} of other roles." if helps else ""
    return f"{said}{late}.{more}"


def _role_columns(load: OwnerLoad) -> tuple[str, ...]:
    plans = len(load.plans)
    return (
        f"{load.open_steps:,} open",
        f"{load.late:,} late" if load.late else "",
        f"{load.due_soon:,} due soon" if load.due_soon else "",
        "in 1 plan" if plans == 1 else f"in {plans:,} plans",
    )


def _role(
    load: OwnerLoad, cells: Sequence[str], widths: Sequence[int], longest: int, width: int
) -> Content:
    name = one_line(load.owner or NOBODY, "" if load.owner else "$text-muted")
    styles = ("", "bold $text-error", "", "$text-muted")
    line, room = Content(""), width
    for cell, style, wide in zip(cells, styles, widths, strict=True):
        if wide and room - _GAP - wide >= min(_LEAST, longest):
            line += Content(" " * _GAP) + one_line(cell, style).truncate(wide, pad=True)
            room -= _GAP + wide
    # On a wide screen the columns stay near the names: the eye follows a row.
    return name.truncate(max(1, min(room, longest)), ellipsis=True, pad=True) + line


def _heading(about: str, _: int) -> Content:
    return one_line(about)


def _step(step: OwnedStep, role: str, today: dt.date, width: int) -> Content:
    due, state = step.row.step.due, step.row.state
    text = step.row.step.text
    if not step.is_owned_by(role):
        text = f"helps: {text} ({owner_of(step.row.step) or 'nobody yet'})"
    label = one_line(step.row.label, "bold").truncate(_LABEL_WIDTH, pad=True)
    words = f"{state.shape} {step.row.state_words}"
    columns = [
        (one_line(words, f"${TOKENS[state.tone]}"), _STATE_WIDTH),
        (one_line(short(due, today) if due else ""), _DUE_WIDTH),
    ]
    end, room = Content(""), width - _LABEL_WIDTH
    for cell, wide in columns:  # how it stands has its place before the date
        if room - _GAP - wide >= _LEAST:
            end = Content(" " * _GAP) + cell.truncate(wide, ellipsis=True, pad=True) + end
            room -= _GAP + wide
    return label + one_line(text).truncate(max(1, room), ellipsis=True, pad=True) + end


def _late(steps: Sequence[OwnedStep]) -> int:
    return sum(step.row.state is StepState.LATE for step in steps)
