"""Saves over files that people edit by hand, end to end: bytes on the disk before and after."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from tests.unit.storage.hand_edits import CORPUS, NOW, STAMP, comments_of, undone
from trajectory.domain import editing
from trajectory.domain.amending import amend
from trajectory.domain.ids import next_id
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.merge import merge
from trajectory.domain.plan import Barrier, Plan
from trajectory.errors import ChangedOnDiskError, NotSavedError
from trajectory.storage import atomic, codec, layout
from trajectory.storage.plan_store import LoadedPlan, PlanStore

names = pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
BY_HAND = b"""\
# Ours
[plan]
title = 'QA'   # for now

# the big one
[barrier.B1-aaaa]
text = 'No time'
"""


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return PlanStore(tmp_path / "plans", tmp_path / "state" / "locks")


def put(store: PlanStore, data: bytes) -> LoadedPlan:
    path = store.path_for("westbrook", "qa")
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return store.load(path)


def text_in(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def a_sitting(plan: Plan) -> list[Plan]:
    """The plan after each act of a sitting."""
    acts = [plan]

    def act(after: Plan) -> None:
        acts.append(after)

    act(editing.add(plan, next_id(plan, Kind.BARRIER, STAMP.suffix), Barrier(text="No # time")))
    key = list(acts[-1].barrier)[-1]
    act(editing.edit(acts[-1], key, NOW, text="No time at all", strength=4, cut_through='Say "no"'))
    act(editing.move_within(acts[-1], key, -9))
    act(editing.edit_header(acts[-1], title="Renamed", participants=("A", "B"), table=None))
    act(editing.edit_position(acts[-1], target=7.5, anchor_0="Nothing"))
    for record in list(acts[-1].step)[:1]:
        act(amend(acts[-1], record, {"status": "done"}, STAMP, "it is"))
        act(editing.move_to(acts[-1], record, Section.PARKING, "P9-aaaa", NOW))
    for record in list(acts[-1].barrier)[-1:]:
        act(editing.remove(acts[-1], record, NOW))
        act(undone(acts[-2], acts[-1]))
    return acts[1:]


@names
def test_a_whole_sitting_is_saved_in_place(store: PlanStore, path: Path) -> None:
    loaded = put(store, path.read_bytes())
    comments = comments_of(text_in(path))
    for plan in a_sitting(loaded.plan):
        loaded = store.save(loaded, plan)
        assert loaded.layout_kept_in is None
        assert comments_of(text_in(loaded.path)) == comments
        assert codec.same_file(store.load(loaded.path).plan, plan)
    fresh = store.load(loaded.path)
    assert fresh.digest == loaded.digest
    assert fresh.wrapping == loaded.wrapping
    assert fresh.wrapping.text == loaded.wrapping.text == text_in(loaded.path)
    assert (fresh.wrapping.bom, fresh.wrapping.newline) == (
        path.read_bytes().startswith(b"\xef\xbb\xbf"),
        "\r\n" if b"\r\n" in path.read_bytes() else "\n",
    )


@names
def test_a_save_that_changes_nothing_leaves_bytes_and_time_alone(
    store: PlanStore, path: Path
) -> None:
    loaded = put(store, path.read_bytes())
    os.utime(loaded.path, ns=(10**18, 10**18))
    inode = loaded.path.stat().st_ino
    same_again = Plan.model_validate(loaded.plan.model_dump())
    store.save(loaded, same_again)
    assert loaded.path.read_bytes() == path.read_bytes()
    assert (loaded.path.stat().st_mtime_ns, loaded.path.stat().st_ino) == (10**18, inode)


def test_one_word_is_one_changed_line(store: PlanStore) -> None:
    loaded = put(store, BY_HAND)
    store.save(loaded, editing.edit_header(loaded.plan, title="Audit"))
    assert loaded.path.read_bytes() == BY_HAND.replace(b"'QA'", b'"Audit"')


def test_a_plan_that_the_app_made_keeps_what_people_put_in_later(store: PlanStore) -> None:
    made = store.create(store.path_for("a", "b"), Plan.model_validate({"plan": {"title": "x"}}))
    saved = store.save(made, editing.edit_header(made.plan, title="y"))
    text = saved.path.read_text() + "# remember the rota\n"
    saved.path.write_text(text)
    loaded = store.load(saved.path)
    store.save(loaded, editing.edit_header(loaded.plan, title="z"))
    assert saved.path.read_text() == text.replace('"y"', '"z"')


# ------------------------------------------------------------------------ beyond our layout


@pytest.fixture
def beyond_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """No layout can be kept: the plan has to be written plainly."""
    monkeypatch.setattr(layout, "rewrite", lambda *_: None)


@pytest.mark.usefixtures("beyond_us")
def test_where_the_layout_cannot_be_kept_the_old_text_is_kept_aside(store: PlanStore) -> None:
    loaded = put(store, BY_HAND)
    written = dt.datetime(2018, 1, 16, 15, 4, 10, tzinfo=dt.UTC)
    os.utime(loaded.path, (written.timestamp(), written.timestamp()))
    loaded = store.load(loaded.path)
    plan = editing.edit_header(loaded.plan, title="Audit")
    saved = store.save(loaded, plan)

    history = loaded.path.parent / "history" / "qa-20180116-150410.toml"
    assert saved.layout_kept_in == history
    assert history.read_bytes() == BY_HAND
    assert loaded.path.read_bytes() == codec.encode(plan, loaded.wrapping)
    assert store.paths() == [loaded.path]
    assert saved.wrapping.text == loaded.path.read_text()


@pytest.mark.usefixtures("beyond_us")
def test_texts_of_one_second_are_told_apart_and_none_is_kept_twice(store: PlanStore) -> None:
    loaded = put(store, BY_HAND)
    kept = []
    for data in (BY_HAND, BY_HAND, BY_HAND + b"# more\n"):
        loaded.path.write_bytes(data)
        os.utime(loaded.path, (0, 0))
        again = store.load(loaded.path)
        kept.append(store.save(again, editing.edit_header(again.plan, title="A")).layout_kept_in)
    assert [path.name for path in kept if path] == [
        "qa-19700101-000000.toml",
        "qa-19700101-000000.toml",
        "qa-19700101-000000-2.toml",
    ]


@pytest.mark.usefixtures("beyond_us")
def test_what_cannot_be_kept_aside_is_not_overwritten(
    store: PlanStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = put(store, BY_HAND)

    def full(*_: object, **__: object) -> None:
        raise NotSavedError("the disk is full")

    monkeypatch.setattr(atomic, "create_new", full)
    with pytest.raises(NotSavedError, match="the disk is full"):
        store.save(loaded, editing.edit_header(loaded.plan, title="Audit"))
    assert loaded.path.read_bytes() == BY_HAND


@pytest.mark.usefixtures("beyond_us")
def test_somebody_elses_text_is_not_taken_for_the_old_one(store: PlanStore) -> None:
    loaded = put(store, BY_HAND)
    loaded.path.write_bytes(b"[plan]\n")
    with pytest.raises(ChangedOnDiskError):
        store.save(loaded, editing.edit_header(loaded.plan, title="Audit"))
    assert not (loaded.path.parent / "history").exists()


def test_line_ends_that_were_doubled_on_the_way_are_put_right_by_the_next_save(
    store: PlanStore,
) -> None:
    loaded = put(store, BY_HAND.replace(b"\n", b"\r\r\n"))
    store.save(loaded, editing.edit_header(loaded.plan, title="Audit"))
    proper = BY_HAND.replace(b"\n", b"\r\n")
    assert loaded.path.read_bytes() == proper.replace(b"'QA'", b'"Audit"')


@pytest.mark.parametrize(
    "mood, said", [("half \ud83d a pair", "half a character"), (b"bytes", "cannot be written")]
)
def test_what_no_file_can_hold_is_said_as_always(store: PlanStore, mood: object, said: str) -> None:
    loaded = put(store, BY_HAND)
    plan = editing.edit_header(loaded.plan, mood=mood)
    with pytest.raises(NotSavedError, match=said):
        store.save(loaded, plan)
    assert loaded.path.read_bytes() == BY_HAND


def test_a_line_that_would_be_too_long_to_read_again_takes_the_plain_form(store: PlanStore) -> None:
    text = b"[plan]\n\n[barrier]\nB1 = { text = 'x' } # one line\n"
    loaded = put(store, text)
    long = dict.fromkeys(("said", "speaker", "note", "cut_through"), "\U0001f3e0" * 5_000)
    saved = store.save(loaded, editing.edit(loaded.plan, "B1", NOW, **long))
    assert store.load(loaded.path).plan == saved.plan
    assert saved.layout_kept_in is not None
    assert saved.layout_kept_in.read_bytes() == text


def test_the_ages_that_a_merge_leaves_are_kept_in_place(store: PlanStore) -> None:
    loaded = put(store, BY_HAND)
    older = editing.edit(loaded.plan, "B1-aaaa", NOW - dt.timedelta(hours=1), strength=4, note="x")
    newer = editing.edit(loaded.plan, "B1-aaaa", NOW, text="No time at all")
    merged = merge([older, newer], loaded.plan).plan
    loaded = store.save(loaded, merged)
    assert loaded.layout_kept_in is None
    ages = "[barrier.B1-aaaa.edited]\n"
    assert ages in text_in(loaded.path)
    assert comments_of(text_in(loaded.path)) == comments_of(BY_HAND.decode())
    again = store.load(loaded.path)
    assert codec.same_file(again.plan, merged)
    edited = editing.edit(again.plan, "B1-aaaa", NOW, strength=5)
    edited = editing.add(edited, "B2-aaaa", Barrier(text="The rota"))
    edited = editing.move_within(edited, "B2-aaaa", -1)
    loaded = store.save(again, edited)
    assert loaded.layout_kept_in is None
    assert "strength" not in text_in(loaded.path).partition(ages)[2]
    loaded = store.save(loaded, editing.edit(edited, "B1-aaaa", NOW, note="y"))
    assert ages not in text_in(loaded.path)
    assert comments_of(text_in(loaded.path)) == comments_of(BY_HAND.decode())
