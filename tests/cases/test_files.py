"""Cases of reliability.md, by their numbers: files that are damaged, linked, locked or closed."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cases.commands import Room
from tests.command_line import NETWORKS
from tests.repository import ROOT
from tests.unit.storage import faulty_disk
from tests.unit.storage.faulty_disk import FaultyDisk
from trajectory.domain import editing
from trajectory.domain.plan import Plan
from trajectory.errors import NotSavedError
from trajectory.storage import atomic
from trajectory.storage.plan_store import BrokenPlan, LoadedPlan, PlanStore
from trajectory.usecases.exporting import export_beside
from trajectory.usecases.saving import LEFT_OTHER_NAME

EXAMPLE = ROOT / "plans" / f"{NETWORKS}.toml"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes: not on Windows")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(tmp_path / "store" / "plans", tmp_path / "locks")


@pytest.fixture
def qa(store: PlanStore) -> LoadedPlan:
    plan = Plan.model_validate({"plan": {"title": "QA"}})
    return store.create(store.path_for("westbrook", "qa"), plan)


def retitled(loaded: LoadedPlan, title: str = "New") -> Plan:
    return editing.edit_header(loaded.plan, title=title)


def temps(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob(".*.tmp"))


# ------------------------------------------------------------------------------------ damage


def test_case_35_an_empty_file_is_named_and_never_overwritten(room: Room) -> None:
    path = room.put(b"")
    room.refuses(path, "the file is empty (0 bytes)", "look for an earlier version")


@pytest.mark.parametrize("size", [1, 4096, 300_000])
def test_case_36_a_file_of_zero_bytes_is_named_and_never_overwritten(room: Room, size: int) -> None:
    path = room.put(b"\0" * size)
    room.refuses(path, f"{size:,} zero bytes and no text")


def test_case_36_zero_bytes_within_a_plan_are_named_by_their_line(room: Room) -> None:
    path = room.put(b"[plan]\ntitle = 'x'\n" + b"\0" * 512 + b"\n")
    room.refuses(path, "column 1: ")
    (found,) = (item for item in PlanStore(room.plans, room.plans).scan() if item.path == path)
    assert isinstance(found, BrokenPlan)
    assert found.problems[0].line == 3


def test_case_38_the_marks_of_git_are_explained_with_their_line(room: Room) -> None:
    path = room.put(b"[plan]\n<<<<<<< HEAD\ntitle = 'a'\n=======\ntitle = 'b'\n>>>>>>> theirs\n")
    room.refuses(path, "<<<<<<< marks where git could not join two versions", "take out the lines")
    assert "qa.toml:2: " in room.run("check").stdout
    assert "line 2: " in room.run("show", str(path)).stderr


@pytest.mark.parametrize(
    "name",
    [
        "qa.sync-conflict-20261122-140200-ABCDEF7",
        "qa (conflicted copy 2026-11-22 140200)",
        "qa (Ann's conflicted copy 2026-11-22)",
        "qa - Copy",
        "qa-LAPTOP7",
    ],
)
def test_case_39_a_copy_that_a_sync_service_left_is_no_plan_of_its_own(
    room: Room, name: str
) -> None:
    data = b"[plan]\nid = 'qa-k7m2x9'\ntitle = 'QA'\n"
    original, copy = room.put(data), room.put(data, f"westbrook/{name}.toml")
    before = room.left()
    assert f"westbrook/{name}  " in room.run("list").stdout
    assert "copy of westbrook/qa" in room.run("list").stdout
    assert room.run("list").stdout.count("copy of") == 1
    exported = room.run("export", "--all")
    assert exported.exit_code == 0
    assert f"westbrook/{name} is a copy of westbrook/qa: left out." in exported.stderr
    assert exported.stdout.count("# QA") == 1
    checked = room.run("check")
    assert checked.exit_code == 1
    assert "this is a copy of westbrook/qa" in checked.stdout
    assert room.left() == before
    assert original.read_bytes() == copy.read_bytes() == data


def test_case_42_a_table_that_stands_twice_is_named_by_line_and_column(room: Room) -> None:
    path = room.put(b"[plan]\n[barrier.B1]\ntext = 'a'\n[barrier.B1]\ntext = 'b'\n")
    room.refuses(path, "column 12: the heading stands in the file twice")
    assert "qa.toml:4: " in room.run("check").stdout


# ------------------------------------------------------------------------------------- links


@posix_only
def test_case_44_a_link_stays_a_link_and_its_file_gets_the_words(
    store: PlanStore, qa: LoadedPlan
) -> None:
    link = store.root / "eastbrook" / "qa.toml"
    link.parent.mkdir()
    link.symlink_to(Path("..") / "westbrook" / "qa.toml")
    loaded = store.load(link)
    store.save(loaded, retitled(loaded))
    assert link.is_symlink()
    assert store.load(qa.path).plan.plan.title == "New"
    assert temps(store.root) == []


@posix_only
@pytest.mark.parametrize("what", ["file", "folder"])
def test_case_44_a_link_out_of_the_plans_folder_is_read_and_never_written(
    store: PlanStore, tmp_path: Path, what: str
) -> None:
    """Anybody who shares the folder can make one, to any file of ours."""
    outside = tmp_path / "private" / "mine.toml"
    outside.parent.mkdir()
    outside.write_text("[plan]\ntitle = 'mine'\n")
    store.root.mkdir(parents=True)
    if what == "folder":
        (store.root / "a").symlink_to(outside.parent)
    else:
        (store.root / "a").mkdir()
        (store.root / "a" / "mine.toml").symlink_to(outside)
    loaded = store.load(store.find("a/mine"))
    with pytest.raises(NotSavedError, match=r"a link that leads out of .*name the file"):
        store.save(loaded, retitled(loaded))
    if what == "folder":
        with pytest.raises(NotSavedError, match="a link that leads out"):
            store.create(store.root / "a" / "new.toml", loaded.plan)
    assert [path.name for path in outside.parent.iterdir()] == ["mine.toml"]
    assert outside.read_text() == "[plan]\ntitle = 'mine'\n"


@posix_only
def test_case_44_a_file_that_the_person_named_is_written_wherever_its_link_leads(
    store: PlanStore, tmp_path: Path
) -> None:
    outside, link = tmp_path / "share" / "real.toml", tmp_path / "desk" / "link.toml"
    for path in (outside, link):
        path.parent.mkdir()
    outside.write_text("[plan]\n")
    link.symlink_to(outside)
    for named in (link, outside):
        loaded = store.load(store.find(str(named)))
        store.save(loaded, retitled(loaded, f"by {named.name}"))
        assert f"by {named.name}" in outside.read_text()
    assert link.is_symlink()


@posix_only
def test_case_44_an_export_follows_no_link_that_nobody_named(room: Room, tmp_path: Path) -> None:
    """`plan.md -> ~/.profile`, made by a colleague, is not overwritten by one key."""
    mine = tmp_path / "profile"
    mine.write_text("mine\n")
    plan = room.plans / f"{NETWORKS}.toml"
    plan.with_suffix(".md").symlink_to(mine)
    out = tmp_path / "out"
    out.mkdir()
    (out / "harrowmere-table-3--safety-networks.md").symlink_to(mine)
    context = room.run._setup.build(room.run._setup, None).context
    with pytest.raises(NotSavedError, match="a link that leads out"):
        export_beside(context, context.store.load(plan).plan, plan)
    refused = room.run("export", "--all", "--output", str(out))
    assert refused.exit_code == NotSavedError.exit_code
    assert "a link that leads out" in refused.stderr
    assert mine.read_text() == "mine\n"
    named = room.run("export", NETWORKS, "--output", str(plan.with_suffix(".md")))
    assert named.exit_code == 0
    assert "Safety planning" in mine.read_text()


@posix_only
def test_case_45_a_second_name_keeps_the_old_text_and_that_is_said_once(
    store: PlanStore, qa: LoadedPlan, room: Room
) -> None:
    old = qa.path.read_bytes()
    other = qa.path.with_name("kept by a backup")
    os.link(qa.path, other)
    saved = store.save(qa, retitled(qa))
    assert saved.left_other_name
    assert other.read_bytes() == old
    assert b"New" in qa.path.read_bytes()
    assert not store.save(saved, retitled(saved, "Newer")).left_other_name

    plan = room.plans / f"{NETWORKS}.toml"
    os.link(plan, room.plans / "kept")
    assert LEFT_OTHER_NAME in room.run("add", NETWORKS, "- one").stderr
    assert LEFT_OTHER_NAME not in room.run("add", NETWORKS, "- two").stderr
    assert (room.plans / "kept").read_bytes() == EXAMPLE.read_bytes()


# ------------------------------------------------------------------------- modes and closed doors


@posix_only
@pytest.mark.parametrize("mode", [0o664, 0o660, 0o600])
def test_case_46_the_mode_stays_so_that_colleagues_keep_their_access(
    store: PlanStore, qa: LoadedPlan, mode: int
) -> None:
    qa.path.chmod(mode)
    store.save(qa, retitled(qa))
    assert stat.S_IMODE(qa.path.stat().st_mode) == mode


def test_case_47_a_folder_that_can_only_be_read_keeps_the_old_text_and_says_what_to_do(
    store: PlanStore, qa: LoadedPlan, tmp_path: Path
) -> None:
    """The permission is faked: a test may run as the administrator, who may write anywhere."""
    old = qa.path.read_bytes()
    for code, words in ((errno.EACCES, "no permission"), (errno.EROFS, "can only be read")):
        disk = FaultyDisk(faulty_disk.always_failing_on("create", code))
        closed = PlanStore(store.root, tmp_path / "locks", disk)
        with pytest.raises(NotSavedError, match=words):
            closed.save(qa, retitled(qa))
        assert qa.path.read_bytes() == old
        assert temps(store.root) == []
    assert store.load(qa.path).plan == qa.plan


# ----------------------------------------------------------------------------- left by kills


def test_case_28_temporary_files_of_saves_that_were_killed_go_after_a_day(
    store: PlanStore, qa: LoadedPlan
) -> None:
    group, day = qa.path.parent, 24 * 60 * 60
    now = qa.path.stat().st_mtime
    files = {
        ".trajectory-0123abcd.tmp": now - day - 60,
        ".trajectory-fedc9876.tmp": now - day + 600,
        ".trajectory-not-ours.tmp": now - 9 * day,
        ".trajectory-0123abcd.tmp.bak": now - 9 * day,
        "notes.tmp": now - 9 * day,
    }
    for name, time in files.items():
        (group / name).write_text("half a plan")
        os.utime(group / name, (time, time))
    (group / ".trajectory-00000000.tmp").mkdir()
    if sys.platform != "win32":
        (group / ".trajectory-11111111.tmp").symlink_to(qa.path)
    fresh = PlanStore(store.root, store.root.parent / "locks")
    fresh.save(fresh.load(qa.path), retitled(qa))
    left = {path.name for path in group.iterdir()}
    assert set(files) - left == {".trajectory-0123abcd.tmp"}
    assert ".trajectory-00000000.tmp" in left
    assert b"New" in qa.path.read_bytes()
    assert fresh.paths() == [qa.path]


@posix_only
def test_case_28_somebody_elses_temporary_file_is_left_alone(
    qa: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = qa.path.with_name(".trajectory-0123abcd.tmp")
    temp.write_text("")
    uid = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: uid + 1)
    atomic.remove_old_temps(temp.parent, temp.stat().st_mtime + 10**6)
    assert temp.exists()
    monkeypatch.setattr(os, "getuid", lambda: uid)
    atomic.remove_old_temps(temp.parent, temp.stat().st_mtime + 10**6)
    assert not temp.exists()
    atomic.remove_old_temps(temp.parent / "nowhere", 0)


# ------------------------------------------------------------------------------ pipes and devices


@posix_only
@pytest.mark.parametrize("kind", ["pipe", "zero"])
def test_case_62_pipes_and_devices_are_refused_at_once_by_every_command(
    room: Room, kind: str, tmp_path: Path
) -> None:
    """Nothing here ever ends if one of them is opened."""

    def make(path: Path) -> Path:
        path.parent.mkdir(exist_ok=True)
        if kind == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/zero")
        return path

    path = make(room.plans / "westbrook" / "qa.toml")
    make(room.plans / "templates" / "own.toml")
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "trajectory" / "settings.toml"
    config.parent.mkdir(parents=True)
    make(config)
    for arguments, result in room.every_command(path):
        assert result.exit_code == 3, (arguments, result.output)
        assert "this is a device or a pipe, and no file" in result.output, arguments
    opened = room.run("open", str(path))
    assert opened.exit_code == 2
    target = make(tmp_path / "target.md")
    for output in (target, path.with_suffix(".md")):
        if not output.exists():
            make(output)
        refused = room.run("export", NETWORKS, "--output", str(output))
        assert refused.exit_code == NotSavedError.exit_code
        assert "is a folder or a device, and no file" in refused.stderr
    assert room.run("list").stdout.count("edited") == 3


# -------------------------------------------------------------------------------- nothing to do


def test_case_64_nothing_changed_writes_nothing(room: Room) -> None:
    for path in room.plans.rglob("*.toml"):
        os.utime(path, ns=(10**18, 10**18))
    before = room.left()
    for arguments in (
        *(("list",), ("check",), ("show", NETWORKS), ("export", "--all"), ("list", "--json")),
        *(("open", NETWORKS), ("add", NETWORKS, "--section", "goal", "-"), ("schema",)),
    ):
        room.run(*arguments, stdin="\n\n")
    store = PlanStore(room.plans, room.plans.parent / "locks")
    for loaded in list(store.scan()):
        assert isinstance(loaded, LoadedPlan)
        assert store.save(loaded, Plan.model_validate(loaded.plan.model_dump())) is loaded
    assert room.left() == before
    assert not list(room.plans.rglob(".*"))
