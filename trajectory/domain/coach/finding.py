"""What the coach gives: one plain question about one thing, and how much it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trajectory.domain.kinds import Section


class Severity(StrEnum):
    """How much a question matters, the most first."""

    FIX = "fix"
    """Without an answer the plan will not hold."""
    ASK = "ask"
    """A good facilitator would ask it."""
    NOTICE = "notice"
    """Worth a look."""

    @property
    def letter(self) -> str:
        """`F`, `A` or `N`, for narrow places."""
        return self.value[0].upper()


SEVERITIES = tuple(Severity)
"""All of them, the most pressing first."""


@dataclass(frozen=True)
class Finding:
    """One question of the coach, and what it is about."""

    code: str
    """Code of the question: `C25`."""
    severity: Severity
    item: str | None
    """Id of the record that it is about; None where it is about the plan as a whole."""
    label: str
    """What people call that record: "S1"; empty for the plan as a whole."""
    question: str
    """One plain question: "Done, new date, or drop?"."""
    detail: str
    """What was noticed, as a sentence: "It was due on Fri 9 Feb 2018."."""
    why: str = ""
    """The reason why it is asked, for somebody who wonders."""
    words: str = ""
    """The first words of an entry, score and day of a reading; empty for the plan as a whole."""
    section: Section | None = None
    """The box where the answer belongs; None where there is no such box."""
    about: str = ""
    """What a question about the plan as a whole is about, as it stands; see `dismissing`."""
