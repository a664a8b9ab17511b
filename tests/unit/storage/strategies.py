"""Any plan that can be, for property tests: every field of the schema, and what nobody expects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from trajectory.domain.kinds import Kind
from trajectory.domain.plan import MAX_INT, Plan
from trajectory.storage.schema import schema

# Every character that a file can hold: control characters, line ends, astral, joiners.
characters = st.characters(exclude_categories=["Cs"])
texts = st.text(characters, max_size=40) | st.sampled_from(
    [
        "a\r\nb",
        "\x00\x1b[31m\x7f\x85",
        "🏠 \u202e rtl",
        'say "yes"\\n',
        "[plan]\n",
        "# no comment",
        "'''",
        '"""',
    ]
)
spoken = texts.filter(lambda text: text.strip() != "")
dates = st.dates()
halves = st.integers(0, 20).map(lambda number: number / 2)
# A day away from the first and the last, so that every offset leaves them within TOML's years.
earliest = dt.datetime.fromisoformat("0001-01-02T00:00:00")
latest = dt.datetime.fromisoformat("9999-12-30T00:00:00")
moments = st.datetimes(earliest, latest, timezones=st.just(dt.UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
offsets = st.integers(-12 * 60, 14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
keys = st.from_regex(r"[A-Z][1-9][0-9]?-[a-z2-9]{4}", fullmatch=True) | st.text(
    characters, max_size=8
)

scalars = (
    st.booleans()
    | st.integers(-MAX_INT, MAX_INT)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | dates
    | st.times()
    | st.datetimes()
    | st.datetimes(earliest, latest, timezones=offsets)
)
unknown = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(characters, max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def _value(rule: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Any value that this rule of the schema allows."""
    if "enum" in rule:
        return st.sampled_from(rule["enum"])
    match rule.get("type"):
        case "string" if "format" in rule:
            return {"date": dates, "date-time": moments}[rule["format"]]
        case "string":
            return spoken if "pattern" in rule else texts
        case "integer":
            return st.integers(rule["minimum"], rule["maximum"])
        case "array":
            return st.lists(_value(rule["items"]), max_size=3)
        case "object":
            return st.dictionaries(keys, _value(rule["additionalProperties"]), max_size=2)
        case kind:
            return {"boolean": st.booleans(), "number": halves, None: unknown}[kind]


def _table(rule: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any record of one kind: what it must have, some of what it may have, and unknown keys."""
    fields = {name: _value(field) for name, field in rule["properties"].items()}
    required = {name: fields[name] for name in rule.get("required", ())}
    optional = {name: field for name, field in fields.items() if name not in required}
    names = {*fields, "with_", "for_"}
    extra = st.dictionaries(
        st.text(characters, max_size=8).filter(lambda name: name not in names), unknown, max_size=1
    )
    known = st.fixed_dictionaries(required, optional=optional)
    return st.builds(lambda said, more: {**said, **more}, known, extra)


def _definition(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    return found


def _tables() -> dict[str, st.SearchStrategy[Any]]:
    tables: dict[str, st.SearchStrategy[Any]] = {}
    for name, rule in schema()["properties"].items():
        if name == "removed":
            tables[name] = st.dictionaries(keys, moments, max_size=2)
        elif "additionalProperties" in rule:
            row = _table(_definition(rule["additionalProperties"]))
            tables[name] = st.dictionaries(keys, row, max_size=2)
        elif "$ref" in rule:
            tables[name] = _table(_definition(rule))
    return tables


_TABLES = _tables()
_known = st.fixed_dictionaries(
    {"plan": _TABLES["plan"]},
    optional={name: table for name, table in _TABLES.items() if name != "plan"},
)
_more = st.dictionaries(
    st.text(characters, max_size=8).filter(lambda name: name not in {*_TABLES, "format"}),
    unknown,
    max_size=2,
)


def _told_apart(known: dict[str, Any]) -> dict[str, Any]:
    """The same without the items whose name another kind has already: no file may hold both."""
    taken: set[str] = set()
    for kind in Kind:
        table = known.get(kind.value)
        if table is not None:
            known[kind.value] = {key: row for key, row in table.items() if key not in taken}
            taken |= table.keys()
    return known


plans: st.SearchStrategy[Plan] = st.builds(
    lambda known, more: Plan.model_validate({**_told_apart(known), **more}), _known, _more
)
