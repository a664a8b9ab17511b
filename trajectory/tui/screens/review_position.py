"""The third part of a review: where the group is now on its scale, and why."""

from __future__ import annotations

from textual.content import Content

from trajectory.domain import editing, reviewing
from trajectory.domain.amending import amend
from trajectory.domain.dates import full
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Reading
from trajectory.domain.review_reading import ask_why, read_position, read_words
from trajectory.domain.scale import in_words
from trajectory.tui.screens.review_base import ReviewBase
from trajectory.tui.text import one_line


class ReviewPositionQuestions(ReviewBase):
    """Two questions that stand as long as the part is shown: the score, and why."""

    _why_of: str | None = None
    """Id of the reading whose reason is being asked."""

    def part_is_done(self) -> None:
        """All is said in this part: on to the next."""
        raise NotImplementedError

    def ask_position(self) -> None:
        """Where are we now? Once it is answered: why?"""
        reading = self.session.plan.reading.get(self._why_of or "")
        if self._why_of is not None and reading is not None:
            before = self._reading_before(self._why_of)
            last = None if before is None else before.score
            words = ask_why(reading.scores or (reading.score,), last)
            self.ask_for(words, read_words, self._reasoned)
            return
        self._why_of = None
        current = self.session.plan.current_reading
        last = None if current is None else current.score
        taken = reviewing.reading_of(self.session.plan, self.desk.review) is not None
        if taken and last is not None:
            words, default = f"Now {in_words(last)}. Another score?", None
        else:
            words, default = "Where are you now, 0 to 10?", last
        self.ask_for(words, lambda typed: read_position(typed, default), self._scored)
        if taken:
            self.say("It is on record. Tab goes on.")
        elif last is not None:
            self.say(f"Enter alone: still {in_words(last)}. Each person's score: 3 4 5.")
        else:
            self.say("One number, or each person's score: 3 4 5. Tab goes on without one.")

    def _scored(self, scores: tuple[float, ...]) -> None:
        plan, key = reviewing.read_position(
            self.session.plan, scores, self.desk.forum, self.context.stamp()
        )
        self._why_of = key
        self.act(plan, f"the position is {in_words(plan.reading[key].score)}")
        self.ask_position()
        self.say("It is on record. A few words on why; Enter alone leaves them out.")

    def _reasoned(self, why: str | None) -> None:
        key, self._why_of = self._why_of, None
        if why and key is not None and key in self.session.plan.reading:
            stamp = self.context.stamp()
            self.act(
                amend(self.session.plan, key, {"reason": why}, stamp), "why the position moved"
            )
        self.part_is_done()

    def _reading_before(self, key: str | None) -> Reading | None:
        """The reading that was the current one before this one."""
        plan = self.session.plan
        left = {k: reading for k, reading in plan.reading.items() if k != key}
        return editing.with_records(plan, Kind.READING, left).current_reading

    def position_lines(self) -> list[Content]:
        """What was said the last time, and what one point higher was to look like."""
        plan = self.session.plan
        last = self._reading_before(reviewing.reading_of(plan, self.desk.review))
        lines = []
        if last is not None:
            why = f". It was said: {last.reason}" if last.reason else ""
            lines.append(one_line(f"Last time, {full(last.date)}: {in_words(last.score)}{why}"))
        if plan.position.plus_one:
            lines.append(one_line(f"One point higher was to be: {plan.position.plus_one}"))
        return lines
