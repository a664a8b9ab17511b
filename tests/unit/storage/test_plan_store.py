"""Plans in a folder: nothing is overwritten, nothing is skipped, nothing is written for nothing."""

from __future__ import annotations

import datetime as dt
import errno
import itertools
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import BaseFileLock

from tests.unit.storage import faulty_disk
from tests.unit.storage.faulty_disk import FaultyDisk, PowerCutError
from tests.unit.storage.ours_beside import ours_beside
from trajectory.domain import editing
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Note, Plan
from trajectory.errors import (
    ChangedOnDiskError,
    NotSavedError,
    PlanExistsError,
    PlanNotFoundError,
    PlanUnreadableError,
    UsageError,
)
from trajectory.storage.codec import Wrapping, json_schema
from trajectory.storage.folder import Names, name_of
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan, PlanStore

NOW = dt.datetime(2026, 11, 22, 14, 2, tzinfo=dt.UTC)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links: not on Windows")


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(tmp_path / "plans", tmp_path / "state" / "locks")


@pytest.fixture
def qa(store: PlanStore) -> LoadedPlan:
    return store.create(store.path_for("westbrook", "qa"), titled("QA"))


def titled(title: str, plan_id: str | None = None) -> Plan:
    header = {"title": title} | ({"id": plan_id} if plan_id else {})
    return Plan.model_validate({"plan": header})


def retitled(plan: Plan, title: str) -> Plan:
    return editing.edit_header(plan, title=title)


def write(store: PlanStore, name: str, text: str = "[plan]\n") -> Path:
    path = store.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(store: PlanStore) -> list[str]:
    return [store.name_of(item.path) for item in store.scan()]


# ----------------------------------------------------------------------------------- creating


def test_a_new_plan_has_its_folder_and_the_schema_beside_it(store: PlanStore) -> None:
    made = store.create(store.path_for("westbrook", "qa"), titled("QA"))

    assert made.path == store.root / "westbrook" / "qa.toml"
    assert made.plan == titled("QA")
    assert made == store.load(made.path)
    assert made.edited.tzinfo is dt.UTC
    assert (store.root / "trajectory-plan.schema.json").read_text("utf-8") == json_schema()


def test_a_schema_that_is_there_is_left_as_it_is(store: PlanStore) -> None:
    path = write(store, "trajectory-plan.schema.json", "{}")
    store.create(store.path_for("a", "b"), titled("x"))
    assert path.read_text() == "{}"


def test_a_plan_is_made_though_no_schema_can_be(store: PlanStore) -> None:
    store.root.mkdir()
    (store.root / "trajectory-plan.schema.json").symlink_to("nowhere")
    assert store.create(store.path_for("a", "b"), titled("x")).path.exists()


def test_a_plan_is_never_made_over_another(store: PlanStore, qa: LoadedPlan) -> None:
    before = qa.path.read_bytes()
    with pytest.raises(PlanExistsError, match="already"):
        store.create(qa.path, titled("other"))
    assert qa.path.read_bytes() == before


@pytest.mark.parametrize("taken", ["westbrook/QA.toml", "Westbrook/other.toml"])
def test_names_that_differ_only_in_capitals_are_one_name(store: PlanStore, taken: str) -> None:
    write(store, taken)
    with pytest.raises(PlanExistsError, match="only capitals"):
        store.create(store.path_for("westbrook", "qa"), titled("x"))


def test_a_plan_that_cannot_be_made_leaves_no_empty_folder(tmp_path: Path) -> None:
    disk = FaultyDisk(faulty_disk.always_failing_on("write", errno.ENOSPC))
    store = PlanStore(tmp_path / "plans", tmp_path / "state" / "locks", disk)
    with pytest.raises(NotSavedError, match="the disk is full"):
        store.create(store.path_for("westbrook", "qa"), titled("x"))
    assert not (store.root / "westbrook").exists()


@pytest.mark.parametrize("name", ["", "..", "a/b", "a b", "QA", "con", "templates", "é", "a" * 61])
def test_what_can_be_no_name_is_refused(store: PlanStore, name: str) -> None:
    for group, deliverable in ((name, "qa"), ("westbrook", name)):
        with pytest.raises(UsageError, match="cannot be the name"):
            store.path_for(group, deliverable)


# ------------------------------------------------------------------------------------- saving


def test_a_save_is_read_back_by_the_next_who_opens_it(store: PlanStore, qa: LoadedPlan) -> None:
    saved = store.save(qa, retitled(qa.plan, "New"))
    assert saved == store.load(qa.path)
    assert saved.plan.plan.title == "New"
    assert saved.digest != qa.digest


def test_saving_the_same_plan_writes_nothing(store: PlanStore) -> None:
    source = "# ours\n[plan]\ntitle='QA'   # a remark, and our own layout\n"
    path = write(store, "westbrook/qa.toml", source)
    os.utime(path, ns=(10**18, 10**18))
    loaded = store.load(path)

    assert store.save(loaded, Plan.model_validate(loaded.plan.model_dump())) is loaded
    assert path.read_text("utf-8") == source
    assert path.stat().st_mtime_ns == 10**18


def test_another_order_of_items_is_a_change(store: PlanStore) -> None:
    plan = editing.add(titled("x"), "N1-aaaa", Note(text="first"))
    plan = editing.add(plan, "N2-bbbb", Note(text="second"))
    loaded = store.create(store.path_for("a", "b"), plan)
    store.save(loaded, editing.reorder(plan, Kind.NOTE, ["N2-bbbb"]))
    assert list(store.load(loaded.path).plan.note) == ["N2-bbbb", "N1-aaaa"]


def test_what_surrounds_a_plan_is_kept(store: PlanStore) -> None:
    path = store.root / "a" / "b.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbf# ours\r\n[plan]\r\n")
    loaded = store.load(path)
    saved = store.save(loaded, retitled(loaded.plan, "x"))
    assert saved.wrapping == Wrapping(True, "\r\n", "# ours\n") == store.load(path).wrapping


@pytest.mark.parametrize("theirs", ["[plan]\ntitle = 'theirs'\n", "not a plan", ""])
def test_what_somebody_else_wrote_is_never_overwritten(
    store: PlanStore, qa: LoadedPlan, theirs: str
) -> None:
    qa.path.write_text(theirs)
    with pytest.raises(ChangedOnDiskError, match="Nothing was overwritten"):
        store.save(qa, retitled(qa.plan, "ours"))
    assert qa.path.read_text() == theirs


def test_a_change_is_seen_though_size_and_time_are_the_same(
    store: PlanStore, qa: LoadedPlan
) -> None:
    before = qa.path.stat()
    qa.path.write_bytes(qa.path.read_bytes().replace(b"QA", b"AQ"))
    os.utime(qa.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ChangedOnDiskError):
        store.save(qa, retitled(qa.plan, "ours"))


def test_a_plan_that_was_taken_away_is_not_made_again(store: PlanStore, qa: LoadedPlan) -> None:
    qa.path.unlink()
    with pytest.raises(ChangedOnDiskError, match="moved or deleted"):
        store.save(qa, retitled(qa.plan, "ours"))
    assert not qa.path.exists()


def test_a_save_that_failed_can_be_tried_again(qa: LoadedPlan, tmp_path: Path) -> None:
    """Even where the disk failed after the new bytes were in place: they are known for ours."""
    for name, code in [("write", errno.ENOSPC), ("sync_folder", errno.EIO)]:
        disk = FaultyDisk(faulty_disk.failing_on(name, code))
        store = PlanStore(tmp_path / "plans", tmp_path / "state" / "locks", disk)
        with pytest.raises(NotSavedError):
            store.save(qa, retitled(qa.plan, f"first, {name}"))
        qa = store.save(qa, retitled(qa.plan, f"second, {name}"))
        assert store.load(qa.path).plan.plan.title == f"second, {name}"


def test_a_copy_can_be_saved_and_stays_one(store: PlanStore, qa: LoadedPlan) -> None:
    copy = ours_beside(store, qa, retitled(qa.plan, "ours"))
    assert store.save(copy, retitled(qa.plan, "more")).is_copy


# -------------------------------------------------------------------------------------- locks


def test_edits_of_many_threads_are_all_kept(store: PlanStore, qa: LoadedPlan) -> None:
    def work(worker: int) -> None:
        for number in range(5):
            with store.locked(qa.path):
                loaded = store.load(qa.path)
                key = f"N{worker + 1}-{number}"
                store.save(loaded, editing.add(loaded.plan, key, Note(text=key)))

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.load(qa.path).plan.note) == 20


HOLD = """
import sys
from pathlib import Path
from trajectory.storage.plan_store import PlanStore
root, locks, path = map(Path, sys.argv[1:])
with PlanStore(root, locks).locked(path):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_program_that_writes_is_waited_for_and_named(
    store: PlanStore, qa: LoadedPlan, tmp_path: Path
) -> None:
    store.lock_timeout = 0.05
    folders = [str(path) for path in (store.root, tmp_path / "state" / "locks", qa.path)]
    command = [sys.executable, "-c", HOLD, *folders]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(NotSavedError, match="another program"):
            store.save(qa, retitled(qa.plan, "ours"))
        other.stdin.close()
        other.wait()
    assert store.save(qa, retitled(qa.plan, "ours")).plan.plan.title == "ours"


def test_a_lock_is_asked_for_again_by_its_own_thread(store: PlanStore, qa: LoadedPlan) -> None:
    store.lock_timeout = 0.05
    with store.locked(qa.path), store.locked(qa.path):
        store.save(qa, retitled(qa.plan, "ours"))


def test_a_lock_that_cannot_be_let_go_is_no_failed_save(
    store: PlanStore, qa: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(BaseFileLock, "release", refuse)
    first = store.save(qa, retitled(qa.plan, "first"))
    second = store.save(first, retitled(qa.plan, "second"))
    assert store.load(qa.path).digest == second.digest
    monkeypatch.undo()


def test_no_place_for_locks_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, where the locks' folder should be")
    store = PlanStore(tmp_path / "plans", tmp_path / "state" / "locks")
    with pytest.raises(NotSavedError, match="no lock could be made"):
        store.create(store.path_for("a", "b"), titled("x"))


# ------------------------------------------------------------------------------------ listing


def test_plans_are_listed_in_order_and_nothing_else_is(store: PlanStore) -> None:
    for name in ("b/two.toml", "a/two.toml", "a/one.toml", "b/Three.TOML"):
        write(store, name)
    for name in (
        *("a/.hidden.toml", "a/notes.md", "a/one.toml.orig", "a/.trajectory-12345678.tmp"),
        *("loose.toml", "templates/qa.toml", "history/a.toml", "a/history/one.toml"),
        *(".trash/20261122-140200/a/one.toml", ".git/x.toml"),
    ):
        write(store, name, "not a plan")
    assert names(store) == ["a/one", "a/two", "b/Three", "b/two"]
    assert [store.name_of(path) for path in store.paths()] == names(store)


def test_a_folder_that_is_not_there_has_no_plans(store: PlanStore) -> None:
    assert list(store.scan()) == []
    assert store.trashed() == []


def test_a_broken_plan_is_listed_with_its_reason_and_the_others_are_read(store: PlanStore) -> None:
    write(store, "a/good.toml")
    write(store, "a/bad.toml", "[plan]\n[step.S1]\ntext = 'x'\ndue = 'soon'\n")
    bad, good = store.scan()
    assert isinstance(bad, BrokenPlan)
    assert [str(problem) for problem in bad.problems] == [
        'line 4, due: "soon" is not a date: write it like 2026-02-09'
    ]
    assert isinstance(good, LoadedPlan)


def test_an_error_names_the_plan_as_people_do(store: PlanStore) -> None:
    path = write(store, "westbrook/qa.toml", "[plan]\ndate = 'soon'\n")
    with pytest.raises(PlanUnreadableError) as refused:
        store.load(path)
    assert str(refused.value).startswith("westbrook/qa cannot be read: line 2, date: ")
    assert refused.value.path == path
    assert refused.value.problems[0].key == "plan.date"


def test_a_plan_that_does_not_exist_is_told(store: PlanStore) -> None:
    with pytest.raises(PlanNotFoundError, match="There is no plan a/b"):
        store.load(store.path_for("a", "b"))


@posix_only
def test_pipes_devices_and_folders_are_refused_at_once(store: PlanStore) -> None:
    write(store, "a/good.toml")
    os.mkfifo(store.root / "a" / "pipe.toml")
    (store.root / "a" / "zero.toml").symlink_to("/dev/zero")
    (store.root / "a" / "folder.toml").mkdir()
    (store.root / "a" / "nowhere.toml").symlink_to("nothing")
    (store.root / "a" / "circle.toml").symlink_to("circle.toml")
    broken = {i.path.stem: i.problems[0].message for i in store.scan() if isinstance(i, BrokenPlan)}
    assert "a device or a pipe" in broken["pipe"]
    assert "a device or a pipe" in broken["zero"]
    assert "a folder" in broken["folder"]
    assert "the link leads nowhere" in broken["nowhere"]
    assert "lead in a circle" in broken["circle"]
    assert len(list(store.scan())) == 6


def test_a_huge_file_is_refused_unread(store: PlanStore) -> None:
    path = write(store, "a/huge.toml")
    with path.open("r+b") as file:
        file.truncate(100_000_000)
    (item,) = store.scan()
    assert isinstance(item, BrokenPlan)
    assert "100,000,000 bytes" in item.problems[0].message


def test_a_folder_that_may_not_be_opened_is_listed(
    store: PlanStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The permission is faked: a test may run as the administrator, who may open anything."""
    write(store, "closed/qa.toml")
    write(store, "open/qa.toml")
    listed = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    closed, opened = store.scan()
    assert isinstance(closed, BrokenPlan)
    assert closed.path.name == "closed"
    assert "you have no permission" in closed.problems[0].message
    assert isinstance(opened, LoadedPlan)


def test_a_plans_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("x")
    (item,) = PlanStore(tmp_path / "plans", tmp_path / "locks").scan()
    assert isinstance(item, BrokenPlan)
    assert "a file stands where its folder should be" in item.problems[0].message


def test_a_file_that_may_not_be_read_is_listed(
    store: PlanStore, qa: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("trajectory.storage.loading.os.open", refuse)
    (item,) = store.scan()
    assert isinstance(item, BrokenPlan)
    assert "you have no permission" in item.problems[0].message


# ------------------------------------------------------------------------------------- copies


@pytest.mark.parametrize(
    "name",
    [
        "qa.ours-20261122-140200",
        "qa.ours-20261122-140200-2",
        "qa.sync-conflict-20261122-140200-ABCDEF7",
        "qa (conflicted copy 2026-11-22 140200)",
        "qa (Ann's conflicted copy 2026-11-22)",
        "qa_conflict-20261122",
        "qa - Copy",
        "qa - Copy (2)",
        "qa (1)",
    ],
)
def test_what_synchronisers_and_desktops_leave_is_a_copy(store: PlanStore, name: str) -> None:
    write(store, f"westbrook/{name}.toml")
    write(store, "westbrook/qa.toml")
    found = {item.path.stem: item for item in store.scan() if isinstance(item, LoadedPlan)}
    assert found[name].copy_of == store.root / "westbrook" / "qa.toml"
    assert not found["qa"].is_copy


def test_a_copy_that_is_left_alone_is_the_plan(store: PlanStore) -> None:
    write(store, "westbrook/qa (1).toml")
    assert store.copies() == []
    assert names(store) == ["westbrook/qa (1)"]


def test_two_files_with_one_id_are_a_plan_and_its_copy(store: PlanStore) -> None:
    source = "[plan]\nid = 'qa-k7m2x9'\n"
    for name in ("a/qa.toml", "a/qa-LAPTOP7.toml", "b/renamed.toml"):
        write(store, name, source)
    write(store, "a/other.toml", "[plan]\nid = 'other-k7m2x9'\n")
    write(store, "a/without.toml")
    write(store, "b/without.toml")
    original = store.root / "a" / "qa.toml"
    assert {store.name_of(copy.path): copy.copy_of for copy in store.copies()} == {
        "a/qa-LAPTOP7": original,
        "b/renamed": original,
    }


# ------------------------------------------------------------------------------------- finding


def test_a_plan_is_found_by_its_name_or_its_path(
    store: PlanStore, qa: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.root)
    for reference in (
        *("westbrook/qa", "westbrook/qa.toml", "Westbrook/QA", "westbrook\\qa", "/westbrook/qa"),
        *(
            "./westbrook/qa.toml",
            str(qa.path),
            str(store.root / "x" / ".." / "westbrook" / "qa.toml"),
        ),
    ):
        if ".." in reference:
            (store.root / "x").mkdir()
        assert store.find(reference) == qa.path


@posix_only
def test_a_name_is_told_whatever_way_leads_to_the_plan(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "plans", tmp_path / "elsewhere"
    for folder in (root / "westbrook", elsewhere):
        folder.mkdir(parents=True)
    (root / "linked").symlink_to(elsewhere)
    names = Names(root)
    for path, name in (
        (root / "westbrook" / "qa.toml", "westbrook/qa"),
        (root / "westbrook" / "notes.txt", "westbrook/notes.txt"),
        (root / "westbrook" / ".." / "westbrook" / "qa.toml", "westbrook/qa"),
        (root / "westbrook", "westbrook"),
        (root / "linked" / "qa.toml", str(root / "linked" / "qa.toml")),
        (elsewhere / "qa.toml", str(elsewhere / "qa.toml")),
        (root, str(root)),
        (root / "..", str(root / "..")),
    ):
        assert names.of(path) == name_of(root, path) == name


def test_an_existing_path_wins(
    store: PlanStore, qa: LoadedPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "westbrook").mkdir(parents=True)
    (elsewhere / "westbrook" / "qa.toml").write_text("[plan]\n")
    monkeypatch.chdir(elsewhere)
    assert store.find("westbrook/qa.toml") == elsewhere / "westbrook" / "qa.toml"
    assert store.find("westbrook/qa") == qa.path
    assert store.name_of(store.find("westbrook/qa.toml")) == str(
        elsewhere / "westbrook" / "qa.toml"
    )


@pytest.mark.parametrize(
    "reference, words",
    [
        ("westbrook/qb", "Did you mean westbrook/qa?"),
        ("qa", "Did you mean westbrook/qa?"),
        ("something else entirely", "trajectory list"),
        ("", "There is no plan"),
        ("a" * 5_000, "There is no plan"),
        ("zero\0byte", "There is no plan"),
        ("~nobody-of-this-name/qa", "There is no plan"),
    ],
)
@pytest.mark.usefixtures("qa")
def test_a_plan_that_is_not_there_brings_the_nearest_names(
    store: PlanStore, reference: str, words: str
) -> None:
    with pytest.raises(PlanNotFoundError) as missing:
        store.find(reference)
    assert words in str(missing.value)


@pytest.mark.usefixtures("qa")
def test_a_folder_is_no_plan(store: PlanStore) -> None:
    with pytest.raises(PlanNotFoundError, match="is a folder"):
        store.find(str(store.root / "westbrook"))


@pytest.mark.usefixtures("qa")
def test_a_plan_in_a_closed_folder_is_found_so_that_reading_it_says_why_not(
    store: PlanStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Path.stat

    def refuse(path: Path, **options: bool) -> os.stat_result:
        if store.root / "closed" in path.parents:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return asked(path, **options)

    monkeypatch.setattr(Path, "stat", refuse)
    assert store.find("closed/qa") == store.root / "closed" / "qa.toml"
    with pytest.raises(PlanUnreadableError, match="you have no permission"):
        store.load(store.find("closed/qa"))


def test_an_empty_folder_is_said_to_be_empty(store: PlanStore) -> None:
    with pytest.raises(PlanNotFoundError, match="The folder has no plans yet"):
        store.find("westbrook/qa")


# ------------------------------------------------------------------------ moving and deleting


def test_a_plan_moves_and_an_empty_folder_goes(store: PlanStore, qa: LoadedPlan) -> None:
    target = store.path_for("eastbrook", "qa")
    assert store.move(qa.path, target) == target
    assert store.load(target).digest == qa.digest
    assert not qa.path.parent.exists()


def test_a_plan_never_moves_over_another(store: PlanStore, qa: LoadedPlan) -> None:
    other = store.create(store.path_for("westbrook", "other"), titled("other"))
    with pytest.raises(PlanExistsError):
        store.move(qa.path, other.path)
    write(store, "westbrook/Third.toml")
    with pytest.raises(PlanExistsError):
        store.move(qa.path, store.path_for("westbrook", "third"))
    assert store.load(other.path) == other
    assert store.load(qa.path) == qa


def test_what_is_gone_cannot_be_moved_or_deleted(store: PlanStore) -> None:
    with pytest.raises(PlanNotFoundError):
        store.move(store.path_for("a", "b"), store.path_for("a", "c"))
    with pytest.raises(PlanNotFoundError):
        store.trash(store.path_for("a", "b"), NOW)


def test_a_deleted_plan_comes_back_whole(store: PlanStore, qa: LoadedPlan) -> None:
    thrown = store.trash(qa.path, NOW)
    assert thrown == store.root / ".trash" / "20261122-140200" / "westbrook" / "qa.toml"
    assert names(store) == []
    assert store.trashed() == [thrown]

    assert store.restore(thrown) == qa.path
    assert store.load(qa.path) == qa
    assert store.trashed() == []
    assert not thrown.parent.parent.exists()


def test_a_deleted_plan_never_comes_back_over_a_new_one(store: PlanStore, qa: LoadedPlan) -> None:
    thrown = store.trash(qa.path, NOW)
    new = store.create(qa.path, titled("new"))
    with pytest.raises(PlanExistsError):
        store.restore(thrown)
    assert store.load(qa.path) == new
    assert store.trashed() == [thrown]


def test_plans_deleted_in_one_second_are_told_apart_and_the_latest_comes_first(
    store: PlanStore, qa: LoadedPlan
) -> None:
    first = store.trash(qa.path, NOW)
    store.create(qa.path, titled("again"))
    second = store.trash(qa.path, NOW)
    store.create(qa.path, titled("and again"))
    third = store.trash(qa.path, NOW.replace(hour=15))
    assert store.trashed() == [third, second, first]
    assert store.load(first).plan.plan.title == "QA"


def test_broken_plans_can_be_deleted_too(store: PlanStore) -> None:
    path = write(store, "a/bad.toml", "not a plan")
    assert store.restore(store.trash(path, NOW)) == path
    assert path.read_text() == "not a plan"


def test_only_plans_of_the_folder_have_a_trash(store: PlanStore, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.toml"
    stranger.write_text("[plan]\n")
    with pytest.raises(UsageError, match="not in the plans folder"):
        store.trash(stranger, NOW)
    with pytest.raises(PlanNotFoundError, match="not in the trash"):
        store.restore(stranger)
    assert stranger.exists()


# ------------------------------------------------------------------------------- damaged files


@pytest.mark.parametrize("has_links", [True, False])
def test_whenever_the_computer_stops_a_damaged_file_or_its_last_copy_is_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    damaged, good = b"[plan", b"[plan]\ntitle = 'QA'\n"
    for number in itertools.count(1):
        disk = FaultyDisk(faulty_disk.switched_off_at(number))
        if not has_links:
            monkeypatch.setattr(disk, "link", no_links)
        store = PlanStore(tmp_path / str(number), tmp_path / "locks", disk)
        path = store.path_for("h", "qa")
        path.parent.mkdir(parents=True)
        path.write_bytes(damaged)
        try:
            aside = store.put_in_place_of(path, good, NOW)
        except PowerCutError:
            disk.switch_off()
            assert path.read_bytes() in {damaged, good}
        else:
            assert (path.read_bytes(), aside.read_bytes()) == (good, damaged)
            break
        if path.read_bytes() == good:
            assert damaged in [file.read_bytes() for file in path.parent.iterdir()]
    assert number > 5


def no_links(source: Path, target: Path) -> None:
    raise OSError(errno.EPERM, "no links here")
