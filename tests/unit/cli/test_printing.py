"""What is written where: safe to read, wrapped for people only, exact for programs."""

from __future__ import annotations

import io
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trajectory.cli import printing
from trajectory.cli.printing import json_data, listed, narrate, shown, wrapped


class Terminal(io.StringIO):
    """A terminal that remembers what was written on it."""

    def isatty(self) -> bool:
        return True


def test_narration_is_wrapped_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((30, 24)))
    told = "  " + "one two three " * 5
    terminal, file = Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stderr", terminal)
    narrate(told)
    monkeypatch.setattr("sys.stderr", file)
    narrate(told)
    assert file.getvalue() == told + "\n"
    lines = terminal.getvalue().splitlines()
    assert len(lines) > 1
    assert all(len(line) <= 30 and line.startswith("  one"[:2]) for line in lines)
    assert terminal.getvalue().split() == told.split()


def test_a_path_is_never_broken() -> None:
    path = "/home/ann/Documents/Trajectory-plans/harrowmere-table-3/safety-networks.toml"
    assert path in wrapped(f"The file {path} is there.\n\nNext.", 20)
    assert wrapped("a\n\nb", 80) == "a\n\nb"


@pytest.mark.parametrize(
    "names, text", [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed_as_people_do(names: list[str], text: str) -> None:
    assert listed(names) == text


@given(text=st.text(alphabet=st.characters(codec=None)))
def test_json_is_exact_and_harmless_whatever_the_text(text: str) -> None:
    for encoding in ("utf-8", "ascii"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", stream)
            json_data({"said": text})
        printed = stream.buffer.getvalue().decode(encoding)
        assert json.loads(printed) == {"said": text}
        assert shown(printed) == printed


@given(text=st.text(alphabet=st.characters(codec=None)))
def test_shown_text_keeps_its_lines_and_can_do_nothing(text: str) -> None:
    safe = shown(text)
    assert safe.count("\n") == text.count("\n")
    assert shown(safe) == safe
    assert not [c for c in safe if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160]


@given(text=st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("\r\n")))
def test_a_document_keeps_its_line_ends_and_can_do_nothing(text: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        printing.document(text)
    printed = stream.buffer.getvalue().decode("utf-8")
    assert printed.split("\r\n") == [shown(part) for part in text.split("\r\n")]


def test_a_stream_that_is_closed_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    printing.data("x")
    narrate("x")
    json_data("x")
    printing.tolerate_any_text()


def test_a_stream_in_memory_that_fails_is_discarded_without_a_file() -> None:
    printing.discard(io.StringIO())
