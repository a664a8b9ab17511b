"""The help promises nothing that the app does not keep."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from trajectory.domain.capture import Capture, read_line
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Barrier, Enabler, Goal, Header, Plan
from trajectory.domain.vocabulary import vocabulary
from trajectory.tui.commands.registry import known_commands
from trajectory.tui.help_texts import MARKS, TASKS, TOKENS, Task, method

PLAN = Plan(
    plan=Header(participants=("Team manager",)),
    goal={"G1-aaaa": Goal(text="x")},
    enabler={"E1-aaaa": Enabler(text="x")},
    barrier={"B1-aaaa": Barrier(text="x"), "B2-aaaa": Barrier(text="x")},
)
TODAY = dt.date(2018, 1, 16)


def read(line: str, section: Section = Section.STEP) -> Capture:
    return read_line(line, section, vocabulary(PLAN), TODAY)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.words)
def test_every_key_and_command_that_a_task_names_is_there(task: Task) -> None:
    known = known_commands()
    told = task.told(known)
    assert "{" not in told
    assert set(task.commands) <= set(known)
    for name in re.findall(r"key\[([^]]+)]", task.how):
        assert known[name].keys, f"{name} has no key"
    for name in re.findall(r"slash\[([^]]+)]", task.how):
        assert known[name].slash, f"{name} has no slash command"


def test_there_are_tasks_enough_and_each_is_there_once() -> None:
    words = [task.words for task in TASKS]
    assert len(words) == len(set(words)) >= 25


@pytest.mark.parametrize(
    "query, words",
    [
        ("typo", "Correct or reword an entry"),
        ("UNDO", "Take back a mistake"),
        ("word print", "Write the plan out, for Word or an e-mail"),
        ("finish step", "Mark a step as done, or say that it is stuck"),
        ("save", "Know whether all is saved"),
    ],
)
def test_tasks_are_found_by_other_words_too(query: str, words: str) -> None:
    known = known_commands()
    assert words in [task.words for task in TASKS if task.fits(query, task.told(known))]


def test_the_card_names_every_mark_and_each_sends_a_line_to_its_box() -> None:
    assert [rule.typed.split()[0] for rule in MARKS] == [section.mark for section in Section]
    for section, rule in zip(Section, MARKS, strict=True):
        assert read(rule.typed, Section.GOAL).section is section
        assert read(rule.typed).text == "words"


def test_what_the_card_says_of_each_token_is_what_the_line_reads() -> None:
    read_as = {rule.typed: read(rule.typed) for rule in TOKENS}
    assert read_as.pop("words").text == "words"
    assert read_as.pop("=4").score == 4
    assert read("=3.5").score == 3.5
    aimed = read_as.pop("=4>7")
    assert (aimed.score, aimed.target) == (4, 7)
    assert read_as.pop("=2 3 4 5").scores == (2, 3, 4, 5)
    assert read_as.pop("words @Team manager").owner == "Team manager"
    assert read("words @Team manager", Section.GOAL).speaker == "Team manager"
    assert read_as.pop('words @"new role"').owner == "new role"
    assert read_as.pop("words by fri").date == dt.date(2018, 1, 19)
    for day in ("9 feb", "in 2 weeks", "eom"):
        assert read(f"words by {day}").date is not None
    strong = read_as.pop("words !4")
    assert strong.text == "words !4", "a step has no strength"
    assert read("words !4", Section.BARRIER).strength == 4
    assert read_as.pop("words cuts B1 B2").cuts == ("B1-aaaa", "B2-aaaa")
    assert read_as.pop("words uses E1").uses == ("E1-aaaa",)
    assert read_as.pop("words for G1").goal == "G1-aaaa"
    assert read_as.pop("/").kind == "command"
    assert list(read_as) == ["(space) words"]
    assert read(" - words").text == "- words"


def test_the_method_fits_a_page_and_holds_its_parts() -> None:
    text = method()
    assert text.startswith("# The method on one page\n")
    assert len(text.splitlines()) <= 72
    for part in ("The boxes", "The scale", "From barrier to step", "No case data, ever"):
        assert f"\n## {part}\n" in text
