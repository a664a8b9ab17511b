"""Commands that read many plans: the bar for who waits at a terminal, and what ctrl+c leaves."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.plans import plan_text
from tests.terminal.terminal import PATIENCE, POLL, Terminal
from trajectory.usecases import reading

pytestmark = [pytest.mark.terminal, pytest.mark.slow]

CTRL_C = "\x03"
INTERRUPTED = 130
ALONE = ("--output", "one.md")
"""What the commands have that need whole plans, and so read them in one process."""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give so many large plans that reading them takes any machine longer than the test."""
    folder = tmp_path_factory.mktemp("many") / "plans"
    text = plan_text(1_000)
    head, _, tail = text.partition('id = "plan-0-')
    for number in range(300):
        group = folder / f"table-{number}"
        group.mkdir(parents=True)
        path = group / "safety-networks.toml"
        path.write_text(f'{head}id = "plan-{number}-{tail}', encoding="utf-8")
    assert 300 * len(text) > 10 * reading.MUCH, "not enough for processes to be started"
    return folder


def started(plans: Path, tmp_path: Path, *arguments: str) -> Terminal:
    command = [sys.executable, "-m", "trajectory", "--plans", str(plans), *arguments]
    surroundings = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}
    return Terminal(command, tmp_path, surroundings)


def helpers_of(process: int) -> list[int]:
    """The processes that this one started, and those that they started."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if fields[0] != "Z":
            parents[int(entry.parent.name)] = int(fields[1])
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is there")
@pytest.mark.parametrize(
    "arguments",
    [
        *(("list",), ("check",), ("owners",), ("export", "--all", "--output", "out")),
        ("agenda", *ALONE),
        ("export", "--owner", "Team manager", *ALONE),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_ctrl_c_ends_it_all_while_the_bar_is_shown(
    plans: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    with started(plans, tmp_path, *arguments) as terminal:
        terminal.wait_for("/300")
        helpers = helpers_of(terminal.process.pid)
        assert bool(helpers) is (arguments[-2:] != ALONE), "who reads is not who was expected"
        terminal.send(CTRL_C)
        assert terminal.wait() == INTERRUPTED
        assert b"Traceback" not in terminal.raw
        give_up = time.monotonic() + PATIENCE
        while any(Path(f"/proc/{helper}").exists() for helper in helpers):
            assert time.monotonic() < give_up, "helpers are left behind"
            time.sleep(POLL)
    for document in tmp_path.glob("out/*"):
        assert document.suffix == ".md", "half a document was left"
        assert document.read_text(encoding="utf-8").startswith("# ")
    assert not list(tmp_path.glob("one.md*")), "a document of half the plans was written"
