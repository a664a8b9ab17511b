"""Where we are: the scale with words at both ends, the readings, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trajectory.domain.dates import echo
from trajectory.domain.kinds import Kind
from trajectory.domain.plan import Note, Plan, Reading
from trajectory.domain.scale import in_words
from trajectory.exporters.document.entries import live, with_facts
from trajectory.exporters.document.scale import draw_scale
from trajectory.exporters.document.view import PlanView
from trajectory.exporters.document.words import TAKEN_AT, VIEWS, long_date, said
from trajectory.exporters.document.writer import Column, Writer

_READINGS = (
    Column("Reading", 7),
    Column("Date", 15),
    Column("Score", 5, number=True),
    Column("Each person", 15),
    Column("Where", 15),
    Column("Why", 43),
)


def write_position(writer: Writer, view: PlanView) -> None:
    """Write the section on the current position."""
    plan, position = view.plan, view.plan.position
    writer.heading("Current position", 2)
    notes, reading = live(plan.note), plan.current_reading
    lines = list(_position_lines(plan, reading))
    if not (notes or lines or position.question):
        writer.paragraph("Nothing has been said about the current position yet.")
        return
    if position.question:
        writer.paragraph(position.question)
    if reading or position.target is not None:
        writer.figure(draw_scale(reading.score if reading else None, position.target))
    for label, text in lines:
        writer.item(f"{label}:", text)
    _write_notes(writer, view, notes)
    _write_earlier(writer, view, reading)


def _position_lines(plan: Plan, reading: Reading | None) -> Iterator[tuple[str, str]]:
    position = plan.position
    anchors = said(position.anchor_0, position.anchor_10)
    if anchors or reading or position.target is not None:
        yield "0 means", position.anchor_0 or "not said yet"
        yield "10 means", position.anchor_10 or "not said yet"
    if reading:
        now = f"{in_words(reading.score)} on {long_date(reading.date)}"
        yield "Now", ", ".join(said(now, _where(reading)))
        if reading.scores:
            yield "Each person", _scores(reading)
        if reading.reason:
            yield "What got us here", reading.reason
    if position.target is not None:
        by = f" by {long_date(position.target_by)}" if position.target_by else ""
        yield "We aim for", f"{in_words(position.target)}{by}"
    if position.plus_one:
        yield "One point higher", position.plus_one


def _write_notes(writer: Writer, view: PlanView, notes: Mapping[str, Note]) -> None:
    for name, title in VIEWS.items():
        those = {key: note for key, note in notes.items() if note.view == name}
        if those:
            writer.heading(title, 3)
        for key, note in those.items():
            writer.item(view.label(Kind.NOTE, key), with_facts(note))


def _write_earlier(writer: Writer, view: PlanView, current: Reading | None) -> None:
    """Write all readings but the current one, the oldest first."""
    earlier = [(key, r) for key, r in view.plan.reading.items() if r is not current]
    if not earlier:
        return
    corrected = {r.corrects: key for key, r in view.plan.reading.items() if r.corrects}
    writer.heading("Earlier readings", 3)
    writer.table(
        _READINGS,
        [
            (
                view.label(Kind.READING, key),
                echo(reading.date),
                in_words(reading.score),
                _scores(reading),
                _where(reading),
                _why(view, reading, corrected.get(key)),
            )
            for key, reading in sorted(earlier, key=lambda pair: pair[1].date)
        ],
    )


def _why(view: PlanView, reading: Reading, corrected_by: str | None) -> str:
    put_right = corrected_by and f"put right by {view.label(Kind.READING, corrected_by)}"
    return "; ".join(said(reading.reason, put_right))


def _where(reading: Reading) -> str:
    return TAKEN_AT[reading.forum] if reading.forum else ""


def _scores(reading: Reading) -> str:
    scores = reading.scores or ()
    each = ", ".join(map(in_words, scores))
    spread = f" (spread {in_words(max(scores) - min(scores))})" if len(scores) > 1 else ""
    return each + spread
