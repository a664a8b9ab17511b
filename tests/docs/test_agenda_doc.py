"""docs/agenda.md names every item of an agenda, and every key and command of its screen."""

from __future__ import annotations

import re

import pytest

from tests.repository import ROOT
from trajectory.domain.agenda import MOST_ITEMS, ROUND_MINUTES, Topic
from trajectory.domain.progress import UNSURE
from trajectory.exporters.document.agenda import MOST_SPEAKERS
from trajectory.tui.commands.agenda import AGENDA, AGENDA_ITEMS, DECISIONS
from trajectory.tui.commands.command import Command
from trajectory.tui.commands.registry import known_commands

PAGE = (ROOT / "docs" / "agenda.md").read_text(encoding="utf-8")
WORDS = {4: "four", 5: "five"}


def test_the_table_has_every_topic_in_its_order_with_what_is_wanted() -> None:
    rows = re.findall(r"^\| ([A-Z][^|]+?) \| .+? \| to (\w+)", PAGE, re.MULTILINE)
    assert rows == [(topic.title, topic.wants.value) for topic in Topic]


@pytest.mark.parametrize("command", [c for c in AGENDA if c.takes or c.slash == "finish"])
def test_every_command_of_the_call_is_explained(command: Command) -> None:
    assert f"| `/{command.slash}" in PAGE


@pytest.mark.parametrize(
    "command",
    [c for c in (*AGENDA_ITEMS, *DECISIONS) if len(c.key_words) == 1],
)
def test_every_letter_is_named(command: Command) -> None:
    assert f"**{command.key_words}**" in PAGE


def test_where_it_is_found_is_true() -> None:
    known = known_commands()
    assert f"**{known['plans.agenda'].key_words}** on the plan" in PAGE
    assert f"**{known['walk.agenda'].keys}**, or type `/{known['walk.agenda'].slash}`" in PAGE
    assert f"**{known['agenda.export'].keys}** writes it" in PAGE


def test_its_numbers_are_those_of_the_code() -> None:
    assert f"at\nmost {WORDS[MOST_ITEMS]} items" in PAGE
    assert f"More than {WORDS[MOST_SPEAKERS]} are named" in PAGE
    assert f"a confidence of {UNSURE} or less" in PAGE
    assert ROUND_MINUTES == 5
    assert "Minutes come in fives" in PAGE
