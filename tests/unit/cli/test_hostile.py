"""No plan, name, template or argument can act on the terminal that a command prints to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from tests.command_line import NETWORKS, CommandLine
from tests.pilot.hostile import TEXTS, hostile_plan, obeyed
from trajectory.cli.program import COMMANDS
from trajectory.domain import editing
from trajectory.storage import codec

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows allows no such names for files"
)

ARGUMENT = "\x1b]52;c;aGk=\x07\x1b[31m\x9b2J\u202e[/nope]\nplans/a.toml:1: all is well"
NAMES = (
    "escape\x1b[2J\x1b]52;c;aGk=\x07",
    "c1\x9b31m and bidi\u202etoml",
    "two\nlines of its own: all is well\tand\rmore",
    os.fsdecode(b"no text \xff\xfe"),
    "-rf [bold][@click=app.quit]",
)


def toml(text: str) -> str:
    """A text as a TOML string that holds all of it."""
    return json.dumps(text.replace("\ud800", ""))


BROKEN = (
    '[plan]\nstatus = "{}"\n[barrier."{}"]\ntext = "x"\n"{}" = nan\nstrength = "{}"\n',
    '[plan]\n"{}"\n',
    '[plan]\ntitle = "{}" x\n',
    '[plan]\n[step."{}"]\ntext = "x"\nafter = ["{}"]\ncuts = ["{}"]\ngoal = "{}"\n',
    '[plan]\n["{}"."{}"]\nx = 9007199254740993\n["{}"]\n["{}"]\n',
    "[plan]\n# {} \x1b[31m\n",
)
"""Files that cannot be read, or name what is not there: messages about them repeat the file."""


@pytest.fixture
def hostile(trajectory: CommandLine) -> CommandLine:
    """Give a plans folder in which nothing is as it should be, but for the three examples."""
    plan = hostile_plan()
    quoted = toml(ARGUMENT)[1:-1]
    for number, name in enumerate(NAMES):
        group = trajectory.plans / f"{number}{name}"
        group.mkdir()
        good = codec.encode(editing.edit_header(plan, id=f"x{number}"))
        (group / f"{name}.toml").write_bytes(good)
        (group / f"{name} (1).toml").write_bytes(good)
        text = BROKEN[number % len(BROKEN)].replace("{}", quoted)
        (group / f"broken {name}.toml").write_text(text, encoding="utf-8")
    templates = trajectory.plans / "templates"
    templates.mkdir()
    for name in NAMES:
        (templates / f"{name}.toml").write_text(f'title = "{quoted}"\n', encoding="utf-8")
    (templates / "own.toml").write_text(
        f'title = "{quoted}"\nshort = "{quoted}"\n[sections.goal]\nname = "{quoted}"\n',
        encoding="utf-8",
    )
    return trajectory


def over_files(plans: Path) -> Iterator[tuple[str, ...]]:
    """Every command over hostile content and hostile names."""
    for name in NAMES:
        for path in sorted(plans.glob(f"*{name[:1]}*/*.toml")):
            yield from (("show", str(path)), ("show", str(path), "--json"))
            break
    yield from (("list",), ("list", "--json"), ("check",), ("check", "--json"))
    yield from (("export", "--all"), ("schema",), ("owners",), ("agenda",), ("agenda", "--json"))
    good, broken = next(plans.glob("0*/escape*[!)].toml")), next(plans.glob("0*/broken*.toml"))
    for named in (str(good), str(broken)):
        yield from (("check", named), ("add", named, f"> {ARGUMENT} cuts B9 by 12/5 @{ARGUMENT}"))
    yield from (("export", str(good)), ("open", str(good)), ("changes", str(good)))
    yield from (("export", "--all", "--format", "csv"), ("export", "--all", "--format", "ics"))
    yield from (("export", "--owner", ARGUMENT), ("agenda", str(good), str(broken)))
    yield from (("merge", str(good), str(broken)), ("merge", str(good), NETWORKS, "--anyway"))
    yield from (("merge", NETWORKS, str(good)), ("forget", "--yes", str(good), "[/nope]"))


def with_words(plans: Path, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Every command with hostile arguments."""
    path = next(plans.glob("0*/*.toml"))
    for text in texts:
        yield from ((text,), ("show", text), (f"--{text}",), ("list", text), ("open", text))
        yield from (("check", text), ("export", text), ("export", "--format", text))
        yield from (("--plans", text, "list"), ("schema", text), ("--plans", text, "check"))
        yield from (("merge", text, text), ("merge", str(path), NETWORKS, "--base", text))
        yield from (("forget", "--yes", text, text), ("forget", "--yes", str(path), text))
        yield from (("merge-driver", text, text, text, text), ("merge-driver", text))
        yield from (("owners", "--as-of", text), ("export", "--owner", text))
        yield from (("agenda", text), ("agenda", "--authority", text), ("changes", text))
        yield from (("changes", str(path), "--since", text), ("agenda", "--for", text))
        yield from (("add", text, "x"), ("add", str(path), "--section", text))
        yield ("new", "--authority", text, "--table", text, "--deliverable", f"x {text}")
        yield ("new", "--authority", "A", "--table", "T", "--date", text)


def lines_are_ours(result: Result) -> bool:
    """Whether no file's name or words began a line of its own."""
    return not any(
        line.startswith(("plans/a.toml:1", "lines of its own"))
        for line in (result.stdout + result.stderr).splitlines()
    )


def check(hostile: CommandLine, runs: Iterable[tuple[str, ...]]) -> None:
    tried = set()
    for arguments in runs:
        tried |= {word for word in arguments if word in COMMANDS}
        result = hostile(*arguments)
        printed = result.stdout_bytes.decode("utf-8") + result.stderr_bytes.decode("utf-8")
        if {"csv", "ics"} & set(arguments):
            printed = printed.replace("\r\n", "\n")  # as their standards end a line
        assert obeyed(printed) == set(), arguments
        assert "Something went wrong" not in printed, arguments
        if arguments[0] in {"list", "check", "export"} and len(arguments) < 3:
            assert lines_are_ours(result) or ARGUMENT in arguments, arguments
    assert tried == set(COMMANDS) - (set() if "new" in tried else {"new"})


@pytest.mark.slow
def test_no_file_can_have_a_command_print_what_a_terminal_obeys(hostile: CommandLine) -> None:
    check(hostile, over_files(hostile.plans))


@pytest.mark.parametrize(
    "texts",
    [(ARGUMENT,), pytest.param([t for t in TEXTS if "\x00" not in t], marks=pytest.mark.slow)],
    ids=["one", "all"],
)
def test_nor_can_an_argument(hostile: CommandLine, texts: Sequence[str]) -> None:
    check(hostile, with_words(hostile.plans, texts))


def test_json_is_exact_though_nothing_in_it_acts(hostile: CommandLine) -> None:
    path = next(hostile.plans.glob("0*/escape*[!)].toml"))
    shown = hostile("show", str(path), "--json")
    assert json.loads(shown.stdout) == codec.plan_json(editing.edit_header(hostile_plan(), id="x0"))
    listed = {item["path"] for item in json.loads(hostile("list", "--json").stdout)}
    assert str(path) in listed


def test_what_is_exported_to_a_file_is_as_harmless(hostile: CommandLine, tmp_path: Path) -> None:
    hostile("export", "--all", "--output", f"{tmp_path}/out/")
    written = list((tmp_path / "out").iterdir())
    assert len(written) > len(NAMES)
    for path in written:
        assert obeyed(path.read_text("utf-8")) == set()
        assert path.name.isascii()


def test_a_new_plan_takes_nothing_raw_from_a_template_or_a_neighbour(hostile: CommandLine) -> None:
    group = hostile.plans / "a-t"
    group.mkdir()
    quoted = toml(ARGUMENT)[1:-1]
    (group / "qa.toml").write_text(
        f'[plan]\ndate = 2018-01-16\nparent_plan = "{quoted}"\nparticipants = ["{quoted}"]\n'
        f'leadership_group = ["{quoted}", "\\u001b"]\n',
        encoding="utf-8",
    )
    made = hostile("new", "--authority", "A", "--table", "T", "--deliverable", "own")
    assert made.exit_code == 0, made.stderr
    text = (group / "own.toml").read_text("utf-8")
    assert "nope" in text
    assert not {c for c in codec.parse(text.encode())[0].model_dump_json() if c < " "}
    assert "u001b" not in text.lower()
    assert "u009b" not in text.lower()
    assert "\x9b" not in text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_no_name_that_a_shell_would_show_as_it_is(
    hostile: CommandLine, shell: str
) -> None:
    word = "trajectory show "
    environment = os.environ | {
        "_TRAJECTORY_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": word,
        "COMP_CWORD": "" if shell == "fish" else "2",
        "TRAJECTORY_PLANS": str(hostile.plans),
    }
    offered = subprocess.run(
        [sys.executable, "-m", "trajectory"], env=environment, check=False, capture_output=True
    )
    assert (offered.returncode, offered.stderr) == (0, b"")
    assert b"harrowmere-table-3/safety-networks" in offered.stdout
    assert obeyed(offered.stdout.decode("utf-8")) == set()
    assert b"lines of its own" not in offered.stdout


@pytest.mark.parametrize("value", ["\x1b[31m\x9b\u202e\n", "~nosuchuser/x", "a" * 5_000])
def test_the_folder_that_is_named_can_act_on_nothing(value: str, tmp_path: Path) -> None:
    told = CommandLine(Path(value))("list")
    assert obeyed(told.output) == set()
    assert told.exit_code in {0, 2, 3}, told.output


@pytest.mark.slow
@pytest.mark.parametrize("variable", ["TRAJECTORY_PLANS", "XDG_STATE_HOME", "COLUMNS", "LANG"])
def test_the_environment_can_act_on_nothing(
    trajectory: CommandLine, variable: str, tmp_path: Path
) -> None:
    for value in (f"{tmp_path}/\x1b[31m\x9b\u202e", "~nosuchuser/x", "a" * 5_000, "\x1b[2J"):
        run = subprocess.run(
            [sys.executable, "-m", "trajectory", "list"],
            env=os.environ | {"TRAJECTORY_PLANS": str(trajectory.plans), variable: value},
            cwd=tmp_path,
            check=False,
            capture_output=True,
        )
        told = (run.stdout + run.stderr).decode("utf-8")
        assert obeyed(told) == set(), value
        assert "Something went wrong" not in told, value
        assert run.returncode in {0, 2, 3}, told


def test_the_home_of_nobody_is_no_plans_folder(trajectory: CommandLine) -> None:
    refused = trajectory("--plans", "~nosuchuser/plans", "list")
    assert refused.exit_code == 2
    assert refused.stderr == (
        "~nosuchuser/plans begins with a user that this computer does not know. Name another"
        " folder.\n"
    )
