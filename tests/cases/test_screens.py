"""Cases 55 to 57 of reliability.md on every screen: hostile text is shown, and never obeyed."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events, markup
from textual.content import Content
from textual.screen import Screen

import trajectory.tui
from tests.pilot.conftest import (
    SIZES,
    SMALL,
    MakeApp,
    make_app,
    nothing_by_the_clock,
    plans,
    settings_file,
)
from tests.pilot.hostile import TEXTS, hostile_plan, obeyed
from tests.pilot.stage import NETWORKS, Stage, on_stage
from tests.pilot.waiting import at_rest
from trajectory.domain.changes import changes
from trajectory.domain.owners import steps_in
from trajectory.domain.plan import Conflict, Plan
from trajectory.errors import Problem
from trajectory.storage import codec
from trajectory.tui.palette import Palette
from trajectory.tui.screens.agenda import AgendaScreen
from trajectory.tui.screens.ask import AskScreen
from trajectory.tui.screens.board import BoardScreen
from trajectory.tui.screens.changes import ChangesScreen
from trajectory.tui.screens.decisions import DecisionsScreen
from trajectory.tui.screens.details import DetailsScreen
from trajectory.tui.screens.differences import DifferencesScreen
from trajectory.tui.screens.entry import EntryScreen
from trajectory.tui.screens.forget import ForgetScreen
from trajectory.tui.screens.help import HelpScreen
from trajectory.tui.screens.history import HistoryScreen
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.leave import LeaveScreen
from trajectory.tui.screens.new_plan import NewPlanScreen
from trajectory.tui.screens.owner_steps import OwnerStepsScreen
from trajectory.tui.screens.owners import OwnersScreen
from trajectory.tui.screens.parking import ParkingScreen
from trajectory.tui.screens.pick import Choice, PickScreen
from trajectory.tui.screens.problems import ProblemsScreen
from trajectory.tui.screens.questions import QuestionsScreen
from trajectory.tui.screens.review import ReviewScreen
from trajectory.tui.screens.search import SearchScreen
from trajectory.tui.screens.start import StartScreen
from trajectory.tui.screens.steps import StepsScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.usecases.owners import OwnedIn
from trajectory.usecases.session import PlanSession

ALL = "".join(TEXTS)
__all__ = ["make_app", "nothing_by_the_clock", "plans", "settings_file"]  # fixtures

EMPTY = Plan.model_validate({"plan": {}})
PASTES = ("\x1b]52;c;aGVsbG8=\x07\x1b[31mred", "\x9b2J\u202e[@click=app.quit]x[/]", "[/nope]\x00")
Make = Callable[[PlanSession], Screen[Any]]


def with_history(session: PlanSession) -> PlanSession:
    """A plan whose earlier versions are as hostile as it is, by their names and by their words."""
    folder = session.path.parent / "history"
    for name in ("20180101-000000", "20180102-000000"):
        data = codec.encode(session.plan.replace(barrier={}))
        (folder / f"{session.path.stem}-{name}.toml").write_bytes(data)
    (folder / "\x1b[31m[@click=app.quit].toml").write_bytes(codec.encode(session.plan))
    return session


def owned_in(session: PlanSession) -> list[OwnedIn]:
    """All steps of the plan, as if they were one role's."""
    steps = steps_in(session.plan, TEXTS[3], dt.date(2018, 2, 1))
    return [OwnedIn(session.path, step) for step in steps]


SCREENS: dict[type[Screen[Any]], tuple[Make, str]] = {
    HomeScreen: (
        lambda _: HomeScreen(),
        "down down d escape t escape up slash escape ctrl+p escape",
    ),
    WalkScreen: (
        lambda session: WalkScreen(session.path),
        "tab tab up up e escape tab tab tab enter escape slash escape f2 f3",
    ),
    BoardScreen: (BoardScreen, "down tab down tab tab t d ctrl+z m escape"),
    ReviewScreen: (
        ReviewScreen,
        (
            "enter d x enter y enter tab 4 enter x enter r enter c enter g tab x enter enter "
            "enter x enter x enter a x"
        ),
    ),
    StepsScreen: (StepsScreen, "down o escape d escape tab tab b escape"),
    EntryScreen: (
        lambda session: EntryScreen(session, next(iter(session.plan.step))),
        "tab tab tab down up shift+tab",
    ),
    SearchScreen: (lambda session: SearchScreen(session.path, "e"), "a down tab down up"),
    HelpScreen: (
        lambda session: HelpScreen(cast("Screen[object]", BoardScreen(session))),
        "right right left h",
    ),
    DetailsScreen: (lambda session: DetailsScreen(session.path), "tab tab tab down up"),
    NewPlanScreen: (lambda _: NewPlanScreen(TEXTS[3], TEXTS[0]), "tab tab tab down up x"),
    AskScreen: (
        lambda _: AskScreen(ALL, [(text, text) for text in TEXTS], ALL, lambda _: ALL),
        "enter tab x tab enter",
    ),
    PickScreen: (
        lambda _: PickScreen(ALL, [Choice(str(n), text) for n, text in enumerate(TEXTS)]),
        "down down up",
    ),
    ProblemsScreen: (
        lambda _: ProblemsScreen(ALL, Path(TEXTS[3]), [Problem(1, text, text) for text in TEXTS]),
        "down down up",
    ),
    ChangesScreen: (
        lambda session: ChangesScreen(ALL, changes(EMPTY, session.plan)),
        "down down end up",
    ),
    HistoryScreen: (
        lambda session: HistoryScreen(with_history(session)),
        "down enter escape down enter escape c up enter escape r escape r enter ctrl+z",
    ),
    AgendaScreen: (
        AgendaScreen,
        "up down down D b escape w escape o escape x k escape slash d tab up",
    ),
    DecisionsScreen: (DecisionsScreen, "down o escape a escape w escape f escape"),
    ParkingScreen: (ParkingScreen, "down r f D tab tab x"),
    QuestionsScreen: (QuestionsScreen, "tab down down f x enter d up b d tab f x escape o"),
    OwnersScreen: (lambda _: OwnersScreen(), "a up down down escape"),
    OwnerStepsScreen: (
        lambda session: OwnerStepsScreen(TEXTS[0], owned_in(session)),
        "down down up x",
    ),
    DifferencesScreen: (DifferencesScreen, "down right right left 2 ctrl+z 1 3"),
    ForgetScreen: (
        lambda session: ForgetScreen(session, TEXTS[0], next(iter(session.plan.step))),
        "down space up space tab x enter ctrl+r down up escape ctrl+r y",
    ),
    StartScreen: (lambda _: StartScreen(TEXTS[3]), "x backspace y up enter a"),
    LeaveScreen: (lambda session: LeaveScreen((session,)), "down down up"),
    Palette: (lambda _: Palette(), "t o down up"),
}
"""How each screen is put up over a hostile plan, and the keys that bring out what it can show."""


def all_screens() -> Iterator[type[Screen[Any]]]:
    """Every screen of ours that can be put up: those that no other one is built on."""
    for module in pkgutil.walk_packages(trajectory.tui.__path__, "trajectory.tui."):
        importlib.import_module(module.name)
    kinds: list[type[Screen[Any]]] = [Screen]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("trajectory.") and not kind.__subclasses__():
            yield kind


def plan_with_differences() -> Plan:
    """The hostile plan after a merge that could not keep all of it."""
    plan = hostile_plan()
    places = [("plan", "title"), ("position", "anchor_0"), *((key, "text") for key in plan.barrier)]
    conflicts = {
        f"C-{number}": Conflict(item=item, field=field, value=TEXTS[number % len(TEXTS)])
        for number, (item, field) in enumerate([*places, ("[/nope]", TEXTS[3])])
    }
    return plan.replace(conflict=conflicts)


def test_every_screen_is_visited() -> None:
    assert set(all_screens()) == set(SCREENS)


@pytest.fixture
def read_as_markup(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every text that Textual was given to read as markup."""
    found: list[str] = []
    read = markup.to_content

    def note(text: str, *args: Any, **options: Any) -> Content:
        found.append(text)
        return read(text, *args, **options)

    monkeypatch.setattr(markup, "to_content", note)
    return found


async def paste(stage: Stage[Any], text: str) -> None:
    """Paste as the terminal does it."""
    stage.app.post_message(events.Paste(text))
    await at_rest(stage.pilot, rounds=2)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", SCREENS, ids=lambda kind: kind.__name__)
async def test_case_55_and_56_and_57_no_screen_obeys_what_a_plan_says(
    make_app: MakeApp,
    plans: Path,
    kind: type[Screen[Any]],
    size: tuple[int, int],
    read_as_markup: list[str],
) -> None:
    make, keys = SCREENS[kind]
    (plans / NETWORKS).write_bytes(codec.encode(plan_with_differences()))
    async with on_stage(make_app(), make, size) as stage:
        assert isinstance(stage.top(), kind)
        for key in keys.split():
            assert obeyed(stage.seen()) == set(), key
            await stage.press(key)
        for text in PASTES:
            await paste(stage, text)
            assert obeyed(stage.seen()) == set()
        assert stage.app.is_running
        assert stage.app._exception is None
        hostile = [
            text for text in read_as_markup if any(part in text for part in (*TEXTS, *PASTES))
        ]
        assert hostile == []


@pytest.mark.slow
@pytest.mark.parametrize("text", PASTES)
async def test_case_56_no_paste_reaches_the_terminal_before_it_is_cleaned(
    make_app: MakeApp, text: str
) -> None:
    async with on_stage(make_app(), lambda session: WalkScreen(session.path), SMALL) as stage:
        await paste(stage, text)
        assert obeyed(stage.seen()) == set()
        line = stage.top().query_one("#capture")
        assert not [c for c in line.text if c < " " or "\x7f" <= c < "\xa0"]  # type: ignore[attr-defined]
        await stage.press("enter")
        assert obeyed(stage.seen()) == set()
        assert not [c for c in list(stage.plan.note.values())[-1].text if c < " "]


async def test_a_half_typed_line_and_its_completion_are_drawn_whatever_they_hold(
    make_app: MakeApp, plans: Path
) -> None:
    """A journal can hold any line, and a file any role."""
    (plans / NETWORKS).write_bytes(codec.encode(plan_with_differences()))
    async with on_stage(make_app(), lambda session: WalkScreen(session.path), SMALL) as stage:
        line = stage.top().query_one("#capture")
        for text in (*TEXTS[3:7], "said @[", "said @\x1b", "said @\u202e", "said @lin"):
            line.put(text)  # type: ignore[attr-defined]
            line.update_suggestion()  # type: ignore[attr-defined]
            await stage.pilot.pause()
            assert obeyed(stage.seen()) == set(), text
