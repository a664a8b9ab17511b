"""The first screen's list: plans as rows, with as many columns as there is room for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from rich.cells import cell_len
from textual.content import Content

from trajectory.tui.text import one_line
from trajectory.tui.widgets.row_list import ListRow
from trajectory.usecases.overview import BrokenRow, Overview, PlanRow

NEW = "new"
"""Id of the row that starts a plan of the typed name."""
SAMPLE = "sample"
"""Id of the row that puts the sample into an empty folder."""

_SCORE, _EDITED, _OUTLOOK = 10, 16, 13
_ROOM_FOR_SCORE, _ROOM_FOR_EDITED = 50, 66
"""From this width on the score is shown, and the last edit."""


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
    for group in found.groups:
        rows.append(_heading(group.heading))
        rows += [ListRow(partial(_plan, plan), row_id(plan.path)) for plan in group.plans]
    if found.archived:
        rows.append(_heading("Archived"))
        rows += [ListRow(partial(_archived, plan), row_id(plan.path)) for plan in found.archived]
    if found.copies:
        rows.append(_heading("Copies: another version of a plan, kept so that nothing is lost"))
        rows += [ListRow(partial(_copy, plan), row_id(plan.path)) for plan in found.copies]
    if found.broken:
        rows.append(_heading("Cannot be read: Enter says what is wrong"))
        rows += [ListRow(partial(_broken, row), row_id(row.path)) for row in found.broken]
    if typed and not found.is_empty and not found.near:
        rows.append(start)
    if found.hidden:
        plans = "1 archived plan" if found.hidden == 1 else f"{found.hidden} archived plans"
        rows.append(_heading(f"{plans} not shown: press A in the list"))
    if not typed and not reading and found.is_empty and not found.hidden:
        rows.append(ListRow(_sample, SAMPLE))
    return rows


def _heading(words: str) -> ListRow:
    # Headings stand out at the left: the rows are two cells further in.
    return ListRow(lambda _: one_line(words))


def _start(typed: str, width: int) -> Content:
    return one_line("+ Start a new plan: ", "$accent") + one_line(typed, "bold")


def _sample(width: int) -> Content:
    return one_line("Look round in a sample: ", "bold") + one_line(
        "three plans of an invented authority, Harrowmere"
    )


def _plan(plan: PlanRow, width: int, title: str = "") -> Content:
    outlook_style = "bold $text-error" if plan.late else ""
    cells = [(plan.outlook, outlook_style, _OUTLOOK)]
    if width >= _ROOM_FOR_EDITED:
        cells.insert(0, (plan.edited, "", _EDITED))
    if width >= _ROOM_FOR_SCORE:
        cells.insert(0, (_aligned(plan.score), "", _SCORE))
    room = max(8, width - sum(cell_width + 2 for _, _, cell_width in cells))
    line = _fitted(one_line(title or plan.title), room)
    for words, style, cell_width in cells:
        line += Content("  ") + _fitted(one_line(words, style), cell_width)
    return line


def _archived(plan: PlanRow, width: int) -> Content:
    return _plan(plan, width, f"{plan.title} ({plan.heading})")


def _copy(plan: PlanRow, width: int) -> Content:
    return _plan(plan, width, f"{plan.path.name}: {plan.title}")


def _broken(row: BrokenRow, width: int) -> Content:
    name = one_line("! ", "bold $text-error") + one_line(row.name, "bold")
    return name + one_line(f" cannot be read: {row.reason}")


def _fitted(words: Content, width: int) -> Content:
    """Cut or filled to a width in cells."""
    return words.truncate(width, ellipsis=True, pad=True)


def _aligned(score: str) -> str:
    """With the arrows under each other: "3.5 → 6", "  4 → 7"."""
    now, arrow, target = score.partition(" → ")
    return " " * max(0, 3 - cell_len(now)) + now + arrow + target if arrow else score
