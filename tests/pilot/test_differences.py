"""Differences: both versions to be seen at every size, one key that chooses, and the way back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.widgets import Static

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.hostile import TEXTS, hostile_plan
from tests.pilot.stage import NETWORKS, TINY, Stage, on_stage, unseen
from tests.pilot.visit import visiting
from tests.pilot.waiting import at_rest
from trajectory.domain import editing
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Conflict, Plan
from trajectory.storage import codec
from trajectory.tui.screens.differences import DifferencesScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.tui.widgets.version_box import VersionBox

MEDIUM, LOW = (120, 40), (60, 20)
B1, G1, S1 = "B1-h9wc", "G1-m4tz", "S1-t5vn"
OTHER = "Network is not on the form that the strategy discussion fills in"
THEN = dt.datetime(2018, 1, 16, 14, 5, tzinfo=dt.UTC)


def conflict(item: str, field: str, value: Any, changed: dt.datetime | None = THEN) -> Conflict:
    return Conflict(item=item, field=field, value=value, changed=changed)


THREE = {
    "C-1": conflict(B1, "text", OTHER),
    "C-2": conflict("plan", "title", "Networks for every child", None),
    "C-3": conflict(S1, "due", dt.date(2018, 3, 2), THEN - dt.timedelta(days=7)),
}


@pytest.fixture
def plan_file(plans: Path) -> Path:
    return plans / NETWORKS


def put_conflicts(plan_file: Path, conflicts: dict[str, Conflict]) -> None:
    plan = codec.parse(plan_file.read_bytes())[0]
    plan_file.write_bytes(codec.encode(plan.replace(conflict=conflicts)))


@pytest.fixture
def three(plan_file: Path) -> None:
    put_conflicts(plan_file, THREE)


def box(stage: Stage[DifferencesScreen], name: str) -> VersionBox:
    return stage.screen.query_one(f"#{name}", VersionBox)


def place(stage: Stage[DifferencesScreen]) -> str:
    return str(stage.screen.query_one("#place", Static).content)


def said(stage: Stage[DifferencesScreen]) -> str:
    return str(stage.screen.query_one("#said", Static).content)


# -- what is shown ---------------------------------------------------------------------------


@pytest.mark.parametrize("size", [*SIZES, MEDIUM, LOW])
@pytest.mark.usefixtures("three")
async def test_both_versions_are_there_with_what_can_be_chosen(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), DifferencesScreen, size) as stage:
        assert place(stage).startswith("1 of 3   Plan · the title")
        await stage.press("right")
        assert place(stage) == "2 of 3   B1 Barrier · the text"
        seen = stage.words()
        for words in (
            "1 In the plan now",
            "Network is not in the strategy discussion",
            "2 The other version, written 14:05",
            "form that",
            "1 Keep what is there",
            "2 Take the other version",
            "3 Keep both",
        ):
            assert words in seen
        ours, theirs = box(stage, "ours").region, box(stage, "theirs").region
        side_by_side = size in {LARGE, MEDIUM}
        assert (ours.y == theirs.y) == side_by_side
        assert (ours.x == theirs.x) != side_by_side
        assert min(ours.height, theirs.height) >= 3


@pytest.mark.slow
@pytest.mark.usefixtures("three")
async def test_a_window_of_a_few_rows_has_room_for_both(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, TINY) as stage:
        await stage.press("right")
        assert "Network is not in the strategy" in stage.words()
        assert "Network is not on the form" in stage.words()
        await stage.press("2")
        assert stage.plan.barrier[B1].text == OTHER


@pytest.mark.usefixtures("three")
async def test_what_differs_is_marked_without_colour(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        await stage.press("right")
        shown = box(stage, "theirs").query_one(".version", Static).content
        assert isinstance(shown, Content)
        marked = [
            str(shown)[span.start : span.end]
            for span in shown.spans
            if "underline" in str(span.style)
        ]
        assert marked == ["on the form that", "fills in"]


@pytest.mark.slow
@pytest.mark.usefixtures("three")
async def test_the_item_is_named_and_values_are_said_as_people_read_them(
    make_app: MakeApp,
) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        await stage.press("left")
        assert place(stage).startswith("3 of 3   S1 Next step · by when")
        assert stage.plan.step[S1].text in place(stage), "the step is quoted"
        assert "Fri 9 Feb 2018" in stage.words()
        assert "Fri 2 Mar 2018" in stage.words()
        assert "The other version, written 9 Jan, 14:05" in stage.words()
        assert "3 Keep both" not in stage.words()
        await stage.press("right")
        assert "2 The other version" in stage.words()
        assert "written" not in stage.words()


@pytest.mark.slow
async def test_a_plan_without_differences_says_what_this_is_for(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        assert "There is nothing to settle in this plan." in stage.words()
        before = stage.plan
        await stage.press("1", "2", "3", "right", "pagedown")
        assert stage.plan is before
        await stage.press("escape")
        assert not stage.is_on_top()


@pytest.mark.slow
async def test_a_long_text_is_read_to_its_end(make_app: MakeApp, plan_file: Path) -> None:
    long = "\n".join(f"line {number}" for number in range(200))
    put_conflicts(plan_file, {"C-1": conflict(B1, "text", long)})
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        assert "line 0" in stage.words()
        await stage.press("pagedown", "pagedown")
        assert "line 0 " not in stage.words()
        await stage.press("pageup", "pageup")
        assert "line 0" in stage.words()


# -- choosing --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["1", "enter"])
@pytest.mark.usefixtures("three")
async def test_what_is_there_is_kept(make_app: MakeApp, key: str) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        title = stage.plan.plan.title
        await stage.press(key)
        assert stage.plan.plan.title == title
        assert list(stage.plan.conflict) == ["C-1", "C-3"]
        assert "C-2" in stage.plan.removed
        assert said(stage) == "Plan: the title stays as it is. ctrl+z takes it back."
        assert place(stage).startswith("1 of 2   B1")
        assert stage.on_disk() == stage.plan


@pytest.mark.usefixtures("three")
async def test_the_other_version_is_taken_and_given_back(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        before = stage.plan.barrier[B1].text
        await stage.press("right", "2")
        assert stage.plan.barrier[B1].text == OTHER
        assert place(stage).startswith("2 of 2   S1"), "on to the next one"
        await stage.press("ctrl+z")
        assert stage.plan.barrier[B1].text == before
        assert place(stage).startswith("2 of 3   B1"), "the one that is open again is shown"
        assert said(stage) == "Taken back: took the other version for B1."
        await stage.press("ctrl+y")
        assert stage.plan.barrier[B1].text == OTHER
        assert place(stage).startswith("2 of 2   S1")
        assert stage.on_disk() == stage.plan


@pytest.mark.slow
@pytest.mark.usefixtures("three")
async def test_both_wordings_stay(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        before = stage.plan.barrier[B1].text
        await stage.press("3")
        assert said(stage).startswith("Only two wordings of an entry can both stay.")
        await stage.press("right", "3")
        texts = [entry.text for entry in stage.plan.barrier.values()]
        place_of = texts.index(before)
        assert texts[place_of + 1] == OTHER
        assert "both wordings are in the plan now" in said(stage)


@pytest.mark.slow
@pytest.mark.usefixtures("three")
async def test_when_all_is_settled_that_is_said_and_what_comes_next(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        await stage.press("2", "2", "2")
        assert not stage.plan.conflict
        assert stage.plan.step[S1].due == dt.date(2018, 3, 2)
        assert stage.plan.plan.title == "Networks for every child"
        assert "Nothing is left to settle: what you chose is in the plan." in stage.words()
        assert "Esc goes back" in stage.words()
        assert "In the plan now" not in stage.words()
        await stage.press("ctrl+z")
        assert place(stage).startswith("1 of 1   S1")


@pytest.mark.slow
@pytest.mark.usefixtures("three")
async def test_everything_can_be_clicked(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        await stage.pilot.click("#theirs .heading", offset=(6, 0))
        assert stage.plan.plan.title == "Networks for every child"
        rows = stage.screen.query_one("#choices").region
        await stage.pilot.click(offset=(rows.x + 6, rows.y + 3))
        assert len([e for e in stage.plan.barrier.values() if e.text == OTHER]) == 1, "both"
        await stage.pilot.click("#ours .heading", offset=(6, 0))
        assert not stage.plan.conflict
        assert stage.plan.step[S1].due != dt.date(2018, 3, 2)


@pytest.mark.slow
async def test_a_value_that_cannot_be_taken_says_why(make_app: MakeApp, plan_file: Path) -> None:
    put_conflicts(plan_file, {"C-1": conflict(S1, "due", "soon")})
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        assert "“soon” cannot stand in the plan for “by when”." in stage.words()
        assert "2 Take" not in stage.words()
        before = stage.plan
        await stage.press("2")
        assert stage.plan is before
        assert said(stage).startswith("“soon” cannot stand")
        await stage.press("1")
        assert not stage.plan.conflict


@pytest.mark.slow
async def test_words_of_an_entry_that_is_gone_can_come_back(
    make_app: MakeApp, plan_file: Path
) -> None:
    put_conflicts(plan_file, {"C-1": conflict("B7-gone", "text", OTHER)})
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        assert place(stage) == "1 of 1   B7 Barrier · the text"
        assert "It is no longer in the plan" in stage.words()
        assert "1 Leave it out" in stage.words()
        assert "3 Put the other version back, as an entry of its own" in stage.words()
        await stage.press("3")
        assert list(stage.plan.barrier.values())[-1].text == OTHER


@pytest.mark.slow
async def test_two_versions_that_are_equal_by_now_need_one_key(
    make_app: MakeApp, plan_file: Path
) -> None:
    put_conflicts(plan_file, {"C-1": conflict(S1, "due", dt.date(2018, 2, 9))})
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        assert "1 Settled: both say the same by now" in stage.words()
        await stage.press("enter")
        assert not stage.plan.conflict


@pytest.mark.slow
@pytest.mark.usefixtures("three")
async def test_what_changes_while_it_is_looked_at_is_looked_at_once_more(
    make_app: MakeApp,
) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        await stage.press("right")
        now = stage.app.sitting.context.now()
        stage.session.do(editing.edit(stage.plan, B1, now, text="Quite other words"), "meanwhile")
        before = stage.plan
        await stage.press("1")
        assert stage.plan is before
        assert said(stage).startswith("The plan has changed meanwhile.")
        assert "Quite other words" in stage.words()
        await stage.press("1")
        assert "C-1" not in stage.plan.conflict


# -- entries that went missing ---------------------------------------------------------------


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Say of the session which entries were missing from its file; what was seen is left out."""
    from trajectory.usecases.session import PlanSession

    keys = [G1, B1]
    monkeypatch.setattr(PlanSession, "missing", property(lambda _: tuple(keys)))
    monkeypatch.setattr(PlanSession, "seen", lambda _, key: keys.remove(key))
    return keys


@pytest.mark.parametrize("size", [*SIZES, LOW])
async def test_entries_that_went_missing_are_kept_or_taken_out(
    make_app: MakeApp, missing: list[str], size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), DifferencesScreen, size) as stage:
        assert place(stage) == "1 of 2   G1 Goal · missing from the file"
        assert "without a mark that somebody deleted it. It was kept." in stage.words()
        assert "1 Keep it" in stage.words()
        assert "2 Take it out" in stage.words()
        assert "The other version" not in stage.words()
        before = stage.plan
        await stage.press("3")
        assert stage.plan is before
        await stage.press("1")
        assert missing == [B1]
        assert stage.plan is before
        assert said(stage) == "G1 stays in the plan."
        assert place(stage).startswith("1 of 1   B1 Barrier")


@pytest.mark.slow
async def test_an_entry_that_is_taken_out_can_be_brought_back(
    make_app: MakeApp, missing: list[str]
) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        await stage.press("2")
        assert G1 not in stage.plan.goal
        assert G1 in stage.plan.removed
        assert place(stage).startswith("1 of 1   B1")
        await stage.press("ctrl+z")
        assert G1 in stage.plan.goal
        assert place(stage).startswith("1 of 2   G1")


async def somebody_writes(stage: Stage[DifferencesScreen], plan: Plan) -> None:
    """Another program puts this into the plan file, and the app looks at it."""
    write(stage.session.path, plan)
    await it_arrives(stage)


async def it_arrives(stage: Stage[DifferencesScreen]) -> None:
    stage.app.sitting.look()
    for _ in range(200):
        stage.app.sitting.flush(10)
        await stage.pilot.pause(0.05)
        if stage.session.arrivals:
            await at_rest(stage.pilot)
            return
    pytest.fail("what somebody else wrote did not arrive")


def write(path: Path, plan: Plan) -> None:
    path.write_bytes(codec.encode(plan))


async def test_what_another_program_left_out_is_found_and_settled(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        left = {key: one for key, one in stage.plan.barrier.items() if key != B1}
        await somebody_writes(stage, stage.plan.replace(barrier=left))
        assert place(stage) == "1 of 1   B1 Barrier · missing from the file"
        await stage.press("1")
        assert "Nothing is left to settle" in stage.words()
        assert B1 in stage.on_disk().barrier


async def test_what_two_people_write_at_once_is_found_and_settled(make_app: MakeApp) -> None:
    async with on_stage(make_app(), DifferencesScreen, SMALL) as stage:
        now = stage.app.sitting.context.now()
        theirs = editing.edit(stage.plan, B1, now, text="Their words")
        ours = editing.edit(stage.plan, B1, now, text="Our words")
        write(stage.session.path, theirs)  # first: else ours may be in the file that they replace
        stage.session.do(ours, "ours")
        await it_arrives(stage)
        assert place(stage) == "1 of 1   B1 Barrier · the text"
        assert "Our words" in stage.words()
        assert "Their words" in stage.words()
        await stage.press("3")
        texts = {entry.text for entry in stage.on_disk().barrier.values()}
        assert {"Our words", "Their words"} <= texts
        assert stage.on_disk().conflict == {}


# -- ways to it ------------------------------------------------------------------------------


@pytest.mark.usefixtures("three")
async def test_it_is_reached_from_the_walk_by_slash_and_palette(make_app: MakeApp) -> None:
    async with on_stage(make_app(), lambda s: WalkScreen(s.path), SMALL) as stage:
        await stage.type("/differences", "enter")
        assert isinstance(stage.top(), DifferencesScreen)
        await stage.press("2", "escape")
        assert stage.is_on_top()
        await stage.press("ctrl+p")
        await stage.type("differences to settle")
        await at_rest(stage.pilot)
        await stage.press("enter")
        assert isinstance(stage.top(), DifferencesScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, LOW, TINY])
@pytest.mark.usefixtures("three")
async def test_the_walk_says_how_much_is_open_until_it_is_settled(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), lambda s: WalkScreen(s.path), size) as stage:
        assert "3 differences to settle: /differences" in stage.words()
        await stage.pilot.click("#differences", offset=(6, 0))
        assert isinstance(stage.top(), DifferencesScreen)
        await stage.press("1", "1", "escape")
        assert "1 difference to settle: /differences" in stage.words()
        await stage.type("/differences", "enter")
        await stage.press("1", "escape")
        assert "to settle" not in stage.words()
        await stage.press("ctrl+z")
        assert "1 difference to settle" in stage.words()


@pytest.mark.slow
async def test_the_walk_counts_what_went_missing_too(make_app: MakeApp, missing: list[str]) -> None:
    async with on_stage(make_app(), lambda s: WalkScreen(s.path), SMALL) as stage:
        assert "2 differences to settle: /differences" in stage.words()
        await stage.type("/differences", "enter")
        await stage.press("1", "1", "escape")
        assert missing == []
        assert "to settle" not in stage.words()


@pytest.mark.slow
@pytest.mark.usefixtures("three")
async def test_it_is_reached_from_the_list_of_plans(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        assert "3 to settle" in visit.seen()
        await visit.press("down", "d")
        assert "Settle 3 differences" in visit.seen()
        await visit.press("s")
        visit.on(DifferencesScreen)
        await visit.press("2", "escape")
        assert "2 to settle" in visit.seen()


@pytest.mark.slow
async def test_a_plan_without_differences_offers_none(make_app: MakeApp) -> None:
    async with visiting(make_app(), SMALL) as visit:
        await visit.press("down", "d")
        assert "Settle" not in visit.seen()


# -- text that would do harm -----------------------------------------------------------------


@pytest.fixture
def hostile(plan_file: Path) -> None:
    """Put conflicts into the plan whose every text would do harm."""
    plan = hostile_plan()
    items = [key for kind in Kind for key in plan.records(kind)]
    conflicts = {
        f"[/c{n}]": Conflict(item=items[n % len(items)], field="text", value=text)
        for n, text in enumerate(TEXTS)
    }
    conflicts |= {
        f"[/f{n}]": Conflict(item=text, field=text, value=[text]) for n, text in enumerate(TEXTS)
    }
    conflicts["x"] = Conflict(item="plan", field="title", value=TEXTS[0])
    plan_file.write_bytes(codec.encode(plan.replace(conflict=conflicts)))


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, LOW, TINY])
@pytest.mark.usefixtures("hostile")
async def test_hostile_text_is_shown_and_harms_nothing(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    async with on_stage(make_app(), DifferencesScreen, size) as stage:
        count = len(stage.plan.conflict)
        for _ in range(count):
            await stage.press("right")
            assert unseen(stage.seen()) == set()
        for key in ("2", "3", "1") * 9:
            await stage.press(key)
            assert unseen(stage.seen()) == set()
        assert len(stage.plan.conflict) < count
        assert stage.app.is_running
