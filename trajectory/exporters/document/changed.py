"""What changed since an earlier version, for those who had the last document in their hands."""

from __future__ import annotations

from collections.abc import Mapping

from trajectory.domain.change_groups import Item, grouped
from trajectory.domain.changes import counted
from trajectory.exporters.document.view import PlanView
from trajectory.exporters.document.words import long_date
from trajectory.exporters.document.writer import Writer

NOT_TOLD = "No earlier version of this plan could be read, so nothing is said here of what changed."
_TABLES: Mapping[str, str] = {"plan": "The plan:", "position": "The scale:"}


def write_changed(writer: Writer, view: PlanView) -> None:
    """Write what changed, where that was asked for."""
    since = view.options.since
    if since is None:
        return
    day = f" since {long_date(since.day)}" if since.day else ""
    writer.heading(f"What changed{day}", 2)
    if since.changes is None:
        writer.paragraph(NOT_TOLD)
        return
    count = counted(since.changes)
    writer.paragraph(f"{count}." if count else "Nothing changed.")
    for group in grouped(since.changes):
        writer.heading(group.title, 3)
        for item in group.items:
            writer.item(item.label or _TABLES.get(item.table, ""), _words(item))


def _words(item: Item) -> str:
    text = f"{item.mark_word}: {item.text}" if item.mark_word else item.text
    return "\n".join(line for line in (text, *item.lines) if line)
