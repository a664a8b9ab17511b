"""The last part of a review: new steps and remarks, what others are asked for, who was there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from trajectory.domain.capture import Capture, read_line, role_completion
from trajectory.domain.form_reading import FieldRead, complete_role
from trajectory.domain.forums import FORUM_NAMES, comes_back
from trajectory.domain.header_form import read_roles
from trajectory.domain.kinds import Section
from trajectory.domain.plan import TEXT_LIMIT
from trajectory.domain.recording import record
from trajectory.domain.review_reading import read_words
from trajectory.domain.reviewing import Part, began
from trajectory.domain.vocabulary import vocabulary
from trajectory.tui.screens.review_base import ReviewBase
from trajectory.tui.text import content, one_line


@dataclass(frozen=True)
class Asks:
    """One of the questions of this part."""

    words: str
    how: str
    """What can be typed."""
    read: Callable[[str], FieldRead]
    answered: Callable[[Any], None]
    """What is done with an answer; an empty line goes on to the next question."""
    shown: Callable[[], str]
    """What the answer is so far, to be changed."""
    complete: Callable[[str], str]


def _none(_: str) -> str:
    return ""


class ReviewNextQuestions(ReviewBase):
    """Four questions, one after the other; Up and Down go between them."""

    _place = 0
    """Which question is asked."""
    _made = ""
    """What was put on record last, until it was said."""
    over = False
    """Whether the last question was answered."""

    def ask_next(self) -> None:
        """Ask the question that it is the turn of."""
        asks = self._questions()[self._place]
        self.ask_for(asks.words, asks.read, self._next_answered, asks.shown(), asks.complete)
        self.say(f"{self._made}{asks.how}")
        self._made = ""

    def move_question(self, places: int) -> None:
        """Another question of this part, as far as there are any; what is typed is kept first."""
        here = self._place
        if self.take_typed():
            self._place = max(0, min(len(self._questions()) - 1, here + places))
            self.ask_next()

    def _next_answered(self, value: Any) -> None:  # noqa: ANN401 - each question reads its own
        questions = self._questions()
        if value is not None:
            questions[self._place].answered(value)
        stays = value is not None and self._place < len(_REPEATED)
        if not stays and self._place == len(questions) - 1:
            self.over = True
        elif not stays:
            self._place += 1
        self.ask_next()

    def _questions(self) -> tuple[Asks, ...]:
        known = vocabulary(self.session.plan)
        return (
            Asks(
                "Next step, or a remark",
                _REPEATED[0],
                self._read_line,
                self._record,
                str,
                lambda typed: role_completion(typed, known) or "",
            ),
            Asks("Who is asked for what?", _REPEATED[1], read_words, self._asked, str, _none),
            Asks(
                "Who was there?",
                "Roles, not names, with a comma between them. Enter alone leaves it as it is.",
                self._read_roles,
                lambda roles: self._said("who was there", attended=roles),
                lambda: "; ".join((self.desk.review and self.desk.review.attended) or ()),
                lambda typed: complete_role(_last(typed), known.roles),
            ),
            Asks(
                "In short?",
                "A sentence or two to remember it by. Enter finishes the review.",
                read_words,
                lambda words: self._said("what was said, in short", summary=words),
                lambda: (self.desk.review and self.desk.review.summary) or "",
                _none,
            ),
        )

    def _read_line(self, typed: str) -> FieldRead:
        """A line by the grammar of the walk; without a mark it is a next step."""
        if not typed.strip():
            return FieldRead()
        known, today = vocabulary(self.session.plan), self.context.today()
        read = read_line(typed, Section.STEP, known, today, commands=False)
        if read.kind == "score":
            return FieldRead(problem="The score is asked for under Position: Shift+Tab twice.")
        if len(read.text) > TEXT_LIMIT:
            return FieldRead(problem=f"Over {TEXT_LIMIT:,} characters: please make it two entries.")
        if not read.text.strip():
            return FieldRead(problem="A few words are missing here.")
        return FieldRead(read, " · ".join((*(taken.words for taken in read.taken), *read.warnings)))

    def _record(self, read: Capture) -> None:
        stamp = self.context.stamp()
        plan, made = record(self.session.plan, read, stamp.now, stamp.today, stamp.suffix)
        name = self.context.templates.get(plan.plan.deliverable).prompts(read.section).name
        self.act(plan, f"added to {name}")
        self._made = f"{self.label_of(made[-1])} is in {name}.  "

    def _asked(self, words: str) -> None:
        review = self.desk.review
        self._said("what is asked of others", asks=(*((review and review.asks) or ()), words))

    def _read_roles(self, typed: str) -> FieldRead:
        known = vocabulary(self.session.plan)
        roles = tuple(known.known_role(r) or r for r in read_roles(typed, known.roles))
        return FieldRead(roles or None, " · ".join(roles))

    def _said(self, what: str, **fields: object) -> None:
        if self.desk.edit_review(Part.NEXT, what, **fields):
            self.plan_changed()

    def next_lines(self) -> list[Content]:
        """What is on record of this part so far, and what was kept for this meeting."""
        plan, review = self.session.plan, self.desk.review
        lines: list[Content] = []
        parked = [k for k, p in plan.parking.items() if comes_back(p, self.desk.forum)]
        if parked:
            lines.append(one_line(f"Parked for this {FORUM_NAMES[self.desk.forum]}:", "bold"))
            lines += [self._entry_line(key) for key in parked]
        if review is None:
            return lines
        start = began(review)
        new = [
            key
            for section in Section
            for key, entry in plan.entries(section).items()
            if entry.created and entry.created >= start
        ]
        if new:
            lines += [one_line("New in this review:", "bold"), *map(self._entry_line, new)]
        if review.asks:
            lines.append(one_line("Asked of others:", "bold"))
            lines += [content("  ") + one_line(ask) for ask in review.asks]
        if review.attended:
            lines.append(content("There: ", "bold") + one_line(", ".join(review.attended)))
        if review.summary:
            lines.append(content("In short: ", "bold") + one_line(review.summary))
        return lines

    def _entry_line(self, key: str) -> Content:
        found = self.session.plan.find(key)
        text = getattr(found[1], "text", "") if found else ""
        return content(f"  {self.label_of(key)}  ") + one_line(text)


_REPEATED = (
    "Begin with - for a barrier, + an enabler, ? to park it. An empty line goes on.",
    "Such as: Systems Manager: the March window. Enter keeps it; an empty line goes on.",
)
"""How the questions are answered that take any number of answers."""


def _last(typed: str) -> str:
    return typed.replace(";", ",").rpartition(",")[2].lstrip()
