"""The first moment: what is typed before the plans can be read, and what becomes of it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from textual import events

from tests.pilot.conftest import SMALL, make_context
from tests.pilot.visit import Visit
from trajectory.errors import UsageError
from trajectory.storage.codec import parse
from trajectory.tui import themes
from trajectory.tui.app import Opening, TrajectoryApp
from trajectory.tui.screens.base import CommandScreen
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.problems import ProblemsScreen
from trajectory.tui.screens.start import StartScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.usecases.opening import Workshop, open_workshop
from trajectory.usecases.saving import AT_ONCE, Writer
from trajectory.usecases.settings import open_settings
from trajectory.usecases.sitting import Sitting

NETWORKS = "harrowmere-table-3/safety-networks"
PATIENCE = 30.0


@dataclass
class SlowDisk:
    """Stands between the first screen and the plans until it is let go."""

    folder: Path
    state: Path
    plan: str = ""
    error: Exception | None = None
    let_go: threading.Event = field(default_factory=threading.Event)

    def load(self) -> Workshop:
        assert self.let_go.wait(PATIENCE)
        if self.error is not None:
            raise self.error
        sitting = Sitting(make_context(self.folder, self.state / "locks"), Writer(AT_ONCE))
        plan = self.folder / f"{self.plan}.toml" if self.plan else None
        return open_workshop(sitting, open_settings(self.state / "settings.toml"), plan)

    def app(self) -> TrajectoryApp:
        return TrajectoryApp(Opening(self.load, self.plan, "room-light"))


@dataclass
class Early(Visit):
    """A visit that begins before there is anything to work on."""

    disk: SlowDisk

    async def key(self, *keys: str) -> None:
        """Press keys while nothing is loaded."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def load(self) -> None:
        """Have everything loaded, and the screen that follows drawn."""
        self.disk.let_go.set()
        await self.settle()


@asynccontextmanager
async def early(disk: SlowDisk, app: TrajectoryApp | None = None) -> AsyncIterator[Early]:
    app = app or disk.app()
    try:
        async with app.run_test(size=SMALL, notifications=True) as pilot:
            await pilot.pause()
            yield Early(pilot, disk)
            disk.let_go.set()
    finally:
        disk.let_go.set()
        if app.workshop is not None:
            app.workshop.sitting.close(10.0)


@pytest.fixture
def at_home(plans: Path, tmp_path: Path) -> SlowDisk:
    """The app is opened at home."""
    return SlowDisk(plans, tmp_path)


@pytest.fixture
def in_plan(plans: Path, tmp_path: Path) -> SlowDisk:
    """The app is opened in a plan."""
    return SlowDisk(plans, tmp_path, NETWORKS)


def notes(visit: Visit) -> list[str]:
    path = visit.app.sitting.context.store.root / f"{NETWORKS}.toml"
    assert visit.app.sitting.flush(10.0)
    return [note.text for note in parse(path.read_bytes())[0].note.values()]


async def test_letters_are_seen_at_once_and_find_plans_once_they_are_read(
    at_home: SlowDisk,
) -> None:
    async with early(at_home) as visit:
        visit.on(StartScreen)
        assert visit.app.theme == "room-light"
        await visit.key(*"feedbacj", "backspace", "k")
        assert "│ feedback" in visit.seen()
        await visit.load()
        visit.on(HomeScreen)
        assert visit.app.focused is visit.screen.query_one("#find")
        assert "Feedback that workers can use" in visit.marked
        await visit.press(" ", "t")
        assert "│ feedback t" in visit.seen()


async def test_enter_waits_and_every_line_becomes_an_entry_in_order(in_plan: SlowDisk) -> None:
    async with early(in_plan) as visit:
        assert NETWORKS in visit.seen()
        await visit.key(*"one", "enter", *"two", "enter", *"thr")
        assert "› one\n" in visit.seen()  # with more behind it, it would look like one line
        await visit.load()
        screen = visit.on(WalkScreen)
        assert notes(visit)[-2:] == ["one", "two"]
        assert screen.line.text == "thr"
        await visit.press("e", "e", "enter")
        assert notes(visit)[-1] == "three"


async def test_a_key_of_the_screen_that_comes_is_that_screen_s(in_plan: SlowDisk) -> None:
    async with early(in_plan) as visit:
        await visit.key("tab", *"goal", "enter")
        await visit.load()
        plan = visit.on(WalkScreen).session.plan
        assert [goal.text for goal in plan.goal.values()][-1] == "goal"


async def test_several_pasted_lines_wait_for_their_place(in_plan: SlowDisk) -> None:
    async with early(in_plan) as visit:
        visit.app.post_message(events.Paste("- first\n- second"))
        await visit.key("z")
        assert "› z" not in visit.seen()
        await visit.load()
        assert notes(visit)[-2:] == ["first", "second"]
        assert visit.on(WalkScreen).line.text == "z"


async def test_keys_that_come_while_the_walk_is_put_up_keep_their_place(
    in_plan: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    push = TrajectoryApp.push_screen

    async def push_while_somebody_types(app: TrajectoryApp, screen: CommandScreen) -> None:
        put_up = push(app, screen)
        for key in ("o", "enter"):
            app.post_message(events.Key(key, "\r" if key == "enter" else key))
        await put_up
        taken = asyncio.Event()
        app.post_message(events.Key("t", "t"))
        app.call_later(taken.set)
        await taken.wait()

    monkeypatch.setattr(TrajectoryApp, "push_screen", push_while_somebody_types)
    async with early(in_plan) as visit:
        await visit.key(*"one", "enter", "t", "w")
        await visit.load()
        assert notes(visit)[-2:] == ["one", "two"]
        assert visit.on(WalkScreen).line.text == "t"


async def test_what_is_typed_before_anything_is_drawn_is_not_lost(in_plan: SlowDisk) -> None:
    app = in_plan.app()
    for key in ("o", "ctrl+j", "t"):  # as a terminal gives an Enter that came before the app
        app.post_message(events.Key(key, "\n" if key == "ctrl+j" else key))
    async with early(in_plan, app) as visit:
        assert "› o\n" in visit.seen()
        await visit.load()
        assert notes(visit)[-1] == "o"
        assert visit.on(WalkScreen).line.text == "t"


async def test_words_go_behind_half_a_line_of_last_time(in_plan: SlowDisk) -> None:
    async with early(in_plan) as visit:
        await visit.load()
        await visit.press(*"half")
        assert visit.on(WalkScreen).ready_to_leave() is False
        assert visit.app.sitting.flush(10.0)
    again = SlowDisk(in_plan.folder, in_plan.state, NETWORKS)
    async with early(again) as visit:
        await visit.key(*"more")
        await visit.load()
        assert visit.on(WalkScreen).line.text == "half more"


async def test_whoever_leaves_the_plan_gets_the_list_with_that_plan_marked(
    at_home: SlowDisk,
) -> None:
    at_home.plan = "harrowmere-table-3/quality-assurance"
    async with early(at_home) as visit:
        await visit.load()
        visit.on(WalkScreen)
        await visit.press("escape")
        visit.on(HomeScreen)
        assert "Feedback that workers can use" in visit.marked
        await visit.press("up", "enter")
        visit.on(WalkScreen)
        await visit.press("escape")
        visit.on(HomeScreen)
        assert [type(screen) for screen in visit.app.screen_stack] == [StartScreen, HomeScreen]


async def test_the_user_s_own_theme_and_keys_hold_once_they_are_read(at_home: SlowDisk) -> None:
    settings = at_home.state / "settings.toml"
    settings.write_text('theme = "high-contrast"\n', encoding="utf-8")
    async with early(at_home) as visit:
        await visit.load()
        assert visit.app.theme == "high-contrast"
        assert visit.app.theme in {theme.name for theme in themes.OWN}


async def test_enter_pressed_at_once_opens_a_plan_that_is_not_read_yet(at_home: SlowDisk) -> None:
    async with early(at_home) as visit:
        await visit.key(*"feedback", "enter")
        await visit.load()
        assert visit.on(WalkScreen).session.path.stem == "quality-assurance"


async def test_words_for_a_plan_that_cannot_be_opened_are_kept_and_do_nothing(
    in_plan: SlowDisk,
) -> None:
    (in_plan.folder / f"{NETWORKS}.toml").write_text("[[broken", encoding="utf-8")
    async with early(in_plan) as visit:
        await visit.key(*"one", "enter", *"twp", "backspace", "o", "down", *"three")
        await visit.load()
        visit.on(ProblemsScreen)
        await visit.press("escape")
        visit.on(HomeScreen)
        assert "│ one two three" in visit.seen()


async def test_what_cannot_be_opened_at_all_ends_the_app_and_is_told(at_home: SlowDisk) -> None:
    at_home.error = UsageError("That is a file. Name a folder.")
    async with early(at_home) as visit:
        visit.disk.let_go.set()
        await visit.app.workers.wait_for_complete()
        assert visit.app.fault is at_home.error


async def test_one_can_leave_while_it_is_loading(at_home: SlowDisk) -> None:
    async with early(at_home) as visit:
        await visit.key("ctrl+q")
        assert visit.app.return_value == 0


async def test_leaving_points_at_the_line_once(at_home: SlowDisk) -> None:
    async with early(at_home) as visit:
        await visit.key(*"Beck")
        await visit.key("ctrl+q")
        assert visit.app.return_value is None
        assert "not on record yet" in visit.seen()
        await visit.key("ctrl+q")
        assert visit.app.return_value == 0


async def test_an_empty_folder_is_opened_too(tmp_path: Path) -> None:
    async with early(SlowDisk(tmp_path / "none", tmp_path)) as visit:
        await visit.key(*"Beck")
        await visit.load()
        visit.on(HomeScreen)
        assert "Beck" in visit.marked
