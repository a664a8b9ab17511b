"""What the screen of differences says: the choices, and when the other version was written."""

from __future__ import annotations

import datetime as dt

from textual.content import Content
from textual.style import Style

from trajectory.domain.dates import short
from trajectory.domain.settling import Difference, Missing
from trajectory.tui.text import content, one_line

NOTHING_HERE = (
    "There is nothing to settle in this plan.\n\n"
    "When two people change the same words, the plan keeps what was written last, and the other "
    "version waits here until somebody chooses. Esc goes back."
)
ALL_SETTLED = (
    "Nothing is left to settle: what you chose is in the plan.\n\n"
    "Esc goes back to it. ctrl+z takes the last choice back."
)
Question = Difference | Missing
"""What is asked: which of two versions, or whether something that went missing stays."""

Choices = tuple[tuple[str, str, str], ...]
"""Key, action and words of each."""


def choices(here: Question | None) -> Choices:
    """What can be chosen, in the order of its keys."""
    if here is None:
        return ()
    if isinstance(here, Missing):
        return (("1", "keep", "Keep it"), ("2", "take", "Take it out"))
    if here.is_gone:
        put_back = ("3", "both", "Put the other version back, as an entry of its own")
        left_out = ("1", "keep", "Leave it out")
        return (left_out, put_back) if here.can_keep_both else (left_out,)
    if here.is_same:
        return (("1", "keep", "Settled: both say the same by now"),)
    refused = ("", "", here.refusal)
    take = refused if here.refusal else ("2", "take", "Take the other version")
    both = ("3", "both", "Keep both: the other one becomes an entry of its own")
    return (
        ("1", "keep", "Keep what is there"),
        take,
        *((both,) if here.can_keep_both else ()),
    )


def choice_line(key: str, action: str, words: str) -> Content:
    """A choice as a line that can be clicked; one without an action says why there is none."""
    if not action:
        return content("   ") + one_line(words, "$text-muted")
    line = content(f"{key}  ", "bold") + one_line(words)
    return line.stylize(Style.from_meta({"@click": f"screen.{action}"}))


def about_missing(here: Missing) -> str:
    """What happened, in one sentence."""
    said = f"{here.label} “{here.text}”" if here.text else f"{here.label} ({here.kind})"
    return (
        f"{said} was missing from the file, without a mark that somebody deleted it. It was kept."
    )


def written(here: Difference, now: dt.datetime) -> str:
    """When the other version was written, in the user's own time: ", written 14:05"."""
    if here.written is None:
        return ""
    moment = here.written.astimezone(now.tzinfo)
    day = "" if moment.date() == now.date() else f"{short(moment.date(), now.date())}, "
    return f", written {day}{moment:%H:%M}"
