"""Plan files as people edit them by hand, and all that the app may do to a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from trajectory.domain import editing, edits
from trajectory.domain.amending import Stamp, amend
from trajectory.domain.capture import Capture
from trajectory.domain.ids import next_id
from trajectory.domain.kinds import SECTION_OF_KIND, Kind, Section
from trajectory.domain.plan import RECORD_TYPES, Entry, Plan, Record, Step
from trajectory.domain.recording import record_many
from trajectory.storage import codec
from trajectory.storage.codec import Wrapping
from trajectory.storage.toml_blocks import Document

CORPUS = sorted((Path(__file__).parent / "corpus" / "hand_edited").glob("*.toml"))
NOW = dt.datetime(2018, 3, 1, 10, 30, tzinfo=dt.UTC)
TODAY = dt.date(2018, 3, 1)
STAMP = Stamp(NOW, TODAY, lambda length: "zzzz"[:length])

Edit = tuple[str, Callable[[], Plan]]


def saved(text: str, before: Plan, after: Plan) -> str | None:
    """The text that the app saves after an edit; None when it cannot keep the layout."""
    revised = codec.revise(after, before, Wrapping(text=text))
    return revised.data.decode() if revised.in_place else None


def comments_of(text: str) -> list[str]:
    """All comments of a text, in alphabetical order."""
    return sorted(text[start:end] for start, end in Document(text).comments)


def all_edits(plan: Plan) -> Iterator[Edit]:
    """One edit of each sort, of each record: its name, and what makes it.

    All but the first of a kind are only deleted and moved.
    """
    yield "nothing", lambda: plan
    yield from _captures(plan)
    yield from _of_tables(plan)
    for kind in Kind:
        keys = list(plan.records(kind))
        for place, key in enumerate(keys):
            yield f"delete {key}", partial(editing.remove, plan, key, NOW)
            for places in {-place, -1, 1, len(keys) - 1 - place} - {0}:
                if 0 <= place + places < len(keys):
                    yield f"move {key} by {places}", partial(editing.move_within, plan, key, places)
        for key in keys[:1]:
            for what, made in _of_record(plan, kind, key, plan.records(kind)[key]):
                yield f"{what} {key}", made


def undone(before: Plan, after: Plan) -> Plan:
    """The plan once the edit that led from one to the other was taken back."""
    return edits.between(before, after).turned().apply(after, NOW)[0]


def _captures(plan: Plan) -> Iterator[Edit]:
    def recorded(captures: list[Capture]) -> Plan:
        return record_many(plan, captures, NOW, TODAY, STAMP.suffix)[0]

    for section in Section:
        line = Capture(
            kind="entry", section=section, text='Said: "so" # it goes', speaker="Manager"
        )
        yield f"capture {section}", partial(recorded, [line])
    lines = [Capture(kind="entry", section=section, text="x") for section in (*Section, *Section)]
    yield "paste", partial(recorded, lines)
    score = Capture(kind="score", section=Section.POSITION, score=4.5, scores=(4, 5), target=7)
    yield "reading", partial(recorded, [score])


def _of_tables(plan: Plan) -> Iterator[Edit]:
    some = {"title": "Another title", "participants": ("A", "Practice lead", "B"), "owner": "C"}
    yield "header set", lambda: editing.edit_header(plan, **some)
    yield "header cleared", lambda: plan.replace(plan={})
    yield "position set", lambda: editing.edit_position(plan, target=8.5, plus_one="More\nof it")
    yield "position cleared", lambda: plan.replace(position={})
    none: dict[str, object] = {key: {} for key in [*Kind, "removed"]}
    yield "all removed", partial(plan.replace, **none)
    for kind in Kind:
        keys = list(plan.records(kind))
        if len(keys) > 1:
            yield f"{kind} turned round", partial(editing.reorder, plan, kind, keys[::-1])


def _of_record(plan: Plan, kind: Kind, key: str, record: Record) -> Iterator[Edit]:
    def edited(**changes: object) -> Plan:
        new = record.replace(**{"changed": NOW} | changes)
        return editing.with_records(plan, kind, {**plan.records(kind), key: new})

    if isinstance(record, Entry):
        text = "Said otherwise\nand at more length"
        yield "reword", partial(editing.edit, plan, key, NOW, text=text)
        changes = {"note": "a remark", "starred": True}
        yield "amend", partial(amend, plan, key, changes, STAMP, "because")
        for section in Section:
            if kind in SECTION_OF_KIND and section.kind is not kind:
                new = next_id(plan, section.kind, STAMP.suffix)
                yield f"to {section}", partial(editing.move_to, plan, key, section, new, NOW)
    if isinstance(record, Step):
        links = record.cuts or ()
        yield "link", partial(edited, cuts=(*links, "B9-zzzz"))
        yield "link first", partial(edited, cuts=("B9-zzzz", *links))
        yield "unlink", partial(edited, cuts=links[1:] or None)
    for field, value in record:
        known = RECORD_TYPES[kind].model_fields.get(field)
        if value is not None and (known is None or not known.is_required()):
            yield f"without {field}", partial(edited, **{field: None})
