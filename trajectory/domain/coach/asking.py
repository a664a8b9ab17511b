"""All questions about one plan on one day, the most pressing first."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trajectory.domain.coach.dismissing import Dismissals
from trajectory.domain.coach.finding import SEVERITIES, Finding, Severity
from trajectory.domain.coach.owners import too_much
from trajectory.domain.coach.registry import RULES
from trajectory.domain.coach.rule import Asked, Rule
from trajectory.domain.coach.sheet import Sheet
from trajectory.domain.coach.world import World
from trajectory.domain.dates import echo
from trajectory.domain.form_reading import begins
from trajectory.domain.plan import Dismissed, Entry, Header, Plan, Reading, Record
from trajectory.domain.scale import in_words
from trajectory.domain.thresholds import Thresholds

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
    rules = [rule for rule in RULES if rule.at_rest] if is_at_rest(plan) else RULES
    found: dict[tuple[str, str | None, str], Finding] = {}
    for each in rules:
        for asked in each.check(sheet):
            subject = (each.code, asked.item, asked.about if asked.item is None else "")
            if subject not in found:  # of several about one thing, the first
                found[subject] = _finding(sheet, each, asked)
    return _sorted_out(found.values(), Dismissals(plan))


def with_loads(
    before: Questions, asked: Iterable[Asked], dismissed: Mapping[str, Dismissed]
) -> Questions:
    """The questions about a plan once its owners' other steps are known (C27).

    So nobody has to keep thousands of plans until all are counted, or to read them twice.

    Args:
        before: what was asked when the plan was at hand, of its own steps only.
        asked: what C27 asks by now (`owners.overloads`).
        dismissed: the plan's dismissals of C27 (`loads_dismissed`).
    """
    kept = [one for one in before.open if one.code != too_much.code]
    silent = [pair for pair in before.dismissed if pair[0].code != too_much.code]
    now = _sorted_out(
        [_finding(None, too_much, one) for one in asked],
        Dismissals(Plan(plan=Header(), dismissed=dismissed)),
    )
    return Questions(
        tuple(sorted((*kept, *now.open), key=_place)),
        tuple(sorted((*silent, *now.dismissed), key=lambda pair: _place(pair[0]))),
    )


def loads_dismissed(plan: Plan) -> Mapping[str, Dismissed]:
    """The dismissals of C27 by id; see `with_loads`."""
    return {key: one for key, one in plan.dismissed.items() if one.code == too_much.code}


def _sorted_out(found: Iterable[Finding], dismissals: Dismissals) -> Questions:
    """Findings in their order, those that were dismissed apart."""
    open_, dismissed = [], []
    for finding in sorted(found, key=_place):
        record = dismissals.of(finding)
        if record is None:
            open_.append(finding)
        else:
            dismissed.append((finding, record))
    return Questions(tuple(open_), tuple(dismissed))


def _place(finding: Finding) -> tuple[int, str]:
    """The most pressing first, then by code, as the checks stand in the registry."""
    return SEVERITIES.index(finding.severity), finding.code


def is_at_rest(plan: Plan) -> bool:
    """Whether nobody works on a plan any more: it is closed, or put away."""
    return plan.plan.status == "closed" or plan.plan.archived is not None


def _finding(sheet: Sheet | None, rule: Rule, asked: Asked) -> Finding:
    """What was noticed, as people read it; without a sheet it is about the plan as a whole."""
    key, label, words = asked.item, "", ""
    if sheet is not None and key is not None:
        label, words = sheet.labels.get(key, key), _words(sheet.records.get(key))
    return Finding(
        code=rule.code,
        severity=rule.severity,
        item=key,
        label=label,
        question=asked.question or rule.question,
        detail=asked.detail,
        why=rule.why,
        words=words,
        section=rule.section,
        about=_short(asked.about) if key is None else "",
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
