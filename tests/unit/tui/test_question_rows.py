"""The coach's questions in words: how many, which of them, how each reads without colour."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.domain.coach import Finding, Questions, Severity
from trajectory.domain.plan import Dismissed
from trajectory.tui import question_rows
from trajectory.tui.commands.walk import WALK
from trajectory.tui.question_count import count_words, counter
from trajectory.tui.question_rows import (
    Shown,
    arrival_words,
    detail_lines,
    head_words,
    row_lines,
    shown_rows,
)

S1 = Finding(
    "C25",
    Severity.FIX,
    "S1-aaaa",
    "S1",
    "Done, new date, or drop?",
    "It was due on Fri 9 Feb 2018.",
    why="Each is a good answer.",
    words="Ask two…",
)
PLAN = Finding("C03", Severity.ASK, None, "", "What would one point higher look like?", "You are.")
ASIDE = Dismissed(code="C25", item="S1-aaaa", reason="On Thursday", date=dt.date(2018, 2, 12))


def lines(finding: Finding, dismissed: Dismissed | None = None, room: int = 100) -> list[str]:
    return [line.plain for line in row_lines(finding, "Ask two questions", dismissed, room)]


@pytest.mark.parametrize(
    "count, words", [(0, ""), (1, "1 question"), (3, "3 questions"), (1200, "1,200 questions")]
)
def test_the_counter(count: int, words: str) -> None:
    assert count_words(count) == words
    assert counter(count).plain == words


@pytest.mark.parametrize(
    "count, aside, shown, words",
    [
        (0, 0, Shown.LIVE, "Nothing to ask."),
        (0, 2, Shown.LIVE, "Nothing to ask. Set aside: 2 (d)."),
        (1, 0, Shown.LIVE, "1 question, the most pressing first."),
        (3, 0, Shown.ALL, "3 questions, the most pressing first."),
        (4, 0, Shown.LIVE, "The 3 most pressing of 4 questions. Tab shows all."),
        (4, 1, Shown.ALL, "4 questions: 4 to fix. Tab: the most pressing. Set aside: 1 (d)."),
        (4, 0, Shown.ASIDE, "No question set aside as fine. d goes back."),
        (0, 1, Shown.ASIDE, "1 question set aside as fine. d goes back."),
    ],
)
def test_how_many_there_are(count: int, aside: int, shown: Shown, words: str) -> None:
    assert head_words(Questions((S1,) * count, ((S1, ASIDE),) * aside), shown) == words


def test_at_most_three_are_asked_at_a_time() -> None:
    found = Questions((S1, PLAN, S1, PLAN), ((PLAN, ASIDE),))
    assert [finding for finding, _ in shown_rows(found, Shown.LIVE)] == [S1, PLAN, S1]
    assert len(shown_rows(found, Shown.ALL)) == 4
    assert shown_rows(found, Shown.ASIDE) == ((PLAN, ASIDE),)


def test_a_row_says_by_word_and_shape_how_much_it_matters() -> None:
    marks = {
        severity: lines(Finding("C", severity, None, "", "Q?", "D."))[0] for severity in Severity
    }
    assert [words.split("  ")[0] for words in marks.values()] == [
        "! to fix",
        "? to ask",
        "· to notice",
    ]
    assert lines(S1) == [
        "! to fix     S1   Ask two questions",
        "             Done, new date, or drop?  It was due on Fri 9 Feb 2018.",
    ]
    assert lines(PLAN)[0] == "? to ask     The plan"
    assert lines(PLAN, room=40)[0] == "? to ask  The plan"


def test_what_was_set_aside_shows_its_reason() -> None:
    assert lines(S1, ASIDE)[1].endswith("drop?  Fine: On Thursday")
    assert lines(S1, Dismissed(code="C25"))[1].endswith("Fine: nobody said why")
    details = [line.plain for line in detail_lines(S1, "Ask two questions", ASIDE)]
    assert details == [
        "S1 Ask two questions",
        "Done, new date, or drop? It was due on Fri 9 Feb 2018.",
        "Fine as it is (Mon 12 Feb 2018): On Thursday",
        "Why: Each is a good answer.",
    ]


@given(st.text(max_size=80), st.text(max_size=80), st.integers(1, 200))
def test_any_text_gives_two_lines(label: str, text: str, room: int) -> None:
    finding = Finding("C25", Severity.FIX, "S1", label, "Q?", text, words=text)
    for dismissed in (None, Dismissed(code="C25", reason=text or "x")):
        drawn = row_lines(finding, text, dismissed, room)
        assert len(drawn) == 2
        assert not any("\n" in line.plain or "\x1b" in line.plain for line in drawn)


def test_where_a_question_is_answered_it_is_asked_once_more_and_how_is_said() -> None:
    assert arrival_words(S1) == "S1: Done, new date, or drop? It was due on Fri 9 Feb 2018."
    assert arrival_words(PLAN).endswith("You are. /plus and your words say it.")


def test_the_commands_that_are_named_are_there() -> None:
    known = {command.slash for command in WALK}
    named = set(re.findall(r"/(\w+)", " ".join(question_rows._HOW.values())))
    assert named
    assert named <= known
