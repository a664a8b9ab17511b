"""Adding lines to a plan from outside the walk: all of them in one save, or none.

The lines are read as if each had been typed before the next: `> Ring them cuts B7` may name a
barrier that an earlier line of the same input makes. The cost grows with their number only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from trajectory.domain.capture import Capture, Vocabulary, read_line, verbatim, vocabulary
from trajectory.domain.ids import next_id, number_of
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import TEXT_LIMIT, Plan
from trajectory.domain.recording import record_many
from trajectory.errors import ChangedOnDiskError, UsageError
from trajectory.storage.guards import MAX_BYTES
from trajectory.storage.plan_store import LoadedPlan
from trajectory.usecases.context import Context

DEFAULT_SECTION = Section.POSITION
"""Where a line goes that names no section: a remark on how things are now is never out of place."""

ATTEMPTS = 5
"""How often we read the plan again when somebody else changed the file while we were writing."""

_LINKED_KINDS = (Kind.GOAL, Kind.ENABLER, Kind.BARRIER)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class AddedLine:
    """One line of the input, and how it was read."""

    number: int
    """Its place in the input, from 1, empty lines counted."""
    capture: Capture


@dataclass(frozen=True)
class Added:
    """What is on record now."""

    ids: tuple[str, ...]
    """The new ids in the order of the lines; a line that only sets the aim makes none."""
    lines: tuple[AddedLine, ...]
    """The lines that said something."""
    loaded: LoadedPlan
    """The plan as it was saved."""


def add_lines(
    context: Context,
    path: Path,
    lines: Sequence[str],
    section: Section | None = None,
    *,
    verbatim: bool = False,
) -> Added:
    """Put lines on record, an entry each, and save the plan. Empty lines are passed over.

    Args:
        context: the plans folder, the clock and the source of ids.
        path: the plan's file.
        lines: what was said.
        section: where it goes; then a mark at the start of a line is literal. None: marks choose,
            and a line without one goes to `DEFAULT_SECTION`.
        verbatim: read nothing out of the lines.

    Raises:
        UsageError: a line cannot be kept; it says which. Nothing was added.
        PlanNotFoundError, PlanUnreadableError, NotSavedError: as of the plan store. Nothing was
            added.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _add_once(context, path, lines, section, verbatim=verbatim)
        except ChangedOnDiskError as error:
            if attempt == ATTEMPTS:
                raise ChangedOnDiskError(
                    f"{context.store.name_of(path)} is being changed by somebody else all the "
                    "time. Nothing was added: try again in a moment."
                ) from error
    raise AssertionError  # the last attempt returns or raises


def lines_of(source: BinaryIO) -> list[str]:
    """The lines of a text that was piped in: UTF-8, with or without a byte order mark.

    Raises `UsageError` for what is no text, or is more than a plan can hold.
    """
    raw = source.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise UsageError(
            f"The input is larger than a plan can be ({MAX_BYTES // 1_000_000} MB). "
            "Nothing was added."
        )
    raw = raw.removeprefix(_BOM)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"Line {number:,} of the input is not UTF-8 text. Nothing was added. "
            "Save the text as UTF-8 and try again."
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _add_once(
    context: Context,
    path: Path,
    lines: Sequence[str],
    section: Section | None,
    *,
    verbatim: bool,
) -> Added:
    with context.store.locked(path):
        loaded = context.store.load(path)
        reader = _Reader(loaded.plan, section, context.today(), verbatim=verbatim)
        read = tuple(reader.read(lines))
        if not read:
            return Added((), (), loaded)
        plan, ids = _record(context, loaded.plan, [line.capture for line in read])
        return Added(ids, read, context.store.save(loaded, plan))


class _Reader:
    """Reads lines one after another, and lets each one refer to what those before it make.

    Such an entry has no id yet, so it goes by a stand-in: its label, which `_record` replaces.
    """

    def __init__(
        self, plan: Plan, section: Section | None, today: dt.date, *, verbatim: bool
    ) -> None:
        known = vocabulary(plan)
        self._ids, self._kinds = dict(known.ids), dict(known.kinds)
        self._labels = dict(known.labels)
        # The mappings stay ours and grow with each line; building them anew would be quadratic.
        self._known = Vocabulary(known.roles, self._ids, self._kinds, self._labels)
        self._next = {kind: _next_number(plan, kind) for kind in _LINKED_KINDS}
        self._section = section
        self._today = today
        self._verbatim = verbatim

    def read(self, lines: Sequence[str]) -> Iterator[AddedLine]:
        """The lines that say something; `UsageError` names the first that cannot be kept."""
        for number, line in enumerate(lines, 1):
            capture = self._capture(line)
            if capture.kind == "empty":
                continue
            _refuse(capture, number if len(lines) > 1 else None)
            self._learn(capture)
            yield AddedLine(number, capture)

    def _capture(self, line: str) -> Capture:
        section = self._section or DEFAULT_SECTION
        if self._verbatim:
            return verbatim(line, section)
        marks = self._section is None
        return read_line(line, section, self._known, self._today, marks=marks)

    def _learn(self, capture: Capture) -> None:
        role = capture.speaker or capture.owner
        if role is not None and self._known.known_role(role) is None:
            self._known = replace(self._known, roles=(*self._known.roles, role))
        kind = capture.section.kind
        if capture.kind == "entry" and kind in self._next:
            label = _stand_in(kind, self._next[kind])
            self._next[kind] += 1
            self._ids.setdefault(label.casefold(), label)
            self._kinds.setdefault(label, kind)
            self._labels.setdefault(label, label)


def _refuse(capture: Capture, number: int | None) -> None:
    which = "This line" if number is None else f"Line {number:,}"
    if capture.kind == "command":
        raise UsageError(
            f"{which} is a command of the walk, /{capture.command}, and not an entry. Nothing was "
            "added. To add it as text, put a space in front of it, or use --verbatim."
        )
    if len(capture.text) > TEXT_LIMIT:
        raise UsageError(
            f"{which} has {len(capture.text):,} characters, and {TEXT_LIMIT:,} fit into one entry. "
            "Nothing was added: make it shorter, or make it two entries."
        )


def _record(
    context: Context, plan: Plan, captures: Sequence[Capture]
) -> tuple[Plan, tuple[str, ...]]:
    """Steps last, when the ids that they may refer to are known; ids in the order of the lines."""
    now, today = context.now(), context.today()
    first = {kind: _next_number(plan, kind) for kind in _LINKED_KINDS}
    others = [place for place, capture in enumerate(captures) if not _is_step(capture)]
    steps = [place for place, capture in enumerate(captures) if _is_step(capture)]
    chosen = [captures[place] for place in others]
    plan, ids = record_many(plan, chosen, now, today, context.suffix)
    made = dict(zip([p for p in others if _makes_record(captures[p])], ids, strict=True))
    real = _real_ids(first, [captures[place] for place in made], ids)
    linked = [_with_real_ids(captures[place], real) for place in steps]
    plan, ids = record_many(plan, linked, now, today, context.suffix)
    made |= zip(steps, ids, strict=True)
    return plan, tuple(made[place] for place in sorted(made))


def _real_ids(
    first: Mapping[Kind, int], captures: Sequence[Capture], ids: Sequence[str]
) -> dict[str, str]:
    """The id that each stand-in became."""
    real: dict[str, str] = {}
    following = dict(first)
    for capture, key in zip(captures, ids, strict=True):
        kind = capture.section.kind
        if capture.kind == "entry" and kind in following:
            real[_stand_in(kind, following[kind])] = key
            following[kind] += 1
    return real


def _with_real_ids(capture: Capture, real: Mapping[str, str]) -> Capture:
    return replace(
        capture,
        cuts=tuple(real.get(key, key) for key in capture.cuts),
        uses=tuple(real.get(key, key) for key in capture.uses),
        goal=real.get(capture.goal, capture.goal) if capture.goal is not None else None,
    )


def _is_step(capture: Capture) -> bool:
    return capture.kind == "entry" and capture.section is Section.STEP


def _makes_record(capture: Capture) -> bool:
    return capture.kind == "entry" or capture.score is not None


def _next_number(plan: Plan, kind: Kind) -> int:
    return number_of(next_id(plan, kind, lambda length: "x" * length), kind) or 1


def _stand_in(kind: Kind, number: int) -> str:
    return f"{kind.letter}{number}"
