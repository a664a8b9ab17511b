"""Earlier versions of plans: kept whole or not at all, told apart by the plan's id, moved along."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import itertools
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.storage import faulty_disk
from tests.unit.storage.faulty_disk import FaultyDisk, PowerCutError
from trajectory.domain.plan import Barrier, Header, Plan
from trajectory.errors import NotSavedError, PlanUnreadableError
from trajectory.storage import codec
from trajectory.storage.history import FOLDER, History
from trajectory.storage.loading import BrokenPlan, LoadedPlan

AT = dt.datetime(2018, 1, 16, 15, 32, 8, tzinfo=dt.UTC)
PLAN = Plan(plan=Header(id="networks-k7m2x9"), barrier={"B1-aaaa": Barrier(text="No room")})
MANY = 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of a plan in a folder; nothing need be there."""
    place = tmp_path / "plans" / "table-3" / "networks.toml"
    place.parent.mkdir(parents=True)
    return place


def history(path: Path, disk: FaultyDisk | None = None) -> History:
    return History(path.parents[1], disk or FaultyDisk())


def names(path: Path, plan_id: str | None = PLAN.plan.id) -> list[str]:
    return [version.path.name for version in history(path).versions(path, plan_id)]


def test_the_name_says_when_in_utc(path: Path) -> None:
    west = dt.timezone(dt.timedelta(hours=-5))
    kept = history(path).keep_plan(path, PLAN, AT.astimezone(west))
    assert kept == path.parent / FOLDER / "networks-20180116-153208.toml"
    (version,) = history(path).versions(path, PLAN.plan.id)
    assert (version.at, version.is_stamped) == (AT, True)
    assert isinstance(version.item, LoadedPlan)
    assert version.item.plan == PLAN


def test_the_latest_comes_first_whatever_the_files_are_called(path: Path) -> None:
    for days, stem in ((0, "networks"), (2, "earlier-name"), (1, "networks")):
        history(path).keep_plan(path.with_name(f"{stem}.toml"), PLAN, AT + dt.timedelta(days=days))
    assert names(path) == [
        "earlier-name-20180118-153208.toml",
        "networks-20180117-153208.toml",
        "networks-20180116-153208.toml",
    ]


def test_a_plan_without_an_id_has_the_files_that_are_named_after_it(path: Path) -> None:
    nameless = Plan(plan=Header())
    history(path).keep_plan(path, nameless, AT)
    history(path).keep_plan(path.with_name("other.toml"), nameless, AT)
    history(path).keep_plan(path, PLAN, AT + dt.timedelta(days=1))
    assert names(path, None) == ["networks-20180116-153208.toml"]
    assert names(path, "x-1") == ["networks-20180116-153208.toml"], "it may have got its id since"


def test_an_id_that_is_written_in_another_way_is_found(path: Path) -> None:
    kept = history(path).keep_plan(path.with_name("x.toml"), PLAN.replace(plan=Header(id="ä")), AT)
    kept.write_text(kept.read_text("utf-8").replace("ä", "\\u00e4"), encoding="utf-8")
    assert names(path, "ä") == [kept.name]


@pytest.mark.parametrize("stamp", ["20180230-000000", "00010101-000000", "99991231-235959"])
def test_digits_that_are_no_time_are_none(path: Path, stamp: str) -> None:
    history(path).keep_plan(path, PLAN, AT)
    file = path.parent / FOLDER / f"networks-{stamp}.toml"
    file.write_bytes(codec.encode(PLAN))
    found = {v.path: v for v in history(path).versions(path, PLAN.plan.id)}
    assert not found[file].is_stamped
    assert found[file].at.year >= 2018, "when the file was written"
    file.write_text("", encoding="utf-8")
    found = {v.path: v for v in history(path).versions(path, PLAN.plan.id)}
    assert isinstance(found[file].item, BrokenPlan)
    found[file].at.astimezone(dt.timezone(dt.timedelta(hours=-12)))  # no year is left behind


hostile_names = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=30
)


@given(name=hostile_names, data=st.one_of(st.binary(max_size=200), st.just(codec.encode(PLAN))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_in_the_folder_makes_it_fail(path: Path, name: str, data: bytes) -> None:
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    file = folder / f"networks-{name}.toml"
    with contextlib.suppress(OSError):  # a name that this system does not take
        file.write_bytes(data)
    for version in history(path).versions(path, PLAN.plan.id):
        if isinstance(version.item, BrokenPlan):
            assert version.item.problems
            with pytest.raises(PlanUnreadableError):
                history(path).read(version.path)
        else:
            assert history(path).read(version.path).plan == version.item.plan
    file.unlink(missing_ok=True)


def calls_of_keeping(path: Path) -> int:
    disk = FaultyDisk()
    history(path, disk).keep_plan(path, PLAN, AT)
    (path.parent / FOLDER / "networks-20180116-153208.toml").unlink()
    return len(disk.calls)


def test_whatever_fails_it_is_kept_whole_or_not_at_all(path: Path) -> None:
    for number in range(1, calls_of_keeping(path) + 1):
        disk = FaultyDisk(faulty_disk.failing_at(number, errno.EIO))
        with contextlib.suppress(NotSavedError):
            history(path, disk).keep_plan(path, PLAN, AT)
        for file in (path.parent / FOLDER).glob("*.toml"):
            assert codec.parse(file.read_bytes())[0] == PLAN
        kept = history(path).keep_plan(path, PLAN, AT)
        assert names(path) == [kept.name], "the next attempt makes no second one"
        left = list((path.parent / FOLDER).glob(".*"))
        assert bool(left) is (disk.calls[number - 1] == "remove"), "what nobody could take away"
        for file in (*left, kept):
            file.unlink()


def test_when_the_power_goes_it_is_there_whole_or_not_at_all(path: Path) -> None:
    for number in range(1, calls_of_keeping(path) + 1):
        disk = FaultyDisk(faulty_disk.switched_off_at(number))
        with contextlib.suppress(PowerCutError):
            history(path, disk).keep_plan(path, PLAN, AT)
        disk.switch_off()
        for version in history(path).versions(path, PLAN.plan.id):
            assert isinstance(version.item, LoadedPlan)
            assert version.item.plan == PLAN
        for file in (path.parent / FOLDER).iterdir():
            file.unlink()


def test_what_a_kill_left_half_written_goes_after_a_day(path: Path) -> None:
    kept = history(path).keep_plan(path, PLAN, AT)
    old, new = (kept.with_name(f".trajectory-0000000{n}.tmp") for n in range(2))
    for file in (old, new):
        file.write_text("half", encoding="utf-8")
    long_ago = kept.stat().st_mtime - 2 * 24 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    history(path).keep_plan(path, PLAN, AT + dt.timedelta(days=1))
    assert (old.exists(), new.exists()) == (False, True)


def test_a_move_that_fails_on_the_way_leaves_all_where_it_was(path: Path) -> None:
    for days in range(3):
        history(path).keep_plan(path, PLAN, AT + dt.timedelta(days=days))
    before = names(path)
    new = path.parents[1] / "table-4" / path.name
    for number in itertools.count(1):
        disk = FaultyDisk(faulty_disk.failing_at(number, errno.EACCES))
        try:
            history(path, disk).take_along(path, new, PLAN.plan.id)
        except NotSavedError:
            assert names(path) == before
            assert names(new) == []
        if number > MANY or len(disk.calls) < number:
            break
        if names(new):
            history(path).take_along(new, path, PLAN.plan.id)
    assert names(new) == before
    assert not (path.parent / FOLDER).exists()


def test_a_name_that_is_taken_where_it_goes_is_not_written_over(path: Path) -> None:
    new = path.parents[1] / "table-4" / path.name
    history(path).keep_plan(new, PLAN.replace(plan=Header(id="other-1")), AT)
    history(path).keep_plan(path, PLAN, AT)
    history(path).take_along(path, new, PLAN.plan.id)
    assert names(new) == ["networks-20180116-153208-2.toml"]
    assert names(new, "other-1") == ["networks-20180116-153208.toml"]


def test_within_one_folder_nothing_moves(path: Path) -> None:
    kept = history(path).keep_plan(path, PLAN, AT)
    history(path).take_along(path, path.with_name("renamed.toml"), PLAN.plan.id)
    assert kept.exists()


def test_a_plan_that_stands_elsewhere_has_its_history_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "elsewhere" / "qa.toml"
    place.parent.mkdir()
    store = History(tmp_path / "plans")
    kept = store.keep_plan(place, PLAN, AT)
    assert [version.path for version in store.versions(place, PLAN.plan.id)] == [kept]
    assert store.read(kept).plan == PLAN
