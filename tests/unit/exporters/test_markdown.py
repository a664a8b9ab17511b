"""Each text renders exactly as typed, wherever it stands and whichever dialect reads it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

from tests.unit.exporters.hostile import MARKS, texts
from tests.unit.exporters.rendering import DIALECTS, Line, fold, render
from trajectory.domain.showing import show_line
from trajectory.exporters.document.writer import Column
from trajectory.exporters.markdown import MarkdownWriter

COLUMNS = (Column("Left", 4), Column("Right", 6, number=True))


def everywhere(text: str) -> str:
    """A document with the text in every place there is."""
    writer = MarkdownWriter()
    writer.heading(text, 1)
    writer.paragraph(f"{text} ")
    writer.heading(text, 3)
    writer.item("B1", text)
    writer.item("See:", text, level=1)
    writer.item(text, text)
    writer.table(COLUMNS, [(text, text), ("", text)])
    writer.paragraph(f"a {text} \n{text}")  # a space, so that no CR meets the newline
    writer.figure("0───1")
    writer.paragraph(text)
    return writer.text()


def seen_everywhere(text: str) -> list[Line]:
    """What has to be seen of it."""
    seen = fold(show_line(text))
    paragraph = [Line("paragraph", seen)] if seen else []
    return [
        Line("heading", seen),
        *paragraph,
        Line("heading", seen),
        Line("item", fold(f"B1 {seen}")),
        Line("item", fold(f"See: {seen}")),
        Line("item", fold(f"{seen or '?'} {seen}")),
        Line("head", "Left"),
        Line("head", "Right"),
        Line("cell", seen),
        Line("cell", seen),
        Line("cell", ""),
        Line("cell", seen),
        Line("paragraph", fold(f"a {show_line(text)} {seen}")),
        Line("figure", "0───1\n"),
        *paragraph,
    ]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_mark_is_text(dialect: str) -> None:
    for mark in MARKS:
        around = (mark, f"{mark}a", f"a{mark}a", f"a {mark}", f"a\n{mark}", mark * 3, f"{mark} a")
        for text in around:
            assert render(everywhere(text), DIALECTS[dialect]) == seen_everywhere(text)


@given(texts)
@example("\\|")
@example("|\n| --- |\n| x |")
@example("a\n\u00a0\n")
@example("  \n\r\r\n!")
def test_every_text_renders_as_typed(text: str) -> None:
    document = everywhere(text)
    for dialect in DIALECTS.values():
        assert render(document, dialect) == seen_everywhere(text)


@pytest.mark.slow
@settings(max_examples=5_000)
@given(texts)
def test_a_sweep_of_texts_renders_as_typed(text: str) -> None:
    assert render(everywhere(text)) == seen_everywhere(text)


@pytest.mark.parametrize(
    "text, markdown",
    [
        ("Ask mum, dad (and gran): who else?", "Ask mum, dad (and gran): who else?"),
        ("4.5 of 20; 60% by 10 - 12 May", "4.5 of 20; 60% by 10 - 12 May"),
        ("Q & A, and/or R+D = 3", "Q & A, and/or R+D = 3"),
        ("Mum's plan", "Mum\\'s plan"),
        ("Wait... what -- no", "Wait\\.\\.\\. what \\-\\- no"),
        ("see www.example.org", "see www\\.example\\.org"),
        ("see https://example.org", "see https\\:\\/\\/example\\.org"),
        ("10:30", "10\\:30"),
        ("R&D", "R\\&D"),
        ("“in pairs” and ”not“", "“in pairs” and ”not&#8220;"),
        ("“a ” ‘b’", "&#8220;a ” &#8216;b’"),
    ],
)
def test_ordinary_sentences_stay_readable(text: str, markdown: str) -> None:
    writer = MarkdownWriter()
    writer.paragraph(text)
    assert writer.text() == f"{markdown}\n"


@pytest.mark.parametrize(
    "text, markdown",
    [
        ("1. one", "1\\. one"),
        ("(iv) four", "(iv\\) four"),
        ("- dash", "\\- dash"),
        ("Table: none", "Table\\: none"),
        ("one\n\n 2) two\r\n+ three", "one\\\n2\\) two\\\n\\+ three"),
    ],
)
def test_marks_at_the_start_of_a_line_make_no_list(text: str, markdown: str) -> None:
    writer = MarkdownWriter()
    writer.paragraph(text)
    assert writer.text() == f"{markdown}\n"


def test_lines_of_an_item_stay_in_the_item() -> None:
    writer = MarkdownWriter()
    writer.item("N1", "one\n- two\n\n# three")
    writer.item("See:", "four\nfive", level=1)
    assert writer.text() == (
        "- **N1** one\\\n  \\- two\\\n  \\# three\n  - **See:** four\\\n    five\n"
    )


def test_parts_are_set_apart_by_one_empty_line() -> None:
    writer = MarkdownWriter()
    writer.heading("Goals", 2)
    writer.item("G1", "one")
    writer.item("G2", "two")
    writer.paragraph("Net force")
    writer.table(COLUMNS, [("a", "1")])
    writer.heading("Next steps", 2)
    assert writer.text() == (
        "## Goals\n\n- **G1** one\n- **G2** two\n\nNet force\n\n"
        "| Left | Right |\n| ---- | -----: |\n| a | 1 |\n\n## Next steps\n"
    )
