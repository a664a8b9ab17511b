"""What is wrong with a file, as data: each problem with its line, its key and its words."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from pydantic import ValidationError

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import MAX_INT, RECORD_TYPES
from trajectory.errors import PlanUnreadableError, Problem
from trajectory.storage import wording
from trajectory.storage.guards import MAX_DOTS, MAX_NESTING
from trajectory.storage.locate import KeyPath, key_text, line_of, lines_of, nearest
from trajectory.storage.wording import found

__all__ = [
    "found", "hazards", "in_file_order", "key_text", "misspelt", "named_twice", "syntax_problem",
    "unreadable", "wrong_values",
]  # fmt: skip

MAX_TABLES = MAX_DOTS + 1
"""How deep tables may stand in each other, so that the innermost heading can be read again."""

MOST_TOLD = 1_000
"""Nobody reads more problems of one kind in one file: a file made to be wrong could have 50,000."""

_LONG_NUMBER = re.compile(r"\d[\d_]{4000}")


def unreadable(name: str, problems: Iterable[Problem]) -> PlanUnreadableError:
    """The error for a file of this name: its first problem in words, and all of them as data."""
    found = tuple(problems)
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return PlanUnreadableError(f"{name} cannot be read: {found[0]}{more}", problems=found)


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """From the first line to the last; what has no line comes first."""
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def syntax_problem(error: Exception, text: str) -> Problem:
    """A TOML parser's error about this text as a problem, with line and column."""
    line: int | None = getattr(error, "lineno", None)
    column: int | None = getattr(error, "colno", None)
    long_number = _LONG_NUMBER.search(text)
    if line is None and long_number:
        return Problem(text.count("\n", 0, long_number.start()) + 1, "", "a number is too long")
    place = f"column {column}: " if column is not None else ""
    return Problem(line, "", place + wording.syntax_words(getattr(error, "msg", str(error))))


def hazards(data: Mapping[str, Any], text: str) -> Iterator[Problem]:
    """Values anywhere, known key or not, that could not be written back as they are."""
    if _is_harmless(data):
        return
    found_here = list(islice(_hazards(data, ()), MOST_TOLD))
    lines = lines_of(text) if found_here else {}
    for path, message in found_here:
        yield Problem(nearest(lines, path), key_text(path), message)


def _is_harmless(data: Mapping[str, Any]) -> bool:
    """Whether a quick look finds nothing to be careful about, as in nearly every file.

    Level by level and without paths it takes 0.01 ms of a plan, where `_hazards` takes 0.2.
    """
    level: list[Any] = [data]
    for _ in range(MAX_TABLES):
        inside: list[Any] = []
        for container in level:
            for value in container.values() if isinstance(container, dict) else container:
                kind = type(value)
                if kind is dict or kind is list:
                    inside.append(value)
                elif (kind is int and abs(value) > MAX_INT) or (
                    kind is float and not math.isfinite(value)
                ):
                    return False
        if not inside:
            return True
        level = inside
    return False


def _hazards(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    match value:
        case bool():
            return
        case dict() if sum(isinstance(part, str) for part in path) > MAX_TABLES:
            yield path, f"tables stand more than {MAX_TABLES} deep inside each other"
        case dict() | list() if len(path) > MAX_NESTING:
            yield path, f"lists and tables stand more than {MAX_NESTING} deep inside each other"
        case dict():
            for key, inner in value.items():
                yield from _hazards(inner, (*path, key))
        case list():
            for place, inner in enumerate(value):
                yield from _hazards(inner, (*path, place))
        case int() if abs(value) > MAX_INT:
            yield path, f"{found(value)} is too large a number: other programs would round it"
        case float() if not math.isfinite(value):
            yield path, f"{found(value)} is not a number that a plan can hold"


def named_twice(raw: Mapping[str, Any], text: str) -> Iterator[Problem]:
    """A name written by hand for two items: a link to it, or an edit, could mean either."""
    names = [key for kind in RECORD_TYPES for key in _table(raw, kind)]
    if len(set(names)) == len(names):
        return
    first: dict[str, str] = {}
    for kind in RECORD_TYPES:
        for key in _table(raw, kind):
            other = first.setdefault(key, kind.value)
            if other != kind.value:
                path = (kind.value, key)
                message = f"a {other} has this name too: give one of them another"
                yield Problem(line_of(text, path), key_text(path), message)


def misspelt(raw: Mapping[str, Any], text: str) -> Iterator[Problem]:
    """`with_` and `for_`: names of ours that would hide the file's own `with` and `for`."""
    for kind, hidden in _hidden_names().items():
        for key, row in _table(raw, kind).items():
            for name in hidden if isinstance(row, dict) else ():
                if name in row:
                    path = (kind.value, key, name)
                    message = f"the name of this is {hidden[name]}, without the _"
                    yield Problem(line_of(text, path), key_text(path), message)


@functools.cache
def _hidden_names() -> Mapping[Kind, Mapping[str, str]]:
    """For the kinds that have such: their names here, and those in the file."""
    found = {
        kind: {name: field.alias for name, field in model.model_fields.items() if field.alias}
        for kind, model in RECORD_TYPES.items()
    }
    return {kind: names for kind, names in found.items() if names}


def _table(raw: Mapping[str, Any], kind: Kind) -> Mapping[str, Any]:
    """The records of a kind as the file has them; none where something else has that name."""
    table = raw.get(kind)
    return table if isinstance(table, dict) else {}


def wrong_values(error: ValidationError, text: str, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """What the models refuse, with its line in the text. `schema` says what is allowed."""
    lines = lines_of(text)
    for details in error.errors(include_url=False)[:MOST_TOLD]:
        path = details["loc"]
        yield Problem(nearest(lines, path), key_text(path), wording.value_words(details, schema))
