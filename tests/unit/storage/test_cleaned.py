"""Words taken out of the text of a plan's file: out of values and comments, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.unit.storage.hand_edits import CORPUS
from trajectory.domain.forgetting import forget, places, texts
from trajectory.domain.plan import Plan
from trajectory.domain.words_out import REMOVED, Words, words_of
from trajectory.errors import PlanUnreadableError
from trajectory.storage import cleaned as module
from trajectory.storage import codec
from trajectory.storage.cleaned import Cleaned, cleaned
from trajectory.storage.toml_blocks import ShapeError

NOW = dt.datetime(2018, 1, 16, 15, tzinfo=dt.UTC)


def words(*phrases: str) -> Words:
    found = words_of(phrases)
    assert found is not None
    return found


def without(data: bytes, *phrases: str) -> Cleaned:
    taken = words(*phrases)
    return cleaned(data, lambda plan: forget(plan, taken, NOW), taken)


def test_comments_and_values_change_and_every_other_byte_stays() -> None:
    text = """\
# Jamie's plan
[plan] # by JAMIE
id = "x-1"   # no words here
participants = [
    "Jamie", # that is Jamie
    'Chair',
]

# Jamie
# Bell said so
[barrier.B1]
text = '''
Jamie came'''  # "Jamie"
# at the end: jamie  bell
"""
    new = without(text.encode(), "Jamie", "Jamie Bell")
    assert (
        new.data.decode()
        == """\
# [removed]'s plan
[plan] # by [removed]
id = "x-1"   # no words here
participants = [
    "[removed]", # that is [removed]
    'Chair',
]

# [removed] said so
[barrier.B1]
text = "[removed] came"  # "[removed]"
changed = 2018-01-16T15:00:00Z
# at the end: [removed]
"""
    )
    assert new.in_comments == 6
    assert new.kept_layout


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_windows_line_ends_and_the_mark_of_the_encoding_stay(mark: bytes) -> None:
    data = mark + b'# Jamie\r\n# Bell\r\n\r\n[plan]\r\ntitle = "x Jamie Bell"\r\n'
    new = without(data, "Jamie Bell")
    assert new.data == mark + b'# [removed]\r\n\r\n[plan]\r\ntitle = "x [removed]"\r\n'


def test_words_over_two_lines_need_lines_that_follow_each_other() -> None:
    data = b"# Jamie\n\n# Bell\n[plan]\n# Bell\n"
    assert b"Jamie" not in without(data, "Jamie Bell").data
    data = b'# Jamie\n[plan] # Bell\ntitle = "x" # Jamie\nowner = "y" # Bell\n'
    assert without(data, "Jamie Bell").data == data


def test_a_hash_in_a_value_is_no_comment() -> None:
    data = b'[plan]\ntitle = "a # Jamie" # b\n'
    assert without(data, "a # Jamie").data == b'[plan]\ntitle = "[removed]" # b\n'
    assert without(data, "Jamie").in_comments == 0


def test_what_is_not_there_changes_nothing() -> None:
    data = b'[plan]\ntitle="x"#y\n'
    new = without(data, "Jamie")
    assert new.data == data
    assert new.kept_layout


def test_no_words_at_all_change_the_plan_only() -> None:
    new = cleaned(b'# c\n[plan]\ntitle = "x"\n', lambda plan: plan, None)
    assert new.data == b'# c\n[plan]\ntitle = "x"\n'


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(PlanUnreadableError):
        without(b"[plan", "plan")


@pytest.mark.parametrize("below", ["# Jamie", 'title = "Jamie"'])
def test_where_the_layout_is_beyond_us_the_plan_is_written_plainly(
    monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    def beyond(_: str) -> None:
        raise ShapeError("beyond us")

    monkeypatch.setattr(module, "Document", beyond)
    new = without(f"# Jamie\n[plan]\n{below}\n".encode(), "Jamie")
    assert b"Jamie" not in new.data
    assert not new.kept_layout
    assert codec.parse(new.data)[0] == new.plan
    assert without(b"# x\n[plan]\n", "Jamie").kept_layout


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_files_that_people_edited_keep_their_layout(path: Path) -> None:
    """Every third word of the texts, and every second word of the comments, goes."""
    data = path.read_bytes()
    plan, wrapping = codec.parse(data)
    text = wrapping.text
    spoken = [word for place in texts(plan) for word in re.findall(r"[^\W\d_]{4,}", place.text)]
    written = re.findall(r"[^\W\d_]{4,}", " ".join(re.findall(r"#[^\r\n]*", text)))
    phrases = {*spoken[::3], *written[::2]}
    taken = words_of(phrases)
    if taken is None:
        return
    new = cleaned(data, lambda plan: forget(plan, taken, NOW), taken)
    assert new.kept_layout
    assert read_again(new) == new.plan
    assert places(new.plan, taken) == ()
    assert count_of_comments(new.data) == count_of_comments(data)
    assert not taken.are_in(" ".join(comments(new.data)).replace(REMOVED, ""))


def read_again(new: Cleaned) -> Plan:
    return codec.parse(new.data)[0]


def comments(data: bytes) -> list[str]:
    from trajectory.storage.toml_blocks import Document

    text = codec.parse(data)[1].text
    document = Document(text)
    return [text[start:end] for start, end in document.comments]


def count_of_comments(data: bytes) -> int:
    return len(comments(data))
