"""Finding words inside one plan, and across all of them.

A plan is first turned into passages, one for each entry, with everything that can be read in it.
Each search is then one pass over the passages, so that a screen can search at every letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from trajectory.domain.finding import Span, fold, has_all, query_words, spans
from trajectory.domain.ids import labels
from trajectory.domain.kinds import SECTION_OF_KIND, Kind, Section
from trajectory.domain.plan import Entry, Model, Plan, Record
from trajectory.domain.progress import title_of
from trajectory.errors import PlanUnreadableError
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases.context import Context
from trajectory.usecases.reading import scan

FIELD_NAMES: Mapping[str, str] = {
    "said": "first said as",
    "see": "what a family would see",
    "by": "by",
    "cut_through": "what would cut through",
    "with": "with",
    "done_when": "done when",
    "blocked_by": "blocked by",
    "decided_by": "decided by",
    "anchor_0": "0 means",
    "anchor_10": "10 means",
    "plus_one": "one point higher",
    "question": "the scale asks",
    "parent_plan": "part of",
    "leadership_group": "leadership group",
}
"""What a field is called, where its key in the file would not do."""

_IDS = {
    "id",
    "into",
    "merged",
    "corrects",
    "item",
    "goal",
    "cuts",
    "uses",
    "after",
    "field",
    "code",
}
_CHOICES = {"deliverable", "driver", "for_", "forum", "order", "source", "status", "view"}
_NOT_WORDS = frozenset(_IDS | _CHOICES)
"""Fields that hold ids, or one of a few fixed values: nobody said those words."""

_HEADER_LABEL = "About"
_POSITION_LABEL = "Scale"


@dataclass(frozen=True)
class FieldText:
    """The text of one field other than an entry's own text."""

    name: str
    """What people call the field: "owner"."""
    text: str


@dataclass(frozen=True)
class Passage:
    """An entry, or a table of the plan's own words, as search sees it."""

    path: Path
    title: str
    """The plan's."""
    group: str
    """Authority and table."""
    section: Section | None
    """The box that it is in; None for what is in none."""
    key: str | None
    """The entry's id; None for the plan's own words."""
    label: str
    """What people call it: "B1"."""
    text: str
    """On one line."""
    others: tuple[FieldText, ...] = ()
    folded: str = field(default="", repr=False)


@dataclass(frozen=True)
class FieldMatch:
    """Where the words stand in one field besides the text."""

    name: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Hit:
    """A passage that has all the words. Where they stand is looked for when it is shown.

    A screen finds two hundred at each letter, and shows twenty.
    """

    passage: Passage
    words: tuple[str, ...]
    """What was looked for, folded."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where the words stand in the passage's text."""
        return spans(self.passage.text, self.words)

    @cached_property
    def others(self) -> tuple[FieldMatch, ...]:
        """The other fields in which words stand."""
        found = (
            FieldMatch(other.name, other.text, spans(other.text, self.words))
            for other in self.passage.others
        )
        return tuple(match for match in found if match.spans)


def search(context: Context, query: str, path: Path | None = None) -> Iterator[Hit | BrokenPlan]:
    """Find words in one plan, or in all when no path is given.

    A plan that cannot be read is reported: the words may be in it.
    """
    for item in read_passages(context, path):
        if isinstance(item, BrokenPlan):
            yield item
        else:
            yield from find(item, query)


def read_passages(
    context: Context,
    path: Path | None = None,
    current: Callable[[Path], Plan | None] = lambda _: None,
) -> Iterator[tuple[Passage, ...] | BrokenPlan]:
    """The passages of one plan or of each plan of the folder, or why one cannot be read.

    `current` gives a plan that is open as it stands, which may not be on disk yet.
    """
    if path is not None:
        yield _one(context, path, current(path))
        return
    for item in scan(context, _passages):
        if isinstance(item, BrokenPlan):
            yield item
        else:
            plan = current(item.path)
            yield item.value if plan is None else passages(item.path, plan)


def _passages(loaded: LoadedPlan) -> tuple[Passage, ...]:
    return passages(loaded.path, loaded.plan)


def _one(context: Context, path: Path, plan: Plan | None) -> tuple[Passage, ...] | BrokenPlan:
    try:
        return passages(path, plan or context.store.load(path).plan)
    except PlanUnreadableError as error:
        return BrokenPlan(path, error.problems)


def passages(path: Path, plan: Plan) -> tuple[Passage, ...]:
    """All that can be read in a plan, in the order of its boxes."""
    title = title_of(plan)
    header = plan.plan
    group = ", ".join(part for part in (header.authority, header.table) if part)

    def passage(section: Section | None, key: str | None, label: str, model: Model) -> Passage:
        text, others = _texts(model)
        folded = fold("\n".join([text, *(other.text for other in others)]))
        return Passage(path, title, group, section, key, label, text, others, folded)

    found = [
        passage(None, None, _HEADER_LABEL, header),
        passage(Section.POSITION, None, _POSITION_LABEL, plan.position),
    ]
    for kind in Kind:
        section = Section.POSITION if kind is Kind.READING else SECTION_OF_KIND.get(kind)
        names = labels(plan, kind)
        for key, record in plan.records(kind).items():
            if not _is_merged(record):
                found.append(passage(section, key, names[key], record))
    return tuple(passage for passage in found if passage.folded.strip())


def find(among: Iterable[Passage], query: str) -> Iterator[Hit]:
    """The passages that have all the words."""
    words = query_words(query)
    if words:
        yield from (Hit(passage, words) for passage in among if has_all(passage.folded, words))


def _is_merged(record: Record) -> bool:
    return isinstance(record, Entry) and record.into is not None


def _texts(model: Model) -> tuple[str, tuple[FieldText, ...]]:
    """A record's text, and all its other words; unknown keys of the file are words as well."""
    text = ""
    others: list[FieldText] = []
    for name, value in model:
        if name == "text" and isinstance(value, str):
            text = _words(value)
        elif name not in _NOT_WORDS:
            words = _words(value)
            if words:
                plain = name.rstrip("_")
                others.append(FieldText(FIELD_NAMES.get(plain, plain.replace("_", " ")), words))
    if not text and others:
        return others[0].text, tuple(others[1:])
    return text, tuple(others)


def _words(value: object) -> str:
    """The words of a value on one line; several texts with a dot between them."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, tuple | list) and all(isinstance(item, str) for item in value):
        return " · ".join(" ".join(item.split()) for item in value)
    return ""
