"""Copies of plans elsewhere, when the place where they belong takes no more writing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from trajectory.domain.plan import Header, Plan
from trajectory.errors import NotSavedError, TrajectoryError, UsageError
from trajectory.storage import codec
from trajectory.usecases.rescuing import rescue, suggested_folder

TODAY = dt.date(2018, 1, 16)
PLAN = Plan(plan=Header(title="Networks"))
BELONGS = Path("share/harrowmere-table-3/safety-networks.toml")


def test_a_copy_can_be_read_as_the_plan_that_it_is(tmp_path: Path) -> None:
    (kept,) = rescue([(BELONGS, PLAN)], tmp_path / "new" / "copies")
    assert kept == tmp_path / "new/copies/harrowmere-table-3/safety-networks.toml"
    assert codec.parse(kept.read_bytes())[0] == PLAN


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    rescue([(BELONGS, PLAN)], tmp_path)
    later = PLAN.replace(plan=Header(title="Networks, later"))
    (second,) = rescue([(BELONGS, later)], tmp_path)
    assert second.name == "safety-networks-2.toml"
    first = tmp_path / "harrowmere-table-3" / "safety-networks.toml"
    assert codec.parse(first.read_bytes())[0] == PLAN
    assert codec.parse(second.read_bytes())[0] == later


def test_plans_of_one_table_stay_together(tmp_path: Path) -> None:
    other = BELONGS.with_name("case-management.toml")
    kept = rescue([(BELONGS, PLAN), (other, PLAN)], tmp_path)
    assert [path.name for path in kept] == ["safety-networks.toml", "case-management.toml"]
    assert {path.parent for path in kept} == {tmp_path / "harrowmere-table-3"}


def test_a_name_that_is_no_name_is_made_one(tmp_path: Path) -> None:
    (kept,) = rescue([(Path("Our Plans (shared)/Q&A!.toml"), PLAN)], tmp_path)
    assert kept.relative_to(tmp_path) == Path("our-plans-shared/q-and-a.toml")


def test_a_folder_in_one_s_home_can_be_named_as_such(own_home: Path) -> None:
    (kept,) = rescue([(BELONGS, PLAN)], Path("~/copies"))
    assert kept.is_relative_to(own_home / "copies")


def test_a_place_that_takes_no_writing_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(TrajectoryError) as caught:
        rescue([(BELONGS, PLAN)], file)
    assert isinstance(caught.value, NotSavedError | UsageError)
    assert str(file) in str(caught.value)
    assert file.read_text(encoding="utf-8") == "a file, no folder"


def test_an_unknown_user_s_home_is_said() -> None:
    with pytest.raises(UsageError, match="~nobody-of-that-name"):
        rescue([(BELONGS, PLAN)], Path("~nobody-of-that-name/x"))


def test_a_folder_of_the_day_is_suggested(own_home: Path) -> None:
    assert suggested_folder(TODAY).name == "Trajectory copies 2018-01-16"
    assert suggested_folder(TODAY).is_relative_to(own_home)
