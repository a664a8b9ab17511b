"""`trajectory forget`: asks, or wants to be told that it need not; then the words are gone."""

from __future__ import annotations

import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory.cli import forget
from trajectory.storage import codec

LINE = "- His mother, born  14/03/1989, was not asked"


@pytest.fixture
def said(trajectory: CommandLine) -> CommandLine:
    """Give the command line over plans of which one has the words."""
    assert trajectory("add", NETWORKS, LINE).exit_code == 0
    return trajectory


def test_with_yes_it_does_not_ask(said: CommandLine) -> None:
    done = said("forget", "--yes", NETWORKS, "BORN", "14/03/1989")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "the text: His mother, born 14/03/1989, was not asked" in done.stderr
    assert "Removed for good: in the plan 1." in done.stderr
    assert "cannot be reached" in done.stderr
    assert b"14/03/1989" not in said.bytes_of()
    assert b"His mother, [removed], was not asked" in said.bytes_of()


def test_without_a_terminal_it_does_nothing_unless_told(said: CommandLine) -> None:
    before = said.bytes_of()
    done = said("forget", NETWORKS, "born 14/03/1989", stdin="y\n")
    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert said.bytes_of() == before


@pytest.mark.parametrize("answer, goes", [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks(
    said: CommandLine, monkeypatch: pytest.MonkeyPatch, answer: str, goes: bool
) -> None:
    monkeypatch.setattr(forget, "_is_terminal", lambda: True)
    before = said.bytes_of()
    done = said("forget", NETWORKS, "born 14/03/1989", stdin=f"{answer}\n")
    assert done.exit_code == 0
    assert "It cannot be undone." in done.stderr
    assert (said.bytes_of() == before) is not goes
    assert ("Nothing was changed." in done.stderr) is not goes


@pytest.mark.parametrize("words", [[], ["-"]])
def test_each_line_of_the_input_is_one_thing(said: CommandLine, words: list[str]) -> None:
    done = said("forget", "--yes", NETWORKS, *words, stdin="born 14/03/1989\n\nhis mother\n")
    assert done.exit_code == 0
    assert b"[removed], [removed], was not asked" in said.bytes_of()


@pytest.mark.parametrize("words", [["x"], ["[removed]"], [" "]])
def test_nothing_to_look_for_is_refused(said: CommandLine, words: list[str]) -> None:
    before = said.bytes_of()
    done = said("forget", "--yes", NETWORKS, *words)
    assert done.exit_code == 2
    assert "nothing to remove" in done.stderr
    assert said.bytes_of() == before


def test_an_empty_input_is_refused(said: CommandLine) -> None:
    assert said("forget", "--yes", NETWORKS, stdin="\n").exit_code == 2


def test_words_that_are_not_in_the_plan_are_looked_for_elsewhere(said: CommandLine) -> None:
    history = said.plans / "harrowmere-table-3" / "history"
    history.mkdir(exist_ok=True)
    earlier = history / "safety-networks-20180101-100000.toml"
    earlier.write_bytes(said.bytes_of())
    said("forget", "--yes", NETWORKS, "born 14/03/1989")
    earlier.write_bytes(said.bytes_of().replace(b"[removed], was", b"born 14/03/1989, was"))
    done = said("forget", "--yes", NETWORKS, "born 14/03/1989")
    assert "not in the plan" in done.stderr
    assert b"14/03/1989" not in earlier.read_bytes()


def test_what_could_not_be_removed_is_an_exit_code(said: CommandLine) -> None:
    path = said.plans / f"{NETWORKS}.toml"
    plan = codec.parse(path.read_bytes())[0]
    found = next(iter(plan.barrier.values()))
    path.write_bytes(codec.encode(plan.replace(barrier={**plan.barrier, "jamie": found})))
    done = said("forget", "--yes", NETWORKS, "Jamie")
    assert done.exit_code == 5
    assert "STILL THERE" in done.stderr
    assert "“jamie”" in done.stderr


def test_many_places_are_counted(said: CommandLine) -> None:
    for _ in range(12):
        said("add", NETWORKS, LINE)
    done = said("forget", "--yes", NETWORKS, "born 14/03/1989")
    assert "and 3 more" in done.stderr
    assert "in the plan 13" in done.stderr
