"""What is wrong with a file, in words for people: the TOML parser's and pydantic's errors told."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from trajectory.domain.plan import MAX_INT
from trajectory.domain.showing import show
from trajectory.storage.locate import KeyPath, key_text

_SHOWN = 40
"""How many characters of a wrong value a message repeats."""

_SYNTAX_CONTROL = "there is a control character in the text"
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
    ("Found invalid character", _SYNTAX_CONTROL),
    (
        "Invalid value",
        "the value is not understood: text stands in quotation marks, dates are like 2026-02-09",
    ),
)


def syntax_words(message: str) -> str:
    """What the TOML parser says, in plain English."""
    if message.startswith("Illegal character"):
        line_ends = "'\\n'" in message
        return 'the text lacks its closing "' if line_ends else _SYNTAX_CONTROL
    return next((ours for theirs, ours in _SYNTAX if message.startswith(theirs)), message)


def found(value: object) -> str:
    """A wrong value as a message repeats it: as the file spells it, and not too long."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str():
            short = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
            text = f'"{show(short, lines=False)}"'
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
    "multiple_of": "is not a whole or half point",
    "finite_number": "is not a number that a plan can hold",
    "bool_type": "is neither true nor false",
    "extra_forbidden": "stands under a name that has no meaning here: take the line out",
}
_ABOUT_THE_KEY = {"missing", "string_too_long", "string_too_short", "string_pattern_mismatch"}
_WITHOUT_QUOTES = {
    "date_type": r"\d{4}-\d\d-\d\d",
    "float_type": r"\d+(\.\d+)?",
    "int_type": r"\d+",
    "bool_type": r"true|false",
}
_NUMBERS = {"float_type", "int_type", "multiple_of"}


def value_words(details: ErrorDetails, schema: Mapping[str, Any]) -> str:
    """One of pydantic's errors about a value; `schema` knows the limits of each field."""
    kind, value, path = details["type"], details["input"], details["loc"]
    context, rule = details.get("ctx", {}), _rule(path, schema)
    if kind in _ABOUT_THE_KEY or (path == ("format",) and kind == "less_than_equal"):
        return _about_the_key(kind, value, path, context)
    if isinstance(value, str) and _unquoted(kind, value):
        return f"{found(value)} is text: write {value} without quotation marks"
    if kind == "date_type" and isinstance(value, dt.datetime):
        return f"{found(value)} has a time of day: write the date alone, {value.date()}"
    return f"{found(value)} {_what_is_wrong(details, rule)}"


def _about_the_key(kind: str, value: Any, path: KeyPath, context: Mapping[str, Any]) -> str:  # noqa: ANN401
    match kind:
        case "missing":
            words = _missing(path)
        case "string_too_long":
            words = f"is {len(value):,} characters long: at most {context['max_length']:,} are kept"
        case "less_than_equal":
            words = (
                f"{value} is the format of a newer Trajectory: this one reads format"
                f" {context['le']}. Update Trajectory to open this plan"
            )
        case _:
            words = "is empty"
    return words


def _what_is_wrong(details: ErrorDetails, rule: Mapping[str, Any]) -> str:
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    limits = _limits(rule)
    match kind:
        case "value_error":
            words = str(context["error"])
        case "tuple_type":
            example = "[3, 4.5]" if "minimum" in rule.get("items", {}) else '["one", "another"]'
            words = f"is not a list: write it like {example}"
        case "model_type" | "dict_type" | "mapping_type":
            words = f"stands where a table belongs{_heading(details['loc'], value)}"
        case "literal_error" | "enum":
            words = f"is not one of {_choices(value, context['expected'])}"
        case _ if kind in _WRONG_TYPE:
            words = _WRONG_TYPE[kind] + (f": {limits}" if kind in _NUMBERS and limits else "")
        case _:
            words = f"is not allowed: {limits or details['msg']}"
    return words


def _unquoted(kind: str, value: str) -> bool:
    """Whether only the quotation marks are wrong: "2026-02-09" where 2026-02-09 belongs."""
    wanted = _WITHOUT_QUOTES.get(kind)
    return wanted is not None and re.fullmatch(wanted, value) is not None


def _missing(path: KeyPath) -> str:
    if path == ("plan",):
        return "the file has no [plan] table: every plan has one, even where it is empty"
    return f"is missing: every {path[0]} has one"


def _heading(path: KeyPath, value: object) -> str:
    """The heading that the table should have had."""
    name = key_text(path)
    if isinstance(value, list) and len(path) == 1:
        return f": give each {name} a heading with an id of its own, like [{name}.first]"
    return f": give it the heading [{name}]"


def _choices(value: object, expected: str) -> str:
    """What may be chosen, and the one that was probably meant."""
    near = difflib.get_close_matches(str(value), re.findall(r"'([^']*)'", expected), n=1)
    meant = f": did you mean {near[0]}?" if near else ""
    return expected.replace("'", "") + meant


def _limits(rule: Mapping[str, Any]) -> str:
    """The numbers that a field takes, as the schema has them."""
    low, high = rule.get("minimum"), rule.get("maximum")
    if low is None:
        return ""
    numbers = f"{low} or more" if high is None or high >= MAX_INT else f"{low} to {high}"
    return numbers + (" in half points" if "multipleOf" in rule else "")


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
