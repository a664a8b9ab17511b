"""A change is written into a long text from the lines around it, as if the whole had been read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.storage.hand_edits import CORPUS, NOW, all_edits, comments_of, undone
from tests.unit.storage.handwriting import Hand
from tests.unit.storage.strategies import plans
from trajectory.domain import editing
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Barrier, Note, Plan, Step
from trajectory.errors import NotSavedError, PlanUnreadableError
from trajectory.storage import codec, excerpts, layout
from trajectory.storage.codec import Wrapping, toml_text
from trajectory.storage.excerpts import Change, Changes
from trajectory.storage.plain import FILE_ORDER, changes_between, same_file, to_plain
from trajectory.storage.toml_values import same

OTHERWISE = {"line-ends-mixed", "sub-tables-apart"}
"""What is new ends as its neighbours do, and not as the first line does; and it stands behind the
last record, and not behind what belongs to an earlier one and stands apart from it."""
randoms = st.randoms(use_true_random=True)
ENDS = ('"x"', "x", '"""', "'''", "\n")
"""Of words that look like a record of the file."""

TEXT = """\
# Ours
[plan]
title = "QA"

# the big one
[barrier.B1]
text = "No time" # they say
strength = 5

[step.S1]
text = "Ask"
cuts = ["B1"]

[step.S2]
text = "Ask again"

[parking.P1]
text = "Rooms"

[removed]
B9 = 2018-03-01T10:30:00Z
"""


def near(text: str, changes: Changes) -> str | None:
    found = excerpts.rewrite(text, tomli.loads(text), changes, FILE_ORDER, tomli.loads, toml_text)
    if found is None:
        return None
    assert found[1] == tomli.loads(found[0])
    return found[0]


def far(text: str, changes: Changes) -> str | None:
    """The same by looking at the whole text."""
    new: dict[str, Any] = tomli.loads(text)
    for place, change in changes.items():
        *above, key = place
        table = new.setdefault(above[0], {}) if above else new
        if change.new is None:
            del table[key]
            if above and not table:
                del new[above[0]]
        else:
            table[key] = change.new
    new = {key: new[key] for key in FILE_ORDER if key in new}
    return layout.rewrite(text, tomli.loads(text), new, tomli.loads, toml_text)


def of_a_record(text: str, **changes: object) -> Change:
    return Change({"text": text}, {"text": text} | changes)


# ------------------------------------------------------------------------------- the same text


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="nothing"),
        pytest.param({("plan",): Change({"title": "QA"}, {"title": "Audit"})}, id="header"),
        pytest.param(
            {("barrier", "B1"): Change({"text": "No time", "strength": 5}, {"text": "None"})},
            id="fields",
        ),
        pytest.param({("step", "S1"): Change({"text": "Ask"}, None)}, id="deleted"),
        pytest.param({("parking", "P1"): Change({"text": "Rooms"}, None)}, id="the only one"),
        pytest.param(
            {
                ("step", "S3"): Change(None, {"text": "x"}, "S2"),
                ("step", "S4"): Change(None, {"y": 1}, "S3"),
                ("goal", "G1"): Change(None, {"text": "x"}),
            },
            id="added",
        ),
        pytest.param(
            {
                ("step", "S2"): Change({"text": "Ask again"}, None),
                ("step", "S3"): Change(None, {"text": "y"}, "S1"),
                ("removed",): Change({}, {"B9": NOW, "S2": NOW}),
                ("plan",): Change({"title": "QA"}, {}),
            },
            id="far apart",
        ),
    ],
)
def test_a_change_comes_out_as_if_the_whole_had_been_read(changes: Changes) -> None:
    for text in (TEXT, TEXT.replace("\n", "\r\n"), TEXT.rstrip("\n"), "\n\n" + TEXT):
        got = near(text, changes)
        if got is None:
            assert ("plan",) in changes, "a header without a word left needs the whole"
            continue
        assert got.replace("\r\n", "\n") == (far(text, changes) or "").replace("\r\n", "\n")
        assert ("\r\n" in got) == ("\r\n" in text)


@pytest.mark.parametrize(
    "path", [path for path in CORPUS if path.stem not in OTHERWISE], ids=lambda path: path.stem
)
def test_what_a_person_wrote_is_edited_as_if_the_whole_had_been_read(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    plan, _ = codec.parse(text.encode())
    for what, made in all_edits(plan):
        after = made()
        changes = changes_between(plan, after)
        got = None if changes is None else near(text, changes)
        if got is not None:
            raw = tomli.loads(text)
            wanted = layout.carried(raw, to_plain(plan), to_plain(after))
            assert got == layout.rewrite(text, raw, wanted, tomli.loads, toml_text), what


@given(plans, randoms)
def test_any_plan_is_edited_as_if_the_whole_had_been_read(plan: Plan, random: Random) -> None:
    text = codec.encode(plan).decode()
    after = random.choice(list(all_edits(plan)))[1]()
    changes = changes_between(plan, after)
    got = None if changes is None else near(text, changes)
    assert got is None or got == codec.encode(after).decode()


@given(plans, randoms)
def test_words_that_look_like_headers_mislead_nobody_however_a_plan_is_written(
    plan: Plan, random: Random
) -> None:
    plain = to_plain(plan)
    headers = [f"[{kind}.{key}]" for kind in Kind for key in plan.records(kind)]
    for kind in Kind:
        for row in plain.get(kind.value, {}).values():
            if "text" in row:
                row["text"] = f"a\n# so\n{random.choice(headers)}\ntext = {random.choice(ENDS)}"
    text = Hand(random).document(plain)
    try:
        plan, wrapping = codec.parse(text.encode())
    except PlanUnreadableError:  # our hands write control characters as they are
        text = toml_text(plain)
        plan, wrapping = codec.parse(text.encode())
    after = random.choice(list(all_edits(plan)))[1]()
    revised = codec.revise(after, plan, wrapping)
    assert same_file(codec.parse(revised.data)[0], after)
    if revised.in_place:
        assert comments_of(revised.wrapping.text) == comments_of(text)


def test_the_file_of_the_app_needs_the_whole_for_few_acts() -> None:
    """For another order, and for what goes to another kind."""
    plan, _ = codec.parse(TEXT.encode())
    for act in (
        editing.edit(plan, "S1", NOW, text="Asked"),
        editing.remove(plan, "S1", NOW),
        editing.remove(plan, "P1", NOW),
        editing.edit_position(plan, target=5.0),
        editing.add(plan, "N1", Note(text="x")),
        editing.add(plan, "S3", Step(text="x")),
        editing.add(plan, "B2", Barrier(text="x")),
        editing.edit_header(plan, title="y"),
    ):
        for before, after in ((plan, act), (act, undone(plan, act))):
            changes = changes_between(before, after)
            assert changes is not None
            assert near(codec.encode(before).decode(), changes) == codec.encode(after).decode()
    assert changes_between(plan, editing.move_within(plan, "S1", 1)) is None


# ---------------------------------------------------------------------------- where it does not do


@pytest.mark.parametrize(
    "text, change",
    [
        pytest.param(
            '[plan]\n\n[step.S1]\ntext = """\n[step.S2]\n"""\n\n[step.S2]\ntext = "x"\n',
            {("step", "S2"): of_a_record("x", note="y")},
            id="a header in a string, too",
        ),
        pytest.param(
            '[plan]\n[step]\nS1 = { text = "x" }\n',
            {("step", "S1"): of_a_record("x", note="y")},
            id="on one line",
        ),
        pytest.param(
            TEXT,
            {
                ("step", "S1"): Change({"text": "Ask"}, None),
                ("parking", "P2"): Change(None, {"text": "Ask"}),
            },
            id="moved to another kind",
        ),
        pytest.param(TEXT, {("step", "S9"): of_a_record("x", note="y")}, id="not there"),
    ],
)
def test_there_is_no_result_where_more_has_to_be_understood(text: str, change: Changes) -> None:
    assert near(text, change) is None


def test_a_header_in_a_string_is_none() -> None:
    words = 'text = """\n[step.S2]\ntext = "x"\n"""\n'
    text = f'[plan]\n\n[step.S1]\n{words}\n[step]\nS2.text = "x"\n'
    changes: Changes = {("step", "S2"): of_a_record("x", note="y")}
    assert near(text, changes) == text.replace('S2.text = "x"\n', 'S2.text = "x"\nS2.note = "y"\n')


def test_there_is_no_result_when_the_whole_would_read_otherwise() -> None:
    """The pieces are right each by itself, and what was cut away says the same once more."""
    text = '[plan]\n\n[step.S1]\ntext = "x"\n\n[step."S2"]\ntext = "y"\n\n[step.S0]\ntext = "z"\n'
    old = tomli.loads(text)
    del old["step"]["S2"]
    changes: Changes = {("step", "S2"): Change(None, {"text": "new"}, "S1")}
    assert excerpts.rewrite(text, old, changes, FILE_ORDER, tomli.loads, toml_text) is None


def test_a_record_that_goes_may_say_anything_under_the_name_of_words() -> None:
    text = '[plan]\n\n[reading.R1]\nscore = 4\ndate = 2018-03-01\ntext = ["a", "b"] # ours\n'
    plan, wrapping = codec.parse(text.encode())
    revised = codec.revise(editing.with_records(plan, Kind.READING, {}), plan, wrapping)
    assert revised.data == b"[plan]\n\n# ours\n"


def test_what_could_not_be_read_again_is_never_written() -> None:
    plan, wrapping = codec.parse(TEXT.encode())
    steps = {**plan.step, "S1": plan.step["S1"].replace(weight=2**60)}
    with pytest.raises(NotSavedError, match="too large a number"):
        codec.revise(editing.with_records(plan, Kind.STEP, steps), plan, wrapping)


# ------------------------------------------------------------------------------------- what differs


@given(plans, randoms)
def test_two_plans_are_one_file_when_their_tables_are_the_same(plan: Plan, random: Random) -> None:
    other = random.choice(list(all_edits(plan)))[1]()
    one, two = to_plain(plan), to_plain(other)
    ordered = all(list(one.get(kind, ())) == list(two.get(kind, ())) for kind in Kind)
    assert same_file(plan, other) == (ordered and same(one, two))
    assert same_file(plan, Plan.model_validate(plan.model_dump()))


@given(plans, randoms)
def test_the_changes_lead_from_one_plan_to_the_other(plan: Plan, random: Random) -> None:
    other = random.choice(list(all_edits(plan)))[1]()
    changes = changes_between(plan, other)
    if changes is None:
        return
    for before, after in ((plan, False), (other, True)):
        plain = to_plain(before)
        for place, change in changes.items():
            assert same(excerpts.at(plain, place), (change.new if after else change.old) or None)
    known = {place[-1] for place in changes}
    for kind in Kind:
        for key, record in other.records(kind).items():
            assert key in known or same(record.model_dump(), plan.records(kind)[key].model_dump())


# -------------------------------------------------------------------------------------- large plans


def test_a_save_looks_closely_at_one_entry_of_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "format = 1\n\n[plan]\n" + "".join(
        f'\n[step.S{n}]\ntext = "step {n}"\n' for n in range(1000)
    )
    plan, wrapping = codec.parse(text.encode())
    edited = editing.edit(plan, "S500", NOW, text="another word")
    looked_at: list[list[str]] = []
    validated: list[list[str]] = []
    rewrite, plan_of = layout.rewrite, codec._plan_of

    def close(text: str, old: Mapping[str, Any], *rest: Any) -> str | None:
        looked_at.append(list(old["step"]))
        return rewrite(text, old, *rest)

    def checked(raw: dict[str, Any], text: str) -> Plan:
        validated.append(list(raw["step"]))
        return plan_of(raw, text)

    monkeypatch.setattr(layout, "rewrite", close)
    monkeypatch.setattr(codec, "_plan_of", checked)
    revised = codec.revise(edited, plan, wrapping)
    assert looked_at == [["S499", "S500", "S501"]], "what changed, with its neighbours"
    assert validated == [["S500"]]
    assert revised.data == codec.encode(edited, Wrapping(head=""))


def test_a_text_that_we_wrote_is_read_once_to_be_written_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan, wrapping = codec.parse(TEXT.encode())
    first = codec.revise(editing.add(plan, "S3", Step(text="one more")), plan, wrapping)
    added = editing.add(plan, "S3", Step(text="one more"))
    read: list[str] = []
    loads = tomli.loads

    def noted(text: str) -> dict[str, Any]:
        read.append(text)
        return loads(text)

    monkeypatch.setattr(tomli, "loads", noted)
    codec.revise(editing.edit(added, "S3", NOW, text="two"), added, first.wrapping)
    whole = [text for text in read if text.startswith("# Ours")]
    assert len(whole) == 1, "to check what comes out"
