"""The first screen's list: plans as rows, with as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from textual.content import Content

from trajectory.tui.text import content, one_line
from trajectory.tui.widgets.row_list import ListRow
from trajectory.usecases.overview import BrokenRow, Overview, PlanRow, Row

NEW = "new"
"""Id of the row that starts a plan of the typed name."""
SAMPLE = "sample"
"""Id of the row that puts the sample into an empty folder."""

_GAP = 2
_LEAST_TITLE = 24
"""Columns beside the title are left out where they would leave it fewer cells."""


@dataclass(frozen=True)
class _Widths:
    """How wide the columns beside the title are: as wide as what stands in them."""

    title: int
    score: int
    edited: int
    outlook: int

    @classmethod
    def of(cls, plans: Sequence[PlanRow]) -> _Widths:
        return cls(
            max((cell_len(plan.title) for plan in plans), default=0),
            max((cell_len(_aligned(plan.score)) for plan in plans), default=0),
            max((cell_len(plan.edited) for plan in plans), default=0),
            max((cell_len(plan.outlook) for plan in plans), default=0),
        )


MOST_FOUND = 200
"""The most rows that are shown of what was found."""


def row_id(path: Path) -> str:
    """The id of a file's row."""
    return f"file:{path}"


def rows_of(found: Overview, typed: str, *, reading: bool) -> list[ListRow]:
    """All rows, in order. `typed` is what stands in the find line."""
    rows: list[ListRow] = []
    start = ListRow(partial(_start, typed), NEW)
    if typed and not reading and (found.near or found.is_empty):
        rows.append(start)
        if found.near:
            rows.append(_heading("No plan has exactly these words. Close to them:"))
    rows += _rows_of_files(found, typed)
    if typed and not found.is_empty and not found.near:
        rows.append(start)
    if found.hidden:
        plans = "1 archived plan" if found.hidden == 1 else f"{found.hidden} archived plans"
        rows.append(_heading(f"{plans} not shown: press A in the list"))
    if not typed and not reading and found.is_empty and not found.hidden:
        rows.append(ListRow(_sample, SAMPLE))
    return rows


def _rows_of_files(found: Overview, typed: str) -> list[ListRow]:
    shown = (*found.plans, *found.archived, *found.copies)
    plan_row = partial(_plan_row, _Widths.of(shown[:MOST_FOUND] if typed else shown))
    rows: list[ListRow] = []
    for group in found.groups:
        rows.append(_heading(group.heading))
        rows += [plan_row(plan, plan.title) for plan in group.plans]
    for heading, archived in groupby(found.archived, key=lambda plan: plan.heading):
        rows.append(_heading(f"Archived: {heading}"))
        rows += [plan_row(plan, plan.title) for plan in archived]
    if found.copies:
        rows.append(_heading("Copies: another version of a plan, kept so that nothing is lost"))
        rows += [plan_row(plan, f"{plan.path.name}: {plan.title}") for plan in found.copies]
    if found.broken:
        rows.append(_heading("Cannot be read: Enter says what is wrong"))
        rows += [ListRow(partial(_broken, row), row_id(row.path)) for row in found.broken]
    if not typed or len(rows) <= MOST_FOUND:
        return rows
    # Nobody reads on, and each letter draws them anew.
    left_out = sum(row.id is not None for row in rows[MOST_FOUND:])
    return [*rows[:MOST_FOUND], _heading(f"{left_out:,} more: type a little more of the name")]


def about_folder(root: Path, rows: Sequence[Row], fresh: Sequence[Row] | None) -> Content:
    """Where the plans are and how many; `fresh` are those read so far, None when all are."""
    if fresh is not None and len(fresh) >= len(rows):
        return one_line(f"Reading {root} … {len(fresh)}")
    if not rows:
        made = "" if root.exists() else " It will be made with the first plan."
        return one_line(
            "No plans yet. Type a name and press Enter to start one, or press Down for a "
            f"sample. The folder for plans is {root}.{made}"
        )
    count = sum(isinstance(row, PlanRow) for row in rows)
    return one_line(f"{'1 plan' if count == 1 else f'{count} plans'} in {root}")


def _heading(words: str) -> ListRow:
    return ListRow(lambda _: one_line(words))


def _start(typed: str, _: int) -> Content:
    return one_line("+ Start a new plan:", "$accent") + Content(" ") + one_line(typed, "bold")


def _sample(_: int) -> Content:
    about = one_line("three plans of an invented authority, Harrowmere")
    return one_line("Look round in a sample:", "bold") + Content(" ") + about


def _plan_row(widths: _Widths, plan: PlanRow, title: str) -> ListRow:
    return ListRow(partial(_plan, widths, plan, title), row_id(plan.path))


def _plan(widths: _Widths, plan: PlanRow, title: str, width: int) -> Content:
    columns = [(one_line(plan.outlook, "bold $text-error" if plan.late else ""), widths.outlook)]
    room = width - _GAP - widths.outlook
    for words, wide in ((_aligned(plan.score), widths.score), (plan.edited, widths.edited)):
        if room - _GAP - wide >= _LEAST_TITLE:
            # Not `one_line`: the blanks in front line the arrows up.
            columns.insert(-1, (content(words), wide))
            room -= _GAP + wide
    # On a wide screen the columns stay near the titles: the eye follows a row.
    line = _fitted(one_line(title), max(1, min(room, max(widths.title, cell_len(title)))))
    for column, wide in columns:
        line += Content(" " * _GAP) + _fitted(column, wide)
    return line


def _broken(row: BrokenRow, _: int) -> Content:
    name = Content("! ").stylize("bold $text-error") + one_line(row.name, "bold")
    return name + Content(" ") + one_line(f"cannot be read: {row.reason}")


def _fitted(words: Content, width: int) -> Content:
    """Cut or filled to a width in cells."""
    return words.truncate(width, ellipsis=True, pad=True)


def _aligned(score: str) -> str:
    """With the arrows under each other: "3.5 → 6", "  4 → 7"."""
    now, arrow, target = score.partition(" → ")
    return " " * max(0, 3 - cell_len(now)) + now + arrow + target if arrow else score
