"""The agenda as rows of a list: its items with their lines, and what the call has brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trajectory.domain.agenda import Agenda
from trajectory.domain.dates import echo
from trajectory.domain.forums import FORUM_NAMES
from trajectory.domain.outcomes import on_record
from trajectory.domain.plan import Plan
from trajectory.tui.widgets.agenda_list import AgendaRow
from trajectory.usecases import agendas

FROM_THIS_CALL = "On record from this call"


def head_words(prepared: Agenda) -> str:
    """What the agenda is of, where the plan is on its scale, and since when it looks."""
    (about,) = prepared.plans
    standing, since = agendas.standing(about)
    forum = FORUM_NAMES[prepared.forum].capitalize()
    head = f"{forum}, {echo(prepared.as_of)}, {prepared.minutes} minutes.  Now {standing}."
    return f"{head}  Since {since}." if since else head


def agenda_rows(
    prepared: Agenda, came_of: Mapping[str, str], now: Plan, review: str | None
) -> Iterator[AgendaRow]:
    """The items, each line with what came of it; then what this review brought."""
    if not prepared.items:
        yield AgendaRow("", "", "Nothing to report", agendas.NOTHING)
    for number, item in enumerate(prepared.items, 1):
        title = f"{number}. {agendas.item_title(item)}: {item.minutes} minutes"
        yield AgendaRow("", "", title, agendas.opening(item))
        for line in item.lines:
            note, came = agendas.line_words(item, line), came_of.get(line.key, "")
            yield AgendaRow(line.key, line.label, line.text, note, came)
    new = on_record(now, review)
    if new:
        yield AgendaRow("", "", FROM_THIS_CALL)
    for each in new:
        yield AgendaRow(each.key, each.label, each.text)
