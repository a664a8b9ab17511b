"""The agenda of a call: read out, outcomes typed while people talk, exported by one key."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage
from tests.pilot.visit import visiting
from tests.pilot.waiting import at_rest
from trajectory.domain.agenda import Subject
from trajectory.domain.plan import Header, Plan
from trajectory.storage import codec
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.screens.agenda import AgendaScreen
from trajectory.tui.screens.decisions import DecisionsScreen
from trajectory.tui.screens.entry import EntryScreen
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.parking import ParkingScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.usecases import agendas

FEBRUARY = dt.datetime(2018, 2, 20, 15, 0, tzinfo=dt.UTC)
S1, P3 = "S1-t5vn", "P3-m9ks"


@pytest.fixture
def app(make_app: MakeApp) -> TrajectoryApp:
    """Give the app on the day of a monthly call: one step is late by then."""
    return make_app(now=lambda: FEBRUARY)


def items(stage: Stage[AgendaScreen]) -> list[str]:
    return [row.text for row in stage.screen.items._rows if not row.key]


def outcome(stage: Stage[AgendaScreen], key: str) -> str:
    return next(row.outcome for row in stage.screen.items._rows if row.key == key)


async def say(stage: Stage[AgendaScreen], text: str) -> None:
    stage.screen.line.paste_in(text)
    await stage.press("enter")


@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_the_items_stand_with_their_minutes_and_what_is_wanted(
    app: TrajectoryApp, size: tuple[int, int]
) -> None:
    async with on_stage(app, AgendaScreen, size) as stage:
        assert items(stage) == [
            "1. Late and blocked: 20 minutes",
            "2. Parked for today: 10 minutes",
        ]
        assert "1. Late and blocked: 20 minutes" in stage.seen()
        assert "› " in stage.seen().splitlines()[-2], "the line is there in the smallest window"
        if size != TINY:
            assert "To decide. Who speaks: Service Manager, Assessment." in stage.seen()
            assert "Done, a new date, or drop it?" in stage.words()
            assert "Monthly call, Tue 20 Feb 2018, 30 minutes. Now 3.5 of 10" in stage.words()


async def test_what_is_said_goes_into_one_review_and_stands_at_the_end(app: TrajectoryApp) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        await say(stage, "The forms group meets on Thursday")
        await say(stage, "> Put paper in every duty bag @Practice lead by 2 mar")
        await say(stage, "/decide Chairs hear the network first @Assistant Director")
        await say(stage, "/ask Legal: may we share addresses?")
        await say(stage, "? Who pays?")
        (review,) = [r for r in stage.plan.review.values() if r.finished is None]
        assert (review.forum, review.date) == ("monthly-call", FEBRUARY.date())
        assert review.summary == "The forms group meets on Thursday"
        assert review.asks == ("Legal: may we share addresses?",)
        (decision,) = stage.plan.decision.values()
        assert (decision.decided_by, decision.forum) == ("Assistant Director", "monthly call")
        step = list(stage.plan.step.values())[-1]
        assert (step.owner, step.due) == ("Practice lead", dt.date(2018, 3, 2))
        assert items(stage)[-1] == "On record from this call"
        for words in ("Chairs hear the network first", "Legal: may we share", "Who pays?"):
            assert words in stage.words()
        await stage.press("ctrl+z")
        assert "Who pays?" not in [parked.text for parked in stage.plan.parking.values()]
        assert stage.on_disk() == stage.plan


async def test_before_enter_it_says_what_a_line_will_be(app: TrajectoryApp) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        stage.screen.line.paste_in("> Ring them by fri")
        await stage.pilot.pause()
        assert "due Fri 23 Feb 2018" in stage.seen()
        assert "Step › > Ring them" in stage.seen()
        stage.screen.line.put("We talked by fri")
        await stage.pilot.pause()
        assert "Said › We talked" in stage.seen()
        assert "due Fri" not in stage.seen(), "what was said is kept as it was spoken"
        stage.screen.line.put("")
        await stage.type("/de", "right")
        assert "› /decide" in stage.seen()


async def test_what_cannot_be_kept_stays_in_the_line(app: TrajectoryApp) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        before = stage.plan
        await say(stage, "/nonsense")
        assert "There is no command /nonsense here." in stage.words()
        assert stage.screen.line.text == "/nonsense"
        stage.screen.line.put("")
        await say(stage, "/decide")
        assert "There is nothing to put on record yet" in stage.words()
        assert stage.screen.line.text == "/decide "
        stage.screen.line.put("")
        await stage.press("enter")
        assert "Type what was said" in stage.words()
        assert stage.plan is before


async def test_one_key_says_what_came_of_a_line_and_the_agenda_stays_as_it_is(
    app: TrajectoryApp,
) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        planned = items(stage)
        await stage.press("up", "d", *"Live", "enter")
        assert (stage.plan.step[S1].status, stage.plan.step[S1].note) == ("done", "Live")
        assert outcome(stage, S1) == "done on Tue 20 Feb 2018. Live"
        assert "→ done on Tue 20 Feb 2018. Live" in stage.seen()
        await stage.press("down", "r")
        assert (stage.plan.parking[P3].status, outcome(stage, P3)) == ("raised", "raised")
        await stage.press("D")
        assert stage.plan.parking[P3].status == "resolved"
        await stage.press("x", "x")
        assert "P3 is let go already." in stage.seen()
        await stage.press("k")
        assert (stage.plan.parking[P3].status, outcome(stage, P3)) == ("parked", "")
        assert items(stage) == planned
        await stage.press("up", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert stage.plan.step[S1].status == "not_started"
        assert outcome(stage, S1) == ""
        await stage.press("r", "k")
        assert "Only a parked remark can be parked again." in stage.words()


async def test_a_step_has_the_verbs_of_the_review(app: TrajectoryApp) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        await stage.press("up", "w")
        await stage.type("2 mar, late", "enter")
        assert stage.plan.step[S1].due == dt.date(2018, 3, 2)
        assert outcome(stage, S1) == "moved from 9 Feb to 2 Mar. Late"
        await stage.press("b")
        await stage.type("IT", "enter")
        assert stage.plan.step[S1].blocked_by == "IT"
        await stage.press("b", "escape")
        assert "Left as it was." in stage.seen()
        await stage.press("y", "enter")
        assert "S1 is still true. ctrl+z takes it back." in stage.seen()
        await stage.press("x", *"no", "enter")
        assert stage.plan.step[S1].status == "dropped"
        assert [line.why for line in stage.plan.log.values()][-1] == "no"
        await stage.press("down", "w")
        assert "This line is about no step." in stage.words()
        await stage.press("enter")
        assert isinstance(stage.top(), EntryScreen)


async def test_text_typed_over_the_items_is_the_line_s(app: TrajectoryApp) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        await stage.press("up")
        await stage.type("So be it", "enter")
        (review,) = [r for r in stage.plan.review.values() if r.finished is None]
        assert review.summary == "So be it"


async def test_another_length_and_another_meeting_write_it_anew(app: TrajectoryApp) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        await say(stage, "/minutes 45")
        assert stage.screen.prepared.minutes == 45
        await say(stage, "/minutes 3")
        assert "Minutes are a number from 5 to 480" in stage.words()
        assert stage.screen.prepared.minutes == 45
        await stage.press("tab")
        assert "wider family" in stage.words(), "parked for consultation"
        assert "bus fare" not in stage.words()
        await stage.press("tab", "tab")
        assert "bus fare" in stage.words()


async def test_the_call_is_finished_with_a_checkpoint_and_undo_opens_it_again(
    app: TrajectoryApp, plans: Path
) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        await say(stage, "We met")
        await say(stage, "/finish")
        (review,) = [r for r in stage.plan.review.values() if r.date == FEBRUARY.date()]
        assert review.finished == FEBRUARY
        kept = plans / "harrowmere-table-3/history/safety-networks-20180220-150000.toml"
        assert codec.parse(kept.read_bytes())[0] == stage.plan
        assert "The call is on record" in stage.words()
        assert "We met" in stage.seen()
        await stage.press("ctrl+z")
        assert stage.plan.review[list(stage.plan.review)[-1]].finished is None


async def test_one_key_writes_the_agenda_beside_the_plan(app: TrajectoryApp, plans: Path) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        await stage.press("ctrl+e")
        await at_rest(stage.pilot)
        target = (plans / NETWORKS).with_name("safety-networks-agenda.md")
        assert target.read_text(encoding="utf-8").startswith("# Agenda: Networks around every")
        assert "Exported to" in stage.seen()


@pytest.mark.slow
async def test_half_a_line_is_pointed_at_before_it_is_left(app: TrajectoryApp) -> None:
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        await stage.type("half", "escape")
        assert stage.is_on_top()
        assert "Enter keeps what is typed here. Leave again" in stage.words()
        await stage.press("escape")
        assert not stage.is_on_top()


@pytest.mark.slow
async def test_a_plan_without_anything_says_so_and_takes_what_is_said(
    app: TrajectoryApp, plans: Path
) -> None:
    (plans / NETWORKS).write_bytes(codec.encode(Plan(plan=Header(title="New"))))
    async with on_stage(app, AgendaScreen, SMALL) as stage:
        assert "Nothing moved, nothing is late" in stage.words()
        await stage.press("up", "D", "ctrl+u")
        await say(stage, "We met")
        assert "On record from this call" in stage.seen()


@pytest.mark.slow
async def test_the_checkpoint_tells_what_moved(app: TrajectoryApp) -> None:
    async with on_stage(app, AgendaScreen, LARGE) as stage:
        await at_rest(stage.pilot)
        assert stage.screen._subject.before is not None, "the example has one of its workshop"


async def test_a_checkpoint_that_comes_late_takes_no_words_away(
    app: TrajectoryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    subject = agendas.subject

    def slowly(*given: Any) -> Subject:
        assert go_on.wait(30.0)
        return subject(*given)

    monkeypatch.setattr(agendas, "subject", slowly)
    async with on_stage(app, lambda session: WalkScreen(session.path), SMALL) as stage:
        agenda = AgendaScreen(stage.session)
        await app.push_screen(agenda)
        await stage.pilot.press("slash", "n", "o", "enter")
        await stage.pilot.pause()
        assert "There is no command /no here." in stage.words()
        go_on.set()
        await at_rest(stage.pilot)
        assert agenda._subject.before is not None
        assert "There is no command /no here." in stage.words()


async def test_the_walk_opens_it_and_the_lists_and_puts_a_decision_on_record(
    app: TrajectoryApp, plans: Path
) -> None:
    async with on_stage(app, lambda session: WalkScreen(session.path), SMALL) as stage:
        for typed, screen in (("/decisions", DecisionsScreen), ("/parking", ParkingScreen)):
            stage.screen.line.put(typed)
            await stage.press("enter")
            assert isinstance(stage.top(), screen)
            await stage.press("escape")
        stage.screen.line.put("/decide Start in March @Assistant Director")
        await stage.press("enter")
        assert "D1 is on record. /decisions shows all of them." in stage.words()
        (decision,) = stage.plan.decision.values()
        assert (decision.text, decision.decided_by) == ("Start in March", "Assistant Director")
        await stage.press("ctrl+z")
        assert stage.plan.decision == {}
        stage.screen.line.put("/decide")
        await stage.press("enter")
        assert "There is nothing to put on record yet" in stage.words()
        assert stage.screen.line.text.startswith("/decide")
        stage.screen.line.put("")
        await stage.press("ctrl+g")
        assert isinstance(stage.top(), AgendaScreen)


async def test_one_key_opens_it_from_the_list_of_plans(app: TrajectoryApp) -> None:
    async with visiting(app, SMALL) as visit:
        await visit.press("down", "g")
        assert visit.on(AgendaScreen).prepared.plans[0].title.startswith("Networks")
        await visit.press("escape")
        visit.on(HomeScreen)
