"""One plan's first quarter, as a manager lives it: a workshop, three reviews, the quarter's end.

All of it is typed in a real terminal on days of the story's own, and every document that comes out
of it on the way is kept in `tests/golden/story`, in the order in which they were made. Aldermoor is
an invented county; its people are roles.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.story import NAME, Golden, Story
from tests.terminal.story_reviews import a_colleague_edits_the_file, april, february, march
from tests.terminal.story_workshop import workshop

pytestmark = [pytest.mark.terminal, pytest.mark.slow]


def test_a_plan_goes_through_its_first_quarter(
    tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    story = Story(tmp_path, golden)
    workshop(story)
    february(story)
    a_colleague_edits_the_file(story)
    march(story)
    april(story)
    the_quarter(story)


def the_quarter(story: Story) -> None:
    def on_the_day(*arguments: str, code: int = 0) -> str:
        return story.office.run("2019-04-12T09:00", *arguments, code=code).stdout

    january = ("--since", "15 jan 2019")
    story.keeps("quarter-changes.txt", on_the_day("changes", NAME, *january))
    story.keeps("quarter.md", on_the_day("export", NAME, *january))
    story.keeps("practice-lead.md", on_the_day("export", "--owner", "Practice lead"))
    story.keeps("owners.txt", on_the_day("owners"))
    story.keeps("steps.csv", on_the_day("export", NAME, "--format", "csv"))
    story.keeps("dates.ics", on_the_day("export", NAME, "--format", "ics"))
    story.keeps("questions.txt", on_the_day("check"))
    story.keeps("plan.toml", story.plan_file.read_text("utf-8"))
