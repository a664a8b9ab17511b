"""The review between two calls: part by part, left and resumed, finished with its documents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.pilot.conftest import SIZES, SMALL, MakeApp
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage
from tests.pilot.visit import visiting
from tests.pilot.waiting import at_rest
from tests.repository import ROOT
from trajectory.domain.plan import Header, LogEntry, Plan
from trajectory.domain.reviewing import Part, carried
from trajectory.errors import NotSavedError
from trajectory.storage import codec
from trajectory.storage.history import History
from trajectory.tui.app import TrajectoryApp
from trajectory.tui.screens.home import HomeScreen
from trajectory.tui.screens.review import ReviewScreen
from trajectory.tui.screens.review_view import goes_on
from trajectory.tui.screens.walk import WalkScreen
from trajectory.tui.widgets.capture_line import CaptureLine
from trajectory.usecases import checkpoints

MARCH = dt.datetime(2018, 3, 20, 9, 0, tzinfo=dt.UTC)
S1, S2, S3, S4 = "S1-t5vn", "S2-z4gm", "S3-j8fx", "S4-b2cq"
B1, B2 = "B1-h9wc", "B2-n6ua"


@pytest.fixture
def app(make_app: MakeApp) -> TrajectoryApp:
    """Give the app ten minutes before the call in March: three steps are late, one is due."""
    return make_app(now=lambda: MARCH)


def review_of(stage: Stage[ReviewScreen]) -> str:
    """The one that began last."""
    return list(stage.plan.review)[-1]


def said(stage: Stage[ReviewScreen]) -> list[tuple[str, str, str | None, str | None]]:
    """What the review put on the log: label, field, value, reason."""
    lines = [line for line in stage.plan.log.values() if line.date == MARCH.date()]
    return [(line.item.split("-")[0], line.field, line.now, line.why) for line in lines]


def part_of(stage: Stage[ReviewScreen]) -> Part:
    return stage.screen.part


def states(stage: Stage[ReviewScreen]) -> list[str | None]:
    return [barrier.status for barrier in stage.plan.barrier.values()]


async def write(stage: Stage[Any], text: str, *then: str) -> None:
    """Paste a text into the line that has the focus, as one key, and press some more."""
    focused = stage.app.focused
    assert isinstance(focused, CaptureLine)
    focused.post_message(events.Paste(text))
    await stage.press(*then)


async def at(stage: Stage[ReviewScreen], part: Part) -> None:
    """Go to a part."""
    await at_rest(stage.pilot)
    await stage.press(*["tab"] * list(Part).index(part))
    assert part_of(stage) is part


# -- since -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [*SIZES, pytest.param(TINY, marks=pytest.mark.slow)])
async def test_it_begins_with_what_changed_since_the_last_checkpoint(
    app: TrajectoryApp, size: tuple[int, int]
) -> None:
    async with on_stage(app, ReviewScreen, size) as stage:
        await at(stage, Part.CHANGES)
        await stage.pilot.pause()
        assert "What changed since: Workshop, 16 Jan" in stage.words()
        assert "~ S1 Add 'who is in the network" in stage.words()
        assert "2 Feb → 9 Feb" in stage.words()
        before = stage.plan
        await stage.press("down", "up", "pagedown", "pageup", "escape")
        assert not stage.is_on_top()
        assert stage.plan is before, "looking at it begins no review"


@pytest.mark.slow
async def test_a_first_review_says_that_there_is_nothing_to_compare_with(
    app: TrajectoryApp, plans: Path
) -> None:
    (plans / NETWORKS).write_bytes(codec.encode(Plan(plan=Header(title="New"))))
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.CHANGES)
        await stage.pilot.pause()
        assert "This is the first review of this plan" in stage.words()
        await stage.press("enter")
        assert "What is late, or due by 3 Apr? No step is late, due or blocked." in stage.words()
        assert stage.words().count("Enter goes on.") == 1
        assert "d done" not in stage.words(), "there is nothing to be done with"
        await stage.press("d", "enter")
        assert part_of(stage) is Part.POSITION
        assert "Where are you now, 0 to 10?" in stage.words()
        await stage.press("enter")
        assert "Type a number from 0 to 10" in stage.words()
        await stage.press("tab")
        assert "No barrier is open. Enter goes on." in stage.words()
        await stage.press("ctrl+s")
        assert "Nothing was changed in it." in stage.words()
        assert "No barrier is open" not in stage.words(), "that part is over"
        await stage.press("ctrl+z", "enter")
        assert part_of(stage) is Part.NEXT
        await stage.press("enter", "enter", "enter", "enter")
        assert "Nothing was changed in it." in stage.words()
        assert stage.plan.review[review_of(stage)].finished is not None


@pytest.mark.slow
async def test_a_checkpoint_that_cannot_be_read_does_not_stop_a_review(
    app: TrajectoryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(History, "read", refuse)
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.CHANGES)
        await stage.pilot.pause()
        assert "Workshop, 16 Jan 2018 cannot be opened" in stage.words()
        await stage.press("enter")
        assert part_of(stage) is Part.STEPS


# -- late or due -----------------------------------------------------------------------------------


async def test_each_step_takes_a_key_and_a_line_and_the_cursor_goes_on(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        assert "●2 Late or due 4 " in stage.seen()
        await stage.press("d")
        await write(stage, "Live since Monday", "enter", "w")
        await write(stage, "6 apr, no drawing paper")
        assert "Fri 6 Apr 2018, because: no drawing paper" in stage.words()
        await stage.press("enter", "b")
        await write(stage, "The parents' group", "enter", "x", "enter")
        assert said(stage) == [
            ("S1", "status", "done", "Live since Monday"),
            ("S3", "due", "2018-04-06", "no drawing paper"),
            ("S4", "status", "blocked", "The parents' group"),
            ("S2", "status", "dropped", None),
        ]
        assert "●2 Late or due 0 " in stage.seen()
        assert "S2 is dropped. ctrl+z takes it back." in stage.seen()
        row = stage.screen.current_row()
        assert row is not None
        assert row.label == "S2", "the last one stays marked"
        assert stage.plan.step[S1].note == "Live since Monday"
        await stage.press("ctrl+z", "ctrl+z")
        assert stage.plan.step[S4].status == "not_started"
        assert "●2 Late or due 2 " in stage.seen()
        await stage.press("ctrl+y", "enter")
        assert stage.plan.step[S4].status == "blocked"
        assert part_of(stage) is Part.POSITION
        assert stage.on_disk() == stage.plan


@pytest.mark.slow
async def test_a_date_that_is_none_stays_in_the_line(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        before = stage.plan
        await stage.press("w")
        await write(stage, "soonish", "enter")
        assert "“soonish” is not a date" in stage.words()
        assert "› soonish" in stage.words()
        await stage.press("tab")
        assert part_of(stage) is Part.STEPS, "what is typed is not lost"
        await stage.press("escape")
        assert stage.plan is before
        assert part_of(stage) is Part.STEPS
        assert stage.is_on_top()


@pytest.mark.slow
async def test_what_is_typed_counts_when_one_goes_on_to_the_next_part(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        await stage.press("d")
        await write(stage, "Live", "tab")
        assert said(stage) == [("S1", "status", "done", "Live")]
        assert part_of(stage) is Part.POSITION


async def test_a_step_that_was_carried_twice_is_asked_if_it_is_still_true(
    app: TrajectoryApp, plans: Path
) -> None:
    loaded = codec.parse((plans / NETWORKS).read_bytes())[0]
    days = (dt.date(2018, 2, 1), dt.date(2018, 3, 1))
    lines = {
        f"L{n}-aaaa": LogEntry(item="S5-e9wh", date=day, field="carried")
        for n, day in enumerate(days, 8)
    }
    (plans / NETWORKS).write_bytes(codec.encode(loaded.replace(log={**loaded.log, **lines})))
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        await stage.press(*["enter"] * 4)
        row = stage.screen.current_row()
        assert row is not None
        assert row.label == "S5", "it is not due before 20 April"
        assert "Carried twice. Still true? y yes, w new date, x drop" in stage.words()
        await stage.press("y")
        await write(stage, "The contract meeting comes first", "enter")
        assert said(stage) == [
            ("S5", "note", "still true", "The contract meeting comes first"),
        ]
        assert "✓ Answered in this review." in stage.words()
        await stage.press("p", "o", "ctrl+u")
        await write(stage, "Nurse", "enter")
        step = stage.plan.step["S5-e9wh"]
        assert (step.status, step.owner) == ("in_progress", "Nurse")


@pytest.mark.slow
async def test_keys_of_one_burst_go_where_they_are_meant(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        burst = ["d", *"yes", "enter", "x", "enter", "tab", "4", "enter", *"why", "enter", "g"]
        focused = stage.app.focused
        assert focused is not None
        for key in burst:
            focused.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(len(burst) * 3):
            await stage.pilot.pause()
        assert said(stage) == [
            ("S1", "status", "done", "yes"),
            ("S3", "status", "dropped", None),
            ("B1", "status", "gone", None),
        ]
        reading = stage.plan.current_reading
        assert reading is not None
        assert (reading.score, reading.reason) == (4, "why")


# -- the position ----------------------------------------------------------------------------------


@pytest.mark.slow
async def test_enter_keeps_the_last_score_and_asks_why(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.POSITION)
        assert "each • 2 3 4 5 (2 to 5)" in stage.seen()
        assert "Enter alone: still 3.5." in stage.words()
        await stage.press("enter")
        assert "What keeps us there, not lower?" in stage.words()
        await stage.press("enter")
        assert part_of(stage) is Part.BARRIERS
        reading = stage.plan.current_reading
        assert reading is not None
        assert (reading.date, reading.score, reading.forum) == (MARCH.date(), 3.5, "monthly-call")
        await stage.press("shift+tab")
        assert "Now 3.5. Another score?" in stage.words()


async def test_several_scores_keep_their_spread(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.POSITION)
        await write(stage, "2 4 4 7")
        assert "4 people, from 2 to 7; the middle is 4" in stage.words()
        await stage.press("enter")
        assert "What does the highest see that the lowest doesn't?" in stage.words()
        assert "Last time, 16 Jan 2018: 3.5. It was said: Table baseline" in stage.words()
        await write(stage, "Two teams began", "enter")
        reading = stage.plan.current_reading
        assert reading is not None
        assert (reading.scores, reading.reason) == ((2, 4, 4, 7), "Two teams began")
        assert list(stage.plan.reading) == ["R1-b7qe", list(stage.plan.reading)[-1]]


async def test_a_score_is_on_record_before_its_reason_and_taken_back_behind_it(
    app: TrajectoryApp,
) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.POSITION)
        await write(stage, "eleven", "enter")
        assert "Type a number from 0 to 10 in half points" in stage.words()
        await stage.press("ctrl+u", "4", "enter")
        assert stage.on_disk().current_reading is not None
        assert len(stage.on_disk().reading) == 2
        await stage.press("ctrl+z")
        assert len(stage.plan.reading) == 1
        assert "Where are you now, 0 to 10?" in stage.words()
        await stage.press("tab")
        assert len(stage.plan.reading) == 1, "Tab leaves the position out"


# -- the barriers ----------------------------------------------------------------------------------


async def test_each_barrier_takes_a_key(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.BARRIERS)
        await stage.press("r")
        assert "It was 5; Enter alone makes it 4." in stage.words()
        await write(stage, "2, it is in two flow charts", "enter")
        await stage.press("s")
        assert "B2 is still there." in stage.words()
        await stage.press("c")
        await write(stage, "Fathers come when they are asked", "enter")
        assert "B3 is turned round: it is E4 now, an enabler." in stage.words()
        await stage.press("a")
        assert said(stage) == [
            ("B1", "status", "reduced", "it is in two flow charts"),
            ("B1", "strength", "2", "it is in two flow charts"),
            ("B3", "status", "converted", None),
            ("B5", "status", "accepted", None),
        ]
        barrier = stage.plan.barrier["B3-c3yt"]
        enabler = list(stage.plan.enabler.values())[-1]
        assert (enabler.text, enabler.said) == ("Fathers come when they are asked", barrier.said)
        await stage.press("s")
        assert states(stage)[-1] == "open"
        await stage.press("c", "escape", "ctrl+z", "g")
        assert states(stage)[-1] == "gone"
        await stage.press("enter")
        assert part_of(stage) is Part.NEXT


# -- what next -------------------------------------------------------------------------------------


async def test_what_next_takes_steps_remarks_asks_people_and_a_summary(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.NEXT)
        assert "Parked for this monthly call: P3 Could we pay" in stage.words()
        await write(stage, "Print the sheet @Prac")
        await stage.press("right")
        await write(stage, " by 6 apr")
        assert "owner Practice lead · due Fri 6 Apr 2018" in stage.words()
        await stage.press("enter")
        assert "S6 is in Next steps." in stage.words()
        await write(stage, "- No colour printer", "enter")
        await write(stage, "=4", "enter")
        assert "The score is asked for under Position" in stage.words()
        await stage.press("ctrl+u", "enter")
        await write(stage, "IT: a colour printer", "enter", "enter")
        await write(stage, "team manager, Nurse", "up")
        assert "Who is asked for what?" in stage.words()
        await stage.press("down")
        assert "› Team manager; Nurse" in stage.words(), "an answer can be changed"
        await stage.press("enter")
        await write(stage, "Slow but steady", "enter")
        review = stage.plan.review[review_of(stage)]
        assert review.asks == ("IT: a colour printer",)
        assert review.attended == ("Team manager", "Nurse")
        assert review.summary == "Slow but steady"
        assert review.finished is not None
        step = list(stage.plan.step.values())[-1]
        assert (step.text, step.owner, step.due) == (
            "Print the sheet",
            "Practice lead",
            dt.date(2018, 4, 6),
        )
        assert list(stage.plan.barrier.values())[-1].text == "No colour printer"
        assert "In short: Slow but steady" in stage.words()


# -- left, resumed, finished -----------------------------------------------------------------------


async def test_it_goes_on_where_it_was_left(app: TrajectoryApp, make_app: MakeApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        await stage.press("d", "enter", "tab", "tab", "escape")
        assert not stage.is_on_top()
        assert stage.on_disk().review[review_of(stage)].part == "barriers"
        await stage.put_up(ReviewScreen(stage.session))
        assert "This review was left here. It goes on." in stage.words()
        await stage.press("shift+tab", "shift+tab")
        row = stage.screen.current_row()
        assert row is not None
        assert row.label == "S3", "the first that has no answer yet"
        began = stage.plan.review[review_of(stage)].replace(date=dt.date(2018, 2, 27))
        assert goes_on(began, MARCH.date()) == (
            "This review was begun on 27 Feb, and left here. It goes on."
        )
        await stage.press("ctrl+q")
    assert app.return_code == 0
    async with on_stage(make_app(now=lambda: MARCH), ReviewScreen, SMALL) as stage:
        assert part_of(stage) is Part.STEPS


@pytest.mark.slow
async def test_after_a_crash_it_goes_on_where_the_last_word_was_said(
    app: TrajectoryApp, make_app: MakeApp
) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.BARRIERS)
        await stage.press("g")
        saved = stage.on_disk()
        stage.session.path.write_bytes(codec.encode(saved))
    async with on_stage(make_app(now=lambda: MARCH), ReviewScreen, SMALL) as stage:
        assert part_of(stage) is Part.BARRIERS


@pytest.mark.slow
async def test_leaving_points_once_at_an_answer_that_is_half_typed(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.NEXT)
        await write(stage, "Print the", "escape")
        assert stage.is_on_top()
        assert "Enter keeps what is typed here. Leave again, and it goes." in stage.words()
        await stage.press("ctrl+q")
    assert app.return_code == 0


async def test_finishing_carries_what_was_left_and_can_be_taken_back(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        await stage.press("d", "enter", "ctrl+s")
        assert "The review is finished, and the plan is kept as it stands now." in stage.words()
        assert "Kept: Monthly call, 20 Mar 2018." in stage.words()
        assert "Done: S1" in stage.words()
        assert "As they were, for the next review: S2 S3 S4 S5" in stage.words()
        assert "a agenda" in stage.seen()
        assert "x export" in stage.seen()
        assert set(carried(stage.plan)) == {S2, S3, S4, "S5-e9wh"}
        context = stage.app.sitting.context
        last = checkpoints.last(context, stage.session.path, stage.plan)
        assert last is not None
        assert checkpoints.load(context, last).review == stage.plan.review
        await stage.press("ctrl+z")
        assert carried(stage.plan) == {}
        assert part_of(stage) is Part.STEPS
        assert "●2 Late or due 3 " in stage.seen()
        await stage.press("ctrl+s", "enter")
        assert not stage.is_on_top()


@pytest.mark.slow
async def test_a_checkpoint_that_cannot_be_kept_leaves_the_review_under_way(
    app: TrajectoryApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotSavedError("The disk is full.")

    monkeypatch.setattr(History, "keep_plan", refuse)
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        await stage.press("d", "enter", "ctrl+s")
        assert "The disk is full. The review is not finished yet" in stage.words()
        assert stage.plan.review[review_of(stage)].finished is None
        assert stage.plan.step[S1].status == "done"


@pytest.mark.slow
async def test_the_forum_can_be_another_one(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.STEPS)
        await stage.press("ctrl+o")
        assert "Review for the consultation" in stage.words()
        await stage.press("d", "enter", "ctrl+o")
        assert stage.plan.review[review_of(stage)].forum == "leaders-workshop"


@pytest.mark.slow
async def test_from_the_walk_and_back(app: TrajectoryApp, plans: Path) -> None:
    async with on_stage(app, lambda session: WalkScreen(session.path), SMALL) as stage:
        await write(stage, "/review somewhere", "enter")
        assert "A review is for a monthly call, a consultation" in stage.words()
        await write(stage, "/review consult", "enter")
        assert isinstance(stage.top(), ReviewScreen)
        assert "Review for the consultation" in stage.words()
        await stage.press("tab", "escape")
        assert stage.is_on_top()
        await stage.press("ctrl+r")
        assert isinstance(stage.top(), ReviewScreen)
        assert "This review was left here." in stage.words()


@pytest.mark.slow
async def test_the_same_by_mouse(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await stage.pilot.click("#stepper", offset=(20, 0))
        assert part_of(stage) is Part.STEPS
        await stage.pilot.click("#hints", offset=(2, 0))
        assert "S1 · Done. What shows it?" in stage.words()


@pytest.mark.slow
async def test_words_that_are_removed_for_good_are_not_held_here(app: TrajectoryApp) -> None:
    async with on_stage(app, ReviewScreen, SMALL) as stage:
        await at(stage, Part.NEXT)
        await write(stage, "Ring Mrs Example")
        stage.screen.words_forgotten(lambda text: text.replace("Mrs Example", "…"))
        await at_rest(stage.pilot)
        await stage.press("enter")
        assert list(stage.plan.step.values())[-1].text == "Ring …"


# -- the manager's ten minutes ---------------------------------------------------------------------

TEN_MINUTES = {
    "Review the marked plan": ("ctrl+r",),
    "What changed: read, go on": ("enter",),
    "A step is done": ("d", "enter"),
    "A step is blocked": ("b", "enter"),
    "A step is dropped": ("x", "enter"),
    "On to the position": ("tab",),
    "A new reading": ("4", "enter"),
    "Why: nothing to add": ("enter",),
    "Finish": ("ctrl+s",),
    "Write the agenda": ("a",),
}
"""What a manager presses, from the first screen on, and what for."""


async def test_ten_minutes_take_as_many_keys_as_the_docs_say(
    app: TrajectoryApp, plans: Path
) -> None:
    keys = [key for pressed in TEN_MINUTES.values() for key in pressed]
    async with visiting(app, SMALL) as visit:
        visit.on(HomeScreen)
        for key in keys:
            await visit.press(key)
        assert "The agenda is in" in visit.seen()
    plan = codec.parse((plans / NETWORKS).read_bytes())[0]
    review = list(plan.review.values())[-1]
    assert review.finished is not None
    assert [plan.step[key].status for key in (S1, S3, S4)] == ["done", "blocked", "dropped"]
    reading = plan.current_reading
    assert reading is not None
    assert (reading.date, reading.score) == (MARCH.date(), 4)
    agenda = (plans / NETWORKS).with_name("safety-networks-agenda.md").read_text(encoding="utf-8")
    assert "from 3.5 to 4" in agenda, "what moved before the call, not since a moment ago"
    assert "**S1**" in agenda
    page = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    assert f"**{len(keys)} keys**" in page
    for what, pressed in TEN_MINUTES.items():
        assert f"| {what} | {' '.join(f'`{key}`' for key in pressed)} |" in page
