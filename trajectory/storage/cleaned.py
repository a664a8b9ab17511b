"""The text of a plan's file without certain words: in its values as the plan says, and in comments.

Comments are no part of a plan, so what takes words out of a plan leaves them in: here the text is
changed as well. Every other byte stays, as with any edit (`layout`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trajectory.domain.plan import Plan
from trajectory.domain.words_out import REMOVED, Words
from trajectory.errors import NotSavedError
from trajectory.storage import codec
from trajectory.storage.codec import Wrapping
from trajectory.storage.toml_blocks import Document, ShapeError


@dataclass(frozen=True)
class Cleaned:
    """A plan's file as it is to be."""

    plan: Plan
    wrapping: Wrapping
    data: bytes
    in_comments: int
    """How often the words stood in comments."""
    kept_layout: bool
    """Whether comments and order stayed; else the plan is written plainly."""


def cleaned(data: bytes, change: Callable[[Plan], Plan], words: Words | None) -> Cleaned:
    """Change the plan that these bytes hold, and take the words out of their comments.

    Raises:
        PlanUnreadableError: they are no plan.
        NotSavedError: what would come out could not be read as the plan that it is to be.
    """
    plan, wrapping = codec.parse(data)
    wrapping, count = (wrapping, 0) if words is None else _without_in_comments(wrapping, words)
    if count and wrapping.text:
        data = codec.whole_bytes(plan, wrapping)
        read_back, wrapping = codec.parse(data)
        if not codec.same_file(read_back, plan):
            raise NotSavedError("The comments of the file could not be changed. Nothing was.")
    new = change(plan)
    if codec.same_file(new, plan):
        if wrapping.text:
            return Cleaned(plan, wrapping, data, count, kept_layout=True)
        new_data = codec.encode(plan, wrapping)
        return Cleaned(plan, codec.parse(new_data)[1], new_data, count, kept_layout=False)
    revised = codec.revise(new, plan, wrapping)
    kept = revised.in_place and bool(wrapping.text)
    return Cleaned(new, revised.wrapping, revised.data, count, kept)


def _without_in_comments(wrapping: Wrapping, words: Words) -> tuple[Wrapping, int]:
    """Without a text where its comments cannot be told from the rest: it is written plainly then.

    What stands above the first key is kept even so.
    """
    text = wrapping.text
    try:
        parts = list(_comments(text))
    except ShapeError:
        parts = None
    head, in_head = words.in_comments.subn(REMOVED, wrapping.head)
    if parts is None:
        whole = words.in_comments.search(text) is not None
        return dataclasses.replace(wrapping, head=head, text="" if whole else text), in_head
    count, at, out = 0, 0, []
    for start, end in parts:
        new, found = words.in_comments.subn(REMOVED, text[start:end])
        out += [text[at:start], new]
        at, count = end, count + found
    if not count:
        return wrapping, 0
    return dataclasses.replace(wrapping, head=head, text="".join([*out, text[at:]])), count


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """The comments of a text; those of lines that follow each other as one, for a sentence may."""
    first: tuple[int, int] | None = None
    for start, end in sorted(Document(text).comments):
        if first is not None and not text[first[1] : start].strip():
            first = (first[0], end)
            continue
        if first is not None:
            yield first
        first = (start, end)
    if first is not None:
        yield first
