"""Checks of the current position: the scale, and the talk after the number."""

from __future__ import annotations

from collections.abc import Iterator

from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.rule import Asked, rule
from trajectory.domain.coach.sheet import Sheet, is_said
from trajectory.domain.dates import echo
from trajectory.domain.kinds import Section
from trajectory.domain.scale import TOP, in_words


@rule("C01", Severity.FIX, "What would 0 and 10 look like here?", Section.POSITION)
def no_scale(sheet: Sheet) -> Iterator[Asked]:
    """Nobody has said where we are, or what 0 or 10 means.

    A number without words at both ends means something else to each person at the table, so it
    cannot be compared with the next one.
    """
    position = sheet.plan.position
    missing = [
        words
        for words, said in (
            ("what 0 means", position.anchor_0),
            ("what 10 means", position.anchor_10),
            ("where you are now", sheet.current),
        )
        if not is_said(said)
    ]
    if missing:
        *first, last = missing
        words = f"{', '.join(first)} and {last}" if first else last
        yield Asked(None, f"Not said yet: {words}.", about=words)


@rule("C02", Severity.ASK, "What does the highest see that the lowest doesn't?", Section.POSITION)
def wide_spread(sheet: Sheet) -> Iterator[Asked]:
    """The scores of the latest reading are 4 points or more apart.

    The talk after the number matters more than the number. People who differ this much have seen
    different things, and a mean would hide both.
    """
    if sheet.current is None:
        return
    key, reading = sheet.current
    scores = reading.scores or (reading.score,)
    if max(scores) - min(scores) >= sheet.thresholds.spread:
        low, high = in_words(min(scores)), in_words(max(scores))
        yield Asked(key, f"The scores go from {low} to {high}.")


@rule("C03", Severity.ASK, "What would one point higher look like?", Section.POSITION)
def no_next_point(sheet: Sheet) -> Iterator[Asked]:
    """We are at 9.5 or lower, and nobody has said what one point higher looks like.

    A ten is too far away to begin with. One point is a picture that people can work towards.
    """
    if sheet.current is None or is_said(sheet.plan.position.plus_one):
        return
    score = sheet.current[1].score
    if score <= sheet.thresholds.nearly_there:
        yield Asked(None, f"You are at {in_words(score)}.", about=f"at {in_words(score)}")


@rule("C04", Severity.ASK, "Why not lower?", Section.POSITION)
def nothing_works(sheet: Sheet) -> Iterator[Asked]:
    """The score is above 0, and no note says what works well.

    Whatever lifted the score from 0 exists already, and is the cheapest thing to build on.
    """
    if sheet.current is None or sheet.current[1].score <= 0:
        return
    notes = sheet.plan.entries(Section.POSITION).values()
    if not any(getattr(note, "view", None) == "working_well" for note in notes):
        score = in_words(sheet.current[1].score)
        yield Asked(None, f"You are at {score}, and no note is working well.", about=f"at {score}")


@rule("C09", Severity.FIX, "Further than today?", Section.POSITION)
def no_aim(sheet: Sheet) -> Iterator[Asked]:
    """Nobody has said where on the scale we want to be, or it is no further than today.

    Without an aim nobody can say whether the steps are enough. A plan that stands at 10 has none
    further, and is not asked.
    """
    target = sheet.plan.position.target
    score = None if sheet.current is None else sheet.current[1].score
    if target is None:
        yield Asked(None, "Nobody has said which number you aim for.", about="no aim")
    elif score is not None and target <= score < TOP:
        words = f"The aim is {in_words(target)}, and you are at {in_words(score)}."
        yield Asked(None, words, about=f"aim {in_words(target)}, at {in_words(score)}")


@rule("C10", Severity.ASK, "Is this a year's climb?", Section.POSITION)
def steep_climb(sheet: Sheet) -> Iterator[Asked]:
    """The aim is more than 3 points up, and due within half a year of the workshop.

    An aim out of reach is forgotten by the second review. A nearer one is reached, and then moved.
    """
    position, workshop = sheet.plan.position, sheet.plan.plan.date
    if sheet.current is None or position.target is None or position.target_by is None:
        return
    points = position.target - sheet.current[1].score
    if workshop is None or points <= sheet.thresholds.climb:
        return
    if (position.target_by - workshop).days <= sheet.thresholds.climb_days:
        words = f"{in_words(points)} points up by {echo(position.target_by)}"
        yield Asked(None, f"{words}.", about=words)


POSITION = (no_scale, wide_spread, no_next_point, nothing_works, no_aim, steep_climb)
