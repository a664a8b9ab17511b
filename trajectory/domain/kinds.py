"""The vocabulary of a plan: its sections, and the kinds of record that a plan file holds.

A *section* is a box that people fill (`position` ... `parking`). A *kind* is a table of the file.
Each section has one kind of entry; the position section's entries are notes, beside its readings.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A table of keyed records in the plan file; the value is the table's name."""

    NOTE = "note"
    READING = "reading"
    GOAL = "goal"
    ENABLER = "enabler"
    BARRIER = "barrier"
    STEP = "step"
    MILESTONE = "milestone"
    PARKING = "parking"
    DECISION = "decision"
    REVIEW = "review"
    LOG = "log"
    DISMISSED = "dismissed"
    CONFLICT = "conflict"

    @property
    def letter(self) -> str:
        """The capital that labels of this kind start with: `B` for a barrier."""
        return _LETTERS[self]


_LETTERS = {
    Kind.NOTE: "N",
    Kind.READING: "R",
    Kind.GOAL: "G",
    Kind.ENABLER: "E",
    Kind.BARRIER: "B",
    Kind.STEP: "S",
    Kind.MILESTONE: "M",
    Kind.PARKING: "P",
    Kind.DECISION: "D",
    Kind.REVIEW: "V",
    Kind.LOG: "L",
    Kind.DISMISSED: "X",
    Kind.CONFLICT: "C",
}


class Section(StrEnum):
    """A box of the template, in its order; the value is its key in files and commands."""

    POSITION = "position"
    GOAL = "goal"
    ENABLER = "enabler"
    BARRIER = "barrier"
    STEP = "step"
    PARKING = "parking"

    @property
    def kind(self) -> Kind:
        """The kind of entry that this box takes."""
        return Kind.NOTE if self is Section.POSITION else Kind(self.value)

    @property
    def mark(self) -> str:
        """The character that, followed by a space, sends one entry to this box."""
        return _MARKS[self]


_MARKS = {
    Section.POSITION: "=",
    Section.GOAL: "*",
    Section.ENABLER: "+",
    Section.BARRIER: "-",
    Section.STEP: ">",
    Section.PARKING: "?",
}

SECTION_OF_MARK = {mark: section for section, mark in _MARKS.items()}
SECTION_OF_KIND = {section.kind: section for section in Section}

NOW_FIRST = tuple(Section)
"""The usual order of a walk: where are we now, and then forward."""

GOAL_FIRST = (
    Section.GOAL,
    Section.POSITION,
    Section.ENABLER,
    Section.BARRIER,
    Section.STEP,
    Section.PARKING,
)
"""The order for groups that start from the goal and walk back (backcasting, Robinson 1990)."""
