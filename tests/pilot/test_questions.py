"""The coach in the app: a quiet count, a list, the way to each answer, fine as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.hostile import hostile_plan
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage, unseen
from tests.pilot.visit import visiting
from tests.pilot.waiting import at_rest
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Plan
from trajectory.storage import codec
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.screens import walk_questions
from trajectory.tui.screens.details import DetailsScreen
from trajectory.tui.screens.entry import EntryScreen
from trajectory.tui.screens.forget import ForgetScreen
from trajectory.tui.screens.questions import QuestionsScreen
from trajectory.tui.screens.review import ReviewScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.tui.screens.walk_questions import PAUSE
from trajectory.tui.widgets.ask_line import AskLine
from trajectory.tui.widgets.field_row import FieldRow
from trajectory.tui.widgets.plan_bar import PlanBar
from trajectory.usecases import coaching

DECEMBER = dt.datetime(2018, 12, 3, 15, 0, tzinfo=dt.UTC)
"""By then two goals and all five steps of the example are late."""
SET_ASIDE = "The forms group meets on Thursday"


@pytest.fixture
def app(make_app: MakeApp) -> TrajectoryApp:
    """Give the app on a day on which there is much to ask."""
    return make_app(now=lambda: DECEMBER)


def put(plans: Path, **tables: Any) -> None:
    """Another plan in the place of the example."""
    plan = Plan.model_validate({"plan": {"id": "x", "title": "New"}, **tables})
    (plans / NETWORKS).write_bytes(codec.encode(plan))


async def found(stage: Stage[Any]) -> None:
    """Wait for the threads on which questions are found."""
    await at_rest(stage.pilot, rounds=2)


def shown(stage: Stage[QuestionsScreen]) -> list[str]:
    return [f"{each.code} {each.label}".rstrip() for each, _ in stage.screen._rows]


async def mark(stage: Stage[QuestionsScreen], code: str, label: str = "") -> None:
    """Mark one of all the questions."""
    if f"{code} {label}".rstrip() not in shown(stage):
        await stage.press("tab")
    place = shown(stage).index(f"{code} {label}".rstrip())
    stage.screen.after_asking().highlighted = place
    await stage.pilot.pause()


async def because(stage: Stage[Any], reason: str, *then: str) -> None:
    """Answer why it is fine as it is."""
    stage.top().query_one(AskLine).line.paste_in(reason)
    await stage.press(*then)


# -- the list --------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_the_most_pressing_are_asked_three_at_a_time_with_their_reason(
    app: TrajectoryApp, size: tuple[int, int]
) -> None:
    async with on_stage(app, QuestionsScreen, size) as stage:
        await found(stage)
        assert shown(stage) == ["C11 G1", "C11 G2", "C25 S1"]
        assert "▸ ! to fix" in stage.seen()
        assert "Met, or by when?" in stage.seen()
        assert ("The 3 most pressing of 7 questions." in stage.seen()) == (size != TINY)
        assert ("Why: The date is what turns a wish into a plan." in stage.words()) == (
            size != TINY
        )
        await stage.press("tab")
        assert len(shown(stage)) == 7
        await stage.press("down", "down", "down", "a")
        assert shown(stage) == ["C11 G1", "C11 G2", "C25 S1"]
        assert stage.screen.current_entry() == "S1-t5vn", "the nearest to the one that was marked"


async def test_fine_as_it_is_needs_a_reason_and_is_taken_back(app: TrajectoryApp) -> None:
    async with on_stage(app, QuestionsScreen, SMALL) as stage:
        await found(stage)
        await stage.press("down", "down", "f", "enter")
        assert "Say in a few words why it is fine as it is" in stage.words()
        assert not stage.plan.dismissed
        await stage.type("half", "ctrl+q")
        assert app.is_running
        assert "Enter keeps what is typed here." in stage.words()
        await stage.press("escape")
        assert "Left as it was." in stage.seen()
        await stage.press("f")
        await because(stage, SET_ASIDE, "enter")
        (record,) = stage.plan.dismissed.values()
        assert (record.code, record.item, record.reason) == ("C25", "S1-t5vn", SET_ASIDE)
        assert (record.date, record.created) == (DECEMBER.date(), DECEMBER)
        assert "C25 S1" not in shown(stage), "away at once, and the next one comes up"
        assert len(shown(stage)) == 3
        await found(stage)
        assert "C25 S1" not in shown(stage)
        assert "Set aside: 1 (d)." in stage.seen()
        await stage.press("ctrl+z")
        await found(stage)
        assert not stage.plan.dismissed
        assert "C25 S1" in shown(stage)
        assert stage.on_disk() == stage.plan


@pytest.mark.slow
async def test_what_was_set_aside_is_listed_with_its_reason_and_asked_again(
    app: TrajectoryApp,
) -> None:
    async with on_stage(app, QuestionsScreen, SMALL) as stage:
        await found(stage)
        await stage.press("b")
        assert "It is asked already." in stage.seen()
        await stage.press("d")
        assert "No question was set aside." in stage.words()
        await stage.press("f", "enter", "b", "d", "f")
        await because(stage, SET_ASIDE, "enter", "d")
        assert shown(stage) == ["C11 G1"]
        assert f"Fine: {SET_ASIDE}" in stage.seen()
        assert f"Fine as it is (Mon 3 Dec 2018): {SET_ASIDE}" in stage.words()
        await stage.press("f")
        assert "It is set aside already. b asks it again." in stage.words()
        await stage.press("b")
        await found(stage)
        assert not stage.plan.dismissed
        await stage.press("escape")
        await found(stage)
        assert shown(stage) == ["C11 G1", "C11 G2", "C25 S1"]


@pytest.mark.slow
async def test_an_entry_is_answered_here_and_the_question_is_gone(app: TrajectoryApp) -> None:
    async with on_stage(app, QuestionsScreen, SMALL) as stage:
        await found(stage)
        await stage.press("o")
        assert isinstance(stage.top(), EntryScreen)
        row = stage.top().query_one("#row-by", FieldRow)
        stage.top().set_focus(row.answer)
        await stage.press("ctrl+u")
        await stage.type("1 mar 2019", "ctrl+s")
        await found(stage)
        assert stage.plan.goal["G1-m4tz"].by == dt.date(2019, 3, 1)
        assert stage.screen._rows[0][0].detail.startswith("Its date is Fri 1 Mar 2019, and the")


@pytest.mark.slow
async def test_what_owners_carry_in_other_plans_is_asked_once_it_is_read(
    make_app: MakeApp, plans: Path
) -> None:
    app = make_app()
    steps = [{"text": f"Step {n}", "owner": "Practice lead"} for n in range(5)]
    table = {f"S{n}-aaaa": step for n, step in enumerate(steps)}
    other = Plan.model_validate(
        {"plan": {"id": "y", "authority": "Harrowmere (example)"}, "step": table}
    )
    (plans / "harrowmere-table-3" / "other.toml").write_bytes(codec.encode(other))
    async with on_stage(app, QuestionsScreen, SMALL) as stage:
        await found(stage)
        await mark(stage, "C27")
        assert "Practice lead has" in stage.words()
        assert "over all plans" in stage.words()


@pytest.mark.slow
async def test_when_there_is_nothing_to_ask_it_says_so_kindly(make_app: MakeApp) -> None:
    async with on_stage(make_app(), QuestionsScreen, SMALL) as stage:
        await found(stage)
        for key in ("enter", "f", "o", "b"):
            stage.screen.say("")
            await stage.press(key)
            assert "There is no question here." in stage.words()
        await stage.press("tab")
        assert "No questions today. The plan says where you are" in stage.words()
        await stage.press("escape")
        assert not stage.is_on_top()


@pytest.mark.slow
async def test_a_plan_that_is_put_away_is_asked_nothing(make_app: MakeApp, plans: Path) -> None:
    put(plans, plan={"title": "New", "status": "closed"})
    async with on_stage(make_app(), QuestionsScreen, SMALL) as stage:
        await found(stage)
        assert "This plan is closed or put away" in stage.words()


# -- the way to the answer -------------------------------------------------------------------------


async def test_enter_goes_to_the_entry_from_home_and_back(app: TrajectoryApp) -> None:
    async with visiting(app, SMALL) as visit:
        await visit.press("down", "q")
        await visit.settle()
        screen = visit.on(QuestionsScreen)
        assert screen.session.path.stem == "safety-networks"
        await visit.press("down", "down", "enter")
        walk = visit.on(WalkScreen)
        assert (walk.section, walk.current_entry()) == (Section.STEP, "S1-t5vn")
        assert "S1: Done, new date, or drop? It was due on Fri 9 Feb 2018." in visit.seen()
        await visit.press("escape", "escape")
        visit.on(QuestionsScreen)


async def test_a_question_about_the_plan_leads_to_the_box_that_answers_it(
    make_app: MakeApp, plans: Path
) -> None:
    put(plans, reading={"R1-aaaa": {"date": dt.date(2018, 1, 16), "score": 3}})
    places = {"C01": Section.POSITION, "C06": Section.GOAL, "C03": Section.POSITION}
    async with on_stage(make_app(), lambda s: WalkScreen(s.path), SMALL) as stage:
        walk = stage.screen
        for code, section in places.items():
            walk.line.put("/questions")
            await stage.press("enter")
            top = stage.top()
            assert isinstance(top, QuestionsScreen)
            await found(stage)
            await mark(Stage(stage.pilot, stage.session, top), code)
            await stage.press("enter")
            assert stage.top() is walk
            assert walk.section is section
            assert walk.focused is walk.line, "the answer can be typed at once"
        assert "What would one point higher look like? You are at 3." in stage.words()
        assert "/plus and your words say it." in stage.words()


@pytest.mark.slow
async def test_the_aim_is_answered_in_what_the_plan_is_about(
    make_app: MakeApp, plans: Path
) -> None:
    put(plans)
    async with on_stage(make_app(), QuestionsScreen, SMALL) as stage:
        await found(stage)
        await mark(stage, "C09")
        await stage.press("enter")
        top = stage.top()
        assert isinstance(top, DetailsScreen)
        assert top.query_one("#row-target", FieldRow).has_focus_within
        await stage.type("6", "escape")
        await found(stage)
        assert stage.plan.position.target == 6
        assert "C09" not in shown(stage)


@pytest.mark.slow
async def test_case_data_leads_to_where_it_is_removed(make_app: MakeApp, plans: Path) -> None:
    put(plans, note={"N1-aaaa": {"text": "Her NHS number is 943 476 5919"}})
    async with on_stage(make_app(), QuestionsScreen, SMALL) as stage:
        await found(stage)
        await mark(stage, "C43", "N1")
        await stage.press("enter")
        assert isinstance(stage.top(), ForgetScreen)
        await stage.press("space", "ctrl+r", "y")
        await found(stage)
        await stage.press("escape")
        await found(stage)
        assert "C43 N1" not in shown(stage)
        assert "943 476 5919" not in stage.seen()


@pytest.mark.slow
async def test_a_reading_leads_to_the_scale(make_app: MakeApp, plans: Path) -> None:
    reading = {"date": dt.date(2018, 1, 16), "score": 3, "scores": [1, 3, 8]}
    put(plans, reading={"R1-aaaa": reading})
    async with on_stage(make_app(), QuestionsScreen, SMALL) as stage:
        await found(stage)
        await mark(stage, "C02", "R1")
        await stage.press("o")
        assert "This is about no single entry." in stage.words()
        await stage.press("enter")
        walk = stage.top()
        assert isinstance(walk, WalkScreen)
        assert (walk.section, walk.focused) == (Section.POSITION, walk.line)
        assert "R1: What does the highest see" in stage.words()


# -- the count -------------------------------------------------------------------------------------


def on_walk(app: TrajectoryApp, size: tuple[int, int] = SMALL) -> Any:
    return on_stage(app, lambda session: WalkScreen(session.path), size)


def count(stage: Stage[WalkScreen]) -> str:
    return stage.screen.query_one(PlanBar).aside


async def be_quiet(stage: Stage[WalkScreen]) -> None:
    """As many looks as a pause takes, and one that sees the last key."""
    for _ in range(PAUSE + 1):
        stage.screen.look_at_hands()
    await found(stage)


async def test_the_count_comes_with_a_pause_and_never_while_somebody_types(
    app: TrajectoryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Plan] = []
    ask = coaching.ask

    def counted(plan: Plan, *rest: Any) -> Any:
        asked.append(plan)
        return ask(plan, *rest)

    monkeypatch.setattr(coaching, "ask", counted)
    async with on_walk(app) as stage:
        for letter in "abcdef":
            await stage.press(letter)
            stage.screen.look_at_hands()
        assert not asked
        await be_quiet(stage)
        assert count(stage) == "7 questions"
        assert "7 questions  " in stage.seen().splitlines()[0]
        await be_quiet(stage)
        assert asked == [stage.plan], "once for each plan"
        stage.screen.line.put("> Ask them")
        await stage.press("enter")
        assert count(stage) == "7 questions", "as it is, until it is quiet"
        for _ in range(PAUSE + 1):
            stage.screen.look_at_hands()
        await stage.press("x")  # before the thread is done, or before what it found is shown
        stage.screen.on_walk_questions_counted(
            WalkScreen.Counted(stage.plan, ("before the key",), 99)
        )
        assert "99" not in count(stage)
        await be_quiet(stage)
        assert count(stage) == "9 questions", "it has neither an owner nor a date"


async def test_the_walk_looks_by_itself(
    app: TrajectoryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk_questions, "LOOK_SECONDS", 0.02)
    async with on_walk(app) as stage:
        for _ in range(400):
            if count(stage):
                break
            await stage.pilot.pause(0.02)
        assert count(stage) == "7 questions"


async def test_the_count_lays_out_nothing_and_has_no_widget(
    app: TrajectoryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_walk(app) as stage:
        await stage.pilot.pause()
        mounted = len(stage.screen.query("*"))
        laid_out: list[object] = []
        reflow: Callable[..., Any] = Compositor.reflow

        def counted(self: Compositor, *rest: Any, **named: Any) -> Any:
            laid_out.append(self)
            return reflow(self, *rest, **named)

        monkeypatch.setattr(Compositor, "reflow", counted)
        stage.screen.query_one(PlanBar).show_title("Short")
        stage.screen._show_count(7)
        await stage.pilot.pause()
        assert "7 questions" in stage.seen()
        stage.screen._show_count(0)
        await stage.pilot.pause()
        assert "question" not in stage.seen().splitlines()[0]
        assert not laid_out
        assert len(stage.screen.query("*")) == mounted


@pytest.mark.slow
async def test_a_click_on_the_count_opens_the_list_and_what_it_finds_holds_on_the_walk(
    app: TrajectoryApp,
) -> None:
    async with on_walk(app) as stage:
        await be_quiet(stage)
        first = stage.seen().splitlines()[0]
        await stage.pilot.click(offset=(first.index("7 questions") + 2, 0))
        await stage.pilot.pause()
        top = stage.top()
        assert isinstance(top, QuestionsScreen)
        await found(stage)
        await stage.press("f")
        await because(stage, SET_ASIDE, "enter")
        await found(stage)
        await stage.press("escape")
        assert count(stage) == "6 questions"
        await stage.press("ctrl+n")
        assert stage.session is not stage.screen.session
        assert count(stage) == "", "another plan has not been counted yet"
        stage.screen.look_at_hands()
        await found(stage)
        assert count(stage) == "", "nor is it before a pause of its own"
        await be_quiet(stage)
        assert count(stage) == "7 questions"


@pytest.mark.slow
async def test_a_tiny_window_keeps_its_title(app: TrajectoryApp) -> None:
    async with on_walk(app, (30, 10)) as stage:
        await be_quiet(stage)
        assert count(stage) == "7 questions"
        assert "question" not in stage.seen().splitlines()[0]


@pytest.mark.slow
async def test_a_finished_review_says_how_many_are_left_and_leads_to_them(
    app: TrajectoryApp,
) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await found(stage)
        await stage.screen.action_finish()
        await found(stage)
        assert "questions" in stage.screen.query_one(PlanBar).aside
        await stage.press("q")
        assert isinstance(stage.top(), QuestionsScreen)
        await stage.press("escape")
        assert stage.is_on_top()


# -- harm ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALL, LARGE, TINY, (20, 5)])
async def test_hostile_text_is_shown_and_not_obeyed(
    make_app: MakeApp, plans: Path, size: tuple[int, int]
) -> None:
    (plans / NETWORKS).write_bytes(codec.encode(hostile_plan()))
    async with on_stage(make_app(), QuestionsScreen, size) as stage:
        await found(stage)
        await stage.press("tab")
        for _ in range(len(shown(stage))):
            assert not unseen(stage.seen())
            await stage.press("down")
        await stage.press("f")
        await because(stage, "\x1b[31m[@click=app.quit]fine[/]\u202e", "enter", "d")
        await found(stage)
        assert not unseen(stage.seen())
        assert len(stage.plan.dismissed) == 1
