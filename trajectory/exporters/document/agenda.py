"""The agenda of a call as a document: made to be read out, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from trajectory.domain.agenda import About, Agenda, Item, Line, Topic, Wants
from trajectory.domain.forums import FORUM_NAMES
from trajectory.domain.scale import in_words
from trajectory.exporters.document.words import count, long_date, roles, said
from trajectory.exporters.document.writer import Writer

NOTHING = (
    "Nothing moved, nothing is late, and nothing is to be decided or asked. "
    "Say where you are on the scale, and use the time for something else."
)
WANTED: Mapping[Wants, str] = {
    Wants.HEAR: "To hear",
    Wants.DECIDE: "To decide",
    Wants.ASK: "To ask",
}
"""What is wanted of those who listen, as an item says it."""
MOST_SPEAKERS = 4
"""More roles than these are named at their own lines only."""


def write_agenda(writer: Writer, agenda: Agenda) -> None:
    """Write the head, and each item with its minutes, who speaks, and what is wanted."""
    several = len(agenda.plans) != 1
    forum = FORUM_NAMES[agenda.forum]
    title = f"Agenda for the {forum}" if several else f"Agenda: {agenda.plans[0].title}"
    writer.heading(title, 1)
    length = count(agenda.minutes, "minute", "minutes")
    writer.item(f"{forum.capitalize()}:", f"{long_date(agenda.as_of)}, {length}")
    for plan in agenda.plans:
        if several:
            now, since = standing(plan)
            told = said(_whose(plan), now, since and f"Since {since}")
            writer.item(f"{plan.title}:", ". ".join(_capital(words) for words in told))
        else:
            _write_about(writer, plan)
    if not agenda.items:
        writer.paragraph(NOTHING)
    for number, item in enumerate(agenda.items, 1):
        _write_item(writer, agenda, number, item, several=several)


def item_title(item: Item) -> str:
    """What an item is called; what two topics that share one are called."""
    if len(item.topics) == 1:
        return item.topics[0].title
    return f"{Topic.ASKS.title}, and what was parked for today"


def opening(item: Item) -> str:
    """How an item begins: what is wanted, the question of most of its lines, who speaks."""
    question = f": {_small(item.question)}" if item.question else "."
    return f"{WANTED[item.wants]}{question} Who speaks: {_speakers(item)}."


def line_words(item: Item, line: Line) -> str:
    """What is known of a line, with who speaks and the question where its item does not say so."""
    who = line.who if len(item.speakers) > 1 else ""
    note = f"{who}: {line.note}" if line.note else f"{who} speaks"
    if not who:
        note = _capital(line.note)
    question = "" if line.question == item.question else line.question
    return " ".join(said(note and _sentence(note), question))


def standing(plan: About) -> tuple[str, str]:
    """Where the plan is on its scale, and since when the agenda looks."""
    now = "no score yet" if plan.score is None else f"{in_words(plan.score)} of 10"
    if plan.target is not None:
        by = f" by {long_date(plan.target_by)}" if plan.target_by else ""
        now += f"; we aim for {in_words(plan.target)}{by}"
    if plan.since is None:
        return now, ""
    return now, f"the {plan.since_what} of {long_date(plan.since)}"


def _write_about(writer: Writer, plan: About) -> None:
    now, since = standing(plan)
    for label, text in (("Whose", _whose(plan)), ("Where we are", now), ("Since", since)):
        if text:
            writer.item(f"{label}:", text)


def _whose(plan: About) -> str:
    return ", ".join(said(plan.authority, plan.table))


def _write_item(writer: Writer, agenda: Agenda, number: int, item: Item, *, several: bool) -> None:
    minutes = count(item.minutes, "minute", "minutes")
    writer.heading(f"{number}. {item_title(item)}: {minutes}", 2)
    writer.paragraph(opening(item))
    for place, lines in groupby(item.lines, key=lambda line: line.plan):
        if several:
            writer.heading(agenda.plans[place].title, 3)
        for line in lines:
            writer.item(line.label, "\n".join(said(line.text, line_words(item, line))))


def _speakers(item: Item) -> str:
    if len(item.speakers) > MOST_SPEAKERS:
        return "each owner in turn"
    return roles(item.speakers) or "not said yet"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
