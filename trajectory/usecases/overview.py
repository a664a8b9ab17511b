"""All plans of the folder at a glance: one row each, in groups, found by typing.

Reading is a generator, so that a screen can show the first rows while the rest is being read.
Arranging is pure and quick: it runs once for each letter that somebody types.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from trajectory.domain import dates, progress
from trajectory.domain.finding import fold, has_all, query_words
from trajectory.domain.plan import Header, Plan
from trajectory.errors import Problem
from trajectory.storage.folder import name_of
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases.context import Context
from trajectory.usecases.reading import Made, read_each

_NEAR = 0.75
"""How alike a typed word and a plan's word are (0-1) before it counts as a slip of the fingers."""

_SHORTEST_SLIP = 4
"""Shorter words are too often like another one by chance."""

_TOO_NEW_SECONDS = 3.0
"""Some disks tell the time of a write by two seconds only."""

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
    """In words: "1 late", "2 to settle", "2 to check", "on track"."""
    late: int
    differences: int = 0
    """How many differences a merge left to settle."""
    archived: dt.date | None = None
    copy_of: Path | None = None
    """The file of which this is a copy, as a synchroniser or a save beside it leaves one."""
    words: str = field(default="", repr=False)
    """What the find line looks in, folded."""
    place: tuple[object, ...] = field(default=(), repr=False)
    """Orders the rows of a folder."""

    @cached_property
    def group(self) -> tuple[str, str]:
        """What the plans of one table in one folder have in common."""
        return str(self.path.parent), fold(self.heading)

    @cached_property
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


@dataclass(frozen=True)
class _Known:
    """A row as it was read before."""

    stamp: tuple[object, ...]
    """Tells whether the file, or the day, is another one by now."""
    header: Header
    row: PlanRow


class RowReader:
    """Reads the folder; a file that has not changed since the last time is not read again."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[Path, _Known] = {}

    def read(self) -> Iterator[Row]:
        """A row for each file, in the order of the folder."""
        store = self._context.store
        entries = list(store.entries())
        paths = [entry for entry in entries if isinstance(entry, Path)]
        originals = store.originals(paths)
        stamps = {path: self._stamp(path) for path in paths}
        known = {path: self._known[path] for path in paths if self._is_known(path, stamps[path])}
        unread = [path for path in paths if path not in known]
        make = RowMaker.for_folder(self._context)
        made = read_each(store.root, unread, make.plan)
        for entry in entries:
            if isinstance(entry, BrokenPlan):
                yield make.broken(entry)
                continue
            if entry not in known:
                item = next(made)
                if isinstance(item, BrokenPlan):
                    yield make.broken(item)
                if not isinstance(item, Made):
                    continue
                known[entry] = _Known(stamps[entry] or (), item.header, item.value)
            found = known[entry]
            yield replace(found.row, copy_of=originals.copy_of(entry, found.header))
        self._known = known

    def _is_known(self, path: Path, stamp: tuple[object, ...] | None) -> bool:
        known = self._known.get(path)
        return known is not None and stamp is not None and known.stamp == stamp

    def _stamp(self, path: Path) -> tuple[object, ...] | None:
        """None for a file that is gone, or so new that a second write may leave the same stamp."""
        try:
            found = path.stat()
        except OSError:
            return None
        now = self._context.clock()
        if now.timestamp() - found.st_mtime < _TOO_NEW_SECONDS:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino, now.date())


def read_rows(context: Context) -> Iterator[Row]:
    """Read the folder once, a row for each file."""
    return RowReader(context).read()


@dataclass(frozen=True)
class RowMaker:
    """Makes rows of files that were read, all as of the same moment, in whatever process."""

    root: Path
    now: dt.datetime
    order: Mapping[str, int]
    """The place of each deliverable among all."""
    titles: Mapping[str, str]
    """What each deliverable is called."""

    @classmethod
    def for_folder(cls, context: Context) -> RowMaker:
        """For the plans of this folder as of now."""
        templates = context.templates.deliverables
        return cls(
            context.store.root,
            context.clock(),
            {template.key: template.order for template in templates},
            {template.key: template.title for template in templates},
        )

    def broken(self, item: BrokenPlan) -> BrokenRow:
        """The row of what cannot be read."""
        name = name_of(self.root, item.path) + item.path.suffix
        return BrokenRow(item.path, name, item.problems, fold(name))

    def plan(self, item: LoadedPlan) -> PlanRow:
        """The row of a plan."""
        summary = progress.summarise(item.plan, self.now.date())
        deliverable = summary.deliverable or ""
        differences = len(item.plan.conflict)
        order = self.order.get(deliverable, len(self.order) + 1)
        return PlanRow(
            path=item.path,
            name=name_of(self.root, item.path),
            title=summary.title,
            authority=" ".join((summary.authority or "").split()),
            table=" ".join((summary.table or "").split()),
            score=score_words(summary.score, summary.target),
            edited=edited_words(item.edited, self.now),
            outlook=outlook_words(summary, differences),
            late=summary.late,
            differences=differences,
            archived=summary.archived,
            words=_words(item.plan, summary.title, self.titles.get(deliverable, "")),
            place=(order, *_natural(summary.title)),
        )


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


def outlook_words(summary: progress.PlanSummary, differences: int) -> str:
    """How a plan is getting on, the most pressing first: "1 late", "2 to settle", "on track"."""
    return f"{differences} to settle" if differences and not summary.late else summary.outlook


def edited_words(edited: dt.datetime, now: dt.datetime) -> str:
    """When a file was last edited, in the user's own days: "edited today", "12 Nov"."""
    day = edited.astimezone(now.tzinfo).date()
    if day == now.date():
        return "edited today"
    if day == now.date() - dt.timedelta(days=1):
        return "edited yesterday"
    return dates.short(day, now.date())


def _grouped(rows: Iterable[PlanRow]) -> tuple[Group, ...]:
    """One group for a folder's plans of one table: a plan that names another table shows it."""
    by_group: dict[tuple[str, str], list[PlanRow]] = {}
    for row in rows:
        by_group.setdefault(row.group, []).append(row)
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
