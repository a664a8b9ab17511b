"""What a field is called, and how its value reads, in a sentence: "by when", "Fri 9 Feb 2018".

The forms ask questions (`domain.form`); a sentence about a field needs its name. Fields and values
that we do not know, as another version of the program or a hand edit leaves them, read as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from trajectory.domain.dates import echo
from trajectory.domain.form import FORMS, KIND_WORDS, Field, choice_words
from trajectory.domain.form_reading import begins
from trajectory.domain.header_form import HEADER, POSITION
from trajectory.domain.ids import all_labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Plan
from trajectory.domain.scale import in_words

NOTHING = "nothing is said"
"""How a missing value reads."""

PLAN, POSITION_TABLE = "plan", "position"
"""The two tables that have no id: in a conflict they are named in the place of an item."""

_NAMES: Mapping[str, str] = {
    "text": "the text",
    "said": "the first wording",
    "speaker": "who said it",
    "votes": "the votes",
    "starred": "whether it matters most",
    "private": "whether it stays off the projector",
    "source": "where it comes from",
    "note": "the remark beside it",
    "agreed": "when it was agreed",
    "merged": "what it took in",
    "into": "what it is part of",
    "view": "what kind of remark it is",
    "date": "the day",
    "score": "the score",
    "scores": "each person's score",
    "reason": "what got us there",
    "forum": "where it took place",
    "corrects": "what it puts right",
    "see": "what a family would see",
    "measure": "how we would know",
    "baseline": "what it is today",
    "target": "what it should be",
    "by": "by when",
    "status": "how it stands",
    "strength": "strength",
    "influence": "whether we can change it",
    "driver": "what it is about",
    "cut_through": "what would cut through",
    "owner": "who does it",
    "with": "who helps",
    "due": "by when",
    "cue": "when and where",
    "done_when": "what exists when it's done",
    "goal": "for which goal",
    "cuts": "which barriers it cuts",
    "uses": "which enablers it uses",
    "after": "after which steps",
    "blocked_by": "what it is waiting for",
    "blocked_since": "since when it has been blocked",
    "done_on": "when it was done",
    "confidence": "how sure",
    "for": "where it will be raised",
    "decided_by": "who decided",
    "attended": "who was there",
    "summary": "what was said, in short",
    "asks": "what was asked for",
    "finished": "when it ended",
    "created": "when it came on record",
    "changed": "when it was last changed",
}
_TABLE_NAMES: Mapping[tuple[str, str], str] = {
    (PLAN, "title"): "the title",
    (PLAN, "deliverable"): "the deliverable",
    (PLAN, "authority"): "the authority",
    (PLAN, "table"): "the table",
    (PLAN, "date"): "the day of the workshop",
    (PLAN, "horizon"): "how far the plan reaches",
    (PLAN, "parent_plan"): "what it is part of",
    (PLAN, "leadership_group"): "the leadership group",
    (PLAN, "participants"): "who is at the table",
    (PLAN, "owner"): "who keeps this plan",
    (PLAN, "order"): "the order of the boxes",
    (PLAN, "next_call"): "the next call",
    (PLAN, "read_back"): "when it was read back",
    (PLAN, "archived"): "when it was put away",
    (POSITION_TABLE, "question"): "what the scale asks",
    (POSITION_TABLE, "anchor_0"): "what 0 means",
    (POSITION_TABLE, "anchor_10"): "what 10 means",
    (POSITION_TABLE, "plus_one"): "one point higher",
    (POSITION_TABLE, "target"): "what we aim at",
    (POSITION_TABLE, "target_by"): "by when we want to be there",
}
_LINKS = frozenset({"goal", "cuts", "uses", "after", "into", "merged", "corrects", "item"})
_ASKED: Mapping[tuple[str, str], Field] = {
    **{(kind.value, asked.name): asked for kind, form in FORMS.items() for asked in form},
    **{(PLAN, asked.name): asked for asked in HEADER},
    **{(POSITION_TABLE, asked.name): asked for asked in POSITION},
}


def field_words(table: str, name: str) -> str:
    """What people call a field: "by when". `name` as the file or as the model spells it."""
    plain = name.rstrip("_")
    words = _TABLE_NAMES.get((table, plain)) or _NAMES.get(plain)
    return words or " ".join(plain.replace("_", " ").split()) or "a field without a name"


def kind_words(kind: Kind) -> str:
    """What people call one record of a kind: "Barrier"."""
    return KIND_WORDS.get(kind) or kind.value.capitalize()


@dataclass(frozen=True)
class ValueWords:
    """Says the values of one plan's fields as people read them."""

    plan: Plan
    labels: Mapping[str, str] = field(init=False, repr=False)
    """What people see for each id."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", all_labels(self.plan))

    def of(self, table: str, name: str, value: object) -> str:
        """One value. Several texts stand on a line each."""
        if value is None or value in ("", [], ()):
            return NOTHING
        asked = _ASKED.get((table, name))
        if asked is not None and _is_choice(asked, value):
            return choice_words(asked, value)
        if isinstance(value, list | tuple):
            apart = " " if _numbers(value) else "\n"
            return apart.join(self._one(name, part) for part in value)
        return self._one(name, value)

    def _one(self, name: str, value: object) -> str:
        match value:
            case str():
                return self._link(value) if name in _LINKS else value
            case bool():
                return "yes" if value else "no"
            case int() | float():
                return in_words(value) if isinstance(value, float) else str(value)
            case dt.datetime():
                return f"{echo(value.date())}, {value:%H:%M}"
            case dt.date():
                return echo(value)
            case _:
                return str(value)

    def _link(self, key: str) -> str:
        found = self.plan.find(key)
        if found is None:
            return f"{key} (no longer in the plan)"
        text = getattr(found[1], "text", None)
        return f"{self.labels[key]} {begins(text)}" if isinstance(text, str) else self.labels[key]


def _is_choice(asked: Field, value: object) -> bool:
    # By type as well: `true` is no 1.
    return any(type(c.value) is type(value) and c.value == value for c in asked.choices)


def _numbers(values: list[object] | tuple[object, ...]) -> bool:
    return all(isinstance(value, int | float) for value in values)
