"""A calendar of ours, as a reader that did not write it understands it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.exporters.hostile import MARKS, whole_texts
from trajectory.domain.plan import Header, LogEntry, Plan, Step
from trajectory.domain.showing import show, show_line
from trajectory.exporters.exporter import ExportOptions
from trajectory.exporters.registry import EXPORTERS

ICS = EXPORTERS["ics"]
DUE = dt.date(2018, 2, 9)
MADE = dt.datetime(2018, 1, 16, 15, 0, tzinfo=dt.UTC)


def step(text: str = "Ask", **fields: object) -> Step:
    return Step.model_validate({"text": text, "due": DUE, **fields})


def plan_of(*steps: Step, **header: object) -> Plan:
    said = {"id": "networks-1", "title": "Networks", **header}
    return Plan(
        plan=Header.model_validate(said), step={f"S{n}-aaaa": s for n, s in enumerate(steps, 1)}
    )


def export(plan: Plan, as_of: dt.date = DUE, **options: Any) -> str:
    return ICS.export(plan, as_of, ExportOptions(**options))


def read(text: str) -> list[Any]:
    """The events of the one calendar in a text."""
    (calendar,) = vobject.readComponents(text)
    assert calendar.name == "VCALENDAR"
    assert {each.name for each in calendar.components()} <= {"VEVENT"}
    return list(calendar.components())


def event_of(step: Step) -> Any:
    (event,) = read(export(plan_of(step)))
    return event


def test_a_step_is_one_whole_day_that_stays_free() -> None:
    event = event_of(step("Ask who helps", owner="Team manager"))
    assert event.summary.value == "Ask who helps (Team manager)"
    assert (event.dtstart.value, event.dtend.value) == (DUE, DUE + dt.timedelta(days=1))
    assert (event.transp.value, event.status.value) == ("TRANSPARENT", "CONFIRMED")


def test_the_last_day_that_there_is_has_no_end() -> None:
    event = event_of(step(due=dt.date.max))
    assert event.dtstart.value == dt.date.max
    assert not hasattr(event, "dtend")


def test_what_has_been_said_of_the_step_stands_with_it() -> None:
    event = event_of(
        step(
            "Ask",
            owner="Team manager",
            status="blocked",
            blocked_by="the forms, the board",
            cue="Monday; 9.00",
            done_when="On paper",
            note="two\nlines",
            **{"with": ["Head of QA"]},
        )
    )
    assert event.summary.value == "Blocked: Ask (Team manager)"
    assert event.description.value.split("\n") == [
        "Step: S1",
        "Who: Team manager; with Head of QA",
        "Waits for: the forms, the board",
        "When exactly: Monday; 9.00",
        "Done when: On paper",
        "Note: two",
        "lines",
        "Plan: Networks",
    ]


def test_what_is_done_says_so_and_what_was_dropped_is_struck_out() -> None:
    done = event_of(step(status="done", done_on=DUE))
    assert done.summary.value == "Done: Ask"
    assert "Done on: Fri 9 Feb 2018" in done.description.value
    dropped = event_of(step(status="dropped"))
    assert (dropped.summary.value, dropped.status.value) == ("Dropped: Ask", "CANCELLED")


def test_without_a_date_there_is_no_event() -> None:
    assert read(export(plan_of(step(due=None)))) == []


def test_the_next_call_is_an_event() -> None:
    plan = plan_of(next_call=DUE, authority="Harrowmere", table="Table 3")
    (event,) = read(export(plan))
    assert event.summary.value == "Call about Networks"
    assert event.dtstart.value == DUE
    assert event.description.value == "Plan: Networks (Harrowmere, Table 3)"


def test_private_steps_are_left_out_unless_asked_for() -> None:
    plan = plan_of(step(private=True))
    assert read(export(plan)) == []
    assert len(read(export(plan, private=True))) == 1


def test_one_role_s_calendar_has_what_it_owns_or_helps_with() -> None:
    plan = plan_of(
        step("Mine", owner="Team  manager"),
        step("Ours", owner="Chair", **{"with": ["team manager"]}),
        step("Theirs", owner="Chair"),
    )
    found = read(export(plan, owner="TEAM MANAGER"))
    assert [each.summary.value for each in found] == ["Mine (Team manager)", "Ours (Chair)"]


def uids(plan: Plan) -> list[str]:
    return [str(each.uid.value) for each in read(export(plan))]


def test_a_step_is_known_again_by_its_plan_and_its_own_id() -> None:
    first, second = uids(plan_of(step("A"), step("B")))
    assert first != second
    moved = plan_of(step("Other words", due=dt.date(2018, 3, 1)), title="Other title")
    assert uids(moved) == [first]
    assert uids(plan_of(step("A"), id="networks-2")) != [first]
    # Never another value: calendars out there hold it.
    assert first == "f95dd7c8-9ad5-5bdd-beac-4b40651b4136@trajectory-planner"


def test_a_plan_without_an_id_is_known_by_what_it_says_of_itself() -> None:
    one = uids(plan_of(step(), id=None, table="Table 1"))
    assert one == uids(plan_of(step(), id=None, table="Table 1"))
    assert one != uids(plan_of(step(), id=None, table="Table 2"))


def stamps(step: Step) -> tuple[dt.datetime, int]:
    event = event_of(step)
    return event.dtstamp.value, int(event.sequence.value)


def test_stamp_and_sequence_are_those_of_the_last_change() -> None:
    never, first = stamps(step()), stamps(step(created=MADE))
    later = stamps(step(created=MADE, changed=MADE + dt.timedelta(seconds=1)))
    assert never == (dt.datetime(2000, 1, 1, tzinfo=dt.UTC), 0)
    assert first[0] == MADE
    assert later == (MADE + dt.timedelta(seconds=1), first[1] + 1)


def test_a_sequence_is_a_number_that_the_format_allows() -> None:
    assert stamps(step(created=dt.datetime(1, 1, 1, tzinfo=dt.UTC)))[1] == 0
    assert stamps(step(created=dt.datetime(9999, 1, 1, tzinfo=dt.UTC)))[1] == 2**31 - 1


def test_a_call_that_moves_with_any_change_of_the_plan_gets_a_higher_sequence() -> None:
    def sequence(*logged: dt.datetime) -> int:
        log = {
            f"L{n}": LogEntry(item="S1", date=DUE, field="due", created=at)
            for n, at in enumerate(logged)
        }
        plan = plan_of(next_call=DUE).replace(log=log)
        return int(read(export(plan))[0].sequence.value)

    assert sequence() < sequence(MADE) < sequence(MADE, MADE + dt.timedelta(seconds=1))


def test_the_same_plan_gives_the_same_calendar_on_any_day() -> None:
    plan = plan_of(step(created=MADE), next_call=DUE)
    assert export(plan) == export(plan, dt.date(2030, 1, 1))


def test_several_calendars_are_joined_to_one() -> None:
    plans = [plan_of(step("A"), id="a"), plan_of(id="b"), plan_of(step("B"), id="c")]
    joined = "".join(ICS.joined(export(plan) for plan in plans))
    assert [each.summary.value for each in read(joined)] == ["A", "B"]
    assert "".join(ICS.joined([export(plans[0])])) == export(plans[0])
    assert "".join(ICS.joined([])) == ""


def assert_is_rfc_5545(text: str) -> None:
    """Every line ends in CR LF and has at most 75 bytes, none of them a control character."""
    *lines, end = text.split("\r\n")
    assert end == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", "".join(lines))


@given(whole_texts.filter(str.strip), whole_texts)
@example("BEGIN:VEVENT", "a\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR")
@example("\\n \\, \\;", ';,:\\"')
@example("é" * 100, "字" * 100)
def test_any_text_comes_back_as_it_is_shown(text: str, note: str) -> None:
    exported = export(plan_of(step(text, note=note), id=note, title=text))
    assert_is_rfc_5545(exported)
    (event,) = read(exported)
    assert event.summary.value == show_line(text)
    said = event.description.value
    if note.strip():
        assert f"\nNote: {show(note)}\n" in said
    assert said.endswith(f"Plan: {show(text.strip())}")


@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=6))
def test_uids_hold_no_text_of_a_person(marks: list[str]) -> None:
    (uid,) = uids(plan_of(step(), id="".join(marks)))
    assert re.fullmatch("[0-9a-f-]{36}@trajectory-planner", uid)
