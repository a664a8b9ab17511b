"""What is heavy is loaded only where it is needed: no Textual below the app, little at start.

Each test asks a fresh Python process, so that what other tests imported does not count.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT, published_files

SCREENS = "trajectory.tui.screens."
HEADLESS = ("errors", "domain", "storage", "exporters", "importers", "usecases", "cli")
HEAVY = {"textual", "pydantic", "pydantic_core", "rich"}
FOR_LATER = {
    *("holidays", "icalendar", "markdown_it", "pygments", "multiprocessing", "concurrent.futures"),
    *("trajectory.domain.coach", "trajectory.exporters", "trajectory.usecases.parallel"),
    *("trajectory.domain.agenda", "trajectory.domain.settling", "trajectory.usecases.forgetting"),
}
"""What neither the first screen nor the walk needs before somebody asks for it."""
FIRST_SCREENS = {"base", "entry_actions", "finish_actions", "pick", "start"} | {
    *("walk", "walk_actions", "walk_pages", "walk_questions"),
}
"""The screens that are loaded for a plan named at the start; each other one when it is opened."""
BESIDE_TEXTUAL = 255
"""So many modules are loaded at most beside Textual's own, and those it needs."""
BEFORE_THE_FIRST_SCREEN = 20
"""So many of ours are loaded, and none of pydantic's, before there is a line to type into."""


def module_names(layer: str) -> list[str]:
    """Return the full names of all modules of a layer, a package or a single file."""
    top = Path("trajectory") / layer
    paths = [path for path in published_files() if path.suffix == ".py"]
    mine = [path for path in paths if top in path.parents or path == top.with_suffix(".py")]
    return sorted(".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in mine)


def python(code: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter, at the project's top folder."""
    return subprocess.run(
        [sys.executable, *arguments, "-c", code],
        cwd=ROOT,
        env=os.environ | variables,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("layer", [name for name in HEADLESS if module_names(name)])
def test_a_headless_layer_loads_no_textual(layer: str) -> None:
    imports = "".join(f"import {name}\n" for name in module_names(layer))
    loaded = python(f"{imports}import sys\nprint('textual' in sys.modules)")
    assert (loaded.stdout, loaded.stderr) == ("False\n", "")


def modules_loaded(arguments: list[str], **variables: str) -> tuple[str, set[str]]:
    """Run the `trajectory` command; return what it printed and the packages that it imported."""
    code = (
        f"import sys; sys.argv = {['trajectory', *arguments]!r}\n"
        "from trajectory.__main__ import main\n"
        "sys.exit(main())"
    )
    ran = python(code, "-X", "importtime", **variables)
    narration = ran.stderr.splitlines()
    imports = [line for line in narration if line.startswith("import time:")]
    assert ran.returncode == 0, [line for line in narration if line not in imports]
    assert len(imports) > 10, "Python no longer reports its imports in this form"
    return ran.stdout, {line.rpartition("|")[2].strip().partition(".")[0] for line in imports}


@pytest.mark.parametrize(
    "arguments, shown",
    [(["--version"], "0."), (["--help"], "export"), (["export", "--help"], "--format")],
)
def test_a_short_answer_loads_nothing_heavy(arguments: list[str], shown: str) -> None:
    printed, loaded = modules_loaded(arguments)
    assert shown in printed
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_loads_nothing_heavy(shell: str) -> None:
    printed, loaded = modules_loaded(
        [],
        _TRAJECTORY_COMPLETE=f"{shell}_complete",
        COMP_WORDS="trajectory exp",
        COMP_CWORD="exp" if shell == "fish" else "1",
    )
    assert "export" in printed
    assert loaded & HEAVY == set()


DRAWN = """
import asyncio, sys, threading
from trajectory.tui.app import Opening, TrajectoryApp

loaded, left = set(), threading.Event()

def load():
    loaded.update(sys.modules)
    left.wait()
    raise SystemExit

async def start():
    app = TrajectoryApp(Opening(load, "group/plan"))
    async with app.run_test() as pilot:
        await pilot.press("x")
        assert app.screen.text == "x"
        while not loaded:
            await pilot.pause()
        app.exit()
        left.set()

try:
    asyncio.run(start())
except SystemExit:
    pass
print(*loaded)
"""


def test_there_is_a_line_to_type_into_before_anything_heavy_is_loaded() -> None:
    ran = python(DRAWN)
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stdout.split())
    assert "textual.app" in loaded
    assert loaded & (HEAVY - {"textual", "rich"}) == set()
    assert len({name for name in loaded if name.startswith("trajectory.")}) <= (
        BEFORE_THE_FIRST_SCREEN
    )


STARTED = """
import asyncio, sys
import textual.app, textual.widgets
textual.widgets.Input, textual.widgets.OptionList, textual.widgets.TextArea
before = set(sys.modules)
from pathlib import Path
from trajectory.tui.app import TrajectoryApp
from trajectory.usecases.building import build_workspace
from trajectory.usecases.opening import open_workshop
from trajectory.usecases.settings import open_settings
from trajectory.usecases.sitting import Sitting
from trajectory.tui.screens.walk import WalkScreen

async def start(folder):
    sitting = Sitting(build_workspace(folder, {}, folder).context)
    settings = open_settings(folder / "none.toml")
    app = TrajectoryApp(open_workshop(sitting, settings, next(folder.glob("*/*.toml"))))
    async with app.run_test() as pilot:
        while not isinstance(app.screen, WalkScreen):
            await pilot.pause()
        await pilot.press("x")
        loaded = set(sys.modules) - before
    sitting.close(10.0)
    return loaded

print(*asyncio.run(start(Path(sys.argv[1]))))
"""


def test_the_app_starts_with_what_its_first_screens_need(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    shutil.copytree(ROOT / "plans", plans)
    state = {name: str(tmp_path / "state") for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME")}
    ran = python(STARTED.replace("sys.argv[1]", repr(str(plans))), **state)
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stdout.split())
    screens = {name.rpartition(".")[2] for name in loaded if name.startswith(SCREENS)}
    assert loaded & FOR_LATER == set()
    assert screens == FIRST_SCREENS
    assert len(loaded) <= BESIDE_TEXTUAL
