"""`python3 -m tests` and CI's total: a failure is shown and ends the run; no test is no success."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests import __main__ as runner
from tests.repository import ROOT

FAILS = (sys.executable, "-c", "print('seven errors'); raise SystemExit(1)")
PASSES = (sys.executable, "-c", "print('nothing to say')")


def test_a_failing_check_shows_what_it_wrote(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(runner.CheckFailedError, match="Style"):
        runner.run("Style", FAILS)
    shown = capfd.readouterr().out
    assert shown.startswith("Style")
    assert "failed\n\nseven errors\n" in shown


def test_a_passing_check_takes_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    runner.run("Style", PASSES)
    shown = capfd.readouterr().out
    assert "fine" in shown
    assert shown.count("\n") == 1


def test_the_first_failure_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = [runner.Check("First", FAILS), runner.Check("Second", PASSES)]
    monkeypatch.setattr(runner, "SUITES", {"core": steps})
    monkeypatch.setattr(runner, "install", lambda _venv: None)
    monkeypatch.setattr(runner, "program", lambda _venv, _name: Path(FAILS[0]))
    monkeypatch.setattr(sys, "argv", ["tests"])

    assert runner.main() == 1

    shown = capfd.readouterr().out
    assert "Second" not in shown
    assert shown.endswith("Stopped at: First. What is above says why.\n")


def test_an_old_python_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(sys, "argv", ["tests"])
    assert runner.main() == 2
    assert "needs Python 3.11 or newer" in capsys.readouterr().out


def test_an_old_python_can_read_the_runner() -> None:
    text = Path(runner.__file__).read_text(encoding="utf-8")
    assert ast.parse(text, feature_version=(3, 8)).body


SOME = '<testsuites><testsuite tests="5" failures="{}" errors="0" skipped="1"/></testsuites>'


@pytest.mark.parametrize(
    "reports, line, status",
    [
        ([SOME.format(0), SOME.format(0)], "8 passed, 0 failed, 2 skipped\n", 0),
        ([SOME.format(0), SOME.format(2)], "6 passed, 2 failed, 2 skipped\n", 1),
        ([], "0 passed, 0 failed, 0 skipped\n", 1),
    ],
    ids=["all passed", "two failed", "nothing ran"],
)
def test_the_total_of_several_runs(
    tmp_path: Path, reports: list[str], line: str, status: int
) -> None:
    for number, report in enumerate(reports):
        (tmp_path / f"{number}.xml").write_text(report, encoding="utf-8")
    total = [sys.executable, str(ROOT / ".ci" / "total.py"), str(tmp_path)]
    ran = subprocess.run(total, check=False, capture_output=True, text=True)
    assert (ran.stdout, ran.returncode) == (line, status)
