"""The coach's questions in words: a row for each, what is known of the marked one, how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from textual.content import Content

from trajectory.domain.coach import Finding, Questions, Severity
from trajectory.domain.dates import echo
from trajectory.domain.plan import Dismissed
from trajectory.tui.question_count import count_words
from trajectory.tui.text import content, one_line

MOST_LIVE = 3
"""So many are asked at a time, unless somebody wants all of them: a list of thirty is not read."""
THE_PLAN = "The plan"
"""What a question is about that is about no entry."""

_MARKS: Mapping[Severity, tuple[str, str]] = {
    Severity.FIX: ("! to fix", "$text-error"),
    Severity.ASK: ("? to ask", "$text-primary"),
    Severity.NOTICE: ("· to notice", "$text-muted"),
}
"""By shape and word first; the colour comes second."""
_MARK_WIDTH = max(len(words) for words, _ in _MARKS.values()) + 2
_LABEL_WIDTH = 5
_NARROW = 60
"""In less room than this a row has no columns."""

_HOW: Mapping[str, str] = {
    "C01": "/zero and /ten say what both ends mean; =4 says where you are.",
    "C03": "/plus and your words say it.",
    "C04": "Type what works well; /working marks it as that.",
    "C19": "Type a step, and cuts B1 at its end.",
}
"""How some questions about the plan as a whole are answered where Enter leads to."""

NOTHING_ASKED = (
    "No questions today. The plan says where you are, where you want to be, and who does what by "
    "when. That is good work.\n\n"
    "The coach looks again as the plan and the days go on: a date that passes, or a step that is "
    "stuck, brings the next question. Esc goes back."
)
AT_REST = (
    "This plan is closed or put away, so nothing is asked of it any more.\n\nEsc goes back to it."
)
NONE_ASIDE = (
    "No question was set aside. Where one does not fit, f on it says why it is fine as it is, and "
    "it stays away until the thing changes.\n\nd goes back to the questions."
)


class Shown(Enum):
    """Which questions the list shows."""

    LIVE = "live"
    """The most pressing ones."""
    ALL = "all"
    ASIDE = "aside"
    """Those that somebody found fine as they are."""


def head_words(found: Questions, shown: Shown) -> str:
    """How many there are, and how the others are seen."""
    count, aside = len(found.open), len(found.dismissed)
    if shown is Shown.ASIDE:
        return f"{count_words(aside) or 'No question'} set aside as fine. d goes back."
    if not count:
        words = "Nothing to ask."
    elif count <= MOST_LIVE:
        words = f"{count_words(count)}, the most pressing first."
    elif shown is Shown.LIVE:
        words = f"The {MOST_LIVE} most pressing of {count_words(count)}. Tab shows all."
    else:
        words = f"{count_words(count)}: {_by_severity(found)}. Tab: the most pressing."
    return f"{words} Set aside: {aside:,} (d)." if aside else words


def _by_severity(found: Questions) -> str:
    counts = {severity: found.count(severity) for severity in Severity}
    return ", ".join(f"{n:,} to {severity.value}" for severity, n in counts.items() if n)


def row_lines(finding: Finding, text: str, dismissed: Dismissed | None, room: int) -> list[Content]:
    """A question in two lines: how much it matters and what it is about; what is asked.

    `text` is the text of the entry, where it is about one.
    """
    mark, style = _MARKS[finding.severity]
    about = _about(finding, text)
    detail = finding.detail if dismissed is None else f"Fine: {_reason(dismissed)}"
    second = one_line(finding.question, "bold") + content("  ") + one_line(detail, "$text-muted")
    if room < _NARROW:
        return [one_line(mark, style) + content("  ") + about, second]
    indent = " " * _MARK_WIDTH
    return [one_line(mark, style).truncate(_MARK_WIDTH, pad=True) + about, content(indent) + second]


def _reason(dismissed: Dismissed) -> str:
    return dismissed.reason or "nobody said why"


def _about(finding: Finding, text: str) -> Content:
    if finding.item is None:
        return one_line(THE_PLAN, "$text-muted")
    label = one_line(finding.label)
    if label.cell_length < _LABEL_WIDTH:
        label = label.truncate(_LABEL_WIDTH - 1, pad=True)
    return label + content(" ") + one_line(text or finding.words)


def detail_lines(finding: Finding, text: str, dismissed: Dismissed | None) -> list[Content]:
    """What is known of the marked question: the whole entry, what was noticed, why it is asked."""
    about = f"{finding.label}  {text or finding.words}" if finding.item else THE_PLAN
    lines = [
        one_line(about, "bold"),
        one_line(f"{finding.question} {finding.detail}"),
        one_line(f"Why: {finding.why}", "$text-muted"),
    ]
    if dismissed is not None:
        when = f" ({echo(dismissed.date)})" if dismissed.date else ""
        lines.insert(2, one_line(f"Fine as it is{when}: {_reason(dismissed)}"))
    return lines


def arrival_words(finding: Finding) -> str:
    """What is said where a question is to be answered: the question once more, and how."""
    about = f"{finding.label}: " if finding.item else ""
    how = f" {_HOW[finding.code]}" if finding.code in _HOW and finding.item is None else ""
    return f"{about}{finding.question} {finding.detail}{how}"


def shown_rows(found: Questions, shown: Shown) -> Sequence[tuple[Finding, Dismissed | None]]:
    """The questions that the list shows, each with what was said when it was set aside."""
    if shown is Shown.ASIDE:
        return found.dismissed
    most = MOST_LIVE if shown is Shown.LIVE else None
    return [(finding, None) for finding in found.open[:most]]
