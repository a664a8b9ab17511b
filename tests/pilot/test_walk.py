"""The walk by keys: entries, questions, lists, undo, deliverables, in windows of all sizes."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual._compositor import Compositor, ReflowResult
from textual.content import Content
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tests.pilot.conftest import LARGE, SIZES, SMALL, MakeApp
from tests.pilot.waiting import at_rest, press_in_turn
from trajectory.domain.kinds import Section
from trajectory.domain.plan import Header, Plan
from trajectory.storage.codec import parse
from trajectory.tui.screens.help import HelpScreen
from trajectory.tui.screens.walk import WalkScreen
from trajectory.tui.widgets.capture_line import CaptureLine
from trajectory.tui.widgets.item_list import ItemList, Row
from trajectory.tui.widgets.timer import Timer

Open = Callable[..., AbstractAsyncContextManager["Walk"]]
HOSTILE = [
    "[/nope]",
    "[@click=app.quit]click[/]",
    "\x1b[31mred",
    "\u202egnol",
    "[bold",
    "]8;;x\x07",
]


class Walk:
    """A walk under test, with words for what tests ask of it."""

    def __init__(self, pilot: Pilot[int], screen: WalkScreen) -> None:
        self.pilot = pilot
        self.screen = screen

    @property
    def plan(self) -> Plan:
        return self.screen.session.plan

    def focused(self) -> type[Widget]:
        return type(self.screen.focused or self.screen)

    @property
    def typed(self) -> str:
        return self.screen.query_one(CaptureLine).text

    def shown(self, widget: str) -> str:
        return str(self.screen.query_one(widget, Static).content)

    async def press(self, *keys: str) -> None:
        await press_in_turn(self.pilot, keys)
        await at_rest(self.pilot)

    async def type(self, text: str, *then: str) -> None:
        """Type at the cursor, and press some keys; tests/terminal types key by key."""
        self.screen.query_one(CaptureLine).type_in(text)
        await self.press(*then)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for what a thread does; gives up after many rounds."""
        for _ in range(500):
            if true():
                return
            await asyncio.sleep(0.02)
            await self.pilot.pause()
        pytest.fail("it never came")

    async def say(self, *lines: str) -> None:
        for line in lines:
            await self.type(line, "enter")

    async def paste(self, text: str) -> None:
        self.screen.query_one(CaptureLine).post_message(events.Paste(text))
        await self.pilot.pause()

    def on_disk(self) -> Plan:
        assert self.screen.sitting.flush(10)
        return parse(self.screen.session.path.read_bytes())[0]


@pytest.fixture
def walk(make_app: MakeApp, tmp_path: Path) -> Open:
    """Give a function that opens an empty plan, or one of the examples, in the walk."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = SMALL, plan: str | None = None) -> AsyncIterator[Walk]:
        app = make_app(None if plan else tmp_path / "fresh")
        store = app.sitting.context.store
        if plan is None:
            header = Header(id="x-1", title="Networks", deliverable="safety-networks")
            path = store.create(
                store.path_for("westbrook-table-1", "safety-networks"),
                Plan(plan=header.replace(participants=("Team manager", "Data analyst"))),
            ).path
        else:
            path = store.path_for("harrowmere-table-3", plan)
        async with app.run_test(size=size, notifications=True) as pilot:
            screen = WalkScreen(path)
            await app.push_screen(screen)
            await at_rest(pilot)  # the list of plans below it is read, too
            yield Walk(pilot, screen)

    return opened


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_is_on_record_in_each_box(walk: Open, size: tuple[int, int]) -> None:
    async with walk(size) as table:
        for section in Section:
            assert table.screen.section is section
            await table.say(f"one for {section.value}")
            await table.press("tab")
        assert table.screen.section is Section.POSITION
        assert all(
            [e.text for e in table.plan.entries(s).values()] == [f"one for {s.value}"]
            for s in Section
        )
        assert table.on_disk() == table.plan


async def test_a_mark_routes_and_the_label_says_so_before_enter(walk: Open) -> None:
    async with walk() as table:
        await table.type("- no room !4 @team")
        assert table.shown("#label") == "Barrier ›"
        assert "strength 4" in table.shown("#preview")
        await table.press("right", "enter")
        barrier = next(iter(table.plan.barrier.values()))
        assert (barrier.text, barrier.strength, barrier.speaker) == ("no room", 4, "Team manager")
        assert table.screen.section is Section.POSITION
        assert "B1 is in Barriers" in table.shown("#preview")


async def test_backspace_undoes_the_mark(walk: Open) -> None:
    async with walk() as table:
        await table.type("- ")
        assert table.shown("#label") == "Barrier ›"
        await table.press("backspace")
        assert table.shown("#label") == "Note ›"


async def test_half_typed_text_comes_along_to_the_next_box(walk: Open) -> None:
    async with walk() as table:
        await table.type("half a thou", "tab")
        assert table.typed == "half a thou"
        await table.type("ght", "enter")
        assert [g.text for g in table.plan.goal.values()] == ["half a thought"]


async def test_scores_go_on_the_scale_from_any_box_and_all_readings_stay(walk: Open) -> None:
    async with walk() as table:
        await table.press("tab", "tab")
        await table.say("=4>7", "=2 3 4 5")
        await table.press("shift+tab", "shift+tab")
        assert [r.score for r in table.plan.reading.values()] == [4, 3.5]
        assert table.plan.position.target == 7
        assert "2 3 4 5" in table.shown("#scale")
        assert "aim 7" in table.shown("#scale")
        assert "Now 3.5" in table.shown("#stepper")


@pytest.mark.slow
async def test_the_words_of_the_scale_are_set_from_the_line(walk: Open) -> None:
    async with walk() as table:
        await table.say("/zero Nobody asks", "/plus One team asks", "/ten")
        suggestion = table.typed
        assert suggestion, "the template's suggestion is there to be reworded"
        await table.press("enter")
        position = table.plan.position
        assert (position.anchor_0, position.plus_one) == ("Nobody asks", "One team asks")
        assert position.anchor_10 == suggestion


async def test_follow_ups_come_only_on_the_empty_line_and_leave_on_escape(walk: Open) -> None:
    async with walk() as table:
        await table.say("> ring them")
        assert table.shown("#label") == "Note ›", "no question takes the line by itself"
        await table.press("enter")
        assert "Who?" in table.shown("#label")
        await table.say("Data analyst", "9 feb")
        step = next(iter(table.plan.step.values()))
        assert (step.owner, step.due) == ("Data analyst", dt.date(2018, 2, 9))
        await table.press("escape")
        assert table.shown("#label") == "Note ›"
        await table.say("the next speaker")
        assert [n.text for n in table.plan.note.values()] == ["the next speaker"]


async def test_an_ambiguous_date_is_asked_about_and_never_guessed(walk: Open) -> None:
    async with walk() as table:
        await table.say("> ring them by 12/5")
        assert next(iter(table.plan.step.values())).due is None
        assert table.shown("#preview")


async def test_a_pasted_list_becomes_entries_and_one_undo_takes_them_back(walk: Open) -> None:
    async with walk() as table:
        await table.type("half")
        await table.paste("- one\n* two\r\n\n3. three\n")
        assert [n.text for n in table.plan.note.values()] == ["one", "two", "three"]
        assert table.typed == "half"
        assert "3 lines added" in table.shown("#preview")
        await table.press(*["backspace"] * 4, "ctrl+z")
        assert not table.plan.note


async def test_a_paste_of_one_line_is_text_to_go_on_with(walk: Open) -> None:
    async with walk() as table:
        await table.type("they said: ")
        await table.paste("no room\n")
        assert table.typed == "they said: no room"


@pytest.mark.slow
async def test_five_thousand_pasted_lines_are_all_there(walk: Open) -> None:
    async with walk() as table:
        await table.paste("\n".join(f"line {i}" for i in range(5_000)))
        notes = [n.text for n in table.plan.note.values()]
        assert notes == [f"line {i}" for i in range(5_000)]
        assert table.on_disk() == table.plan


async def test_a_line_of_ten_thousand_characters_stays_in_the_line(walk: Open) -> None:
    async with walk() as table:
        await table.paste("x" * 10_000)
        await table.press("enter")
        assert not table.plan.note
        assert len(table.typed) == 10_000
        assert "5,000" in table.shown("#preview")


async def test_up_goes_into_the_list_where_letters_are_commands(walk: Open) -> None:
    async with walk() as table:
        await table.press("tab", "tab", "tab")
        await table.say("first", "second", "third")
        await table.press("up")
        assert table.focused() is ItemList
        await table.press("t", "4", "i")
        third = list(table.plan.barrier.values())[2]
        assert (third.starred, third.strength, third.influence) == (True, 4, 1)
        await table.press("left_square_bracket")
        assert [b.text for b in table.plan.barrier.values()] == ["first", "third", "second"]
        await table.press("d")
        assert [b.text for b in table.plan.barrier.values()] == ["first", "second"]
        await table.press("escape")
        assert table.focused() is CaptureLine
        for _ in range(5):
            await table.press("ctrl+z")
        entries = list(table.plan.barrier.values())
        assert [b.text for b in entries] == ["first", "second", "third"]
        assert not any(b.starred or b.strength or b.influence for b in entries)


async def test_editing_brings_the_words_to_the_line_and_keeps_the_first_wording(
    walk: Open,
) -> None:
    async with walk() as table:
        await table.say("they have no time")
        await table.type("half a thought")
        await table.screen.run_action("enter_list('N1')")
        assert table.typed == "they have no time"
        await table.type(" set aside", "enter")
        note = next(iter(table.plan.note.values()))
        assert (note.text, note.said) == ("they have no time set aside", "they have no time")
        assert table.typed == "half a thought", "what was half typed comes back"


async def test_moving_to_another_box_by_its_mark(walk: Open) -> None:
    async with walk() as table:
        await table.say("it is in the way")
        await table.press("up", "m", "minus")
        assert not table.plan.note
        assert [b.text for b in table.plan.barrier.values()] == ["it is in the way"]
        await table.press("ctrl+z")
        assert [n.text for n in table.plan.note.values()] == ["it is in the way"]


async def test_links_of_a_step_are_set_in_the_line(walk: Open) -> None:
    async with walk() as table:
        await table.say("- no room", "> ask for one")
        for _ in range(4):
            await table.press("tab")
        await table.press("up", "l")
        await table.say("cuts B1")
        step = next(iter(table.plan.step.values()))
        assert step.cuts == tuple(table.plan.barrier)


async def test_text_typed_in_the_list_comes_back_to_the_line(walk: Open) -> None:
    async with walk() as table:
        await table.say("one")
        await table.press("up", "Z", "e", "b", "r", "a")
        assert table.typed == "Zebra"
        assert table.focused() is CaptureLine


@pytest.mark.slow
async def test_undo_in_the_line_takes_back_typing_first(walk: Open) -> None:
    async with walk() as table:
        await table.say("one")
        await table.type("abc")
        await table.press("ctrl+z")
        assert table.typed == ""
        assert table.plan.note
        await table.press("ctrl+z")
        assert not table.plan.note
        await table.press("ctrl+y")
        assert table.plan.note


async def test_escape_keeps_half_typed_text_for_when_the_plan_is_opened_again(walk: Open) -> None:
    async with walk() as table:
        await table.type("half a thought", "escape")
        assert table.pilot.app.screen is not table.screen
        again = WalkScreen(table.screen.session.path)
        await table.pilot.app.push_screen(again)
        await table.pilot.pause()
        assert again.query_one(CaptureLine).text == "half a thought"


async def test_the_tables_next_deliverable_without_leaving_the_walk(walk: Open) -> None:
    async with walk(plan="safety-networks") as table:
        await table.type("half", "ctrl+n")
        assert table.plan.plan.deliverable == "case-management"
        assert table.typed == ""
        await table.say("said about case management")
        await table.press("ctrl+n", "ctrl+n")
        assert table.plan.plan.deliverable == "safety-networks"
        assert table.typed == "half"
        assert not any("case management" in n.text for n in table.plan.note.values())


@pytest.mark.slow
async def test_goal_first_starts_with_the_goal(walk: Open) -> None:
    async with walk() as table:
        await table.say("/order")
        assert table.plan.walk_order[0] is Section.GOAL
        assert table.shown("#stepper").index("Goals") < table.shown("#stepper").index("Now")


@pytest.mark.slow
async def test_the_clock_counts_down(walk: Open) -> None:
    async with walk() as table:
        await table.say("/timer 10")
        timer = table.screen.query_one(Timer)
        assert timer.counts_down
        assert "10:00 left" in str(timer.content)
        await table.say("/timer soon")
        assert "whole number" in table.shown("#preview")


@pytest.mark.slow
async def test_an_unknown_command_stays_in_the_line_and_says_so(walk: Open) -> None:
    async with walk() as table:
        await table.say("/nxet")
        assert table.typed == "/nxet"
        assert "no command" in table.shown("#preview")
        assert not table.plan.note


async def test_completion_of_a_command_with_the_right_arrow(walk: Open) -> None:
    async with walk() as table:
        await table.type("/boa", "right")
        assert table.typed == "/board"


@pytest.mark.slow
async def test_export_says_where_the_document_is(walk: Open) -> None:
    async with walk(plan="safety-networks") as table:
        await table.press("ctrl+e")
        await table.until(lambda: "safety-networks.md" in table.shown("#preview"))
        document = table.screen.session.path.with_suffix(".md")
        assert "# Networks around every child" in document.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("size", SIZES)
async def test_text_from_a_file_is_drawn_and_never_obeyed(
    make_app: MakeApp, tmp_path: Path, text: str, size: tuple[int, int]
) -> None:
    app = make_app(tmp_path / "fresh")
    store = app.sitting.context.store
    plan = Plan.model_validate(
        {
            "plan": {"title": text, "authority": text, "table": text, "participants": [text]},
            "position": {"question": text, "anchor_0": text, "anchor_10": text, "plus_one": text},
            "note": {"N1-aaaa": {"text": text, "speaker": text}},
            "barrier": {"B1-aaaa": {"text": text, "said": text}},
            "step": {"S1-aaaa": {"text": text, "owner": text, "cuts": ["B1-aaaa"]}},
        }
    )
    path = store.create(store.path_for("westbrook-table-1", "own"), plan).path
    async with app.run_test(size=size, notifications=True) as pilot:
        await app.push_screen(WalkScreen(path))
        for _ in Section:
            await pilot.press("tab")
            await pilot.pause()
        await pilot.press("up", "e")
        await pilot.pause()
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert not any(c in shown for c in "\x1b\x07\u202e")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(40, 12), (20, 5), (120, 30), LARGE])
async def test_any_window_works(walk: Open, size: tuple[int, int]) -> None:
    async with walk(size, plan="safety-networks") as table:
        await table.say("said in a window of this size")
        assert any("of this size" in n.text for n in table.plan.note.values())
        await table.pilot.resize_terminal(*SMALL)
        await table.pilot.pause()
        await table.pilot.resize_terminal(*LARGE)
        await table.pilot.pause()
        strips = table.screen._compositor.render_strips()
        assert "this size" in "".join(strip.text for strip in strips)


@pytest.mark.slow
async def test_clicking_a_box_on_the_stepper_goes_there(walk: Open) -> None:
    async with walk() as table:
        stepper = table.screen.query_one("#stepper", Static)
        place = str(stepper.content).index("Goals")
        await table.pilot.click(stepper, offset=(place + 1, 0))
        await table.pilot.pause()
        assert table.screen.section is Section.GOAL
        assert table.focused() is CaptureLine


@pytest.mark.slow
async def test_each_hint_can_be_clicked(walk: Open) -> None:
    async with walk() as table:
        await table.say("one")
        hints = table.screen.query_one("#hints", Static)
        await table.pilot.click(hints, offset=(str(hints.content).index("commands") + 1, 0))
        await table.pilot.pause()
        assert table.typed == "/"
        await table.pilot.click(hints, offset=(str(hints.content).index("help") + 1, 0))
        await table.pilot.pause()
        assert isinstance(table.pilot.app.screen, HelpScreen)


async def test_half_a_line_is_pointed_at_before_the_app_closes(walk: Open) -> None:
    async with walk() as table:
        await table.type("half a thought", "ctrl+q")
        assert "not on record yet" in table.shown("#preview")
        assert table.typed == "half a thought"
        assert table.pilot.app.is_running
        await table.press("ctrl+q")
        await table.until(lambda: not table.pilot.app.is_running)
        assert table.pilot.app.return_code == 0


@pytest.mark.slow
async def test_new_words_that_are_left_come_back_when_the_entry_is_edited_again(
    walk: Open,
) -> None:
    async with walk() as table:
        await table.say("they have no time", "/edit N1")
        await table.type(" set aside", "escape")
        assert "come back" in table.shown("#preview")
        assert table.typed == ""
        await table.say("/edit N1")
        assert table.typed == "they have no time set aside"


@pytest.mark.slow
async def test_the_smallest_window_still_has_the_line(walk: Open) -> None:
    async with walk((40, 12), plan="safety-networks") as table:
        region = table.screen.query_one(CaptureLine).region
        assert region.height == 1
        assert region.bottom <= 12
        assert table.screen.query_one("#list-position").region.height >= 2


@pytest.mark.slow
async def test_a_notice_stays_with_the_box_that_it_is_about(walk: Open) -> None:
    async with walk() as table:
        await table.say("? something for later")
        assert "P1" in table.shown("#preview")
        await table.press("tab")
        assert "P1" not in table.shown("#preview")


@pytest.mark.slow
async def test_the_scales_own_question_is_asked(walk: Open) -> None:
    async with walk() as table:
        await table.say("/question Who owns the plan?")
        assert "Who owns the plan?" in table.shown("#scale")


async def test_the_newest_entry_stays_in_sight_when_a_sentence_takes_a_row(walk: Open) -> None:
    async with walk(plan="safety-networks") as table:
        listed = table.screen.boxes.current_list
        assert listed.max_scroll_y > 0
        assert listed.scroll_y == listed.max_scroll_y
        room = listed.size.height
        table.screen.say("A sentence that needs a row of its own, and with it one more. " * 2)
        await table.pilot.pause()
        assert listed.size.height < room
        assert listed.scroll_y == listed.max_scroll_y
        table.screen.say("")
        await table.pilot.pause()
        assert listed.size.height == room
        assert listed.scroll_y == listed.max_scroll_y


async def test_an_act_draws_one_entry_and_its_undo_none(
    walk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with walk() as table:
        await table.paste("\n".join(f"entry {number}" for number in range(60)))
        listed = table.screen.boxes.current_list
        drawn: list[str] = []
        lines_of = ItemList._lines_of

        def counted(self: ItemList, row: Row) -> Content:
            drawn.append(row.entry.text)
            return lines_of(self, row)

        monkeypatch.setattr(ItemList, "_lines_of", counted)
        await table.say("one more")
        await table.say("and another")
        assert drawn == ["one more", "and another"]
        await table.press("ctrl+z", "ctrl+z")
        assert drawn == ["one more", "and another"]
        assert listed.option_count == 60
        assert listed.scroll_y == listed.max_scroll_y > 0, "and nobody lost the place"


MOST_WIDGETS = 40
"""A screen lays out all of its widgets at each key."""


@pytest.mark.parametrize("size", SIZES)
async def test_the_walk_has_few_widgets_however_many_entries(
    walk: Open, size: tuple[int, int]
) -> None:
    async with walk(size) as table:
        mounted = len(table.screen.query("*"))
        assert mounted < MOST_WIDGETS
        await table.paste("\n".join(f"entry {number}" for number in range(200)))
        assert len(table.screen.query("*")) == mounted


@pytest.mark.parametrize("size", SIZES)
async def test_a_typed_letter_lays_out_nothing(
    walk: Open, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Laying out takes as long as all the rest of a key; it is for what takes another room."""
    async with walk(size, plan="safety-networks") as table:
        await table.press("a")
        assert table.screen.sitting.flush(10)
        await table.pilot.pause()
        reflow = Compositor.reflow
        laid_out: list[Screen[object]] = []

        def counted(
            self: Compositor, parent: Screen[object], size: Size, visible_only: bool = False
        ) -> ReflowResult:
            laid_out.append(parent)
            return reflow(self, parent, size)

        monkeypatch.setattr(Compositor, "reflow", counted)
        await table.press(*" few words more")
        assert table.typed == "a few words more"
        assert not laid_out
