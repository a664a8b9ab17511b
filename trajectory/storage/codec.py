"""A plan as the text of its file, and back. The only module that reads or writes TOML.

Reading never gives half a plan: a file is understood whole, or refused with everything that is
wrong with it. Writing never gives what reading would refuse: each text is read back and compared.
A changed plan is written into the text that it was read from, whose layout stays (`layout`).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tomli
import tomli_w
from pydantic import ValidationError

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import RECORD_TYPES, Entry, Header, Model, Plan, Position, Record
from trajectory.errors import NotSavedError, PlanUnreadableError, Problem
from trajectory.storage import guards, layout, problems
from trajectory.storage.locate import KeyPath
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


@dataclass(frozen=True)
class Revised:
    """A changed plan, ready to be written."""

    data: bytes
    wrapping: Wrapping
    in_place: bool
    """Whether the file's layout stayed; else the plan is written plainly, without comments."""


NEW = Wrapping()
"""How a new file is written."""

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
    text = data.decode("utf-8-sig")
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
    data = _in_place(plan, old, wrapping) if wrapping.text else None
    in_place = data is not None or not wrapping.text
    if data is None:
        data = encode(plan, wrapping)
    written = _wrapping_of(data.decode("utf-8-sig"), bom=wrapping.bom)
    return Revised(data, written, in_place)


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


def to_plain(plan: Plan) -> dict[str, Any]:
    """The plan as the tables of its file, in the file's order, without what was never said."""
    dumped = plan.model_dump(by_alias=True, exclude_none=True)
    plain: dict[str, Any] = {"format": dumped.pop("format")}
    plain["plan"] = _in_order(dumped.pop("plan"), Header)
    position = _in_order(dumped.pop("position"), Position)
    if position:
        plain["position"] = position
    for kind in Kind:
        table = dumped.pop(kind.value)
        if table:
            record_type = RECORD_TYPES[kind]
            plain[kind.value] = {key: _in_order(row, record_type) for key, row in table.items()}
    removed = dumped.pop("removed")
    if removed:
        plain["removed"] = removed
    return plain | dumped


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


def same_file(one: Plan, other: Plan) -> bool:
    """Whether two plans make the same file: equal values in the same order."""
    return _same_plain(to_plain(one), to_plain(other))


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


@functools.cache
def _field_order(model: type[Model]) -> tuple[str, ...]:
    """The keys of a table in the order of the file: the words first, the stamps last."""
    shared, stamps = list(Entry.model_fields), list(Record.model_fields)
    lead = ["text", "said", "speaker"]
    own = [name for name in model.model_fields if name not in shared]
    rest = [name for name in shared if name not in {*lead, *stamps}]
    names = [name for name in (*lead, *own, *rest, *stamps) if name in model.model_fields]
    return tuple(model.model_fields[name].alias or name for name in names)


def _in_order(table: dict[str, Any], model: type[Model]) -> dict[str, Any]:
    known = {key: table.pop(key) for key in _field_order(model) if key in table}
    return known | table


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
