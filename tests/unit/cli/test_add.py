"""`trajectory add`: what is an option, what is text, and what is said about what was read."""

from __future__ import annotations

import re
import sys

import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory.cli.add import MANY, SECTIONS, _lines_of_input
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Plan
from trajectory.storage import codec


def plan(trajectory: CommandLine) -> Plan:
    return codec.parse(trajectory.bytes_of())[0]


def test_the_sections_are_the_domain_s() -> None:
    assert tuple(Section) == SECTIONS


def test_the_new_id_is_printed_and_what_was_read_is_said(trajectory: CommandLine) -> None:
    added = trajectory("add", NETWORKS, "> Ring the school @Team manager by 9 mar cuts B1")
    assert added.exit_code == 0
    (key,) = added.stdout.split()
    assert added.stderr == "owner Team manager, due Fri 9 Mar 2018, cuts B1.\n"
    step = plan(trajectory).step[key]
    assert (step.text, step.owner, step.cuts) == ("Ring the school", "Team manager", ("B1-h9wc",))


def test_an_entry_with_nothing_to_say_about_it_says_nothing(trajectory: CommandLine) -> None:
    assert trajectory("add", NETWORKS, "- No room in the diary").stderr == ""


def test_what_was_not_understood_is_said(trajectory: CommandLine) -> None:
    added = trajectory("add", NETWORKS, "> Ring the school by 12/5 cuts B9")
    assert added.exit_code == 0
    assert "12 May or 5 December" in added.stderr
    assert "B9 is not in this plan" in added.stderr


@pytest.mark.parametrize(
    "words, text, table",
    [
        (["-10%", "fewer", "visits"], "-10% fewer visits", "note"),
        (["-10% fewer visits"], "-10% fewer visits", "note"),
        (["- no room in the diary"], "no room in the diary", "barrier"),
        (["-", "no", "room"], "no room", "barrier"),
        (["--", "- no room"], "no room", "barrier"),
        (["--", "--verbatim", "is", "text"], "--verbatim is text", "note"),
        (["-- as she said"], "-- as she said", "note"),
        (["-x"], "-x", "note"),
        (["no", "--section", "at", "all"], "no --section at all", "note"),
        (["no", "room", "--verbatim"], "no room --verbatim", "note"),
        ([" =4"], "=4", "note"),
        (["two\nlines"], "two\nlines", "note"),
    ],
)
def test_the_last_words_are_text(
    trajectory: CommandLine, words: list[str], text: str, table: str
) -> None:
    added = trajectory("add", NETWORKS, *words)
    assert (added.exit_code, "Something" in added.stderr) == (0, False)
    assert getattr(plan(trajectory), table)[added.stdout.strip()].text == text


@pytest.mark.parametrize(
    "before, after",
    [
        (["--section", "goal"], []),
        (["--section=goal"], []),
        ([], ["--section", "goal"]),
        ([], ["--section=goal"]),
        (["--verbatim"], ["--section", "goal"]),
        (["--section", "goal", "--"], []),
        ([], ["--section", "goal", "--"]),
    ],
)
def test_options_stand_before_the_text(
    trajectory: CommandLine, before: list[str], after: list[str]
) -> None:
    added = trajectory("add", *before, NETWORKS, *after, "- 14 of 20")
    assert added.exit_code == 0
    assert plan(trajectory).goal[added.stdout.strip()].text == "- 14 of 20"


def test_the_folder_can_be_named_between_plan_and_text(trajectory: CommandLine) -> None:
    refused = trajectory("add", NETWORKS, "--plans", "elsewhere", "text")
    assert refused.exit_code == 4


@pytest.mark.parametrize("place", ["before the plan", "after the plan"])
def test_a_mistyped_option_is_no_text(trajectory: CommandLine, place: str) -> None:
    before = trajectory.bytes_of()
    words = ["--sectoin", "goal"]
    arguments = [*words, NETWORKS] if place == "before the plan" else [NETWORKS, *words]
    refused = trajectory("add", *arguments, "14 of 20")
    assert refused.exit_code == 2
    assert "--sectoin" in refused.stderr
    assert trajectory.bytes_of() == before


@pytest.mark.parametrize("words", [["--section", "goals", "text"], ["--section"]])
def test_a_section_is_one_of_six(trajectory: CommandLine, words: list[str]) -> None:
    refused = trajectory("add", NETWORKS, *words)
    assert refused.exit_code == 2
    assert "--section" in refused.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], [NETWORKS, "--help"], [NETWORKS, "-h"]])
def test_help_is_help_before_and_after_the_plan(
    trajectory: CommandLine, arguments: list[str]
) -> None:
    assert trajectory("add", *arguments).stdout.startswith("Usage: trajectory add")


@pytest.mark.parametrize("text", ["", "   ", "- ", "\x1b"])
def test_text_that_says_nothing_is_usage(trajectory: CommandLine, text: str) -> None:
    before = trajectory.bytes_of()
    refused = trajectory("add", NETWORKS, text)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "no text to add" in refused.stderr
    assert trajectory.bytes_of() == before


def test_where_a_line_without_a_mark_went_is_said(trajectory: CommandLine) -> None:
    added = trajectory("add", NETWORKS, "No room in the diary")
    assert added.stdout.startswith("N")
    assert "in the current position" in added.stderr
    assert trajectory("add", NETWORKS, "= No room in the diary").stderr == ""
    assert trajectory("add", NETWORKS, "--section", "position", "No room").stderr == ""


# ------------------------------------------------------------------- standard input


@pytest.mark.parametrize("words", [[], ["-"]])
def test_each_line_of_standard_input_is_an_entry(trajectory: CommandLine, words: list[str]) -> None:
    added = trajectory("add", NETWORKS, *words, stdin="- a wall\n\n> cut it cuts B6\nsaid\n")
    barrier, step, note = added.stdout.split()
    assert plan(trajectory).step[step].cuts == (barrier,)
    assert plan(trajectory).note[note].text == "said"
    first, second = added.stderr.splitlines()
    assert first == "Line 3: cuts B6."
    assert second.startswith("1 line without a mark is in the current position; a mark or --sec")


@pytest.mark.parametrize("count, remarks", [(MANY, MANY), (MANY + 1, 1)])
def test_of_many_lines_only_what_was_not_understood_is_said(
    trajectory: CommandLine, count: int, remarks: int
) -> None:
    lines = ["- a wall !4"] * (count - 1) + ["- a wall !9"]
    added = trajectory("add", NETWORKS, stdin="\n".join(lines))
    assert len(added.stdout.splitlines()) == count
    assert len(added.stderr.splitlines()) == remarks
    assert added.stderr.splitlines()[-1].startswith(f"Line {count}: ")
    assert "!9" in added.stderr


def test_nothing_on_standard_input_adds_nothing(trajectory: CommandLine) -> None:
    before = trajectory.bytes_of()
    added = trajectory("add", NETWORKS, stdin="\n \n")
    assert (added.exit_code, added.stdout) == (0, "")
    assert added.stderr == "There was nothing to add.\n"
    assert trajectory.bytes_of() == before


@pytest.mark.parametrize(
    "stdin, reason",
    [
        (b"good\n/undo\n", "Line 2 is a command of the walk, /undo"),
        (b"good\ncaf\xe9\n", "Line 2 of the input is not UTF-8"),
        (b"\xff\xfeg\x00o\x00", "Line 1 of the input is not UTF-8"),
        (b"good\n" + b"x" * 5001, "Line 2 has 5,001 characters"),
    ],
)
def test_one_bad_line_keeps_all_out(trajectory: CommandLine, stdin: bytes, reason: str) -> None:
    before = trajectory.bytes_of()
    refused = trajectory("add", NETWORKS, stdin=stdin)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert reason in refused.stderr
    assert "Nothing was added" in refused.stderr
    assert trajectory.bytes_of() == before


def test_with_verbatim_a_command_is_text(trajectory: CommandLine) -> None:
    added = trajectory("add", NETWORKS, "--verbatim", stdin="/undo\n- @Team manager !4\n")
    notes = plan(trajectory).note
    assert [notes[key].text for key in added.stdout.split()] == ["/undo", "- @Team manager !4"]


def test_a_plan_that_cannot_take_lines_is_said_before_they_are_typed(
    trajectory: CommandLine,
) -> None:
    assert trajectory("add", "nobody/nothing", stdin="one\n").exit_code == 4
    (trajectory.plans / f"{NETWORKS}.toml").write_bytes(b"")
    refused = trajectory("add", NETWORKS, stdin=b"caf\xe9\n")
    assert refused.exit_code == 3
    assert "UTF-8" not in refused.stderr
    assert trajectory.bytes_of() == b""


@pytest.mark.terminal
def test_whoever_types_the_lines_is_told_how_to_end(trajectory: CommandLine) -> None:
    import pexpect

    arguments = ["-m", "trajectory", "--plans", str(trajectory.plans), "add", NETWORKS]
    child = pexpect.spawn(sys.executable, arguments, timeout=60, encoding="utf-8")
    child.expect("Type an entry on each line. End with ctrl\\+d.")
    child.sendline("- a wall")
    child.sendeof()
    child.expect("(B[0-9]+-[a-z0-9]+)")
    key = child.match[1]
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert plan(trajectory).barrier[key].text == "a wall"


def test_no_standard_input_at_all_is_nothing_to_add(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert _lines_of_input() == []


def test_an_aim_alone_makes_no_id(trajectory: CommandLine) -> None:
    added = trajectory("add", NETWORKS, "=>7.5")
    assert (added.exit_code, added.stdout, added.stderr) == (0, "", "aim 7.5.\n")
    assert plan(trajectory).position.target == 7.5


def test_control_characters_never_get_into_a_plan(trajectory: CommandLine) -> None:
    trajectory(
        "add", NETWORKS, stdin=b"- a \x1b[31mwall\x00\x9b\xc2\x9b\n".replace(b"\x9b\xc2", b"\xc2")
    )
    assert not re.search(rb"\\u00[01]|\x1b|\x9b", trajectory.bytes_of())


def test_whoever_stops_while_typing_hears_that_nothing_was_added(
    trajectory: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: object) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr("trajectory.usecases.adding.lines_of", stopped)
    before = trajectory.bytes_of()
    ended = trajectory("add", NETWORKS)
    assert ended.exit_code == 130
    assert "Stopped before the end. Nothing was added." in ended.stderr
    assert trajectory.bytes_of() == before
