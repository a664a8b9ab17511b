"""What is wrong with a file, in words for people: the TOML parser's and pydantic's errors told."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from trajectory.domain.plan import MAX_INT
from trajectory.errors import PlanUnreadableError, Problem
from trajectory.storage.guards import MAX_DOTS
from trajectory.storage.locate import KeyPath, line_of

MAX_TABLES = MAX_DOTS + 1
"""How deep tables may stand in each other, so that the innermost heading can be read again."""

_SHOWN = 40
"""How many characters of a wrong value a message repeats."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def key_text(path: KeyPath) -> str:
    """A path as the file would spell it: `step.S1-t5vn.cuts`; list places in brackets, from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += "." if text else ""
            text += part if _BARE_KEY.fullmatch(part) else '"' + part.replace('"', '\\"') + '"'
    return text


def unreadable(name: str, problems: Iterable[Problem]) -> PlanUnreadableError:
    """The error for a file of this name: its first problem in words, and all of them as data."""
    found = tuple(problems)
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return PlanUnreadableError(f"{name} cannot be read: {found[0]}{more}", problems=found)


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """From the first line to the last; what has no line comes first."""
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


# ------------------------------------------------------------------------------ TOML syntax

_SYNTAX = (
    ("Expected '=' after a key", "there is no = between a name and its value"),
    ("Expected ']", "the heading lacks its closing ]"),
    (
        "Expected newline or end",
        "something follows the value: one line holds one name and one value",
    ),
    ("Unterminated string", 'text that opens with " is never closed'),
    ("Unclosed array", "a list that opens with [ is not closed with ], or lacks a comma"),
    ("Unclosed inline table", "a table that opens with { is not closed with }, or lacks a comma"),
    ("Unescaped '\\'", 'a backslash in text is written twice: "C:\\\\Plans"'),
    ("Invalid date", "there is no such date or time"),
    ("Escaped character is not", "the \\u code in the text is no character"),
    ("Invalid hex value", "the \\u code in the text is incomplete"),
    ("Invalid initial character", "the name lacks, or has a character that needs quotation marks"),
    ("Invalid statement", "the line is neither a [heading] nor a name with = and a value"),
    ("Cannot declare", "the heading stands in the file twice"),
    ("Cannot overwrite", "the name stands twice in this table"),
    ("Duplicate inline table key", "the name stands twice in this table"),
    ("Cannot redefine", "the table stands in the file twice"),
    ("Cannot mutate", "the table was closed further up and cannot be added to here"),
    ("Found invalid character", "there is a control character in a comment or a text"),
    (
        "Invalid value",
        "the value is not understood: text stands in quotation marks, dates are like 2026-02-09",
    ),
)


def syntax_problem(error: Exception) -> Problem:
    """A TOML parser's error as a problem, with line and column."""
    message: str = getattr(error, "msg", str(error))
    line: int | None = getattr(error, "lineno", None)
    column: int | None = getattr(error, "colno", None)
    if "integer string conversion" in message:
        return Problem(line, "", "a number has thousands of digits")
    if message.startswith("Illegal character"):
        words = (
            'the text lacks its closing "'
            if "'\\n'" in message
            else "there is a control character in the text"
        )
    else:
        words = next((ours for theirs, ours in _SYNTAX if message.startswith(theirs)), message)
    place = f"column {column}: " if column is not None else ""
    return Problem(line, "", place + words)


# --------------------------------------------------------------- values that no plan can hold


def hazards(data: Mapping[str, Any], text: str) -> Iterator[Problem]:
    """Values anywhere, known key or not, that could not be written back as they are."""
    for path, message in _hazards(data, ()):
        yield Problem(line_of(text, path), key_text(path), message)


def _hazards(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    match value:
        case bool():
            return
        case dict():
            if sum(isinstance(part, str) for part in path) > MAX_TABLES:
                yield path, f"tables stand more than {MAX_TABLES} deep inside each other"
                return
            for key, inner in value.items():
                yield from _hazards(inner, (*path, key))
        case list():
            for place, inner in enumerate(value):
                yield from _hazards(inner, (*path, place))
        case int() if abs(value) > MAX_INT:
            yield path, f"{found(value)} is too large a number: other programs would round it"
        case float() if not math.isfinite(value):
            yield path, f"{found(value)} is not a number that a plan can hold"


# --------------------------------------------------------------------- values of a wrong kind


def wrong_values(error: ValidationError, text: str, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """All that the models refuse, with its line in the text. `schema` says what is allowed."""
    for details in error.errors(include_url=False):
        path = details["loc"]
        yield Problem(line_of(text, path), key_text(path), _words(details, schema))


def found(value: object) -> str:
    """A wrong value as a message repeats it: as the file spells it, and not too long."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str():
            short = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
            text = f'"{short}"'
        case list() | tuple():
            text = "a list"
        case dict():
            text = "a table"
        case int() if abs(value) > MAX_INT:
            text = f"a number of {int(math.log10(abs(value))) + 1:,} digits"
        case dt.date() | dt.time():
            text = value.isoformat()
        case _:
            text = str(value)
    return text


_WRONG_TYPE = {
    "string_type": 'is not text: text stands in quotation marks, like "Team manager"',
    "date_type": "is not a date: write it like 2026-02-09",
    "datetime_type": "is not a point in time: write it in UTC, like 2026-02-09T14:02:00Z",
    "float_type": "is not a number",
    "int_type": "is not a whole number",
    "finite_number": "is not a number that a plan can hold",
    "bool_type": "is neither true nor false",
    "tuple_type": 'is not a list: write it like ["B1-h9wc", "B2-w8hs"]',
    "model_type": "stands where a table belongs, with a heading in square brackets",
    "dict_type": "stands where a table belongs, with a heading in square brackets",
    "mapping_type": "stands where a table belongs, with a heading in square brackets",
}


def _words(details: ErrorDetails, schema: Mapping[str, Any]) -> str:
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    allowed = _allowed(details["loc"], schema)
    if details["loc"] == ("format",) and kind == "less_than_equal":
        return (
            f"{found(value)} is the format of a newer Trajectory: this one reads format"
            f" {context['le']}. Update Trajectory to open this plan"
        )
    match kind:
        case "missing":
            words = _missing(details["loc"])
        case "string_too_long":
            words = f"is {len(value):,} characters long: at most {context['max_length']:,} are kept"
        case "string_too_short" | "string_pattern_mismatch":
            words = "is empty"
        case "value_error":
            words = f"{found(value)} {context['error']}"
        case "literal_error":
            words = f"{found(value)} is not one of {allowed}{_did_you_mean(value, allowed)}"
        case "float_type" | "int_type" if allowed:
            words = f"{found(value)} {_WRONG_TYPE[kind]}: {allowed}"
        case _ if kind in _WRONG_TYPE:
            words = f"{found(value)} {_WRONG_TYPE[kind]}"
        case _:
            words = f"{found(value)} is not allowed: {allowed or details['msg']}"
    return words


def _missing(location: tuple[int | str, ...]) -> str:
    if location == ("plan",):
        return "the file has no [plan] table: every plan has one, even where it is empty"
    return f"is missing: every {location[0]} needs it"


def _did_you_mean(value: object, allowed: str) -> str:
    near = difflib.get_close_matches(str(value), allowed.split(", "), n=1)
    return f": did you mean {near[0]}?" if near else ""


def _allowed(path: KeyPath, schema: Mapping[str, Any]) -> str:
    """What the schema says about one field: its words, or its range."""
    rule = _rule(path, schema)
    if "enum" in rule:
        return ", ".join(map(str, rule["enum"]))
    low, high = rule.get("minimum"), rule.get("maximum")
    if low is None:
        return ""
    numbers = f"{low} or more" if high is None or high >= MAX_INT else f"{low} to {high}"
    return numbers + (" in half points" if rule.get("multipleOf") == 0.5 else "")  # noqa: PLR2004


def _rule(path: KeyPath, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the schema says about the value at this path; empty where anything is allowed."""
    rule: Any = schema
    for part in path:
        while "$ref" in rule:
            rule = schema["$defs"][rule["$ref"].rpartition("/")[2]]
        if isinstance(part, int):
            rule = rule.get("items", {})
        elif part in rule.get("properties", {}):
            rule = rule["properties"][part]
        else:
            rule = rule.get("additionalProperties", {})
        if not isinstance(rule, Mapping):  # `true`: anything
            return {}
    return dict(rule)
