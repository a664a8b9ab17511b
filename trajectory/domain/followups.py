"""What has not been said yet of an entry: questions in the order in which a facilitator asks.

They are asked on the empty line and never uninvited; each answer fills one field of the entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trajectory.domain.cleaning import clean
from trajectory.domain.dates import PUNCTUATION, read_date
from trajectory.domain.editing import edit
from trajectory.domain.ids import labels
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import TEXT_LIMIT, Plan
from trajectory.domain.vocabulary import vocabulary


@dataclass(frozen=True)
class FollowUp:
    """One open question about one entry."""

    key: str
    """The entry's id."""
    field: str
    """The field that the answer fills."""
    question: str
    label: str
    """For the capture line: "S3 · Who?"."""


_WHO = "Who?"
_BY_WHEN = "By when?"

QUESTIONS: Mapping[Kind, Mapping[str, str]] = {
    Kind.NOTE: {"view": "Working well, worried, or needs to happen?"},
    Kind.READING: {"reason": "What got us here, not lower?"},
    Kind.GOAL: {
        "measure": "How would we know?",
        "baseline": "What is it today?",
        "by": _BY_WHEN,
        "see": "What would a family see?",
    },
    Kind.ENABLER: {"strength": "How strong, 1 to 5?"},
    Kind.BARRIER: {
        "strength": "How strong, 1 to 5?",
        "cut_through": "What would cut through?",
        "influence": "Ours, can influence, or outside us?",
    },
    Kind.STEP: {
        "owner": _WHO,
        "due": _BY_WHEN,
        "done_when": "What exists when it is done?",
        "cue": "When and where exactly?",
        "cuts": "Which barrier does it cut?",
    },
}
"""The fields that are asked for, in order, by kind; a kind that is not here has no questions."""


def follow_ups(plan: Plan, key: str) -> tuple[FollowUp, ...]:
    """The open questions of one entry; none for an id that is not in the plan."""
    found = plan.find(key)
    if found is None:
        return ()
    kind, record = found
    label = labels(plan, kind)[key]
    return tuple(
        FollowUp(key, name, question, f"{label} · {question}")
        for name, question in QUESTIONS.get(kind, {}).items()
        if not getattr(record, name) and (name != "cuts" or plan.barrier)
    )


def answer(
    plan: Plan, follow_up: FollowUp, text: str, now: dt.datetime, today: dt.date
) -> tuple[Plan, str | None]:
    """Fill in what was answered.

    Gives the new plan and None, or the plan as it was and a sentence that says what was not
    understood. An empty answer is a skipped question.
    """
    text = clean(text).strip()
    if not text:
        return plan, None
    if plan.find(follow_up.key) is None:
        return plan, "That entry is not in the plan any more, so there is nothing to fill in."
    if len(text) > TEXT_LIMIT:
        return plan, (
            f"That has {len(text):,} characters, and {TEXT_LIMIT:,} fit. "
            "Nothing was lost: make it shorter."
        )
    value = _READERS.get(follow_up.field, _text)(_Answer(plan, text, today))
    if isinstance(value, _NotUnderstood):
        return plan, value.sentence
    return edit(plan, follow_up.key, now, **{follow_up.field: value}), None


@dataclass(frozen=True)
class _Answer:
    plan: Plan
    text: str
    today: dt.date

    @property
    def plain(self) -> str:
        return " ".join(self.text.split()).rstrip(PUNCTUATION).casefold()


@dataclass(frozen=True)
class _NotUnderstood:
    sentence: str


def _text(answer: _Answer) -> object:
    return answer.text


def _role(answer: _Answer) -> object:
    role = answer.text.removeprefix("@").strip().strip('"“”').strip()
    if not role:
        return _NotUnderstood("Type the role that will do it, such as Team manager.")
    return vocabulary(answer.plan).known_role(role) or role


def _date(answer: _Answer) -> object:
    said = answer.text[3:] if answer.plain.startswith("by ") else answer.text
    read = read_date(said, answer.today)
    if read is None:
        return _NotUnderstood(f"“{_cut(said)}” is not a date: type one such as 27 nov, fri or eom.")
    return read.date or _NotUnderstood(read.problem or "")


def _strength(answer: _Answer) -> object:
    number = answer.plain.removeprefix("strength ").removeprefix("!")
    words = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
    number = words.get(number, number)
    if number not in words.values():
        return _NotUnderstood("Type a number from 1 (slight) to 5 (decides it).")
    return int(number)


def _influence(answer: _Answer) -> object:
    starts = {3: ("our",), 2: ("can", "we can", "inf"), 1: ("out",)}
    for value, words in starts.items():
        if answer.plain == str(value) or answer.plain.startswith(words):
            return value
    return _NotUnderstood("Type ours, influence, or outside.")


def _view(answer: _Answer) -> object:
    starts = {"working_well": ("work", "well"), "worried": ("worr",), "needs_to_happen": ("need",)}
    for value, words in starts.items():
        if answer.plain.startswith(words):
            return value
    return _NotUnderstood("Type working, worried, or needs.")


def _cuts(answer: _Answer) -> object:
    known = vocabulary(answer.plan)
    said = answer.text.rstrip(PUNCTUATION).replace(",", " ").replace("&", " ").split()
    keys = []
    for name in said:
        if name.casefold() in {"and", "cuts"}:
            continue
        key = known.ids.get(name.casefold())
        if key is None or known.kinds[key] is not Kind.BARRIER:
            return _NotUnderstood(
                f"“{_cut(name)}” is no barrier in this plan: type a label, such as B1."
            )
        keys.append(key)
    return tuple(dict.fromkeys(keys)) or _NotUnderstood("Type a barrier's label, such as B1.")


def _cut(text: str) -> str:
    """A person's words for the middle of a sentence."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


_QUOTED = 60
"""As much of a person's words as fits into a sentence of ours, in characters."""


_READERS: Mapping[str, Callable[[_Answer], object]] = {
    "owner": _role,
    "due": _date,
    "by": _date,
    "strength": _strength,
    "influence": _influence,
    "view": _view,
    "cuts": _cuts,
}
