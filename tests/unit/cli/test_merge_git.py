"""Two people share plans through git: two clones of one remote, and our merge driver in both."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from trajectory.domain.plan import Plan
from trajectory.storage.codec import parse

PLAN = """\
# The table's own words
[plan]
id = "networks-k7m2x9"
title = "Networks"

[barrier.B1-k3mz] # the big one
text = "Nobody answers after five"
created = 2018-01-16T14:00:00Z

[step.S1-t5vn]
text = "Ring the school"
created = 2018-01-16T14:01:00Z

# below here: what is deleted
[removed]
"B9-w8hs" = 2018-01-16T15:04:10Z
"""
FILE = Path("table-3") / "safety-networks.toml"


class Clone:
    """One person's working folder."""

    def __init__(self, folder: Path, git: Path) -> None:
        self.folder = folder
        self._git = git

    def git(self, *arguments: str, fails: bool = False) -> str:
        """Run git here; it has to end well, unless it `fails`."""
        ran = subprocess.run(
            [self._git, *arguments], cwd=self.folder, capture_output=True, check=False
        )
        said = (ran.stdout + ran.stderr).decode("utf-8")
        assert (ran.returncode != 0) is fails, said
        return said

    def setup(self, lines: str) -> None:
        """Do what `merge --setup-git` prints, with the program that is being tested."""
        attribute, config = lines.splitlines()
        words = shlex.split(attribute)
        assert words[0] == "echo"
        assert words[-2:] == [">>", ".gitattributes"]
        (self.folder / ".gitattributes").write_text(f"{words[1]}\n", encoding="utf-8")
        program, *arguments = shlex.split(config)
        assert program == "git"
        ours = f'"{Path(sys.executable).as_posix()}" -m trajectory'
        assert arguments[-1].startswith("trajectory merge-driver ")
        arguments[-1] = arguments[-1].replace("trajectory", ours, 1)
        self.git(*arguments)

    @property
    def text(self) -> str:
        return (self.folder / FILE).read_bytes().decode("utf-8")

    @property
    def plan(self) -> Plan:
        return parse((self.folder / FILE).read_bytes())[0]

    def save(self, text: str, message: str = "Edited") -> None:
        path = self.folder / FILE
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", message)

    def edit(self, old: str, new: str) -> None:
        assert old in self.text
        self.save(self.text.replace(old, new))


@pytest.fixture
def bare(tmp_path: Path, system_tool: Callable[[str], Path], empty: CommandLine) -> list[Clone]:
    """Give two clones of an empty remote, set up."""
    git = system_tool("git")
    subprocess.run(
        [git, "init", "--quiet", "--bare", "-b", "main", tmp_path / "remote"], check=True
    )
    lines = empty("merge", "--setup-git").stdout
    clones = []
    for name in ("ours", "theirs"):
        subprocess.run(
            [git, "clone", "--quiet", tmp_path / "remote", tmp_path / name],
            check=True,
            capture_output=True,
        )
        clone = Clone(tmp_path / name, git)
        for key, value in (
            ("user.name", name),
            ("user.email", f"{name}@example.org"),
            ("core.autocrlf", "false"),
            ("pull.rebase", "false"),
        ):
            clone.git("config", key, value)
        clone.git("checkout", "--quiet", "-B", "main")
        clone.setup(lines)
        clones.append(clone)
    ours, theirs = clones
    ours.git("add", ".gitattributes")
    ours.git("commit", "--quiet", "-m", "Plans merge by meaning")
    ours.git("push", "--quiet", "-u", "origin", "main")
    (theirs.folder / ".gitattributes").unlink()
    theirs.git("pull", "--quiet", "origin", "main")
    theirs.git("branch", "--quiet", "--set-upstream-to=origin/main")
    return clones


@pytest.fixture
def clones(bare: list[Clone]) -> list[Clone]:
    """Give two clones that both have the plan."""
    ours, theirs = bare
    ours.save(PLAN)
    ours.git("push", "--quiet")
    theirs.git("pull", "--quiet")
    return bare


def met(ours: Clone, theirs: Clone, *, fails: bool = False) -> str:
    """Theirs is pushed, and ours pulls it."""
    theirs.git("push", "--quiet")
    return ours.git("pull", "--no-edit", fails=fails)


def test_both_add_and_the_comments_stay(clones: list[Clone]) -> None:
    ours, theirs = clones
    ours.edit("\n[step", '\n[barrier.B2-aaaa]\ntext = "Ours"\n\n[step')
    theirs.edit("\n[step", '\n[barrier.B2-bbbb] # x\ntext = "Theirs"\n\n[step')
    assert f"{FILE.as_posix()}: 1 entry came." in met(ours, theirs)
    assert list(ours.plan.barrier) == ["B1-k3mz", "B2-aaaa", "B2-bbbb"]
    for comment in ("# The table's own words", "# the big one", "# below here"):
        assert comment in ours.text
    ours.git("push", "--quiet")
    theirs.git("pull", "--quiet")
    assert theirs.text == ours.text


def test_two_fields_of_one_entry_come_together(clones: list[Clone]) -> None:
    ours, theirs = clones
    ours.edit('after five"\n', 'after five"\nstrength = 4\n')
    theirs.edit('after five"\n', 'after five"\ninfluence = 2\n')
    met(ours, theirs)
    found = ours.plan.barrier["B1-k3mz"]
    assert (found.strength, found.influence) == (4, 2)
    assert ours.git("status", "--porcelain") == ""


def test_the_same_field_is_a_conflict_in_the_plan_and_for_git(clones: list[Clone]) -> None:
    ours, theirs = clones
    ours.edit("after five", "after six")
    theirs.edit("after five", "after seven")
    said = met(ours, theirs, fails=True)
    assert "1 difference is left to settle" in said
    assert f"UU {FILE.as_posix()}" in ours.git("status", "--porcelain")
    plan = ours.plan
    (conflict,) = plan.conflict.values()
    assert {plan.barrier["B1-k3mz"].text, conflict.value} == {
        "Nobody answers after six",
        "Nobody answers after seven",
    }
    assert "<<<<" not in ours.text
    ours.git("commit", "--all", "--quiet", "-m", "To settle later")


def test_an_edit_beats_a_deletion(clones: list[Clone]) -> None:
    ours, theirs = clones
    step = '[step.S1-t5vn]\ntext = "Ring the school"\ncreated = 2018-01-16T14:01:00Z\n\n'
    removed = ours.text.replace(step, "") + '"S1-t5vn" = 2018-01-17T09:00:00Z\n'
    ours.save(removed)
    theirs.edit('"Ring the school"\n', '"Ring the school"\nowner = "Team manager"\n')
    met(ours, theirs)
    assert ours.plan.step["S1-t5vn"].owner == "Team manager"
    assert ours.plan.removed.keys() == {"B9-w8hs"}


def test_both_make_the_file(bare: list[Clone]) -> None:
    """The base is empty then, and that is none."""
    ours, theirs = bare
    ours.save(PLAN)
    theirs.save(PLAN.replace("five", "six").replace("[step.S1-t5vn]", "[step.S1-aaaa]"))
    met(ours, theirs, fails=True)
    assert set(ours.plan.step) == {"S1-t5vn", "S1-aaaa"}
    assert len(ours.plan.conflict) == 1


def test_the_line_ends_of_windows_stay(clones: list[Clone]) -> None:
    ours, theirs = clones
    ours.save(ours.text.replace("\n", "\r\n"))
    ours.edit("after five", "after six")
    theirs.edit('"Ring the school"\n', '"Ring the school"\nowner = "Team manager"\n')
    met(ours, theirs)
    assert ours.text.count("\r\n") == ours.text.count("\n")
    assert ours.plan.step["S1-t5vn"].owner == "Team manager"
    assert ours.plan.barrier["B1-k3mz"].text == "Nobody answers after six"


def test_what_cannot_be_read_is_merged_by_line_and_marked(clones: list[Clone]) -> None:
    ours, theirs = clones
    ours.edit('text = "Ring', "text = Ring")
    theirs.edit("after five", "after six")
    said = met(ours, theirs, fails=True)
    assert "was merged line by line" in said
    assert "after six" in ours.text
    assert "text = Ring" in ours.text


def test_what_cannot_be_read_has_marks_where_lines_meet(clones: list[Clone]) -> None:
    ours, theirs = clones
    ours.edit('"Ring the school"', "Ring them")
    theirs.edit('"Ring the school"', '"Ring the teacher"')
    met(ours, theirs, fails=True)
    for words in ("<<<<<<< ours", "Ring them", "Ring the teacher", ">>>>>>> theirs"):
        assert words in ours.text


def test_a_file_that_is_no_plan_merges_as_git_does(clones: list[Clone]) -> None:
    ours, theirs = clones
    template = Path("templates") / "early-help.toml"
    lines = [f"# {number}" for number in range(20)]
    (ours.folder / template).parent.mkdir()
    (ours.folder / template).write_text("\n".join(lines), encoding="utf-8")
    ours.save(ours.text, "A template")
    ours.git("push", "--quiet")
    theirs.git("pull", "--quiet")
    for clone, line in ((ours, "# 1\n"), (theirs, "# 17\n")):
        text = (clone.folder / template).read_text(encoding="utf-8")
        (clone.folder / template).write_text(text.replace(line, "# x\n"), encoding="utf-8")
        clone.save(clone.text, "A line")
    met(ours, theirs)
    assert (ours.folder / template).read_text(encoding="utf-8").count("# x\n") == 2


@pytest.mark.slow
def test_three_who_merge_in_turn_have_the_same_plan(clones: list[Clone]) -> None:
    ours, theirs = clones
    ours.edit("title = ", 'owner = "Chair"\ntitle = ')
    theirs.edit('after five"\n', 'after five"\ninfluence = 2\n')
    met(ours, theirs)
    ours.git("push", "--quiet")
    theirs.edit('"Ring the school"\n', '"Ring the school"\nowner = "Team manager"\n')
    theirs.git("pull", "--no-edit")
    theirs.git("push", "--quiet")
    ours.git("pull", "--quiet")
    assert ours.text == theirs.text
    assert ours.plan.plan.owner == "Chair"
    assert ours.plan.step["S1-t5vn"].owner == "Team manager"
