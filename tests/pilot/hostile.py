"""A plan that was written to do harm: what a terminal obeys and what Textual reads as markup."""

from __future__ import annotations

import datetime as dt
import itertools

from trajectory.domain.form import FORMS, Ask, Field
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import RECORD_TYPES, Header, Plan, Position, Record

TEXTS = (
    "[@click=app.quit]leave[/]",
    "[/nope]",
    "[bold",
    "\x1b]52;c;aGVsbG8=\x07\x1b[31mred",
    "\x9b2J\x90c1",
    "\u202ereversed\u202c",
    "\x00\x08\x7f",
    "a" + "\u0301" * 60,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u5bb6\u65cf",
    "[" * 300,
    "word " * 200,
    "line one\nline two\ttab\r\nline three",
)
"""Each of these breaks or bends a screen that takes a person's text as it is."""

_SAMPLES = {
    Ask.DATE: dt.date(2018, 2, 9),
    Ask.NUMBER: 3,
    Ask.SCORES: (2, 3, 4.5),
}


def hostile_plan() -> Plan:
    """A plan in which every text is one of `TEXTS`, and every label is hand-written."""
    texts = itertools.cycle(TEXTS)
    tables: dict[str, dict[str, Record]] = {}
    for kind in FORMS:
        ids = [f"[/{kind.value}]{n}\u202e" for n in range(len(TEXTS))]
        tables[kind.value] = {key: _record(kind, texts) for key in ids}
    header = Header(
        id="x",
        title=TEXTS[0],
        authority=TEXTS[1],
        table=TEXTS[3],
        participants=TEXTS[:6],
        leadership_group=TEXTS[6:],
        owner=TEXTS[2],
    )
    position = Position(question=TEXTS[0], anchor_0=TEXTS[1], anchor_10=TEXTS[3], target=6)
    return Plan.model_validate({"plan": header, "position": position, **tables})


def _record(kind: Kind, texts: itertools.cycle[str]) -> Record:
    values = {field.name: _value(field, texts) for field in FORMS[kind]}
    values["said"] = next(texts)
    values["x_unknown"] = next(texts)
    known = {name: value for name, value in values.items() if value is not None}
    return RECORD_TYPES[kind].model_validate(known)


def _value(field: Field, texts: itertools.cycle[str]) -> object:
    if field.ask in _SAMPLES:
        return _SAMPLES[field.ask]
    if field.ask is Ask.CHOICE:
        return field.choices[0].value
    if field.ask is Ask.LINK:
        return next(texts)
    if field.ask in {Ask.LINKS, Ask.ROLES}:
        return (next(texts), next(texts))
    return next(texts)


def obeyed(text: str) -> set[str]:
    """The characters of an output that a terminal would obey, or that turn a line round."""
    return {c for c in text if (c < " " and c != "\n") or "\x7f" <= c < "\xa0"} | {
        c for c in text if "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"
    }
