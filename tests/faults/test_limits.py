"""The disk's cases once more, with the system's own limits instead of a stand-in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import scenes
from tests.faults.judging import check, expected
from tests.faults.sweeping import Sweep
from tests.faults.tracing import Played, Stagehand
from tests.repository import ROOT

pytestmark = pytest.mark.faults


@pytest.fixture
def hands(system_tool: Callable[[str], Path], fast_folder: Path) -> Iterator[Stagehand]:
    with Stagehand(system_tool("strace"), fast_folder) as stagehand:
        yield stagehand


def judge(hands: Stagehand, played: Played) -> None:
    expects = expected(played, scenes.first_words())
    verdict = check(hands, played, expects, killed=False, may_leave=0)
    assert not verdict.wrong


def test_case_3_a_system_that_takes_seven_bytes_at_a_time_gets_whole_files(
    hands: Stagehand,
) -> None:
    played = hands.play("pieces", hands.new_folder())
    assert played.promised == len(scenes.SITTING)
    judge(hands, played)


def test_case_4_a_call_that_is_interrupted_is_made_again(hands: Stagehand) -> None:
    sweep = Sweep(hands, "work")
    interrupted = [call for call in sweep.calls if call.name in {"write", "fsync", "openat"}]
    for call in interrupted[::3]:
        folder = hands.new_folder()
        fault = f"inject={call.name}:error=EINTR:when={call.number}"
        played = hands.play("work", folder, "-e", f"trace={call.name}", "-e", fault)
        assert "(INJECTED)" in played.trace
        assert played.promised == len(scenes.SITTING)
        assert not played.end["problem"] + played.end["journal"], "nobody hears of it"
        judge(hands, played)
        hands.strike(folder)
    assert len(interrupted) > 30


def test_case_11_a_full_disk_of_64_kb_keeps_the_old_file_and_the_words(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    allowed = unshare is not None and subprocess.run([unshare, "-rm", "true"], check=False)
    if not allowed or allowed.returncode:
        reason = "this test mounts a disk of its own (`unshare -rm`), which is not allowed here"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    ran = subprocess.run(
        [str(unshare), "-rm", sys.executable, "-m", "tests.faults.full_disk", str(tmp_path)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert "the disk is full. Make some room" in found["full"].pop("problem")
    old_kept = {"is_old": True, "has_words": False, "temporary": 0, "state": "failed", "kept": True}
    assert found["full"] == old_kept
    saved = {"is_old": False, "has_words": True, "temporary": 0, "state": "saved", "problem": ""}
    assert found["roomy"] == saved | {"kept": True}


@pytest.mark.parametrize("limit", [0, 100, len(scenes.TEXT) + 40, 1_500, 2_000])
def test_case_12_a_limit_of_file_size_is_told_and_nothing_is_cut_short(
    hands: Stagehand, limit: int
) -> None:
    """The system cuts the write that crosses the limit short, and refuses the next one."""
    played = hands.play("work", hands.new_folder(), RLIMIT_FSIZE=limit)
    told = played.end["problem"] + played.end["journal"]
    assert "the disk takes no file of this size" in told
    if limit == 0:
        assert played.promised == 0
    judge(hands, played)


def test_case_13_with_few_open_files_nothing_is_lost_and_it_is_told(hands: Stagehand) -> None:
    told, promised = "", []
    for limit in range(4, 16):
        played = hands.play("work", hands.new_folder(), RLIMIT_NOFILE=limit)
        told += " ".join((*played.end.values(), *played.told("refused")))
        promised.append(played.promised)
        judge(hands, played)
    assert "too many files are open" in told
    assert promised[-1] == len(scenes.SITTING), "with enough of them all is well"
