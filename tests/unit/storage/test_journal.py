"""The journal: what was appended is read back, and nothing that does not add up is believed."""

from __future__ import annotations

import datetime as dt
import errno
import itertools
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from trajectory.errors import NotSavedError
from trajectory.storage import journal
from trajectory.storage.disk import Disk
from trajectory.storage.journal import Journals, read_journal

NOW = dt.datetime(2018, 1, 16, 14, 0, tzinfo=dt.UTC)
PLAN = Path("/plans/table-3/qa.toml")


@pytest.fixture
def journals(tmp_path: Path) -> Journals:
    return journals_in(tmp_path)


def journals_in(folder: Path, disk: Disk | None = None) -> Journals:
    numbers = itertools.count(100_000)
    return Journals(folder / "journal", lambda length: str(next(numbers)), disk or Disk())


def write(journals: Journals, *texts: str) -> Path:
    journal = journals.start(PLAN, NOW, {"is": "open"})
    for text in texts:
        journal.append({"text": text})
    journal.close()
    return journal.path


def read(journals: Journals) -> list[str]:
    return [line["text"] for file in journals.of(PLAN) for line in file.lines if "text" in line]


@given(texts=st.lists(st.text(max_size=20), max_size=6))
def test_what_is_appended_is_read_back(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    journals = journals_in(tmp_path_factory.mktemp("state"))
    path = write(journals, *texts)
    assert read(journals) == texts
    assert path.read_bytes().isascii()


@pytest.mark.skipif(not hasattr(stat, "S_IMODE") or not hasattr(Path, "chmod"), reason="no modes")
def test_nobody_else_can_read_it(journals: Journals) -> None:
    path = write(journals, "one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@given(cut=st.integers(1, 200))
def test_a_torn_last_line_ends_it(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    journals = journals_in(tmp_path_factory.mktemp("state"))
    path = write(journals, "one", "two", "three")
    data = path.read_bytes()
    kept = data[: max(0, len(data) - cut)]
    path.write_bytes(kept)
    texts = ["one", "two", "three"]
    assert read(journals) == texts[: max(0, kept.count(b"\n") - 1)]


@given(data=st.data())
def test_no_damaged_line_is_believed(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    journals = journals_in(tmp_path_factory.mktemp("state"))
    path = write(journals, "one", "two", "three")
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))
    path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
    believed = read(journals)
    assert believed == ["one", "two", "three"][: len(believed)]
    hit = whole[: place + 1].count(b"\n")  # a line end that is hit joins two lines
    assert len(believed) <= max(0, hit)


def test_the_rest_of_a_damaged_journal_is_kept_aside(journals: Journals) -> None:
    path = write(journals, "one", "two", "three")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"{}\n", *lines[3:]]))
    (file,) = journals.of(PLAN)
    file.finish({"text": "end"})
    assert read(journals) == ["one", "end"]
    assert path.with_suffix(".bad").read_bytes() == b"{}\n" + lines[3]
    (file,) = journals.of(PLAN)
    file.remove()
    assert not list(path.parent.iterdir())


def test_one_that_is_being_written_is_left_alone(journals: Journals) -> None:
    journal = journals.start(PLAN, NOW, {"text": "ours"})
    assert read_journal(journal.path) is None
    assert journals.of(PLAN) == []
    journal.close()
    assert read(journals) == ["ours"]


def test_several_may_read_it_at_once(journals: Journals) -> None:
    path = write(journals, "one")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: read_journal(path), range(200)))
    assert all(file is not None and len(file.lines) == 2 for file in found)


def test_a_moment_of_another_reader_is_waited_for(
    journals: Journals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "READERS_SECONDS", 30.0)
    path = write(journals, "one")
    other = FileLock(path.with_suffix(".lock"), thread_local=False)
    other.acquire()
    threading.Timer(0.02, other.release).start()
    assert read_journal(path) is not None


def test_each_plan_file_has_its_own(journals: Journals) -> None:
    write(journals, "one")
    assert journals.of(PLAN.with_name("other.toml")) == []
    assert [file.path.suffix for file in journals.all()] == [".jsonl"]


def test_the_last_copy_is_the_last(journals: Journals) -> None:
    assert journals.last_copy(PLAN) is None
    for data in (b"one", b"one", b"two"):
        journals.keep_copy(PLAN, data)
        found = journals.last_copy(PLAN)
        assert found is not None
        assert found[0] == data


class Full(Disk):
    """Takes a few bytes of the n-th write, and then nothing."""

    def __init__(self, at: int) -> None:
        self.left = at

    def write(self, handle: int, data: memoryview) -> int:
        self.left -= 1
        if self.left == 0:
            return super().write(handle, data[:5])
        if self.left < 0:
            raise OSError(errno.ENOSPC, "full")
        return super().write(handle, data)


def test_after_a_failure_nothing_more_is_written_to_the_file(tmp_path: Path) -> None:
    journals = journals_in(tmp_path, Full(at=3))
    journal = journals.start(PLAN, NOW, {"is": "open"})
    journal.append({"text": "one"})
    with pytest.raises(NotSavedError, match="the disk is full"):
        journal.append({"text": "two"})
    size = journal.path.stat().st_size
    with pytest.raises(NotSavedError):
        journal.append({"text": "three"})
    assert journal.path.stat().st_size == size
    assert read(journals) == ["one"]


@pytest.mark.parametrize("taken", [0, 7])
def test_a_disk_that_loses_bytes_is_found_out(tmp_path: Path, taken: int) -> None:
    class Lying(Disk):
        lies = False

        def write(self, handle: int, data: memoryview) -> int:
            return taken if self.lies and len(data) > taken else super().write(handle, data)

    disk = Lying()
    journals = journals_in(tmp_path, disk)
    journal = journals.start(PLAN, NOW, {"is": "open"})
    disk.lies = True
    with pytest.raises(NotSavedError, match="the disk reports a fault"):
        journal.append({"text": "one"})
    assert read(journals) == []


def test_a_disk_that_lets_nobody_look_has_no_journals(
    journals: Journals, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(journals, "one")

    def broken(*_: object) -> list[Path]:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "files_in", broken)
        assert journals.of(PLAN) == list(journals.all()) == []
    assert read(journals) == ["one"]


def test_a_folder_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file stands here", encoding="utf-8")
    with pytest.raises(NotSavedError, match="could not be kept"):
        journals_in(tmp_path).start(PLAN, NOW, {"is": "open"})
