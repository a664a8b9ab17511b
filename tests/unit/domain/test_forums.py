"""Where people meet, as they name it."""

from __future__ import annotations

import pytest

from trajectory.domain.forums import FORUM_NAMES, forum_named


@pytest.mark.parametrize(
    "words, forum",
    [
        ("consultation", "consultation"),
        (" Monthly ", "monthly-call"),
        ("leaders' workshop", "leaders-workshop"),
        ("lead", "leaders-workshop"),
        ("somewhere", None),
        ("", None),
        (" ", None),
    ],
)
def test_a_meeting_is_known_by_how_its_name_begins(words: str, forum: str | None) -> None:
    assert forum_named(words) == forum


@pytest.mark.parametrize("forum", FORUM_NAMES)
def test_every_meeting_is_known_by_its_own_name(forum: str) -> None:
    assert forum_named(FORUM_NAMES[forum]) == forum  # type: ignore[index]
