"""Adding lines from outside the walk: read as if typed one by one, saved together or not at all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.usecases.conftest import NOW, context_in, written
from trajectory.domain.capture import Capture, Vocabulary, vocabulary
from trajectory.domain.editing import edit_header
from trajectory.domain.ids import SuffixSource
from trajectory.domain.kinds import Kind, Section
from trajectory.domain.plan import Header, Plan
from trajectory.domain.recording import record_many
from trajectory.errors import (
    ChangedOnDiskError,
    NotSavedError,
    PlanNotFoundError,
    PlanUnreadableError,
    UsageError,
)
from trajectory.storage.plan_store import LoadedPlan, PlanStore
from trajectory.usecases import adding
from trajectory.usecases.adding import ATTEMPTS, add_lines, lines_of
from trajectory.usecases.context import Context


def on_disk(context: Context, loaded: LoadedPlan) -> Plan:
    return context.store.load(loaded.path).plan


def test_a_line_goes_on_record_by_its_mark(context: Context, loaded: LoadedPlan) -> None:
    added = add_lines(context, loaded.path, ["- No room in the diary !4 @Team manager"])
    (barrier,) = on_disk(context, loaded).barrier.values()
    assert added.ids == ("B1-1000",)
    assert (barrier.text, barrier.strength) == ("No room in the diary", 4)
    assert (barrier.speaker, barrier.created) == ("Team manager", NOW)
    assert added.loaded.plan == on_disk(context, loaded)


def test_a_line_without_a_mark_is_a_note_on_the_position(
    context: Context, loaded: LoadedPlan
) -> None:
    add_lines(context, loaded.path, ["-10% fewer visits"])
    (note,) = on_disk(context, loaded).note.values()
    assert note.text == "-10% fewer visits"


def test_with_a_section_a_mark_is_literal_and_the_rest_is_read(
    context: Context, loaded: LoadedPlan
) -> None:
    add_lines(context, loaded.path, ["- ring the school by 9 feb"], Section.STEP)
    (step,) = on_disk(context, loaded).step.values()
    assert step.text == "- ring the school"
    assert step.due is not None


def test_verbatim_reads_nothing_out_of_a_line(context: Context, loaded: LoadedPlan) -> None:
    lines = ["- ring @Team manager by 9 feb !4", "/next", "=4"]
    added = add_lines(context, loaded.path, lines, verbatim=True)
    assert [note.text for note in on_disk(context, loaded).note.values()] == lines
    assert [line.capture.taken for line in added.lines] == [(), (), ()]


def test_ids_come_in_the_order_of_the_lines(context: Context, loaded: LoadedPlan) -> None:
    lines = ["> one", "- two", "> three", "=4", "=>7", "* five"]
    added = add_lines(context, loaded.path, lines)
    assert [key.partition("-")[0] for key in added.ids] == ["S1", "B1", "S2", "R1", "G1"]
    assert on_disk(context, loaded).position.target == 7


def test_a_line_may_name_what_an_earlier_line_made(context: Context, loaded: LoadedPlan) -> None:
    lines = ["- a wall", "> too early cuts B2", "- a fence", "+ help", "* aim", "> go cuts B2, b1"]
    lines += ["> use it uses E1 for G1"]
    ids = add_lines(context, loaded.path, lines).ids
    early, go, use = on_disk(context, loaded).step.values()
    assert (early.text, early.cuts) == ("too early cuts B2", None)
    assert go.cuts == (ids[2], ids[0])
    assert (use.uses, use.goal) == ((ids[3],), ids[4])


def test_a_role_is_known_from_the_line_that_first_names_it(
    context: Context, loaded: LoadedPlan
) -> None:
    lines = ['- a wall @"Duty manager"', "- a fence @duty manager on Mondays"]
    add_lines(context, loaded.path, lines)
    first, second = on_disk(context, loaded).barrier.values()
    assert first.speaker == second.speaker == "Duty manager"
    assert second.text == "a fence on Mondays"


def test_empty_lines_are_passed_over_and_counted(context: Context, loaded: LoadedPlan) -> None:
    added = add_lines(context, loaded.path, ["", "one", "  ", "- ", "two", ""])
    assert [line.number for line in added.lines] == [2, 5]
    assert len(added.ids) == 2


def test_nothing_to_add_writes_nothing(context: Context, loaded: LoadedPlan) -> None:
    before = written(loaded.path)
    added = add_lines(context, loaded.path, ["", " "])
    assert (added.ids, added.lines) == ((), ())
    assert written(loaded.path) == before


@pytest.mark.parametrize(
    "line, verbatim, reason",
    [
        ("/next", False, "Line 3 is a command of the walk, /next"),
        ("x" * 5001, False, "Line 3 has 5,001 characters"),
        ("- " + "x" * 5001, False, "Line 3 has 5,001 characters"),
        ("x" * 5001, True, "Line 3 has 5,001 characters"),
    ],
)
def test_one_line_that_cannot_be_kept_keeps_all_out(
    context: Context, loaded: LoadedPlan, line: str, reason: str, *, verbatim: bool
) -> None:
    before = loaded.path.read_bytes()
    with pytest.raises(UsageError) as refusal:
        add_lines(context, loaded.path, ["good", "", line, "good"], verbatim=verbatim)
    assert str(refusal.value).startswith(reason)
    assert "Nothing was added" in str(refusal.value)
    assert loaded.path.read_bytes() == before


def test_one_line_alone_is_this_line(context: Context, loaded: LoadedPlan) -> None:
    with pytest.raises(UsageError, match=r"^This line is a command"):
        add_lines(context, loaded.path, ["/undo"])


def test_the_longest_text_that_fits_is_kept(context: Context, loaded: LoadedPlan) -> None:
    add_lines(context, loaded.path, ["x" * 5000])
    assert len(on_disk(context, loaded).note) == 1


def test_a_plan_that_is_not_there_or_cannot_be_read(context: Context, loaded: LoadedPlan) -> None:
    with pytest.raises(PlanNotFoundError):
        add_lines(context, loaded.path.with_name("nobody.toml"), ["one"])
    loaded.path.write_bytes(b"")
    with pytest.raises(PlanUnreadableError):
        add_lines(context, loaded.path, ["one"])
    assert loaded.path.read_bytes() == b""


class Meddled(PlanStore):
    """A folder in which somebody else saves the same plan just before us, so many times."""

    meddlings = 0

    def save(self, loaded: LoadedPlan, plan: Plan) -> LoadedPlan:
        if self.meddlings:
            self.meddlings -= 1
            theirs = edit_header(loaded.plan, owner=f"somebody {self.meddlings}")
            super().save(loaded, theirs)
        return super().save(loaded, plan)


def test_what_somebody_else_saved_meanwhile_is_kept(
    context: Context, loaded: LoadedPlan, tmp_path: Path
) -> None:
    store = Meddled(context.store.root, tmp_path / "locks")
    store.meddlings = ATTEMPTS - 1
    add_lines(dataclasses.replace(context, store=store), loaded.path, ["one", "two"])
    plan = on_disk(context, loaded)
    assert plan.plan.owner == "somebody 0"
    assert [note.text for note in plan.note.values()] == ["one", "two"]


def test_a_file_that_changes_all_the_time_is_left_alone(
    context: Context, loaded: LoadedPlan, tmp_path: Path
) -> None:
    store = Meddled(context.store.root, tmp_path / "locks")
    store.meddlings = ATTEMPTS
    with pytest.raises(ChangedOnDiskError, match="Nothing was added"):
        add_lines(dataclasses.replace(context, store=store), loaded.path, ["one"])
    assert not on_disk(context, loaded).note


def test_a_plan_grown_too_large_is_not_saved(context: Context, loaded: LoadedPlan) -> None:
    before = loaded.path.read_bytes()
    with pytest.raises(NotSavedError):
        add_lines(context, loaded.path, ["x" * 4999] * 450)
    assert loaded.path.read_bytes() == before


def test_many_lines_cost_one_look_at_the_plan_and_one_save(
    context: Context, loaded: LoadedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """5,000 lines that each refer to the one before must not make 5,000 walks through the plan."""
    looks: list[Plan] = []
    recordings: list[int] = []

    def look(plan: Plan) -> Vocabulary:
        looks.append(plan)
        return vocabulary(plan)

    def recorded(
        plan: Plan, captures: list[Capture], now: dt.datetime, today: dt.date, suffix: SuffixSource
    ) -> tuple[Plan, tuple[str, ...]]:
        recordings.append(len(captures))
        return record_many(plan, captures, now, today, suffix)

    monkeypatch.setattr(adding, "vocabulary", look)
    monkeypatch.setattr(adding, "record_many", recorded)
    lines = [f"{'-' if n % 2 else '>'} line {n} cuts B{n // 2}" for n in range(1, 5001)]
    added = add_lines(context, loaded.path, lines)
    assert len(looks) == 1
    assert recordings == [2500, 2500]
    assert len(added.ids) == 5000
    assert sum(bool(step.cuts) for step in on_disk(context, loaded).step.values()) == 2500


# ------------------------------------------------------------------- the same as one by one

PIECES = st.sampled_from(
    [
        *("- wall", "+ help", "* aim", "> go", "? later", "= note", "said", "-10%", "/path/x"),
        *("=4", "=4>7", "=>6", "=2 3 4", " =4", "", " ", "- "),
        *(
            "- wall !4",
            "> go by 9 feb",
            "* aim by eom",
            "> go @Duty manager",
            '+ help @"Duty lead"',
        ),
        *("> go cuts B1", "> go cuts B2 B1", "> go uses E1 for G2", "- wall @duty lead on Mondays"),
        *("> go cuts B9", "> go for G1 uses E2 cuts B3 by 9 feb @Duty lead", "wall cuts B1"),
    ]
)


def words_of(plan: Plan) -> dict[str, object]:
    """A plan without the random half of its ids, so that two ways to the same plan are equal."""
    plain = plan.model_dump(exclude_none=True)
    for kind in Kind:
        plain[kind.value] = {
            key.partition("-")[0]: {name: short_ids(value) for name, value in record.items()}
            for key, record in plain[kind.value].items()
        }
    return plain


def short_ids(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(key.partition("-")[0] if isinstance(key, str) else key for key in value)
    return value.partition("-")[0] if isinstance(value, str) and value[:1] == "G" else value


@given(
    lines=st.lists(PIECES, max_size=12),
    section=st.sampled_from([None, *Section]),
    verbatim=st.booleans(),
)
def test_lines_together_are_the_same_as_lines_one_by_one(
    lines: list[str], section: Section | None, *, verbatim: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        numbers = itertools.count(1000)
        store = PlanStore(Path(folder) / "plans", Path(folder) / "locks")
        context = context_in(Path(folder), lambda length: str(next(numbers)), store)
        empty = Plan(plan=Header(title="Networks", participants=("Team manager",)))
        together = store.create(store.path_for("group", "together"), empty).path
        single = store.create(store.path_for("group", "single"), empty).path
        ids = add_lines(context, together, lines, section, verbatim=verbatim).ids
        each = [
            key
            for line in lines
            for key in add_lines(context, single, [line], section, verbatim=verbatim).ids
        ]
        assert words_of(store.load(together).plan) == words_of(store.load(single).plan)
        assert [key[:2] for key in ids] == [key[:2] for key in each]


# ------------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    "raw, lines",
    [
        (b"", [""]),
        (b"one\ntwo\n", ["one", "two", ""]),
        (b"\xef\xbb\xbfone\r\ntwo\rthree", ["one", "two", "three"]),
        ("Siân’s café\n".encode(), ["Siân’s café", ""]),
    ],
)
def test_input_is_utf_8_whatever_its_line_ends(raw: bytes, lines: list[str]) -> None:
    assert lines_of(io.BytesIO(raw)) == lines


def test_input_that_is_no_text_is_refused_with_its_line() -> None:
    with pytest.raises(UsageError, match="Line 3 of the input is not UTF-8 text"):
        lines_of(io.BytesIO(b"one\n\ncaf\xe9\n"))


def test_endless_input_is_refused() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size >= 0, "all of it would never come"
            return b"x" * size

    with pytest.raises(UsageError, match="larger than a plan can be"):
        lines_of(Endless())
