"""All questions about one plan on one day, the most pressing first."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from trajectory.domain.coach.dismissing import Dismissals
from trajectory.domain.coach.finding import SEVERITIES, Finding, Severity
from trajectory.domain.coach.registry import RULES
from trajectory.domain.coach.rule import Asked, Rule
from trajectory.domain.coach.sheet import Sheet
from trajectory.domain.coach.thresholds import Thresholds
from trajectory.domain.coach.world import World
from trajectory.domain.dates import echo
from trajectory.domain.form_reading import begins
from trajectory.domain.plan import Dismissed, Entry, Plan, Reading, Record
from trajectory.domain.scale import in_words

USUAL = Thresholds()
NO_WORLD = World()

ABOUT_LIMIT = 200
"""So much of what a question is about is kept as it is, in characters."""

_MARK_LENGTH = 12


@dataclass(frozen=True)
class Questions:
    """What the coach has to say of a plan."""

    open: tuple[Finding, ...]
    """To be asked, the most pressing first, then in the order of the checks and of the plan."""
    dismissed: tuple[tuple[Finding, Dismissed], ...]
    """Set aside by somebody, with the reason, in the same order."""

    def count(self, severity: Severity) -> int:
        """How many of this severity are to be asked."""
        return sum(1 for finding in self.open if finding.severity is severity)


def findings(
    plan: Plan, as_of: dt.date, thresholds: Thresholds = USUAL, world: World = NO_WORLD
) -> tuple[Finding, ...]:
    """What is to be asked about a plan on a day, without what was dismissed.

    Of a plan that is closed or put away only what must not stay in any plan is asked.
    """
    return questions(plan, as_of, thresholds, world).open


def questions(
    plan: Plan, as_of: dt.date, thresholds: Thresholds = USUAL, world: World = NO_WORLD
) -> Questions:
    """What is to be asked about a plan on a day, and what was dismissed of it.

    Takes time that grows with the number of the plan's entries.
    """
    sheet = Sheet(plan, as_of, thresholds, world)
    rules = [rule for rule in RULES if rule.at_rest or not is_at_rest(plan)]
    found: dict[tuple[str, str | None, str], Finding] = {}
    for each in rules:
        for asked in each.check(sheet):
            subject = (each.code, asked.item, asked.about if asked.item is None else "")
            if subject not in found:  # of several about one thing, the first
                found[subject] = _finding(sheet, each, asked)
    order = sorted(found.values(), key=lambda finding: SEVERITIES.index(finding.severity))
    dismissals = Dismissals(plan)
    open_, dismissed = [], []
    for finding in order:
        record = dismissals.of(finding)
        if record is None:
            open_.append(finding)
        else:
            dismissed.append((finding, record))
    return Questions(tuple(open_), tuple(dismissed))


def is_at_rest(plan: Plan) -> bool:
    """Whether nobody works on a plan any more: it is closed, or put away."""
    return plan.plan.status == "closed" or plan.plan.archived is not None


def _finding(sheet: Sheet, rule: Rule, asked: Asked) -> Finding:
    found = sheet.plan.find(asked.item) if asked.item is not None else None
    record = found[1] if found is not None else None
    return Finding(
        code=rule.code,
        severity=rule.severity,
        item=asked.item,
        label=sheet.labels.get(asked.item, asked.item) if asked.item is not None else "",
        question=asked.question or rule.question,
        detail=asked.detail,
        why=rule.why,
        words=_words(record),
        section=rule.section,
        about=_short(asked.about) if asked.item is None else "",
    )


def _short(about: str) -> str:
    """What a dismissal keeps of this: all of it, or the start and a mark that tells it from others.

    A role may be as long as a text may be, and a plan may have a thousand barriers.
    """
    if len(about) <= ABOUT_LIMIT:
        return about
    mark = hashlib.sha256(about.encode(errors="surrogatepass")).hexdigest()[:_MARK_LENGTH]
    return f"{about[:ABOUT_LIMIT]}… {mark}"


def _words(record: Record | None) -> str:
    """By what people know a record: an entry by its first words, a reading by its score and day."""
    match record:
        case Entry():
            return begins(record.text)
        case Reading():
            return f"{in_words(record.score)} on {echo(record.date)}"
        case _:
            return ""
