"""The program as a whole: which command is meant, how it ends, and what it never prints."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import subprocess
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import click
import pytest

from tests.command_line import NETWORKS, CommandLine
from trajectory import __version__
from trajectory.__main__ import main
from trajectory.cli.printing import PipeClosed
from trajectory.cli.program import COMMANDS
from trajectory.errors import NotSavedError

HOSTILE = "\x1b[31m\x1b]52;c;aGk=\x07\u202e"


def run(*arguments: str, plans: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own, as people do."""
    return subprocess.run(
        [sys.executable, "-m", "trajectory", "--plans", str(plans), *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | variables,
    )


def test_the_version_is_the_package_s(trajectory: CommandLine) -> None:
    assert trajectory("--version").stdout == f"trajectory {__version__}\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command_in_the_order_of_a_plan_s_life(
    trajectory: CommandLine, option: str
) -> None:
    shown = trajectory(option)
    assert shown.exit_code == 0
    named = re.findall(r"^  (\w+) +\S", shown.stdout.partition("Commands:")[2], re.MULTILINE)
    assert tuple(named[: len(COMMANDS)]) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_with_an_example(
    trajectory: CommandLine, command: str
) -> None:
    shown = trajectory(command, "--help")
    assert (shown.exit_code, shown.stderr) == (0, "")
    example = r"trajectory\n" if command == "open" else rf"trajectory {command}\b"
    assert re.search(rf"Examples?:\n +{example}", shown.stdout)
    assert "--plans DIR" in shown.stdout


# ------------------------------------------------------------------- which command is meant


@pytest.mark.parametrize(
    "words, near",
    [(["lsit"], "list"), (["exprt", "--all"], "export"), (["chekc"], "check"), (["nwe"], "new")],
)
def test_a_mistyped_command_is_asked_about(
    trajectory: CommandLine, words: list[str], near: str
) -> None:
    refused = trajectory(*words)
    assert refused.exit_code == 2
    assert f"Did you mean {near}?" in refused.stderr
    assert "Try: trajectory --help" in refused.stderr


def test_a_word_that_is_neither_plan_nor_command(trajectory: CommandLine) -> None:
    refused = trajectory("wibble")
    assert (refused.exit_code, refused.stdout) == (4, "")
    assert "neither a plan nor a command" in refused.stderr


@pytest.mark.parametrize("word", ["nobody/nothing", "nothing.toml", "C:\\plans\\nothing.toml"])
def test_a_plan_that_does_not_exist(trajectory: CommandLine, word: str) -> None:
    refused = trajectory(word)
    assert (refused.exit_code, refused.stdout) == (4, "")
    assert refused.stderr.startswith("There is no plan")


@pytest.mark.parametrize(
    "arguments",
    [["--wibble"], ["list", "--wibble"], ["list", "wibble"], ["show"], ["new"], ["add"]],
)
def test_what_is_not_understood_is_usage(trajectory: CommandLine, arguments: list[str]) -> None:
    refused = trajectory(*arguments)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert re.search(r"\nTry: trajectory( \w+)? --help\n$", refused.stderr)


@pytest.mark.parametrize(
    "words", [["--plans", "elsewhere", "list"], ["list", "--plans", "elsewhere"]]
)
def test_the_folder_can_be_named_before_or_after_the_command(
    trajectory: CommandLine, words: list[str]
) -> None:
    shown = trajectory(*words)
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert str(trajectory.plans.parent / "elsewhere") in shown.stderr


def test_the_folder_named_after_the_command_wins(trajectory: CommandLine) -> None:
    assert "last" in trajectory("--plans", "first", "list", "--plans", "last").stderr


@pytest.mark.parametrize("value", ["", "file"])
def test_a_folder_that_can_be_none_is_usage(
    trajectory: CommandLine, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.chdir(trajectory.plans.parent)
    Path("file").write_text("", encoding="utf-8")
    assert trajectory("--plans", value, "list").exit_code == 2


# ------------------------------------------------------------------- how it ends


class Failing:
    """Stands in for a command's function, and fails in a way of the test's own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def with_(self, error: BaseException) -> None:
        @click.command()
        def command() -> None:
            raise error

        self._monkeypatch.setattr("trajectory.cli.schema.command", command)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    return Failing(monkeypatch)


def test_an_error_of_ours_is_a_sentence_and_a_code(
    trajectory: CommandLine, failing: Failing
) -> None:
    failing.with_(NotSavedError("The disk is full."))
    failed = trajectory("schema")
    assert (failed.exit_code, failed.stdout, failed.stderr) == (5, "", "The disk is full.\n")


def test_ctrl_c_before_there_is_a_program_leaves_without_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Interrupted(MetaPathFinder):
        def find_spec(self, fullname: str, *_: object) -> None:
            if fullname == "trajectory.cli.program":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "trajectory.cli.program", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    monkeypatch.setattr(gc, "set_threshold", lambda *_: None)  # the tests' own stays
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort(), EOFError()])
def test_ctrl_c_ends_it_quietly(
    trajectory: CommandLine, failing: Failing, error: BaseException
) -> None:
    failing.with_(error)
    ended = trajectory("schema")
    assert ended.exit_code == 130
    assert ended.output.strip() == ""


class _Interrupting:
    def __set_name__(self, owner: type, name: str) -> None:
        raise KeyboardInterrupt


def test_ctrl_c_that_comes_while_a_class_is_made_is_no_fault(
    trajectory: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python up to 3.11 tells it as a RuntimeError then, and pydantic makes many classes."""

    @click.command("schema")
    def command() -> None:
        type("Made", (), {"field": _Interrupting()})

    monkeypatch.setattr("trajectory.cli.schema.command", command)
    ended = trajectory("schema")
    assert (ended.exit_code, ended.output.strip()) == (130, "")


def test_our_own_fault_is_reported_in_a_file_and_never_as_a_traceback(
    trajectory: CommandLine, failing: Failing
) -> None:
    failing.with_(ZeroDivisionError(f"half a plan {HOSTILE}"))
    failed = trajectory("schema")
    assert (failed.exit_code, failed.stdout) == (70, "")
    assert "This is our fault, not yours" in failed.stderr
    assert f"Trajectory {__version__}, Python 3." in failed.stderr
    assert "Traceback" not in failed.stderr
    assert "half a plan" not in failed.stderr
    report = Path(re.findall(r"^  (.+\.txt)$", failed.stderr, re.MULTILINE)[0])
    text = report.read_text(encoding="utf-8")
    assert "Traceback (most recent call last)" in text
    assert "ZeroDivisionError: half a plan" in text
    assert f"Trajectory {__version__}" in text


def test_a_failure_that_nobody_can_be_told_of_still_has_its_code(
    trajectory: CommandLine, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unheard(text: str) -> None:
        raise PipeClosed

    monkeypatch.setattr("trajectory.cli.faults.narrate", unheard)
    failing.with_(NotSavedError("The disk is full."))
    assert trajectory("schema").exit_code == 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that is in use")
def test_a_folder_that_went_away_under_us_is_said(tmp_path: Path) -> None:
    line = f'mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" -m trajectory list'
    ended = subprocess.run(
        ["/bin/sh", "-c", line], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("The folder that you are in is not there any more.")


def test_our_own_fault_without_a_place_for_the_report(
    trajectory: CommandLine, failing: Failing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file" / "below"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(
        "trajectory.storage.places.state_folder", lambda: tmp_path / "file" / "state"
    )
    failing.with_(ZeroDivisionError("half a plan"))
    failed = trajectory("schema")
    assert failed.exit_code == 70
    assert "ZeroDivisionError in " in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of it in another way")
def test_whoever_reads_the_output_may_leave(trajectory: CommandLine) -> None:
    """`trajectory schema | head -1`: no traceback, no complaint at exit."""
    for arguments in (["schema"], ["--help"], ["schema", "--help"], ["export", "--all"]):
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            ended = subprocess.run(
                [sys.executable, "-m", "trajectory", "--plans", trajectory.plans, *arguments],
                check=False,
                stdout=pipe,
                stderr=subprocess.PIPE,
            )
        assert (ended.returncode, ended.stderr) == (141, b""), arguments


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_not_fine(trajectory: CommandLine) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "trajectory", "schema"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert ended.returncode == 5
    assert ended.stderr.decode().startswith("The output could not be written: No space left")
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes no streams this way")
def test_streams_that_are_closed_are_no_failure(trajectory: CommandLine) -> None:
    line = f'"{sys.executable}" -m trajectory --plans "{trajectory.plans}" list <&- >&- 2>&-'
    assert subprocess.run(["/bin/sh", "-c", line], check=False).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_while_lines_are_typed_adds_nothing(trajectory: CommandLine) -> None:
    before = trajectory.bytes_of()
    # A shell has what it starts in the background ignore ctrl+c, and so would what we start here.
    ours = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "trajectory", "--plans", trajectory.plans, "add", NETWORKS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONFAULTHANDLER": ""},
    )
    signal.signal(signal.SIGINT, ours)
    assert process.stdin is not None
    process.stdin.write(b"one\n")
    process.stdin.flush()
    # It reads its input once it is up; a signal before that would be the interpreter's to answer.
    wait_until_reading(process.pid)
    process.send_signal(signal.SIGINT)
    printed, told = process.communicate()
    assert (process.returncode, printed) == (130, b"")
    assert told.strip() == b"Stopped before the end. Nothing was added."
    assert trajectory.bytes_of() == before


def wait_until_reading(pid: int) -> None:
    """Wait until a process of ours waits for its standard input."""
    import time

    if not Path(f"/proc/{pid}/wchan").exists():
        pytest.skip("this system does not tell what a process waits for")
    for _ in range(3000):
        syscall = Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").split()
        if syscall[:2] == ["0", "0x0"]:  # read(0, ...)
            return
        time.sleep(0.01)
    pytest.fail("the program never read its input")


# ------------------------------------------------------------------- what it never prints


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_no_output_is_too_narrow_for_a_plan(trajectory: CommandLine, encoding: str) -> None:
    said = "Siân’s café → 日本語"
    trajectory("add", NETWORKS, f"- {said}")
    variables = {"PYTHONIOENCODING": f"{encoding}:strict"}
    printed = run("show", NETWORKS, plans=trajectory.plans, **variables)
    assert (printed.returncode, printed.stderr) == (0, b"")
    assert "s caf" in printed.stdout.decode(encoding)
    printed = run("show", NETWORKS, "--json", plans=trajectory.plans, **variables)
    barriers = json.loads(printed.stdout.decode(encoding))["barrier"].values()
    assert said in [barrier["text"] for barrier in barriers]


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["lsit"]])
def test_there_is_never_a_colour(trajectory: CommandLine, arguments: list[str]) -> None:
    variables = {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TERM": "xterm-256color"}
    printed = run(*arguments, plans=trajectory.plans, **variables)
    assert printed.stdout + printed.stderr
    assert b"\x1b" not in printed.stdout + printed.stderr


def test_an_argument_that_is_no_text_is_told_as_well_as_it_can_be(trajectory: CommandLine) -> None:
    printed = run("list", os.fsdecode(b"caf\xe9"), plans=trajectory.plans)
    assert printed.returncode == 2
    assert b"Traceback" not in printed.stderr
