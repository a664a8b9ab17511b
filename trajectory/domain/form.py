"""Every field that a person may fill in of an entry, with the plain question that asks for it.

One small table per kind drives the whole form: see `domain.form_reading` for what is typed into it,
and `tui.screens.entry` for how it looks. The names are those of the plan file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from trajectory.domain.kinds import Kind


class Ask(StrEnum):
    """How a field is answered."""

    LINE = "line"
    LINES = "lines"
    """A text that may have several lines."""
    DATE = "date"
    CHOICE = "choice"
    NUMBER = "number"
    SCORES = "scores"
    """Several points of the 0-10 scale: `2 3 4.5`."""
    ROLE = "role"
    ROLES = "roles"
    """Several roles with semicolons between them; a comma may be part of a title."""
    LINK = "link"
    LINKS = "links"
    """Labels of other entries: `B1 B2`."""


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from."""

    value: object
    words: str


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    name: str
    """The field's name in the model."""
    question: str
    ask: Ask = Ask.LINE
    choices: tuple[Choice, ...] = ()
    kind: Kind | None = None
    """What the labels of a link belong to."""
    most: float = 0
    """The highest number."""
    step: float = 1
    """1 for whole numbers, 0.5 for points of the scale."""


def _choices(**words: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, text) for value, text in words.items())


_YES_NO = (Choice(True, "yes"), Choice(None, "no"))
_STRENGTHS = (
    Choice(1, "1 slight"),
    *(Choice(number, str(number)) for number in (2, 3, 4)),
    Choice(5, "5 decides it"),
)
_INFLUENCES = (Choice(1, "1 outside us"), Choice(2, "2 can influence"), Choice(3, "3 ours"))
_DRIVERS = _choices(
    leadership="leadership",
    competency="competency",
    organisation="organisation",
    partner="partner",
    external="external",
)
_FORCE_STATUS = _choices(
    open="open", reduced="reduced", gone="gone", converted="turned round", accepted="accepted"
)
_SOURCES = (
    Choice("table", "table"),
    Choice("staff-survey", "staff survey"),
    Choice("dashboard", "dashboard"),
    Choice("family-feedback", "family feedback"),
    Choice("audit", "audit"),
    Choice("call", "call"),
    Choice("other", "other"),
)
_FORUMS = (
    Choice("table", "table"),
    Choice("monthly-call", "monthly call"),
    Choice("consultation", "consultation"),
    Choice("leaders-workshop", "leaders' workshop"),
)

_EVERY_ENTRY = (
    Field("speaker", "Who said it? (a role)", Ask.ROLE),
    Field("source", "Where does it come from?", Ask.CHOICE, _SOURCES),
    Field("note", "A remark beside it", Ask.LINES),
    Field("votes", "Votes", Ask.NUMBER, most=999),
    Field("starred", "Matters most?", Ask.CHOICE, _YES_NO),
    Field("private", "Keep it off the projector?", Ask.CHOICE, _YES_NO),
    Field("agreed", "Read back and agreed on", Ask.DATE),
)

_EVERY_FORCE = (
    Field("strength", "How strong?", Ask.CHOICE, _STRENGTHS),
    Field("influence", "Can we change it?", Ask.CHOICE, _INFLUENCES),
    Field("driver", "What is it about?", Ask.CHOICE, _DRIVERS),
    Field("status", "How does it stand?", Ask.CHOICE, _FORCE_STATUS),
)

FORMS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.NOTE: (
        Field("text", "What was said"),
        Field(
            "view",
            "What kind of remark?",
            Ask.CHOICE,
            _choices(
                working_well="working well",
                worried="worried about",
                needs_to_happen="needs to happen",
            ),
        ),
        *_EVERY_ENTRY,
    ),
    Kind.READING: (
        Field("date", "On which day?", Ask.DATE),
        Field("score", "Where are we, 0 to 10?", Ask.NUMBER, most=10, step=0.5),
        Field("scores", "Each person's score", Ask.SCORES, most=10, step=0.5),
        Field("reason", "What got us there, not lower?"),
        Field("forum", "Where was it taken?", Ask.CHOICE, _FORUMS),
    ),
    Kind.GOAL: (
        Field("text", "What will be different?"),
        Field("see", "What would a family see?"),
        Field("measure", "How would we know?"),
        Field("baseline", "What is it today?"),
        Field("target", "What should it be?"),
        Field("by", "By when?", Ask.DATE),
        Field(
            "status",
            "How does it stand?",
            Ask.CHOICE,
            _choices(open="open", met="met", revised="revised", dropped="dropped"),
        ),
        *_EVERY_ENTRY,
    ),
    Kind.ENABLER: (Field("text", "What helps?"), *_EVERY_FORCE, *_EVERY_ENTRY),
    Kind.BARRIER: (
        Field("text", "What is in the way?"),
        Field("cut_through", "What would cut through?"),
        *_EVERY_FORCE,
        *_EVERY_ENTRY,
    ),
    Kind.STEP: (
        Field("text", "What will be done?"),
        Field("owner", "Who? (one role)", Ask.ROLE),
        Field("with_", "Who helps? (put ; between)", Ask.ROLES),
        Field("due", "By when?", Ask.DATE),
        Field("cue", "When and where exactly?"),
        Field("done_when", "What exists when it's done?"),
        Field("goal", "For which goal?", Ask.LINK, kind=Kind.GOAL),
        Field("cuts", "Cuts which barriers?", Ask.LINKS, kind=Kind.BARRIER),
        Field("uses", "Uses which enablers?", Ask.LINKS, kind=Kind.ENABLER),
        Field("after", "After which steps?", Ask.LINKS, kind=Kind.STEP),
        Field(
            "status",
            "How does it stand?",
            Ask.CHOICE,
            _choices(
                not_started="not started",
                in_progress="in progress",
                blocked="blocked",
                done="done",
                dropped="dropped",
            ),
        ),
        Field("blocked_by", "Blocked by what?"),
        Field("blocked_since", "Blocked since", Ask.DATE),
        Field("done_on", "Done on", Ask.DATE),
        Field("confidence", "How sure, 0 to 10?", Ask.NUMBER, most=10),
        *_EVERY_ENTRY,
    ),
    Kind.PARKING: (
        Field("text", "What was said"),
        Field(
            "for_",
            "Where will it be raised?",
            Ask.CHOICE,
            _choices(
                call="call", consultation="consultation", workshop="workshop", other="elsewhere"
            ),
        ),
        Field(
            "status",
            "How does it stand?",
            Ask.CHOICE,
            _choices(parked="parked", raised="raised", resolved="resolved", dropped="dropped"),
        ),
        *_EVERY_ENTRY,
    ),
    Kind.DECISION: (
        Field("text", "What was decided?"),
        Field("decided_by", "Who decided? (a role)", Ask.ROLE),
        Field("date", "On which day?", Ask.DATE),
        Field("forum", "Where was it decided?"),
        *_EVERY_ENTRY,
    ),
}

KEPT = frozenset({"created", "changed", "edited", "said", "merged", "into", "corrects"})
"""What nobody fills in: the app keeps it, and the form shows it as it is."""

KIND_WORDS: Mapping[Kind, str] = {
    Kind.NOTE: "Current position",
    Kind.READING: "Reading of the scale",
    Kind.GOAL: "Goal",
    Kind.ENABLER: "Enabler",
    Kind.BARRIER: "Barrier",
    Kind.STEP: "Next step",
    Kind.PARKING: "Parking lot",
    Kind.DECISION: "Decision",
}


def choice_words(field: Field, value: object) -> str:
    """How one of a field's choices reads; the value itself where a file holds another one."""
    return next((c.words for c in field.choices if c.value == value), str(value))
