"""What a check is: a small function over a sheet, with code, severity, question and its reason.

Each check is declared beside its function::

    @rule("C24", Severity.FIX, "By when?", Section.STEP)
    def no_date(sheet: Sheet) -> Iterator[Asked]:
        '''An open step has no date.

        A step without a date is a wish: it is never late, so nobody is ever asked.
        '''

The docstring is documentation for people as well (docs/coach.md): its first paragraph says when
the question is asked, the rest says why.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.sheet import Sheet
from trajectory.domain.kinds import Section


@dataclass(frozen=True)
class Asked:
    """One thing that a check noticed."""

    item: str | None
    """Id of the record; None where it is about the plan as a whole."""
    detail: str
    """What was noticed, as a sentence."""
    about: str = ""
    """For the plan as a whole: what it is about, as it stands. Neither words of people (a role at
    most) nor anything that changes with the day: a dismissal is kept by it."""
    question: str = ""
    """In the place of the rule's question, where it fits better."""


Check = Callable[[Sheet], Iterator[Asked]]


@dataclass(frozen=True)
class Rule:
    """One check of the coach. Several may share a code where a question has two sides."""

    code: str
    severity: Severity
    question: str
    section: Section | None
    """The box where the answer belongs."""
    check: Check
    when: str
    """When it is asked, in words."""
    why: str
    """The reason why it exists."""
    at_rest: bool = False
    """Whether it is asked of a plan that is closed or put away, too."""

    @property
    def name(self) -> str:
        """The name of its function, which tells apart those that share a code."""
        return self.check.__name__


def rule(
    code: str,
    severity: Severity,
    question: str,
    section: Section | None,
    *,
    at_rest: bool = False,
) -> Callable[[Check], Rule]:
    """Declare a check; see above."""

    def declared(check: Check) -> Rule:
        when, _, why = (inspect.getdoc(check) or "").partition("\n\n")
        return Rule(
            code,
            severity,
            question,
            section,
            check,
            when=" ".join(when.split()),
            why=" ".join(why.split()),
            at_rest=at_rest,
        )

    return declared
