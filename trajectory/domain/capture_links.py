"""The links of a step at the end of a line: `cuts B1 and B2`, `uses E1`, `for G1`."""

from __future__ import annotations

import re

from trajectory.domain.capture_reading import LIST_PIECE, SENTENCE_ENDS, LineReading, last_pieces
from trajectory.domain.dates import PUNCTUATION
from trajectory.domain.kinds import Kind, Section

_LINK_KINDS = {"cuts": Kind.BARRIER, "uses": Kind.ENABLER, "for": Kind.GOAL}
_A_KIND = {Kind.BARRIER: "a barrier", Kind.ENABLER: "an enabler", Kind.GOAL: "a goal"}
_LABEL = re.compile(r"[BEGSbegs][0-9]{1,6}[a-z]{0,2}")
_JOINTS = frozenset({",", "&", "and"})
_LONGEST_LIST = 300


def take_links(line: LineReading) -> bool:
    """Take one list of links off the end; in other sections than steps it is put aside as text."""
    pieces = last_pieces(LIST_PIECE, line.head, _LONGEST_LIST)
    if not pieces or pieces[-1].text.casefold() in {"and", "&"}:
        return False
    names: list[str] = []
    for piece in reversed(pieces):
        word = piece.text.casefold()
        if word in _LINK_KINDS and names:
            if line.section is Section.STEP:
                _take(line, piece.text, piece.start, names[::-1])
            else:
                line.keep(piece.start)
            return True
        if word not in _JOINTS:
            if _key_of(line, word) is None:
                return False
            names.append(piece.text)
    return False


def _key_of(line: LineReading, word: str) -> str | None:
    """The id that a word stands for; "" when it looks like a label and is none in this plan."""
    word = word.rstrip(PUNCTUATION)
    found = line.vocabulary.ids.get(word.casefold())
    return "" if found is None and _LABEL.fullmatch(word) else found


def _take(line: LineReading, verb: str, start: int, names: list[str]) -> None:
    kind = _LINK_KINDS[verb.casefold()]
    keys: list[str] = []
    unknown: list[str] = []
    warnings: list[str] = []
    names[-1] = names[-1].rstrip(SENTENCE_ENDS)
    for name in names:
        key = _key_of(line, name)
        if key and line.vocabulary.kinds.get(key, kind) is kind:
            keys.append(key)
            continue
        unknown.append(name)
        reason = f"is not {_A_KIND[kind]}" if key else "is not in this plan"
        warnings.append(f"{name} {reason}: it stays as text.")
    if kind is Kind.GOAL and (len(keys) > 1 or (keys and line.goal)):
        line.keep(start, f"A step serves one goal: “{line.head[start:]}” stays as text.")
        return
    line.warnings[:0] = warnings
    if not keys:
        line.keep(start)
        return
    _link(line, kind, keys)
    shown = dict.fromkeys(line.vocabulary.labels.get(key, key) for key in keys)
    line.take(start, f"{verb.casefold()} {', '.join(shown)}")
    if unknown:
        line.leave([verb, *unknown])


def _link(line: LineReading, kind: Kind, keys: list[str]) -> None:
    match kind:
        case Kind.BARRIER:
            line.cuts = tuple(dict.fromkeys([*keys, *line.cuts]))
        case Kind.ENABLER:
            line.uses = tuple(dict.fromkeys([*keys, *line.uses]))
        case _:
            line.goal = keys[0]
