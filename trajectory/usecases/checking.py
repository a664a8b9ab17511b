"""Reading every plan file with care: what cannot be read, and what points at nothing.

A file that reads well may still hold what no program can put right alone: a link to an id that
never existed, steps that wait for each other in a circle, two files that are copies of one plan.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from trajectory.domain import step_order
from trajectory.domain.ids import all_labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import RECORD_TYPES, Entry, Plan, Record
from trajectory.storage.codec import read_toml
from trajectory.storage.loading import read_bytes
from trajectory.storage.locate import KeyPath, lines_of
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.storage.problems import key_text
from trajectory.storage.templates import BrokenTemplate
from trajectory.usecases.context import Context
from trajectory.usecases.reading import Made, Told, nobody, read_each, scan

Value = TypeVar("Value")

NOT_ITEMS = frozenset({"plan", "position"})
"""What the log and conflicts may speak of beside items: the two tables that have no id."""

LONGEST_WAY = 9
"""How many steps of a circle a message names."""

_A_KIND = {
    Kind.NOTE: "a note",
    Kind.READING: "a reading",
    Kind.GOAL: "a goal",
    Kind.ENABLER: "an enabler",
    Kind.BARRIER: "a barrier",
    Kind.STEP: "a step",
}


@dataclass(frozen=True)
class Finding:
    """One thing that somebody should look at."""

    path: Path
    line: int | None
    """From 1; None where no line can be named."""
    key: str
    """As the file spells it: `step.S1-t5vn.cuts`. Empty for the file as a whole."""
    message: str
    unreadable: bool = False
    """Whether the file cannot be used because of it."""


@dataclass(frozen=True)
class Checked:
    """What one look at the plans gave."""

    files: int
    """How many were looked at."""
    findings: tuple[Finding, ...]
    seen: tuple[Made[Any], ...] = ()
    """What else was made of each plan that can be read, in their order."""

    @property
    def unreadable(self) -> bool:
        """Whether any file cannot be read."""
        return any(finding.unreadable for finding in self.findings)


def nothing(loaded: LoadedPlan) -> None:
    """Nothing else is wanted of a plan."""


def check(
    context: Context,
    paths: Iterable[Path] | None = None,
    templates: Sequence[BrokenTemplate] = (),
    also: Callable[[LoadedPlan], object] = nothing,
    told: Told = nobody,
) -> Checked:
    """Look at these files, or at every one in the plans folder; `templates` are findings as well.

    Copies are found among the files that are looked at. Raises `PlanNotFoundError` for a path
    without a file.

    Args:
        context: the folder.
        paths: the files; None for all of the folder.
        templates: those that cannot be used.
        also: what else to make of each plan while it is at hand, as for `reading.scan`.
        told: told after each file of the folder how many are done, and of how many.
    """
    make = partial(_look, also)
    items = scan(context, make, told) if paths is None else _of_paths(context, paths, make)
    findings = [
        Finding(template.path, problem.line, problem.key, problem.message)
        for template in templates
        for problem in template.problems
    ]
    files = len(templates)
    seen: list[Made[Any]] = []
    for item in items:
        files += 1
        if isinstance(item, BrokenPlan):
            findings += [
                Finding(item.path, problem.line, problem.key, problem.message, unreadable=True)
                for problem in item.problems
            ]
            continue
        found, value = item.value
        if item.copy_of is not None:
            found = (_copy(context, item.path, item.copy_of), *found)
        findings += sorted(found, key=lambda finding: finding.line or 0)
        seen.append(Made(item.path, item.header, value, item.copy_of))
    return Checked(files, tuple(findings), tuple(seen))


def _look(
    also: Callable[[LoadedPlan], Value], loaded: LoadedPlan
) -> tuple[tuple[Finding, ...], Value]:
    """What is wrong with one plan's links, and what else is wanted of it."""
    found = [*dangling(loaded.plan), *circles(loaded.plan)]
    return _placed(loaded.path, found), also(loaded)


def _of_paths(
    context: Context, paths: Iterable[Path], make: Callable[[LoadedPlan], Value]
) -> Iterator[Made[Value] | BrokenPlan]:
    paths = tuple(dict.fromkeys(paths))
    originals = context.store.originals(paths)
    for path, read in zip(paths, read_each(context.store.root, paths, make), strict=True):
        item = read or _read_again(context, path, make)
        if isinstance(item, Made):
            yield replace(item, copy_of=originals.copy_of(path, item.header))
        else:
            yield item


def _read_again(context: Context, path: Path, make: Callable[[LoadedPlan], Value]) -> Made[Value]:
    """What is made of a plan that was not there; raises `PlanNotFoundError` unless it is by now."""
    loaded = context.store.load(path)
    return Made(path, loaded.plan.plan, make(loaded))


def _copy(context: Context, path: Path, original: Path) -> Finding:
    name = context.store.name_of(original)
    message = f"this is a copy of {name}: both hold the same plan"
    return _placed(path, [(("plan", "id"), message)])[0]


def _placed(path: Path, found: Sequence[tuple[KeyPath, str]]) -> tuple[Finding, ...]:
    """The same with their lines; without any, the file is not read for them."""
    if not found:
        return ()
    lines = lines_of(read_toml(read_bytes(path)[0])[1])
    return tuple(Finding(path, _line(lines, key), key_text(key), words) for key, words in found)


def dangling(plan: Plan) -> Iterator[tuple[KeyPath, str]]:
    """Links to ids that are not in the plan and never were, or to an item of another kind.

    A link to an item that was deleted is none: it comes back to life with the item.
    """
    kinds: dict[str, Kind] = {key: kind for kind in Kind for key in plan.records(kind)}
    for kind in Kind:
        for key, record in plan.records(kind).items():
            for field, target, wanted in _links(kind, record):
                if target in plan.removed or (wanted is None and target in NOT_ITEMS):
                    continue
                found = kinds.get(target)
                if found is None:
                    yield (kind.value, key, field), f"there is no {target} in this plan"
                elif wanted is not None and found is not wanted:
                    words = _A_KIND.get(found, f"a {found.value}")
                    message = f"{target} is {words}, and {_A_KIND[wanted]} belongs here"
                    yield (kind.value, key, field), message


def circles(plan: Plan) -> Iterator[tuple[KeyPath, str]]:
    """Steps that wait for each other, with the way round."""
    found = tuple(step_order.circles(plan))
    labels = all_labels(plan) if found else {}
    for circle in found:
        names = _way([labels[key] for key in (*circle, circle[0])])
        yield ("step", circle[-1], "after"), f"{names}: none of them can start"


def _way(names: list[str]) -> str:
    if len(names) > LONGEST_WAY:
        names = [*names[: LONGEST_WAY - 2], "…", names[-1]]
    return " waits for ".join(names)


def _links(kind: Kind, record: Record) -> Iterator[tuple[str, str, Kind | None]]:
    """The links of a record: field, id, and the kind that belongs there if any."""
    for field, wanted in _link_fields(kind):
        said: str | tuple[str, ...] | None = getattr(record, field)
        for target in (said,) if isinstance(said, str) else said or ():
            yield field, target, wanted


@functools.cache
def _link_fields(kind: Kind) -> tuple[tuple[str, Kind | None], ...]:
    """The fields of a kind of record that hold ids, and the kind that belongs there if any."""
    found: list[tuple[str, Kind | None]] = []
    if issubclass(RECORD_TYPES[kind], Entry):
        found += [("into", kind), ("merged", kind)]
    match kind:
        case Kind.STEP:
            found += [("goal", Kind.GOAL), ("cuts", Kind.BARRIER), ("uses", Kind.ENABLER)]
            found.append(("after", Kind.STEP))
        case Kind.READING:
            found.append(("corrects", Kind.READING))
        case Kind.LOG | Kind.DISMISSED | Kind.CONFLICT:
            found.append(("item", None))
        case _:
            pass
    return tuple(found)


def _line(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of a key, or of the nearest table around it."""
    around = (path[:length] for length in range(len(path), 0, -1))
    return next((lines[key] for key in around if key in lines), None)
