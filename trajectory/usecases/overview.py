"""All plans of the folder at a glance: one row each, in groups, found by typing.

Reading is a generator, so that a screen can show the first rows while the rest is being read.
Arranging is pure and quick: it runs once for each letter that somebody types.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trajectory.domain import dates, progress
from trajectory.domain.finding import fold, has_all, query_words
from trajectory.domain.plan import Plan
from trajectory.errors import Problem
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases.context import Context

_NEAR = 0.75
"""How alike a typed word and a plan's word are (0-1) before it counts as a slip of the fingers."""

_SHORTEST_SLIP = 4
"""Shorter words are too often like another one by chance."""

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class PlanRow:
    """One plan file, as a list shows it."""

    path: Path
    name: str
    """`harrowmere-table-3/safety-networks`."""
    title: str
    authority: str
    table: str
    score: str
    """Score and target: "3.5 → 6"."""
    edited: str
    """The last edit in words: "edited today", "12 Nov"."""
    outlook: str
    """In words: "1 late", "2 to check", "on track"."""
    late: int
    archived: dt.date | None = None
    copy_of: Path | None = None
    """The file of which this is a copy, as a synchroniser or a save beside it leaves one."""
    words: str = field(default="", repr=False)
    """What the find line looks in, folded."""
    place: tuple[object, ...] = field(default=(), repr=False)
    """Orders the rows of a folder."""

    @property
    def heading(self) -> str:
        """The group that it is listed under: "Harrowmere, Table 3"."""
        named = ", ".join(part for part in (self.authority, self.table) if part)
        return named or self.path.parent.name


@dataclass(frozen=True)
class BrokenRow:
    """A file, or a folder of plans, that cannot be read: listed with its reason, never skipped."""

    path: Path
    name: str
    """`westbrook/qa.toml`."""
    problems: tuple[Problem, ...]
    words: str = field(default="", repr=False)

    @property
    def reason(self) -> str:
        """The first problem on one line, with the line of the file."""
        more = len(self.problems) - 1
        return f"{self.problems[0]}{f' (and {more} more)' if more else ''}"


Row = PlanRow | BrokenRow


@dataclass(frozen=True)
class Group:
    """The plans of one table."""

    heading: str
    plans: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Overview:
    """The rows to show, in order."""

    groups: tuple[Group, ...] = ()
    archived: tuple[PlanRow, ...] = ()
    copies: tuple[PlanRow, ...] = ()
    broken: tuple[BrokenRow, ...] = ()
    hidden: int = 0
    """How many archived plans are not shown."""
    near: bool = False
    """Nothing has the words as they were typed; these have words that are like them."""

    @property
    def plans(self) -> tuple[PlanRow, ...]:
        """All plans of the groups, in order."""
        return tuple(plan for group in self.groups for plan in group.plans)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.groups or self.archived or self.copies or self.broken)


def read_rows(context: Context) -> Iterator[Row]:
    """Read the folder, a row for each file."""
    row_of = row_maker(context)
    for item in context.store.scan():
        yield row_of(item)


def row_maker(context: Context) -> Callable[[LoadedPlan | BrokenPlan], Row]:
    """A function that makes the row of a file that was read, all as of the same moment."""
    now = context.clock()
    templates = context.templates.deliverables
    order = {template.key: template.order for template in templates}
    titles = {template.key: template.title for template in templates}

    def row_of(item: LoadedPlan | BrokenPlan) -> Row:
        name = context.store.name_of(item.path)
        if isinstance(item, BrokenPlan):
            name += item.path.suffix
            return BrokenRow(item.path, name, item.problems, fold(name))
        header = item.plan.plan
        summary = progress.summarise(item.plan, now.date())
        place = (order.get(header.deliverable or "", len(order) + 1), *_natural(summary.title))
        return PlanRow(
            path=item.path,
            name=name,
            title=summary.title,
            authority=" ".join((summary.authority or "").split()),
            table=" ".join((summary.table or "").split()),
            score=score_words(summary.score, summary.target),
            edited=edited_words(item.edited, now),
            outlook=summary.outlook,
            late=summary.late,
            archived=summary.archived,
            copy_of=item.copy_of,
            words=_words(item.plan, summary.title, titles.get(header.deliverable or "", "")),
            place=place,
        )

    return row_of


def arrange(rows: Iterable[Row], query: str = "", *, show_archived: bool = False) -> Overview:
    """Put the rows that match into groups. With words to find, archived plans are found too."""
    rows = list(rows)
    words = query_words(query)
    found = [row for row in rows if has_all(row.words, words)]
    near = bool(words) and not found
    if near:
        found = _near(rows, words)
    plans = [row for row in found if isinstance(row, PlanRow)]
    copies = [row for row in plans if row.copy_of is not None]
    plans = [row for row in plans if row.copy_of is None]
    archived = [row for row in plans if row.archived is not None]
    shown = archived if show_archived or words else []
    return Overview(
        groups=_grouped(row for row in plans if row.archived is None),
        archived=tuple(sorted(shown, key=lambda row: (_natural(row.heading), row.place))),
        copies=tuple(copies),
        broken=tuple(row for row in found if isinstance(row, BrokenRow)),
        hidden=len(archived) - len(shown),
        near=near and bool(found),
    )


def score_words(score: float | None, target: float | None) -> str:
    """A score and the target: "3.5 → 6"."""
    if score is None and target is None:
        return "no score"
    now = "–" if score is None else f"{score:g}"
    return now if target is None else f"{now} → {target:g}"


def edited_words(edited: dt.datetime, now: dt.datetime) -> str:
    """When a file was last edited, in the user's own days: "edited today", "12 Nov"."""
    day = edited.astimezone(now.tzinfo).date()
    if day == now.date():
        return "edited today"
    if day == now.date() - dt.timedelta(days=1):
        return "edited yesterday"
    return dates.short(day, now.date())


def read_name(name: str, authorities: Iterable[str]) -> tuple[str, str]:
    """Authority and table in a name that somebody typed to start a plan; either may be empty.

    "Westbrook, Table 2" and "Westbrook Table 2" are both told apart, and so is a name that starts
    with an authority that has plans already. Any other name is taken for the authority's.
    """
    name = " ".join(name.split())
    authority, comma, table = name.partition(",")
    if comma:
        return authority.strip(), table.strip()
    for known in sorted(set(authorities), key=len, reverse=True):
        rest = name[len(known) :]
        if known and fold(name[: len(known)]) == fold(known) and rest[:1] in {"", " "}:
            return known, rest.strip()
    found = re.search(r"\b(?:table|group|team)\b", name, re.IGNORECASE)
    if found is None:
        return name, ""
    return name[: found.start()].strip(), name[found.start() :].strip()


def _grouped(rows: Iterable[PlanRow]) -> tuple[Group, ...]:
    """One group for a folder's plans of one table: a plan that names another table shows it."""
    by_group: dict[tuple[str, str], list[PlanRow]] = {}
    for row in rows:
        by_group.setdefault((str(row.path.parent), fold(row.heading)), []).append(row)
    groups = [
        Group(plans[0].heading, tuple(sorted(plans, key=lambda row: row.place)))
        for plans in by_group.values()
    ]
    return tuple(sorted(groups, key=lambda group: _natural(group.heading)))


def _words(plan: Plan, title: str, deliverable: str) -> str:
    header = plan.plan
    parts = [title, header.authority, header.table, header.deliverable, deliverable]
    return fold("\n".join(part for part in (*parts, *(header.participants or ())) if part))


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Orders "Table 3" before "Table 10"."""
    parts = _DIGITS.split(fold(text))
    return tuple((0, int(p[:18]), "") if p.isdecimal() else (1, 0, p) for p in parts if p)


def _near(rows: Sequence[Row], words: Sequence[str]) -> list[Row]:
    """The rows that have, for every word, the word itself or one that looks like a slip of it."""
    known = {word for row in rows for word in row.words.split()}
    meant: list[set[str]] = []
    for word in words:
        if any(word in other for other in known):
            meant.append({word})
        elif len(word) < _SHORTEST_SLIP or any(character.isdigit() for character in word):
            return []
        else:
            starts = {w[: len(word) + 1] for w in known if w[0] == word[0]}
            meant.append(set(difflib.get_close_matches(word, starts, n=20, cutoff=_NEAR)))
    return [row for row in rows if all(any(w in row.words for w in near) for near in meant)]
