"""What tests of the app start from: Harrowmere's plans in a folder of its own, at a fixed time."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from trajectory.domain.ids import ALPHABET, SuffixSource
from trajectory.storage.journal import Journals
from trajectory.storage.plan_store import PlanStore
from trajectory.storage.templates import load_templates
from trajectory.tui import app as tui_app
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.screens import home, walk_questions
from trajectory.usecases.context import Context
from trajectory.usecases.opening import open_workshop
from trajectory.usecases.saving import AT_ONCE, Writer
from trajectory.usecases.settings import Settings, open_settings
from trajectory.usecases.sitting import Sitting

FIXED_NOW = dt.datetime(2018, 1, 16, 15, 0, tzinfo=dt.UTC)
"""The afternoon of Harrowmere's workshop."""

A_MINUTE, A_DAY = 60.0, 86_400.0
NO_RETRY = replace(AT_ONCE, retry=A_DAY)
"""What failed is tried again when a test asks for it, and not because it took long."""
EXAMPLE = Path(__file__).resolve().parents[2] / "plans"
SMALL, LARGE = (80, 24), (200, 60)
SIZES = (SMALL, pytest.param(LARGE, marks=pytest.mark.slow))
"""Both sizes; the large window's turn comes in the slower tier, to keep the core tests quick."""


class MakeApp(Protocol):
    """Builds the app as the program does, over a folder of the test's own."""

    def __call__(
        self,
        folder: Path | None = None,
        plan_path: Path | None = None,
        *,
        now: Callable[[], dt.datetime] = ...,
        settings: Settings | None = None,
    ) -> TrajectoryApp: ...


def counting_suffixes() -> SuffixSource:
    """Suffixes that come in order and never twice: aaab, aaac, ..."""
    numbers = itertools.count(1)

    def suffix(length: int) -> str:
        number, text = next(numbers), ""
        for _ in range(length):
            number, rest = divmod(number, len(ALPHABET))
            text = ALPHABET[rest] + text
        return text

    return suffix


def make_context(
    folder: Path, locks: Path, now: Callable[[], dt.datetime] = lambda: FIXED_NOW
) -> Context:
    """What the verbs need, over this folder, with time standing still and no chance."""
    templates, _ = load_templates(folder if folder.is_dir() else None)
    journals = Journals(locks.parent / "journals", counting_suffixes())
    return Context(PlanStore(folder, locks), journals, templates, now, counting_suffixes())


@pytest.fixture(autouse=True)
def nothing_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing comes on the screen, or is given up, because a test took long."""
    monkeypatch.setattr(walk_questions, "LOOK_SECONDS", A_DAY)
    monkeypatch.setattr(tui_app, "LOOK_SECONDS", A_DAY)
    monkeypatch.setattr(home, "SETTLE_SECONDS", A_MINUTE)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Give the test its own copy of the example folder."""
    folder = tmp_path / "plans"
    shutil.copytree(EXAMPLE, folder)
    return folder


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Say where the app's settings are; the file is not there yet."""
    return tmp_path / "config" / "settings.toml"


@pytest.fixture
def make_app(plans: Path, tmp_path: Path, settings_file: Path) -> Iterator[MakeApp]:
    """Give a function that builds the app; the example folder unless another one is named."""
    sittings: list[Sitting] = []

    def make(
        folder: Path | None = None,
        plan_path: Path | None = None,
        *,
        now: Callable[[], dt.datetime] = lambda: FIXED_NOW,
        settings: Settings | None = None,
    ) -> TrajectoryApp:
        sitting = Sitting(make_context(folder or plans, tmp_path / "locks", now), Writer(NO_RETRY))
        sittings.append(sitting)
        return TrajectoryApp(
            open_workshop(sitting, settings or open_settings(settings_file), plan_path)
        )

    yield make
    for sitting in sittings:
        sitting.close(10.0)
