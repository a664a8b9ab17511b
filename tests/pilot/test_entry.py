"""The form of one entry: every field shown and changed, nothing lost on the way out."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.pilot.conftest import FIXED_NOW, SIZES, SMALL, MakeApp
from tests.pilot.stage import TINY, Stage, on_stage
from trajectory.tui.screens.entry import EntryScreen
from trajectory.tui.screens.help import HelpScreen
from trajectory.tui.widgets.field_line import FieldLine
from trajectory.tui.widgets.field_row import FieldRow

STEP, BARRIER, READING = "S1-t5vn", "B1-h9wc", "R1-b7qe"
ONE_OF_EACH = ("N1-p3xa", READING, "G1-m4tz", "E1-x2kd", BARRIER, STEP, "P1-c8ye")


def row(stage: Stage[EntryScreen], name: str) -> FieldRow:
    return next(row for row in stage.screen.query(FieldRow) if row.asked.name == name)


async def go_to(stage: Stage[EntryScreen], name: str) -> None:
    row(stage, name).answer.focus()
    await stage.pilot.pause()


async def answer(stage: Stage[EntryScreen], name: str, text: str) -> None:
    """Put another answer there, as typing would: key by key only where a test is about that."""
    await go_to(stage, name)
    line = row(stage, name).answer
    assert isinstance(line, FieldLine)
    line.put(text)
    await stage.pilot.pause()


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, TINY])
async def test_each_kind_is_shown_and_left_as_it_was(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, ONE_OF_EACH[0]), size) as stage:
        before = stage.plan
        for key in ONE_OF_EACH if size == SMALL else (ONE_OF_EACH[0],):
            if key != ONE_OF_EACH[0]:
                await stage.put_up(EntryScreen(stage.session, key))
            assert key.partition("-")[0] in stage.seen().splitlines()[0]
            await stage.press("tab", "tab", "shift+tab", "escape")
            assert not stage.is_on_top()
        assert stage.plan is before
        assert not stage.session.can_undo
        assert stage.notices() == []


async def test_what_is_changed_is_one_act_that_can_be_taken_back(make_app: MakeApp) -> None:
    week_later = make_app(now=lambda: FIXED_NOW + dt.timedelta(days=7))
    async with on_stage(week_later, lambda s: EntryScreen(s, BARRIER), SMALL) as stage:
        before = stage.plan
        await answer(stage, "text", "The network has no place in the workflow")
        await answer(stage, "cut_through", "Two questions")
        await go_to(stage, "strength")
        await stage.press("left")
        await stage.press("escape")
        after = stage.plan.barrier[BARRIER]
        assert after.text == "The network has no place in the workflow"
        assert after.said == before.barrier[BARRIER].said
        assert (after.cut_through, after.strength) == ("Two questions", 4)
        assert "B1 is changed. ctrl+z takes it back." in stage.words()
        assert stage.notices() == [], "a toast would cover the line"
        assert [(line.field, line.was, line.now) for line in stage.plan.log.values()][1:] == [
            ("strength", "5", "4")
        ]
        assert stage.on_disk() == stage.plan
        stage.session.undo()
        assert not stage.session.can_undo
        assert stage.plan.barrier[BARRIER].text == before.barrier[BARRIER].text
        assert stage.plan.barrier[BARRIER].strength == 5


async def test_the_first_wording_is_kept_as_a_quote_and_shown(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        first = stage.plan.step[STEP].text
        await answer(stage, "text", "Add two questions to the record")
        await stage.press("ctrl+s")
        assert stage.plan.step[STEP].said == first
    async with on_stage(make_app(), lambda s: EntryScreen(s, BARRIER), (80, 60)) as stage:
        assert "First said: “If it's not in the flow chart" in stage.seen()
        assert "On record since Tue 16 Jan 2018, 14:19" in stage.seen()
        assert "UTC" not in stage.seen()
    tomorrow = dt.datetime(2018, 1, 17, 2, 0, tzinfo=dt.timezone(dt.timedelta(hours=11)))
    app = make_app(now=lambda: tomorrow)
    async with on_stage(app, lambda s: EntryScreen(s, BARRIER), (80, 60)) as stage:
        assert "On record since Wed 17 Jan 2018, 01:19" in stage.seen(), "the user's own time"


async def test_people_s_dates_are_read_and_echoed(make_app: MakeApp) -> None:
    week_later = make_app(now=lambda: FIXED_NOW + dt.timedelta(days=7))
    async with on_stage(week_later, lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await answer(stage, "due", "23 feb")
        assert "Fri 23 Feb 2018" in stage.seen()
        await stage.press("ctrl+s")
        assert stage.plan.step[STEP].due == dt.date(2018, 2, 23)
        moved = list(stage.plan.log.values())[-1]
        assert (moved.field, moved.was, moved.now) == ("due", "2018-02-09", "2018-02-23")


@pytest.mark.slow
async def test_a_date_with_two_readings_is_said_before_it_is_left_out(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await answer(stage, "cue", "Forms meeting, 13 February")
        await answer(stage, "due", "12/5")
        await go_to(stage, "status")
        await stage.press("escape")
        assert stage.is_on_top(), "the first Esc says what is wrong"
        assert row(stage, "due").has_focus_within
        assert "could be 12 May or 5 December" in stage.words()
        assert "Esc again leaves this answer as it was." in stage.words()
        await stage.press("escape")
        assert not stage.is_on_top()
        assert stage.plan.step[STEP].due == dt.date(2018, 2, 9)
        assert stage.plan.step[STEP].cue == "Forms meeting, 13 February"
        assert "left as it was: By when? “12/5”" in stage.words()


@pytest.mark.slow
async def test_saving_stays_while_something_is_not_understood(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        before = stage.plan
        await answer(stage, "cuts", "B1 B9")
        assert "There is no barrier B9. Here: B1 B2 B3 B5." in stage.seen()
        await stage.press("ctrl+s")
        assert stage.is_on_top()
        assert stage.plan is before
        await answer(stage, "cuts", "B1 b3")
        await stage.press("ctrl+s")
        assert stage.plan.step[STEP].cuts == (BARRIER, "B3-c3yt")


async def test_an_entry_without_words_is_refused_with_a_way_out(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await answer(stage, "text", " ")
        await stage.press("ctrl+s")
        assert "An entry needs words." in stage.seen()
        assert stage.is_on_top()


@pytest.mark.slow
async def test_choices_take_arrows_first_letters_and_clicks(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), (100, 50)) as stage:
        await go_to(stage, "status")
        await stage.press("right")
        assert "● in progress" in stage.seen()
        await stage.press("d")
        assert "● done" in stage.seen()
        await stage.press("d")
        assert "● dropped" in stage.seen()
        await stage.press("ctrl+z")
        assert "● not started" in stage.seen()
        await stage.pilot.click(row(stage, "status").answer, offset=(17, 0))
        assert "● in progress" in stage.seen()
        await go_to(stage, "private")
        await stage.press("y")
        await go_to(stage, "source")
        await stage.press("f", "backspace")
        await stage.press("escape")
        step = stage.plan.step[STEP]
        assert (step.status, step.private, step.source) == ("in_progress", True, None)


@pytest.mark.slow
async def test_what_follows_from_done_is_filled_in(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await go_to(stage, "status")
        await stage.press("d", "ctrl+s")
        assert stage.plan.step[STEP].done_on == dt.date(2018, 1, 16)


@pytest.mark.slow
async def test_a_role_completes_and_several_are_told_apart_by_semicolons(
    make_app: MakeApp,
) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await answer(stage, "owner", "")
        await stage.type("data", "right")
        await answer(stage, "with_", "Systems Manager; Service Manager, Assessment")
        await stage.press("escape")
        step = stage.plan.step[STEP]
        assert step.owner == "Data analyst"
        assert step.with_ == ("Systems Manager", "Service Manager, Assessment")


@pytest.mark.slow
async def test_an_answer_is_put_back_as_it_was(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await go_to(stage, "confidence")
        await stage.press("ctrl+u", "ctrl+z", "escape")
        assert stage.plan.step[STEP].confidence == 7


@pytest.mark.slow
async def test_a_remark_may_have_several_lines(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await answer(stage, "note", "one")
        await stage.press("enter")
        await stage.type("two")
        await stage.press("tab", "escape")
        assert stage.plan.step[STEP].note == "one\ntwo"


@pytest.mark.slow
async def test_enter_and_down_go_on_and_up_goes_back(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await go_to(stage, "owner")
        await stage.press("enter")
        assert row(stage, "with_").has_focus_within
        await stage.press("down")
        assert row(stage, "due").has_focus_within
        await stage.press("up", "shift+tab")
        assert row(stage, "owner").has_focus_within


async def test_a_score_is_put_right_by_a_new_reading(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: EntryScreen(s, READING), SMALL) as stage:
        await answer(stage, "scores", "3 4 5")
        await stage.press("escape")
        assert stage.plan.reading[READING].score == 3.5
        assert stage.plan.current_reading is not None
        assert stage.plan.current_reading.score == 4
        assert stage.plan.current_reading.corrects == READING
        assert "R1 stays on record, R2 puts it right. ctrl+z takes it back." in stage.words()


@pytest.mark.slow
@pytest.mark.parametrize("over", ["nothing", "help"])
async def test_leaving_the_app_keeps_what_was_changed(make_app: MakeApp, over: str) -> None:
    app = make_app()
    async with on_stage(app, lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await go_to(stage, "cue")
        await stage.type(", on Tuesday")
        if over == "help":
            await stage.press("f1")
            assert isinstance(stage.top(), HelpScreen)
        await stage.press("ctrl+q")
        assert stage.on_disk().step[STEP].cue == "Forms meeting, 6 February, on Tuesday"
    assert app.return_code == 0


@pytest.mark.slow
async def test_leaving_the_app_says_first_what_is_not_understood(make_app: MakeApp) -> None:
    app = make_app()
    async with on_stage(app, lambda s: EntryScreen(s, STEP), SMALL) as stage:
        await answer(stage, "due", "soon")
        await stage.press("f1", "ctrl+q")
        assert stage.is_on_top()
        assert "“soon” is not one day" in stage.seen()
        assert app.is_running
        await stage.press("ctrl+q")
    assert app.return_code == 0


@pytest.mark.slow
async def test_it_reads_without_colour(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(make_app(), lambda s: EntryScreen(s, STEP), SMALL) as stage:
        assert stage.app.theme.startswith("ansi")
        assert "● not started" in stage.seen()
        assert "▸ What will be done?" in stage.seen(), "the current question has a mark of its own"
