"""Checks of the words themselves, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from trajectory.domain.case_data import case_data, may_hold
from trajectory.domain.coach.finding import Severity
from trajectory.domain.coach.likeness import twins
from trajectory.domain.coach.rule import Asked, rule
from trajectory.domain.coach.sheet import Sheet
from trajectory.domain.forces import is_open
from trajectory.domain.forgetting import texts
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Entry, Force, Goal, Step


@rule("C43", Severity.FIX, "Remove for good?", None, at_rest=True)
def case_data_inside(sheet: Sheet) -> Iterator[Asked]:
    """A text looks like data about a person: a date of birth, a long number, a postcode.

    No plan is the place for it, for plans are about agencies, and plans are mailed and projected.
    `/forget` and `trajectory forget` take it out of everything on this computer, and name what they
    cannot reach, such as copies in git.
    """
    for place in texts(sheet.plan, may_hold):
        found = case_data(place.text)
        if not found:
            continue
        detail = f"{place.field.capitalize()} holds {found[0].reason}."
        if place.key in sheet.records:
            yield Asked(place.key, detail)
        else:
            # Not the words, which must be able to go, but enough to notice other ones.
            where = f"{place.label}, {place.field}: {found[0].reason}"
            yield Asked(
                None, f"{place.label}: {detail}", f"{where}, of {len(place.text)} characters"
            )


@rule("C44", Severity.NOTICE, "Merge?", None)
def said_twice(sheet: Sheet) -> Iterator[Asked]:
    """Two entries of one box share four in five of their words.

    In a full room the same thing is said twice. As one entry it has both people's votes.
    """
    for section in Section:
        entries = sheet.plan.entries(section)
        if len(entries) < 2:  # noqa: PLR2004 - nothing to be alike
            continue
        said = {key: entry.text for key, entry in entries.items() if _is_live(entry)}
        for key, other in twins(said, sheet.thresholds.alike):
            yield Asked(key, f"Much like {sheet.named([other])}.")


def _is_live(entry: Entry) -> bool:
    match entry:
        case Goal():
            return (entry.status or "open") == "open"
        case Force():
            return is_open(entry)
        case Step():
            return entry.status != "dropped"
        case _:
            return True


WORDS = (case_data_inside, said_twice)
