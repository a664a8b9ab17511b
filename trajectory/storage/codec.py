"""A plan as the text of its file, and back. The only module that reads or writes TOML.

Reading never gives half a plan: a file is understood whole, or refused with everything that is
wrong with it. Writing never gives what reading would refuse: each text is read back and compared.
A changed plan is written into the text that it was read from, whose layout stays (`layout`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import tomli
import tomli_w
from pydantic import ValidationError

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError, PlanUnreadableError, Problem
from trajectory.storage import excerpts, guards, layout, problems
from trajectory.storage.excerpts import Changes
from trajectory.storage.locate import KeyPath
from trajectory.storage.plain import FILE_ORDER, changes_between, same_file, to_plain
from trajectory.storage.problems import key_text, unreadable
from trajectory.storage.schema import FILE_NAME, json_schema, schema
from trajectory.storage.toml_values import same

__all__ = [
    "NEW", "Problem", "Revised", "Wrapping", "encode", "json_schema", "parse", "plan_json",
    "read_toml", "revise", "same_file", "to_plain", "toml_text", "whole_bytes",
    "whole_text",
]  # fmt: skip


@dataclass(frozen=True)
class Wrapping:
    """What surrounds a plan in its file and is no part of it; written again as it was."""

    bom: bool = False
    """Whether the file starts with a byte order mark, as Windows editors write it."""
    newline: str = "\n"
    """How its lines end: `\\n`, or `\\r\\n` as on Windows."""
    head: str = f"#:schema ../{FILE_NAME}\n"
    """Comments and empty lines above the first key: where an editor is told the schema."""
    text: str = field(default="", compare=False, repr=False)
    """The whole text as it was read or written, without the mark; empty for what is new."""
    data: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)
    """What the text holds, where writing it has told."""


@dataclass(frozen=True)
class Revised:
    """A changed plan, ready to be written."""

    data: bytes
    wrapping: Wrapping
    in_place: bool
    """Whether the file's layout stayed; else the plan is written plainly, without comments."""


NEW = Wrapping()
"""How a new file is written."""

_KINDS = frozenset(Kind)
_BOM = b"\xef\xbb\xbf"
_HEAD = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*")
_SHORT_LIST = re.compile(r"^(\S.* = )\[\n((?: {4}[^\s\[\]{}][^\n]*,\n)+)\]$", re.MULTILINE)
_MOMENT = re.compile(r"^(.* = \d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00:00$", re.MULTILINE)
_LIST_WIDTH = 100


def parse(data: bytes) -> tuple[Plan, Wrapping]:
    """Read the bytes of a plan file; `PlanUnreadableError` has all that is wrong with them."""
    raw, text, wrapping = read_toml(data)
    return _plan_of(raw, text), wrapping


def read_toml(data: bytes) -> tuple[dict[str, Any], str, Wrapping]:
    """Read TOML that may come from anywhere: its data, its text and what surrounds it."""
    problem = guards.bytes_problem(data)
    if problem is not None:
        raise unreadable("the file", [problem])
    bom = data.startswith(_BOM)
    # Some programs make Windows line ends of what has them; the next save puts that right.
    text = data.decode("utf-8-sig").replace("\r\r\n", "\r\n")
    wrapping = _wrapping_of(text, bom=bom)
    text = text.replace("\r\n", "\n")
    problem = guards.text_problem(text)
    if problem is not None:
        raise unreadable("the file", [problem])
    try:
        raw = tomli.loads(text)
    except (RecursionError, MemoryError):
        nested = Problem(None, "", "the file is nested too deeply to be read")
        raise unreadable("the file", [nested]) from None
    except ValueError as error:
        marks = list(guards.conflict_problems(text))
        raise unreadable("the file", marks or [problems.syntax_problem(error, text)]) from error
    return raw, text, wrapping


def _wrapping_of(text: str, *, bom: bool) -> Wrapping:
    first_line = text[: text.find("\n") + 1]
    head = _HEAD.match(text)
    above = head[0].replace("\r\n", "\n") if head else ""
    return Wrapping(bom, "\r\n" if "\r\n" in first_line else "\n", above, text)


def encode(plan: Plan, wrapping: Wrapping = NEW) -> bytes:
    """Write a plan as the bytes of its file, having read them back; else `NotSavedError`."""
    plain = to_plain(plan)
    try:
        whole = (wrapping.head + toml_text(plain)).replace("\n", wrapping.newline)
        data = _bytes_of(whole, wrapping)
    except UnicodeEncodeError as error:
        key = next(_unwritable(plain, ()), "")
        raise NotSavedError(
            f"{key or 'The plan'} has half a character in it (a lone surrogate), which no file can"
            " hold. Nothing was changed on disk: take that character out and save again."
        ) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise NotSavedError(f"The plan cannot be written as TOML: {error}") from error
    _check(plain, data)
    return data


def revise(plan: Plan, old: Plan, wrapping: Wrapping) -> Revised:
    """Write a changed plan into the text that it was read from as `old`; else `NotSavedError`.

    Everything that did not change stays byte for byte. Where the layout of the text is beyond us,
    the plan is written as `encode` writes it.
    """
    if wrapping.text and (revised := _near_changes(plan, old, wrapping)) is not None:
        return revised
    data = _in_place(plan, old, wrapping) if wrapping.text else None
    in_place = data is not None or not wrapping.text
    if data is None:
        data = encode(plan, wrapping)
    written = _wrapping_of(data.decode("utf-8-sig"), bom=wrapping.bom)
    return Revised(data, written, in_place)


def _near_changes(plan: Plan, old: Plan, wrapping: Wrapping) -> Revised | None:
    """The same, having looked closely at what changed and its neighbours only.

    Read back as a whole like any other text; the models look at what changed: 1,000 entries take
    a tenth of the time.
    """
    changes = changes_between(old, plan)
    if changes is None:
        return None
    raw = tomli.loads(wrapping.text) if wrapping.data is None else wrapping.data
    found = excerpts.rewrite(wrapping.text, raw, changes, FILE_ORDER, tomli.loads, toml_text)
    if found is None:
        return None
    text, holds = found
    try:
        data = _bytes_of(text, wrapping)
        if not _reads_as(changes, data, text, holds):
            return None
    except (PlanUnreadableError, UnicodeEncodeError):
        return None  # the whole plan may do in another form; if not, that tells why
    written = _wrapping_of(text, bom=wrapping.bom)
    return Revised(data, replace(written, data=holds), in_place=True)


def _reads_as(changes: Changes, data: bytes, text: str, holds: Mapping[str, Any]) -> bool:
    """Whether what changed reads as it should. `PlanUnreadableError` when it cannot be read."""
    problem = guards.bytes_problem(data) or guards.text_problem(text.replace("\r\n", "\n"))
    if problem is not None or any(problems.named_twice(holds, text)):
        return False
    part: dict[str, Any] = {key: table for key, table in holds.items() if key not in _KINDS}
    for place in changes:
        record = excerpts.at(holds, place)
        if len(place) > 1 and record is not None:
            part.setdefault(place[0], {})[place[-1]] = record
    read = to_plain(_plan_of(part, text))
    return all(
        same(excerpts.at(read, place), change.new or None) for place, change in changes.items()
    )


def _in_place(plan: Plan, old: Plan, wrapping: Wrapping) -> bytes | None:
    raw, plain = tomli.loads(wrapping.text), to_plain(plan)
    new = layout.carried(raw, to_plain(old), plain)
    text = layout.rewrite(wrapping.text, raw, new, tomli.loads, toml_text)
    if text is None:
        return None
    try:
        data = _bytes_of(text, wrapping)
        _check(plain, data)
    except (NotSavedError, UnicodeEncodeError):
        return None  # the plain form may do; if not, that tells why
    return data


def _bytes_of(text: str, wrapping: Wrapping) -> bytes:
    return (_BOM if wrapping.bom else b"") + text.encode("utf-8")


def whole_text(plan: Plan, wrapping: Wrapping) -> str:
    """The text of a plan's file as it was read or written, without a byte order mark."""
    return wrapping.text or encode(plan, wrapping).decode("utf-8-sig")


def whole_bytes(plan: Plan, wrapping: Wrapping) -> bytes:
    """The bytes of a plan's file as they were read or written."""
    return _bytes_of(whole_text(plan, wrapping), wrapping)


def plan_json(plan: Plan) -> dict[str, Any]:
    """The file's own structure with dates and times as text, ready for `json.dumps`."""
    jsonable: dict[str, Any] = _jsonable(to_plain(plan))
    return jsonable


def _plan_of(raw: dict[str, Any], text: str) -> Plan:
    found = {problem.key: problem for problem in problems.misspelt(raw, text)}
    found |= {problem.key: problem for problem in problems.named_twice(raw, text)}
    found |= {problem.key: problem for problem in problems.hazards(raw, text)}
    try:
        plan = Plan.model_validate(raw, by_alias=True, by_name=False)
    except ValidationError as error:
        wrong = problems.wrong_values(error, text, schema())
        found = {problem.key: problem for problem in wrong} | found
        plan = None
    if plan is None or found:
        raise unreadable("the file", problems.in_file_order(found.values()))
    return plan


def _check(plain: dict[str, Any], data: bytes) -> None:
    """Read our own text back: nobody may write what cannot be read, or reads differently."""
    try:
        read_back, _ = parse(data)
    except PlanUnreadableError as error:
        raise NotSavedError(
            f"The plan cannot be saved like this: {error.problems[0]}. Nothing was changed on disk:"
            " take the last change back, or make it smaller, and try again."
        ) from error
    if not _same_plain(plain, to_plain(read_back)):
        raise NotSavedError(
            "The plan would read differently once it is saved, so it was not. Nothing was changed"
            " on disk; please report this as a fault of Trajectory."
        )


def _same_plain(one: dict[str, Any], other: dict[str, Any]) -> bool:
    ordered = all(list(one.get(kind, ())) == list(other.get(kind, ())) for kind in Kind)
    return ordered and same(one, other)


def toml_text(data: Mapping[str, Any]) -> str:
    """TOML as this program writes it: one line a value, short lists on one line, times in UTC."""
    return _pretty(tomli_w.dumps(data))


def _pretty(text: str) -> str:
    """Short lists on one line, and UTC as `2026-02-09T14:02:00Z`: easier to read, and to compare.

    Safe by lines, for no line of this text is inside a string; and what comes out is read back.
    """
    return _MOMENT.sub(r"\1T\2Z", _SHORT_LIST.sub(_on_one_line, text))


def _on_one_line(match: re.Match[str]) -> str:
    items = " ".join(line.strip() for line in match[2].split("\n"))[:-2]
    line = f"{match[1]}[{items}]"
    return line if len(line) <= _LIST_WIDTH else match[0]


def _unwritable(value: object, path: KeyPath) -> Iterator[str]:
    """The keys of texts that cannot be encoded."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _unwritable(key, path)
                yield from _unwritable(inner, (*path, key))
        case list() | tuple():
            for place, inner in enumerate(value):
                yield from _unwritable(inner, (*path, place))
        case str() if not _encodes(value):
            yield key_text(path)


def _encodes(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _jsonable(value: Any) -> Any:  # noqa: ANN401  (any TOML value)
    match value:
        case dict():
            return {key: _jsonable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_jsonable(inner) for inner in value]
        case dt.datetime() if value.utcoffset() == dt.timedelta(0):
            return value.isoformat().replace("+00:00", "Z")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return value
