"""Pandoc reads our Markdown as it is meant, and what it makes of it for Word says the same."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repository import ROOT
from tests.unit.exporters.hostile import MARKS, texts
from tests.unit.exporters.rendering import Line, fold, render
from tests.unit.exporters.test_markdown import everywhere, seen_everywhere

pytestmark = pytest.mark.documents

READERS = ("markdown", "gfm", "commonmark_x", "markdown_github")
GOLDEN = sorted((ROOT / "tests" / "golden" / "markdown").glob("*.md"))

_QUOTES = {"SingleQuote": "‘{}’", "DoubleQuote": "“{}”"}
"""Typed curly quotes in pairs: pandoc keeps the pair, and writes the same two marks again."""

Pandoc = Callable[..., bytes]


@pytest.fixture(scope="session")
def pandoc(system_tool: Callable[[str], Path]) -> Pandoc:
    """Return a function that runs pandoc over some input and returns its output."""
    return partial(_run, system_tool("pandoc"))


def _run(program: Path, data: bytes, source: str, target: str, *arguments: str) -> bytes:
    command = [str(program), "--from", source, "--to", target, "--output", "-", *arguments]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout


def read(pandoc: Pandoc, data: bytes, source: str) -> list[Line]:
    """What pandoc takes a document for, in the same words as our own renderer's."""
    blocks = json.loads(pandoc(data, source, "json"))["blocks"]
    return list(_lines(blocks, "paragraph"))


def _lines(blocks: list[Any], place: str) -> Iterator[Line]:
    for block in blocks:
        match block:
            case {"t": "Para" | "Plain", "c": inlines}:
                yield Line(place, fold(_text(inlines)))
            case {"t": "Header", "c": [_, _, inlines]}:
                yield Line("heading", fold(_text(inlines)))
            case {"t": "CodeBlock", "c": [_, code]}:
                yield Line("figure", code + "\n")
            case {"t": "BulletList", "c": items}:
                for item in items:
                    yield from _lines(item, "item")
            case {"t": "Table", "c": [_, [None, []], _, [_, head], bodies, [_, []]]}:
                yield from _cells(head, "head")
                for _, _, headless, rows in bodies:
                    yield from _cells([*headless, *rows], "cell")
            case _:
                yield Line("other", f"<<{block['t']}>>")


def _cells(rows: list[Any], place: str) -> Iterator[Line]:
    for _, cells in rows:
        for *_, blocks in cells:
            yield from _lines(blocks, place) if blocks else [Line(place, "")]


def _text(inlines: list[Any]) -> str:
    return "".join(map(_word, inlines))


def _word(inline: Any) -> str:
    match inline:
        case {"t": "Str", "c": text}:
            return str(text)
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return " "
        case {"t": "Strong", "c": inlines}:
            return _text(inlines)
        case {"t": "Quoted", "c": [{"t": kind}, inlines]}:
            return _QUOTES[kind].format(_text(inlines))
        case _:
            return f"<<{inline['t']}>>"


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_pandoc_reads_our_documents_as_they_are_meant(
    pandoc: Pandoc, path: Path, reader: str
) -> None:
    data = path.read_bytes()
    assert read(pandoc, data, reader) == render(data.decode())


@pytest.mark.parametrize("reader", READERS)
def test_pandoc_reads_every_mark_as_text(pandoc: Pandoc, reader: str) -> None:
    nasty = [text for mark in MARKS for text in (mark, f"{mark}a", f"a{mark}a", mark * 3)]
    assert _wrongly_read(pandoc, nasty, reader) == []


@settings(max_examples=25)
@given(st.lists(texts, min_size=1, max_size=40), st.sampled_from(READERS))
def test_pandoc_reads_every_text_as_typed(pandoc: Pandoc, nasty: list[str], reader: str) -> None:
    assert _wrongly_read(pandoc, nasty, reader) == []


def _wrongly_read(pandoc: Pandoc, nasty: list[str], reader: str) -> list[str]:
    """Those texts that pandoc does not read as typed. All at once first: it starts slowly."""
    document = "\n".join(map(everywhere, nasty)).encode()
    if read(pandoc, document, reader) == [line for text in nasty for line in seen_everywhere(text)]:
        return []
    alone = [t for t in nasty if read(pandoc, everywhere(t).encode(), reader) != seen_everywhere(t)]
    return alone or nasty


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("target", ["docx", "html"])
def test_other_documents_made_of_ours_say_the_same(pandoc: Pandoc, path: Path, target: str) -> None:
    data = path.read_bytes()
    made = pandoc(data, "markdown", target)
    assert said(read(pandoc, made, target)) == said(render(data.decode()))


def said(lines: list[Line]) -> list[Line]:
    """The lines but the figure, which Word has as a paragraph with a look of its own."""
    return [line for line in lines if line.place != "figure"]


def test_word_gets_real_headings_and_tables(pandoc: Pandoc) -> None:
    plan = (ROOT / "tests/golden/markdown/safety-networks.md").read_bytes()
    word = zipfile.ZipFile(io.BytesIO(pandoc(plan, "markdown", "docx")))
    body = word.read("word/document.xml").decode()
    assert body.count("<w:tbl>") == 3
    assert body.count('w:val="Heading2"') == len(re.findall(rb"^## ", plan, re.MULTILINE)) > 5
    assert "w:hyperlink" not in body


def test_the_commands_of_the_page_on_exports_work(
    pandoc: Pandoc, system_tool: Callable[[str], Path], tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
    commands = [line.split() for line in page.splitlines() if line.startswith("pandoc safety")]
    plan = ROOT / "tests/golden/markdown/safety-networks.md"
    (tmp_path / "safety-networks.md").write_bytes(plan.read_bytes())
    (tmp_path / "letterhead.docx").write_bytes(pandoc(b"Letterhead", "markdown", "docx"))
    for _, *arguments in commands:
        subprocess.run([system_tool("pandoc"), *arguments], cwd=tmp_path, check=True)
        made = tmp_path / "safety-networks.docx"
        assert zipfile.is_zipfile(made)
        made.unlink()
    assert len(commands) == 2
