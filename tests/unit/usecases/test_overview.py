"""The list of all plans: rows, groups, what is found, and names that start a plan."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.storage.ours_beside import ours_beside
from trajectory.domain.plan import Header, Plan, Position, Reading, Step
from trajectory.storage.loading import read_listed
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan
from trajectory.usecases import reading
from trajectory.usecases.context import Context
from trajectory.usecases.overview import (
    BrokenRow,
    Overview,
    PlanRow,
    RowReader,
    arrange,
    edited_words,
    read_rows,
    score_words,
)

NOW = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)


def make(context: Context, group: str, deliverable: str, **header: object) -> LoadedPlan:
    said = {"id": f"{group}-{deliverable}", "deliverable": deliverable, "title": deliverable}
    plan = Plan(plan=Header.model_validate({**said, **header}))
    loaded = context.store.create(context.store.path_for(group, deliverable), plan)
    os.utime(loaded.path, (NOW.timestamp(), NOW.timestamp()))
    return loaded


def put(context: Context, name: str, text: str) -> Path:
    path = context.store.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def overview(context: Context, query: str = "", *, show_archived: bool = False) -> Overview:
    return arrange(read_rows(context), query, show_archived=show_archived)


def headings(found: Overview) -> list[tuple[str, list[str]]]:
    return [(group.heading, [plan.title for plan in group.plans]) for group in found.groups]


def test_a_folder_that_is_not_there_has_no_plans(context: Context) -> None:
    assert overview(context).is_empty
    assert not context.store.root.exists()


def test_a_plan_is_a_row_with_what_matters(context: Context) -> None:
    plan = Plan(
        plan=Header(
            title="Networks", deliverable="safety-networks", authority="Harrowmere", table="Table 3"
        ),
        position=Position(target=6.0),
        reading={"R1-a": Reading(date=NOW.date(), score=3.5)},
        step={"S1-a": Step(text="Call", owner="Lead", due=dt.date(2018, 1, 15))},
    )
    loaded = context.store.create(context.store.path_for("h", "safety-networks"), plan)
    os.utime(loaded.path, (NOW.timestamp(), NOW.timestamp()))
    (row,) = read_rows(context)
    assert isinstance(row, PlanRow)
    assert (row.path, row.name) == (loaded.path, "h/safety-networks")
    assert (row.title, row.heading) == ("Networks", "Harrowmere, Table 3")
    assert (row.score, row.edited, row.outlook, row.late) == (
        "3.5 → 6",
        "edited today",
        "1 late",
        1,
    )


def test_groups_are_in_natural_order_and_plans_in_the_templates(context: Context) -> None:
    for group, table in (("h-10", "Table 10"), ("h-9", "Table 9"), ("a-1", "table 1")):
        authority = "Ash" if group == "a-1" else "harrowmere"
        make(context, group, "quality-assurance", authority=authority, table=table)
        make(context, group, "our-own", authority=authority, table=table)
        make(context, group, "safety-networks", authority=authority, table=table)
    titles = ["safety-networks", "quality-assurance", "our-own"]
    assert headings(overview(context)) == [
        ("Ash, table 1", titles),
        ("harrowmere, Table 9", titles),
        ("harrowmere, Table 10", titles),
    ]


def test_a_plan_that_names_no_table_is_listed_under_its_folder(context: Context) -> None:
    make(context, "found-here", "qa")
    assert headings(overview(context)) == [("found-here", ["qa"])]


def test_a_plan_that_names_another_table_than_its_neighbours_shows_it(context: Context) -> None:
    make(context, "h", "qa", authority="H", table="Table 1")
    make(context, "h", "safety-networks", authority="h", table="table 1")
    make(context, "h", "case-management", authority="H", table="Table 2")
    assert [heading for heading, _ in headings(overview(context))] == ["H, Table 1", "H, Table 2"]


def test_a_broken_file_is_listed_with_its_line_and_reason(context: Context) -> None:
    put(context, "westbrook/qa.toml", "[plan]\n\n[step.S1-a]\ntext = 'x'\ndue = 'soon'\n")
    (row,) = overview(context).broken
    assert isinstance(row, BrokenRow)
    assert row.name == "westbrook/qa.toml"
    assert row.reason.startswith('line 5, due: "soon" is not a date')


def test_the_reason_counts_what_else_is_wrong(context: Context) -> None:
    put(context, "w/qa.toml", "[plan]\ntitle = 1\ntable = 2\n")
    (row,) = overview(context).broken
    assert row.reason.endswith("(and 1 more)")


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path, context: Context) -> None:
    context.store.root.write_text("not a folder", encoding="utf-8")
    (row,) = overview(context).broken
    assert row.path == context.store.root
    assert "folder" in row.reason


def test_copies_are_no_plans_of_their_own(context: Context) -> None:
    loaded = make(context, "h", "qa", authority="H", table="Table 1")
    kept = ours_beside(context.store, loaded)
    text = loaded.path.read_text(encoding="utf-8")
    synced = put(context, "h/qa.sync-conflict-20180116-140000-ABCDEF.toml", text)
    found = overview(context)
    assert [plan.path for plan in found.plans] == [loaded.path]
    assert [(row.path, row.copy_of) for row in found.copies] == [
        (kept.path, loaded.path),
        (synced, loaded.path),
    ]


def test_archived_plans_are_shown_when_asked_for_or_found(context: Context) -> None:
    make(context, "h", "qa", authority="H", table="Table 1")
    put_away = make(context, "h", "old", authority="H", archived=dt.date(2018, 1, 2))
    hidden = overview(context)
    assert (len(hidden.plans), hidden.archived, hidden.hidden) == (1, (), 1)
    shown = overview(context, show_archived=True)
    assert ([row.path for row in shown.archived], shown.hidden) == ([put_away.path], 0)
    assert [row.path for row in overview(context, "old").archived] == [put_away.path]


@pytest.mark.parametrize(
    "query",
    [
        "networks",
        "HARROW",
        "table 3 harrow",
        "dáta analyst",
        "safety planning",
        "safety-networks",
        "every child",
    ],
)
def test_a_plan_is_found_by_title_table_deliverable_and_people(
    context: Context, query: str
) -> None:
    make(
        context,
        "h",
        "safety-networks",
        title="Networks around every child",
        authority="Harrowmere",
        table="Table 3",
        participants=("Team manager", "Data analyst"),
    )
    make(context, "w", "quality-assurance", authority="Westbrook", table="Table 1")
    found = overview(context, query)
    assert [plan.name for plan in found.plans] == ["h/safety-networks"]
    assert not found.near


def test_all_words_must_match(context: Context) -> None:
    make(context, "h", "safety-networks", authority="Harrowmere", table="Table 3")
    make(context, "w", "quality-assurance", authority="Westbrook", table="Table 1")
    assert overview(context, "harrowmere westbrook").is_empty


@pytest.mark.parametrize("query", ["harowmere", "harrowmree", "Hrarowmere table"])
def test_slips_of_the_fingers_are_found_only_when_nothing_else_is(
    context: Context, query: str
) -> None:
    make(context, "h", "safety-networks", authority="Harrowmere", table="Table 3")
    make(context, "w", "quality-assurance", authority="Westbrook", table="Table 1")
    found = overview(context, query)
    assert found.near
    assert [plan.name for plan in found.plans] == ["h/safety-networks"]


@pytest.mark.parametrize("query", ["Harrowmere Table 4", "Northshire", "tab4e", "xyz", "q"])
def test_another_name_is_no_slip(context: Context, query: str) -> None:
    make(context, "h", "safety-networks", authority="Harrowmere", table="Table 3")
    found = overview(context, query)
    assert found.is_empty
    assert not found.near


def test_broken_files_are_found_by_name(context: Context) -> None:
    put(context, "westbrook/qa.toml", "")
    make(context, "h", "safety-networks")
    assert [row.name for row in overview(context, "westb").broken] == ["westbrook/qa.toml"]
    assert not overview(context, "safety").broken


@pytest.mark.parametrize(
    "score, target, words",
    [
        (3.5, 6.0, "3.5 → 6"),
        (4.0, None, "4"),
        (None, 7.5, "– → 7.5"),
        (None, None, "no score"),
        (0.0, 10.0, "0 → 10"),
    ],
)
def test_score_and_target_in_few_characters(
    score: float | None, target: float | None, words: str
) -> None:
    assert score_words(score, target) == words


@pytest.mark.parametrize(
    "edited, words",
    [
        (dt.datetime(2018, 7, 15, 23, 30, tzinfo=dt.UTC), "edited today"),
        (dt.datetime(2018, 7, 15, 22, 59, tzinfo=dt.UTC), "edited yesterday"),
        (dt.datetime(2018, 7, 14, 9, 0, tzinfo=dt.UTC), "14 Jul"),
        (dt.datetime(2017, 11, 12, 9, 0, tzinfo=dt.UTC), "12 Nov 2017"),
        (dt.datetime(2018, 7, 20, 9, 0, tzinfo=dt.UTC), "20 Jul"),
    ],
)
def test_the_last_edit_is_told_in_the_users_own_days(edited: dt.datetime, words: str) -> None:
    summer = dt.timezone(dt.timedelta(hours=1))
    assert edited_words(edited, dt.datetime(2018, 7, 16, 10, 0, tzinfo=summer)) == words


def test_a_file_that_has_not_changed_is_not_read_again(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are counted as they are read: those too new to be sure of are read every time."""
    old, new = make(context, "h", "old"), make(context, "h", "new")
    broken = put(context, "h/broken.toml", "[plan")
    hour_ago = NOW.timestamp() - 3600
    for path in (old.path, broken):
        os.utime(path, (hour_ago, hour_ago))
    opened: list[str] = []

    def counted(path: Path, name_of: Callable[[Path], str]) -> LoadedPlan | BrokenPlan | None:
        opened.append(path.stem)
        return read_listed(path, name_of)

    monkeypatch.setattr(reading, "read_listed", counted)
    reader = RowReader(context)
    first = list(reader.read())
    assert opened == ["broken", "new", "old"]
    assert list(reader.read()) == first
    assert opened[3:] == ["broken", "new"]
    context.store.save(context.store.load(old.path), old.plan.replace(plan={"title": "Edited"}))
    os.utime(old.path, (hour_ago + 1, hour_ago + 1))
    assert [row.title for row in reader.read() if isinstance(row, PlanRow)] == ["new", "Edited"]
    old.path.unlink()
    assert [row.path for row in reader.read()] == [broken, new.path]


def test_rows_are_made_anew_on_another_day(context: Context) -> None:
    make(context, "h", "qa")
    now = NOW + dt.timedelta(hours=1)
    reader = RowReader(replace(context, clock=lambda: now))
    (today,) = reader.read()
    now += dt.timedelta(days=1)
    (tomorrow,) = reader.read()
    assert isinstance(today, PlanRow)
    assert isinstance(tomorrow, PlanRow)
    assert (today.edited, tomorrow.edited) == ("edited today", "edited yesterday")


def test_copies_stay_copies_when_they_are_not_read_again(context: Context) -> None:
    loaded = make(context, "h", "qa")
    kept = ours_beside(context.store, loaded)
    hour_ago = NOW.timestamp() - 3600
    for path in (loaded.path, kept.path):
        os.utime(path, (hour_ago, hour_ago))
    reader = RowReader(context)
    assert list(reader.read()) == list(reader.read())
    assert [row.path for row in arrange(reader.read()).copies] == [kept.path]
